"""Calls and words of the clock with all that they show, field by field: what people see of a message is nothing but this."""

from dataclasses import replace
from datetime import timedelta
from typing import Any, Final

import pytest

from bot.domain.controls import Standing, StepControls
from bot.domain.meeting.log_entries import Key
from bot.domain.message_and_timer_kinds import Says
from bot.domain.states import Guidance, MeetingState, TurnState
from bot.domain.step_kinds import StepKind
from tests.bot.domain.meeting.cases import BEN, CAT, at_step, clock
from tests.bot.domain.meeting.message_views import CARD, asking, holds, paused, seen, shown, turn, with_said

CALLED: Final = turn(1, BEN, TurnState.CALLED, prompt="question-2")
ASKED: Final = turn(1, BEN, TurnState.ASKED, asked_at=clock("14:30"))
CALL: Final = Key(Says.CALL, "turn1")


def test_a_call_that_is_open() -> None:
    meeting = asking(CALLED).with_step(warned=True, time_up=True)
    assert shown(meeting, CALL) == {
        "turn_id": "turn1", "step_id": "step5", "peer": "U2", "presenter": "U1", "prompt": "question 2?",
        "state": TurnState.CALLED, "spoken": False, "thinking": False, "intro_minutes": 20, "latest": True,
        "paused": False, "until": clock("14:50"), "minutes_left": 4, "follow_up": True, "followed_up": False,
        "interrupted": False, "calling": True, "again": True, "time_up": True, "controls": True, "answered": False,
        "tells_time_up": True, "standing": Standing.PAUSED, "still": False, "elsewhere": False, "lends": False,
        "shown_again": False, "follow_ups": False, "number": 0, "words": "",
    }  # fmt: skip
    holds(shown(asking(replace(CALLED, thinking=True)), CALL), thinking=True, minutes_left=0, time_up=False)
    told = with_said(meeting, Key(Says.TIME_UP, "step5"))
    holds(shown(told, CALL), time_up=True, tells_time_up=False)
    holds(shown(paused(replace(meeting, spoken=True)), CALL), paused=True, spoken=True)
    below = with_said(meeting, Key(Says.CLOCK, "slot:slot1", "1"), name="away", step="step5")
    holds(shown(below, CALL), calling=True, controls=False, latest=True)


def test_a_question_that_was_asked_has_no_prompt_and_no_time_to_think() -> None:
    asked = replace(ASKED, prompt="question-2", thinking=True, answered=True, followed_up=True, interrupted=True)
    meeting = asking(asked)
    holds(shown(meeting, CALL), prompt="", thinking=False, answered=False, followed_up=True, interrupted=True)
    short = replace(meeting, now=meeting.step.ends_at - timedelta(seconds=239))
    holds(shown(short, CALL), answered=True, follow_up=False)
    holds(shown(short.with_turn("turn1", answered=False), CALL), answered=False, follow_up=False)
    called = replace(short, turns=(replace(asked, state=TurnState.CALLED),))
    holds(shown(called, CALL), answered=False, followed_up=False, interrupted=False, follow_up=True)


def test_a_call_that_is_over() -> None:
    meeting = asking(replace(ASKED, state=TurnState.DONE, ended_at=clock("14:33")), turn(2, CAT, TurnState.CALLED))
    meeting = paused(replace(meeting, spoken=True).with_step(warned=True, time_up=True))
    assert shown(meeting, CALL) == {
        "turn_id": "turn1", "step_id": "step5", "peer": "U2", "presenter": "U1", "prompt": "", "state": TurnState.DONE,
        "spoken": False, "thinking": False, "intro_minutes": None, "latest": False, "paused": False,
        "until": clock("14:33"), "minutes_left": 0, "follow_up": True, "followed_up": False, "interrupted": False,
        "calling": False, "again": True, "time_up": False, "controls": False, "answered": False,
        "tells_time_up": False, "standing": Standing.PAUSED, "still": False, "elsewhere": False, "lends": False,
        "shown_again": False, "follow_ups": False, "number": 0, "words": "",
    }  # fmt: skip
    last = replace(meeting, turns=meeting.turns[:1], log=meeting.log[:-1])
    holds(shown(last, CALL), latest=True, controls=True, paused=True, calling=False)
    still = replace(meeting, log=meeting.log[:-1])
    holds(shown(still, CALL), controls=True, calling=True)
    ended = last.with_step(ended_at=clock("14:34"))
    holds(shown(ended, CALL), latest=False, controls=False, paused=False)
    holds(shown(last.with_turn("turn1", ended_at=None), CALL), until=clock("14:30"))


