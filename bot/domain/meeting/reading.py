"""After the last report the clock leaves time to read, and for one question each; then the meeting goes on by itself.

Whoever comes meanwhile and has something to tell is waited for after all.
"""

from datetime import datetime, timedelta
from typing import Final

from bot.domain.meeting import log, steps
from bot.domain.meeting.given import Given
from bot.domain.meeting.log_entries import Key
from bot.domain.meeting.step_endings import goes_on_by_itself
from bot.domain.meeting.step_rule_types import rules_of
from bot.domain.meeting.value import Meeting
from bot.domain.meetings import Move
from bot.domain.message_and_timer_kinds import Says

FOR_READING: Final = timedelta(minutes=2)


def noted(m: Meeting) -> Meeting:
    """The same, and the open step knows since when there is nothing to do but read; not while the clock stands."""
    rule = rules_of(m.step.kind).is_told if m.steps and m.step.is_open else None
    if rule is None or not m.is_running or not goes_on_by_itself(m):
        return m
    if not rule(m):
        return m if m.step.ready_at is None else settle(m.with_step(ready_at=None))
    if m.step.ready_at is None:
        m = m.with_step(ready_at=m.now)
    return _lasts(m)


def ends_at(m: Meeting) -> datetime | None:
    """When the time to read is over (UTC); None where there is still something to be told, or nothing to read."""
    has_some = m.steps and m.step.is_open and rules_of(m.step.kind).is_told is not None
    since = m.step.ready_at if has_some else None
    return since + FOR_READING if since is not None else None


def longer(m: Meeting, minutes: int) -> Meeting:
    """Somebody has asked for more time: it is all for reading."""
    since = m.step.ready_at or m.now
    return _lasts(m.with_step(ready_at=since + timedelta(minutes=minutes), minutes=m.step.minutes + minutes))


def over(m: Meeting, given: Given) -> Meeting:
    """The time is over: the meeting goes on."""
    return m if ends_at(m) is None else steps.move(m, Move.EVERYBODY, given)


def settle(m: Meeting) -> Meeting:
    """There is nothing to read any more, or the step is over: what was said of it loses its button."""
    return log.settle(m, _key(m))


def _lasts(m: Meeting) -> Meeting:
    """The step lasts at least as long, and its thread says until when; its time-box asks nothing meanwhile."""
    until = ends_at(m)
    if until is None:
        return m
    m = m.with_step(ends_at=max(m.step.ends_at, until), time_up=False)
    facts = {"name": _key(m).of, "step": m.step.id, "until": until.timestamp(), "settled": False}
    known = m.entry(_key(m))
    if known is not None and known.facts == facts:
        return m
    return log.say(m, _key(m), m.head_key, **facts)


def _key(m: Meeting) -> Key:
    return Key(Says.NOTICE, "reading", m.step.id)
