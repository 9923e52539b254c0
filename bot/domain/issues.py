"""An issue as its owner prepares it (M1, M5, R33)."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Prepared:
    """What the preparation form gives, or holds: urgency 1 to 5, welcome challenge 1 to 3."""

    sentence: str
    why: str = ""
    tried: str = ""
    wanted: str = ""
    urgency: int = 3
    challenge: int = 2
    issue_id: str = ""


class Comes(StrEnum):
    """When an issue that waits comes up, as things stand: at bids that are open or ahead, in a slot that may be left, or later."""

    BIDS_NOW = "bids_now"
    BIDS_TODAY = "bids_today"
    FREE_SLOT = "free_slot"
    NEXT_MEETING = "next_meeting"


@dataclass(frozen=True, slots=True)
class Raised:
    """An issue that waits: `next_meeting` (UTC) is None where none is planned.

    `agree_in` is the public id of the set whose ground rules its owner has not agreed to, empty where they have.
    """

    sentence: str
    issue_id: str
    next_meeting: datetime | None
    zone: str
    comes: Comes = Comes.NEXT_MEETING
    agree_in: str = ""
