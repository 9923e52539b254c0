"""Prints what everybody in the workspace sees, in the order in which they see it."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from rehearsal.formatting import MARGIN, WIDTH, Formatted, Formatter, laid_out
from rehearsal.participants import Participants
from rehearsal.people import Person
from rehearsal.world import Seen
from rehearsal.wrapping import Line, Span, painted, wrapped

Print = Callable[[str], None]
LONGEST_GAP: Final = 5
"""Minutes after which a heading is said again although the place is the same."""


class Narrator:
    """Prints at 80 columns, or nothing without `put`; `fresh` is what was seen since it was last cleared, printed or not.

    Each thing begins with its time and a heading that says where it is seen; what only one person sees, and what is in
    a thread, stands further in. So everything can be told apart without colour, and heard in a sensible order.
    """

    def __init__(self, participants: Participants, put: Print | None, *, colour: bool = False) -> None:
        self.formatter = Formatter(participants, marks=not colour)
        self.fresh: list[Formatted] = []
        self._participants = participants
        self._zone = participants.zone
        self._prints, self._put = put is not None, put or _nowhere
        self._colour = colour
        self._day = ""
        self._last: tuple[str, datetime] | None = None
        participants.ws.listeners.append(self.see)

    def interrupted(self) -> None:
        """Something else has been printed: what comes next says again where it is."""
        self._last = None

    def introduce(self, title: str, about: str) -> None:
        self._lines(
            [*wrapped([Span(title, "heading")], WIDTH), *([()] if about else []), *wrapped([Span(about)], WIDTH)]
        )

    def note(self, words: str) -> None:
        """Something that nobody in the workspace says."""
        self._put("")
        self._lines([(Span("-- ", "label"), *line) for line in wrapped([Span(words, "label")], WIDTH - 3)])
        self._last = None

    def see(self, seen: Seen) -> None:
        told = self.formatter.told(seen) if self._prints else self.formatter.glimpsed(seen)
        if told is None:
            return
        self.fresh.append(told)
        if told.lines and self._prints:
            self._dated(seen.at)
            self._print(told)

    def show(self, seen: Seen) -> None:
        """Print something again that was seen before; it does not count as seen now."""
        told = self.formatter.told(seen)
        if told is not None and told.lines:
            self._dated(seen.at)
            self._print(told)

    def acted(self, who: Person, words: str) -> None:
        """Something that somebody did with Slack itself, of which nobody else sees anything."""
        self._dated(self._participants.now)
        here = self._participants.now.astimezone(ZoneInfo(self._zone))
        starts = [Span(f"{here:%H:%M}".ljust(MARGIN)), Span(" " * MARGIN)]
        lines = wrapped([Span(f"{who.name} {words}", "label")], WIDTH - MARGIN)
        self._put("")
        self._lines([(starts[bool(number)], *line) for number, line in enumerate(lines)])
        self._last = None

    def held_back(self, who: Person, complaints: Mapping[str, str]) -> None:
        """What Slack's own app says of a form that is not filled in, before the bot hears of it."""
        self._put("")
        for label, complaint in complaints.items():
            line = f"FORM {who.name.upper()}, not sent. {label}: {complaint}"
            self._lines([(Span(" " * MARGIN), *part) for part in wrapped([Span(line, "label")], WIDTH - MARGIN)])
        self._last = None

    def _print(self, told: Formatted) -> None:
        at = told.seen.at
        here = at.astimezone(ZoneInfo(self._zone))
        again = (
            self._last is not None and self._last[0] == told.heading and (at - self._last[1]).seconds < 60 * LONGEST_GAP
        )
        goes_on = again and told.seen.kind == "said"
        if not goes_on:
            self._put("")
        self._lines(laid_out(told, f"{here:%H:%M}", headed=not goes_on))
        self._last = (told.heading, at)

    def _dated(self, at: datetime) -> None:
        here = at.astimezone(ZoneInfo(self._zone))
        day = f"{here:%A} {here.day} {here:%B %Y}, {self._zone}"
        if day != self._day:
            self._day, self._last = day, None
            self._put("")
            self._lines([(Span(f"---- {day} ".ljust(WIDTH, "-"), "heading"),)])

    def _lines(self, lines: list[Line]) -> None:
        for line in lines:
            self._put(painted(line, colour=self._colour))


def _nowhere(line: str) -> None:
    """Where somebody only looks for what was seen."""
