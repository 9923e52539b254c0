"""What the bot wants to exist in Slack: rows written in the transaction that made them true."""

import secrets
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import Any, Final

from sqlalchemy import (
    Integer,
    String,
    Update,
    and_,
    bindparam,
    exists,
    func,
    insert,
    literal_column,
    or_,
    select,
    update,
)
from sqlalchemy.orm import Session, aliased

from bot.domain.message_and_timer_kinds import Says
from storage.database import inserting
from storage.delivery_models import Conversation, Post
from storage.delivery_statements import UNSHOWN

# Not the bare column: sorted by it, SQLite would walk all posts of the workspace where it finds none of those.
NUMBER: Final = literal_column("posts.id + 0", Integer)
_CHANNEL: Final = select(Conversation).where(
    Conversation.workspace == bindparam("workspace", type_=String()),
    Conversation.channel == bindparam("channel", type_=String()),
)
_NAMED: Final = select(Post).where(
    Post.workspace == bindparam("workspace", type_=String()),
    Post.kind == bindparam("kind", type_=String()),
    Post.subject == bindparam("subject", type_=String()),
)
_FOUND: Final = _NAMED.order_by(NUMBER.desc()).limit(1)
_HERE: Final = _NAMED.where(Post.conversation_id == bindparam("conversation", type_=Integer()))
_ABOUT: Final = (
    Post.workspace == bindparam("workspace", type_=String()),
    Post.kind == bindparam("kind", type_=String()),
    Post.subject.in_(bindparam("subjects", expanding=True, type_=String())),
)
_THOSE: Final = select(Post).where(*_ABOUT).order_by(NUMBER)
_ANY_OF_THOSE: Final = select(Post.id).where(*_ABOUT).limit(1)
_DUE_AT: Final = select(Post.subject, Post.due_at).where(*_ABOUT).order_by(NUMBER)
_WITHDRAWN: Final = (
    update(Post)
    .where(Post.workspace == bindparam("of", type_=String()), Post.kind == bindparam("about", type_=String()))
    .where(Post.subject.in_(bindparam("subjects", expanding=True, type_=String())))
    .where(Post.ts.is_(None), Post.tried_at.is_(None), Post.dropped.is_(False))
    .values(dropped=True)
)


def channel_conversation(db: Session, workspace: str, channel: str) -> Conversation:
    """The conversation of a channel, made on first use."""
    where = {"workspace": workspace, "channel": channel}
    while (found := db.scalar(_CHANNEL, where)) is None:
        _make(db, [where])
    return found


def person_conversations(db: Session, workspace: str, person_ids: Collection[int]) -> dict[int, Conversation]:
    """The DMs of people, by person, made on first use; Slack's ids of them come later. A few statements, however many."""
    while new := set(person_ids) - (known := _dms(db, workspace, person_ids)).keys():
        _make(db, [{"workspace": workspace, "person_id": one} for one in sorted(new)])
    return known


def _dms(db: Session, workspace: str, person_ids: Collection[int]) -> dict[int, Conversation]:
    theirs = (Conversation.workspace == workspace, Conversation.person_id.in_(person_ids))
    return {one.person_id: one for one in db.scalars(select(Conversation).where(*theirs)) if one.person_id is not None}


def _make(db: Session, rows: Sequence[Mapping[str, object]]) -> None:
    """Those that no other process has made just now: then look again."""
    db.execute(inserting(db, Conversation).on_conflict_do_nothing(), rows)


def find(db: Session, workspace: str, kind: str, subject: str) -> Post | None:
    """The newest post of that kind about that subject."""
    return db.scalars(_FOUND, {"workspace": workspace, "kind": str(kind), "subject": subject}).first()


def unsent_of(db: Session, set_id: int, kind: Says, after: datetime) -> Post | None:
    """A post of that kind of a set that is due after that moment (UTC), and was not tried yet."""
    of_set = (Post.set_id == set_id, Post.due_at > after, Post.kind == kind)
    unsent = (Post.ts.is_(None), Post.tried_at.is_(None), Post.dropped.is_(False))
    return db.scalars(select(Post).where(*of_set, *unsent).order_by(Post.id).limit(1)).first()


def notices_not_sent(db: Session, set_id: int, person_ids: Collection[int]) -> Sequence[Post]:
    """The notices of a set that are to be sent to people by direct message, and were not tried yet, oldest first."""
    if not person_ids:
        return ()
    return db.scalars(_NOTICES_NOT_SENT, {"set_id": set_id, "person_ids": list(person_ids)}).all()


_NOTICES_NOT_SENT: Final = (
    select(Post)
    .join(Conversation, Conversation.id == Post.conversation_id)
    .where(Conversation.person_id.in_(bindparam("person_ids", expanding=True, type_=Integer())))
    .where(UNSHOWN, Post.kind == Says.NOTICE, Post.set_id == bindparam("set_id", type_=Integer()))
    .where(Post.ts.is_(None), Post.tried_at.is_(None), Post.dropped.is_(False))
    .order_by(Post.id)
)


