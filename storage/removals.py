"""Messages that are to be deleted in Slack: marked in handfuls, and left to delivery, which lets their rows go."""

import secrets
from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Final

from sqlalchemy import ColumnElement, Integer, String, and_, bindparam, case, cast, delete, exists, or_, select, update
from sqlalchemy.orm import Session, aliased

from bot.domain.erasures import HANDFUL
from bot.domain.message_and_timer_kinds import Says
from storage.channels import MOVED
from storage.delivery_models import Conversation, Post
from storage.file_models import File
from storage.letter_models import Letter, LetterPart
from storage.posts import NUMBER, person_conversations

below = aliased(Post)
_HAS_REPLIES: Final = exists().where(below.parent_id == Post.id)
_NEVER_SENT: Final = and_(Post.ts.is_(None), Post.tried_at.is_(None), ~_HAS_REPLIES)
NO_MESSAGE: Final = "0.000000"
"""The `ts` of what stands for a file."""
STANDS: Final = or_(Post.removed_at.is_(None), Post.dropped.is_(False))
"""A message that is there as far as we know. Of what was to be deleted only heads without a message are left otherwise."""


def of_set(db: Session, set_id: int, now: datetime) -> bool:
    """Mark a handful of a set's messages, wherever they stand; whether there may be more."""
    return _some(db, [Post.set_id == set_id], now)


def of_person(db: Session, workspace: str, person_id: int, now: datetime, set_id: int | None = None) -> bool:
    """Mark a handful of the messages in a person's DM, of one set or of all; whether there may be more."""
    theirs = _in_dm(workspace, person_id)
    return _some(db, [*theirs, *([Post.set_id == set_id] if set_id is not None else [])], now)


def named(db: Session, workspace: str, kind: Says, subjects: Collection[str]) -> Sequence[int]:
    """The messages of that kind about these, where they were ever said."""
    those = (Post.workspace == workspace, Post.kind == kind, Post.subject.in_(subjects))
    return db.scalars(select(Post.id).where(*those)).all() if subjects else ()


def _some(db: Session, those: Collection[ColumnElement[bool]], now: datetime) -> bool:
    found = select(Post.id).where(*those, Post.removed_at.is_(None)).order_by(NUMBER).limit(HANDFUL)
    ids = db.scalars(found).all()
    mark(db, ids, now)
    return len(ids) == HANDFUL


def mark(db: Session, ids: Collection[int], now: datetime) -> None:
    """These are to be deleted, and are about nothing from now on; what was never tried was never there, and goes at once.

    What was tried, and nobody knows whether it is there, is looked for first.
    """
    if not ids:
        return
    db.flush()
    quietly = {"synchronize_session": False}
    db.execute(delete(Post).where(Post.id.in_(ids), _NEVER_SENT).execution_options(**quietly))
    marked = {
        "removed_at": now,
        "kind": Says.NOTICE.value,
        "subject": "removed:" + cast(Post.id, String),
        "facts": {},
        "wanted": case((Post.shown > Post.wanted, Post.shown), else_=Post.wanted) + 1,
        "due_at": case((Post.due_at > now, now), else_=Post.due_at),
        "dropped": False,
        "next_at": None,
        "drawn": None,
        "drawn_for": None,
    }
    db.execute(update(Post).where(Post.id.in_(ids)).values(marked).execution_options(**quietly))
    for row in [one for one in db.identity_map.values() if isinstance(one, Post)]:
        db.expire(row)


def file(db: Session, conversation: Conversation, file_id: str, set_id: int | None, now: datetime) -> None:
    """A file that was sent there is to be deleted: as a message that stands for it, so that delivery sees to it."""
    stands_for = Post(
        workspace=conversation.workspace,
        key=secrets.token_hex(12),
        conversation_id=conversation.id,
        set_id=set_id,
        kind=Says.NOTICE,
        subject=f"removed:{file_id}",
        facts={"file": file_id},
        due_at=now,
        ts=NO_MESSAGE,
        removed_at=now,
    )
    db.add(stands_for)
    db.flush()


def remove_files(db: Session, workspace: str, now: datetime, set_id: int | None, people: Collection[int]) -> bool:
    """A handful of the files that show what a set was given, and of what these people took along of all their sets.

    Each is to be deleted in Slack; whether there was any.
    """
    of_set = [File.set_id == set_id] if set_id is not None else [File.person_id.in_(people)]
    # Neither by the workspace, whose rows these are anyway, nor sorted: SQLite would walk all files rather than use two indexes.
    those = or_(*of_set, and_(File.set_id.is_(None), File.person_id.in_(people)))
    found = db.scalars(select(File).where(those).limit(HANDFUL)).all()
    direct = person_conversations(db, workspace, {one.person_id for one in found}) if found else {}
    for one in found:
        if one.file_id is not None:
            file(db, direct[one.person_id], one.file_id, set_id, now)
        db.delete(one)
    db.flush()
    return bool(found)


