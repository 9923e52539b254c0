"""People in a workspace, over all their sets."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Final, NamedTuple

from sqlalchemy import Date, Integer, String, bindparam, exists, func, or_, select, update
from sqlalchemy.orm import Session

from bot.domain.states import Gone, SetState
from storage.compiled_statements import CompiledStatement, Connected
from storage.delivery_models import Conversation, Post
from storage.models import Member, Person, Set


def user(db: Connected, workspace: str, person_id: int) -> str | None:
    """The Slack id of a person."""
    found: str | None = _USER.scalar(db, {"workspace": workspace, "person_id": person_id})
    return found


_THIS: Final = (
    Person.workspace == bindparam("workspace", type_=String()),
    Person.id == bindparam("person_id", type_=Integer()),
)
_USER: Final = CompiledStatement(select(Person.user).where(*_THIS))


def of_user(db: Session, workspace: str, user: str) -> Person | None:
    """A person by their Slack id."""
    return db.scalar(select(Person).where(Person.workspace == workspace, Person.user == user))


def locked(db: Session, workspace: str, person_id: int) -> Person | None:
    """A person, held until the unit of work ends; rows that refer to them may be written meanwhile."""
    return db.scalar(_LOCKED, {"workspace": workspace, "person_id": person_id})


_LOCKED: Final = select(Person).where(*_THIS).with_for_update(key_share=True)


def has_no_account(db: Connected, person_id: int) -> bool:
    """Whether a set waits for them no more since they have no account."""
    return _HAS_NO_ACCOUNT.scalar(db, {"person_id": person_id}) is not None


_HAS_NO_ACCOUNT: Final = CompiledStatement(
    select(Member.id)
    .where(Member.person_id == bindparam("person_id", type_=Integer()))
    .where(Member.gone == Gone.ACCOUNT, Member.left_at.is_(None))
    .limit(1)
)


def locked_by_user(db: Session, workspace: str, user: str) -> Person | None:
    """The same by their Slack id."""
    theirs = select(Person).where(Person.workspace == workspace, Person.user == user)
    return db.scalar(theirs.with_for_update(key_share=True))


LOOKED_AT: Final = 1000
"""People in one statement, of whom nobody may be in a set that lives."""


class Wanted(NamedTuple):
    """Those of whom Slack is to tell, by their ids, and the last person that was looked at; None where nobody follows."""

    ids: Sequence[int]
    last: int | None


def to_be_learned(db: Session, workspace: str, after: int, awake_by: date, known_before: datetime, many: int) -> Wanted:
    """So many people of sets that live and rest no longer than that day, of the next thousand from the id `after` on.

    Neither those of whom Slack has told since, nor those whom no message reaches; but for whoever had no account any more.
    """
    last = db.scalar(_LAST_LOOKED_AT, {"workspace": workspace, "after": after})
    given = {"workspace": workspace, "after": after, "last": last if last is not None else NO_LAST}
    given |= {"awake_by": awake_by, "known_before": known_before, "many": many}
    ids = db.scalars(_TO_BE_LEARNED, given).all()
    return Wanted(ids, ids[-1] if len(ids) == many else last)


NO_LAST: Final = 2**31 - 1
"""The largest id that PostgreSQL's INTEGER holds: to the end."""
_AFTER: Final = bindparam("after", type_=Integer())
_LAST: Final = bindparam("last", type_=Integer())
_NEXT: Final = (Person.workspace == bindparam("workspace", type_=String()), Person.id > _AFTER)
_LAST_LOOKED_AT: Final = select(Person.id).where(*_NEXT).order_by(Person.id).offset(LOOKED_AT - 1).limit(1)
_LIVES: Final = (
    Set.state.in_((SetState.AGREEING, SetState.ACTIVE)),
    or_(Set.paused_until.is_(None), Set.paused_until <= bindparam("awake_by", type_=Date())),
)
_IS_IN_ONE: Final = exists().where(
    Member.person_id == Person.id,
    Member.person_id > _AFTER,  # said again, so that PostgreSQL looks there in members too
    Member.person_id <= _LAST,
    Member.left_at.is_(None),
    Member.declined_at.is_(None),
    or_(Person.reachable, Member.gone == Gone.ACCOUNT),
    Set.id == Member.set_id,
    *_LIVES,
)
_TO_BE_LEARNED: Final = (
    select(Person.id)
    .where(
        *_NEXT,
        Person.id <= _LAST,
        or_(Person.known_at.is_(None), Person.known_at <= bindparam("known_before", type_=Person.known_at.type)),
        _IS_IN_ONE,
    )
    .order_by(Person.id)
    .limit(bindparam("many", type_=Integer()))
)


def can_be_reached(db: Session, person_id: int) -> None:
    """They have just done something."""
    db.execute(update(Person).where(Person.id == person_id).values(reachable=True))


def is_told_what_they_missed(db: Session, person_id: int) -> None:
    """That messages did not reach them is no news to them any more."""
    db.execute(update(Person).where(Person.id == person_id).values(missed_at=None))


def language_of_readers(db: Session, post_id: int) -> str | None:
    """That of the person whose direct messages a post is in, else that of its set."""
    theirs = (
        select(func.coalesce(Person.language, Set.language))
        .select_from(Post)
        .join(Conversation, Conversation.id == Post.conversation_id)
        .outerjoin(Person, Person.id == Conversation.person_id)
        .outerjoin(Set, Set.id == Post.set_id)
        .where(Post.id == post_id)
    )
    return db.scalar(theirs)


def open_dm(db: Session, workspace: str, person_id: int, channel: str) -> None:
    """The DM of a person has this id in Slack."""
    theirs = (Conversation.workspace == workspace, Conversation.person_id == person_id)
    db.execute(update(Conversation).where(*theirs).values(channel=channel, gone=None))
