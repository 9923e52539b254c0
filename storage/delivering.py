"""What delivery asks of the database: which conversations are owed something, who sends there, and what comes next."""

from collections.abc import Iterable
from datetime import datetime
from typing import Final

from sqlalchemy import (
    ColumnElement,
    Integer,
    ScalarSelect,
    Select,
    String,
    and_,
    case,
    cast,
    exists,
    func,
    literal,
    literal_column,
    or_,
    select,
    text,
    update,
)
from sqlalchemy.orm import Session, aliased

from bot.domain.outgoing import UNHURRIED, Later
from bot.domain.sending import LEASE, LONGEST_BACK_OFF
from storage.columns import UtcDateTime
from storage.models import Person
from storage.outgoing import WHAT_CAN_WAIT, Conversation, Post, Timer

# Word for word the condition of the partial indexes, or they are not used.
UNSHOWN: Final = text("posts.dropped = false AND (posts.ts IS NULL OR posts.wanted > posts.shown)")
# Not the bare column: SQLite would walk the index by conversation, through everything that is due one day.
PRESSING: Final = text(
    f"posts.dropped = false AND (posts.ts IS NULL OR posts.wanted > posts.shown) AND NOT (posts.ts IS NULL AND posts.{WHAT_CAN_WAIT})"
)
UNHURRIED_UNSENT: Final = text(f"posts.dropped = false AND posts.ts IS NULL AND posts.{WHAT_CAN_WAIT}")
CONVERSATION: Final = literal_column("posts.conversation_id + 0", Integer)
UNOPENED: Final = text("conversations.channel IS NULL")
MANY: Final = 200
EDITS_SEEN: Final = 50
ASIDE_SEEN: Final = 50

CALM: Final = {"tried_at": None, "attempts": 0, "trouble_at": None, "next_at": None}

Head = aliased(Post, name="head")
_KNOWN: Final = or_(Head.ts.is_not(None), Head.dropped, and_(Head.deleted_ts.is_not(None), Head.threads_lost == 0))
"""What belongs in a thread waits until its head is there, or will never be; an old thread of one is there still."""


def owed(db: Session, process: str, now: datetime, real: datetime, besides: int) -> dict[int, bool]:
    """The conversations with something due that cannot wait, free or ours already, and whether it is a message never sent.

    So many at a time, `besides` those that are ours: the longest due come first. Conversation and head are looked up for
    each post that is owed, not joined: PostgreSQL, which takes a third of all posts for owed, would read both tables whole.
    """
    fresh = func.max(case((Post.ts.is_(None), 1), else_=0))
    head_is_known = select(_KNOWN).where(Head.id == Post.parent_id).correlate(Post).scalar_subquery()
    rows = db.execute(
        select(CONVERSATION, fresh)
        .where(PRESSING, *_due(now, real), or_(Post.parent_id.is_(None), head_is_known), _can_be_said(process, real))
        .group_by(CONVERSATION)
        .order_by(func.min(Post.due_at))
        .limit(MANY + besides)
    )
    return {conversation_id: bool(is_fresh) for conversation_id, is_fresh in rows}


def unhurried(db: Session, process: str, now: datetime, real: datetime, limit: int) -> list[tuple[str, int]]:
    """The conversations (workspace and id) with a message due that can wait, free or ours already: the longest due first."""
    rows = db.execute(
        select(Post.workspace, Post.conversation_id)
        .where(UNHURRIED_UNSENT, *_due(now, real), _can_be_said(process, real))
        .order_by(Post.due_at, Post.id)
        .limit(limit)
    )
    return list(dict.fromkeys((workspace, conversation_id) for workspace, conversation_id in rows))


def lease(db: Session, ids: Iterable[int], process: str, real: datetime, until: datetime) -> frozenset[int]:
    """Take those of the conversations that are still free; what somebody else is just writing to is left alone."""
    free = db.scalars(
        select(Conversation.id)
        .where(Conversation.id.in_(ids), _free_for(process, real))
        .order_by(Conversation.id)
        .with_for_update(skip_locked=True, key_share=True)
    ).all()
    db.execute(
        update(Conversation)
        .where(Conversation.id.in_(free))
        .values(leased_by=process, leased_until=until)
        .execution_options(synchronize_session=False)
    )
    return frozenset(free)


def extend(db: Session, ids: Iterable[int], process: str, real: datetime, until: datetime) -> frozenset[int]:
    """Lengthen leases that have not lapsed, and say which ones those were."""
    ours = update(Conversation).where(
        Conversation.id.in_(ids), Conversation.leased_by == process, Conversation.leased_until > real
    )
    kept = db.scalars(
        ours.values(leased_until=until).returning(Conversation.id).execution_options(synchronize_session=False)
    )
    return frozenset(kept)


