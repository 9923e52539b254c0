"""Blocks, messages and views as lines of text, drawn from the very JSON that the bot sent."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

from rehearsal.elements import HOLDS, Place
from rehearsal.markup import Reader, spans_of
from rehearsal.messages import SharedFile
from rehearsal.people import Payload
from rehearsal.rich_text import rich_spans
from rehearsal.wrapping import Line, Span, Style, indented, wrapped

Numbering = Callable[[Place, str], int]
"""The number by which an element, or the option of it that is named, can be pressed."""
EMPTY: Final = "(empty)"
MOST_CHOICES: Final = 12
FEW: Final = 4
MOST_OF_A_FILE: Final = 60
"""Lines of a file that are shown where it is seen."""
PICKERS: Final = frozenset(HOLDS) - {"overflow"}


@dataclass(frozen=True)
class Page:
    """What is drawn on: how wide it is in cells, who reads it, and whether what can be pressed gets numbers."""

    reader: Reader
    width: int = 80
    number: Numbering | None = None

    def text(self, mrkdwn: str, style: Style = "") -> list[Line]:
        return wrapped(spans_of(mrkdwn, self.reader, style), self.width)

    def spans(self, spans: Iterable[Span]) -> list[Line]:
        return wrapped(spans, self.width)

    def inside(self) -> "Page":
        """The same page with a margin of two."""
        return Page(self.reader, self.width - 2, self.number)


@dataclass(frozen=True)
class Entered:
    """What somebody has put into a form so far, by block and action id, and its complaints by block id."""

    typed: Mapping[tuple[str, str], Any]
    errors: Mapping[str, str]


NOTHING: Final = Entered({}, {})


def drawn_message(text: str, blocks: list[Payload], page: Page) -> list[Line]:
    """A message. Slack shows `text` only where there are no blocks."""
    return drawn_blocks(blocks, page) if blocks else page.text(text)


def drawn_files(files: Iterable[SharedFile], page: Page, *, whole: bool = False) -> list[Line]:
    """Files with what is in them, as somebody reads it who opens one; of a long one only its beginning, unless it is `whole`."""
    return [line for one in files for line in _file(one, page, whole=whole)]


def _file(file: SharedFile, page: Page, *, whole: bool) -> list[Line]:
    lines = file.content.decode("utf-8-sig", errors="replace").splitlines()
    shown = lines if whole else lines[:MOST_OF_A_FILE]
    more = [f"... and {len(lines) - len(shown)} more lines"] if len(shown) < len(lines) else []
    named = Span(f"[file {file.name}, {len(file.content)} bytes: {file.title}]", "label")
    inside = [line for words in (*shown, *more) for line in page.inside().spans([Span(words, "small")])]
    return [*page.spans([named]), *indented(inside, "  ")]


def drawn_view(view: Payload, page: Page, entered: Entered = NOTHING) -> list[Line]:
    """A form or a home tab; a form's title is said where it is opened, not here."""
    lines = drawn_blocks(view["blocks"], page, entered)
    if view["type"] != "modal":
        return lines
    ways_out = [str(view[name]["text"]) for name in ("submit", "close") if view.get(name)]
    return [*lines, *page.spans(_row(Span(f"[{words}]", "button", whole=True) for words in ways_out))]


def drawn_blocks(blocks: list[Payload], page: Page, entered: Entered = NOTHING) -> list[Line]:
    return [line for block in blocks for line in _block(block, page, entered)]


def words_of(text: object, page: Page, style: Style = "") -> list[Line]:
    """A text object. Plain text is taken as it is."""
    if not isinstance(text, dict):
        return page.spans([Span(str(text), style)])
    if text.get("type") == "mrkdwn":
        return page.text(str(text.get("text")), style)
    return page.spans([Span(str(text.get("text")), style)])


def _block(block: Payload, page: Page, entered: Entered) -> list[Line]:
    match block.get("type"):
        case "section":
            return _section(block, page)
        case "header":
            mark = "*" if page.reader.marks else ""
            return page.spans([Span(f"{mark}{block['text']['text']}{mark}", "bold")])
        case "context":
            return [line for element in block["elements"] for line in _small_print(element, page)]
        case "actions":
            return page.spans(_row(span for element in block["elements"] for span in _element(block, element, page)))
        case "input":
            return _field(block, page, entered)
        case "divider":
            return page.spans([Span("- - -", "small")])
        case "rich_text":
            return page.spans(rich_spans(block, page.reader))
        case "markdown":
            return page.spans([Span(str(block.get("text")))])
        case "image":
            return page.spans([Span(f"[image: {block.get('alt_text')}]")])
        case unknown:
            return page.spans([Span(f"[a block of the type {unknown}]")])


