"""When a meeting ends, what its close leaves behind, and what its slots left unsaid."""

from dataclasses import replace

import pytest

from bot.domain.meeting import closing
from bot.domain.meeting.effects import MeetingClosed, NotSaid, TalkForgotten
from bot.domain.meeting.parts import Turn
from bot.domain.meeting.value import Meeting
from bot.domain.states import MeetingState, TurnState
from bot.domain.step_kinds import StepKind
from tests.bot.domain.meeting.cases import ANA, BEN, CAT, at_step, clock, on_time

K = StepKind


@pytest.mark.parametrize(
    ("m", "ends"),
    [
        pytest.param(at_step(K.PRESENT), "15:13", id="all of it is ahead"),
        pytest.param(at_step(K.COMMIT), "14:40", id="two steps are left"),
        pytest.param(at_step(K.SLOT_REVIEW), "14:35", id="the last step"),
        pytest.param(at_step(K.CLARIFY).with_step(ends_at=clock("14:45")), "15:18", id="a step that was extended"),
    ],
)
def test_a_slot_ends_as_its_steps_keep_their_time_boxes(m: Meeting, ends: str) -> None:
    assert closing.slot_ends(m) == clock(ends)


@pytest.mark.parametrize(
    ("m", "ends"),
    [
        pytest.param(on_time(K.OPENING), "15:56", id="with the slots that fit"),
        pytest.param(on_time(K.PRESENT, slots=(ANA,)), "15:13", id="with those that are given"),
        pytest.param(replace(on_time(K.CLOSING, slots=(ANA,)), now=clock("15:20")), "15:20", id="late already"),
    ],
)
def test_when_a_meeting_is_planned_to_end(m: Meeting, ends: str) -> None:
    assert closing.planned_end(m) == clock(ends)


@pytest.mark.parametrize("was_last", [True, False])
def test_a_close_ends_the_step_and_says_what_it_leaves_to_do(was_last: bool) -> None:
    m = closing.close(at_step(K.CLOSING, slots=(ANA,), paused_at=clock("14:20")), was_last=was_last)
    assert (m.state, m.closed_at, m.paused_at) == (MeetingState.CLOSED, clock("14:30"), None)
    assert m.step.ended_at == clock("14:30")
    assert m.effects == (TalkForgotten(is_over=True), NotSaid("slot1", ANA), MeetingClosed(was_last))


def test_a_step_that_has_ended_ended_then() -> None:
    assert closing.close(at_step(K.CLOSING).with_step(ended_at=clock("14:25"))).step.ended_at == clock("14:25")


@pytest.mark.parametrize(
    ("changes", "asked"),
    [
        pytest.param({}, True, id="nothing was said"),
        pytest.param({"brought": 1}, False, id="an action"),
        pytest.param({"none_this_time": True}, False, id="none this time"),
    ],
)
def test_whoever_named_neither_an_action_nor_none_is_asked_once_more(changes: dict[str, object], asked: bool) -> None:
    m = at_step(K.CLOSING, slots=(ANA, BEN)).with_slot("slot1", none_this_time=True).with_slot("slot2", **changes)
    assert closing.close(m).effects_of(NotSaid) == ((NotSaid("slot2", BEN),) if asked else ())


def test_whoever_has_left_is_not_asked() -> None:
    m = at_step(K.CLOSING, slots=(ANA, BEN))
    m = replace(m, members=tuple(one for one in m.members if one.number != ANA))
    assert closing.close(m).effects_of(NotSaid) == (NotSaid("slot2", BEN),)


def test_who_wrote_when_is_forgotten_once_and_what_was_asked_is_kept() -> None:
    somebody, now = frozenset({CAT}), clock("14:30")
    m = at_step(K.QUESTION).with_step(
        answered=somebody,
        pulsed=somebody,
        passed=somebody,
        restated=somebody,
        told_turn=somebody,
        told_late=somebody,
        writing={CAT: now},
    )
    turn = Turn("turn", m.step.id, BEN, TurnState.ASKED, now, asked_at=now, asked_ts="1.0", word_at=now)
    counted = replace(turn, answered=True, followed_up=True, spent=True, below=2, shown_again=True)
    m = closing.forget_talk(replace(m, turns=(counted,)))
    assert m.step == at_step(K.QUESTION).with_step(passed=somebody).step
    assert closing.forget_talk(m, is_over=True).step == at_step(K.QUESTION).step
    assert m.turns == (replace(turn, answered=True, asked_ts=None, word_at=None),)
    assert closing.forget_talk(m).effects == (TalkForgotten(is_over=False),)


@pytest.mark.parametrize(
    ("m", "member", "slot"),
    [
        pytest.param(at_step(K.SLOT_REVIEW), ANA, "slot1", id="their slot, in its review"),
        pytest.param(at_step(K.SLOT_REVIEW), BEN, None, id="not another's"),
        pytest.param(at_step(K.SLOT_REVIEW), None, None, id="nor an adviser who is no member"),
        pytest.param(at_step(K.COMMIT), ANA, None, id="not before its review"),
        pytest.param(at_step(K.REVIEW), ANA, None, id="nor in the review of the meeting"),
        pytest.param(at_step(K.CLOSING), BEN, "slot2", id="at the closing, any of theirs"),
        pytest.param(at_step(K.SLOT_REVIEW, slot=1), BEN, "slot2", id="the second slot"),
        pytest.param(at_step(K.SLOT_REVIEW, slot=1), ANA, None, id="no slot but the one that runs"),
        pytest.param(at_step(K.SLOT_REVIEW).with_slot("slot1", brought=1), ANA, None, id="an action was named"),
        pytest.param(at_step(K.CLOSING, slots=(ANA,)).with_slot("slot1", brought=2), ANA, None, id="or several"),
    ],
)
def test_the_slot_of_which_it_is_still_to_be_said(m: Meeting, member: int | None, slot: str | None) -> None:
    found = closing.of_mine(m, member)
    assert (found.id if found else None) == slot


def test_of_two_slots_the_one_that_brought_nothing() -> None:
    m = at_step(K.CLOSING, slots=(ANA, BEN))
    m = m.with_slot("slot2", issue=replace(m.slots[1].issue, member=ANA)).with_slot("slot1", brought=1)
    found = closing.of_mine(m, ANA)
    assert found is not None
    assert found.id == "slot2"
