"""The course of a meeting: which step follows, what it says as it begins, and what is left behind."""

from dataclasses import replace

import pytest

from bot.domain.actions import ActionLine
from bot.domain.formats import FormatStep
from bot.domain.meeting import steps
from bot.domain.meeting.effects import IssueUsedUp, TalkForgotten
from bot.domain.meeting.log_entries import Key
from bot.domain.meeting.parts import Member, Owned, Turn
from bot.domain.meeting.value import Meeting
from bot.domain.meetings import Move
from bot.domain.message_and_timer_kinds import Says
from bot.domain.states import ActionStatus, MeetingState, TurnState
from bot.domain.step_kinds import StepKind
from tests.bot.domain.meeting.cases import (
    ANA,
    BEN,
    CAT,
    DAN,
    FORMAT,
    IN_ORDER,
    at_step,
    away,
    clock,
    given,
    issue_of,
    members,
    said,
    said_since,
    then,
)

K = StepKind
CARD = Key(Says.SLOT_CARD, "slot1")
WAITING = (issue_of(ANA), issue_of(BEN), issue_of(CAT))


def owned(member: int) -> Owned:
    line = ActionLine(f"action{member}", f"U{member}", "Call them", "", None, None, ActionStatus.OPEN)
    return Owned(member, line, told=False)


@pytest.mark.parametrize("move", list(Move))
@pytest.mark.parametrize("kind", IN_ORDER[:-1])
def test_a_move_ends_the_step_or_leaves_it_as_it_is(kind: StepKind, move: Move) -> None:
    ends = {
        Move.NEXT: set(K),
        Move.TIME: set(K),
        Move.CLOSE: set[StepKind](),
        Move.FINISHED: {K.PRESENT, K.QUESTION, K.RESTATE, K.COMMIT, K.BIDS},
        Move.EVERYBODY: {K.OPENING, K.REPORT_BACK, K.SLOT_REVIEW, K.REVIEW},
    }
    m = at_step(kind, slots=(ANA,))
    moved = steps.move(m, move, given(waiting=WAITING[:1], opened_with=(owned(ANA),)))
    following = [*FORMAT.before, *FORMAT.slot, *FORMAT.after]
    place = [plan.kind for plan in following].index(kind)
    assert moved.step.kind is (following[place + 1].kind if kind in ends[move] else kind)
    if kind not in ends[move]:
        assert moved == m


@pytest.mark.parametrize("move", [Move.NEXT, Move.TIME, Move.CLOSE])
def test_the_closing_ends_with_the_meeting(move: Move) -> None:
    assert steps.move(at_step(K.CLOSING), move, given()).state is MeetingState.CLOSED


def test_a_step_that_begins_has_its_time_box_and_its_words() -> None:
    plan = FormatStep(K.CLARIFY, 2.5, "{minutes} for {presenter}")
    odd = replace(FORMAT, slot=(FORMAT.slot[0], plan, *FORMAT.slot[2:]))
    before = at_step(K.PRESENT, format=odd, at=clock("14:31"))
    m = steps.advance(before, given())
    assert before.step.is_open
    assert m.steps[-2].ended_at == clock("14:31")
    assert (m.step.kind, m.step.position, m.step.slot) == (K.CLARIFY, 4, "slot1")
    assert (m.step.began_at, m.step.ends_at) == (clock("14:31"), clock("14:33:30"))
    assert (m.step.says, m.step.minutes) == ("{minutes} for {presenter}", 2.5)
    assert m.step.prompt in {f"clarify-{number}" for number in range(1, 5)}


def test_questions_have_a_prompt_a_call_and_none_of_their_own() -> None:
    before = at_step(K.CLARIFY)
    m = steps.advance(before, given())
    assert m.step.prompt is None
    assert [(turn.member, turn.state) for turn in m.turns] == [(BEN, TurnState.CALLED)]
    assert said_since(before, m) == [(Key(Says.CALL, m.turns[0].id), CARD)]


def test_the_first_step_of_a_slot_stands_under_its_card() -> None:
    before = at_step(K.BIDS)
    m = steps.move(before, Move.FINISHED, given(waiting=(issue_of(CAT),)))
    head = Key(Says.SLOT_CARD, m.slots[0].id)
    assert said_since(before, m) == [(head, None), (Key(Says.STEP, m.step.id), head)]
    assert IssueUsedUp(203) in m.effects


def test_the_next_step_of_a_slot_stands_in_the_same_thread() -> None:
    before = at_step(K.PRESENT)
    m = steps.advance(before, given())
    assert said_since(before, m) == [(Key(Says.STEP, m.step.id), CARD)]
    assert not m.effects_of(IssueUsedUp)


def test_a_report_back_begins_with_a_message_for_each_owner() -> None:
    before = at_step(K.OPENING)
    told = (owned(CAT), owned(ANA), owned(CAT))
    m = steps.advance(before, given(opened_with=told))
    card = Key(Says.STEP_CARD, m.step.id)
    assert said_since(before, m) == [
        (card, None),
        (Key(Says.OWNER, m.step.id, str(CAT)), card),
        (Key(Says.OWNER, m.step.id, str(ANA)), card),
    ]
    assert m.known.opened_with == told


def test_without_an_action_to_report_on_there_is_no_report_back() -> None:
    before = at_step(K.OPENING)
    m = steps.advance(before, given())
    assert (m.step.kind, m.step.position) == (K.BIDS, 2)
    assert said_since(before, m) == [(Key(Says.STEP_CARD, m.step.id), None)]


