"""What a presenter keeps of their slot."""

from dataclasses import replace
from typing import Any

import pytest

from bot.domain.errors import Refused
from bot.domain.meeting import presenting
from bot.domain.meeting.events import Actor, Event
from bot.domain.meeting.parts import Issue, Presence, Slot
from bot.domain.meeting.people_events import (
    ChoseWhatHelped,
    KeptQuestion,
    KeptRestated,
    LooksAtOwnSlot,
    SaidNone,
    SaidNoneOf,
    TurnedToAnother,
)
from bot.domain.meeting.value import Meeting
from bot.domain.refusals import Refusal
from bot.domain.states import IssueState, MeetingState
from bot.domain.step_kinds import StepKind
from tests.bot.domain.meeting.cases import ANA, BEN, CAT, at_step, by, clock, happens, members

ADVISER = Actor("UADV", None, is_adviser=True)
PRESENT, CLARIFY, RESTATE, COMMIT = "step3", "step4", "step6", "step7"
"""Steps of the first slot; ANA presents in it."""


def paused(m: Meeting) -> Meeting:
    return replace(m, state=MeetingState.PAUSED, paused_at=m.now)


def slot_of(m: Meeting, slot_id: str = "slot1") -> Slot:
    found = m.slot_of(slot_id)
    assert found is not None
    return found


# Whose slot it is


def test_the_steps_of_ones_own_slot_are_ones_own_while_it_runs() -> None:
    m = at_step(StepKind.RESTATE)
    assert presenting.own(m, RESTATE, by(ANA)).id == "slot1"
    assert presenting.own(m, PRESENT, by(ANA)).id == "slot1"


@pytest.mark.parametrize(
    ("kind", "slot", "step", "who", "why"),
    [
        (StepKind.RESTATE, 0, RESTATE, by(BEN), Refusal.SLOT_OF_ANOTHER),
        (StepKind.RESTATE, 0, RESTATE, ADVISER, Refusal.SLOT_OF_ANOTHER),
        (StepKind.RESTATE, 0, "step0", by(ANA), Refusal.SLOT_OVER),
        (StepKind.RESTATE, 1, RESTATE, by(ANA), Refusal.SLOT_OVER),
        (StepKind.CLOSING, 0, RESTATE, by(ANA), Refusal.SLOT_OVER),
    ],
    ids=["a peer", "the adviser", "a step outside of slots", "another's slot runs", "no slot runs"],
)
def test_nobody_else_keeps_anything_of_a_slot(kind: StepKind, slot: int, step: str, who: Actor, why: Refusal) -> None:
    m = at_step(kind, slot=slot)
    events: list[Event[Any]] = [
        KeptQuestion(by=who, step=step, words="What?"),
        KeptRestated(by=who, step=step, words="What?"),
        LooksAtOwnSlot(by=who, step=step),
        SaidNone(by=who, step=step),
    ]
    if who != by(ANA) or step != RESTATE:
        events.append(ChoseWhatHelped(by=who, step=step, turn="turn"))
    for event in events:
        with pytest.raises(Refused) as refused:
            happens(m, event)
        assert refused.value.kind is why
        assert refused.value.facts == ({"presenter": "U1"} if why is Refusal.SLOT_OF_ANOTHER else {})


@pytest.mark.parametrize(("kind", "slot"), [(StepKind.RESTATE, 1), (StepKind.CLOSING, 0)])
def test_what_helped_can_be_said_until_the_meeting_closes_but_not_of_a_slot_that_was_ended(
    kind: StepKind, slot: int
) -> None:
    m, event = at_step(kind, slot=slot), ChoseWhatHelped(by=by(ANA), step=RESTATE, turn="turn")
    assert slot_of(happens(m, event).meeting).helped == "turn"
    with pytest.raises(Refused, match=Refusal.SLOT_OVER):
        happens(m.with_slot("slot1", ended_early=True), event)


def test_the_slot_of_a_presenter_who_has_left_is_nobodys() -> None:
    m = replace(at_step(StepKind.RESTATE), members=members()[1:])
    with pytest.raises(Refused, match=Refusal.SLOT_OF_ANOTHER):
        happens(m, LooksAtOwnSlot(by=by(ANA), step=RESTATE))


def test_to_look_is_a_sign_of_life_and_nothing_else() -> None:
    m = replace(at_step(StepKind.RESTATE), here=())
    after = happens(m, LooksAtOwnSlot(by=by(ANA), step=RESTATE)).meeting
    assert after == replace(m.with_step(human=True), here=(Presence(ANA, m.now, m.now),))


# Words


def test_the_question_is_kept_as_one_line_and_moves_nothing() -> None:
    m = at_step(StepKind.PRESENT)
    after = happens(m, KeptQuestion(by=by(ANA), step=PRESENT, words=" How  do I\nask? ")).meeting
    assert slot_of(after).question == "How do I ask?"
    assert after.step.id == m.step.id


@pytest.mark.parametrize(("length", "kept"), [(1999, 1999), (2000, 2000), (2001, 2000)])
def test_words_are_kept_up_to_two_thousand_characters(length: int, kept: int) -> None:
    assert presenting.whole("x" * length) == "x" * kept


@pytest.mark.parametrize("words", ["", "  \n "])
def test_no_words_are_none_to_keep(words: str) -> None:
    with pytest.raises(Refused) as refused:
        happens(at_step(StepKind.PRESENT), KeptQuestion(by=by(ANA), step=PRESENT, words=words))
    assert (refused.value.kind, refused.value.field) == (Refusal.NO_WORDS, "words")


