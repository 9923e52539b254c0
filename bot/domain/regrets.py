"""Who cannot come to a meeting, as it is told, and the other dates that a set is asked about."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

MOST_DATES: Final = 3
"""Among so many other dates a set may choose."""
LONGEST_WORD: Final = 300


@dataclass(frozen=True, slots=True)
class CannotCome:
    """Somebody who cannot come to a meeting, as they are told; `at` is UTC. With their word to the set, if they gave one."""

    set_name: str
    meeting_id: str
    number: int
    at: datetime
    zone: str
    word: str = ""


@dataclass(frozen=True, slots=True)
class Regrets:
    """Those who cannot come to a meeting that opens: Slack ids, each with a word in their own words; empty for none."""

    people: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class DateCount:
    """A date (UTC) that is asked about, by its public id, and how many can."""

    option_id: str
    at: datetime
    count: int


@dataclass(frozen=True, slots=True)
class OtherDates:
    """The question to a set which other date suits it; `taken` is the one that it is now, or None where that is still open.

    `over` where nobody need answer any more.
    """

    number: int
    at: datetime
    zone: str
    dates: tuple[DateCount, ...]
    over: bool = False