def free(db: Session, process: str | None, conversation_id: int | None = None) -> None:
    """Give back the lease of one conversation, or all those of a process, or with None for it everybody's."""
    given_back = update(Conversation).where(Conversation.leased_by.is_not(None))
    if process is not None:
        given_back = given_back.where(Conversation.leased_by == process)
    if conversation_id is not None:
        given_back = given_back.where(Conversation.id == conversation_id)
    db.execute(given_back.values(leased_by=None, leased_until=None).execution_options(synchronize_session=False))


def held(db: Session, conversation_id: int, process: str, real: datetime) -> Conversation | None:
    """The conversation, as long as the process holds it and it is not gone."""
    return db.scalar(
        select(Conversation).where(
            Conversation.id == conversation_id,
            Conversation.leased_by == process,
            Conversation.leased_until > real,
            Conversation.gone.is_(None),
        )
    )


def first_unsent(db: Session, conversation_id: int, now: datetime, real: datetime) -> tuple[Post, Post | None] | None:
    """The next message to be posted there, with the head of its thread: an unclear outcome first, then the oldest.

    One that failed just now is waited for; one that has stepped aside is not. What can wait lets the others go first
    here too.
    """
    row = db.execute(
        _in(conversation_id, *_come(now))
        .where(Post.ts.is_(None), Post.aside.is_(False))
        .order_by(case((Post.tried_at.is_(None), 1), else_=0), case((Post.kind.in_(UNHURRIED), 1), else_=0), Post.id)
        .limit(1)
    ).first()
    return (row[0], row[1]) if row else None


def aside(db: Session, conversation_id: int, now: datetime, real: datetime) -> list[tuple[Post, Post | None]]:
    """The messages that have stepped aside and may be tried again, the oldest first."""
    rows = db.execute(
        _in(conversation_id, *_ripe(now, real)).where(Post.ts.is_(None), Post.aside).order_by(Post.id).limit(ASIDE_SEEN)
    )
    return [(row[0], row[1]) for row in rows]


def newest_reply(db: Session, post_id: int) -> str | None:
    """The `ts` of our newest message under a post."""
    there = (Post.parent_id == post_id, Post.ts.is_not(None), Post.dropped.is_(False))
    return db.scalar(select(Post.ts).where(*there).order_by(Post.id.desc()).limit(1))


def stale(db: Session, conversation_id: int, now: datetime, real: datetime) -> list[tuple[Post, Post | None]]:
    """The messages there that show an old revision, the longest untouched first."""
    rows = db.execute(
        _in(conversation_id, *_ripe(now, real))
        .where(Post.ts.is_not(None))
        .order_by(case((Post.edited_at.is_(None), 0), else_=1), Post.edited_at, Post.id)
        .limit(EDITS_SEEN)
    )
    return [(row[0], row[1]) for row in rows]


def unopened(db: Session, now: datetime) -> list[tuple[str, int, bool]]:
    """People (workspace and id) who are owed a message in a DM that is not open, and whether somebody is about to open it.

    So many at a time, those that are being opened among them: that bounds what is looked through, and what is asked of Slack.
    """
    known = select(Timer.id).where(
        Timer.workspace == Conversation.workspace,
        Timer.kind == Later.OPEN_DM,
        Timer.subject == cast(Conversation.person_id, String),
    )
    # One value a person, not EXISTS: PostgreSQL would read all timers that press once, to know for everybody.
    opening = known.correlate(Conversation).scalar_subquery().is_not(None)
    owed = exists().where(Post.conversation_id == Conversation.id, UNSHOWN, Post.due_at <= now)
    rows = db.execute(
        select(Conversation.workspace, Conversation.person_id, opening)
        .where(UNOPENED, Conversation.gone.is_(None), owed)
        .order_by(Conversation.id)
        .limit(MANY)
    )
    return [(workspace, person_id, is_opening) for workspace, person_id, is_opening in rows if person_id is not None]


def lock_people(db: Session, ids: Iterable[int]) -> None:
    """Hold these people's rows until the unit of work ends, so that two processes do not write the same timer."""
    db.execute(select(Person.id).where(Person.id.in_(ids)).order_by(Person.id).with_for_update(key_share=True))


def unreachable(db: Session, workspace: str, person_id: int) -> None:
    """A person cannot be written to: marked as such, and what was never posted to them is dropped."""
    db.execute(update(Person).where(Person.workspace == workspace, Person.id == person_id).values(reachable=False))
    dms = select(Conversation.id).where(Conversation.workspace == workspace, Conversation.person_id == person_id)
    _change(db, and_(Post.conversation_id.in_(dms), Post.ts.is_(None)), dropped=True, tried_at=None)


def gone(db: Session, conversation_id: int, reason: str) -> None:
    """Nothing can be said there, until `returned`."""
    db.execute(update(Conversation).where(Conversation.id == conversation_id).values(gone=reason))


def lost(db: Session, conversation: Conversation, now: datetime) -> bool:
    """Nothing can be said there from `now` on; False where that was known before, and nothing has been said since."""
    first = conversation.lost_at is None
    conversation.lost_at = conversation.lost_at or now
    return first


