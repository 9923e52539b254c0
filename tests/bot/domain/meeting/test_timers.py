"""When a meeting wakes by itself, and what of that has to be written."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, Final

import pytest

from bot.domain.meeting.timers import Timer, changes, timers_of
from bot.domain.meeting.value import Meeting
from bot.domain.message_and_timer_kinds import Later
from bot.domain.states import MeetingState, TurnState
from bot.domain.step_kinds import StepKind
from tests.bot.domain.meeting.cases import ANA, BEN, START, at_step, clock
from tests.bot.domain.meeting.message_views import asking, paused, turn

LEFT_OPEN: Final = Timer(Later.MEETING_LEFT_OPEN, "meeting")
A_DAY_LATER: Final = START + timedelta(days=1)
"""Everybody gave their last sign as the meeting began."""


def test_a_step_warns_when_a_fifth_of_it_is_left_and_ends_with_its_box() -> None:
    assert timers_of(at_step(StepKind.REPORT_BACK)) == {
        LEFT_OPEN: A_DAY_LATER,
        Timer(Later.STEP_END, "step1"): clock("14:40"),
        Timer(Later.STEP_WARN, "step1"): clock("14:38"),
    }


@pytest.mark.parametrize(
    ("at", "warned", "warns"),
    [
        pytest.param("14:37:59", False, True, id="before the warning"),
        pytest.param("14:38", False, False, id="it has been heard, or there was none"),
        pytest.param("14:37:59", True, False, id="heard"),
    ],
)
def test_a_warning_is_given_once_and_never_late(at: str, warned: bool, warns: bool) -> None:
    meeting = replace(at_step(StepKind.REPORT_BACK).with_step(warned=warned), now=clock(at))
    assert (Timer(Later.STEP_WARN, "step1") in timers_of(meeting)) is warns


@pytest.mark.parametrize(("kind", "warns"), [(StepKind.RESTATE, False), (StepKind.COMMIT, True)])
def test_a_box_under_five_minutes_has_no_warning(kind: StepKind, warns: bool) -> None:
    meeting = at_step(kind)
    assert (Timer(Later.STEP_WARN, meeting.step.id) in timers_of(meeting)) is warns


@pytest.mark.parametrize(
    ("at", "grace"), [("14:40:59", {Timer(Later.STEP_GRACE, "step1"): clock("14:41")}), ("14:41", {})]
)
def test_once_time_is_up_only_the_grace_is_left(at: str, grace: Mapping[Timer, datetime]) -> None:
    meeting = replace(at_step(StepKind.REPORT_BACK).with_step(time_up=True), now=clock(at))
    assert timers_of(meeting) == {LEFT_OPEN: A_DAY_LATER, **grace}


@pytest.mark.parametrize(
    ("changes", "spoken", "due"),
    [
        pytest.param(
            {"restated": frozenset({ANA}), "ready_at": clock("14:31")}, False, clock("14:33"), id="quiet since"
        ),
        pytest.param(
            {"restated": frozenset({ANA}), "ready_at": clock("14:31")}, True, None, id="aloud nobody is quiet"
        ),
        pytest.param({"restated": frozenset({ANA})}, False, None, id="not known since when"),
        pytest.param({"ready_at": clock("14:31")}, False, None, id="nothing is restated yet"),
    ],
)
def test_the_restating_is_over_two_minutes_after_the_last_word(
    changes: dict[str, Any], spoken: bool, due: datetime | None
) -> None:
    meeting = replace(at_step(StepKind.RESTATE).with_step(**changes), spoken=spoken)
    assert timers_of(meeting).get(Timer(Later.STEP_QUIET, meeting.step.id)) == due
    elsewhere = replace(at_step(StepKind.COMMIT).with_step(**changes), spoken=spoken)
    assert Timer(Later.STEP_QUIET, elsewhere.step.id) not in timers_of(elsewhere)


def test_a_form_is_waited_for_also_in_a_pause_unless_it_is_not_known_until_when() -> None:
    meeting = at_step(StepKind.REPORT_BACK).with_step(writing={ANA: clock("14:32"), BEN: None})
    assert timers_of(paused(meeting)) == {
        LEFT_OPEN: A_DAY_LATER,
        Timer(Later.REPORT_FORM, "step1", ANA): clock("14:32"),
    }


def called(**changes: Any) -> Meeting:
    return asking(turn(1, BEN, TurnState.CALLED, **changes))


@pytest.mark.parametrize(
    ("meeting", "due"),
    [
        pytest.param(called(), {Later.TURN_SILENT: clock("14:31:30")}, id="called"),
        pytest.param(called(thinking=True), {Later.TURN_SILENT: clock("14:32:30")}, id="a minute more to think"),
        pytest.param(replace(called(), spoken=True), {Later.TURN_UNPRESSED: clock("14:33")}, id="aloud it is asked"),
        pytest.param(paused(called()), {}, id="nor in a pause"),
    ],
)
def test_whoever_is_called_is_passed_over_for_silence(meeting: Meeting, due: Mapping[Later, datetime]) -> None:
    found = timers_of(meeting)
    assert {timer.kind: at for timer, at in found.items() if timer.of == "turn1"} == due


@pytest.mark.parametrize(
    ("changes", "quiet"),
    [
        pytest.param({"word_at": clock("14:31"), "answered": True}, clock("14:33"), id="from the last word"),
        pytest.param({"word_at": clock("14:31")}, clock("14:35"), id="longer for a question without an answer"),
        pytest.param({}, clock("14:34"), id="from the call where there was none"),
        pytest.param({"word_at": clock("14:29")}, clock("14:34"), id="a call moved over a pause counts from the call"),
        pytest.param({"word_at": clock("14:31"), "interrupted": True}, None, id="only Done ends it"),
    ],
)
def test_a_turn_is_over_once_it_is_quiet(changes: dict[str, Any], quiet: datetime | None) -> None:
    meeting = asking(turn(1, BEN, TurnState.ASKED, asked_at=clock("14:30"), **changes))
    assert timers_of(meeting).get(Timer(Later.TURN_QUIET, "turn1")) == quiet


def test_a_way_on_is_offered_once_a_slot_and_only_past_a_presenter_of_the_set() -> None:
    meeting = asking(turn(1, BEN, TurnState.ASKED, asked_at=clock("14:30")))
    silent = Timer(Later.PRESENTER_SILENT, "turn1")
    assert timers_of(meeting)[silent] == clock("14:33")
    assert silent not in timers_of(meeting.with_slot("slot1", away_offered=True))
    assert silent not in timers_of(replace(meeting, members=meeting.members[1:]))


@pytest.mark.parametrize("state", [MeetingState.PLANNED, MeetingState.MISSED])
def test_a_meeting_that_does_not_run_does_not_wake(state: MeetingState) -> None:
    assert timers_of(at_step(StepKind.OPENING, state=state)) == {}


def test_what_only_served_a_meeting_goes_ninety_days_after_its_close() -> None:
    meeting = at_step(StepKind.CLOSING, state=MeetingState.CLOSED)
    assert timers_of(meeting) == {}
    closed = replace(meeting, closed_at=clock("15:00"))
    assert timers_of(closed) == {Timer(Later.MEETING_LONG_OVER, "meeting"): clock("15:00") + timedelta(days=90)}


END: Final = Timer(Later.STEP_END, "step1")
AT, SOONER, LATER = clock("14:40"), clock("14:39"), clock("14:41")


@pytest.mark.parametrize(
    ("before", "after", "fired", "written"),
    [
        pytest.param({}, {END: AT}, None, {END: AT}, id="new"),
        pytest.param({END: AT}, {END: AT}, None, {}, id="as it was"),
        pytest.param({END: AT}, {END: LATER}, None, {END: LATER}, id="later"),
        pytest.param({END: AT}, {END: SOONER}, None, {END: SOONER}, id="sooner"),
        pytest.param({END: AT}, {}, None, {END: None}, id="dropped"),
        pytest.param({END: AT}, {}, END, {}, id="fired and gone"),
        pytest.param({END: AT}, {END: AT}, END, {END: AT}, id="fired and due again"),
        pytest.param({END: AT, LEFT_OPEN: AT}, {LEFT_OPEN: AT}, END, {}, id="another has fired"),
        pytest.param({LEFT_OPEN: AT}, {LEFT_OPEN: LATER}, None, {}, id="may fire too early"),
        pytest.param({LEFT_OPEN: AT}, {LEFT_OPEN: SOONER}, None, {}, id="was never later"),
    ],
)
def test_only_the_difference_is_written(
    before: Mapping[Timer, datetime],
    after: Mapping[Timer, datetime],
    fired: Timer | None,
    written: Mapping[Timer, datetime | None],
) -> None:
    assert changes(before, after, fired) == written
