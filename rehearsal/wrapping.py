"""Words into lines of a given width, as the terminal counts it, with or without colour."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from rich.cells import cell_len

Style = Literal["", "bold", "italic", "strike", "code", "mention", "small", "button", "label", "heading"]
CODES: Final = {
    "bold": "1",
    "italic": "3",
    "strike": "9",
    "code": "36",
    "mention": "36",
    "small": "2",
    "button": "1;34",
    "label": "1",
    "heading": "1;33",
}
_GAPS: Final = re.compile(r"(\n|[ \t]+)")
_UNSEEN: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Span:
    """Some text in one style; a `whole` one is never broken between its words."""

    text: str
    style: Style = ""
    whole: bool = False


Line = tuple[Span, ...]


def harmless(text: str) -> str:
    """Text that cannot steer a terminal: control characters, and those that turn the writing, show as `\ufffd`."""
    return _UNSEEN.sub("\ufffd", text.replace("\r\n", "\n"))


def wrapped(spans: Iterable[Span], width: int) -> list[Line]:
    """Lines of at most `width` cells. Line breaks in the text stay, and so do empty lines between others."""
    lines: list[Line] = []
    for paragraph in _paragraphs(spans):
        lines += _filled(paragraph, max(width, 1))
    return lines


def painted(line: Line, *, colour: bool) -> str:
    """A line as it is printed."""
    return "".join(_paint(span) if colour else span.text for span in line).rstrip()


def plain(lines: Sequence[Line]) -> list[str]:
    """The lines without any style."""
    return [painted(line, colour=False) for line in lines]


def indented(lines: Iterable[Line], by: str) -> list[Line]:
    return [(Span(by), *line) if line else () for line in lines]


def _paint(span: Span) -> str:
    return f"\x1b[{CODES[span.style]}m{span.text}\x1b[0m" if span.style and span.text.strip() else span.text


def _paragraphs(spans: Iterable[Span]) -> Iterator[list[list[Span]]]:
    """Words, paragraph by paragraph; a word is made of the spans that touch."""
    words: list[list[Span]] = [[]]
    for span in spans:
        pieces = [span.text] if span.whole else _GAPS.split(span.text)
        for piece in pieces:
            if piece == "\n":
                yield [word for word in words if word]
                words = [[]]
            elif not span.whole and not piece.strip():
                words += [[]] if piece else []
            else:
                words[-1].append(Span(harmless(piece), span.style, span.whole))
    yield [word for word in words if word]


def _filled(words: list[list[Span]], width: int) -> list[Line]:
    lines: list[list[Span]] = [[]]
    used = 0
    for word in (piece for whole in words for piece in _chopped(whole, width)):
        length = _length(word)
        if used and used + 1 + length > width:
            lines.append([])
            used = 0
        lines[-1] += [_gap(lines[-1][-1], word[0]), *word] if used else word
        used += length + (1 if used else 0)
    return [tuple(line) for line in lines]


def _gap(before: Span, after: Span) -> Span:
    return Span(" ", before.style if before.style == after.style and not after.whole else "")


def _chopped(word: list[Span], width: int) -> Iterator[list[Span]]:
    """A word that is longer than a line goes on in the next one."""
    if _length(word) <= width:
        yield word
        return
    piece: list[Span] = []
    for span in word:
        for character in span.text:
            if piece and _length(piece) + cell_len(character) > width:
                yield piece
                piece = []
            piece.append(Span(character, span.style))
    yield piece


def _length(word: Iterable[Span]) -> int:
    return sum(cell_len(span.text) for span in word)