def those(db: Session, workspace: str, kind: Says, subjects: Collection[str]) -> Sequence[Post]:
    """The posts of that kind about these subjects, oldest first."""
    return db.scalars(_THOSE, {"workspace": workspace, "kind": str(kind), "subjects": list(subjects)}).all()


def due_at(db: Session, workspace: str, kind: Says, subjects: Collection[str]) -> Mapping[str, datetime]:
    """When the posts of that kind about these subjects are, or were, due (UTC), by subject."""
    db.flush()
    asked = {"workspace": workspace, "kind": kind.value, "subjects": list(subjects)}
    return {row.subject: row.due_at for row in db.connection().execute(_DUE_AT, asked)}


def to_be_said(db: Session, workspace: str, subject: str, now: datetime) -> Post | None:
    """The notice about that subject that is to be sent only after that moment (UTC); one that was sent leaves it to another."""
    found = find(db, workspace, Says.NOTICE, subject)
    if found is not None and (found.due_at <= now or found.ts is not None or found.dropped):
        found.subject = f"{found.subject}:{found.id}"
        db.flush()
        return None
    return found


def is_latest(db: Session, post_id: int) -> bool:
    """Whether nothing of ours stands below it in its thread, or for one outside of threads at the top of its channel.

    Notices do not count: they have buttons of their own and take no controls.
    """
    later = aliased(Post)
    below = exists().where(later.id > Post.id, later.dropped.is_(False), later.kind != Says.NOTICE)
    in_thread = below.where(later.parent_id == Post.parent_id)
    at_top = below.where(later.conversation_id == Post.conversation_id, later.parent_id.is_(None))
    after = or_(in_thread, and_(Post.parent_id.is_(None), at_top))  # each half has an index of its own
    return bool(db.scalar(select(~after).where(Post.id == post_id)))


def retire(db: Session, post: Post) -> None:
    """Let a newer message about the same stand below: this one has a subject of its own from now on, and is drawn anew."""
    post.subject, post.wanted = f"{post.subject}:{post.id}", post.wanted + 1
    db.flush()


def at(db: Session, workspace: str, channel: str, ts: str) -> Post | None:
    """The post that is, or was, the message with this `ts` in a channel."""
    here = (Conversation.workspace == workspace, Conversation.channel == channel)
    where = select(Conversation.id).where(*here).scalar_subquery()
    of_ours = (Post.workspace == workspace, Post.conversation_id == where)
    return db.scalar(select(Post).where(*of_ours, or_(Post.ts == ts, Post.deleted_ts == ts)))


def post_anew(post: Post, *, thread_stays: bool) -> None:
    """It was deleted: it is wanted again, as a message that was never sent. Its thread, if it stays, is where it was."""
    if post.parent_id is None:
        post.deleted_ts, post.threads_lost, post.link = post.ts, int(not thread_stays), None
    post.key, post.ts, post.shown, post.reposted = secrets.token_hex(12), None, 0, post.reposted + 1
    post.tried_at = post.looked_at = post.after_ts = post.edited_at = post.trouble_at = post.next_at = None
    post.attempts, post.aside, post.plain = 0, False, False
    post.drawn = post.drawn_for = None


def stays_deleted(post: Post, *, thread_stays: bool) -> None:
    """It was deleted, and that is that: it is edited no more, and carries nothing."""
    post.dropped, post.tried_at = True, None
    post.drawn = post.drawn_for = None
    if post.parent_id is None and not thread_stays:
        post.threads_lost = len(post.threads)


def lose_thread(head: Post) -> None:
    """Nothing can be said in the thread under it that was used so far; the card says no more that it goes on there."""
    head.threads_lost, head.wanted = head.threads_lost + 1, Post.wanted + 1


def settle(db: Session, workspace: str, subjects: Collection[str], *, drops_unsent: bool = False) -> bool:
    """These notices make no sense any more: they lose their buttons. Says whether one still had them.

    With `drops_unsent` those that wait for their hour are not sent at all.
    """
    if not are_any(db, workspace, subjects):  # as nearly always
        return False
    standing = [one for one in those(db, workspace, Says.NOTICE, subjects) if not one.facts.get("settled")]
    for post in standing:
        post.dropped = post.dropped or (drops_unsent and post.ts is None and post.tried_at is None)
        post.facts, post.wanted = {**post.facts, "settled": True}, post.wanted + 1
    return bool(standing)


def are_any(db: Session, workspace: str, subjects: Collection[str]) -> bool:
    """Whether there are notices about any of these subjects."""
    db.flush()
    asked = {"workspace": workspace, "kind": Says.NOTICE.value, "subjects": list(subjects)}
    return db.connection().execute(_ANY_OF_THOSE, asked).first() is not None


