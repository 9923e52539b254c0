"""What holds of a meeting whatever happens: invariants, each of which tells what is wrong between two moments that were seen."""

from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Final

from bot.domain.meetings import GRACE
from bot.domain.message_and_timer_kinds import Later
from bot.domain.states import AskingPhase, MeetingState, TurnState
from bot.domain.step_kinds import StepKind
from tests.scenes.set_without_slack import Seen

STEP_TIMERS: Final = frozenset(
    {Later.STEP_WARN, Later.STEP_END, Later.STEP_GRACE, Later.STEP_QUIET, Later.WRITING_ENDS, Later.REVIEW_HALF}
)
TURN_TIMERS: Final = frozenset({Later.TURN_SILENT, Later.TURN_QUIET, Later.PRESENTER_SILENT, Later.TURN_UNPRESSED})
OPEN: Final = frozenset({MeetingState.RUNNING, MeetingState.PAUSED})
ENDS_A_STEP: Final = frozenset({Later.STEP_END, Later.STEP_GRACE})


def _state(seen: Seen) -> MeetingState:
    return seen.meeting.state if seen.meeting is not None else MeetingState.PLANNED


def one_step_is_open(before: Seen, now: Seen) -> Iterator[str]:
    wanted = 1 if _state(now) in OPEN and not now.between_slots else 0
    if len(now.open_steps) != wanted:
        yield f"{len(now.open_steps)} steps are open in a {_state(now)} meeting"
    if now.open_steps and now.open_steps[0] is not now.steps[-1]:
        yield "a step is open that is not the newest"


def steps_go_forward(before: Seen, now: Seen) -> Iterator[str]:
    if any(later.position <= earlier.position for earlier, later in pairwise(now.steps)):
        yield f"positions go back: {[step.position for step in now.steps]}"
    if before.meeting is None or now.meeting is None or before.meeting.id != now.meeting.id:
        return
    ended = {step.id: step.ended_at for step in before.steps if step.ended_at is not None}
    if ended != {step.id: step.ended_at for step in now.steps if step.id in ended}:
        yield "a step that had ended has changed"


def one_turn_is_open(before: Seen, now: Seen) -> Iterator[str]:
    if len(now.open_turns) > 1:
        yield f"{len(now.open_turns)} turns are open"
    if now.open_turns and [one.id for one in now.open_steps] != [now.open_turns[0].step_id]:
        yield "a turn is open in a step that is not"


def a_closed_meeting_stays_closed(before: Seen, now: Seen) -> Iterator[str]:
    if now.meeting is None:
        return
    if (_state(now) is MeetingState.CLOSED) is (now.meeting.closed_at is None):
        yield "the moment of the close and the state disagree"
    if before.meeting is not None and before.meeting.id == now.meeting.id:
        if _state(before) is MeetingState.CLOSED and _state(now) is not MeetingState.CLOSED:
            yield "a closed meeting has opened again"
    elif before.meeting is not None and _state(before) is not MeetingState.CLOSED:
        yield "a meeting began before the last one had closed"


def timers_belong_to_what_is_open(before: Seen, now: Seen) -> Iterator[str]:
    running = _state(now) is MeetingState.RUNNING
    steps = {str(step.id) for step in now.open_steps} if running else set()
    turns = {str(turn.id) for turn in now.open_turns} if running else set()
    if stray := now.subjects(STEP_TIMERS) - steps:
        yield f"timers of steps that do not run: {stray}"
    if stray := now.subjects(TURN_TIMERS) - turns:
        yield f"timers of turns that do not run: {stray}"


def the_clock_goes_on(before: Seen, now: Seen) -> Iterator[str]:
    if now.meeting is not None and _state(now) in OPEN:
        if now.subjects(frozenset({Later.MEETING_LEFT_OPEN})) != {str(now.meeting.id)}:
            yield "nothing closes the meeting if it is left open"
        if _state(now) is MeetingState.RUNNING and not now.subjects(ENDS_A_STEP) and not now.open_turns:
            yield "nothing ends the step"


def time_is_not_up_unnoticed(before: Seen, now: Seen) -> Iterator[str]:
    if _state(now) is not MeetingState.RUNNING:
        return
    step = now.steps[-1]
    if step.ends_at < now.now and not step.time_up:
        yield f"the step should have ended at {step.ends_at}, and it is {now.now}"
    if step.ends_at + GRACE < now.now and not now.open_turns:
        yield "the grace is over and the step goes on"


