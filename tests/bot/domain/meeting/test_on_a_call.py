"""What a set that talks on a call needs of Slack: hardly a tap."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.errors import Refused
from bot.domain.meeting.events import AllHere, EndedSlot, GraceOver, MovedOn, Switched
from bot.domain.meeting.log_entries import Key
from bot.domain.meeting.turn_events import AskedAloud, PassedTurn, TurnUnpressed
from bot.domain.meeting.value import Meeting
from bot.domain.message_and_timer_kinds import Later, Says
from bot.domain.refusals import Refusal
from bot.domain.states import MeetingState, TurnState
from bot.domain.step_kinds import StepKind
from tests.bot.domain.meeting.cases import (
    ANA,
    BEN,
    CAT,
    DAN,
    asking,
    at_step,
    by,
    clock,
    members,
    open_turn,
    silences,
    then,
)


def opening(**changes: object) -> Meeting:
    return replace(at_step(StepKind.OPENING, spoken=True), here=(), **changes)  # type: ignore[arg-type]


def here(m: Meeting) -> set[int]:
    return {one.member for one in m.here}


def test_one_press_of_anybody_says_that_all_are_here() -> None:
    m = then(opening(), AllHere(step=opening().step.id, by=by(DAN)))
    assert (m.step.kind is StepKind.OPENING, here(m)) == (False, {ANA, BEN, CAT, DAN})
    assert {one.sign_at for one in m.here} == {m.now}


def test_whoever_is_away_is_not_on_the_call() -> None:
    away = replace(members()[2], away_until=clock("14:00").date() + timedelta(days=3))
    m = then(opening(members=members(away)), AllHere(step=opening().step.id, by=by(DAN)))
    assert here(m) == {ANA, BEN, DAN}


def test_next_needs_no_quorum_there_and_takes_all_for_here() -> None:
    m = then(opening(), MovedOn(by=by(CAT)))
    assert here(m) == {ANA, BEN, CAT, DAN}
    with pytest.raises(Refused):
        then(opening(spoken=False), MovedOn(by=by(CAT)))


def test_in_a_typed_meeting_nobody_presses_for_all() -> None:
    with pytest.raises(Refused):
        then(opening(spoken=False), AllHere(step=opening().step.id, by=by(DAN)))


def test_who_switches_to_a_call_is_on_it_with_all() -> None:
    m = then(replace(at_step(StepKind.CLARIFY), here=()), Switched(by=by(CAT)))
    assert here(m) == {ANA, BEN, CAT, DAN}


def test_anybody_moves_on_for_the_room_and_only_its_presenter_ends_a_slot() -> None:
    m = at_step(StepKind.CLARIFY, spoken=True)
    assert then(m, MovedOn(by=by(DAN))).step.kind is StepKind.QUESTION
    with pytest.raises(Refused):
        then(m, EndedSlot(by=by(DAN)))


@pytest.mark.parametrize("event", [AskedAloud, PassedTurn])
def test_anybody_moves_a_turn_on_for_the_room(event: type[AskedAloud | PassedTurn]) -> None:
    m = asking(spoken=True)
    assert open_turn(m).member == BEN
    assert open_turn(then(m, event(turn=open_turn(m).id, by=by(DAN)), "14:21")).member == CAT


@pytest.mark.parametrize("second", [BEN, CAT, DAN])
def test_of_two_who_press_for_the_same_call_one_counts(second: int) -> None:
    m = asking(spoken=True)
    pressed = open_turn(m).id
    m = then(m, AskedAloud(turn=pressed, by=by(DAN)), "14:21")
    with pytest.raises(Refused) as refused:
        then(m, AskedAloud(turn=pressed, by=by(second)), "14:21:01")
    assert refused.value.kind is Refusal.TURN_OVER
    assert [(one.member, one.state) for one in m.turns_now] == [(BEN, TurnState.DONE), (CAT, TurnState.CALLED)]


def unpressed(m: Meeting, at: str) -> Meeting:
    return then(m, TurnUnpressed(turn=open_turn(m).id), at)


def test_after_three_minutes_it_is_asked_once_whether_a_turn_goes_on_in_a_message_that_is_the_call() -> None:
    m = asking(spoken=True)
    assert silences(m) == {Later.TURN_UNPRESSED: clock("14:23")}
    assert unpressed(m, "14:22:59").log == m.log
    asked = unpressed(m, "14:23")
    key = Key(Says.CALL, open_turn(m).id)
    assert [one.key.of for one in asked.log[len(m.log) :]] == [key.of]
    assert asked.log[-1].key == key
    assert silences(asked) == {}


def test_past_the_end_of_its_step_a_call_that_nobody_presses_holds_nothing() -> None:
    m = unpressed(asking(spoken=True), "14:23")
    m = then(m, GraceOver(step=m.step.id), "14:41") if m.step.time_up else m.with_step(time_up=True)
    assert silences(m) == {Later.TURN_UNPRESSED: clock("14:41")}
    assert unpressed(m, "14:41").step.kind is StepKind.RESTATE


def test_silence_in_slack_pauses_no_call_before_its_planned_end() -> None:
    m = at_step(StepKind.CLARIFY, spoken=True, unattended=1).with_step(human=False, time_up=True)
    for minutes, state in ((200, MeetingState.RUNNING), (1, MeetingState.PAUSED)):
        planned = replace(m, of=replace(m.of, minutes=minutes), now=m.step.ends_at + timedelta(minutes=1))
        assert then(planned, GraceOver(step=m.step.id)).state is state
