"""Sets, their members, and the people behind them."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Integer, String, bindparam, insert, literal_column, select, text
from sqlalchemy.orm import Session

from storage.database import alone
from storage.models import Member, Person, Set

ACTIVE: Final = text("sets.state != 'ended'")
"""Word for word the condition of the partial index: with a value that is bound it would not be used."""

# What is asked of the database with every gesture is built once: SQLAlchemy keeps what it compiles, not what it is built of.
_WORKSPACE: Final = bindparam("workspace", type_=String())
_SEEN: Final = select(Set).where(Set.workspace == _WORKSPACE, Set.id == bindparam("set_id", type_=Integer()))
_LOCKED: Final = _SEEN.with_for_update()
_IN_CHANNEL: Final = (
    select(Set)
    .where(Set.workspace == _WORKSPACE, Set.channel == bindparam("channel", type_=String()), ACTIVE)
    .with_for_update()
)


@dataclass(frozen=True, slots=True)
class Membership:
    """A member with the person behind it."""

    member: Member
    person: Person


def in_channel(db: Session, workspace: str, channel: str) -> Set | None:
    """The set of a channel, locked for this unit of work."""
    return db.scalar(_IN_CHANNEL, {"workspace": workspace, "channel": channel})


def is_taken(db: Session, workspace: str, channel: str) -> bool:
    """Whether a channel holds a set that has not ended."""
    found = select(Set.id).where(Set.workspace == workspace, Set.channel == channel, ACTIVE)
    return db.scalar(found) is not None


def locked(db: Session, workspace: str, set_id: int) -> Set | None:
    return db.scalar(_LOCKED, {"workspace": workspace, "set_id": set_id})


def seen(db: Session, workspace: str, set_id: int) -> Set | None:
    """A set to read from, not locked."""
    return db.scalar(_SEEN, {"workspace": workspace, "set_id": set_id})


def by_public_id(db: Session, workspace: str, public_id: str) -> Set | None:
    return db.scalar(select(Set).where(Set.workspace == workspace, Set.public_id == public_id).with_for_update())


def of_person(db: Session, workspace: str, user: str) -> Sequence[Set]:
    """The sets that somebody is a member or the adviser of and that have not ended, oldest first."""
    return db.scalars(_OF_PERSON, {"workspace": workspace, "user": user}).all()


_THEM: Final = (Person.workspace == _WORKSPACE, Person.user == bindparam("user", type_=String()))
_MINE: Final = select(Member.set_id).join(Person, Person.id == Member.person_id).where(*_THEM, Member.left_at.is_(None))
_ADVISED: Final = select(Set.id).join(Person, Person.id == Set.adviser_id).where(*_THEM)
_OF_PERSON: Final = (
    select(Set).where(Set.workspace == _WORKSPACE, ACTIVE, Set.id.in_(_MINE.union(_ADVISED))).order_by(Set.id)
)


# Not the bare column: sorted by it, SQLite may walk all members of the workspace.
_IN_ORDER: Final = literal_column("members.id + 0", Integer)
_ROSTER: Final = (
    select(Member, Person)
    .join(Person, Person.id == Member.person_id)
    .where(Member.workspace == _WORKSPACE, Member.set_id == bindparam("set_id", type_=Integer()))
    .where(Member.left_at.is_(None))
    .order_by(_IN_ORDER)
)


def roster(db: Session, workspace: str, set_id: int) -> list[Membership]:
    """Everybody who has not left, in the order in which they came."""
    rows = db.execute(_ROSTER, {"workspace": workspace, "set_id": set_id})
    return [Membership(member, person) for member, person in rows]


_ROSTERS: Final = (
    select(Member, Person)
    .join(Person, Person.id == Member.person_id)
    .where(Member.set_id.in_(bindparam("set_ids", expanding=True, type_=Integer())), Member.left_at.is_(None))
    .order_by(_IN_ORDER)
)


def rosters(db: Session, set_ids: Collection[int]) -> Mapping[int, list[Membership]]:
    """The same of each of these sets, in one statement."""
    found: dict[int, list[Membership]] = {set_id: [] for set_id in set_ids}
    for member, person in db.execute(_ROSTERS, {"set_ids": list(set_ids)}):
        found[member.set_id].append(Membership(member, person))
    return found


_USERS: Final = select(Person.id, Person.user).where(
    Person.id.in_(bindparam("person_ids", expanding=True, type_=Integer()))
)


def users(db: Session, person_ids: Collection[int]) -> Mapping[int, str]:
    """The Slack ids of these people."""
    rows = db.connection().execute(_USERS, {"person_ids": list(person_ids)}) if person_ids else ()
    return {row.id: row.user for row in rows}


def person(db: Session, workspace: str, person_id: int) -> Person | None:
    return db.scalar(_PERSON, {"workspace": workspace, "person_id": person_id})


_PERSON: Final = select(Person).where(
    Person.workspace == _WORKSPACE, Person.id == bindparam("person_id", type_=Integer())
)


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
