"""Reviews are over once everybody who is here has answered: aloud in the thread, with a line of learning, with a pulse."""

from dataclasses import replace
from typing import Any

import pytest

from bot.domain.meeting import log, reviews
from bot.domain.meeting.events import Came, Extended, HalfOver, MovedOn, Resumed
from bot.domain.meeting.parts import Member, Presence
from bot.domain.meeting.people_events import GavePulse, Learnt, PulseKept, WentAway
from bot.domain.meeting.timers import Timer, timers_of
from bot.domain.meeting.value import Meeting
from bot.domain.meetings import Learned
from bot.domain.message_and_timer_kinds import Later
from bot.domain.pulses import PulseTaken
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


def shown(m: Meeting) -> Meeting:
    """The same once it was shown what was given."""
    return log.say(m, reviews.summary_key(m), talk=True)


def talks(m: Meeting) -> bool:
    said = m.entry(reviews.summary_key(m))
    return said is not None and said.facts.get("talk") is True


@pytest.mark.parametrize(
    ("pulsed", "kept", "is_there"),
    [
        pytest.param(ALL, 4, True, id="all who are here gave one"),
        pytest.param(ALL - {BEN}, 3, False, id="one has not"),
        pytest.param(ALL, 3, False, id="the number of one is not kept yet"),
    ],
)
def test_what_was_given_is_shown_as_soon_as_all_gave_it_and_then_they_talk(
    pulsed: frozenset[int], kept: int, is_there: bool
) -> None:
    m = in_review(StepKind.REVIEW, pulsed=pulsed, answered=ALL)
    after = happens(m, PulseKept(step=m.step.id), given_pulses=kept).meeting
    assert talks(after) is is_there
    assert after.step.kind is StepKind.REVIEW
    assert after.step.answered == (frozenset() if is_there else ALL), "what came before is no line of the talk"


def test_it_is_shown_once_whoever_is_left_has_given_theirs() -> None:
    m = in_review(StepKind.REVIEW, pulsed=ALL - {DAN})
    away = replace(Member(DAN, 104, "U4"), is_gone=True)
    after = happens(m, WentAway(by=by(DAN), members=members(away)), given_pulses=3).meeting
    assert talks(after)


def test_nobody_is_shown_anything_in_a_pause() -> None:
    m = replace(in_review(StepKind.REVIEW, pulsed=ALL), state=MeetingState.PAUSED, paused_at=clock("14:31"))
    after = happens(m, PulseKept(step=m.step.id), given_pulses=4).meeting
    assert not reviews.is_shown(after)
    gone_on = happens(replace(after, now=clock("14:32")), Resumed(by=by(ANA)), given_pulses=4).meeting
    assert talks(gone_on)


@pytest.mark.parametrize(("answered", "over"), [(ALL, True), (ALL - {BEN}, False)])
def test_the_talk_is_over_once_each_has_written_a_line(answered: frozenset[int], over: bool) -> None:
    m = shown(in_review(StepKind.REVIEW, answered=answered, pulsed=ALL - {DAN}))
    after = happens(m, Came(by=by(CAT))).meeting
    assert after.step.kind is StepKind.REVIEW, "a sign alone ends nothing"
    after = reviews.answered(m, CAT, given())
    assert (after.step.kind is StepKind.CLOSING) is over


@pytest.mark.parametrize(("kept", "is_there"), [(4, False), (5, True)])
def test_at_half_time_five_are_enough(kept: int, is_there: bool) -> None:
    m = in_review(StepKind.REVIEW, pulsed=frozenset({ANA, BEN}))
    half = clock("14:32:30")
    assert timers_of(m)[Timer(Later.REVIEW_HALF, m.step.id)] == half
    after = happens(replace(m, now=half), HalfOver(step=m.step.id), given_pulses=kept).meeting
    assert talks(after) is is_there
    assert Timer(Later.REVIEW_HALF, m.step.id) not in timers_of(after)


