"""Rich text blocks, which Slack writes as a tree, in one run of words."""

from collections.abc import Iterator
from datetime import UTC, datetime

from rehearsal.markup import Reader, moment_told
from rehearsal.people import Payload
from rehearsal.wrapping import Span, Style


def rich_spans(block: Payload, reader: Reader) -> Iterator[Span]:
    """The parts of a rich text block, each on a line of its own."""
    for number, part in enumerate(block.get("elements", ())):
        if number:
            yield Span("\n")
        yield from _part(part, reader)


def _part(part: Payload, reader: Reader) -> Iterator[Span]:
    elements = part.get("elements", ())
    if part.get("type") == "rich_text_list":
        ordered = part.get("style") == "ordered"
        for number, item in enumerate(elements, start=1):
            yield Span(("\n" if number > 1 else "") + (f"{number}. " if ordered else "- "))
            yield from _part(item, reader)
        return
    if part.get("type") == "rich_text_quote":
        yield Span("> ")
    for element in elements:
        yield _element(element, reader)


def _element(element: Payload, reader: Reader) -> Span:
    match element.get("type"):
        case "text":
            return Span(str(element.get("text")), _style(element.get("style")))
        case "user":
            user = str(element.get("user_id"))
            return Span("@" + reader.names.get(user, user), "mention")
        case "channel":
            channel = str(element.get("channel_id"))
            return Span("#" + reader.names.get(channel, channel), "mention")
        case "broadcast":
            return Span(f"@{element.get('range')}", "mention")
        case "emoji":
            return Span(f":{element.get('name')}:")
        case "link":
            return Span(str(element.get("text") or element.get("url")), "code")
        case "date":
            moment = datetime.fromtimestamp(int(element.get("timestamp", 0)), UTC)
            return Span(moment_told(moment, str(element.get("format")), reader))
        case unknown:
            return Span(f"[{unknown}]")


def _style(style: object) -> Style:
    names = style if isinstance(style, dict) else {}
    styles: tuple[Style, ...] = ("bold", "italic", "strike", "code")
    return next((name for name in styles if names.get(name)), "")
