"""What delivery asks of the database: which conversations are owed something, who sends there, and what comes next."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final, NamedTuple

from sqlalchemy import (
    ColumnElement,
    Integer,
    and_,
    bindparam,
    case,
    func,
    literal,
    select,
    update,
)
from sqlalchemy.orm import Session

from bot.domain.delivery import LEASE, LONGEST_BACK_OFF
from storage import delivery_statements as statements
from storage.columns import UtcDateTime
from storage.compiled_statements import CompiledStatement, Connected
from storage.delivery_models import Conversation, Post
from storage.delivery_rows import ConversationRow, HeadRow, PostRow, post_and_head
from storage.delivery_statements import MANY
from storage.models import Person

CALM: Final = {"tried_at": None, "attempts": 0, "trouble_at": None, "next_at": None}


@dataclass(frozen=True, slots=True)
class Moment:
    """When delivery looks: `now` by the clock, `real` in real time; and for which process, None where no other can be alive."""

    now: datetime
    real: datetime
    process: str | None

    @property
    def values(self) -> dict[str, object]:
        """What the statements below ask for. Beyond the last two only a clock that has been set back since can have written."""
        return {
            "now": self.now,
            "real": self.real,
            "process": self.process,
            "put_off": self.real + LONGEST_BACK_OFF * 2,
            "lapsed": self.real + LEASE * 2,
        }


def owed(db: Connected, at: Moment, besides: int) -> dict[int, bool]:
    """The conversations with something due that cannot wait, free or ours already, and whether it is a message never sent.

    So many at a time, `besides` those that are ours: the longest due come first.
    """
    found = statements.owed(at.process is None).execute(db, {**at.values, "many": MANY + besides})
    return {conversation_id: bool(is_fresh) for conversation_id, is_fresh in found.rows}


def low_priority(db: Connected, at: Moment, limit: int) -> list[tuple[str, int]]:
    """The conversations (workspace and id) with a message due that can wait, free or ours already: the longest due first."""
    found = statements.waiting(at.process is None).execute(db, {**at.values, "many": limit})
    return list(dict.fromkeys((workspace, conversation_id) for workspace, conversation_id in found.rows))


def lease(db: Session, ids: Iterable[int], process: str, real: datetime, until: datetime) -> frozenset[int]:
    """Take those of the conversations that are still free; what somebody else is just writing to is left alone."""
    free = db.scalars(
        select(Conversation.id)
        .where(Conversation.id.in_(ids), statements.FREE)
        .order_by(Conversation.id)
        .with_for_update(skip_locked=True, key_share=True),
        Moment(real, real, process).values,
    ).all()
    db.execute(
        update(Conversation)
        .where(Conversation.id.in_(free))
        .values(leased_by=process, leased_until=until)
        .execution_options(synchronize_session=False)
    )
    return frozenset(free)


def extend(db: Connected, ids: Iterable[int], process: str, real: datetime, until: datetime) -> frozenset[int]:
    """Lengthen leases that have not lapsed, and say which ones those were."""
    ours = update(Conversation).where(
        Conversation.id.in_(ids), Conversation.leased_by == process, Conversation.leased_until > real
    )
    kept = db.connection().scalars(ours.values(leased_until=until).returning(Conversation.id))
    return frozenset(kept)


def free(db: Session, process: str, conversation_id: int | None = None) -> None:
    """Give back the lease of one conversation, or all those of a process."""
    given_back = update(Conversation).where(Conversation.leased_by == process)
    if conversation_id is not None:
        given_back = given_back.where(Conversation.id == conversation_id)
    db.execute(given_back.values(leased_by=None, leased_until=None).execution_options(synchronize_session=False))


class HeldConversation(NamedTuple):
    """A conversation that may be sent to, and whether there is a message to be posted, one that stepped aside, or a stale one."""

    conversation: ConversationRow
    has_unsent: bool
    has_aside: bool
    has_stale: bool


def held(db: Connected, conversation_id: int, at: Moment) -> HeldConversation | None:
    """The conversation, as long as the process holds it, or no other can, and it is not gone."""
    given = {**at.values, "conversation": conversation_id}
    rows = statements.held(at.process is None).execute(db, given).rows
    return HeldConversation(ConversationRow(*rows[0][:-3]), *map(bool, rows[0][-3:])) if rows else None


def first_unsent(db: Connected, conversation_id: int, at: Moment) -> tuple[PostRow, HeadRow | None] | None:
    """The next message to be posted there, with the head of its thread: an unclear outcome first, then the oldest.

    One that failed just now is waited for; one that has stepped aside is not. What can wait lets the others go first
    here too.
    """
    return next(iter(_read(db, statements.FIRST_UNSENT, conversation_id, at)), None)


def aside(db: Connected, conversation_id: int, at: Moment) -> list[tuple[PostRow, HeadRow | None]]:
    """The messages that have stepped aside and may be tried again, the oldest first."""
    return _read(db, statements.ASIDE, conversation_id, at)


def _read(
    db: Connected, asked: CompiledStatement, conversation_id: int, at: Moment
) -> list[tuple[PostRow, HeadRow | None]]:
    return [post_and_head(row) for row in asked.execute(db, {**at.values, "conversation": conversation_id}).rows]


def newest_reply(db: Connected, post_id: int) -> str | None:
    """The `ts` of our newest message under a post."""
    there = (Post.parent_id == post_id, Post.ts.is_not(None), Post.dropped.is_(False))
    return db.connection().scalar(select(Post.ts).where(*there).order_by(Post.id.desc()).limit(1))


def stale(db: Connected, conversation_id: int, at: Moment) -> list[tuple[PostRow, HeadRow | None]]:
    """The messages there that show an old revision, the longest untouched first; those that are to be deleted come last."""
    return _read(db, statements.STALE, conversation_id, at)


def unopened(db: Connected, now: datetime) -> list[tuple[str, int, bool]]:
    """People (workspace and id) who are owed a message in a DM that is not open, and whether somebody is about to open it.

    So many at a time, those that are being opened among them: that bounds what is looked through, and what is asked of Slack.
    """
    rows = statements.UNOPENED_DMS.execute(db, {"now": now}).rows
    return [(workspace, person_id, is_opening) for workspace, person_id, is_opening in rows if person_id is not None]


def lock_people(db: Session, ids: Iterable[int]) -> None:
    """Hold these people's rows until the unit of work ends, so that two processes do not write the same timer."""
    db.execute(select(Person.id).where(Person.id.in_(ids)).order_by(Person.id).with_for_update(key_share=True))


