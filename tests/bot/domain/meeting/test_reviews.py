"""Reviews are over once everybody who is here has answered: aloud in the thread, with a line of learning, with a pulse."""

from dataclasses import replace
from typing import Any

import pytest

from bot.domain.errors import Refused
from bot.domain.meeting import reviews
from bot.domain.meeting.log_entries import Key
from bot.domain.meeting.parts import Member, Presence
from bot.domain.meeting.people_events import GavePulse, Learnt, PulseKept
from bot.domain.meeting.value import Meeting
from bot.domain.meetings import Learned
from bot.domain.message_and_timer_kinds import Says
from bot.domain.refusals import Refusal
from bot.domain.states import MeetingState
from bot.domain.step_kinds import StepKind
from tests.bot.domain.meeting.cases import ANA, BEN, CAT, DAN, START, at_step, by, clock, given, happens, members

ALL = frozenset({ANA, BEN, CAT, DAN})
UNAGREED = Member(DAN, 104, "U4", agreed=False)
ADVISING = Member(DAN, 104, "U4", is_adviser=True)


def in_review(kind: StepKind, **changes: Any) -> Meeting:
    return at_step(kind).with_step(**changes)


def here(*those: int) -> tuple[Presence, ...]:
    return tuple(Presence(one, START, START) for one in those)


@pytest.mark.parametrize(
    ("before", "there", "people", "over"),
    [
        ({ANA, BEN}, (ANA, BEN, CAT, DAN), members(), False),
        ({ANA, BEN, DAN}, (ANA, BEN, CAT, DAN), members(), True),
        ({BEN, DAN}, (ANA, BEN, CAT, DAN), members(), False),
        ({BEN, DAN}, (BEN, CAT, DAN), members(), True),
        ({ANA, BEN}, (ANA, BEN, CAT), members(), True),
        ({ANA, BEN}, (ANA, BEN, CAT, DAN), members(UNAGREED), True),
        ({ANA, BEN}, (ANA, BEN, CAT, DAN), members(ADVISING), True),
    ],
    ids=[
        "a peer has not",
        "all have",
        "the presenter has not",
        "the presenter is not here",
        "a peer is not here",
        "whoever has not agreed",
        "a member who advises",
    ],
)
def test_the_review_of_a_slot_waits_for_presenter_and_peers_who_are_here(
    before: set[int], there: tuple[int, ...], people: tuple[Member, ...], over: bool
) -> None:
    m = in_review(StepKind.SLOT_REVIEW, answered=frozenset(before))
    m = replace(m, here=here(*there), members=people)
    after = reviews.answered(m, CAT, given())
    assert (after.step.id != m.step.id) is over


@pytest.mark.parametrize(
    ("answered", "pulsed", "over"),
    [(ALL, ALL, True), (ALL, ALL - {BEN}, False), (ALL - {BEN}, ALL, False), (ALL - {BEN}, ALL - {CAT}, False)],
)
def test_the_review_of_the_meeting_waits_for_words_and_pulse_of_each(
    answered: frozenset[int], pulsed: frozenset[int], over: bool
) -> None:
    m = in_review(StepKind.REVIEW, answered=answered, pulsed=pulsed)
    after = happens(m, PulseKept(step=m.step.id)).meeting
    assert (after.step.kind is StepKind.CLOSING) is over


def test_nothing_moves_in_a_pause_nor_where_nobody_is_here() -> None:
    m = in_review(StepKind.REVIEW, answered=ALL, pulsed=ALL)
    paused = replace(m, state=MeetingState.PAUSED, paused_at=clock("14:30"))
    assert reviews.move_on_when_all_answered(paused, given()) == paused
    alone = replace(m, here=())
    assert reviews.move_on_when_all_answered(alone, given()) == alone


def test_an_adviser_who_is_no_member_answers_for_nobody() -> None:
    m = in_review(StepKind.SLOT_REVIEW, answered=ALL)
    assert reviews.answered(m, None, given()) == m


