"""How somebody leaves a set, inside a unit of work: what is only their own is deleted."""

from bot.domain.erasures import Erases
from bot.domain.meeting.events import Actor
from bot.domain.meeting.parts import Fact
from bot.domain.meeting.people_events import LeftTheSet
from bot.domain.meeting.step_rule_types import shows
from bot.domain.meeting.value import Meeting
from bot.domain.message_and_timer_kinds import Says
from bot.domain.sets import host_in_turn
from bot.domain.states import LeaveRequestState
from bot.services.conversations import dm
from bot.services.erasing import begin
from bot.services.locked_meeting import find_meeting, people_of, set_of
from bot.services.locked_set import LockedSet
from bot.services.reminders import hears_at
from storage import actions, cycles, issues, leave_requests, meeting_lookup
from storage import members as rows
from storage.sets import Membership


def take_out(locked: LockedSet, one: Membership, by: Actor) -> None:
    """They are gone from the set and from the meeting that is open; another is the host in their place.

    While a legal hold is in force what is only their own stays until it ends.
    """
    meeting = find_meeting(locked)
    issues.withdraw_all(locked.work.db, one.member.id)
    if locked.set.host_id == one.person.id:
        people = [other.person.id for other in locked.roster]
        locked.set.host_id = host_in_turn(people, one.person.id, {one.person.id})
    locked.change_member(one, left_at=locked.work.now)
    if not locked.resources.legal_hold:
        actions.forget_aside(locked.work.db, one.member.id)
    leave_requests.is_over(locked.work.db, one.member.id, LeaveRequestState.LEFT)
    if meeting is not None:
        meeting.happens(_left(locked, by, meeting.value))
    if locked.resources.legal_hold:
        begin(locked, Erases.OWN, one.person.id)
    else:
        rows.forget(locked.work.db, one.member.id)
        cycles.forget(locked.work.db, one.member.id)
        issues.forget(locked.work.db, one.member.id)  # a slot that was still to begin has gone by now


def say_goodbye(locked: LockedSet, one: Membership, name: str) -> None:
    """Whoever is out of the set, and did not press for that themselves, is told so, by DM: at a civil hour, and not while away.

    `one` is as they were in the set.
    """
    facts = {"name": name, "set_name": locked.set.name, "set": locked.set.public_id}
    subject = f"{name}:{one.member.id}:{locked.work.now.timestamp():.0f}"
    direct = dm(locked.work, one.person.id)
    locked.work.say(direct, Says.NOTICE, subject, set_id=locked.set.id, facts=facts, due_at=hears_at(locked, one))


def _left(locked: LockedSet, by: Actor, m: Meeting) -> LeftTheSet:
    db, are_shown = locked.work.db, shows(m, Fact.OPEN_ACTIONS)
    return LeftTheSet(
        by=by,
        members=people_of(locked),
        of=set_of(locked),
        waiting=meeting_lookup.waiting(db, locked.set.id),
        open_actions=meeting_lookup.open_actions(db, locked.set.id) if are_shown else None,
    )
