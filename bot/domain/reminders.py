"""When somebody may be written to, as they see it and change it: for all their sets."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import time

from bot.domain.calendars import CivilHours


@dataclass(frozen=True, slots=True)
class Reminders:
    """Whether somebody wants letters, and at what hours of their zone (IANA), which is Slack's. `days` count from Monday as 0."""

    wanted: bool
    days: tuple[int, ...]
    opens: time
    closes: time
    zone: str


def checked_hours(days: Collection[int], opens: time, closes: time) -> CivilHours:
    """Hours that somebody chose; raises Refused with the field where they cannot stand."""
    return CivilHours(frozenset(days), opens, closes)
