"""What a meeting says, written by difference: new messages in their order, and those that show something else now."""

import secrets
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from sqlalchemy import Integer, bindparam, case, update
from sqlalchemy.orm import Session

from bot.domain.meeting.log_entries import Entry, Key
from bot.domain.meeting.value import Meeting
from bot.domain.states import SetState
from storage.meeting_keys import Names
from storage.meeting_log import LoadedMeeting, conversations, posts
from storage.meeting_writing import Columns, add, write_changes
from storage.models import Set
from storage.posts import channel_conversation

_THOSE: Final = posts.c.id.in_(bindparam("those", expanding=True, type_=Integer))
WANT: Final = update(posts).where(_THOSE).values(wanted=posts.c.wanted + 1)
WITHDRAW: Final = update(posts).where(_THOSE, posts.c.ts.is_(None), posts.c.tried_at.is_(None)).values(dropped=True)
"""What is there, or may be, stays."""
AFRESH: Final = (
    update(posts)
    .where(_THOSE)
    .values(
        dropped=False,
        attempts=0,
        trouble_at=None,
        next_at=None,
        aside=False,
        plain=False,
        threads_lost=case((posts.c.deleted_ts.is_(None), 0), else_=posts.c.threads_lost),
    )
)
"""One that was dropped, or given up, is wanted after all: what became of it before does not count."""


def write_log(
    db: Session, the_set: Set, loaded: LoadedMeeting, after: Meeting, names: Names, redrawn: Collection[int]
) -> tuple[tuple[Entry, ...], int | None, bool]:
    """Write what is said; gives the log with the numbers of new messages, the conversation, and whether there is something to say."""
    was = {one.number: one for one in loaded.meeting.log}
    known = [(was[one.number], one) for one in after.log if one.number]
    dropped = [one.number for old, one in known if one.dropped and not old.dropped]
    afresh = [one.number for old, one in known if old.dropped and not one.dropped]
    other = {one.number: columns for old, one in known if (columns := _changed(old, one, names))}
    if dropped:
        db.connection().execute(WITHDRAW, {"those": dropped})
    if afresh:
        db.connection().execute(AFRESH, {"those": afresh})
    write_changes(db, posts, other)
    wanted = {*redrawn, *afresh, *other}
    if wanted:
        db.connection().execute(WANT, {"those": sorted(wanted)})
    new = [one for one in after.log if not one.number and not one.dropped]
    if not new:
        return tuple(one for one in after.log if one.number), loaded.conversation, bool(wanted)
    conversation = _conversation(db, the_set, loaded)
    return _say(db, the_set, after, names, conversation), conversation, True


def _changed(old: Entry, one: Entry, names: Names) -> Columns:
    """Another name, or other facts."""
    if old is one:
        return {}
    named = {"kind": one.key.kind.value, "subject": names.subject(one.key)} if one.key != old.key else {}
    return {**named, "facts": dict(one.facts)} if one.facts != old.facts else named


def _conversation(db: Session, the_set: Set, loaded: LoadedMeeting) -> int:
    """Where the set meets. A set that is alive may speak there: what is left of an old loss would mute it for ever."""
    found = loaded.conversation or channel_conversation(db, the_set.workspace, the_set.channel).id
    if loaded.is_mute and the_set.state not in (SetState.PAUSED, SetState.ENDED):
        db.connection().execute(update(conversations).where(conversations.c.id == found).values(gone=None))
    return found


def _say(db: Session, the_set: Set, after: Meeting, names: Names, conversation: int) -> tuple[Entry, ...]:
    """New messages in the order in which they are posted: as many at once as hang under none of each other."""
    numbers: dict[Key, int] = {one.key: one.number for one in after.log if one.number}
    shared = {"workspace": the_set.workspace, "set_id": the_set.id, "conversation_id": conversation}
    log = [one for one in after.log if one.number]
    for some in _runs([one for one in after.log if not one.number and not one.dropped]):
        rows = [{**shared, **_row(one, after, names, numbers)} for one in some]
        for one, number in zip(some, add(db, posts, rows), strict=True):
            numbers[one.key] = number
            log.append(replace(one, number=number))
    return tuple(log)


def _runs(new: Sequence[Entry]) -> Iterator[list[Entry]]:
    some: list[Entry] = []
    for one in new:
        if one.under is not None and any(one.under == head.key for head in some):
            yield some
            some = []
        some.append(one)
    if some:
        yield some


def _row(one: Entry, after: Meeting, names: Names, numbers: Mapping[Key, int]) -> dict[str, Any]:
    return {
        "key": secrets.token_hex(12),
        "parent_id": numbers[one.under] if one.under is not None else None,
        "kind": one.key.kind.value,
        "subject": names.subject(one.key),
        "facts": dict(one.facts),
        "due_at": one.due_at or after.now,
    }