def returned(db: Session, workspace: str, channel: str) -> None:
    """What is owed there may be tried again: it is there again, or is to be asked whether it is."""
    where = (Conversation.workspace == workspace, Conversation.channel == channel)
    db.execute(update(Conversation).where(*where).values(gone=None, free_at=None))


def pause(db: Session, conversation_id: int, until: datetime) -> None:
    """Nothing is sent there before `until` (real time)."""
    db.execute(update(Conversation).where(Conversation.id == conversation_id).values(free_at=until))


def next_due(db: Session, now: datetime) -> datetime | None:
    """When the next post becomes due after `now`, in UTC."""
    coming = [
        db.scalar(select(Post.due_at).where(those, Post.due_at > now).order_by(Post.due_at).limit(1))
        for those in (PRESSING, UNHURRIED_UNSENT)
    ]
    return min((moment for moment in coming if moment is not None), default=None)


def failed(db: Session, post_id: int, real: datetime, **values: object) -> None:
    """It is in trouble, from now on or since before; not since a moment that a clock set back has yet to reach."""
    since = case((Post.trouble_at <= real, Post.trouble_at), else_=literal(real, UtcDateTime))
    _change(db, Post.id == post_id, trouble_at=since, **values)


def tried(db: Session, post_id: int, revision: int, real: datetime, after_ts: str) -> bool:
    """Write down that a call is about to be made; False where the post is not to be sent any more."""
    changed = db.scalars(
        update(Post)
        .where(Post.id == post_id, Post.dropped.is_(False), Post.shown < revision)
        .values(
            tried_at=real, looked_at=None, attempts=Post.attempts + 1, after_ts=func.coalesce(Post.after_ts, after_ts)
        )
        .returning(Post.id)
        .execution_options(synchronize_session=False)
    )
    return changed.first() is not None


def shown(db: Session, post_id: int, revision: int, of_ts: str | None, **more: object) -> None:
    """Slack shows this revision now; nothing is unclear any more.

    `of_ts` is the message that was edited, None for one that was posted: what has been deleted since is left alone.
    """
    here = and_(Post.id == post_id, Post.ts.is_not_distinct_from(of_ts))
    _change(db, here, shown=revision, **CALM, plain=False, **more)


def calm(db: Session, post_id: int, **values: object) -> None:
    """Nothing is unclear or failing any more."""
    _change(db, Post.id == post_id, **CALM, **values)


def changed(db: Session, post_id: int, **values: object) -> None:
    """Set columns of a post that only delivery writes."""
    _change(db, Post.id == post_id, **values)


def drop(db: Session, post_id: int, revision: int | None = None) -> None:
    """The message is not wanted any more; with a revision only if nothing newer was wanted meanwhile."""
    condition = Post.id == post_id
    _change(
        db, condition if revision is None else and_(condition, Post.wanted == revision), dropped=True, tried_at=None
    )


def _in(conversation_id: int, *due: ColumnElement[bool]) -> Select[Post, Post | None]:
    return (
        select(Post, Head)
        .outerjoin(Head, Head.id == Post.parent_id)
        .where(Post.conversation_id == conversation_id, UNSHOWN, *due)
    )


def _come(now: datetime) -> tuple[ColumnElement[bool], ...]:
    """Due, and where it belongs in a thread, with a head that is known."""
    return Post.due_at <= now, or_(Post.parent_id.is_(None), _KNOWN)


def _ripe(now: datetime, real: datetime) -> tuple[ColumnElement[bool], ...]:
    """The same, and not put off."""
    return *_due(now, real), or_(Post.parent_id.is_(None), _KNOWN)


def _due(now: datetime, real: datetime) -> tuple[ColumnElement[bool], ...]:
    """Due, and not put off; one that is put off for longer than any was put off by a clock that has been set back since."""
    put_off = or_(Post.next_at.is_(None), Post.next_at <= real, Post.next_at > real + LONGEST_BACK_OFF * 2)
    return (Post.due_at <= now, put_off)


def _can_be_said(process: str, real: datetime) -> ScalarSelect[bool]:
    """Whether the conversation of a post is there, open, and free for that process."""
    reachable = and_(Conversation.gone.is_(None), Conversation.channel.is_not(None), _free_for(process, real))
    return select(reachable).where(Conversation.id == Post.conversation_id).correlate(Post).scalar_subquery()


def _free_for(process: str, real: datetime) -> ColumnElement[bool]:
    """Nobody's, ours, or lapsed; one that lasts longer than any was written by a clock that has been set back since."""
    until = Conversation.leased_until
    return or_(
        Conversation.leased_by.is_(None), Conversation.leased_by == process, until <= real, until > real + LEASE * 2
    )


def _change(db: Session, where: ColumnElement[bool], **values: object) -> None:
    db.execute(update(Post).where(where).values(**values).execution_options(synchronize_session=False))
