"""The review that is ahead of a set, and who could be told instead: for whatever is sent for it."""

from bot.domain import concerns as rules
from bot.domain.concerns import Concern
from bot.domain.errors import Refused
from bot.domain.meeting.concerns import is_before_the_review
from bot.domain.refusals import Refusal
from bot.services.locked_meeting import open_meeting_or_none
from bot.services.locked_set import LockedSet
from bot.services.planned_meetings import row_of_next
from storage import concerns
from storage.sets import PersonRow


def target(locked: LockedSet) -> tuple[int, Concern]:
    """The row of the meeting in whose review it would be shown, and what is known of it."""
    rules.must_be_enough(len(locked.roster))
    meeting, number = _next_review(locked)
    if concerns.has_sent(locked.work.db, meeting, locked.member.member.id):
        raise Refused(Refusal.CONCERN_SENT, number=number)
    adviser = adviser_of(locked)
    return meeting, Concern(locked.set.public_id, number, adviser.user if adviser is not None else None)


def adviser_of(locked: LockedSet) -> PersonRow | None:
    """The facilitator who could be told; None where there is none whom the bot can write to, or it is they who ask."""
    adviser = locked.adviser
    return adviser if adviser is not None and adviser.reachable and not locked.is_adviser else None


def _next_review(locked: LockedSet) -> tuple[int, int]:
    """The row and the number of the open meeting, or once its review has begun of the next one."""
    meeting = open_meeting_or_none(locked)
    if meeting is not None and is_before_the_review(meeting.value):
        return meeting.value.number, meeting.value.nth
    ahead = row_of_next(locked)
    if ahead is None:
        raise Refused(Refusal.NO_REVIEW_AHEAD)
    return ahead.id, ahead.number