def is_waiting(post: Post) -> bool:
    """Whether it is to be sent, and was not tried yet."""
    return post.ts is None and post.tried_at is None and not post.dropped


def people_in(db: Session, conversation_ids: Collection[int]) -> Mapping[int, int]:
    """With whom these direct messages are, by the rows of both; one statement, and none where there are none."""
    if not conversation_ids:
        return {}
    found = select(Conversation.id, Conversation.person_id).where(Conversation.id.in_(conversation_ids))
    return {where: person for where, person in db.execute(found) if person is not None}


def withdraw(db: Session, workspace: str, kind: Says, subjects: Collection[str]) -> None:
    """These make no sense any more where they have never been sent; what is there stays."""
    db.flush()
    db.connection().execute(_WITHDRAWN, {"of": workspace, "about": kind.value, "subjects": list(subjects)})


def is_taken_off(db: Session, post: Post) -> bool:
    """Whether a message was never sent, nor is being sent just now: from now on it is not sent any more."""
    withdraw(db, post.workspace, Says(post.kind), [post.subject])
    db.refresh(post)
    return post.dropped and post.ts is None and post.tried_at is None


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
        _HERE,
        {
            "workspace": conversation.workspace,
            "kind": str(kind),
            "subject": subject,
            "conversation": conversation.id,
        },
    )
    if known is not None:
        if known.dropped:
            _begin_afresh(known)
        known.wanted, known.facts = known.wanted + 1, {**known.facts, **facts}
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


def _begin_afresh(post: Post) -> None:
    """One that was dropped, or given up, is wanted after all: what became of it before does not count."""
    post.dropped, post.attempts, post.trouble_at, post.next_at = False, 0, None, None
    post.aside = post.plain = False
    if post.deleted_ts is None:
        post.threads_lost = 0


def add(
    db: Session,
    kind: str,
    each: Sequence[tuple[Conversation, str]],
    *,
    due_at: datetime,
    set_id: int | None,
    parent_id: int | None,
    facts: Mapping[str, Any],
) -> None:
    """New posts, each about a subject in a conversation, of which none exists yet: one statement, however many they are."""
    add_all(db, kind, [(where, subject, due_at, facts) for where, subject in each], set_id=set_id, parent_id=parent_id)


def add_all(
    db: Session,
    kind: str,
    each: Sequence[tuple[Conversation, str, datetime, Mapping[str, Any]]],
    *,
    set_id: int | None,
    parent_id: int | None,
) -> None:
    """The same, each with when it is due (UTC) and facts of its own."""
    shared = {"parent_id": parent_id, "set_id": set_id, "kind": kind}
    rows = [
        {**shared, **_new(where), "subject": subject, "due_at": due_at, "facts": dict(facts)}
        for where, subject, due_at, facts in each
    ]
    if rows:
        db.execute(insert(Post), rows)


def _new(where: Conversation) -> dict[str, Any]:
    return {"workspace": where.workspace, "conversation_id": where.id, "key": secrets.token_hex(12)}


def bump(
    db: Session,
    workspace: str,
    subjects: Mapping[Says, Collection[str]],
    threads: Collection[int] = (),
    new: Collection[int] = (),
) -> bool:
    """What these posts, by their kind, show has changed: they are wanted in a newer revision. Whether there is any.

    So is the latest message under each of `threads`, which carries the controls; `new` ones are not drawn yet anyway.
    Two statements, each with its index: PostgreSQL would read every post for both in one.
    """
    given: dict[str, object] = {"of": workspace}
    for number, (kind, those) in enumerate(subjects.items()):
        given |= {f"kind{number}": str(kind), f"subjects{number}": sorted(those)}
    found = _bump(db, _named(len(subjects)), given) if subjects else 0
    if threads:
        found += _bump(db, _LATEST_UNDER, {"threads": sorted(threads), "new": sorted(new)})
    return found > 0


def _bump(db: Session, bumped: Update, given: Mapping[str, object]) -> int:
    """How many there are."""
    db.flush()
    return db.connection().execute(bumped, given).rowcount


@cache
def _named(kinds: int) -> Update:
    """One condition a kind."""
    named = (
        and_(
            Post.workspace == bindparam("of"),
            Post.kind == bindparam(f"kind{number}"),
            Post.subject.in_(bindparam(f"subjects{number}", expanding=True)),
        )
        for number in range(kinds)
    )
    return update(Post).where(or_(*named)).values(wanted=Post.wanted + 1)


def _latest_under() -> Update:
    below = aliased(Post)
    old = (
        below.parent_id.in_(bindparam("threads", expanding=True)),
        below.id.not_in(bindparam("new", expanding=True)),
        below.dropped.is_(False),
        below.kind != Says.NOTICE,
    )
    latest = select(func.max(below.id)).where(*old).group_by(below.parent_id)
    return update(Post).where(Post.id.in_(latest)).values(wanted=Post.wanted + 1)


_LATEST_UNDER: Final = _latest_under()