def _section(block: Payload, page: Page) -> list[Line]:
    lines = words_of(block["text"], page) if "text" in block else []
    for text in block.get("fields", ()):
        lines += words_of(text, page)
    if "accessory" in block:
        lines += page.spans(_row(_element(block, block["accessory"], page)))
    return lines


def _small_print(element: Payload, page: Page) -> list[Line]:
    if element.get("type") == "image":
        return page.spans([Span(f"[image: {element.get('alt_text')}]", "small")])
    return words_of(element, page, "small")


def _row(spans: Iterable[Span]) -> Iterator[Span]:
    for number, span in enumerate(spans):
        yield from (Span("  "), span) if number else (span,)


def _element(block: Payload, element: Payload, page: Page) -> Iterator[Span]:
    """What can be pressed: a button, or a menu with all its options, since a terminal cannot unfold it."""
    place = Place(block, element)
    kind = element.get("type")
    if kind == "button":
        yield _pressed(place, place.label, page)
    elif kind in ("overflow", "static_select"):
        for option in place.options:
            yield _pressed(place, str(option["text"]["text"]), page, before="... " if kind == "overflow" else "")
    elif kind == "image":
        yield Span(f"[image: {element.get('alt_text')}]", whole=True)
    elif kind in PICKERS:
        yield _pressed(place, place.label or str(kind), page, after=": choose")
    else:
        yield Span(f"[an element of the type {kind}]", whole=True)


def _pressed(place: Place, words: str, page: Page, *, before: str = "", after: str = "") -> Span:
    number = f"{page.number(place, words)} " if page.number else ""
    return Span(f"[{number}{before}{words}{after}]", "button", whole=True)


def _field(block: Payload, page: Page, entered: Entered) -> list[Line]:
    place, inner = Place(block, block["element"]), page.inside()
    lines = _labelled(place, page, entered.typed.get(place.key, place.initially()))
    if block.get("hint"):
        lines += indented(words_of(block["hint"], inner, "small"), "  ")
    complaint = entered.errors.get(str(block.get("block_id")))
    return lines + (indented(inner.spans([Span(f"! {complaint}", "label")]), "  ") if complaint else [])


def _labelled(place: Place, page: Page, value: Any) -> list[Line]:
    """A field's label with its value beside it, or under it where there is more than a line of it."""
    optional = " (optional)" if place.block.get("optional") else ""
    label, shown = Span(f"{place.label}{optional}:", "bold"), _value(place, page.inside(), value)
    if len(shown) == 1:
        beside = page.spans([label, Span(" "), *shown[0]])
        if len(beside) == 1:
            return beside
    return [*page.spans([label]), *indented(shown, "  ")]


def _value(place: Place, page: Page, value: Any) -> list[Line]:
    if place.element["type"] in ("radio_buttons", "checkboxes"):
        return [line for option in place.options for line in _option(place, option, value, page)]
    shown = shown_value(value, page.reader)
    choices = _choices(place)
    return page.spans([Span(shown + (f"   (one of: {choices})" if choices else ""))])


def _choices(place: Place) -> str:
    """What a menu offers; of a long one its beginning, and how much more there is."""
    words = [str(option["text"]["text"]) for option in place.options]
    more = [f"and {len(words) - FEW} more"] if len(words) > MOST_CHOICES else []
    return " / ".join([*(words[:FEW] if more else words), *more])


def _option(place: Place, option: Payload, value: Any, page: Page) -> list[Line]:
    chosen = value if isinstance(value, list) else [value]
    ticked = any(isinstance(one, dict) and one.get("value") == option["value"] for one in chosen)
    opening, closing = "()" if place.element["type"] == "radio_buttons" else "[]"
    mark = f"{opening}{'x' if ticked else ' '}{closing} "
    lines = words_of(option["text"], Page(page.reader, page.width - len(mark)))
    return [(Span(mark if not number else " " * len(mark)), *line) for number, line in enumerate(lines)]


def shown_value(value: Any, reader: Reader) -> str:
    """What was entered into a field, in words; a number is the moment of a picker, told in the reader's zone."""
    if value in (None, "", []):
        return EMPTY
    if isinstance(value, list):
        return ", ".join(shown_value(one, reader) for one in value)
    if isinstance(value, dict):
        return "".join(span.text for span in spans_of(str(value["text"]["text"]), reader))
    if isinstance(value, int):
        there = datetime.fromtimestamp(value, ZoneInfo(reader.zone))
        return f"{there:%a} {there.day} {there:%b %Y, %H:%M}"
    return reader.names.get(str(value), str(value))
