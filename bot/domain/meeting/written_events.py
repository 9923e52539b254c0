"""What can happen to questions that peers put in writing, and to the way in which they ask."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.domain.meeting.events import Event, OfStep
from bot.domain.meeting.turn_events import OfTurn
from bot.domain.states import Asking
from bot.domain.written_questions import HintsBeforeSending


@dataclass(frozen=True, kw_only=True)
class LookedAtWritten(Event[tuple[str, ...]]):
    """*Write my questions*: nothing changes. The answer is what whoever looks has written in that step so far."""

    step: str


@dataclass(frozen=True, kw_only=True)
class LookedBeforeSending(Event[HintsBeforeSending]):
    """A peer is about to send these. The answer are the hints at them; of the words nothing is kept."""

    step: str
    questions: Sequence[str] = field(repr=False)


@dataclass(frozen=True, kw_only=True)
class WroteQuestions(Event[None]):
    """A peer has written these, in place of what they wrote before.

    Where they were hinted at in the form, `before` is what the hints were at, field by field.
    """

    step: str
    questions: Sequence[str]
    before: Sequence[str] = field(default=(), repr=False)


@dataclass(frozen=True, kw_only=True)
class ReleasedQuestions(Event[None]):
    """*Next* while peers write: what is there is released, all or not."""

    moves_on = True
    step: str


@dataclass(frozen=True, kw_only=True)
class WritingOver(OfStep):
    """The time to write is over."""


@dataclass(frozen=True, kw_only=True)
class TookUpQuestion(OfTurn[None]):
    """*Answer this*, by the presenter."""


@dataclass(frozen=True, kw_only=True)
class ChoseAsking(Event[None]):
    """How peers ask from now on, until the meeting is over."""

    asking: Asking
