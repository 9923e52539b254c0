"""Time-boxes, their grace, and what follows where nobody is there."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from bot.domain.meeting import clock
from bot.domain.meeting.decide import decide
from bot.domain.meeting.effects import MeetingClosed
from bot.domain.meeting.events import (
    BoxOver,
    GraceOver,
    LeftOpen,
    StepQuiet,
    WarningDue,
)
from bot.domain.meeting.log_entries import Entry, Key
from bot.domain.meeting.parts import Turn
from bot.domain.meeting.value import Meeting
from bot.domain.meetings import MOST_IN_A_SLOT
from bot.domain.message_and_timer_kinds import Says
from bot.domain.states import MeetingState, TurnState
from bot.domain.step_kinds import StepKind
from tests.bot.domain.meeting.cases import ANA, BEN, CAT, DAN, START, at_step, fired, given, later
from tests.bot.domain.meeting.cases import clock as at

K = StepKind
CARD = Key(Says.SLOT_CARD, "slot1")
MINUTE = timedelta(minutes=1)
SECOND = timedelta(seconds=1)


def calling(m: Meeting, state: TurnState = TurnState.CALLED) -> Meeting:
    return replace(m, turns=(Turn("turn", m.step.id, BEN, state, m.now),))


def up(m: Meeting) -> Meeting:
    """The time of the open step has just run out, and that was said."""
    return clock.time_is_up(later(m, m.step.ends_at))


# More time


@pytest.mark.parametrize(
    ("now", "time_up", "ends_at"),
    [
        pytest.param("14:32", False, "14:40", id="while it runs: from its end"),
        pytest.param("14:35", True, "14:40", id="as its time is up"),
        pytest.param("14:36", True, "14:41", id="after that: from now"),
    ],
)
def test_more_minutes_are_counted_from_the_end_or_from_now(now: str, time_up: bool, ends_at: str) -> None:
    m = at_step(K.CLARIFY).with_step(time_up=time_up, warned=True)
    step = clock.extend(later(m, at(now)), 5, given()).step
    assert (step.ends_at, step.minutes, step.warned, step.time_up) == (at(ends_at), 10, False, False)


def test_with_more_time_peers_are_called_again() -> None:
    m = up(at_step(K.QUESTION))
    assert [turn.member for turn in clock.extend(m, 5, given()).turns] == [BEN]


@pytest.mark.parametrize(("restated", "quiet_since"), [(frozenset[int](), None), (frozenset({ANA}), at("14:32"))])
def test_more_time_to_restate_is_more_time_to_be_quiet_in(restated: frozenset[int], quiet_since: datetime) -> None:
    m = at_step(K.RESTATE).with_step(restated=restated)
    assert clock.extend(later(m, at("14:32")), 5, given()).step.ready_at == quiet_since


# Time is up


@pytest.mark.parametrize(("fires", "ends_at"), [("14:35", "14:35"), ("14:37", "14:37")])
def test_as_time_is_up_that_is_said_and_the_grace_begins_now(fires: str, ends_at: str) -> None:
    m = fired(later(at_step(K.CLARIFY), at(fires)), BoxOver(step="step4"))
    assert (m.step.time_up, m.step.ends_at) == (True, at(ends_at))
    assert (m.log[-1].key, m.log[-1].under) == (Key(Says.TIME_UP, "step4"), CARD)


def test_where_there_is_no_room_to_say_so_the_step_says_it_itself() -> None:
    m = at_step(K.CLARIFY)
    said = tuple(Entry(Key(Says.ACTION, "slot1", str(n)), under=CARD) for n in range(MOST_IN_A_SLOT))
    m = replace(m, log=(*m.log, *said))
    assert up(m).step.time_up
    assert up(m).log == m.log


def test_a_warning_is_given_once() -> None:
    assert fired(at_step(K.CLARIFY), WarningDue(step="step4")).step.warned


@pytest.mark.parametrize("event", [WarningDue, BoxOver, GraceOver, StepQuiet])
@pytest.mark.parametrize(
    "m",
    [
        pytest.param(at_step(K.QUESTION), id="another step is open"),
        pytest.param(at_step(K.RESTATE, state=MeetingState.PAUSED, paused_at=at("14:30")), id="paused"),
        pytest.param(at_step(K.RESTATE).with_step(ended_at=at("14:30")), id="it has ended"),
        pytest.param(at_step(K.RESTATE, state=MeetingState.CLOSED), id="closed"),
    ],
)
def test_the_timers_of_a_step_do_nothing_once_it_does_not_run(
    event: type[WarningDue | BoxOver | GraceOver | StepQuiet], m: Meeting
) -> None:
    assert fired(m, event(step="step6")) == m


def test_a_grace_is_none_any_more_once_the_step_has_time_again() -> None:
    m = later(at_step(K.CLARIFY), at("14:34"))
    assert fired(m, GraceOver(step="step4")) == m


def test_a_box_is_over_once() -> None:
    m = later(up(at_step(K.CLARIFY)), at("14:35:30"))
    assert fired(m, BoxOver(step="step4")) == m


def test_a_presenter_who_is_quiet_has_restated() -> None:
    assert fired(at_step(K.RESTATE), StepQuiet(step="step6")).step.kind is K.COMMIT


# The grace is over


@pytest.mark.parametrize(
    ("human", "before", "paused", "unattended"),
    [
        pytest.param(True, 1, False, 0, id="somebody was there"),
        pytest.param(False, 0, False, 1, id="nobody was, for the first time"),
        pytest.param(False, 1, True, 0, id="nor the second"),
    ],
)
def test_without_an_answer_it_goes_on_and_after_two_steps_without_anybody_it_pauses(
    human: bool, before: int, paused: bool, unattended: int
) -> None:
    m = up(at_step(K.CLARIFY, unattended=before).with_step(human=human))
    m = fired(later(m, m.step.ends_at + MINUTE), GraceOver(step="step4"))
    assert (m.is_paused, m.unattended) == (paused, unattended)
    assert m.step.kind is (K.CLARIFY if paused else K.QUESTION)


def test_a_meeting_that_pauses_itself_leaves_five_minutes_to_whoever_comes_back() -> None:
    m = up(at_step(K.CLARIFY, unattended=1))
    m = fired(later(m, at("14:36")), GraceOver(step="step4"))
    assert (m.paused_at, m.step.ends_at, m.step.time_up) == (at("14:36"), at("14:41"), False)
    assert (m.log[-1].key, m.log[-1].facts["name"]) == (Key(Says.CLOCK, "slot:slot1", "1"), "paused_itself")
    assert m.log[-1].facts["spoken"] is False


def test_the_closing_closes_with_nobody_there() -> None:
    m = up(at_step(K.CLOSING, unattended=1))
    decided = decide(later(m, at("14:36")), GraceOver(step=m.step.id), given())
    assert decided.meeting.state is MeetingState.CLOSED
    assert MeetingClosed(was_last=False) in decided.effects


@pytest.mark.parametrize(
    ("spoken", "human", "holds"),
    [
        pytest.param(False, False, True, id="typed"),
        pytest.param(True, False, False, id="aloud, without a sign of anybody"),
    ],
)
def test_a_turn_in_progress_holds_its_step(spoken: bool, human: bool, holds: bool) -> None:
    m = up(calling(at_step(K.QUESTION, spoken=spoken)).with_step(human=human))
    after = fired(later(m, m.step.ends_at + MINUTE), GraceOver(step=m.step.id))
    assert after.step.kind is (K.QUESTION if holds else K.RESTATE)
    assert after.unattended == (0 if holds else 1)


@pytest.mark.parametrize(("minutes", "holds"), [(2, True), (3, False)])
def test_aloud_a_call_of_less_than_three_minutes_ago_holds_its_step(minutes: int, holds: bool) -> None:
    m = up(calling(at_step(K.QUESTION, spoken=True)).with_step(human=True))
    now = m.step.ends_at + MINUTE
    (turn,) = m.turns_now
    m = later(m.with_turn(turn.id, called_at=now - minutes * MINUTE), now)
    assert fired(m, GraceOver(step=m.step.id)).step.kind is (K.QUESTION if holds else K.RESTATE)


# After a turn


@pytest.mark.parametrize(
    ("time_up", "since_end", "kind", "called"),
    [
        pytest.param(False, -MINUTE, K.QUESTION, [BEN, CAT], id="the next peer"),
        pytest.param(True, MINUTE - SECOND, K.QUESTION, [BEN], id="time was up: the grace runs"),
        pytest.param(True, MINUTE, K.RESTATE, [BEN], id="it is over: the meeting moves on"),
    ],
)
def test_what_follows_a_turn(time_up: bool, since_end: timedelta, kind: StepKind, called: list[int]) -> None:
    m = calling(at_step(K.QUESTION), TurnState.DONE).with_step(time_up=time_up, human=True)
    m = clock.turn_ended(later(m, m.step.ends_at + since_end), given())
    assert m.step.kind is kind
    assert [turn.member for turn in m.turns] == called


def test_nothing_follows_a_turn_in_a_pause() -> None:
    m = calling(at_step(K.QUESTION, state=MeetingState.PAUSED), TurnState.GONE)
    assert clock.turn_ended(m, given()) == m


# Left open


@pytest.mark.parametrize(
    ("since", "state", "closes"),
    [
        pytest.param(timedelta(days=1), MeetingState.RUNNING, True, id="a day without a sign"),
        pytest.param(timedelta(days=1), MeetingState.PAUSED, True, id="in a pause as well"),
        pytest.param(timedelta(days=1) - SECOND, MeetingState.RUNNING, False, id="a second less"),
        pytest.param(timedelta(days=9), MeetingState.CLOSED, False, id="closed already"),
    ],
)
def test_a_meeting_that_is_left_open_closes_itself(since: timedelta, state: MeetingState, closes: bool) -> None:
    m = at_step(K.CLARIFY, state=state, at=at("14:30")).with_presence(DAN, sign_at=at("14:29"))
    m = later(m, at("14:29") + since)
    after = fired(m, LeftOpen())
    if not closes:
        assert after == m
        return
    assert (after.state, after.closed_at, after.step.kind) == (MeetingState.CLOSED, m.now, K.CLOSING)
    assert (after.log[-1].key, after.log[-1].under) == (Key(Says.NOTICE, "left_open", "meeting"), None)
    assert after.log[-1].facts == {"name": "left_open", "step": after.step.id}


def test_left_open_at_its_closing_it_just_closes() -> None:
    m = later(at_step(K.CLOSING), START + timedelta(days=1))
    after = fired(m, LeftOpen())
    assert (after.state, after.step.id, len(after.steps)) == (MeetingState.CLOSED, m.step.id, len(m.steps))
