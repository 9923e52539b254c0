"""What delivery asks of the database for every message, and at every look that finds nothing: built once.

SQLAlchemy keeps what it compiles, but not what that is compiled from.
"""

from datetime import datetime
from functools import cache
from typing import Any, Final

from sqlalchemy import (
    ColumnElement,
    Exists,
    Integer,
    ScalarSelect,
    Select,
    String,
    TextClause,
    and_,
    bindparam,
    case,
    cast,
    exists,
    func,
    literal_column,
    or_,
    select,
    text,
    update,
)
from sqlalchemy.orm import aliased

from bot.domain.message_and_timer_kinds import LONG_AGO, LOW_PRIORITY, Later
from storage.compiled_statements import CompiledStatement
from storage.delivery_models import WHAT_CAN_WAIT, Conversation, EarlyReply, Post, Timer
from storage.delivery_rows import ConversationRow, HeadRow, PostRow
from storage.installations import is_not_locked

# Word for word the condition of the partial indexes, or they are not used.
UNSHOWN: Final = text("posts.dropped = false AND (posts.ts IS NULL OR posts.wanted > posts.shown)")
# Not the bare column: SQLite would walk the index by conversation, through everything that is due one day.
PRESSING: Final = text(
    f"posts.dropped = false AND (posts.ts IS NULL OR posts.wanted > posts.shown) AND NOT (posts.ts IS NULL AND posts.{WHAT_CAN_WAIT})"
)
LOW_PRIORITY_UNSENT: Final = text(f"posts.dropped = false AND posts.ts IS NULL AND posts.{WHAT_CAN_WAIT}")
CONVERSATION: Final = literal_column("posts.conversation_id + 0", Integer)
UNOPENED: Final = text("conversations.channel IS NULL")
MANY: Final = 200
EDITS_SEEN: Final = 50
ASIDE_SEEN: Final = 50

Head = aliased(Post, name="head")
_KNOWN: Final = or_(Head.ts.is_not(None), Head.dropped, and_(Head.deleted_ts.is_not(None), Head.threads_lost == 0))
"""What belongs in a thread waits until its head is there, or will never be; an old thread of one is there still."""


_NOW: Final = bindparam("now", type_=Post.due_at.type)
_REAL: Final = bindparam("real", type_=Post.due_at.type)
_MANY: Final = bindparam("many", type_=Integer())
_PUT_OFF: Final = or_(
    Post.next_at.is_(None), Post.next_at <= _REAL, Post.next_at > bindparam("put_off", type_=Post.due_at.type)
)
"""Not put off; nor for longer than any was put off by a clock that has been set back since."""
_DUE: Final = (Post.due_at <= _NOW, _PUT_OFF)
_COME: Final = (Post.due_at <= _NOW, or_(Post.parent_id.is_(None), _KNOWN))
"""Due, and where it belongs in a thread, with a head that is known."""
_RIPE: Final = (*_DUE, or_(Post.parent_id.is_(None), _KNOWN))
FREE: Final = or_(
    Conversation.leased_by.is_(None),
    Conversation.leased_by == bindparam("process", type_=String()),
    Conversation.leased_until <= _REAL,
    Conversation.leased_until > bindparam("lapsed", type_=Post.due_at.type),
)
"""Nobody's, ours, or lapsed; one that lasts longer than any was written by a clock that has been set back since."""
_THERE: Final = Conversation.id == bindparam("conversation", type_=Integer())


def _can_be_said(alone: bool) -> ScalarSelect[bool]:
    """Whether the conversation of a post is there, open, and free for that process."""
    there = and_(Conversation.gone.is_(None), Conversation.channel.is_not(None), is_not_locked(Conversation.workspace))
    reachable = there if alone else and_(there, FREE)
    return select(reachable).where(Conversation.id == Post.conversation_id).correlate(Post).scalar_subquery()


@cache
def owed(alone: bool) -> CompiledStatement:
    """Conversation and head are looked up for each post that is owed, not joined: PostgreSQL, which takes a third of all
    posts for owed, would read both tables whole.
    """
    fresh = func.max(case((Post.ts.is_(None), 1), else_=0))
    head_is_known = select(_KNOWN).where(Head.id == Post.parent_id).correlate(Post).scalar_subquery()
    return CompiledStatement(
        select(CONVERSATION, fresh)
        .where(PRESSING, *_DUE, or_(Post.parent_id.is_(None), head_is_known), _can_be_said(alone))
        .group_by(CONVERSATION)
        .order_by(func.min(Post.due_at))
        .limit(_MANY)
    )


@cache
def waiting(alone: bool) -> CompiledStatement:
    those = select(Post.workspace, Post.conversation_id).where(LOW_PRIORITY_UNSENT, *_DUE, _can_be_said(alone))
    return CompiledStatement(those.order_by(Post.due_at, Post.id).limit(_MANY))


def _in_it(*due: ColumnElement[bool]) -> Select[Any]:
    """The columns of PostRow, then those of HeadRow."""
    here = Post.conversation_id == bindparam("conversation", type_=Integer())
    of_post = (getattr(Post, name) for name in PostRow._fields)
    of_head = (getattr(Head, name) for name in HeadRow._fields)
    return select(*of_post, *of_head).outerjoin(Head, Head.id == Post.parent_id).where(here, UNSHOWN, *due)


