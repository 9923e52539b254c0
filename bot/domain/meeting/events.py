"""What can happen to a meeting, by name. What a person does says who, and is a sign of life; what the clock does says of what.

An event is of the answer that whoever acted gets. What it needs to know from outside, and the meeting cannot, it carries.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import ClassVar, Generic, TypeVar

from bot.domain.actions import Listing
from bot.domain.askers import ADVISER
from bot.domain.errors import Refused
from bot.domain.formats import Format, StepKind
from bot.domain.issues import Comes
from bot.domain.meeting.value import Issue, Member, OfTheSet, Owned, Taken
from bot.domain.meetings import Learned
from bot.domain.talk import OutOfTurn
from bot.domain.talk import Said as Words

Answer = TypeVar("Answer", covariant=True)


@dataclass(frozen=True, slots=True)
class By:
    """Who acts: their number as a member, or None for an adviser who is none. `at` is when Slack says they did (UTC)."""

    user: str
    member: int | None
    is_adviser: bool = False
    at: datetime | None = None


def member_of(by: By | None) -> int:
    """The number of the member who acts; raises Refused for an adviser who is none."""
    if by is None or by.member is None:
        raise Refused(ADVISER)
    return by.member


@dataclass(frozen=True, kw_only=True)
class Event(Generic[Answer]):
    """`by` is None for the clock, and where nobody's sign of life follows."""

    is_sign: ClassVar[bool] = True
    by: By | None = None


# The course of a meeting


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
class MovedOn(Event[StepKind]):
    """*Next*, from the step of the button, or with None from whichever is open. The answer is the kind of step that was left."""

    step: str | None = None


@dataclass(frozen=True, kw_only=True)
class Finished(Event[None]):
    """The presenter's *That's it*, *That's all* or *I have enough*."""

    step: str


@dataclass(frozen=True, kw_only=True)
class Chose(Event[None]):
    """At the bids a mover confirms who goes first."""

    issue: str


@dataclass(frozen=True, kw_only=True)
class Extended(Event[None]):
    minutes: int
    step: str | None = None


@dataclass(frozen=True, kw_only=True)
class Switched(Event[None]):
    """Between spoken and typed."""


@dataclass(frozen=True, kw_only=True)
class Paused(Event[None]):
    """By a member; without anybody where the channel was lost, which is not told of."""


@dataclass(frozen=True, kw_only=True)
class Resumed(Event[None]):
    pass


@dataclass(frozen=True, kw_only=True)
class Ended(Event[None]):
    """A presenter ends their slot; a mover goes to the closing, and from there closes. `meeting` where a button named it."""

    meeting: str | None = None


@dataclass(frozen=True, kw_only=True)
class EndedSlot(Event[None]):
    slot: str


@dataclass(frozen=True, kw_only=True)
class WentToReview(Event[None]):
    """The presenter is gone: whoever is here takes the slot to its review. `step` is where that was offered."""

    step: str


@dataclass(frozen=True, kw_only=True)
class Waited(Event[None]):
    """The presenter is gone, and whoever is here waits for them."""

    step: str


@dataclass(frozen=True, kw_only=True)
class Closed(Event[None]):
    """*Close*. `was_last` where there will be no next meeting."""

    step: str
    was_last: bool = False


# Talk, and the buttons of a call


@dataclass(frozen=True, kw_only=True)
class Said(Event[OutOfTurn | None]):
    """Somebody wrote in the channel: who, when and where, never what.

    The answer tells them, once a slot, that it is another's turn. `may_be_ours` where its thread may yet turn out to be ours.
    """

    words: Words


@dataclass(frozen=True, kw_only=True)
class OfTurn(Event[None]):
    """A button of the call."""

    turn: str


@dataclass(frozen=True, kw_only=True)
class AskedForAnotherPrompt(OfTurn):
    pass


@dataclass(frozen=True, kw_only=True)
class Thinks(OfTurn):
    """A minute more before the peer is passed over; once a turn."""


@dataclass(frozen=True, kw_only=True)
class PassedTurn(OfTurn):
    pass


@dataclass(frozen=True, kw_only=True)
class DoneAsking(OfTurn):
    """*Done*, by asker or presenter."""


@dataclass(frozen=True, kw_only=True)
class AskedAloud(OfTurn):
    """In a spoken meeting: asked and answered aloud, the next peer please."""


@dataclass(frozen=True, kw_only=True)
class ParkedQuestion(OfTurn):
    """The presenter keeps the question for later (M9)."""


@dataclass(frozen=True, kw_only=True)
class Declined(OfTurn):
    """The presenter need not answer, and need not say why (G5)."""


@dataclass(frozen=True, kw_only=True)
class ParkedMessage(Event[bool]):
    """The presenter parks any message of their slot's thread. The answer is whether that ended an open turn about it."""

    ts: str


# What a presenter and their peers keep


