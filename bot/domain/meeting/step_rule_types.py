"""What the course of a meeting asks of a kind of step. Each kind answers in one entry of `step_rules`."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from bot.domain.channel_messages import Told
from bot.domain.completeness import must_have_all
from bot.domain.errors import Misconfigured
from bot.domain.meeting.given import Given
from bot.domain.meeting.parts import Fact, Step
from bot.domain.meeting.turn_events import Said
from bot.domain.meeting.value import Meeting
from bot.domain.meetings import Effect, Move
from bot.domain.said_words import Keeps
from bot.domain.step_kinds import StepKind

Change = Callable[[Meeting, Given], Meeting]
AfterMessage = tuple[Meeting, Told | None]
"""The meeting as it is after a message, and what its author is told, if anything."""
Fields = Mapping[str, Any]
BY_HAND_OR_TIME: Final = frozenset({Move.NEXT, Move.TIME})
"""Whoever may move the meeting on ends any step, and so does its time-box."""


def _shows_nothing_besides(_: Meeting, __: Step) -> Fields:
    return {}


@dataclass(frozen=True, slots=True, kw_only=True)
class StepRules:
    """The rules of a kind of step. What is left out is as in a step that only waits for its time, or for *Next*."""

    ended_by: frozenset[Move]
    """FINISHED is the presenter's word (*That's it*, *That's all*), at the bids the confirmed order; EVERYBODY: all have answered."""
    effect: Effect = Effect.ADVANCE
    """What the moves that end it do; any other leaves it as it is."""
    must: Callable[[Meeting, Given], None] | None = None
    """Raises Refused where nobody may move on from it yet."""
    has_nothing_to_do: Callable[[Meeting, Given], bool] | None = None
    """Whether it is passed over where its turn comes."""
    begins: Change | None = None
    """What it says as it begins, besides its card; without, a step of a slot has a message in the thread."""
    has_prompt: bool = True
    """Whether it offers one prompt as it begins."""
    ends: Callable[[Meeting], Meeting] | None = None
    """What else ends with it."""
    somebody_came: Change | None = None
    """What follows where somebody came, or gave a sign, while the meeting runs."""
    waits_for: Change | None = None
    """Ends it where nobody is waited for any more: who is here, or what they have done, has changed."""
    one_is_missing: Callable[[Meeting], bool] | None = None
    """Whether all but one have answered of those it waits for: a minute later it is over."""
    is_told: Callable[[Meeting], bool] | None = None
    """Whether all is told that it waits for, and there is something to read: two minutes later it is over."""
    listens: Callable[[Meeting, Said, Given], AfterMessage] | None = None
    """What talk in its thread does, typed while it is open; without, a message is a sign of life only."""
    listens_beside: Callable[[Meeting, Said, Given], AfterMessage] | None = None
    """What talk beside its thread does, typed in the channel itself while it is open; without, it is a sign of life only."""
    keeps: Keeps | None = None
    """What words said in its thread could be kept as: its forms open with them."""
    offers_to_keep: bool = False
    """Whether whoever said such words is offered to keep them, once they have been quiet for a while."""
    quiet_ends_it: bool = False
    """Whether it is over once its presenter has said what it asks for and has been quiet for a while."""
    shows: Callable[[Meeting, Step], Fields | None] = _shows_nothing_besides
    """What its message shows besides its words and its clock; None where that was not looked up."""
    needs: frozenset[Fact] = frozenset()
    """What of the world outside of the meeting is shown while it is open, and still once it is over."""
    needs_while_open: frozenset[Fact] = frozenset()
    """What is shown as long as it is open alone."""


def rules_of(kind: StepKind) -> StepRules:
    """The rules of a kind of step."""
    return _all_rules()[kind]


def _all_rules() -> Mapping[StepKind, StepRules]:
    """Looked up only now: the entries name rules that look kinds up themselves."""
    from bot.domain.meeting.step_rules import STEP_RULES

    return STEP_RULES


def effect_of(kind: StepKind, how: Move) -> Effect:
    """What a move does to a step of that kind."""
    rules = rules_of(kind)
    return rules.effect if how in rules.ended_by else Effect.STAY


def shows(m: Meeting, fact: Fact) -> bool:
    """Whether the open step shows that, so that it has to be told where it changes."""
    return fact in rules_of(m.step.kind).needs


def must_have_rules() -> None:
    """Raises Misconfigured for the first kind of step without rules, or with some that leave it open for ever."""
    must_have_all(
        StepKind, _all_rules(), "kind of step", "has no rules: add its entry to bot/domain/meeting/step_rules.py"
    )
    for kind in StepKind:
        for missing in _missing(rules_of(kind)):
            raise Misconfigured(f"The rules of the kind of step {kind} are not complete: {missing}.")


def _missing(rules: StepRules) -> Iterator[str]:
    if not rules.ended_by >= BY_HAND_OR_TIME:
        yield "ended_by lacks NEXT or TIME, so that nobody could be sure to get out of it"
    if Move.EVERYBODY in rules.ended_by and not (rules.waits_for or rules.somebody_came):
        yield "EVERYBODY ends it, and neither waits_for nor somebody_came says when that is"
    if rules.one_is_missing and Move.EVERYBODY not in rules.ended_by:
        yield "one_is_missing says when it goes on, and EVERYBODY does not end it"
    if rules.is_told and Move.EVERYBODY not in rules.ended_by:
        yield "is_told says when there is time to read, and EVERYBODY does not end it"
    if rules.quiet_ends_it and Move.FINISHED not in rules.ended_by:
        yield "quiet_ends_it, and FINISHED does not"
