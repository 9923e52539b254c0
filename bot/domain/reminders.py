"""When somebody may be written to, as they see it and change it: for all their sets."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import time

from bot.domain.absence_places import AwayIn
from bot.domain.calendars import CivilHours


@dataclass(frozen=True, slots=True)
class Reminders:
    """Whether somebody wants letters, and at what hours of their zone (IANA), which is Slack's. `days` count from Monday as 0.

    `away` is when they are away in each of their sets, of which there are so many.
    """

    wanted: bool
    days: tuple[int, ...]
    opens: time
    closes: time
    zone: str
    away: tuple[AwayIn, ...] = ()
    sets: int = 1

    @property
    def away_in_all(self) -> AwayIn | None:
        """The one absence that they have in all their sets, if it is the same in each."""
        spans = {(one.first, one.last) for one in self.away}
        return self.away[0] if len(self.away) == self.sets and len(spans) == 1 else None


def checked_hours(days: Collection[int], opens: time, closes: time) -> CivilHours:
    """Hours that somebody chose; raises Refused with the field where they cannot stand."""
    return CivilHours(frozenset(days), opens, closes)
