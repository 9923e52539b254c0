"""What rules change outside of a meeting, by name; whoever saves the meeting carries them out, in their order."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.meeting.parts import Effect


@dataclass(frozen=True, slots=True)
class IssueUsedUp(Effect):
    """A slot has begun: only now its issue is used up."""

    issue: int


@dataclass(frozen=True, slots=True)
class Presented(Effect):
    """A member has presented in the meeting of that number: the first step of their slot is over."""

    member: int
    nth: int


@dataclass(frozen=True, slots=True)
class IssueSetAside(Effect):
    """The slot of this issue was ended early by its owner, whose alone it is from now on."""

    issue: int


@dataclass(frozen=True, slots=True)
class ActionsSetAside(Effect):
    """What was taken on in this slot (its row) is its presenter's alone from now on: they have ended it."""

    slot: int


@dataclass(frozen=True, slots=True)
class KeptInLine(Effect):
    """These issues of the set (public ids) stand in line in that order from now on."""

    issues: Sequence[str]


@dataclass(frozen=True, slots=True)
class PromptOffered(Effect):
    """A prompt of the bank was offered, in a slot or outside of slots: the set has heard it."""

    prompt: str
    slot: str | None


@dataclass(frozen=True, slots=True)
class NotSaid(Effect):
    """The meeting has closed, and this slot named neither an action nor none: its presenter is asked once more (X7)."""

    slot: str
    member: int


@dataclass(frozen=True, slots=True)
class MeetingClosed(Effect):
    """The meeting has closed: the next one's report-backs are planned, or unless it was the last its host is asked for a date."""

    was_last: bool


@dataclass(frozen=True, slots=True)
class AskedWhetherItSuits(Effect):
    """The review of this meeting asks the set if this is what they came for: no other one does in this cycle."""


@dataclass(frozen=True, slots=True)
class ReplyKept(Effect):
    """A reply whose thread may yet turn out to be ours: it is looked at again once the head of that thread is known.

    `for_certain` where the head of the open step has no `ts` yet; otherwise only while some message of the channel has none.
    """

    thread_ts: str
    user: str
    ts: str
    for_certain: bool


@dataclass(frozen=True, slots=True)
class TalkForgotten(Effect):
    """Who wrote or pressed what in the steps of the meeting, and which message was a question, is deleted.

    Of turns and steps that were not loaded as well; who asked, and when, is kept, and who passed until the meeting `is_over`.
    """

    is_over: bool


@dataclass(frozen=True, slots=True)
class ChannelTriedAgain(Effect):
    """Somebody did something where the channel may be gone: it is asked again, and what is owed is tried."""