def test_a_fifth_after_half_time_waits_for_the_others_or_the_end() -> None:
    m = replace(in_review(StepKind.REVIEW, pulsed=frozenset({ANA, BEN})), now=clock("14:33"))
    assert not reviews.is_shown(happens(m, PulseKept(step=m.step.id), given_pulses=5).meeting)
    ended = happens(m, MovedOn(by=by(ANA)), given_pulses=5).meeting
    assert reviews.is_shown(ended)
    assert not talks(ended), "there is no time left to talk about it"


def test_half_time_moves_with_what_is_added_and_is_no_more_once_shown() -> None:
    m = in_review(StepKind.REVIEW)
    longer = happens(m, Extended(by=by(ANA), minutes=5)).meeting
    assert reviews.half_ends_at(longer) == clock("14:35")
    assert reviews.half_ends_at(shown(m)) is None
    assert reviews.half_ends_at(at_step(StepKind.SLOT_REVIEW)) is None


def test_what_was_shown_is_not_shown_again_at_the_end() -> None:
    m = shown(in_review(StepKind.REVIEW, pulsed=ALL))
    ended = happens(m, MovedOn(by=by(ANA))).meeting
    assert talks(ended)
    assert len([one for one in ended.log if one.key == reviews.summary_key(m)]) == 1


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
    m = in_review(StepKind.REVIEW, pulsed=ALL - {DAN})
    noted = happens(m, GavePulse(by=by(DAN), step=m.step.id), given_pulses=3)
    assert noted.answer is PulseTaken.COUNTED
    assert noted.meeting.step.pulsed == ALL
    assert not reviews.is_shown(noted.meeting)
    assert talks(happens(noted.meeting, PulseKept(step=m.step.id), given_pulses=4).meeting)


def test_whoever_gives_a_pulse_is_here() -> None:
    m = replace(in_review(StepKind.REVIEW), here=here(ANA))
    assert happens(m, GavePulse(by=by(BEN), step=m.step.id)).meeting.is_here(BEN)


def test_there_is_one_pulse_a_person() -> None:
    m = in_review(StepKind.REVIEW, pulsed=frozenset({BEN}))
    again = happens(m, GavePulse(by=by(BEN), step=m.step.id))
    assert (again.answer, again.meeting.step.pulsed) == (PulseTaken.GIVEN, frozenset({BEN}))


@pytest.mark.parametrize(
    ("m", "step"),
    [
        pytest.param(at_step(StepKind.CLOSING), "step15", id="the review is over"),
        pytest.param(at_step(StepKind.REVIEW), "step0", id="of another step"),
        pytest.param(shown(at_step(StepKind.REVIEW)), "step15", id="what was given is shown"),
    ],
)
def test_a_pulse_comes_too_late_once_it_could_be_told_apart(m: Meeting, step: str) -> None:
    late = happens(m, GavePulse(by=by(BEN), step=step))
    assert (late.answer, late.meeting.step.pulsed) == (PulseTaken.SHOWN, frozenset())


def test_a_pulse_that_is_kept_late_moves_no_other_step() -> None:
    m = in_review(StepKind.SLOT_REVIEW, answered=ALL)
    assert happens(m, PulseKept(step="step0")).meeting == m


@pytest.mark.parametrize(
    "m", [at_step(StepKind.SLOT_REVIEW), shown(at_step(StepKind.REVIEW))], ids=["of a slot", "of the meeting"]
)
def test_a_line_of_learning_is_an_answer_in_the_review_of_its_button(m: Meeting) -> None:
    assert happens(m, Learnt(by=by(BEN), step=m.step.id)).meeting.step.answered == {BEN}
    assert not happens(m, Learnt(by=by(BEN), step="step0")).meeting.step.answered


def test_what_is_kept_before_the_talk_is_no_line_of_it() -> None:
    m = at_step(StepKind.REVIEW)
    assert not happens(m, Learnt(by=by(BEN), step=m.step.id)).meeting.step.answered


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
    assert happens(m, GavePulse(by=by(BEN), step=m.step.id)).answer is PulseTaken.GIVEN
