"""Meetings as rows: a set of four with a meeting that is planned, and values of any step to be saved there."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime, time
from typing import Any, Final

from sqlalchemy import Engine, event, select
from sqlalchemy.orm import Session

from bot.domain.meeting.parts import Effect
from bot.domain.meeting.value import Meeting
from bot.domain.states import MeetingState, SetState
from bot.domain.step_kinds import StepKind
from storage import posts
from storage.database import Database
from storage.meeting_loading import LoadContext, load
from storage.meeting_log import LoadedMeeting
from storage.meeting_saving import SavedMeeting, save
from storage.models import Issue, Member, Person, Set
from storage.models import Meeting as Row
from storage.surroundings import around
from tests.bot.domain.meeting import cases
from tests.bot.domain.meeting.cases import ANA, BEN, CAT, DAN, FORMAT, SET, START

TEAM: Final = "T1"
AROUND: Final = LoadContext(planned=lambda _: FORMAT)
MEETING: Final = 40


def found(database: Database) -> None:
    """The set of the cases, with its four members, an issue of each, and a meeting that is planned."""
    day = {"first_on": date(2026, 11, 3), "at": time(14), "zone": SET.zone, "founded_at": START}
    how = {"meetings_planned": 6, "minutes": 120, "every_weeks": 2, "spoken": False, "format": "test"}
    who = {"public_id": SET.id, "channel": "C1", "private": True, "name": SET.name, "rules": []}
    with database.work() as db:
        for number in (ANA, BEN, CAT, DAN):
            db.add(Person(id=number + 100, workspace=TEAM, user=f"U{number}", zone="Etc/UTC"))
        db.flush()
        db.add(Set(id=SET.number, workspace=TEAM, state=SetState.ACTIVE, prompts=SET.prompts, **day, **how, **who))
        db.flush()
        for number in (ANA, BEN, CAT, DAN):
            member = {"set_id": SET.number, "person_id": number + 100, "agreed_version": 1}
            db.add(Member(id=number, workspace=TEAM, **member))
        db.flush()
        for number in (ANA, BEN, CAT, DAN):
            one = cases.issue_of(number)
            words = {"public_id": one.id, "sentence": one.sentence, "raised_at": one.raised_at}
            db.add(Issue(id=one.number, workspace=TEAM, set_id=SET.number, member_id=number, **words))
        meeting = {"public_id": "meeting", "set_id": SET.number, "number": 2, "planned_at": START}
        db.add(Row(id=MEETING, workspace=TEAM, state=MeetingState.PLANNED, **meeting))
        posts.channel_conversation(db, TEAM, "C1")


def the_set(db: Session) -> Set:
    return db.scalars(select(Set)).one()


def loaded(db: Session, now: datetime = START, number: int | None = None, **how: Any) -> LoadedMeeting:
    """The open meeting, or the one with that number."""
    found = load(db, the_set(db), around(db, TEAM, SET.number).roster, now, AROUND, number=number, **how)
    assert found is not None
    return found


def saved(database: Database, after: Meeting, number: int | None = None, *effects: Effect, **how: Any) -> SavedMeeting:
    """That meeting in the place of the one that is there now."""
    with database.work() as db:
        return save(db, the_set(db), loaded(db, after.now, number), after, effects=effects, **how)


def read(database: Database, now: datetime, **how: Any) -> Meeting:
    with database.look() as db:
        return loaded(db, now, **how).meeting


def without_numbers(m: Meeting) -> Meeting:
    """A value as rules make it: nothing of it has a row but the meeting."""
    return replace(
        m,
        steps=tuple(replace(one, number=0) for one in m.steps),
        slots=tuple(replace(one, number=0, actions=()) for one in m.slots),
        turns=tuple(replace(one, number=0) for one in m.turns),
        log=tuple(replace(one, number=0, sent=False, tried=False, threads=(), due_at=m.now) for one in m.log),
    )


def held(database: Database, kind: StepKind, **changes: Any) -> Meeting:
    """A meeting whose open step is of that kind, as it is in the rows of the database."""
    found(database)
    value = without_numbers(cases.at_step(kind, **changes))
    saved(database, value, MEETING)
    return read(database, value.now)


@contextmanager
def statements() -> Iterator[list[str]]:
    """What is asked of the database while the block runs, without the limits of its transactions."""
    heard: list[str] = []

    def hear(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        if "set_config" not in statement:
            heard.append(statement)

    event.listen(Engine, "before_cursor_execute", hear)
    try:
        yield heard
    finally:
        event.remove(Engine, "before_cursor_execute", hear)
