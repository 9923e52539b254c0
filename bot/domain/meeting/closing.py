"""When a meeting ends, what its close leaves behind, and what its slots left unsaid."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from bot.domain.meeting import bids, keeping
from bot.domain.meeting.effects import MeetingClosed, NotSaid, TalkForgotten
from bot.domain.meeting.parts import Slot, Step, Turn
from bot.domain.meeting.value import Meeting
from bot.domain.meetings import agenda
from bot.domain.states import MeetingState
from bot.domain.step_kinds import StepKind

_ASKED_AGAIN: Final = frozenset({StepKind.SLOT_REVIEW, StepKind.CLOSING})


def slot_ends(m: Meeting) -> datetime:
    """When the slot that is running ends, if its steps keep their time-boxes."""
    position, planned = m.step.position, m.agenda
    left = [one.step.minutes for one in planned[position + 1 :] if one.slot == planned[position].slot]
    return m.step.ends_at + timedelta(minutes=sum(left))


def planned_end(m: Meeting) -> datetime:
    """When the meeting ends, if what is left of it keeps its time-boxes, with the slots that it has or is to have."""
    ahead = agenda(m.format, bids.slots_to_come(m))[m.step.position + 1 :]
    return max(m.step.ends_at, m.now) + timedelta(minutes=sum(one.step.minutes for one in ahead))


def close(m: Meeting, *, was_last: bool = False) -> Meeting:
    """Close the meeting with its record; what was only for the running of it is deleted. The host is asked for what is missing."""
    if m.step.is_open:
        m = m.with_step(ended_at=m.now)
    m = replace(m, state=MeetingState.CLOSED, closed_at=m.now, paused_at=None)
    return _plan_to_ask(forget_talk(m, is_over=True)).and_outside(MeetingClosed(was_last))


def forget_talk(m: Meeting, *, is_over: bool = False) -> Meeting:
    """Forget who wrote when: it served the running of the meeting only.

    Who passed or told in the report-back stands in its thread, and is known until the meeting `is_over`; who has said the last of
    a slot just now, until they are offered to keep it.
    """
    early = {one.id for one in m.slots if one.ended_early}
    remembered = (step if is_over else keeping.forget(step, m.now, ended_early=step.slot in early) for step in m.steps)
    steps = tuple(_without_talk(step, is_over=is_over) for step in remembered)
    turns = tuple(_without_words(one) for one in m.turns)
    m = replace(m, steps=steps, turns=turns)
    effect = TalkForgotten(is_over)
    return m if effect in m.effects else m.and_outside(effect)


def _without_words(turn: Turn) -> Turn:
    return replace(
        turn, asked_ts=None, word_at=None, followed_up=False, spent=False, below=0, shown_again=False, words=""
    )


def _without_talk(step: Step, *, is_over: bool) -> Step:
    nobody = frozenset[int]()
    return replace(
        step,
        answered=nobody,
        pulsed=nobody,
        passed=nobody if is_over else step.passed,
        said_it=nobody if is_over else step.said_it,
        restated=nobody,
        told_turn=nobody,
        told_late=nobody,
        offered=nobody,
        writing={},
        talked={} if is_over else step.talked,
        kept={} if is_over else step.kept,
    )


def _plan_to_ask(m: Meeting) -> Meeting:
    """At the close: presenters who named neither an action nor none are asked once more, by DM (X7)."""
    unsaid = [one for one in m.slots if m.member(one.member) and not has_said(one)]
    return m.and_outside(*(NotSaid(one.id, one.member) for one in unsaid))


def of_mine(m: Meeting, member: int | None) -> Slot | None:
    """The slot of that member that has brought no action so far, where the meeting is at a step that asks for it again."""
    if member is None or m.step.kind not in _ASKED_AGAIN:
        return None
    running, ahead = m.slot, {one.id for one in m.not_begun}
    asked = m.slots if running is None else (running,)
    mine = (one for one in asked if one.member == member and one.id not in ahead)
    return next((slot for slot in mine if not slot.brought and not slot.ended_early), None)


def has_said(slot: Slot) -> bool:
    """Whether nothing is missing of what it brought, or is to be asked for."""
    return slot.none_this_time or bool(slot.brought) or slot.ended_early
