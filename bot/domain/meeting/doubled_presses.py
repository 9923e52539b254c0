"""Two people press for the same step, one after the other: the second is asked before what has just begun is over."""

from datetime import timedelta
from typing import Any, Final

from bot.domain.controls import EndsTooSoon
from bot.domain.meeting.events import Actor, Event, MovedOn
from bot.domain.meeting.log_entries import Entry
from bot.domain.meeting.presence import is_presenter
from bot.domain.meeting.value import Meeting
from bot.domain.message_and_timer_kinds import Says
from bot.domain.step_kinds import StepKind

JUST_BEGUN: Final = timedelta(seconds=5)
"""A step that began so short a while ago may not be the one that was meant."""
MOVED_BY: Final = "moved_by"
"""The fact that names whoever began it; nobody where it began by itself."""
_SAYS_THAT_IT_BEGAN: Final = frozenset({Says.STEP_CARD, Says.STEP, Says.CALL, Says.WRITING})


def noted(before: Meeting, after: Meeting, by: Actor | None) -> Meeting:
    """The message with which a step begins knows who ended the one before it, or that nobody did."""
    if not before.steps or after.step.id == before.step.id:
        return after
    entry = _first_words(after)
    moved_by = by.user if by is not None else ""
    return after.with_entry(entry, facts={**entry.facts, MOVED_BY: moved_by}) if entry is not None else after


def must_be_meant(m: Meeting, event: Event[Any]) -> None:
    """Raises EndsTooSoon where whoever moves on may have meant what was before, or nobody has asked yet.

    `m` is the meeting before they gave a sign of life by it. The screen moves as a step begins: whoever presses within five seconds of
    another's move may have aimed at the button that stood there before, unless somebody has said or pressed something in the new
    step. Words name no step at all. Whoever began it knows that it has, and what only this step has, as *That's it*, is meant.
    """
    if event.by is None or not isinstance(event, MovedOn) or event.sure:
        return
    step, by, entry = m.step, event.by, _first_words(m)
    moved_by = entry.facts.get(MOVED_BY) if entry is not None else None
    if moved_by == by.user:
        return
    just_now = moved_by is not None and (by.at or m.now) - step.began_at < JUST_BEGUN
    if just_now and (not is_presenter(m, by) if event.step is None else not step.human):
        raise EndsTooSoon(step.id, step.kind, str(moved_by))
    waits = step.kind is StepKind.QUESTION and m.turn is not None and not step.time_up and not m.spoken
    if waits and not any(one.asked_at for one in m.turns_now):
        raise EndsTooSoon(step.id, step.kind, nobody_asked=True)


def _first_words(m: Meeting) -> Entry | None:
    """The first message of the open step."""
    of_step = {m.step.id, *(one.id for one in m.turns_now)}
    return next((one for one in m.log if one.key.kind in _SAYS_THAT_IT_BEGAN and one.key.of in of_step), None)