def test_that_time_is_up() -> None:
    meeting = at_step(StepKind.PRESENT).with_step(time_up=True)
    key = Key(Says.TIME_UP, "step3")
    meeting = with_said(meeting, key)
    assert shown(meeting, key) == {
        "step_id": "step3", "kind": StepKind.PRESENT, "until": clock("14:36"), "open": True, "latest": True,
        "dated": True, "paused": False, "carried": None, "standing": Standing.PAUSED, "extended": False,
        "acted": False, "unasked": False, "only_keeps": False, "renews": 0, "set_id": "set",
    }  # fmt: skip
    stands = seen(paused(meeting), key)
    assert (stands.paused, stands.carried) == (
        True,
        StepControls("step3", StepKind.PRESENT, paused=True, calling=False, ended=clock("14:35")),
    )
    moment = with_said(at_step(StepKind.PRESENT), Key(Says.CLOCK, "slot:slot1", "1"), name="moment", step="step3")
    moment = paused(with_said(moment.with_step(time_up=True), key))
    assert (seen(moment, key).carried.standing, seen(moment, key).standing) == (Standing.MOMENT, Standing.MOMENT)
    assert seen(replace(moment, state=MeetingState.RUNNING), key).standing is Standing.PAUSED
    assert seen(replace(meeting.with_step(ended_at=clock("14:36"))), key).extended is False, "the meeting moved on"
    settled = seen(meeting.with_step(time_up=False), key)
    assert settled.extended, "the set took more time"
    assert (settled.step_id, settled.kind, settled.open, settled.latest, settled.dated, settled.paused) == (
        "step3", StepKind.PRESENT, False, False, True, False,
    )  # fmt: skip
    assert settled.carried == StepControls("step3", StepKind.PRESENT, paused=False, calling=False)


def test_what_is_said_of_the_clock() -> None:
    key = Key(Says.CLOCK, "slot:slot1", "1")
    facts: dict[str, Any] = {"name": "resumed", "step": "step5", "by": "U2"}
    meeting = with_said(asking(CALLED), key, CARD, **facts)
    found = seen(meeting, key)
    assert (found.name, found.facts, found.standing) == ("resumed", facts, False)
    assert found.carried == StepControls("step5", StepKind.QUESTION, paused=False, calling=True)
    facts = {"name": "paused_itself", "step": "step5"}
    found = seen(with_said(asking(CALLED), key, CARD, **facts), key)
    assert (found.name, found.facts, found.standing, found.carried) == ("paused_itself", facts, False, None)


@pytest.mark.parametrize(("asked", "unasked"), [(0, True), (2, False)])
def test_in_a_review_that_time_is_up_asks_what_helped_only_where_there_were_questions(
    asked: int, unasked: bool
) -> None:
    key = Key(Says.TIME_UP, "step8")
    meeting = with_said(at_step(StepKind.SLOT_REVIEW).with_slot("slot1", asked=asked).with_step(time_up=True), key)
    found = seen(paused(meeting), key)
    assert (found.unasked, found.carried.unasked) == (unasked, unasked)


@pytest.mark.parametrize("guidance", list(Guidance))
def test_the_controls_are_those_of_what_the_set_wants_of_the_bot(guidance: Guidance) -> None:
    key = Key(Says.TIME_UP, "step3")
    meeting = with_said(at_step(StepKind.PRESENT).with_step(time_up=True), key)
    found = seen(paused(replace(meeting, of=replace(meeting.of, guidance=guidance))), key)
    keeps = guidance is Guidance.KEEP
    assert (found.only_keeps, found.carried.only_keeps) == (keeps, keeps)
