"""Time-boxes, pauses, and time in which nobody was there."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any, Final

from bot.domain.controls import Standing
from bot.domain.meeting import (
    absent_presenter,
    bids,
    closing,
    keeping,
    log,
    nearly_all,
    presence,
    reading,
    reviews,
    steps,
    turns,
    written,
)
from bot.domain.meeting.effects import ChannelTriedAgain
from bot.domain.meeting.events import (
    Actor,
    BoxOver,
    Event,
    GraceOver,
    HalfOver,
    LeftOpen,
    NobodyWasThere,
    OfStep,
    StepQuiet,
    WarningDue,
)
from bot.domain.meeting.given import Decided, Given, Rule
from bot.domain.meeting.step_rule_types import rules_of
from bot.domain.meeting.value import Meeting
from bot.domain.meetings import GRACE, LEFT_OPEN, TIME_TO_RETURN, UNATTENDED_STEPS, Move
from bot.domain.states import MeetingState
from bot.domain.step_kinds import StepKind

LEAST_GIVEN_BACK: Final = timedelta(minutes=2)
LEAST_AFTER_A_SWITCH: Final = timedelta(minutes=2)
NOTICEABLE: Final = timedelta(seconds=30)


def extend(m: Meeting, minutes: int, given: Given) -> Meeting:
    """Give the open step that many more minutes, counted from now where its time is up."""
    if reading.ends_at(m) is not None:
        return reading.longer(m, minutes)
    ends_at = max(m.step.ends_at, m.now) + timedelta(minutes=minutes)
    m = m.with_step(ends_at=ends_at, warned=False, time_up=False, minutes=m.step.minutes + minutes)
    m = written.put_off(m, timedelta(minutes=minutes))
    return steps.keep_calling(_wait_afresh(m), given)


def time_is_up(m: Meeting) -> Meeting:
    """The time-box has run out: ask to move on or extend; the bot moves on by itself after the grace, but ends no turn.

    The grace is counted from now.
    """
    if _waits_for_more(m):
        return _asks_whether_to_begin(m)
    m = m.with_step(time_up=True, ends_at=max(m.step.ends_at, m.now))
    return log.tell_that_time_is_up(m) or m


def grace_is_over(m: Meeting, given: Given) -> Meeting:
    """Nobody answered: move on, unless a turn is in progress, which ends first; pause when no human was in two steps."""
    if _waits_for_more(m):
        return _asks_whether_to_begin(m)
    if m.step.kind is StepKind.QUESTION and turns.hold_the_step(m):
        return absent_presenter.goes_on(m)
    m = replace(m, unattended=0 if m.step.human else m.unattended + 1)
    on_a_call = m.spoken and bids.minutes_left(m) > 0  # silence in Slack is no absence there
    if m.unattended >= UNATTENDED_STEPS and m.step.kind is not StepKind.CLOSING and not on_a_call:
        return _pauses_itself(replace(m, unattended=0))
    return steps.move(m, Move.TIME, given)


def _waits_for_more(m: Meeting) -> bool:
    """No meeting runs by itself through its steps where too few have come."""
    return m.step.kind is StepKind.OPENING and presence.too_few(m)


def _asks_whether_to_begin(m: Meeting) -> Meeting:
    """The clock stands until enough are here, or somebody begins all the same."""
    m = pause(m.with_step(time_up=False, ends_at=m.now + TIME_TO_RETURN))
    here = [one.user for one in m.those_here]
    return log.tell_of_the_clock(m, log.TOO_FEW, here=here, waited_by="")


def wait_for_more(m: Meeting, by: Actor | None) -> Meeting:
    """Somebody would rather wait; that is said where it was asked."""
    asked = log.of_the_clock(m, log.clock_place(m))[-1]
    return m.with_entry(asked, facts={**asked.facts, "waited_by": by.user if by is not None else ""})


def begin_with_those_here(m: Meeting, given: Given) -> Meeting:
    """Too few are here, and somebody begins all the same."""
    return steps.move(run_again(_waited_for_more(m)), Move.NEXT, given)


def _waited_for_more(m: Meeting) -> Meeting:
    """What was asked is past: a clock that stands later does so for another reason."""
    asked = log.of_the_clock(m, log.clock_place(m))[-1]
    return m.with_entry(asked, facts={**asked.facts, "name": log.WAITED_FOR_MORE})


def enough_have_come(m: Meeting, given: Given) -> Meeting:
    """The clock that stood for want of people goes again, with a few minutes for whoever has just come."""
    waits = m.is_paused and m.step.is_open and log.standing(m) is Standing.TOO_FEW
    return resume(_waited_for_more(m), given) if waits and not presence.too_few(m) else m


def _pauses_itself(m: Meeting) -> Meeting:
    """The step has run out with nobody there: whoever comes back has a few minutes for it."""
    m = pause(m.with_step(time_up=False, ends_at=m.now + TIME_TO_RETURN))
    return log.tell_of_the_clock(m, "paused_itself", spoken=m.spoken)


def pause(m: Meeting) -> Meeting:
    """Stop the clock of step and turn; resuming gives back what was left."""
    return replace(m, state=MeetingState.PAUSED, paused_at=m.now)


def resume(m: Meeting, given: Given) -> Meeting:
    """Go on where the meeting was paused; a channel that is gone is asked again."""
    return steps.somebody_came(run_again(m), given)


def run_again(m: Meeting) -> Meeting:
    """The clock runs again, and nothing else happens yet; a channel that is gone is asked again."""
    gap = m.now - (m.paused_at or m.now)
    m = replace(m, state=MeetingState.RUNNING, paused_at=None).and_outside(ChannelTriedAgain())
    return give_back(m, gap)


def switched(m: Meeting) -> Meeting:
    """Spoken or typed from now on: an open turn is listened to accordingly."""
    if m.step.kind is StepKind.QUESTION:
        m = turns.listen_afresh(m)
    return _wait_afresh(m)


def as_long_as_now(m: Meeting) -> Meeting:
    """The open step is as long as the way in which the set meets now takes, with a little left for whatever it is at."""
    plan = m.plan
    if plan.otherwise is None or not m.step.is_open:
        return m
    more = plan.minutes - plan.otherwise
    least = (m.paused_at or m.now) + LEAST_AFTER_A_SWITCH
    ends_at = max(m.step.ends_at + timedelta(minutes=more), min(m.step.ends_at, least))
    warned = m.step.warned and more <= 0
    return m.with_step(
        ends_at=ends_at, minutes=m.step.minutes + more, warned=warned, time_up=m.step.time_up and more <= 0
    )


def give_back(m: Meeting, gap: timedelta) -> Meeting:
    """Move the open step and turn by a time in which nobody could go on: it was nobody's silence."""
    ends_at, time_up = m.step.ends_at + gap, m.step.time_up and m.step.ends_at + gap <= m.now
    if time_up and ends_at + GRACE <= m.now:
        ends_at = m.now  # all of the grace, where it was over, as nobody could answer meanwhile
    m = m.with_step(began_at=min(m.step.began_at + gap, m.now), ends_at=ends_at, time_up=time_up)
    m = written.put_off(m, gap)
    m = keeping.give_back(turns.give_back(presence.give_back(m, gap), gap), gap)
    return _wait_afresh(m)


