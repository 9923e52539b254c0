"""A step whose format says how it ends waits for that; its time and whoever moves on end it all the same."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from bot.domain.formats import Ends, Format
from bot.domain.meeting.events import BoxOver, Came, GraceOver, MovedOn, Started, Switched
from bot.domain.meeting.log_entries import Key
from bot.domain.meeting.step_endings import mistakes_of_ending
from bot.domain.meeting.timers import Timer, timers_of
from bot.domain.meeting.value import Meeting
from bot.domain.message_and_timer_kinds import Later, Says
from bot.domain.states import MeetingState
from bot.domain.step_kinds import StepKind
from tests.bot.domain.meeting.cases import ANA, BEN, CAT, DAN, FORMAT, at_step, by, clock, decided, fired, hears, then
from tests.bot.domain.meeting.message_views import seen


def changed(plan: Format, kind: StepKind, **how: Any) -> Format:
    """The same with its step of that kind otherwise."""

    def part(steps: Sequence[Any]) -> tuple[Any, ...]:
        return tuple(replace(one, **how) if one.kind is kind else one for one in steps)

    return replace(plan, before=part(plan.before), slot=part(plan.slot), after=part(plan.after))


def waiting(kind: StepKind, ends: Ends | None, **changes: Any) -> Meeting:
    m = at_step(kind)
    return replace(m, format=changed(m.format, kind, ends=ends), **changes)


def all_lines(m: Meeting) -> Meeting:
    """The presenter and every peer say a line in the thread of the open step."""
    for nth, member in enumerate((ANA, BEN, CAT, DAN), start=31):
        m = hears(m, member, f"14:{nth}")
    return m


@pytest.mark.parametrize(
    ("ends", "over"),
    [
        pytest.param(None, True, id="as its kind"),
        pytest.param(Ends.ALL, True, id="all have"),
        pytest.param(Ends.NEXT, False, id="somebody moves on"),
        pytest.param(Ends.TIME, False, id="its whole time"),
    ],
)
def test_a_review_of_a_slot_in_which_all_have_answered(ends: Ends | None, over: bool) -> None:
    m = waiting(StepKind.SLOT_REVIEW, ends)
    after = all_lines(m)
    assert (after.step.id != m.step.id) is over
    if not over:
        assert Timer(Later.STEP_QUIET, m.step.id) not in timers_of(after)
        assert timers_of(after)[Timer(Later.STEP_END, m.step.id)] == m.step.ends_at, "but time goes on"


@pytest.mark.parametrize("ends", [Ends.NEXT, Ends.TIME])
def test_with_one_missing_it_does_not_go_on_either(ends: Ends) -> None:
    m = waiting(StepKind.MIRROR, ends)
    after = hears(hears(m, BEN, "14:31"), CAT, "14:32")
    assert after.step.ready_at is None


def test_an_opening_that_waits_for_next_lets_everyone_come() -> None:
    m = waiting(StepKind.OPENING, Ends.NEXT)
    m = replace(m, here=m.here[:3])
    came = then(m, Came(by=by(DAN)), "14:31")
    assert came.step.kind is StepKind.OPENING
    assert then(came, MovedOn(by=by(ANA), step=came.step.id), "14:32").step.kind is not StepKind.OPENING


def test_what_the_presenter_wrote_is_not_over_by_quiet() -> None:
    m = hears(waiting(StepKind.RESTATE, Ends.NEXT), ANA, "14:31")
    assert m.step.restated
    assert Timer(Later.STEP_QUIET, m.step.id) not in timers_of(m)
    assert Timer(Later.STEP_QUIET, m.step.id) in timers_of(hears(waiting(StepKind.RESTATE, None), ANA, "14:31"))


def test_its_message_knows_how_it_ends_while_it_is_open() -> None:
    m = waiting(StepKind.SLOT_REVIEW, Ends.NEXT)
    key = Key(Says.STEP, m.step.id)
    assert seen(m, key).ends is Ends.NEXT
    card = waiting(StepKind.OPENING, Ends.TIME)
    assert seen(card, Key(Says.STEP_CARD, card.step.id)).ends is Ends.TIME
    over = card.with_step(ended_at=card.now)
    assert seen(over, Key(Says.STEP_CARD, card.step.id)).ends is None


@pytest.mark.parametrize("kind", [kind for kind in StepKind if kind is not StepKind.CLOSING])
@pytest.mark.parametrize("ends", [Ends.NEXT, Ends.TIME])
def test_any_step_but_the_closing_may_wait_for_next_or_take_its_time(kind: StepKind, ends: Ends) -> None:
    plan = at_step(kind).plan
    assert mistakes_of_ending(replace(plan, ends=ends)) == []


@pytest.mark.parametrize(
    ("kind", "ends", "mistake"),
    [
        pytest.param(StepKind.SLOT_REVIEW, Ends.ALL, "", id="it waits for everyone"),
        pytest.param(StepKind.QUESTION, Ends.ALL, "it does not wait for everyone", id="it does not"),
        pytest.param(StepKind.CLOSING, Ends.TIME, r"it ends with \*Close\*", id="the closing by its time"),
        pytest.param(StepKind.CLOSING, Ends.ALL, r"it ends with \*Close\*", id="the closing with all"),
        pytest.param(StepKind.CLOSING, None, "", id="the closing as it is"),
    ],
)
def test_a_format_cannot_say_of_a_step_what_it_cannot_do(kind: StepKind, ends: Ends | None, mistake: str) -> None:
    found = mistakes_of_ending(replace(at_step(kind).plan, ends=ends))
    assert len(found) == bool(mistake)
    assert all(re.match(f"{kind}: {mistake}", one) for one in found)


# Lengths that differ


def with_lengths(typed: float, aloud: float, **changes: Any) -> Meeting:
    m = at_step(StepKind.QUESTION, **changes)
    steps = tuple(replace(one, minutes=typed) if one.is_open else one for one in m.steps)
    steps = tuple(
        replace(one, ends_at=clock("14:30") + (clock(f"14:{int(typed):02}") - clock("14:00"))) if one.is_open else one
        for one in steps
    )
    return replace(m, steps=steps, format=changed(m.format, StepKind.QUESTION, minutes=typed, otherwise=aloud))


def test_a_meeting_that_goes_over_to_a_call_takes_the_minutes_of_a_call() -> None:
    m = then(with_lengths(16, 12), Switched(by=by(ANA), spoken=True), "14:31")
    assert (m.step.minutes, m.step.ends_at) == (12, clock("14:42"))
    assert (m.format.minutes_of_slot, m.spoken) == (FORMAT.minutes_of_slot - 20 + 12, True)
    back = then(m, Switched(by=by(ANA), spoken=False), "14:32")
    assert (back.step.minutes, back.step.ends_at) == (16, clock("14:46"))


def test_whatever_it_is_at_has_two_minutes_left_after_a_switch() -> None:
    m = then(with_lengths(16, 12), Switched(by=by(ANA), spoken=True), "14:41:30")
    assert m.step.ends_at == clock("14:43:30")


def test_nor_does_a_switch_give_time_to_a_step_that_had_less() -> None:
    m = then(with_lengths(16, 12), Switched(by=by(ANA), spoken=True), "14:45")
    assert m.step.ends_at == clock("14:46")


def test_a_step_whose_time_was_up_goes_on_where_there_is_more() -> None:
    m = with_lengths(12, 16).with_step(time_up=True, warned=True)
    m = then(m, Switched(by=by(ANA), spoken=True), "14:42:30")
    assert (m.step.time_up, m.step.warned, m.step.ends_at) == (False, False, clock("14:46"))


def test_a_step_that_is_as_long_either_way_stays_as_it_is() -> None:
    m = at_step(StepKind.QUESTION)
    assert then(m, Switched(by=by(ANA), spoken=True), "14:31").step.ends_at == m.step.ends_at
    up = then(with_lengths(16, 16).with_step(time_up=True), Switched(by=by(ANA), spoken=True), "14:46:30").step
    assert (up.ends_at, up.time_up) == (clock("14:46"), True)


def test_a_meeting_begins_with_the_minutes_it_is_given() -> None:
    planned = replace(at_step(StepKind.OPENING), state=MeetingState.PLANNED, steps=(), here=(), slots=())
    plan = changed(FORMAT, StepKind.OPENING, minutes=8, otherwise=3)
    m = decided(planned, Started(by=by(ANA), format=plan.switched, spoken=True), "14:00").meeting
    assert m.step.minutes == 3


def test_time_ends_a_step_that_waits_for_next() -> None:
    m = waiting(StepKind.MIRROR, Ends.NEXT).with_step(human=True)
    up = fired(replace(m, now=m.step.ends_at), BoxOver(step=m.step.id))
    assert up.step.time_up
    over = fired(replace(up, now=clock("14:36")), GraceOver(step=m.step.id))
    assert over.step.kind is StepKind.RESTATE
