"""Channels whose id changes, and sets that move from one to another."""

from collections.abc import Collection
from typing import Final

from sqlalchemy import ColumnElement, Select, String, cast, delete, false, func, insert, literal, select, true, update
from sqlalchemy.orm import Session

from bot.domain.message_and_timer_kinds import Says
from storage.delivery_models import Conversation, EarlyReply, Post
from storage.posts import channel_conversation

CARDS: Final = (Says.STEP_CARD, Says.SLOT_CARD)
NEVER_SENT: Final = {
    "ts": None, "shown": 0, "tried_at": None, "looked_at": None, "after_ts": None, "edited_at": None, "trouble_at": None,
    "next_at": None, "attempts": 0, "aside": False, "plain": False, "deleted_ts": None, "threads_lost": 0, "link": None,
    "drawn": None, "drawn_for": None,
}  # fmt: skip
"""A post as it was before anything was tried."""


def rename(db: Session, workspace: str, old: str, new: str) -> None:
    """The conversation that was `old` is `new` from now on; one that was there before, of a set that has ended, changes places.

    Any post of that one would be said in the wrong channel, so none is.
    """
    either = (Conversation.workspace == workspace, Conversation.channel.in_((old, new)))
    found = {one.channel: one for one in db.scalars(select(Conversation).where(*either))}
    mine, other = found.get(old), found.get(new)
    if other is not None:
        db.execute(update(Post).where(*_in(other)).values(dropped=True, tried_at=None))
        other.channel = f"-{other.id}"
        db.flush()
    if mine is not None:
        mine.channel = new
        db.flush()
    if other is not None:
        other.channel = old
    strays = (EarlyReply.workspace == workspace, EarlyReply.channel == old)
    db.execute(update(EarlyReply).where(*strays).values(channel=new).execution_options(synchronize_session=False))


def post_anew(
    db: Session, conversation: Conversation, set_id: int, meetings: Collection[int], *, is_open: bool
) -> None:
    """The set is in another channel: what still holds is said there, what belongs to the past stays where it was said.

    It holds: the charter, the cards of those `meetings`, and where one `is_open` the card of its step, with the latest
    message under it. What was never sent is owed as before.
    """
    kept = set(db.scalars(_standing(conversation, set_id, meetings)))
    if is_open:
        card = select(func.max(Post.id)).where(*_live(conversation, set_id), Post.kind.in_(CARDS)).scalar_subquery()
        below = (*_live(conversation, set_id), Post.parent_id == card, Post.kind != Says.NOTICE)
        found = db.execute(select(card, select(func.max(Post.id)).where(*below).scalar_subquery())).one()
        kept |= {one for one in found if one is not None}
    sent = (*_in(conversation), Post.ts.is_not(None))
    without = {**NEVER_SENT, "tried_at": None}
    db.execute(update(Post).where(*sent, Post.id.not_in(kept)).values(dropped=True, **without))
    db.execute(update(Post).where(*sent, Post.id.in_(kept)).values(**without))
    of_old = (EarlyReply.workspace == conversation.workspace, EarlyReply.channel == conversation.channel)
    db.execute(delete(EarlyReply).where(*of_old))
    conversation.gone = conversation.last_ts = conversation.paid_until = conversation.free_at = None
    for row in [one for one in db.identity_map.values() if isinstance(one, Post)]:
        db.expire(row)  # the updates above changed them; the people of the set are as they were read


MOVED: Final = "moved:"
"""What a message that stays in the channel of before is about."""


def remember(db: Session, conversation: Conversation, old: str) -> None:
    """What was said in the channel of before stays there: of each message a row remembers which it is, so that it can be deleted."""
    there = channel_conversation(db, conversation.workspace, old)
    copied = select(
        Post.workspace,
        literal(MOVED) + cast(there.id, String) + ":" + cast(Post.id, String),
        literal(there.id),
        Post.set_id,
        literal(Says.NOTICE.value),
        literal(MOVED) + cast(Post.id, String),
        literal({}, Post.facts.type),
        Post.due_at,
        literal(1),
        literal(1),
        Post.ts,
        literal(0),
        false(),
        true(),
        false(),
        literal(0),
        literal(0),
    ).where(*_in(conversation), Post.ts.is_not(None), Post.removed_at.is_(None))
    db.execute(insert(Post).from_select(_COPIED, copied))


_COPIED: Final = (
    "workspace", "key", "conversation_id", "set_id", "kind", "subject", "facts", "due_at", "wanted", "shown", "ts",
    "attempts", "plain", "dropped", "aside", "reposted", "threads_lost",
)  # fmt: skip


def _live(conversation: Conversation, set_id: int) -> tuple[ColumnElement[bool], ...]:
    return (Post.conversation_id == conversation.id, Post.set_id == set_id, Post.dropped.is_(False))


def _in(conversation: Conversation) -> tuple[ColumnElement[bool], ...]:
    """The workspace is named since the index by `ts` begins with it."""
    return (Post.workspace == conversation.workspace, Post.conversation_id == conversation.id)


def _standing(conversation: Conversation, set_id: int, meetings: Collection[int]) -> Select[int]:
    cards = (Post.kind == Says.AGENDA) & Post.subject.in_([str(one) for one in meetings])
    charter = (Post.kind == Says.CHARTER) & (Post.subject == str(set_id))
    return select(Post.id).where(*_live(conversation, set_id), cards | charter)