def nobody_is_forgotten_in_the_round(before: Seen, now: Seen) -> Iterator[str]:
    known = {turn.id for turn in before.turns}
    for index, turn in enumerate(now.turns):
        if turn.id in known or turn.place is not None:
            continue
        called = [one for one in now.turns[:index] if one.state is not TurnState.PUT_OFF and one.place is None]
        earlier = [one.member_id for one in called if one.step_id == turn.step_id]
        waiting = before.callable_now & now.callable_now - set(earlier) - {turn.member_id}
        if turn.member_id in earlier and waiting:
            yield f"{turn.member_id} is called again before {waiting}"


def somebody_is_called(before: Seen, now: Seen) -> Iterator[str]:
    if _state(now) is not MeetingState.RUNNING or now.steps[-1].kind is not StepKind.QUESTION:
        return
    step = now.steps[-1]
    calls = [turn for turn in now.turns if turn.step_id == step.id and turn.place is None]
    last = {turn.member_id: turn.state for turn in calls}
    silent = {turn.member_id for turn in calls if turn.state is TurnState.SILENT}
    waiting = now.callable_now - silent
    if step.phase in (AskingPhase.WRITING, AskingPhase.ANSWERING):
        return
    if step.phase is AskingPhase.FOLLOW_UPS:
        waiting -= {one for one, state in last.items() if state is not TurnState.PUT_OFF}
    if not now.open_turns and not step.time_up and any(last.get(one) is not TurnState.PASSED for one in waiting):
        yield f"nobody is called, and {waiting} wait"


def what_is_written_is_seen_by_nobody_before_all_is(before: Seen, now: Seen) -> Iterator[str]:
    steps = {step.id: step for step in now.open_steps}
    for turn in now.turns:
        phase = steps[turn.step_id].phase if turn.step_id in steps else None
        if turn.state is TurnState.WRITTEN and (phase is not AskingPhase.WRITING or turn.asked_at is not None):
            yield f"{turn.id} is written, and its step is {phase}"
        if turn.state is TurnState.WAITING and phase is not AskingPhase.ANSWERING:
            yield f"{turn.id} waits for the presenter, and its step is {phase}"
    if _state(now) is not MeetingState.RUNNING or now.steps[-1].time_up:
        return
    step = now.steps[-1]
    if step.phase is AskingPhase.WRITING and now.subjects(frozenset({Later.WRITING_ENDS})) != {str(step.id)}:
        yield "nothing ends the writing"
    waits = any(turn.state is TurnState.WAITING for turn in now.turns)
    if step.phase is AskingPhase.ANSWERING and step.ended_at is None and not waits and not now.open_turns:
        yield "no question is left, and no follow-ups have begun"


def talk_is_forgotten(before: Seen, now: Seen) -> Iterator[str]:
    if _state(now) is MeetingState.CLOSED and now.lines:
        yield f"{now.lines} lines are kept of a closed meeting"
    over = {step.slot_id for step in now.steps} - {step.slot_id for step in now.steps[-1:]}
    of_slots = {step.id for step in now.steps if step.slot_id in over}
    if kept := [turn for turn in now.turns if turn.step_id in of_slots and (turn.asked_ts or turn.words)]:
        yield f"which message was a question, or its words, are kept of {len(kept)} turns of a slot that is over"


INVARIANTS: Final[tuple[Callable[[Seen, Seen], Iterator[str]], ...]] = (
    one_step_is_open,
    steps_go_forward,
    one_turn_is_open,
    a_closed_meeting_stays_closed,
    timers_belong_to_what_is_open,
    the_clock_goes_on,
    time_is_not_up_unnoticed,
    nobody_is_forgotten_in_the_round,
    somebody_is_called,
    what_is_written_is_seen_by_nobody_before_all_is,
    talk_is_forgotten,
)


class Invariant:
    """Looks at a meeting after every unit of work; raises AssertionError where one does not hold."""

    def __init__(self) -> None:
        self._before: Seen | None = None

    def holds(self, now: Seen) -> None:
        before = self._before or now
        broken = [wrong for invariant in INVARIANTS for wrong in invariant(before, now)]
        assert broken == [], broken
        self._before = now