_CAN_WAIT: Final = or_(*(Post.kind == kind for kind in sorted(LOW_PRIORITY)))
_FIRST_UNSENT: Final = (
    _in_it(*_COME)
    .where(Post.ts.is_(None), Post.aside.is_(False))
    .order_by(
        case((Post.tried_at.is_(None), 1), else_=0),
        case((_CAN_WAIT, 1), else_=0),
        Post.id,
    )
    .limit(1)
)
_ASIDE: Final = _in_it(*_RIPE).where(Post.ts.is_(None), Post.aside).order_by(Post.id).limit(ASIDE_SEEN)
_STALE: Final = (
    _in_it(*_RIPE)
    .where(Post.ts.is_not(None))
    .order_by(
        case((Post.removed_at.is_(None), 0), else_=1),
        case((Post.edited_at.is_(None), 0), else_=1),
        Post.edited_at,
        Post.id,
    )
    .limit(EDITS_SEEN)
)

FIRST_UNSENT: Final = CompiledStatement(_FIRST_UNSENT)
ASIDE: Final = CompiledStatement(_ASIDE)
STALE: Final = CompiledStatement(_STALE)


def _any_of(those: Select[Any]) -> Exists:
    return exists(those.with_only_columns(Post.id).order_by(None).limit(None))


@cache
def held(alone: bool) -> CompiledStatement:
    """The columns of ConversationRow, and whether the three above would find anything: mostly none does, so they are not asked."""
    there = (_THERE, Conversation.gone.is_(None), is_not_locked(Conversation.workspace))
    ours = (Conversation.leased_by == bindparam("process", type_=String()), Conversation.leased_until > _REAL)
    columns = (getattr(Conversation, name) for name in ConversationRow._fields)
    found = select(*columns, _any_of(_FIRST_UNSENT), _any_of(_ASIDE), _any_of(_STALE))
    return CompiledStatement(found.where(*there, *(() if alone else ours)))


_OPENING: Final = select(Timer.id).where(
    Timer.workspace == Conversation.workspace,
    Timer.kind == Later.OPEN_DM,
    Timer.subject == cast(Conversation.person_id, String),
)
_OWED_THERE: Final = exists().where(Post.conversation_id == Conversation.id, UNSHOWN, Post.due_at <= _NOW)
# One value a person, not EXISTS: PostgreSQL would read all timers that press once, to know for everybody.
_IS_OPENING: Final = _OPENING.correlate(Conversation).scalar_subquery().is_not(None)
_UNOPENED_DMS: Final = (
    select(Conversation.workspace, Conversation.person_id, _IS_OPENING)
    .where(UNOPENED, Conversation.gone.is_(None), is_not_locked(Conversation.workspace), _OWED_THERE)
    .order_by(Conversation.id)
    .limit(MANY)
)

UNOPENED_DMS: Final = CompiledStatement(_UNOPENED_DMS)


def _first_of(*those: TextClause | ColumnElement[bool]) -> ScalarSelect[datetime]:
    return select(Post.due_at).where(*those).order_by(Post.due_at).limit(1).scalar_subquery()


STANDING: Final = CompiledStatement(
    select(Conversation.last_ts, Conversation.paid_until, Conversation.lost_at).where(_THERE)
)
WAS_SAID: Final = CompiledStatement(
    update(Conversation).where(_THERE).values(last_ts=bindparam("newest"), paid_until=bindparam("paid"), lost_at=None)
)
_EVER: Final = Post.due_at > LONG_AGO  # which lets SQLite search the index, as it does from any moment
COMING: Final = CompiledStatement(
    select(
        *(
            _first_of(those, after)
            for after in (_EVER, Post.due_at > _NOW)
            for those in (PRESSING, LOW_PRIORITY_UNSENT)
        ),
        exists(select(EarlyReply.ts)),
        exists(_UNOPENED_DMS.with_only_columns(Conversation.id).order_by(None).limit(None)),
    )
)
_THIS: Final = Post.id == bindparam("post", type_=Integer())
TRIED: Final = CompiledStatement(
    update(Post)
    .where(_THIS, Post.dropped.is_(False), Post.shown < bindparam("revision", type_=Integer()))
    .values(
        tried_at=bindparam("moment"),
        looked_at=None,
        attempts=Post.attempts + 1,
        after_ts=func.coalesce(Post.after_ts, bindparam("known", type_=String())),
        drawn=None,
        drawn_for=None,
    )
)
"""What Slack shows is not known from here on, until the outcome is."""
UNCHANGED: Final = CompiledStatement(
    update(Post)
    .where(_THIS, Post.shown < bindparam("revision", type_=Integer()))
    .where(Post.drawn == bindparam("hash", type_=String()), Post.drawn_for == Post.shown)
    .values(
        shown=bindparam("revision"),
        drawn_for=bindparam("revision"),
        attempts=0,
        trouble_at=None,
        next_at=None,
    )
)


@cache
def shown(columns: tuple[str, ...]) -> CompiledStatement:
    here = Post.ts.is_not_distinct_from(bindparam("of_ts", type_=String()))
    return CompiledStatement(
        update(Post).where(_THIS, here).values({name: bindparam(f"new_{name}") for name in columns})
    )
