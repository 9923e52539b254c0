"""What is said of the clock, as it is now: that it stands, that it goes, that the time is up."""

from typing import Final

from bot.domain.controls import ClockWord, Standing
from bot.domain.meeting import log
from bot.domain.meeting.log import OF_A_MOMENT, TOO_FEW, WAITED_FOR_MORE, of_the_clock
from bot.domain.meeting.log_entries import Entry
from bot.domain.meeting.parts import Step
from bot.domain.meeting.value import Meeting
from bot.domain.meeting.views import UNKNOWN, View, carried, has_acted, was_not_asked
from bot.domain.meetings import GRACE, TimeUp
from bot.domain.question_bank import Bank
from bot.domain.step_kinds import StepKind

_OF_A_PAUSE: Final = frozenset({"paused", "paused_itself", TOO_FEW, WAITED_FOR_MORE, *OF_A_MOMENT})
"""What is said of a pause stands or is settled, and has *Resume*; all else carries the controls."""


def clock(m: Meeting, entry: Entry, _: Bank) -> View:
    """What is said of a pause: settled once the meeting goes on, or something newer has been said of it."""
    place, _colon, slot = entry.key.of.partition(":")
    name = str(entry.facts["name"])
    if name in _OF_A_PAUSE:
        return ClockWord(name, entry.facts, _stands(m, entry), None)
    return ClockWord(name, entry.facts, False, carried(m, entry, slot if place == "slot" else None))


def _stands(m: Meeting, entry: Entry) -> bool:
    step = m.step_of(str(entry.facts["step"]))
    here = step is not None and step.is_open
    return m.is_paused and here and of_the_clock(m, entry.key.of)[-1] is entry


def time_up(m: Meeting, entry: Entry, _: Bank) -> View:
    """That time is up; one of an earlier time has been settled since, and is told apart by its own number."""
    step = m.step_of(entry.key.of)
    if step is None:
        return UNKNOWN
    if not (step.is_open and step.time_up and not entry.key.nth):
        return _settled(m, entry, step) if entry.sent else None
    if step.kind is StepKind.CLOSING and m.known.next_meeting is None:
        return UNKNOWN
    return _time_up_now(m, entry, step)


def _settled(m: Meeting, entry: Entry, step: Step) -> TimeUp:
    """One that was answered with more time has a number since, or the time of its step is not up any more."""
    extended = bool(entry.key.nth) or not step.time_up
    return TimeUp(
        step.id,
        step.kind,
        until=None,
        open=False,
        latest=False,
        carried=carried(m, entry, step.slot),
        extended=extended,
    )


def _time_up_now(m: Meeting, entry: Entry, step: Step) -> TimeUp:
    """While the meeting is paused it carries what all messages do; else its own row, where nothing stands below it."""
    undated = step.kind is StepKind.CLOSING and not m.known.next_meeting
    return TimeUp(
        step.id,
        step.kind,
        until=None if m.turn is not None else step.ends_at + GRACE,
        open=True,
        latest=step.slot is None or m.is_latest(entry),
        dated=not undated,
        renews=m.cycle_meetings if undated and m.is_last else 0,
        set_id=m.of.id,
        paused=m.is_paused,
        standing=log.standing(m) if m.is_paused else Standing.PAUSED,
        carried=carried(m, entry, step.slot) if m.is_paused else None,
        acted=has_acted(m, step),
        unasked=was_not_asked(m, step),
        only_keeps=m.of.only_keeps,
    )
