"""What every gesture knows of its set besides the set's own row: who is in it, its adviser and what is ahead, by one statement."""

import json
from collections.abc import Sequence
from datetime import time
from operator import attrgetter
from typing import Any, Final, NamedTuple

from sqlalchemy import Integer, String, bindparam, select
from sqlalchemy.orm import Session

from bot.domain.plans import Plan, PlanEntry
from bot.domain.sets import PlannedMeeting
from bot.domain.states import MeetingState
from storage.json_rows import JsonArray, JsonRows, at, day, moment, table_of
from storage.meetings import NOT_OVER
from storage.models import Meeting, Member, Person
from storage.sets import MemberRow, Membership, PersonRow

_members, _people, _meetings = table_of(Member), table_of(Person), table_of(Meeting)
_WORKSPACE: Final = bindparam("workspace", type_=String())
_SET: Final = bindparam("set_id", type_=Integer())
_MEMBER: Final = tuple(_members.c[name] for name in MemberRow._fields)
_PERSON: Final = tuple(_people.c[name] for name in PersonRow._fields)
_ROSTER: Final = (
    select(JsonRows(*_MEMBER, *_PERSON))
    .select_from(_members.join(_people, _people.c.id == _members.c.person_id))
    .where(_members.c.left_at.is_(None), _members.c.workspace == _WORKSPACE, _members.c.set_id == _SET)
)
_ADVISER: Final = select(JsonArray(*_PERSON)).where(
    _people.c.workspace == _WORKSPACE, _people.c.id == bindparam("adviser_id", type_=Integer())
)
_AHEAD: Final = select(JsonRows(_meetings.c.id, _meetings.c.number, _meetings.c.planned_at, _meetings.c.state)).where(
    _meetings.c.set_id == _SET, NOT_OVER
)
_AROUND: Final = select(_ROSTER.scalar_subquery(), _ADVISER.scalar_subquery(), _AHEAD.scalar_subquery())


class Surroundings(NamedTuple):
    """Everybody who has not left, in the order in which they came; the adviser; and what is planned or open, by number."""

    roster: list[Membership]
    adviser: PersonRow | None
    plan: Plan


def around(db: Session, workspace: str, set_id: int, adviser_id: int | None = None) -> Surroundings:
    """The surroundings of a set as they are now."""
    db.flush()
    asked = {"workspace": workspace, "set_id": set_id, "adviser_id": adviser_id}
    roster, adviser, ahead = db.connection().execute(_AROUND, asked).one()
    # Not in order by the database: sorted by the bare column, SQLite may walk all members of the workspace.
    return Surroundings(
        sorted(map(_membership, json.loads(roster)), key=attrgetter("member.id")),
        _person(json.loads(adviser)) if adviser is not None else None,
        sorted(map(_entry, json.loads(ahead)), key=attrgetter("meeting.number")),
    )


def _membership(row: Sequence[Any]) -> Membership:
    member, person = row[: len(_MEMBER)], row[len(_MEMBER) :]
    row_id, set_id, agreed, declined_at, away_from, away_until, presented_in, missed_call = member
    absent = (day(away_from), day(away_until))
    return Membership(
        MemberRow(row_id, set_id, agreed, moment(declined_at), *absent, presented_in, bool(missed_call)),
        _person(person),
    )


def _person(row: Sequence[Any]) -> PersonRow:
    row_id, user, zone, works_on, opens, closes, reachable = row
    hours = (time.fromisoformat(opens), time.fromisoformat(closes))
    return PersonRow(row_id, user, zone, works_on, *hours, bool(reachable))


def _entry(row: Sequence[Any]) -> PlanEntry:
    row_id, number, planned_at, state = row
    return PlanEntry(row_id, PlannedMeeting(number, at(planned_at), MeetingState(state)))