def test_a_pulse_is_noted_before_it_is_kept_and_moves_nothing_until_then() -> None:
    m = in_review(StepKind.REVIEW, answered=ALL, pulsed=ALL - {DAN})
    noted = happens(m, GavePulse(by=by(DAN), step=m.step.id)).meeting
    assert noted.step.kind is StepKind.REVIEW
    assert noted.step.pulsed == ALL
    kept = happens(noted, PulseKept(step=m.step.id)).meeting
    assert kept.step.kind is StepKind.CLOSING
    assert kept.entry(Key(Says.PULSE_SUMMARY, m.id)) is not None


def test_whoever_gives_a_pulse_is_here() -> None:
    m = replace(in_review(StepKind.REVIEW), here=here(ANA))
    assert happens(m, GavePulse(by=by(BEN), step=m.step.id)).meeting.is_here(BEN)


def test_there_is_one_pulse_a_person() -> None:
    m = in_review(StepKind.REVIEW, pulsed=frozenset({BEN}))
    with pytest.raises(Refused) as refused:
        happens(m, GavePulse(by=by(BEN), step=m.step.id))
    assert (refused.value.kind, refused.value.field) == (Refusal.PULSE_GIVEN, "score")


@pytest.mark.parametrize(("kind", "step"), [(StepKind.CLOSING, "step15"), (StepKind.REVIEW, "step0")])
def test_a_pulse_comes_too_late_once_the_review_is_over(kind: StepKind, step: str) -> None:
    m = at_step(kind)
    with pytest.raises(Refused) as refused:
        happens(m, GavePulse(by=by(BEN), step=step))
    assert (refused.value.kind, refused.value.field) == (Refusal.REVIEW_OVER, "score")


def test_a_pulse_that_is_kept_late_moves_no_other_step() -> None:
    m = in_review(StepKind.SLOT_REVIEW, answered=ALL)
    assert happens(m, PulseKept(step="step0")).meeting == m


@pytest.mark.parametrize("kind", [StepKind.SLOT_REVIEW, StepKind.REVIEW])
def test_a_line_of_learning_is_an_answer_in_the_review_of_its_button(kind: StepKind) -> None:
    m = at_step(kind)
    assert happens(m, Learnt(by=by(BEN), step=m.step.id)).meeting.step.answered == {BEN}
    assert not happens(m, Learnt(by=by(BEN), step="step0")).meeting.step.answered


def test_the_last_line_of_learning_ends_the_review_of_a_slot() -> None:
    m = in_review(StepKind.SLOT_REVIEW, answered=ALL - {CAT})
    assert happens(m, Learnt(by=by(CAT), step=m.step.id)).meeting.slot != m.slot


def test_what_is_learnt_counts_in_no_other_step() -> None:
    m = at_step(StepKind.COMMIT)
    after = happens(m, Learnt(by=by(BEN), step=m.step.id)).meeting
    assert after.step == replace(m.step, human=True)


def test_the_closing_knows_what_was_shared() -> None:
    m = at_step(StepKind.CLOSING).with_known(learned=())
    shared = (Learned("U2", "Ask less"),)
    assert happens(m, Learnt(by=by(BEN), step=m.step.id, learned=shared)).meeting.known.learned == shared
    assert happens(m, Learnt(by=by(BEN), step=m.step.id)).meeting.known.learned == ()


def test_a_latecomer_who_notes_what_they_learnt_ends_the_opening() -> None:
    m = replace(at_step(StepKind.OPENING), here=here(ANA, BEN, CAT))
    assert happens(m, Learnt(by=by(DAN), step="long over")).meeting.step.kind is not StepKind.OPENING


def test_whoever_answered_is_not_counted_twice_in_two_reviews_of_the_meeting() -> None:
    """A format may look back twice; who answered the first time is not asked again."""
    m = in_review(StepKind.REVIEW)
    earlier = replace(m.steps[0], kind=StepKind.REVIEW, answered=frozenset({BEN}), pulsed=frozenset({BEN}))
    m = replace(m, steps=(earlier, *m.steps[1:]))
    assert not reviews.answered(m, BEN, given()).step.answered
    with pytest.raises(Refused, match=Refusal.PULSE_GIVEN):
        happens(m, GavePulse(by=by(BEN), step=m.step.id))
