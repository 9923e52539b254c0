"""The tables of what the bot wants to say, what it wants to do later, and what it has already seen."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from bot.domain.message_and_timer_kinds import LOW_PRIORITY, WAITING_TIMERS
from storage.base import Base, Keyed, index_where_given, within

UNSHOWN = text("dropped = false AND (ts IS NULL OR wanted > shown)")
WHAT_CAN_WAIT = f"kind IN ({', '.join(sorted(repr(one.value) for one in LOW_PRIORITY))})"
# The two parts of UNSHOWN, so that ten thousand reminders are not walked through for a click.
PRESSING = text(f"{UNSHOWN.text} AND NOT (ts IS NULL AND {WHAT_CAN_WAIT})")
LOW_PRIORITY_UNSENT = text(f"dropped = false AND ts IS NULL AND {WHAT_CAN_WAIT}")
WHICH_CAN_WAIT = f"IN ({', '.join(sorted(repr(one.value) for one in WAITING_TIMERS))})"
PRESSING_TIMERS = text(f"kind NOT {WHICH_CAN_WAIT}")
WAITING = text(f"kind {WHICH_CAN_WAIT}")
AT_THE_TOP = text("parent_id IS NULL")
LEASED = text("leased_by IS NOT NULL")
LOST = text("lost_at IS NOT NULL")
UNOPENED = text("channel IS NULL")


class Conversation(Keyed, Base):
    """A channel with its threads, or one person's DM: what a process leases while it sends there.

    `channel` is Slack's id; None for a DM that has not been opened yet. Lease and `free_at` run on real time,
    `paid_until` on the clock: up to there what was sent is paid for, at one message a second. `last_ts` is the newest
    Slack `ts` that we know of in it. `gone` is why nothing can be said there just now; `lost_at` (on the clock) is when
    that began, until something has really been posted there again.
    """

    __tablename__ = "conversations"
    __table_args__ = (
        UniqueConstraint("workspace", "id"),
        UniqueConstraint("workspace", "channel"),
        UniqueConstraint("workspace", "person_id"),
        within("people", "person_id"),
        CheckConstraint("channel IS NOT NULL OR person_id IS NOT NULL", name="somewhere"),
        Index("ix_conversations_leased", "leased_by", sqlite_where=LEASED, postgresql_where=LEASED),
        Index("ix_conversations_unopened", "id", sqlite_where=UNOPENED, postgresql_where=UNOPENED),
        Index("ix_conversations_lost", "workspace", sqlite_where=LOST, postgresql_where=LOST),
    )
    channel: Mapped[str | None] = mapped_column(String(32))
    person_id: Mapped[int | None]
    leased_by: Mapped[str | None] = mapped_column(String(64))
    leased_until: Mapped[datetime | None]
    free_at: Mapped[datetime | None]
    paid_until: Mapped[datetime | None]
    last_ts: Mapped[str | None] = mapped_column(String(32))
    gone: Mapped[str | None] = mapped_column(String(64))
    lost_at: Mapped[datetime | None]


class Post(Keyed, Base):
    """One Slack message that the bot wants to exist. No `ts`: post it. `wanted` past `shown`: edit it.

    `subject` is the id of what it shows, `facts` are ids, numbers and dates that only this message knows, never typed
    words. `key` travels in the message's metadata. `tried_at` (real time) is set before an attempt and cleared when its
    outcome is known; `looked_at` is when it was last looked for since, beginning after `after_ts`. `next_at` (real
    time) puts off a post that failed. `trouble_at` (real time) is the first failure since it was last shown; one that
    has stepped `aside` keeps no place in the order.

    A message that somebody deleted is posted anew, `reposted` times, under another key; `deleted_ts` is the one that it
    had, whose thread goes on, and `link` leads there (empty where Slack gave none). Of its threads, that one first and
    then its own, so many are lost; with none left what belongs under it stands at the top of the channel.

    `drawn` is the SHA-256 of what Slack shows, and `drawn_for` the revision that was drawn then: it counts as long as that is
    the one `shown`. Both are empty while that is not known: from an attempt on until its outcome is, and after a deletion.

    From `removed_at` on it is to be deleted in Slack, as an edit that is owed; the row goes once it is not there any more. It is
    about nothing from then on, so that another about the same can come; the head of a thread stays, dropped, until its replies
    are gone.
    """

    __tablename__ = "posts"
    __table_args__ = (
        UniqueConstraint("workspace", "id"),
        UniqueConstraint("workspace", "kind", "subject", "conversation_id"),
        within("conversations", "conversation_id"),
        within("posts", "parent_id"),
        within("sets", "set_id"),
        Index("ix_posts_unshown", "conversation_id", "due_at", sqlite_where=UNSHOWN, postgresql_where=UNSHOWN),
        Index("ix_posts_due_at", "due_at", sqlite_where=PRESSING, postgresql_where=PRESSING),
        Index("ix_posts_unhurried", "due_at", sqlite_where=LOW_PRIORITY_UNSENT, postgresql_where=LOW_PRIORITY_UNSENT),
        Index("ix_posts_ts", "workspace", "conversation_id", "ts"),
        index_where_given("ix_posts_thread", "parent_id", "id"),
        Index("ix_posts_top", "conversation_id", "id", sqlite_where=AT_THE_TOP, postgresql_where=AT_THE_TOP),
        index_where_given("ix_posts_set", "set_id", "due_at"),
    )
    key: Mapped[str] = mapped_column(String(32), unique=True)
    conversation_id: Mapped[int]
    parent_id: Mapped[int | None]
    set_id: Mapped[int | None]
    kind: Mapped[str] = mapped_column(String(32))
    subject: Mapped[str] = mapped_column(String(64))
    facts: Mapped[dict[str, Any]]
    due_at: Mapped[datetime]
    wanted: Mapped[int] = mapped_column(default=1)
    shown: Mapped[int] = mapped_column(default=0)
    ts: Mapped[str | None] = mapped_column(String(32))
    tried_at: Mapped[datetime | None]
    looked_at: Mapped[datetime | None]
    after_ts: Mapped[str | None] = mapped_column(String(32))
    edited_at: Mapped[datetime | None]
    attempts: Mapped[int] = mapped_column(default=0)
    next_at: Mapped[datetime | None]
    plain: Mapped[bool] = mapped_column(default=False)
    dropped: Mapped[bool] = mapped_column(default=False)
    trouble_at: Mapped[datetime | None]
    aside: Mapped[bool] = mapped_column(default=False)
    reposted: Mapped[int] = mapped_column(default=0)
    deleted_ts: Mapped[str | None] = mapped_column(String(32))
    threads_lost: Mapped[int] = mapped_column(default=0)
    link: Mapped[str | None] = mapped_column(String(255))
    drawn: Mapped[str | None] = mapped_column(String(64))
    drawn_for: Mapped[int | None]
    removed_at: Mapped[datetime | None]

    @property
    def threads(self) -> tuple[str, ...]:
        """Where what is said under it belongs, in Slack's terms: its old thread, if it was deleted, and its own."""
        return threads_of(self.deleted_ts, self.ts)

    @property
    def has_no_thread(self) -> bool:
        """Whether what belongs under it stands at the top of the channel for good."""
        return self.thread_ts is None and (self.dropped or self.ts is not None)

    @property
    def thread_ts(self) -> str | None:
        """The thread in which the next message under it is posted; None at the top of the channel."""
        return thread_of(self.deleted_ts, self.ts, self.threads_lost)