def standing(db: Connected, conversation_id: int) -> tuple[str | None, datetime | None, datetime | None]:
    """The newest `ts` known there, up to when what was sent is paid for, and when it was lost, all before what comes next."""
    ((last_ts, paid_until, lost_at),) = statements.STANDING.execute(db, {"conversation": conversation_id}).rows
    return last_ts, paid_until, lost_at


def was_said(db: Connected, conversation_id: int, last_ts: str, paid_until: datetime) -> None:
    """A message of ours is there: a loss is over."""
    statements.WAS_SAID.execute(db, {"conversation": conversation_id, "newest": last_ts, "paid": paid_until})


def pay(db: Session, conversation_id: int, paid_until: datetime) -> None:
    """Something was done there that keeps to the pace of new messages."""
    db.execute(update(Conversation).where(Conversation.id == conversation_id).values(paid_until=paid_until))


def unreachable(db: Session, workspace: str, person_id: int, now: datetime) -> None:
    """A person cannot be written to: marked as such, and what was never posted to them is dropped.

    That something did not reach them is kept with the moment of the first, until they have been told.
    """
    dms = select(Conversation.id).where(Conversation.workspace == workspace, Conversation.person_id == person_id)
    waiting = (Post.conversation_id.in_(dms), Post.ts.is_(None), Post.dropped.is_(False))
    has_missed = db.scalar(select(Post.id).where(*waiting).limit(1)) is not None
    _change(db, and_(*waiting), dropped=True, tried_at=None)
    values: dict[str, object] = {"reachable": False}
    values |= {"missed_at": func.coalesce(Person.missed_at, now)} if has_missed else {}
    db.execute(update(Person).where(Person.workspace == workspace, Person.id == person_id).values(**values))