def test_talk_is_forgotten_as_its_slot_ends_and_not_before() -> None:
    m = at_step(K.COMMIT).with_step(told_turn=frozenset({CAT}), answered=frozenset({DAN}))
    within = steps.advance(m, given())
    assert within.steps[-2].told_turn == {CAT}
    assert not within.effects_of(TalkForgotten)
    left = steps.advance(within, given())
    assert (left.steps[-3].told_turn, left.steps[-3].answered) == (frozenset(), frozenset())
    assert left.effects_of(TalkForgotten) == (TalkForgotten(is_over=False),)


def test_outside_of_slots_nothing_is_forgotten_before_the_close() -> None:
    m = at_step(K.REPORT_BACK).with_step(passed=frozenset({CAT}))
    assert steps.advance(m, given(waiting=WAITING)).steps[-2].passed == {CAT}


@pytest.mark.parametrize("kind", [K.COMMIT, K.SLOT_REVIEW])
def test_what_was_offered_without_the_presenter_is_settled_by_the_review_and_by_the_end(kind: StepKind) -> None:
    m = at_step(kind).with_slot("slot1", away_offered=True)
    assert not steps.advance(m, given()).slots[0].away_offered


def test_what_was_offered_stands_until_the_review() -> None:
    m = at_step(K.PRESENT).with_slot("slot1", away_offered=True)
    assert steps.advance(m, given()).slots[0].away_offered


@pytest.mark.parametrize(("pulses", "shown"), [(0, False), (1, True), (5, True)])
def test_the_spread_is_shown_once_where_anybody_has_answered(pulses: int, shown: bool) -> None:
    m = at_step(K.REVIEW).with_step(pulsed=frozenset(range(1, pulses + 1)))
    found = said_since(m, steps.advance(m, given()))
    assert ((Key(Says.PULSE_SUMMARY, "meeting"), None) in found) is shown
    assert found[-1][0].kind is Says.STEP_CARD


def test_an_open_turn_is_cut_with_its_step_and_whoever_had_no_question_is_first_in_the_next() -> None:
    m = at_step(K.QUESTION)
    m = replace(m, turns=(Turn("turn", m.step.id, BEN, TurnState.CALLED, m.now),))
    m = steps.advance(m, given())
    assert (m.turns[0].state, m.turns[0].ended_at) == (TurnState.CUT, m.now)
    assert [one.number for one in m.members if one.missed_call] == [BEN, CAT, DAN]


def test_a_step_that_begins_in_a_pause_has_all_its_time_before_it_and_calls_nobody() -> None:
    m = at_step(K.CLARIFY, state=MeetingState.PAUSED, paused_at=clock("14:20"), at=clock("14:30"))
    after = steps.advance(m, given())
    assert (after.paused_at, after.step.ends_at) == (clock("14:30"), clock("14:50"))
    assert said_since(m, after) == []


def test_the_opening_is_over_once_nobody_is_missing() -> None:
    m = at_step(K.OPENING)
    assert steps.somebody_came(m, given()).step.kind is K.BIDS
    assert steps.somebody_came(away(m, DAN), given()).step.kind is K.OPENING
    gone = replace(away(m, DAN), members=members(Member(DAN, 104, "U4", agreed=False)))
    assert steps.somebody_came(gone, given()).step.kind is K.BIDS
    assert steps.somebody_came(replace(m, state=MeetingState.PAUSED), given()).step.kind is K.OPENING


def test_aloud_the_last_one_may_come_by_a_word_in_the_thread_of_the_opening() -> None:
    m = away(at_step(K.OPENING, spoken=True), DAN)
    assert then(m, said(DAN, "14:31", thread="500.0"), "14:31").step.kind is K.BIDS


def test_a_latecomer_is_called_by_a_word_beside_the_thread() -> None:
    m = away(without_its_message(at_step(K.QUESTION)), BEN, CAT, DAN)
    turn = then(m, said(DAN, "14:31", thread=None), "14:31").turn
    assert turn is not None
    assert turn.member == DAN


def without_its_message(m: Meeting) -> Meeting:
    """Of a step of questions that was called through: its own message comes only then."""
    return replace(m, log=m.log[:-1])


def test_when_nobody_is_left_to_call_the_controls_have_a_message_of_their_own_once() -> None:
    m = away(without_its_message(at_step(K.QUESTION)), BEN, CAT, DAN)
    after = steps.keep_calling(m, given())
    assert said_since(m, after) == [(Key(Says.STEP, m.step.id), CARD)]
    assert steps.keep_calling(after, given()) == after


def test_a_latecomer_is_called_where_nobody_is() -> None:
    m = away(at_step(K.QUESTION), BEN, CAT)
    after = steps.somebody_came(m, given())
    assert [turn.member for turn in after.turns] == [DAN]
    assert steps.somebody_came(after, given()) == after


@pytest.mark.parametrize(
    "m",
    [
        pytest.param(at_step(K.QUESTION, state=MeetingState.PAUSED), id="paused"),
        pytest.param(at_step(K.QUESTION).with_step(time_up=True, ends_at=clock("14:30")), id="time is over"),
        pytest.param(replace(at_step(K.QUESTION), log=()), id="no card to call under"),
        pytest.param(at_step(K.CLARIFY), id="no step of questions"),
    ],
)
def test_nobody_is_called(m: Meeting) -> None:
    assert steps.keep_calling(m, given()) == m
