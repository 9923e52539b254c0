"""Meetings as a calendar wants them."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final, NamedTuple

from sqlalchemy import Integer, Select, String, bindparam, func, select
from sqlalchemy.orm import Session

from bot.domain.states import MeetingState, SetState
from storage.json_rows import table_of
from storage.meeting_rows import meetings, members, people
from storage.models import Set

sets = table_of(Set)


class CalendarRow(NamedTuple):
    """A meeting with what its set says of all of them; `at` is UTC, for one that was held when it began."""

    public_id: str
    sequence: int
    set_name: str
    number: int
    at: datetime
    minutes: int
    zone: str
    place: str
    state: MeetingState
    milestone: str


_ROWS: Final = (
    select(
        meetings.c.public_id,
        meetings.c.sequence,
        sets.c.name,
        meetings.c.number,
        func.coalesce(meetings.c.started_at, meetings.c.planned_at, type_=meetings.c.planned_at.type),
        sets.c.minutes,
        sets.c.zone,
        sets.c.place,
        meetings.c.state,
        meetings.c.milestone,
    )
    .join(sets, sets.c.id == meetings.c.set_id)
    .order_by(meetings.c.planned_at, meetings.c.id)
)
_ONE: Final = _ROWS.where(meetings.c.id == bindparam("meeting_id", type_=Integer()))
_OF_SET: Final = _ROWS.where(meetings.c.set_id == bindparam("set_id", type_=Integer()))
_OF_PERSON: Final = (
    _ROWS.join(members, members.c.set_id == sets.c.id)
    .join(people, people.c.id == members.c.person_id)
    .where(
        people.c.workspace == bindparam("workspace", type_=String()),
        people.c.user == bindparam("user", type_=String()),
        members.c.left_at.is_(None),
        sets.c.state != SetState.ENDED,
    )
)


def of_meeting(db: Session, meeting_id: int) -> list[CalendarRow]:
    return _found(db, _ONE, {"meeting_id": meeting_id})


def of_set(db: Session, set_id: int) -> list[CalendarRow]:
    """All meetings of a set, the cancelled ones too."""
    return _found(db, _OF_SET, {"set_id": set_id})


def of_person(db: Session, workspace: str, user: str) -> list[CalendarRow]:
    """Those of all sets that somebody is in."""
    return _found(db, _OF_PERSON, {"workspace": workspace, "user": user})


def _found(db: Session, asked: Select[*tuple[Any, ...]], given: Mapping[str, object]) -> list[CalendarRow]:
    return [CalendarRow(*row) for row in db.connection().execute(asked, given)]
