"""What the host of a set is asked by letter before a meeting."""

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
