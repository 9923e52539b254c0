"""What the host of a set is asked by letter: before a meeting, after one that was not held, and where there is no next date."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class HostLetter:
    """A meeting that its host is asked about; its set and itself are named by their public ids.

    `milestone` is whether it is reached, where that is asked; `holiday` what day off it falls on, "" for one of the set's own.
    """

    set_id: str
    set_name: str
    meeting_id: str
    number: int
    at: datetime
    zone: str
    milestone: str = ""
    holiday: str = ""


@dataclass(frozen=True, slots=True)
class NoDateLetter:
    """No meeting of the set is planned any more; `settled` once one is, or the set has found another way.

    `closed` is the number of the meeting that has closed without a next date; 0 where what was planned is not to be. They may go on
    for another cycle of `renews` meetings; 0 where the cycle is not over.
    """

    set_id: str
    set_name: str
    closed: int
    renews: int
    settled: bool


@dataclass(frozen=True, slots=True)
class NotHeldLetter:
    """A meeting that nobody started on its day (UTC); `settled` once it has another date, or is known not to be held."""

    set_name: str
    meeting_id: str
    at: datetime
    zone: str
    settled: bool
