"""How somebody leaves a set, inside a unit of work: what is only their own is deleted."""

from bot.domain.meeting.events import By
from bot.domain.meeting.kinds import shows
from bot.domain.meeting.parts import Fact
from bot.domain.meeting.people_events import LeftTheSet
from bot.domain.meeting.value import Meeting
from bot.domain.sets import host_in_turn
from bot.domain.states import IssueState
from bot.services.locked_meeting import find_meeting, people_of, set_of
from bot.services.locked_set import LockedSet
from storage import issues, meeting_known
from storage import members as rows
from storage.sets import Membership


def take_out(locked: LockedSet, one: Membership, by: By) -> None:
    """They are gone from the set and from the meeting that is open; another is the host in their place."""
    meeting = find_meeting(locked)
    for issue in issues.waiting(locked.work.db, locked.set.id):
        if issue.member_id == one.member.id:
            issue.state = IssueState.WITHDRAWN
    rows.forget(locked.work.db, one.member)
    one.member.left_at = locked.work.now
    if locked.set.host_id == one.person.id:
        people = [other.person.id for other in locked.roster]
        locked.set.host_id = host_in_turn(people, one.person.id, {one.person.id})
    locked.work.db.flush()
    locked.read_the_roster()
    if meeting is not None:
        meeting.happens(_left(locked, by, meeting.value))


def _left(locked: LockedSet, by: By, m: Meeting) -> LeftTheSet:
    db, are_shown = locked.work.db, shows(m, Fact.OPEN_ACTIONS)
    return LeftTheSet(
        by=by,
        members=people_of(locked),
        of=set_of(locked),
        waiting=meeting_known.waiting(db, locked.set.id),
        open_actions=meeting_known.open_actions(db, locked.set.id) if are_shown else None,
    )
