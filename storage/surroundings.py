"""What every gesture knows of its set besides the set's own row: who is in it, its adviser and what is ahead, by one statement."""

import json
from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache
from operator import attrgetter
from typing import Final, NamedTuple

from sqlalchemy import Integer, String, bindparam, cast, select
from sqlalchemy.orm import Session

from bot.domain.message_and_timer_kinds import Later
from bot.domain.own_prompts import OwnPrompt
from bot.domain.plans import Plan, PlanEntry
from storage.actions import open_words_of
from storage.compiled_statements import CompiledStatement
from storage.delivery_models import Timer
from storage.json_rows import JsonArray, JsonRows, Row, at, read, readers, table_of
from storage.meetings import ENTRY, NOT_OVER, entry_of
from storage.models import Meeting, Member, Person
from storage.own_prompts import OwnPromptRow
from storage.sets import MemberRow, Membership, PersonRow

_members, _people, _meetings, _timers = table_of(Member), table_of(Person), table_of(Meeting), table_of(Timer)
_own_prompts = table_of(OwnPromptRow)
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
_ENTRY: Final = tuple(_meetings.c[name] for name in ENTRY)
_AHEAD: Final = select(JsonRows(*_ENTRY)).where(_meetings.c.set_id == _SET, NOT_OVER)
_OWN: Final = (_own_prompts.c.id, _own_prompts.c.public_id, _own_prompts.c.question, _own_prompts.c.moment)
_OWN_PROMPTS: Final = select(JsonRows(*_OWN)).where(_own_prompts.c.set_id == _SET)
_PARTS: Final = (_ROSTER, _ADVISER, _AHEAD, _OWN_PROMPTS)
_ME: Final = (
    select(_members.c.id, cast(_people.c.id, String).label("person"))
    .select_from(_members.join(_people, _people.c.id == _members.c.person_id))
    .where(_members.c.left_at.is_(None), _members.c.workspace == _WORKSPACE, _members.c.set_id == _SET)
    .where(_people.c.workspace == _WORKSPACE, _people.c.user == bindparam("user", type_=String()))
    .cte("me")
    .prefix_with("MATERIALIZED")  # found once, and asked for each status
)
_MY_WORDS: Final = open_words_of(select(_ME.c.id).scalar_subquery())
_MY_LETTER: Final = select(JsonArray(_timers.c.due_at)).where(
    _timers.c.workspace == _WORKSPACE,
    _timers.c.kind == Later.LETTER.value,
    _timers.c.subject == select(_ME.c.person).scalar_subquery(),
)
_AROUND: Final = CompiledStatement(select(*(one.scalar_subquery() for one in _PARTS)))
_TAKING_ON: Final = CompiledStatement(select(*(one.scalar_subquery() for one in (*_PARTS, _MY_WORDS, _MY_LETTER))))
_READ_MEMBERSHIP: Final = readers((*_MEMBER, *_PERSON))
_READ_PERSON: Final = readers(_PERSON)
_READ_ENTRY: Final = readers(_ENTRY)
_READ_OWN: Final = readers(_OWN)
KEPT: Final = 256
"""So many rosters and plans are kept as they were read: what is written the same is the same, and few gestures change it."""


class TakingOn(NamedTuple):
    """What is compared with what a member takes on: the newest of their open actions, by id and words; and when their next letter
    is looked at (UTC), where it is.
    """

    open_words: Sequence[tuple[int, str]] = ()
    letter_due: datetime | None = None


class Surroundings(NamedTuple):
    """Everybody who has not left, in the order in which they came; the adviser; what is planned or open, by number; and the
    questions that the set has added to the bank, oldest first.
    """

    roster: list[Membership]
    adviser: PersonRow | None
    plan: Plan
    own_prompts: tuple[OwnPrompt, ...]
    taking_on: TakingOn


def around(
    db: Session, workspace: str, set_id: int, adviser_id: int | None = None, taking_on: str | None = None
) -> Surroundings:
    """The surroundings of a set as they are now; with what whoever is `taking_on` something, by their Slack id, has open."""
    db.flush()
    asked = {"workspace": workspace, "set_id": set_id, "adviser_id": adviser_id}
    statement, user = (_AROUND, {}) if taking_on is None else (_TAKING_ON, {"user": taking_on})
    ((roster, adviser, ahead, own, *more),) = statement.execute(db, {**asked, **user}).rows
    people, advises = list(_roster_of(roster)), _person(json.loads(adviser)) if adviser is not None else None
    own_prompts = tuple(OwnPrompt(*read(row, _READ_OWN)[1:]) for row in sorted(json.loads(own)))
    return Surroundings(people, advises, list(_plan_of(ahead)), own_prompts, _taking_on(*more))


# Not in order by the database: sorted by the bare column, SQLite may walk all members of the workspace.
@lru_cache(KEPT)
def _roster_of(written: str) -> tuple[Membership, ...]:
    return tuple(sorted(map(_membership, json.loads(written)), key=attrgetter("member.id")))


@lru_cache(KEPT)
def _plan_of(written: str) -> tuple[PlanEntry, ...]:
    return tuple(sorted(map(_entry, json.loads(written)), key=attrgetter("meeting.number")))


def _taking_on(words: str = "[]", letter: str | None = None) -> TakingOn:
    return TakingOn(json.loads(words), at(json.loads(letter)[0]) if letter is not None else None)


def _membership(row: Row) -> Membership:
    read(row, _READ_MEMBERSHIP)
    return Membership(MemberRow._make(row[: len(_MEMBER)]), PersonRow._make(row[len(_MEMBER) :]))


def _person(row: Row) -> PersonRow:
    return PersonRow._make(read(row, _READ_PERSON))


def _entry(row: Row) -> PlanEntry:
    return entry_of(read(row, _READ_ENTRY))
