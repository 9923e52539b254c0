"""An issue as its owner prepares it (M1, M5, R33)."""

import re
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from urllib.parse import urlsplit

from bot.domain.errors import Refused
from bot.domain.lengths import LONGEST_LINK
from bot.domain.refusals import Refusal
from bot.domain.states import IssueKind


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
    link: str = ""
    kind: IssueKind = IssueKind.PROBLEM


@dataclass(frozen=True, slots=True)
class OwnIssue:
    """An issue of somebody's own that waits for a slot; `in_line` where an earlier meeting left it a place in the line."""

    issue_id: str
    sentence: str
    in_line: bool = False
    kind: IssueKind = IssueKind.PROBLEM


@dataclass(frozen=True, slots=True)
class OwnIssues:
    """Those of one member of a set, the oldest first."""

    set_id: str
    issues: tuple[OwnIssue, ...]


class Comes(StrEnum):
    """When an issue that waits comes up, as things stand: at bids that are open or ahead, in a slot that may be left, or later."""

    BIDS_NOW = "bids_now"
    BIDS_TODAY = "bids_today"
    FREE_SLOT = "free_slot"
    NEXT_MEETING = "next_meeting"


@dataclass(frozen=True, slots=True)
class Raised:
    """An issue that waits: `next_meeting` (UTC) is None where none is planned, and `late` where its time is past.

    `already` where they had raised the same before, and nothing was raised anew. `agree_in` is the public id of the set whose
    ground rules its owner has not agreed to, empty where they have.
    """

    sentence: str
    issue_id: str
    next_meeting: datetime | None
    zone: str
    comes: Comes = Comes.NEXT_MEETING
    agree_in: str = ""
    already: bool = False
    late: bool = False
    kind: IssueKind = IssueKind.PROBLEM


def checked_link(typed: str) -> str:
    """The address of a page, as it can be followed; empty where none was typed. Raises Refused for anything else."""
    address = typed.strip().strip("<>")
    if not address:
        return ""
    parts = urlsplit(address) if not re.search(r"[\s<>|]", address) else urlsplit("")
    if parts.scheme not in ("http", "https") or not parts.hostname or len(address) > LONGEST_LINK:
        raise Refused(Refusal.NO_LINK, "link")
    return address
