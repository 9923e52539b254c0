"""When people are asked and reminded, inside a unit of work: at civil hours of theirs, and not while they are away."""

from datetime import datetime, time, timedelta
from typing import Final

from bot.domain.calendars import CivilHours, OnDay, civil, due_day_nudge, instant, local_day, working_days_before
from bot.domain.outgoing import Later
from bot.services.locked_set import Room
from bot.services.planning import following
from storage.models import Action, Meeting, Person
from storage.sets import Fellow

ASK_BEFORE: Final = (3, 1)
"""Working days of the owner's before the meeting; the second only for those who have not answered."""


def hours_of(person: Person) -> CivilHours:
    """The hours at which a person may be written to."""
    return CivilHours(frozenset(int(day) for day in person.works_on), person.opens, person.closes)


def plan_report_backs(room: Room, only: int | None = None, before: Meeting | None = None) -> None:
    """Write the timers that ask every owner before the next meeting or that one, or one member's; those past are left out."""
    coming = before or following(room)
    if coming is None:
        return
    for fellow in room.roster:
        if only is None or fellow.member.id == only:
            for nth in range(len(ASK_BEFORE)):
                _ask_at(room, coming, fellow.member.id, nth, asked_at(room, coming, fellow, nth))


def asked_at(room: Room, meeting: Meeting, fellow: Fellow, nth: int) -> datetime:
    """When a member is asked for the first (`nth` 0) or second time before a meeting, in UTC."""
    return working_days_before(
        meeting.planned_at, ASK_BEFORE[nth], room.zone_of(fellow.person), hours_of(fellow.person)
    )


def _ask_at(room: Room, coming: Meeting, member_id: int, nth: int, at: datetime) -> None:
    subject = f"{coming.id}:{member_id}:{nth}"
    if at > room.work.now:
        room.work.later(Later.REPORT_ASK, subject, at, room.set.id)
    else:
        room.work.never(Later.REPORT_ASK, subject)


def plan_nudge(room: Room, action: Action) -> None:
    """One nudge on the day an action falls due, at the owner's opening hour; none for a day that has begun."""
    fellow = room.fellow(action.member_id)
    if action.due_on is None or action.due_zone is None or fellow is None:
        room.work.never(Later.DUE_NUDGE, action.id)
        return
    at = due_day_nudge(OnDay(action.due_on, action.due_zone), hours_of(fellow.person))
    if at > room.work.now:
        room.work.later(Later.DUE_NUDGE, action.id, at, room.set.id)
    else:
        room.work.never(Later.DUE_NUDGE, action.id)


def hears_at(room: Room, fellow: Fellow) -> datetime:
    """When a member may next be written to (UTC): at a civil hour of theirs, and not before they are back."""
    zone, until = room.zone_of(fellow.person), fellow.member.away_until
    back = instant(until + timedelta(days=1), time(0), zone) if until is not None else room.work.now
    return civil(max(back, room.work.now), zone, hours_of(fellow.person))


def may_be_written_to(room: Room, fellow: Fellow) -> bool:
    """Whether a member can be reached and is not away."""
    until, today = fellow.member.away_until, local_day(room.work.now, room.zone_of(fellow.person))
    return fellow.person.reachable and (until is None or until < today)
