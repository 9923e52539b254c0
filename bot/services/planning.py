"""The plan of a set, inside a unit of work: what is ahead, and how it changes. What follows is found as the work is written."""

from datetime import datetime

from bot.domain import plans
from bot.domain.sets import MOST_MEETINGS, MOST_ON_THE_PLAN, Charter, PlannedMeeting
from bot.domain.states import MeetingState
from bot.services.locked_set import Room
from bot.services.work import new_id
from storage import meetings
from storage.charters import planned_of
from storage.models import Meeting


def plan_of(room: Room) -> tuple[tuple[PlannedMeeting, ...], int]:
    """The meetings to come and the last that are over, by number, and how many went before them."""
    over = meetings.last_over(room.work.db, room.set.id, MOST_ON_THE_PLAN)
    listed = sorted({one.number: one for one in (*over, *room.ahead)}.items())
    newest = listed[-1][0] if listed else 0
    return tuple(planned_of(one) for _, one in listed), newest - len(listed)


def charter_of(room: Room) -> Charter:
    """The charter as it is now, with its plan."""
    return room.charter(*plan_of(room))


def following(room: Room) -> Meeting | None:
    """The next meeting of the set; never one that is running, or whose time is past."""
    found = plans.following(map(planned_of, room.ahead), room.work.now, room.set.zone)
    return _row_of(room, found)


def to_start(room: Room) -> Meeting:
    """The meeting to start where none is named; one beyond the plan where none is planned."""
    found = plans.to_start(map(planned_of, room.ahead), room.work.now, room.set.zone)
    return _row_of(room, found) or add_one(room, room.work.now)


def _row_of(room: Room, found: PlannedMeeting | None) -> Meeting | None:
    return next((row for row in room.ahead if found is not None and row.number == found.number), None)


def after(room: Room, meeting: Meeting) -> Meeting | None:
    """The meeting that is planned after that one, should it not be held."""
    later = (one for one in room.ahead if one.number > meeting.number)
    return next((one for one in later if one.state is MeetingState.PLANNED), None)


def is_next(room: Room, meeting: Meeting) -> bool:
    """Whether it is still to be held: of several whose time came while nobody could be told, the last one."""
    later = after(room, meeting)
    return meeting.state is MeetingState.PLANNED and (later is None or later.planned_at > room.work.now)


def plan_first(room: Room, moments: tuple[datetime, ...]) -> None:
    """The meetings of a set that is founded (UTC)."""
    room.plan_changes()
    room.ahead.extend(meetings.plan(room.work.db, room.set, {new_id(): moment for moment in moments}))


def add_one(room: Room, moment: datetime) -> Meeting:
    """A meeting beyond the plan, from now on part of it; `moment` is UTC."""
    room.plan_changes()
    number = meetings.newest_number(room.work.db, room.set.id) + 1
    room.set.meetings_planned = min(number, MOST_MEETINGS)
    meeting = Meeting(
        workspace=room.work.workspace,
        public_id=new_id(),
        set_id=room.set.id,
        number=number,
        planned_at=moment,
        state=MeetingState.PLANNED,
    )
    room.work.db.add(meeting)
    room.work.db.flush()
    room.ahead.append(meeting)
    return meeting


def move(room: Room, meeting: Meeting, moment: datetime) -> None:
    """A planned meeting gets another date (UTC): its card appears then."""
    room.plan_changes()
    meeting.planned_at = moment
    room.told.pop(meeting.id, None)
    room.work.db.flush()


def time_has_come(room: Room, meeting: Meeting) -> None:
    """The card of a planned meeting appears."""
    room.plan_changes()
    room.told[meeting.id] = room.work.now


def pass_over_what_was_missed(room: Room, starting: Meeting) -> None:
    """Meetings before the one that starts which were never held are not held any more."""
    room.plan_changes()
    rows = {row.number: row for row in room.ahead}
    missed = plans.not_held(map(planned_of, rows.values()), planned_of(starting), room.work.now, room.set.zone)
    if missed:
        meetings.miss(room.work.db, [rows[one.number].id for one in missed])
