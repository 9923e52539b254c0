"""Where too few have come the meeting asks whether to wait or begin, and its clock stands."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.controls import Standing
from bot.domain.meeting import log
from bot.domain.meeting.events import BoxOver, Came, GraceOver, Resumed, Switched, Waited
from bot.domain.meeting.log_entries import Key
from bot.domain.meeting.timers import timers_of
from bot.domain.meeting.value import Meeting
from bot.domain.message_and_timer_kinds import Later, Says
from bot.domain.states import MeetingState
from bot.domain.step_kinds import StepKind
from tests.bot.domain.meeting.cases import ANA, BEN, CAT, DAN, at_step, away, by, clock, members, then

ALL = (ANA, BEN, CAT, DAN)
ASKED = Key(Says.CLOCK, "meeting:meeting", "1")


def opening(*here: int, **changes: object) -> Meeting:
    return away(at_step(StepKind.OPENING, **changes), *(one for one in ALL if one not in here))  # type: ignore[arg-type]


def asked(*here: int) -> Meeting:
    m = opening(*here)
    return then(m, BoxOver(step=m.step.id), "14:35")


@pytest.mark.parametrize(
    ("here", "state", "said"),
    [
        pytest.param((), MeetingState.PAUSED, ASKED, id="nobody"),
        pytest.param((ANA, BEN), MeetingState.PAUSED, ASKED, id="too few"),
        pytest.param((ANA, BEN, CAT), MeetingState.RUNNING, Key(Says.TIME_UP, "step0"), id="enough"),
    ],
)
def test_as_the_time_is_up(here: tuple[int, ...], state: MeetingState, said: Key) -> None:
    m = asked(*here)
    assert (m.state, m.log[-1].key, m.step.kind) == (state, said, StepKind.OPENING)


def test_somebody_may_go_away_in_the_grace() -> None:
    m = asked(ANA, BEN, CAT)
    assert m.step.time_up
    m = then(away(m, BEN), GraceOver(step=m.step.id), "14:36")
    assert (m.log[-1].key, m.step.time_up, m.step.ends_at) == (ASKED, False, clock("14:41"))


def test_on_a_call_silence_is_no_absence() -> None:
    m = opening(spoken=True)
    assert then(m, BoxOver(step=m.step.id), "14:35").is_running


def test_nothing_moves_it_but_people() -> None:
    m = asked(ANA)
    assert {timer.kind for timer in timers_of(m)} == {Later.MEETING_LEFT_OPEN}


def test_it_goes_again_once_enough_are_here() -> None:
    m = then(asked(ANA), Came(by=by(BEN)), "16:00")
    assert m.is_paused
    m = then(m, Came(by=by(CAT)), "16:01")
    assert (m.is_running, m.step.kind, log.standing(m)) == (True, StepKind.OPENING, Standing.PAUSED)
    assert m.step.ends_at - m.now == timedelta(minutes=5)


def test_it_goes_again_where_the_set_talks_on_a_call() -> None:
    assert then(asked(ANA), Switched(by=by(ANA), spoken=True), "14:40").is_running


def test_whoever_begins_leaves_the_opening() -> None:
    m = then(asked(ANA), Resumed(by=by(ANA)), "14:40")
    assert (m.is_running, m.step.kind) == (True, StepKind.BIDS)


def test_whoever_waits_is_named_and_the_clock_stands() -> None:
    m = asked(ANA)
    m = then(m, Waited(by=by(ANA), step=m.step.id), "14:40")
    entry = m.entry(ASKED)
    assert entry is not None
    assert (m.is_paused, entry.facts["waited_by"]) == (True, "U1")


def test_a_later_pause_is_not_taken_for_the_wait() -> None:
    m = then(then(asked(ANA, BEN), Came(by=by(CAT)), "14:40"), Came(by=by(BEN)), "14:41")
    m = replace(away(m, CAT), state=MeetingState.PAUSED, paused_at=m.now)
    assert then(m, Came(by=by(CAT)), "14:42").is_paused


def test_all_but_the_absent_are_not_always_enough() -> None:
    gone = timedelta(days=3)
    those = [replace(one, away_until=(at_step(StepKind.OPENING).now + gone).date()) for one in members()[1:]]
    m = then(opening(members=members(*those)), Came(by=by(ANA)))
    assert m.step.kind is StepKind.OPENING
