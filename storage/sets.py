"""Sets, their members, and the people behind them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Integer, insert, literal_column, select, text
from sqlalchemy.orm import Session

from storage.database import alone
from storage.models import Member, Person, Set

ACTIVE: Final = text("sets.state != 'ended'")
"""Word for word the condition of the partial index: with a value that is bound it would not be used."""


@dataclass(frozen=True, slots=True)
class Fellow:
    """A member with the person behind it."""

    member: Member
    person: Person


def in_channel(db: Session, workspace: str, channel: str) -> Set | None:
    """The set of a channel, locked for this unit of work."""
    return db.scalar(select(Set).where(Set.workspace == workspace, Set.channel == channel, ACTIVE).with_for_update())


def is_taken(db: Session, workspace: str, channel: str) -> bool:
    """Whether a channel holds a set that has not ended."""
    found = select(Set.id).where(Set.workspace == workspace, Set.channel == channel, ACTIVE)
    return db.scalar(found) is not None


def locked(db: Session, workspace: str, set_id: int) -> Set | None:
    return db.scalar(select(Set).where(Set.workspace == workspace, Set.id == set_id).with_for_update())


def seen(db: Session, workspace: str, set_id: int) -> Set | None:
    """A set to read from, not locked."""
    return db.scalar(select(Set).where(Set.workspace == workspace, Set.id == set_id))


def by_public_id(db: Session, workspace: str, public_id: str) -> Set | None:
    return db.scalar(select(Set).where(Set.workspace == workspace, Set.public_id == public_id).with_for_update())


def of_person(db: Session, workspace: str, user: str) -> Sequence[Set]:
    """The sets that somebody is a member or the adviser of and that have not ended, oldest first."""
    mine = (
        select(Member.set_id)
        .join(Person, Person.id == Member.person_id)
        .where(Person.workspace == workspace, Person.user == user, Member.left_at.is_(None))
    )
    advised = (
        select(Set.id)
        .join(Person, Person.id == Set.adviser_id)
        .where(Person.workspace == workspace, Person.user == user)
    )
    return db.scalars(
        select(Set).where(Set.workspace == workspace, ACTIVE, Set.id.in_(mine.union(advised))).order_by(Set.id)
    ).all()


# Not the bare column: sorted by it, SQLite may walk all members of the workspace.
_IN_ORDER: Final = literal_column("members.id + 0", Integer)


def roster(db: Session, workspace: str, set_id: int) -> list[Fellow]:
    """Everybody who has not left, in the order in which they came."""
    rows = db.execute(
        select(Member, Person)
        .join(Person, Person.id == Member.person_id)
        .where(Member.workspace == workspace, Member.set_id == set_id, Member.left_at.is_(None))
        .order_by(_IN_ORDER)
    )
    return [Fellow(member, person) for member, person in rows]


def person(db: Session, workspace: str, person_id: int) -> Person | None:
    return db.scalar(select(Person).where(Person.workspace == workspace, Person.id == person_id))


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
