"""Who and what is in line, inside a unit of work: issues that wait, actions to report on, and when owners are asked."""

from collections import Counter
from collections.abc import Collection, Mapping
from datetime import datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from bot.domain import plans
from bot.domain.bids import Bid
from bot.domain.calendars import CivilHours, OnDay, civil, due_day_nudge, instant, local_day, working_days_before
from bot.domain.formats import StepKind
from bot.domain.outgoing import Later, Says
from bot.domain.sets import MOST_ON_THE_PLAN, PlannedMeeting
from bot.domain.states import MeetingState
from bot.services.floor import Floor
from bot.services.work import Room, Work, has_agreed
from storage import actions, issues, meetings, posts
from storage.actions import Owned
from storage.models import Action, Meeting, Person
from storage.outgoing import Conversation
from storage.sets import Fellow

ASK_BEFORE: Final = (3, 1)
"""Working days of the owner's before the meeting; the second only for those who have not answered."""


def bids(floor: Floor) -> list[Bid]:
    """The issues that wait for a slot, with what an order is suggested from; what has a slot that is still to begin waits no more."""
    found = []
    given = {one.issue.id for one in floor.slots}
    had = Counter(one.slot.member_id for one in floor.slots)
    for issue in issues.waiting(floor.work.db, floor.room.set.id):
        fellow = floor.room.fellow(issue.member_id)
        if fellow is not None and issue.id not in given:
            found.append(
                Bid(
                    issue_id=issue.public_id,
                    user=fellow.person.user,
                    sentence=issue.sentence,
                    urgency=issue.urgency,
                    presented_in=fellow.member.presented_in,
                    in_line=issue.in_line,
                    raised_at=issue.raised_at,
                    here=floor.is_here(fellow.member),
                    agreed=has_agreed(fellow.member, floor.room.set),
                    had=had[fellow.member.id],
                )
            )
    return found


def redraw_owners(floor: Floor) -> None:
    """Draw every owner's part of the report-back anew: what can be done with it changes as the step and the meeting end."""
    back = [step.id for step in floor.steps if step.kind is StepKind.REPORT_BACK]
    subjects = (f"{step_id}:{one.member.id}" for step_id in back for one in floor.room.roster)
    floor.work.redraw(Says.OWNER, *subjects)


def to_report_back(floor: Floor) -> list[Owned]:
    """The actions that this meeting opens with."""
    last = meetings.last_closed(floor.work.db, floor.room.set.id)
    since = last.closed_at if last else None
    return actions.to_report_back(floor.work.db, floor.room.set.id, since, floor.meeting.started_at)


def reported_at(floor: Floor) -> list[tuple[Owned, bool]]:
    """The actions that a meeting opened with, also once it has closed, and whether they were reported on for it."""
    before = meetings.closed_before(floor.work.db, floor.room.set.id, floor.meeting.number)
    since = before.closed_at if before else None
    opened_with = actions.to_report_back(floor.work.db, floor.room.set.id, since, floor.meeting.started_at)
    return [(one, _is_told(one, since)) for one in opened_with]


def _is_told(owned: Owned, since: datetime | None) -> bool:
    return owned.report is not None and (since is None or owned.report.reported_at > since)


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


def owners(floor: Floor) -> list[int]:
    """The members whose actions are reported back on, each once."""
    return list(dict.fromkeys(owned.action.member_id for owned in to_report_back(floor)))


def forget_talk(floor: Floor) -> None:
    """Forget who wrote when: it served the running of the meeting only. Once a unit of work: nobody writes meanwhile."""
    if not floor.talk_forgotten:
        meetings.forget_lines(floor.work.db, [step.id for step in floor.steps])
        floor.talk_forgotten = True


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