def threads_of(deleted_ts: str | None, ts: str | None) -> tuple[str, ...]:
    """The threads of a post: the old one of one that was deleted, and its own."""
    return tuple(one for one in (deleted_ts, ts) if one is not None)


def thread_of(deleted_ts: str | None, ts: str | None, lost: int) -> str | None:
    """The first of them that is not lost."""
    return next(iter(threads_of(deleted_ts, ts)[lost:]), None)


class Pace(Base):
    """Up to when, on the clock, what was sent in a workspace is paid for."""

    __tablename__ = "paces"
    workspace: Mapped[str] = mapped_column(String(32), primary_key=True)
    paid_until: Mapped[datetime]


class Timer(Keyed, Base):
    """What should happen at `due_at`: at most one of a kind for a subject, so to move it is to write it again."""

    __tablename__ = "timers"
    __table_args__ = (
        UniqueConstraint("workspace", "kind", "subject"),
        within("sets", "set_id"),
        Index("ix_timers_due", "due_at", sqlite_where=PRESSING_TIMERS, postgresql_where=PRESSING_TIMERS),
        Index("ix_timers_waiting", "kind", "due_at", sqlite_where=WAITING, postgresql_where=WAITING),
        index_where_given("ix_timers_set", "set_id"),
    )
    set_id: Mapped[int | None]
    kind: Mapped[str] = mapped_column(String(32))
    subject: Mapped[str] = mapped_column(String(64))
    due_at: Mapped[datetime]


class SeenRequest(Base):
    """A delivery from Slack whose work was committed, kept 48 hours: the same one again is a no-op.

    `entered` is the SHA-256 of what a form said then; empty for anything else, for a pulse, and for what was kept before 0008.
    """

    __tablename__ = "deliveries"  # its first name: what Slack has delivered
    __table_args__ = (Index("ix_deliveries_seen_at", "seen_at"),)
    workspace: Mapped[str] = mapped_column(String(32), primary_key=True)
    key: Mapped[str] = mapped_column(String(128), primary_key=True)
    seen_at: Mapped[datetime]
    entered: Mapped[str | None] = mapped_column(String(64))


class EarlyReply(Base):
    """A reply in a thread whose head we have sent but whose `ts` we do not know yet: who and when, never what."""

    __tablename__ = "strays"  # its first name
    __table_args__ = (Index("ix_strays_thread", "workspace", "thread_ts"),)
    workspace: Mapped[str] = mapped_column(String(32), primary_key=True)
    channel: Mapped[str] = mapped_column(String(32), primary_key=True)
    ts: Mapped[str] = mapped_column(String(32), primary_key=True)
    thread_ts: Mapped[str] = mapped_column(String(32))
    user: Mapped[str] = mapped_column(String(32))


class Absence(Base):
    """A time in which no process was alive, on the clock; where that was set back it ends before it began.

    Each set whose meeting was running has it back once: `sets.given_back` is the newest that it had.
    """

    __tablename__ = "absences"
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    began_at: Mapped[datetime]
    ended_at: Mapped[datetime]


class Heartbeat(Base):
    """A process that is, or was, alive; in real time."""

    __tablename__ = "heartbeats"
    process: Mapped[str] = mapped_column(String(64), primary_key=True)
    beat_at: Mapped[datetime]