def left_behind(db: Session, set_id: int) -> Sequence[int]:
    """What stands in a channel in which the set was before: nothing can be drawn again there."""
    behind = (Post.set_id == set_id, Post.kind == Says.NOTICE, Post.subject.startswith(MOVED, autoescape=True))
    return db.scalars(select(Post.id).where(*behind)).all()


def still_stand(db: Session, set_id: int) -> bool:
    """Whether a message of a set is still to be deleted."""
    left = select(Post.id).where(Post.set_id == set_id, STANDS).limit(1)
    return db.scalar(left) is not None


def stand_in_dm(db: Session, workspace: str, person_id: int) -> bool:
    """Whether a message to a person is still to be deleted."""
    left = select(Post.id).where(*_in_dm(workspace, person_id), STANDS).limit(1)
    return db.scalar(left) is not None


def try_again(db: Session, set_id: int) -> None:
    """A set that has ended looks for its channel no more: what is to be deleted there is tried again all the same."""
    there = select(Post.conversation_id).where(Post.set_id == set_id, Post.removed_at.is_not(None), STANDS).distinct()
    again = update(Conversation).where(Conversation.id.in_(there), Conversation.gone.is_not(None))
    db.execute(again.values(gone=None, free_at=None).execution_options(synchronize_session=False))


def _in_dm(workspace: str, person_id: int) -> tuple[ColumnElement[bool], ...]:
    there = (Conversation.workspace == workspace, Conversation.person_id == person_id)
    dm = select(Conversation.id).where(*there).scalar_subquery()  # one: so the index by conversation and `ts` answers
    return Post.workspace == workspace, Post.conversation_id == dm


def _draw_anew(db: Session, *those: ColumnElement[bool]) -> None:
    there = (*those, Post.removed_at.is_(None), Post.dropped.is_(False), Post.ts.is_not(None))
    anew = update(Post).where(*there).values(wanted=Post.wanted + 1)
    db.execute(anew.execution_options(synchronize_session=False))


def letters_about(db: Session, set_id: int, now: datetime) -> bool:
    """A handful of the letters that told of a set: what was only about it is deleted, the others are drawn anew without it.

    Whether there was any.
    """
    of_set = LetterPart.set_id == set_id
    told = select(LetterPart.letter_id).where(of_set, LetterPart.letter_id.is_not(None)).distinct().limit(HANDFUL)
    ids = [one for one in db.scalars(told) if one is not None]
    quietly = {"synchronize_session": False}
    parts = delete(LetterPart).where(of_set, or_(LetterPart.letter_id.in_(ids), LetterPart.letter_id.is_(None)))
    db.execute(parts.execution_options(**quietly))
    left = set(db.scalars(select(LetterPart.letter_id).where(LetterPart.letter_id.in_(ids))))
    posts = select(Post.id, Post.subject).where(Post.kind == Says.LETTER, Post.subject.in_([str(one) for one in ids]))
    letters = {int(subject): post_id for post_id, subject in db.execute(posts)}
    mark(db, [post_id for letter_id, post_id in letters.items() if letter_id not in left], now)
    still = [post_id for letter_id, post_id in letters.items() if letter_id in left]
    db.execute(update(Post).where(Post.id.in_(still)).values(wanted=Post.wanted + 1).execution_options(**quietly))
    db.execute(delete(Letter).where(Letter.id.in_(set(ids) - left)).execution_options(**quietly))
    return bool(ids)


_AFTER: Final = (
    select(Post.id)
    .where(Post.set_id == bindparam("set_id", type_=Integer()), Post.id > bindparam("reached", type_=Integer()))
    .order_by(Post.id)
    .limit(HANDFUL)
)


def drawn_anew(db: Session, workspace: str, set_id: int, person_id: int, reached: int) -> int | None:
    """A handful more of a set's messages, after the one `reached`, are drawn from the rows that remain; None after the last.

    So is what was said to that person of several sets at once. Delivery spares the call where a drawing has not changed.
    """
    ids = db.scalars(_AFTER, {"set_id": set_id, "reached": reached}).all()
    if reached == 0:
        _draw_anew(db, *_in_dm(workspace, person_id), Post.set_id.is_(None))
    _draw_anew(db, Post.id.in_(ids))
    return ids[-1] if len(ids) == HANDFUL else None
