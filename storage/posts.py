"""What the bot wants to exist in Slack: rows written in the transaction that made them true."""

import secrets
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import and_, func, insert, or_, select, update
from sqlalchemy.orm import Session

from bot.domain.outgoing import Says
from storage.outgoing import Conversation, Post


def channel_conversation(db: Session, workspace: str, channel: str) -> Conversation:
    """The conversation of a channel, made on first use."""
    found = db.scalar(select(Conversation).where(Conversation.workspace == workspace, Conversation.channel == channel))
    return found or _made(db, Conversation(workspace=workspace, channel=channel))


def person_conversation(db: Session, workspace: str, person_id: int) -> Conversation:
    """The DM of a person, made on first use; Slack's id of it comes later."""
    found = db.scalar(
        select(Conversation).where(Conversation.workspace == workspace, Conversation.person_id == person_id)
    )
    return found or _made(db, Conversation(workspace=workspace, person_id=person_id))


def _made(db: Session, conversation: Conversation) -> Conversation:
    db.add(conversation)
    db.flush()
    return conversation


def find(db: Session, workspace: str, kind: str, subject: str) -> Post | None:
    """The newest post of that kind about that subject."""
    return db.scalars(
        select(Post)
        .where(Post.workspace == workspace, Post.kind == kind, Post.subject == subject)
        .order_by(Post.id.desc())
        .limit(1)
    ).first()


def count_under(db: Session, post_id: int, *, but: Says) -> int:
    """How many messages hang under a post, without those of one kind."""
    under = select(func.count()).select_from(Post).where(Post.parent_id == post_id, Post.dropped.is_(False))
    return db.scalar(under.where(Post.kind != but)) or 0


def count_since(db: Session, first: Post) -> int:
    """How many messages stand at the top level of a conversation from that one on, itself among them."""
    here = select(func.count()).select_from(Post).where(Post.conversation_id == first.conversation_id)
    at_top = here.where(Post.parent_id.is_(None), Post.dropped.is_(False), Post.id >= first.id)
    return db.scalar(at_top) or 0


def put(
    db: Session,
    conversation: Conversation,
    kind: str,
    subject: str,
    *,
    due_at: datetime,
    set_id: int | None,
    parent_id: int | None,
    facts: dict[str, Any],
) -> Post:
    """A new post; where the same one exists already, it is wanted once more instead."""
    known = db.scalar(
        select(Post).where(
            Post.workspace == conversation.workspace,
            Post.kind == kind,
            Post.subject == subject,
            Post.conversation_id == conversation.id,
        )
    )
    if known is not None:
        known.wanted, known.facts, known.dropped = known.wanted + 1, {**known.facts, **facts}, False
        return known
    post = Post(
        workspace=conversation.workspace,
        key=secrets.token_hex(12),
        conversation_id=conversation.id,
        parent_id=parent_id,
        set_id=set_id,
        kind=kind,
        subject=subject,
        facts=facts,
        due_at=due_at,
    )
    db.add(post)
    db.flush()
    return post


def add(
    db: Session,
    conversation: Conversation,
    kind: str,
    subjects: Sequence[str],
    *,
    due_at: datetime,
    set_id: int | None,
    parent_id: int | None,
) -> None:
    """New posts, one a subject, of which none exists yet: one statement, however many they are."""
    shared = {
        "workspace": conversation.workspace,
        "conversation_id": conversation.id,
        "parent_id": parent_id,
        "set_id": set_id,
        "kind": kind,
        "facts": {},
        "due_at": due_at,
    }
    if subjects:
        rows = [{**shared, "key": secrets.token_hex(12), "subject": subject} for subject in subjects]
        db.execute(insert(Post), rows)


def bump(db: Session, workspace: str, subjects: Mapping[Says, Collection[str]]) -> None:
    """What these posts, by their kind, show has changed: they are wanted in a newer revision."""
    if not subjects:
        return
    named = [
        and_(Post.workspace == workspace, Post.kind == kind, Post.subject.in_(sorted(those)))
        for kind, those in subjects.items()
    ]
    db.execute(
        update(Post).where(or_(*named)).values(wanted=Post.wanted + 1).execution_options(synchronize_session=False)
    )
