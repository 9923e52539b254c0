"""Who and what is in line, inside a unit of work: issues that wait, actions to report on, and when owners are asked."""

from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from bot.domain.calendars import CivilHours, OnDay, due_day_nudge, local_day, working_days_before
from bot.domain.meetings import Bid
from bot.domain.outgoing import Later
from bot.services.floor import Floor
from bot.services.work import Room, Work
from storage import actions, issues, meetings, posts
from storage.actions import Owned
from storage.models import Action, Meeting, Person
from storage.outgoing import Conversation
from storage.sets import Fellow

ASK_BEFORE: Final = (3, 1)
"""Working days of the owner's before the meeting; the second only for those who have not answered."""


def bids(floor: Floor) -> list[Bid]:
    """The issues that wait for a slot, with what an order is suggested from."""
    found = []
    for issue in issues.waiting(floor.work.db, floor.room.set.id):
        fellow = floor.room.fellow(issue.member_id)
        if fellow is not None:
            found.append(
                Bid(
                    issue_id=issue.public_id,
                    user=fellow.person.user,
                    sentence=issue.sentence,
                    urgency=issue.urgency,
                    presented_in=fellow.member.presented_in,
                    first_in_line=issue.first_in_line,
                    raised_at=issue.raised_at,
                    here=floor.is_here(fellow.member),
                )
            )
    return found


def to_report_back(floor: Floor) -> list[Owned]:
    """The actions that this meeting opens with."""
    last = meetings.last_closed(floor.work.db, floor.room.set.id)
    since = last.closed_at if last else None
    return actions.to_report_back(floor.work.db, floor.room.set.id, since, floor.meeting.started_at)


def reported_at(floor: Floor) -> list[Owned]:
    """The actions that a meeting opened with, also once it has closed."""
    before = meetings.closed_before(floor.work.db, floor.room.set.id, floor.meeting.number)
    since = before.closed_at if before else None
    return actions.to_report_back(floor.work.db, floor.room.set.id, since, floor.meeting.started_at)


def owners(floor: Floor) -> list[int]:
    """The members whose actions are reported back on, each once."""
    return list(dict.fromkeys(owned.action.member_id for owned in to_report_back(floor)))


def forget_talk(floor: Floor) -> None:
    """Forget who wrote when: it served the running of the meeting only."""
    meetings.forget_lines(floor.work.db, [step.id for step in floor.steps])


def local(moment: datetime, zone: str) -> datetime:
    """A moment on the wall of that zone."""
    return moment.astimezone(ZoneInfo(zone))


def hours_of(person: Person) -> CivilHours:
    """The hours at which a person may be written to."""
    return CivilHours(frozenset(int(day) for day in person.works_on), person.opens, person.closes)


def plan_report_backs(room: Room, only: int | None = None) -> None:
    """Write the timers that ask every owner before the next planned meeting, or one member's; those past are left out."""
    following = meetings.next_planned(room.work.db, room.set.id)
    if following is None:
        return
    for fellow in room.roster:
        if only is None or fellow.member.id == only:
            for nth in range(len(ASK_BEFORE)):
                _ask_at(room, following, fellow.member.id, nth, asked_at(room, following, fellow, nth))


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
    conversation = posts.person_conversation(work.db, work.workspace, person_id)
    if conversation.channel is None:
        work.later(Later.OPEN_DM, person_id, work.now)
    return conversation


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
