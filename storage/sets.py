"""Sets, their members, and the people behind them."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from operator import attrgetter
from typing import Any, Final, NamedTuple

from sqlalchemy import Integer, String, bindparam, insert, select, text
from sqlalchemy.orm import Session

from bot.domain.states import Gone
from storage.compiled_statements import CompiledStatement
from storage.database import alone
from storage.entities import loaded
from storage.json_rows import table_of
from storage.models import Member, Person, Set

ACTIVE: Final = text("sets.state != 'ended'")
"""Word for word the condition of the partial index: with a value that is bound it would not be used."""

# What is asked of the database with every gesture is built once: SQLAlchemy keeps what it compiles, not what it is built of.
_WORKSPACE: Final = bindparam("workspace", type_=String())
_ROW: Final = table_of(Set)
_COLUMNS: Final = tuple(column.key for column in _ROW.columns)
_ID: Final = _COLUMNS.index("id")
_BY_ID: Final = select(_ROW).where(_ROW.c.workspace == _WORKSPACE, _ROW.c.id == bindparam("set_id", type_=Integer()))
_SEEN: Final = CompiledStatement(_BY_ID)
_LOCKED: Final = CompiledStatement(_BY_ID.with_for_update())
_IN_CHANNEL: Final = CompiledStatement(
    select(_ROW)
    .where(_ROW.c.workspace == _WORKSPACE, _ROW.c.channel == bindparam("channel", type_=String()), ACTIVE)
    .with_for_update()
)


class MemberRow(NamedTuple):
    """A row of members, to read from."""

    id: int
    set_id: int
    agreed_version: int
    declined_at: datetime | None
    away_from: date | None
    away_until: date | None
    presented_in: int
    missed_call: bool
    called_first_at: datetime | None
    joined_at: datetime | None
    out_from: datetime | None
    out_until: datetime | None
    gone: Gone | None
    gone_at: datetime | None


class PersonRow(NamedTuple):
    """A row of people, to read from."""

    id: int
    user: str
    zone: str | None
    works_on: str
    opens: time
    closes: time
    reachable: bool
    reminders: bool = True
    hints: bool = True
    missed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Membership:
    """A member with the person behind it: values, since every gesture reads them and few change them."""

    member: MemberRow
    person: PersonRow


def in_channel(db: Session, workspace: str, channel: str) -> Set | None:
    """The set of a channel, locked for this unit of work."""
    return _found(db, _IN_CHANNEL, {"workspace": workspace, "channel": channel})


def ended_in(db: Session, workspace: str, channel: str) -> Set | None:
    """The set that ended last in a channel."""
    found = select(Set).where(Set.workspace == workspace, Set.channel == channel, Set.ended_at.is_not(None))
    return db.scalar(found.order_by(Set.id.desc()).limit(1))


def is_taken(db: Session, workspace: str, channel: str) -> bool:
    """Whether a channel holds a set that has not ended."""
    found = select(Set.id).where(Set.workspace == workspace, Set.channel == channel, ACTIVE)
    return db.scalar(found) is not None


def locked(db: Session, workspace: str, set_id: int) -> Set | None:
    return _found(db, _LOCKED, {"workspace": workspace, "set_id": set_id})


def seen(db: Session, workspace: str, set_id: int) -> Set | None:
    """A set to read from, not locked."""
    return _found(db, _SEEN, {"workspace": workspace, "set_id": set_id})


def _found(db: Session, asked: CompiledStatement, given: Mapping[str, object]) -> Set | None:
    db.flush()
    rows = asked.execute(db, given).rows
    return _entity(db, rows[0]) if rows else None


def _entity(db: Session, row: Sequence[Any]) -> Set:
    return loaded(db, Set, row[_ID], dict(zip(_COLUMNS, row, strict=True)))


def by_public_id(db: Session, workspace: str, public_id: str) -> Set | None:
    return db.scalar(select(Set).where(Set.workspace == workspace, Set.public_id == public_id).with_for_update())


def of_person(db: Session, workspace: str, user: str) -> Sequence[Set]:
    """The sets that somebody is a member or the adviser of and that have not ended, oldest first."""
    db.flush()
    return [_entity(db, row) for row in db.connection().execute(_OF_PERSON, {"workspace": workspace, "user": user})]


def absences_of_person(db: Session, workspace: str, user: str) -> list[tuple[str, date | None, date | None]]:
    """The same sets by name, and when somebody is away from each, as its member: first and last day."""
    db.flush()
    rows = db.connection().execute(_ABSENCES_OF, {"workspace": workspace, "user": user})
    return [(name, first, last) for name, first, last in rows]


def has_left_one(db: Session, workspace: str, user: str) -> bool:
    """Whether somebody was in a set once, and has left it."""
    return db.connection().execute(_LEFT, {"workspace": workspace, "user": user}).first() is not None


def ended_of_person(db: Session, workspace: str, user: str) -> Sequence[Set]:
    """The sets that somebody was a member of as they ended and that are still kept, oldest first."""
    return db.scalars(_ENDED_OF, {"workspace": workspace, "user": user}).all()


_THEM: Final = (Person.workspace == _WORKSPACE, Person.user == bindparam("user", type_=String()))
_MINE: Final = select(Member.set_id).join(Person, Person.id == Member.person_id).where(*_THEM, Member.left_at.is_(None))
_LEFT: Final = (
    select(Member.id).join(Person, Person.id == Member.person_id).where(*_THEM, Member.left_at.is_not(None)).limit(1)
)
_ADVISED: Final = select(Set.id).join(Person, Person.id == Set.adviser_id).where(*_THEM)
_ENDED_OF: Final = (
    select(Set).where(Set.workspace == _WORKSPACE, Set.kept_until.is_not(None), Set.id.in_(_MINE)).order_by(Set.id)
)
_THEIRS: Final = (_ROW.c.workspace == _WORKSPACE, ACTIVE, _ROW.c.id.in_(_MINE.union(_ADVISED)))
_OF_PERSON: Final = select(_ROW).where(*_THEIRS).order_by(_ROW.c.id)
_ME: Final = (
    select(Member.set_id, Member.away_from, Member.away_until)
    .join(Person, Person.id == Member.person_id)
    .where(*_THEM, Member.left_at.is_(None))
    .subquery("me")
)
_ABSENCES_OF: Final = (
    select(_ROW.c.name, _ME.c.away_from, _ME.c.away_until)
    .select_from(_ROW.outerjoin(_ME, _ME.c.set_id == _ROW.c.id))
    .where(*_THEIRS)
    .order_by(_ROW.c.id)
)


def locked_of_person(db: Session, workspace: str, person_id: int) -> list[tuple[Set, MemberRow]]:
    """The sets that a person is a member of and that have not ended, locked by their ids; with them as a member."""
    db.flush()
    found = db.connection().execute(_LOCKED_OF_PERSON, {"workspace": workspace, "person_id": person_id}).all()
    width = len(_COLUMNS)
    return [(_entity(db, row[:width]), MemberRow(*row[width:])) for row in found]


_MEMBER: Final = tuple(getattr(Member, name) for name in MemberRow._fields)
_LOCKED_OF_PERSON: Final = (
    select(_ROW, *_MEMBER)
    .join(Member, Member.set_id == _ROW.c.id)
    .where(Member.workspace == _WORKSPACE, Member.person_id == bindparam("person_id", type_=Integer()))
    .where(ACTIVE, Member.left_at.is_(None))
    .order_by(Member.set_id)  # found by the person: SQLite would rather walk the sets of the workspace in their order
    .with_for_update(of=_ROW)
)
_PERSON: Final = tuple(getattr(Person, name) for name in PersonRow._fields)
_MEMBERS: Final = select(*_MEMBER, *_PERSON).join(Person, Person.id == Member.person_id).where(Member.left_at.is_(None))
_ROSTERS: Final = _MEMBERS.where(Member.set_id.in_(bindparam("set_ids", expanding=True, type_=Integer())))


def rosters(db: Session, set_ids: Collection[int]) -> Mapping[int, list[Membership]]:
    """Everybody who has not left each of these sets, in the order in which they came: one statement."""
    found: dict[int, list[Membership]] = {set_id: [] for set_id in set_ids}
    rows = db.connection().execute(_ROSTERS, {"set_ids": list(set_ids)}).all()
    for one in _in_order(map(_membership, rows)):
        found[one.member.set_id].append(one)
    return found


def _membership(row: Sequence[Any]) -> Membership:
    return Membership(MemberRow(*row[: len(_MEMBER)]), PersonRow(*row[len(_MEMBER) :]))


def _in_order(those: Iterable[Membership]) -> list[Membership]:
    """Not by the database: sorted by the bare column, SQLite may walk all members of the workspace."""
    return sorted(those, key=attrgetter("member.id"))


_USERS: Final = select(Person.id, Person.user).where(
    Person.id.in_(bindparam("person_ids", expanding=True, type_=Integer()))
)


def users(db: Session, person_ids: Collection[int]) -> Mapping[int, str]:
    """The Slack ids of these people."""
    rows = db.connection().execute(_USERS, {"person_ids": list(person_ids)}) if person_ids else ()
    return {row.id: row.user for row in rows}


def row_of(person: Person) -> PersonRow:
    """The same to read from."""
    return PersonRow(*(getattr(person, name) for name in PersonRow._fields))


def _known(db: Session, workspace: str, users: Sequence[str]) -> dict[str, Person]:
    found = db.scalars(select(Person).where(Person.workspace == workspace, Person.user.in_(users)))
    return {row.user: row for row in found}


def people(db: Session, workspace: str, users: Sequence[str]) -> dict[str, Person]:
    """The people behind these Slack ids, made where we did not know them yet."""
    known = _known(db, workspace, users)
    if len(known) < len(set(users)):
        alone(db, workspace)
        known = _known(db, workspace, users)
    if new := [{"workspace": workspace, "user": user} for user in dict.fromkeys(users) if user not in known]:
        db.execute(insert(Person), new)
        known = _known(db, workspace, users)
    return known
