"""Pauses, and time in which nobody was there."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.meeting import clock
from bot.domain.meeting.effects import ChannelTriedAgain
from bot.domain.meeting.events import (
    NobodyWasThere,
)
from bot.domain.meeting.parts import Turn
from bot.domain.meeting.value import Meeting
from bot.domain.states import MeetingState, TurnState
from bot.domain.step_kinds import StepKind
from tests.bot.domain.meeting.cases import ANA, BEN, START, at_step, fired, given, later
from tests.bot.domain.meeting.cases import clock as at

K = StepKind
MINUTE = timedelta(minutes=1)
SECOND = timedelta(seconds=1)


def calling(m: Meeting) -> Meeting:
    return replace(m, turns=(Turn("turn", m.step.id, BEN, TurnState.CALLED, m.now),))


# Pause and resumption


def test_a_pause_stops_the_clock() -> None:
    m = clock.pause(later(at_step(K.CLARIFY), at("14:32")))
    assert (m.state, m.paused_at) == (MeetingState.PAUSED, at("14:32"))


@pytest.mark.parametrize(
    ("ends", "time_up", "gap", "ends_then", "time_up_then"),
    [
        pytest.param("14:35", False, 10, "14:45", False, id="what was left is left"),
        pytest.param("14:32", True, 10, "14:42", True, id="of the grace, what was left"),
        pytest.param("14:31:01", True, 10, "14:41:01", True, id="a second of it"),
        pytest.param("14:31", True, 10, "14:42", True, id="all of it, where it was over"),
        pytest.param("14:25", True, 10, "14:42", True, id="or long over"),
        pytest.param("14:33", True, 10, "14:43", False, id="a time-box that is ahead again is not up"),
    ],
)
def test_a_step_gets_back_what_it_had_left(
    ends: str, time_up: bool, gap: int, ends_then: str, time_up_then: bool
) -> None:
    m = at_step(K.CLARIFY).with_step(ends_at=at(ends), time_up=time_up)
    m = clock.give_back(later(m, at("14:42")), timedelta(minutes=gap))
    assert (m.step.began_at, m.step.ends_at, m.step.time_up) == (at("14:40"), at(ends_then), time_up_then)


def test_a_step_never_begins_after_now() -> None:
    assert clock.give_back(later(at_step(K.CLARIFY), at("14:35")), 10 * MINUTE).step.began_at == at("14:35")


def test_time_in_which_nobody_could_go_on_was_nobodys_silence() -> None:
    m = replace(calling(at_step(K.QUESTION)), adviser_sign_at=at("14:31"))
    m = clock.give_back(later(m, at("14:42")), 10 * MINUTE)
    assert {one.sign_at for one in m.here} == {START + 10 * MINUTE}
    assert (m.adviser_sign_at, m.turns[0].called_at) == (at("14:41"), at("14:40"))


def test_resuming_goes_on_where_it_was_and_asks_a_channel_that_is_gone_again() -> None:
    m = clock.pause(later(at_step(K.QUESTION), at("14:32")))
    m = clock.resume(later(m, at("15:02")), given())
    assert (m.state, m.paused_at, m.step.ends_at) == (MeetingState.RUNNING, None, at("15:20"))
    assert m.effects_of(ChannelTriedAgain)
    assert [turn.member for turn in m.turns] == [BEN]


def test_running_again_calls_nobody_yet() -> None:
    m = clock.run_again(later(clock.pause(at_step(K.QUESTION)), at("14:42")))
    assert (m.state, m.step.ends_at, m.turns) == (MeetingState.RUNNING, at("15:02"), ())


@pytest.mark.parametrize(("kind", "restated", "since"), [(K.RESTATE, {ANA}, True), (K.RESTATE, (), False)])
def test_whoever_has_restated_is_quiet_from_the_switch_on(kind: StepKind, restated: set[int], since: bool) -> None:
    m = later(at_step(kind).with_step(restated=frozenset(restated)), at("14:32"))
    assert clock.switched(m).step.ready_at == (at("14:32") if since else None)


def test_a_call_is_listened_to_from_the_switch_on() -> None:
    m = clock.switched(later(calling(at_step(K.QUESTION)), at("14:40")))
    assert m.turns[0].called_at == at("14:40")


def test_after_the_switch_the_last_word_of_a_question_is_as_new_and_a_call_has_none() -> None:
    m = later(calling(at_step(K.QUESTION)), at("14:40"))
    assert clock.switched(m.with_turn("turn", word_at=at("14:35"))).turns[0].word_at is None
    asked = m.with_turn("turn", state=TurnState.ASKED, asked_at=at("14:33"), word_at=at("14:35"))
    assert clock.switched(asked).turns[0].word_at == at("14:40")


# Nobody was there


@pytest.mark.parametrize(
    ("seconds", "given_back", "told"),
    [
        pytest.param(29, 29, False, id="nobody could notice"),
        pytest.param(30, 120, True, id="two minutes at least"),
        pytest.param(120, 120, True, id="as long as it was"),
        pytest.param(600, 600, True, id="however long"),
        pytest.param(-60, -60, False, id="a clock that was set back"),
    ],
)
def test_time_in_which_no_process_ran_is_given_back(seconds: int, given_back: int, told: bool) -> None:
    m = later(at_step(K.CLARIFY), at("14:43"))
    began = at("14:32")
    after = fired(m, NobodyWasThere(began=began, ended=began + seconds * SECOND))
    assert after.step.ends_at == at("14:35") + given_back * SECOND
    until = after.step.ends_at.timestamp()
    assert len(after.log) - len(m.log) == told
    if told:
        facts = after.log[-1].facts
        ended = began.timestamp() + seconds
        assert [facts[one] for one in ("name", "from", "to", "until")] == ["away", began.timestamp(), ended, until]


@pytest.mark.parametrize("state", [MeetingState.PAUSED, MeetingState.CLOSED])
def test_a_pause_gives_time_back_by_itself(state: MeetingState) -> None:
    m = at_step(K.CLARIFY, state=state)
    assert fired(m, NobodyWasThere(began=at("14:20"), ended=at("14:25"))) == m