@dataclass(frozen=True, kw_only=True)
class KeptQuestion(Event[None]):
    """The one question the presenter brings (M7)."""

    step: str
    words: str


@dataclass(frozen=True, kw_only=True)
class KeptRestated(Event[None]):
    """What the real question is now (M10)."""

    step: str
    words: str


@dataclass(frozen=True, kw_only=True)
class LooksAtOwnSlot(Event[None]):
    """Raises Refused for anybody but the presenter of the slot that runs, before a form of theirs opens."""

    step: str


@dataclass(frozen=True, kw_only=True)
class SaidNone(Event[bool]):
    """No action from one's own slot, in the step of the button. The answer is whether the slot goes on to its review.

    With `only_asks` nothing is kept: raises Refused for whoever has no slot to say it of, before a form opens.
    """

    step: str
    because: str = ""
    only_asks: bool = False


@dataclass(frozen=True, kw_only=True)
class SaidNoneOf(Event[None]):
    """No action from that slot, said once more by the one who presented in it: no sign of life in this meeting."""

    is_sign = False
    slot: str
    because: str = ""


@dataclass(frozen=True, kw_only=True)
class ChoseWhatHelped(Event[None]):
    """The presenter notes which question helped most; `turn` is one of their slot's that was asked."""

    step: str
    turn: str


@dataclass(frozen=True, kw_only=True)
class Learnt(Event[None]):
    """A line of learning was kept. `learned` is what the set sees of all that were, where this one was shared."""

    step: str
    learned: tuple[Learned, ...] | None = None


@dataclass(frozen=True, kw_only=True)
class GavePulse(Event[None]):
    """Noted before the pulse is kept, which nothing ties to anybody; raises Refused for a second one."""

    step: str


@dataclass(frozen=True, kw_only=True)
class PulseKept(Event[None]):
    """The pulse is kept: the spread that may be shown now has all of them."""

    is_sign = False
    step: str


# Reports, actions and issues


@dataclass(frozen=True, kw_only=True)
class Reported(Event[None]):
    """A member has reported on an action; `opened_with` is what the meeting opens with, as it is now told.

    `form_follows` where a form for the words is open in front of them. `open_actions` are the set's, for the record.
    """

    opened_with: tuple[Owned, ...] | None
    open_actions: Listing | None = None
    form_follows: bool = False


@dataclass(frozen=True, kw_only=True)
class FormPutAway(Event[None]):
    """The form that followed a press was closed without a word."""

    is_sign = False


@dataclass(frozen=True, kw_only=True)
class PassedReport(Event[None]):
    """An owner passes in the report-back of that step."""

    step: str


@dataclass(frozen=True, kw_only=True)
class Committed(Event[None]):
    """An action was committed or changed; those of its slot as they are now, and the set's open ones, for the record."""

    slot: str | None = None
    actions: tuple[Taken, ...] = ()
    new: int | None = None
    open_actions: Listing | None = None


@dataclass(frozen=True, kw_only=True)
class IssuesChanged(Event[Comes]):
    """An issue was raised, prepared or withdrawn: those that wait now. The answer is when one that is raised now comes up."""

    waiting: tuple[Issue, ...]


# People


@dataclass(frozen=True, kw_only=True)
class WentAway(Event[None]):
    """Whoever acts is not here any more, be it until a day or because they left the channel. `members` as they are now."""

    is_sign = False
    members: tuple[Member, ...]


@dataclass(frozen=True, kw_only=True)
class LeftTheSet(Event[None]):
    """A member leaves for good: `members`, `of`, `waiting` and `open_actions` are as they are without them."""

    is_sign = False
    members: tuple[Member, ...]
    of: OfTheSet
    waiting: tuple[Issue, ...]
    open_actions: Listing | None = None


@dataclass(frozen=True, kw_only=True)
class MembersChanged(Event[None]):
    """Somebody agreed, declined, is back, or was added: the members as they are now.

    Without anybody where that says nothing of who is here.
    """

    members: tuple[Member, ...]


@dataclass(frozen=True, kw_only=True)
class DateFixed(Event[None]):
    """The next meeting has a date, in a tuple of none or one."""

    is_sign = False
    following: tuple[datetime, ...]


# The clock


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
class RestatingQuiet(OfStep):
    """The presenter has said what the real question is now, and has been quiet since."""


@dataclass(frozen=True, kw_only=True)
class FormWaitedLong(OfStep):
    """A report's form has been open for two minutes: it is not waited for any longer."""

    member: int


@dataclass(frozen=True, kw_only=True)
class PeerSilent(OfTurn):
    """The peer has not asked."""


@dataclass(frozen=True, kw_only=True)
class TurnQuiet(OfTurn):
    """Neither asker nor presenter has written for a while."""


@dataclass(frozen=True, kw_only=True)
class PresenterSilent(OfTurn):
    """The presenter has been silent for three minutes."""


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
