"""What a conversation is owed next: the values that pass between the outbox and delivery."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from bot.domain.message_and_timer_kinds import WantedMessage

CALL_TIMEOUT: Final = timedelta(seconds=3)
FENCED_FOR: Final = timedelta(seconds=1)
LATE_EFFECT: Final = timedelta(seconds=3)
LEASE: Final = timedelta(seconds=10)
RENEWED_EVERY: Final = timedelta(seconds=2)
LONGEST_BACK_OFF: Final = timedelta(seconds=60)
ASIDE_AFTER: Final = timedelta(minutes=1)
GIVEN_UP_AFTER: Final = timedelta(minutes=10)
REMOVAL_GIVEN_UP_AFTER: Final = timedelta(days=1)
"""A message that Slack will not delete, and nobody knows why, stays there after so long, and a log line says so."""


@dataclass(frozen=True, slots=True)
class Attempt:
    """A post as it was when it was read: what is wanted, and where. With `ts` it is to be edited, without it posted.

    `revision` was wanted then, so it is what will be shown. `after_ts` is the newest Slack `ts` known in the
    conversation before the first attempt: a look for the message starts there. `trouble_at` (real time) is when it first
    failed since it was last shown. `drawn` is the hash of what Slack shows, None where that is not known.
    """

    wanted: WantedMessage
    key: str
    conversation_id: int
    channel: str
    person_id: int | None
    thread_ts: str | None
    ts: str | None
    revision: int
    attempts: int
    plain: bool
    after_ts: str
    trouble_at: datetime | None = None
    drawn: str | None = None

    @property
    def file(self) -> str:
        """Slack's id of the file that is to be deleted, where it is one and no message."""
        return str(self.wanted.facts.get("file") or "")

    def is_overdue(self, real: datetime) -> bool:
        """Whether it has been failing for ten minutes."""
        return self.trouble_at is not None and real >= self.trouble_at + GIVEN_UP_AFTER

    def is_never_removed(self, real: datetime) -> bool:
        """Whether Slack has refused for a day to delete it."""
        return self.trouble_at is not None and real >= self.trouble_at + REMOVAL_GIVEN_UP_AFTER


@dataclass(frozen=True, slots=True)
class Send:
    """Post it, or edit it."""

    attempt: Attempt


@dataclass(frozen=True, slots=True)
class Seek:
    """An attempt with an unclear outcome: look whether the message is there."""

    attempt: Attempt


@dataclass(frozen=True, slots=True)
class StepAside:
    """It has been in trouble for a minute: the others go first from now on."""

    attempt: Attempt


@dataclass(frozen=True, slots=True)
class Link:
    """A card that is posted anew leads to its old thread: ask for a link to the message at `ts` there."""

    attempt: Attempt
    ts: str


@dataclass(frozen=True, slots=True)
class Drop:
    """The head of its thread was dropped, so it is too."""

    attempt: Attempt


@dataclass(frozen=True, slots=True)
class Remove:
    """It is there, and is to be deleted in Slack."""

    attempt: Attempt


@dataclass(frozen=True, slots=True)
class Forget:
    """It was to be deleted, and is not there: its row goes."""

    attempt: Attempt


@dataclass(frozen=True, slots=True)
class Wait:
    """Nothing may be sent before `until`. With `paced` that is domain time, else real time.

    `yields` says that a new post would be sent sooner than what is waited for.
    """

    until: datetime
    paced: bool
    yields: bool = False


@dataclass(frozen=True, slots=True)
class Rest:
    """Nothing is owed now, or the conversation is no longer ours."""


Step = Send | Seek | StepAside | Link | Drop | Remove | Forget | Wait | Rest


@dataclass(frozen=True, slots=True)
class Reply:
    """Somebody's reply in a thread whose head has just become known: who and when, never what."""

    workspace: str
    channel: str
    thread_ts: str
    user: str
    ts: str


@dataclass(frozen=True, slots=True)
class Claim:
    """What one look over all conversations found. `taken`: the conversations that are ours and have something due.

    `fresh` are those of them with a message never sent. `opening`: there are DMs that a lookup must open first.
    `replies` have found the head of their thread. `next_at` (UTC) is when there will be something due that is not yet, or may
    leave at the pace of its workspace.
    """

    taken: frozenset[int]
    fresh: frozenset[int]
    opening: bool
    replies: tuple[Reply, ...]
    next_at: datetime | None


def back_off(attempts: int) -> timedelta:
    """How long to wait after so many attempts in a row that failed: doubling from one second to a minute."""
    return min(timedelta(seconds=2.0 ** min(max(attempts - 1, 0), 16)), LONGEST_BACK_OFF)


def aside_at(trouble_at: datetime | None) -> datetime | None:
    """When the others need not wait any more for a message that has been in trouble since then."""
    return trouble_at + ASIDE_AFTER if trouble_at is not None else None


def tried_again_at(trouble_at: datetime | None, real: datetime) -> datetime:
    """When what has failed just now is tried again: after as long as it has been failing, a second to a minute."""
    failing = real - trouble_at if trouble_at is not None else timedelta(0)
    return real + min(max(failing, timedelta(seconds=1)), LONGEST_BACK_OFF)


def sent_again_at(tried_at: datetime, attempts: int) -> datetime:
    """When a post with an unclear outcome may be looked for a last time and then sent again (real time)."""
    return tried_at + max(FENCED_FOR + CALL_TIMEOUT + LATE_EFFECT, back_off(attempts))


def edited_again_at(tried_at: datetime, attempts: int) -> datetime:
    """When an edit with an unclear outcome may be made again (real time): no earlier one can overtake it by then."""
    return tried_at + max(FENCED_FOR + CALL_TIMEOUT, back_off(attempts))
