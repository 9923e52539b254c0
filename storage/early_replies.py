"""Replies that arrived before the head of their thread was known to us."""

from typing import Final

from sqlalchemy import Exists, String, and_, bindparam, delete, exists, select
from sqlalchemy.orm import Session

from bot.domain.delivery import Reply
from storage.compiled_statements import CompiledStatement
from storage.database import inserting
from storage.delivery_models import Conversation, EarlyReply, Post
from storage.delivery_statements import UNSHOWN

MANY: Final = 100
_IS_IN: Final = Post.conversation_id == Conversation.id
_WAITING_FOR: Final = CompiledStatement(
    select(
        exists().where(
            EarlyReply.workspace == bindparam("workspace", type_=String()),
            EarlyReply.thread_ts == bindparam("thread_ts", type_=String()),
        )
    )
)


def put(db: Session, reply: Reply) -> None:
    """Keep a reply until the head of its thread is known. The same one again changes nothing."""
    row = {name: getattr(reply, name) for name in ("workspace", "channel", "ts", "thread_ts", "user")}
    db.execute(inserting(db, EarlyReply).values(row).on_conflict_do_nothing())


def waiting_for(db: Session, workspace: str, thread_ts: str) -> bool:
    """Whether a reply waits for the message with this `ts`."""
    return bool(_WAITING_FOR.scalar(db, {"workspace": workspace, "thread_ts": thread_ts}))


def may_be_ours(db: Session, workspace: str, channel: str) -> bool:
    """Whether a thread that we do not know could be one of ours: the channel has a post without a `ts`."""
    return bool(db.scalar(select(_unsent_in(workspace, channel))))


def found(db: Session) -> list[Reply]:
    """The replies whose head is known by now, in the order in which they were written."""
    rows = db.scalars(
        select(EarlyReply)
        .join(
            Conversation,
            (Conversation.workspace == EarlyReply.workspace) & (Conversation.channel == EarlyReply.channel),
        )
        .join(Post, and_(Post.workspace == EarlyReply.workspace, _IS_IN, Post.ts == EarlyReply.thread_ts))
        .order_by(EarlyReply.ts)
        .limit(MANY)
    )
    return [Reply(row.workspace, row.channel, row.thread_ts, row.user, row.ts) for row in rows]


def forget(db: Session, reply: Reply) -> None:
    db.execute(
        delete(EarlyReply).where(
            EarlyReply.workspace == reply.workspace, EarlyReply.channel == reply.channel, EarlyReply.ts == reply.ts
        )
    )


def clear(db: Session) -> None:
    """Forget replies in channels where nothing of ours is without a `ts`: they were in threads of other people."""
    known = (
        exists()
        .where(Conversation.workspace == EarlyReply.workspace, Conversation.channel == EarlyReply.channel)
        .where(Post.workspace == EarlyReply.workspace, _IS_IN, Post.ts == EarlyReply.thread_ts)
    )
    unsent = (
        exists()
        .where(Conversation.workspace == EarlyReply.workspace, Conversation.channel == EarlyReply.channel)
        .where(_IS_IN, Post.ts.is_(None), UNSHOWN)
    )
    db.execute(delete(EarlyReply).where(~known, ~unsent).execution_options(synchronize_session=False))


def _unsent_in(workspace: str, channel: str) -> Exists:
    return exists().where(
        Conversation.workspace == workspace,
        Conversation.channel == channel,
        _IS_IN,
        Post.ts.is_(None),
        UNSHOWN,
    )
