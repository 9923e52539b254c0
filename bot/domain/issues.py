"""An issue as its owner prepares it (M1, M5, R33)."""

from dataclasses import dataclass
from datetime import datetime


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


@dataclass(frozen=True, slots=True)
class Raised:
    """An issue that waits: until when at least (UTC), None where no meeting is planned."""

    sentence: str
    issue_id: str
    next_meeting: datetime | None
    zone: str
