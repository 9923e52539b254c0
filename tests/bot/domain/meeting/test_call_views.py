"""A call to ask, as it is now."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bot.domain.meeting.log_entries import Key
from bot.domain.meeting.value import Meeting
from bot.domain.message_and_timer_kinds import Says
from bot.domain.states import AskingPhase, PromptsShown, TurnState
from tests.bot.domain.meeting.cases import BEN, CAT, clock
from tests.bot.domain.meeting.message_views import asking, changed, seen, turn, with_said

SILENT, SPOKE = TurnState.SILENT, TurnState.SPOKE


def test_a_call_invites_one_peer_and_carries_the_controls() -> None:
    meeting = asking(turn(1, BEN, TurnState.CALLED, prompt="question-2"))
    shown = seen(meeting, Key(Says.CALL, "turn1"))
    assert (shown.peer, shown.presenter, shown.prompt, shown.intro_minutes) == ("U2", "U1", "question 2?", 20)
    assert (shown.latest, shown.controls, shown.until) == (True, True, clock("14:50"))
    second = asking(turn(1, BEN, TurnState.DONE), turn(2, CAT, TurnState.CALLED))
    assert seen(second, Key(Says.CALL, "turn2")).intro_minutes is None
    below = with_said(meeting, Key(Says.CLOCK, "slot:slot1", "1"), name="away", step="step5")
    assert not seen(below, Key(Says.CALL, "turn1")).controls


def test_a_call_that_is_over_has_the_controls_only_as_the_latest_message() -> None:
    over = turn(1, BEN, TurnState.DONE, ended_at=clock("14:31"))
    last = seen(asking(over), Key(Says.CALL, "turn1"))
    assert (last.latest, last.controls, last.calling) == (True, True, False)
    followed = seen(asking(over, turn(2, CAT, TurnState.CALLED)), Key(Says.CALL, "turn1"))
    assert (followed.latest, followed.controls, followed.calling, followed.prompt) == (False, False, False, "")


@pytest.mark.parametrize(
    ("states", "sign", "changes", "again"),
    [
        pytest.param([SILENT], "14:30", {}, True, id="silent once"),
        pytest.param([SILENT, SILENT], "14:30", {}, False, id="silent twice"),
        pytest.param([SILENT], "14:29", {}, False, id="silent, without a sign of life since the step began"),
        pytest.param([SPOKE], "14:30", {}, True, id="spoke"),
        pytest.param([SPOKE, SPOKE, SPOKE], "14:30", {}, True, id="spoke, time after time"),
        pytest.param([SPOKE], "14:30", {"phase": AskingPhase.FOLLOW_UPS}, False, id="in the one round of follow-ups"),
        pytest.param([SILENT], "14:30", {"time_up": True, "ends_at": clock("14:30")}, False, id="time is over"),
        pytest.param([SILENT], "14:30", {"ended_at": clock("14:31")}, False, id="the step is over"),
    ],
)
def test_nobody_is_told_of_a_call_that_does_not_come(
    states: list[TurnState], sign: str, changes: dict[str, Any], again: bool
) -> None:
    over = [turn(number, BEN, state) for number, state in enumerate(states, start=1)]
    meeting = asking(*over).with_step(**changes).with_presence(BEN, sign_at=clock(sign))
    assert seen(meeting, Key(Says.CALL, f"turn{len(states)}")).again is again


def test_a_call_that_came_was_no_empty_word() -> None:
    """Silent twice, or with the step over: they were called again, as the first call says."""
    silent = [turn(1, BEN, SILENT), turn(2, BEN, SILENT)]
    assert seen(asking(*silent), Key(Says.CALL, "turn1")).again
    assert seen(asking(*silent).with_step(ended_at=clock("14:31")), Key(Says.CALL, "turn1")).again


def asked(left: timedelta, **changes: Any) -> Meeting:
    """One of three peers has asked, and the other two wait: their round takes four minutes."""
    meeting = asking(turn(1, BEN, TurnState.ASKED, asked_at=clock("14:30"), **changes))
    return replace(meeting, now=meeting.step.ends_at - left)


@pytest.mark.parametrize(("seconds", "time"), [(240, True), (239, False)])
def test_an_answer_where_no_time_is_left_is_a_reason_to_say_so(seconds: int, time: bool) -> None:
    left, key = timedelta(seconds=seconds), Key(Says.CALL, "turn1")
    assert seen(asked(left), key).follow_up is time
    answered = changed(asked(left), asked(left, answered=True))
    assert answered == (set() if time else {key})


@pytest.mark.parametrize(
    ("sign", "seconds", "time"),
    [
        pytest.param("14:29:59", 120, True, id="passed over and gone: one waits"),
        pytest.param("14:29:59", 119, False, id="a second less"),
        pytest.param("14:30", 240, True, id="passed over and there: two wait"),
        pytest.param("14:30", 239, False, id="a second less for two"),
    ],
)
def test_whoever_was_passed_over_is_waited_for_if_they_gave_a_sign_since(sign: str, seconds: int, time: bool) -> None:
    turns = turn(1, BEN, TurnState.SILENT), turn(2, CAT, TurnState.ASKED, asked_at=clock("14:32"))
    meeting = asking(*turns).with_presence(BEN, sign_at=clock(sign))
    meeting = replace(meeting, now=meeting.step.ends_at - timedelta(seconds=seconds))
    assert seen(meeting, Key(Says.CALL, "turn2")).follow_up is time


def test_that_a_turn_was_followed_up_or_waits_for_its_answer_is_said() -> None:
    left, key = timedelta(minutes=10), Key(Says.CALL, "turn1")
    assert changed(asked(left), asked(left, followed_up=True)) == {key}
    assert changed(asked(left), asked(left, interrupted=True)) == {key}
    assert changed(asked(left), asked(left, spent=True, word_at=clock("14:31"))) == set()


@pytest.mark.parametrize("phase", [None, AskingPhase.ANSWERING, AskingPhase.FOLLOW_UPS])
def test_a_call_to_follow_up_says_so(phase: AskingPhase | None) -> None:
    meeting = asking(turn(1, BEN, TurnState.CALLED)).with_step(phase=phase)
    assert seen(meeting, Key(Says.CALL, "turn1")).follow_ups is (phase is AskingPhase.FOLLOW_UPS)


@pytest.mark.parametrize(("step", "minutes"), [("step5", None), ("step99", 20)])
def test_the_first_call_of_a_step_says_how_long_it_is(step: str, minutes: int | None) -> None:
    meeting = asking(turn(1, BEN, TurnState.DONE, step), turn(2, CAT, TurnState.CALLED))
    assert seen(meeting, Key(Says.CALL, "turn2")).intro_minutes == minutes


@pytest.mark.parametrize(
    ("prompts", "state", "lends"),
    [
        pytest.param(PromptsShown.LENT, TurnState.CALLED, True, id="called"),
        pytest.param(PromptsShown.LENT, TurnState.ASKED, False, id="has asked"),
        pytest.param(PromptsShown.NONE, TurnState.CALLED, False, id="the set wants none"),
    ],
)
def test_prompts_are_lent_until_something_is_asked(prompts: PromptsShown, state: TurnState, lends: bool) -> None:
    asked_at = clock("14:30") if state is TurnState.ASKED else None
    meeting = asking(turn(1, BEN, state, asked_at=asked_at))
    meeting = replace(meeting, of=replace(meeting.of, prompts=prompts))
    assert seen(meeting, Key(Says.CALL, "turn1")).lends is lends