@pytest.mark.parametrize(
    ("kind", "then"),
    [
        (StepKind.QUESTION, StepKind.QUESTION),
        (StepKind.RESTATE, StepKind.COMMIT),
        (StepKind.COMMIT, StepKind.COMMIT),
    ],
)
def test_what_is_restated_ends_the_step_that_asks_for_it(kind: StepKind, then: StepKind) -> None:
    after = happens(at_step(kind), KeptRestated(by=by(ANA), step=PRESENT, words="Why me?")).meeting
    assert slot_of(after).restated == "Why me?"
    assert after.step.kind is then


def test_in_a_pause_nothing_is_restated_but_can_be_corrected() -> None:
    with pytest.raises(Refused, match=rf"^{Refusal.PAUSED}$"):
        happens(paused(at_step(StepKind.RESTATE)), KeptRestated(by=by(ANA), step=RESTATE, words="Why?"))
    after = happens(paused(at_step(StepKind.COMMIT)), KeptRestated(by=by(ANA), step=RESTATE, words="Why?")).meeting
    assert slot_of(after).restated == "Why?"


# None this time


@pytest.mark.parametrize(
    ("kind", "then", "ends"),
    [
        (StepKind.RESTATE, StepKind.RESTATE, False),
        (StepKind.COMMIT, StepKind.SLOT_REVIEW, True),
        (StepKind.SLOT_REVIEW, StepKind.SLOT_REVIEW, False),
    ],
)
def test_none_this_time_ends_the_commit_step(kind: StepKind, then: StepKind, ends: bool) -> None:
    m = at_step(kind)
    asks = happens(m, SaidNone(by=by(ANA), step=m.step.id, only_asks=True))
    assert asks.answer is ends
    assert asks.meeting.slots == m.slots
    assert asks.meeting.step.id == m.step.id
    said = happens(m, SaidNone(by=by(ANA), step=m.step.id, because=" Not yet "))
    assert said.answer is ends
    assert said.meeting.step.kind is then
    assert (slot_of(said.meeting).none_this_time, slot_of(said.meeting).none_because) == (True, "Not yet")


def test_none_this_time_waits_while_the_commit_step_is_paused() -> None:
    m = paused(at_step(StepKind.COMMIT))
    assert happens(m, SaidNone(by=by(ANA), step=COMMIT, only_asks=True)).answer
    with pytest.raises(Refused, match=rf"^{Refusal.PAUSED}$"):
        happens(m, SaidNone(by=by(ANA), step=COMMIT))


def test_at_the_closing_none_is_said_of_the_slot_that_brought_nothing() -> None:
    m = at_step(StepKind.CLOSING).with_slot("slot1", brought=1)
    after = happens(m, SaidNone(by=by(BEN), step=m.step.id))
    assert slot_of(after.meeting, "slot2").none_this_time
    assert not slot_of(after.meeting, "slot1").none_this_time
    assert after.answer is False
    assert after.meeting.step.id == m.step.id
    for who in (by(ANA), by(CAT), ADVISER, None):
        with pytest.raises(Refused, match=Refusal.NOT_THE_PRESENTER):
            happens(m, SaidNone(by=who, step=m.step.id, only_asks=True))


def test_none_is_said_of_a_slot_after_the_close() -> None:
    m = replace(at_step(StepKind.CLOSING), state=MeetingState.CLOSED, closed_at=clock("15:00"))
    after = happens(m, SaidNoneOf(slot="slot2", because="x" * 2001)).meeting
    assert after == m.with_slot("slot2", none_this_time=True, none_because="x" * 2000)


# What helped


def test_the_question_that_helped_most_is_the_presenters_answer_in_the_review() -> None:
    m = at_step(StepKind.SLOT_REVIEW)
    after = happens(m, ChoseWhatHelped(by=by(ANA), step=m.step.id, turn="turn")).meeting
    assert slot_of(after).helped == "turn"
    assert after.step.answered == {ANA}
    last = m.with_step(answered=frozenset({BEN, CAT, 4}))
    ended = happens(last, ChoseWhatHelped(by=by(ANA), step=m.step.id, turn="turn")).meeting
    assert ended.step.id != m.step.id
    assert slot_of(ended).helped == "turn"


def test_before_the_review_it_is_only_kept() -> None:
    m = at_step(StepKind.COMMIT)
    after = happens(m, ChoseWhatHelped(by=by(ANA), step=m.step.id, turn="turn")).meeting
    assert slot_of(after).helped == "turn"
    assert not after.step.answered


# Something else

OTHER = Issue(99, "other", ANA, "I cannot say no", clock("14:00"))


def test_a_slot_turns_to_another_issue_and_keeps_what_it_has_brought() -> None:
    m = at_step(StepKind.PRESENT).with_slot("slot1", question="Who decides?")
    raised = replace(slot_of(m).issue, state=IssueState.WAITING)
    turned = TurnedToAnother(by=by(ANA), slot="slot1", issue=OTHER, waiting=(raised,))
    after = happens(m, turned).meeting
    assert slot_of(after).issue == replace(OTHER, state=IssueState.PRESENTED)
    assert slot_of(after).question == "Who decides?"
    assert after.known.waiting in (None, (raised,))


@pytest.mark.parametrize(
    ("slot", "who", "why"),
    [
        pytest.param("slot1", BEN, Refusal.SLOT_OF_ANOTHER, id="a peer"),
        pytest.param("slot2", ANA, Refusal.SLOT_OVER, id="another slot"),
    ],
)
def test_only_the_presenter_turns_the_slot_that_runs(slot: str, who: int, why: Refusal) -> None:
    with pytest.raises(Refused, match=why):
        happens(at_step(StepKind.PRESENT), TurnedToAnother(by=by(who), slot=slot))