def close_dm(db: Session, conversation_id: int) -> None:
    """Slack's id of a person's DM is asked for anew before anything is said there."""
    theirs = (Conversation.id == conversation_id, Conversation.person_id.is_not(None))
    db.execute(update(Conversation).where(*theirs).values(channel=None).execution_options(synchronize_session=False))


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


class Coming(NamedTuple):
    """When the first post is due (UTC) of those that cannot wait, of those that can, and of all after now; whether replies wait,
    and whether people are owed a message in a DM that is not open.
    """

    pressing: datetime | None
    low_priority: datetime | None
    after_now: datetime | None
    replies: bool
    unopened: bool


def coming(db: Connected, now: datetime) -> Coming:
    """What there is for delivery to look at, in one statement: nearly every look finds nothing due."""
    ((pressing, low_priority, *after, replies, unopened),) = statements.COMING.execute(db, {"now": now}).rows
    after_now = min((one for one in after if one is not None), default=None)
    return Coming(pressing, low_priority, after_now, bool(replies), bool(unopened))


def failed(db: Session, post_id: int, real: datetime, **values: object) -> None:
    """It is in trouble, from now on or since before; not since a moment that a clock set back has yet to reach."""
    since = case((Post.trouble_at <= real, Post.trouble_at), else_=literal(real, UtcDateTime))
    _change(db, Post.id == post_id, trouble_at=since, **values)


def tried(db: Connected, post_id: int, revision: int, real: datetime, after_ts: str) -> bool:
    """Write down that a call is about to be made; False where the post is not to be sent any more."""
    given = {"post": post_id, "revision": revision, "moment": real, "known": after_ts}
    return statements.TRIED.execute(db, given).written > 0


def shown(db: Connected, post_id: int, revision: int, of_ts: str | None, **more: object) -> None:
    """Slack shows this revision now; nothing is unclear any more.

    `of_ts` is the message that was edited, None for one that was posted: what has been deleted since is left alone.
    """
    values = {"shown": revision, **CALM, "plain": False, **more}
    given = {f"new_{name}": value for name, value in values.items()}
    statements.shown(tuple(values)).execute(db, {"post": post_id, "of_ts": of_ts, **given})


def unchanged(db: Connected, post_id: int, revision: int, drawn: str | None) -> None:
    """Slack shows what this revision draws to, as far as nothing was sent, deleted or found since that was read."""
    statements.UNCHANGED.execute(db, {"post": post_id, "revision": revision, "hash": drawn})


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


def removed(db: Session, post_id: int) -> None:
    """It is not there any more, so its row goes; that of a head only once nothing is left under it."""
    post = db.get(Post, post_id)
    if post is None or post.removed_at is None:
        return
    if db.scalar(_BELOW, {"head": post_id}) is not None:
        post.dropped, post.tried_at = True, None
        return
    head = db.get(Post, post.parent_id) if post.parent_id is not None else None
    db.delete(post)
    db.flush()
    if head is not None and head.removed_at is not None and head.dropped:
        removed(db, head.id)


_BELOW: Final = select(Post.id).where(Post.parent_id == bindparam("head", type_=Integer())).limit(1)


def _change(db: Session, where: ColumnElement[bool], **values: object) -> None:
    db.execute(update(Post).where(where).values(**values).execution_options(synchronize_session=False))
