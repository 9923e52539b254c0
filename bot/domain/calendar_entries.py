"""The meetings of sets as a calendar has them."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class CalendarEntry:
    """A meeting of a set. `uid` stays the same for ever and `sequence` is raised by each change, so that a newer file moves it.

    `at` is UTC; the calendar shows it as wall time in `zone` (IANA). `changed_at` is UTC.
    """

    uid: str
    sequence: int
    set_name: str
    number: int
    at: datetime
    minutes: int
    zone: str
    place: str
    changed_at: datetime
    milestone: str = ""
    cancelled: bool = False


def address_in(place: str) -> str:
    """The link for a call that stands in the words of a place; empty where there is none."""
    words = place.split()
    return next((word for word in words if word.startswith(("https://", "http://"))), "")