def _wait_afresh(m: Meeting) -> Meeting:
    """What the presenter has written is the real question now, unless they go on: from now on they are quiet.

    Where all but one have answered, the last one has the whole time anew, and so have those who read.
    """
    step, rules = m.step, rules_of(m.step.kind)
    goes_on_by_itself = rules.one_is_missing is not None or rules.is_told is not None
    is_ready = step.ready_at is not None if goes_on_by_itself else rules.quiet_ends_it and bool(step.restated)
    return m.with_step(ready_at=m.now) if is_ready else m


def turn_ended(m: Meeting, given: Given) -> Meeting:
    """After a turn: the next peer is called, or where time was up meanwhile the meeting moves on once the grace is over."""
    if not m.is_running:
        return m
    if not turns.time_is_over(m):
        return steps.keep_calling(m, given)
    return grace_is_over(m, given) if m.now >= m.step.ends_at + GRACE else m


def left_open(m: Meeting, event: LeftOpen, given: Given) -> Decided[None]:
    """A day without a sign of anybody and the meeting closes itself, with its record, be its channel gone or not."""
    is_open = m.is_running or m.is_paused
    if not is_open or m.last_sign + LEFT_OPEN > m.now:
        return Decided(m, None)
    if m.step.kind is not StepKind.CLOSING:
        m = steps.skip_to_closing(m, given)
    return Decided(log.notice(closing.close(m), "left_open", m.id), None)


def nobody_was_there(m: Meeting, event: NobodyWasThere, given: Given) -> Decided[None]:
    """What the set has not had back yet goes to its open step. A pause gives time back by itself.

    At least two minutes where anybody could notice; where the clock was set back, the step goes back with it.
    """
    if not m.is_running:
        return Decided(m, None)
    if event.gap < NOTICEABLE:
        return Decided(give_back(m, event.gap), None)
    m = give_back(m, max(event.gap, LEAST_GIVEN_BACK))
    moments = {"from": event.began, "to": event.ended, "until": m.step.ends_at}
    times = {name: moment.timestamp() for name, moment in moments.items()}
    return Decided(log.tell_of_the_clock(m, "away", **times), None)


def step_is_quiet(m: Meeting, given: Given) -> Meeting:
    """What the step asks for is there: it goes on without the last one, or its presenter has finished."""
    if rules_of(m.step.kind).one_is_missing is not None:
        return nearly_all.go_on(m, given)
    if rules_of(m.step.kind).is_told is not None:
        return reading.over(m, given)
    return steps.move(m, Move.FINISHED, given)


def of_open_step(rule: Callable[[Meeting, Given], Meeting]) -> Rule:
    """A rule of a step's timer: nothing for a step that has ended already, or a meeting that is paused."""

    def fired(m: Meeting, event: OfStep, given: Given) -> Decided[None]:
        is_on = m.is_running and m.step.id == event.step and m.step.is_open
        return Decided(rule(m, given) if is_on else m, None)

    return fired


RULES: Final[Mapping[type[Event[Any]], Rule]] = {
    WarningDue: of_open_step(lambda m, given: m.with_step(warned=True)),
    BoxOver: of_open_step(lambda m, given: m if m.step.time_up else time_is_up(m)),
    # After time was given back a grace that had not fired yet is none any more.
    GraceOver: of_open_step(lambda m, given: grace_is_over(m, given) if m.step.time_up else m),
    StepQuiet: of_open_step(step_is_quiet),
    HalfOver: of_open_step(reviews.half_is_over),
    LeftOpen: left_open,
    NobodyWasThere: nobody_was_there,
}
