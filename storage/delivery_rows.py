"""Conversations and posts as delivery reads them at every step: values of the columns it judges by."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final, NamedTuple

from storage.delivery_models import thread_of


class ConversationRow(NamedTuple):
    """A row of conversations, to read from."""

    id: int
    channel: str | None
    person_id: int | None
    free_at: datetime | None
    paid_until: datetime | None
    last_ts: str | None


class HeadRow(NamedTuple):
    """What is asked of the post under which another belongs."""

    ts: str | None
    deleted_ts: str | None
    threads_lost: int
    dropped: bool

    @property
    def thread_ts(self) -> str | None:
        """The thread in which the next message under it is posted; None at the top of the channel."""
        return thread_of(self.deleted_ts, self.ts, self.threads_lost)


class PostRow(NamedTuple):
    """A row of posts, to read from."""

    id: int
    workspace: str
    kind: str
    subject: str
    set_id: int | None
    facts: dict[str, Any]
    key: str
    due_at: datetime
    wanted: int
    shown: int
    ts: str | None
    tried_at: datetime | None
    looked_at: datetime | None
    after_ts: str | None
    edited_at: datetime | None
    attempts: int
    next_at: datetime | None
    plain: bool
    trouble_at: datetime | None
    aside: bool
    deleted_ts: str | None
    threads_lost: int
    link: str | None
    drawn: str | None
    drawn_for: int | None
    removed_at: datetime | None

    @property
    def thread_ts(self) -> str | None:
        """The thread in which the next message under it is posted; None at the top of the channel."""
        return thread_of(self.deleted_ts, self.ts, self.threads_lost)


_OF_POST: Final = len(PostRow._fields)


def post_and_head(row: Sequence[Any]) -> tuple[PostRow, HeadRow | None]:
    """The columns of both, one after the other; those of a head are empty where there is none."""
    head = HeadRow(*row[_OF_POST:])
    return PostRow(*row[:_OF_POST]), head if head.dropped is not None else None
