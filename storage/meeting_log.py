"""The messages of a meeting as they are in `posts`, in the order of posting: one statement, built once."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Integer,
    String,
    and_,
    bindparam,
    func,
    or_,
    select,
    text,
    union_all,
)
from sqlalchemy.orm import Session

from bot.domain.meeting.log_entries import Entry, Key
from bot.domain.meeting.value import Meeting
from bot.domain.message_and_timer_kinds import Says
from bot.domain.states import OVER
from storage.delivery_models import Conversation, Post
from storage.json_rows import table_of
from storage.meeting_keys import Names
from storage.models import Set

posts, conversations = table_of(Post), table_of(Conversation)
HEADS: Final = (Says.SLOT_CARD, Says.STEP_CARD)
NO_LAST: Final = 2**31 - 1
MOST_OF_ONE_THAT_IS_OVER: Final = 200
"""Messages at the top: more than any meeting has, and far fewer than a channel that has met for years."""


@dataclass(frozen=True, slots=True)
class LoadedMeeting:
    """A meeting with what saving it needs besides: the version of its row, the last place that a slot has, and the conversation.

    `conversation` is None where it is not known yet; `is_mute` where an old loss of the channel has not been forgotten.
    `revisions` are those of its messages that were wanted as it was loaded, by their numbers.
    """

    meeting: Meeting
    version: int
    last_place: int = -1
    conversation: int | None = None
    is_mute: bool = False
    revisions: Mapping[int, int] = field(default_factory=dict, compare=False)  # of the moment when it was read


_POST: Final = (
    posts.c.id,
    posts.c.parent_id,
    posts.c.kind,
    posts.c.subject,
    posts.c.facts,
    posts.c.ts,
    posts.c.deleted_ts,
    posts.c.threads_lost,
    posts.c.dropped,
    posts.c.tried_at,
    posts.c.due_at,
    posts.c.wanted,
    conversations.c.id.label("conversation_id"),
    conversations.c.gone,
)


def _log(first: ColumnElement[Any]) -> CompoundSelect[Any]:
    """What stands at the top of a set's channel from that post on, up to the last that is wanted, and what under some heads."""
    there = conversations.join(posts, posts.c.conversation_id == conversations.c.id)
    channel = (
        conversations.c.workspace == bindparam("workspace", type_=String),
        conversations.c.channel == bindparam("channel", type_=String),
    )
    since = (posts.c.id >= first, posts.c.id <= bindparam("last", type_=Integer))
    at_the_top = select(*_POST).select_from(there).where(*channel, text("posts.parent_id IS NULL"), *since)
    top = at_the_top.order_by(posts.c.id).limit(bindparam("most", type_=Integer)).subquery("top")
    head = posts.alias("head")
    named = [
        and_(
            head.c.workspace == bindparam("workspace", type_=String),
            head.c.kind == kind,
            head.c.subject.in_(bindparam(kind.value, expanding=True, type_=String)),
        )
        for kind in HEADS
    ]
    heads = select(head.c.id).where(or_(*named))
    below = posts.join(conversations, conversations.c.id == posts.c.conversation_id)
    return union_all(select(top), select(*_POST).select_from(below).where(posts.c.parent_id.in_(heads)))


def _card(kind: Says, subject: str, *, earlier: bool = False) -> ColumnElement[Any]:
    """The post of that kind with that subject; or the first there was, whose place it has taken since."""
    card = posts.alias(f"the_{kind.value}")
    named = card.c.subject == bindparam(subject, type_=String)
    if earlier:
        until = bindparam(f"{subject}_until", type_=String)
        named = or_(named, and_(card.c.subject > bindparam(f"{subject}_from", type_=String), card.c.subject < until))
    mine = (card.c.workspace == bindparam("workspace", type_=String), card.c.kind == kind)
    first = func.min(card.c.id + 0)  # not the bare column: either database would walk the numbers of the workspace
    return select(first).where(*mine, named).scalar_subquery()


LOG: Final = {
    whole: _log(func.coalesce(_card(Says.AGENDA, "agenda", earlier=whole), _card(Says.STEP_CARD, "opening")))
    for whole in (True, False)
}
"""Since the card of the meeting, or where all is wanted the first one; where there is none since the card of its first step."""


def with_log(
    db: Session, the_set: Set, loaded: LoadedMeeting, heads: set[Key], *, whole: bool, last: int | None = None
) -> LoadedMeeting:
    """The same with its messages: those at the top, if the meeting is over up to `last`, and those under these heads."""
    m = loaded.meeting
    names = Names(m)
    asked = {
        "workspace": the_set.workspace,
        "channel": the_set.channel,
        "agenda": str(m.number),
        "agenda_from": f"{m.number}:",
        "agenda_until": f"{m.number};",
        "last": last if last is not None and m.state in OVER else NO_LAST,
        "most": MOST_OF_ONE_THAT_IS_OVER if m.state in OVER else NO_LAST,
        "opening": str(m.steps[0].number) if m.steps else "",
        **{kind.value: [names.subject(one) for one in heads if one.kind is kind] for kind in HEADS},
    }
    rows = sorted(db.connection().execute(LOG[whole], asked), key=lambda row: int(row.id))
    keys: dict[int, Key] = {}
    for row in rows:
        keys[row.id] = names.key(Says(row.kind), row.subject, keys.get(row.parent_id))
    log = tuple(_entry(row, keys) for row in rows)
    conversation = rows[0].conversation_id if rows else None
    is_mute = bool(rows) and rows[0].gone is not None
    return replace(
        loaded,
        meeting=replace(m, log=log),
        conversation=conversation,
        is_mute=is_mute,
        revisions={row.id: row.wanted for row in rows},
    )


def _entry(row: Any, keys: Mapping[int, Key]) -> Entry:
    threads = tuple(ts for ts in (row.deleted_ts, row.ts) if ts is not None)
    lost_all = not threads[row.threads_lost :]
    return Entry(
        key=keys[row.id],
        under=keys.get(row.parent_id),
        facts=row.facts,
        number=row.id,
        sent=bool(threads),
        tried=row.tried_at is not None,
        dropped=row.dropped,
        has_no_thread=lost_all and (row.dropped or row.ts is not None),
        threads=threads,
        due_at=row.due_at,
    )
