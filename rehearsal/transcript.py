"""What was seen, as Markdown to keep or to pass on."""

import re
from collections.abc import Callable
from typing import Final
from zoneinfo import ZoneInfo

from rehearsal.formatting import UNBROKEN, Formatted, Formatter
from rehearsal.participants import Participants
from rehearsal.script_items import Script
from rehearsal.world import Seen
from rehearsal.wrapping import Line, Span

_ACTIVE: Final = re.compile(r"([\\`*_\[\]<>|~#])")
_AROUND: Final = {"bold": "**", "italic": "_", "strike": "~~", "label": "**"}


class Transcript:
    """Listens from when it is made, and puts each part as it comes.

    A quotation is what somebody saw; one in it stands in a thread, or only one saw it.
    """

    def __init__(self, script: Script, participants: Participants, put: Callable[[str], None]) -> None:
        self._formatter = Formatter(participants, marks=False, width=UNBROKEN)
        self._zone = participants.zone
        self._put = put
        self._day = ""
        put(f"# {_escaped(script.title)}\n")
        if script.about:
            self._add(_escaped(script.about))
        participants.ws.listeners.append(self._hear)

    def _add(self, part: str) -> None:
        self._put(f"\n{part}\n")

    def _hear(self, seen: Seen) -> None:
        told = self._formatter.told(seen)
        if told is None or not told.lines:
            return
        here = seen.at.astimezone(ZoneInfo(self._zone))
        day = f"## {here:%A} {here.day} {here:%B %Y}, {self._zone}"
        if day != self._day:
            self._day = day
            self._add(day)
        self._add(_part(told, f"{here:%H:%M}"))


def _part(told: Formatted, clock: str) -> str:
    lines = [_markdown(line) for line in told.lines]
    if not told.heading:
        return f"{clock} {' '.join(lines)}"
    margin = ">> " if told.deeper else "> "
    quoted = "\n".join(f"{margin}{line}  " for line in lines)
    return f"{clock} **{_escaped(told.heading)}**\n\n{quoted}"


def _markdown(line: Line) -> str:
    return "".join(_span(span) for span in _joined(line)) or "&nbsp;"


def _joined(line: Line) -> list[Span]:
    """Neighbours in the same style as one, so that signs stand around words and not between them."""
    joined: list[Span] = []
    for span in line:
        if joined and joined[-1].style == span.style:
            joined[-1] = Span(joined[-1].text + span.text, span.style)
        else:
            joined.append(span)
    return joined


def _span(span: Span) -> str:
    words = span.text.strip()
    if not words:
        return span.text
    sign = _AROUND.get(span.style, "")
    before, after = span.text.partition(words)[::2]
    return f"{before}{sign}{_escaped(words)}{sign}{after}"


def _escaped(text: str) -> str:
    return _ACTIVE.sub(r"\\\1", text)
