"""What can happen to a meeting, by name. What a person does says who, and is a sign of life; what the clock does says of what.

An event is of the answer that whoever acted gets. What it needs to know from outside, and the meeting cannot, it carries.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import ClassVar, Generic, TypeVar

from bot.domain.controls import More
from bot.domain.errors import Refused
from bot.domain.formats import Format
from bot.domain.refusals import Refusal
from bot.domain.step_kinds import StepKind

Answer = TypeVar("Answer", covariant=True)


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts: their number as a member, or None for an adviser who is none. `at` is when Slack says they did (UTC)."""

    user: str
    member: int | None
    is_adviser: bool = False
    at: datetime | None = None


def member_of(by: Actor | None) -> int:
    """The number of the member who acts; raises Refused for an adviser who is none."""
    if by is None or by.member is None:
        raise Refused(Refusal.MEMBERS_ONLY)
    return by.member


@dataclass(frozen=True, kw_only=True)
class Event(Generic[Answer]):
    """`by` is None for the clock, and where nobody's sign of life follows. What `moves_on` is a press that may begin another step."""

    is_sign: ClassVar[bool] = True
    moves_on: ClassVar[bool] = False
    by: Actor | None = None


@dataclass(frozen=True, kw_only=True)
class Started(Event[None]):
    """It begins, with this format and manner. A meeting that is planned becomes the one that runs."""

    is_sign = False  # there is nothing to be part of before it has begun
    format: Format
    spoken: bool


@dataclass(frozen=True, kw_only=True)
class Came(Event[None]):
    """*I'm here*, or any gesture that says no more than that."""


@dataclass(frozen=True, kw_only=True)
class AllHere(Event[None]):
    """*We're all here*, in the opening of a spoken meeting, by anybody."""

    moves_on = True
    step: str


@dataclass(frozen=True, kw_only=True)
class MovedOn(Event[StepKind | None]):
    """*Next*, from the step of the button, or with None from whichever is open. The answer is the kind of step that was left.

    It is None where only the writing of questions is over.

    `sure` once they were asked whether they mean it.
    """

    moves_on = True
    step: str | None = None
    sure: bool = False


@dataclass(frozen=True, kw_only=True)
class Finished(Event[None]):
    """The presenter's *That's it*, *That's all* or *I have enough*."""

    moves_on = True
    step: str


@dataclass(frozen=True, kw_only=True)
class Chose(Event[None]):
    """At the bids a mover confirms who goes first."""

    moves_on = True
    issue: str


@dataclass(frozen=True, kw_only=True)
class Extended(Event[None]):
    """So many minutes more, for the step of the button, or with None for whichever is open."""

    minutes: int
    step: str | None = None


@dataclass(frozen=True, kw_only=True)
class Switched(Event[None]):
    """Between spoken and typed; with `spoken` to that, without to whichever it is not."""

    spoken: bool | None = None


@dataclass(frozen=True, slots=True)
class ForPresenter:
    """What the presenter of a slot is offered privately in its thread: to be listened to, or to end it. Slack's ids."""

    user: str
    thread_ts: str | None
    slot_id: str


@dataclass(frozen=True, kw_only=True)
class Paused(Event[ForPresenter | None]):
    """By a member, inside a slot as a moment; without anybody where the channel was lost, which is not told of.

    The answer is what the presenter is offered privately then.
    """


@dataclass(frozen=True, kw_only=True)
class OnlyListened(Event[None]):
    """The presenter of that slot would only be listened to, until they go on."""

    slot: str


@dataclass(frozen=True, kw_only=True)
class Resumed(Event[None]):
    """Any member may, but a moment is the presenter's to end; a channel that is gone is asked again."""

    moves_on = True


@dataclass(frozen=True, kw_only=True)
class Ended(Event[bool]):
    """A presenter ends their slot; a mover goes to the closing, and from there closes. `meeting` where a button named it.

    The answer is whether it was their own slot, about which nothing is asked from now on.
    """

    moves_on = True
    meeting: str | None = None


@dataclass(frozen=True, kw_only=True)
class EndedSlot(Event[bool]):
    """The presenter, or whoever may move the meeting, ends a slot, paused or not; without its id the one that is running.

    The answer is whether it was their own.
    """

    slot: str | None = None


@dataclass(frozen=True, kw_only=True)
class WentToReview(Event[None]):
    """The presenter is gone: whoever is here takes the slot to its review. `step` is where that was offered."""

    step: str


@dataclass(frozen=True, kw_only=True)
class Waited(Event[None]):
    """The presenter is gone, and whoever is here waits for them."""

    step: str


@dataclass(frozen=True, kw_only=True)
class LookedForMore(Event[More]):
    """*More*, on a message of that step, slot or meeting; without any of them once something was done by its form.

    The answer is what whoever looks may do now.
    """

    step: str | None = None
    slot: str | None = None
    meeting: str | None = None


@dataclass(frozen=True, kw_only=True)
class Closed(Event[None]):
    """*Close*. `was_last` where there will be no next meeting."""

    step: str
    was_last: bool = False


@dataclass(frozen=True, kw_only=True)
class OfStep(Event[None]):
    """Of a step that may have ended since: then nothing happens, nor while the meeting is paused."""

    step: str


@dataclass(frozen=True, kw_only=True)
class WarningDue(OfStep):
    """A fifth of the time-box is left."""


@dataclass(frozen=True, kw_only=True)
class BoxOver(OfStep):
    """The time-box has run out."""


@dataclass(frozen=True, kw_only=True)
class GraceOver(OfStep):
    """Nobody answered that the time is up."""


@dataclass(frozen=True, kw_only=True)
class StepQuiet(OfStep):
    """What the step asks for is there, and for a while nothing has come since."""


@dataclass(frozen=True, kw_only=True)
class HalfOver(OfStep):
    """Half of the time of the review of the meeting is over."""


@dataclass(frozen=True, kw_only=True)
class FormWaitedLong(OfStep):
    """A report's form has been open for two minutes: it is not waited for any longer."""

    member: int


@dataclass(frozen=True, kw_only=True)
class LeftOpen(Event[None]):
    """A day after the last sign of anybody, as far as was known when that was planned."""


@dataclass(frozen=True, kw_only=True)
class NobodyWasThere(Event[None]):
    """No process ran from `began` to `ended`; a clock that was set back makes that negative."""

    began: datetime
    ended: datetime

    @property
    def gap(self) -> timedelta:
        return self.ended - self.began
