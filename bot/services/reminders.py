"""When people are asked and reminded, inside a unit of work: at civil hours of theirs, and not while they are away."""

from datetime import datetime, time, timedelta
from typing import Final

from bot.domain.absences import is_away
from bot.domain.calendars import CivilHours, OnDay, civil, due_day_nudge, instant, local_day, working_days_before
from bot.domain.message_and_timer_kinds import Later
from bot.domain.plans import PlanEntry
from bot.services.locked_set import LockedSet
from bot.services.planned_meetings import next_meeting
from storage.action_models import Action
from storage.sets import Membership, PersonRow

ASK_BEFORE: Final = (3, 1)
"""Working days of the owner's before the meeting; the second only for those who have not answered."""


def hours_of(person: PersonRow) -> CivilHours:
    """The hours at which a person may be written to."""
    return CivilHours(frozenset(int(day) for day in person.works_on), person.opens, person.closes)


def plan_report_backs(locked: LockedSet, only: int | None = None, before: PlanEntry | None = None) -> None:
    """Write the timers that ask every owner before the next meeting or that one, or one member's; those past are left out."""
    coming = before or next_meeting(locked)
    if coming is None:
        return
    for membership in locked.roster:
        if only is None or membership.member.id == only:
            for nth in range(len(ASK_BEFORE)):
                at = asked_at(locked, coming.meeting.at, membership, nth)
                _ask_at(locked, coming.row, membership.member.id, nth, at)


def asked_at(locked: LockedSet, meets_at: datetime, membership: Membership, nth: int) -> datetime:
    """When a member is asked for the first (`nth` 0) or second time before a meeting at that moment, in UTC."""
    zone, hours = locked.zone_of(membership.person), hours_of(membership.person)
    return working_days_before(meets_at, ASK_BEFORE[nth], zone, hours, locked.days_off)


def _ask_at(locked: LockedSet, meeting_row: int, member_id: int, nth: int, at: datetime) -> None:
    subject = f"{meeting_row}:{member_id}:{nth}"
    if at > locked.work.now:
        locked.work.later(Later.REPORT_ASK, subject, at, locked.set.id)
    else:
        locked.work.never(Later.REPORT_ASK, subject)


def plan_nudge(locked: LockedSet, action: Action) -> None:
    """One nudge on the day an action falls due, at the owner's opening hour; none for a day that has begun."""
    membership = locked.membership(action.member_id)
    if action.due_on is None or action.due_zone is None or membership is None:
        locked.work.never(Later.DUE_NUDGE, action.id)
        return
    at = due_day_nudge(OnDay(action.due_on, action.due_zone), hours_of(membership.person), locked.days_off)
    if at > locked.work.now:
        locked.work.later(Later.DUE_NUDGE, action.id, at, locked.set.id)
    else:
        locked.work.never(Later.DUE_NUDGE, action.id)


def hears_at(locked: LockedSet, membership: Membership) -> datetime:
    """When a member may next be written to (UTC): at a civil hour of theirs, and not before they are back."""
    zone, hours, member = locked.zone_of(membership.person), hours_of(membership.person), membership.member
    off = locked.days_off
    at = civil(locked.work.now, zone, hours, off)
    if member.away_until is None or not is_away(member.away_from, member.away_until, local_day(at, zone)):
        return at
    return civil(instant(member.away_until + timedelta(days=1), time(0), zone), zone, hours, off)


def may_be_written_to(locked: LockedSet, membership: Membership) -> bool:
    """Whether a member can be reached, and is neither gone nor away."""
    member, today = membership.member, local_day(locked.work.now, locked.zone_of(membership.person))
    return (
        membership.person.reachable and member.gone is None and not is_away(member.away_from, member.away_until, today)
    )
