"""Short messages that wait, for a civil hour or their turn, as their reader says that they are away or cannot come: inside a unit of
work. They are not sent.
"""

from datetime import UTC, datetime
from typing import Final

from bot.domain.absences import Absence
from bot.domain.calendars import local_day
from bot.domain.notice_subjects import meeting_of
from bot.services.coming import ask_where_too_few
from bot.services.locked_set import LockedSet
from bot.services.sudden_changes import tell_once_back
from storage import posts
from storage.delivery_models import Post
from storage.models import Meeting

SOON: Final = "soon"
ANOTHER_DATE: Final = "date_changed"
TOO_FEW: Final = "too_few"


def withhold_while_away(locked: LockedSet, absence: Absence) -> None:
    """Of what falls into that time: another date is told once they are back, and whether to meet is asked of somebody else."""
    me, work = locked.member, locked.work
    zone = locked.zone_of(me.person)
    for post, row in _waiting(locked):
        days = {local_day(work.now, zone), local_day(max(post.due_at, work.now), zone)}
        if post.facts["name"] != ANOTHER_DATE:
            days.add(local_day(_moment(post, "at"), zone))
        if not any(map(absence.covers, days)):
            continue
        post.dropped = True
        if post.facts["name"] == ANOTHER_DATE:
            tell_once_back(work, locked.set, [me.person.id], row, _moment(post, "was"))
        elif post.facts["name"] == TOO_FEW:
            post.subject = f"{post.subject}:{post.id}"  # where there is nobody else they are asked once they are back
            _ask_somebody_else(locked, row)


def withhold_from_whoever_cannot_come(locked: LockedSet, meeting: Meeting) -> None:
    """Of that meeting: they know when it is, since they have just said so."""
    for post, row in _waiting(locked):
        if row == meeting.id:
            post.dropped = True


def _waiting(locked: LockedSet) -> list[tuple[Post, int]]:
    """What waits for whoever asks, each with the row of the meeting that it is about."""
    found = posts.notices_not_sent(locked.work.db, locked.set.id, [locked.member.person.id])
    return [(post, row) for post in found if (row := meeting_of(post.subject)) is not None]


def _ask_somebody_else(locked: LockedSet, row: int) -> None:
    meeting = next((one for one in locked.ahead if one.id == row), None)
    if meeting is not None:
        locked.work.db.flush()
        ask_where_too_few(locked, meeting)


def _moment(post: Post, name: str) -> datetime:
    return datetime.fromtimestamp(float(post.facts[name]), UTC)
