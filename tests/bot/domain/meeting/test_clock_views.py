"""What is said of the clock, as it is now."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from bot.domain.meeting.log_entries import Key
from bot.domain.meeting.parts import Known
from bot.domain.meeting.value import Meeting
from bot.domain.meeting.views import UNKNOWN
from bot.domain.message_and_timer_kinds import Says
from bot.domain.states import TurnState
from bot.domain.step_kinds import StepKind
from tests.bot.domain.meeting.cases import BEN, at_step, clock
from tests.bot.domain.meeting.message_views import CARD, paused, seen, turn, unsent, view, with_said


def told(name: str, nth: str = "1", meeting: Meeting | None = None, **facts: Any) -> Meeting:
    meeting = meeting or at_step(StepKind.PRESENT)
    return with_said(meeting, Key(Says.CLOCK, "slot:slot1", nth), name=name, step=meeting.step.id, **facts)


@pytest.mark.parametrize("name", ["paused", "paused_itself"])
def test_a_pause_stands_while_the_meeting_is_paused_in_that_step(name: str) -> None:
    key = Key(Says.CLOCK, "slot:slot1", "1")
    assert not seen(told(name), key).standing
    standing = paused(told(name))
    assert (seen(standing, key).standing, seen(standing, key).carried) == (True, None)
    assert not seen(told("paused", "2", standing), key).standing, "something newer was said"
    assert not seen(standing.with_step(ended_at=standing.now), key).standing


def test_that_the_clock_goes_carries_the_controls_within_a_slot() -> None:
    key = Key(Says.CLOCK, "slot:slot1", "1")
    going = told("resumed", by="U1")
    carries = seen(going, key).carried
    assert (carries.step_id, carries.kind, carries.paused, carries.ended) == ("step3", StepKind.PRESENT, False, None)
    assert seen(going.with_step(time_up=True), key).carried.ended == clock("14:35")
    assert seen(told("away", "2", going), key).carried is None
    assert seen(going.with_step(ended_at=going.now), key).carried is None
    top = with_said(at_step(StepKind.REVIEW), Key(Says.CLOCK, "meeting:meeting", "1"), None, name="resumed", step="x")
    assert seen(top, Key(Says.CLOCK, "meeting:meeting", "1")).carried is None


def up(kind: StepKind, **changes: Any) -> tuple[Meeting, Key]:
    meeting = at_step(kind, **changes).with_step(time_up=True)
    key = Key(Says.TIME_UP, meeting.step.id)
    return with_said(meeting, key, CARD if kind.in_slot else None), key


def test_that_time_is_up_says_what_happens_by_itself() -> None:
    meeting, key = up(StepKind.PRESENT)
    shown = seen(meeting, key)
    assert (shown.open, shown.until, shown.latest, shown.carried) == (True, clock("14:36"), True, None)
    assert seen(paused(meeting), key).carried is not None
    assert not seen(with_said(meeting, Key(Says.ACTION, "slot1", "1")), key).latest
    waits, key = up(StepKind.QUESTION, turns=(turn(1, BEN, TurnState.ASKED, asked_at=clock("14:30")),))
    assert seen(waits, key).until is None


@pytest.mark.parametrize("changes", [{"time_up": False}, {"ended_at": clock("14:36")}])
def test_that_time_was_up_is_settled_and_says_nothing_if_it_was_not_sent(changes: Mapping[str, Any]) -> None:
    meeting, key = up(StepKind.PRESENT)
    meeting = meeting.with_step(**changes)
    assert (seen(meeting, key).open, seen(meeting, key).until) == (False, None)
    assert (seen(meeting, key).carried is None) is ("ended_at" in changes)
    assert view(unsent(meeting, key), key) is None


def test_that_time_was_up_before_is_settled_while_it_is_up_again() -> None:
    meeting, key = up(StepKind.PRESENT)
    earlier = replace(key, nth="88")
    meeting = with_said(meeting.with_entry(meeting.log[-1], key=earlier), key)
    assert (seen(meeting, earlier).open, seen(meeting, key).open) == (False, True)
    assert view(unsent(meeting, earlier), earlier) is None


@pytest.mark.parametrize(("next_meeting", "dated"), [((), False), ((clock("15:00"),), True)])
def test_at_the_closing_it_matters_whether_there_is_a_next_date(next_meeting: Any, dated: bool) -> None:
    meeting, key = up(StepKind.CLOSING)
    assert view(meeting, key) is UNKNOWN
    meeting = replace(meeting, known=Known(next_meeting=next_meeting))
    assert (seen(meeting, key).dated, seen(meeting, key).latest) == (dated, True)
