"""What is ahead of a set, inside a unit of work: its meetings, and when people are asked and reminded."""

from collections.abc import Collection, Mapping
from datetime import datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from bot.domain import plans
from bot.domain.calendars import CivilHours, OnDay, civil, due_day_nudge, instant, local_day, working_days_before
from bot.domain.outgoing import Later
from bot.domain.sets import MOST_ON_THE_PLAN, PlannedMeeting
from bot.domain.states import MeetingState
from bot.services.work import Room, Work
from storage import meetings, posts
from storage.models import Action, Meeting, Person
from storage.outgoing import Conversation
from storage.sets import Fellow

ASK_BEFORE: Final = (3, 1)
"""Working days of the owner's before the meeting; the second only for those who have not answered."""


def plan_of(room: Room) -> tuple[tuple[PlannedMeeting, ...], int]:
    """The meetings to come and the last that are over, by number, and how many went before them."""
    over = meetings.last_over(room.work.db, room.set.id, MOST_ON_THE_PLAN)
    listed = sorted({one.number: one for one in (*over, *room.ahead)}.items())
    newest = listed[-1][0] if listed else 0
    return tuple(planned_of(one) for _, one in listed), newest - len(listed)


def planned_of(meeting: Meeting) -> PlannedMeeting:
    held = meeting.started_at if meeting.state is MeetingState.CLOSED else None
    return PlannedMeeting(meeting.number, held or meeting.planned_at, meeting.state)


def following(room: Room) -> Meeting | None:
    """The next meeting of the set; never one that is running, or whose time is past."""
    found = plans.following(map(planned_of, room.ahead), room.work.now, room.set.zone)
    return next((row for row in room.ahead if found is not None and row.number == found.number), None)


def today(room: Room) -> datetime:
    """When today began in the set's zone, in UTC."""
    return instant(local_day(room.work.now, room.set.zone), time(), room.set.zone)


def offer_of(meeting: Meeting) -> str:
    """The notice that offers to start or to move a meeting, once for each date that it is given."""
    return f"not_started:{meeting.id}:{meeting.planned_at.timestamp():.0f}"


def after(room: Room, meeting: Meeting) -> Meeting | None:
    """The meeting that is planned after that one, should it not be held."""
    later = (one for one in room.ahead if one.number > meeting.number)
    return next((one for one in later if one.state is MeetingState.PLANNED), None)


def is_next(room: Room, meeting: Meeting) -> bool:
    """Whether it is still to be held: of several whose time came while nobody could be told, the last one."""
    later = after(room, meeting)
    return meeting.state is MeetingState.PLANNED and (later is None or later.planned_at > room.work.now)


def local(moment: datetime, zone: str) -> datetime:
    """A moment on the wall of that zone."""
    return moment.astimezone(ZoneInfo(zone))


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


def _ask_at(room: Room, following: Meeting, member_id: int, nth: int, at: datetime) -> None:
    subject = f"{following.id}:{member_id}:{nth}"
    if at > room.work.now:
        room.work.later(Later.REPORT_ASK, subject, at, room.set.id)
    else:
        room.work.never(Later.REPORT_ASK, subject)


def dm(work: Work, person_id: int) -> Conversation:
    """A person's DM; where Slack's id of it is not known yet, an errand asks for it."""
    return dms(work, [person_id])[person_id]


def dms(work: Work, person_ids: Collection[int]) -> Mapping[int, Conversation]:
    """The same of several people at once, by person."""
    found = posts.person_conversations(work.db, work.workspace, person_ids) if person_ids else {}
    for person_id, conversation in found.items():
        if conversation.channel is None:
            work.once(Later.OPEN_DM, person_id, work.now)
    return found


def hears_at(room: Room, fellow: Fellow) -> datetime:
    """When a member may next be written to (UTC): at a civil hour of theirs, and not before they are back."""
    zone, until = room.zone_of(fellow.person), fellow.member.away_until
    back = instant(until + timedelta(days=1), time(0), zone) if until is not None else room.work.now
    return civil(max(back, room.work.now), zone, hours_of(fellow.person))


def may_be_written_to(room: Room, fellow: Fellow) -> bool:
    """Whether a member can be reached and is not away."""
    until, today = fellow.member.away_until, local_day(room.work.now, room.zone_of(fellow.person))
    return fellow.person.reachable and (until is None or until < today)


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
