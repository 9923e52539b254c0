"""When a meeting wakes by itself: every timer that should exist as it is now, read off it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from bot.domain.meeting.absent_presenter import has_come_back_to
from bot.domain.meeting.hinting import thought_at
from bot.domain.meeting.keeping import offers
from bot.domain.meeting.nearly_all import goes_on_at
from bot.domain.meeting.parts import Turn
from bot.domain.meeting.reading import ends_at as read_until
from bot.domain.meeting.reviews import half_ends_at
from bot.domain.meeting.step_endings import goes_on_by_itself
from bot.domain.meeting.step_rule_types import rules_of
from bot.domain.meeting.turns import passed_over_at, quiet_at, still_writing_at, unpressed_at, way_on_at
from bot.domain.meeting.value import Meeting
from bot.domain.meeting.written import writing_ends_at
from bot.domain.meetings import GRACE, LEFT_OPEN, warn_at
from bot.domain.message_and_timer_kinds import Later
from bot.domain.retention import KEPT_AFTER_THE_CLOSE
from bot.domain.states import MeetingState, TurnState

MAY_FIRE_EARLY: Final = frozenset({Later.MEETING_LEFT_OPEN})
"""Moved later with every gesture: such a timer stays where it is, and as it fires it is written anew where it was too early."""


@dataclass(frozen=True, slots=True)
class Timer:
    """What it does, and of what: the public id of a step, a turn or the meeting; of a report's form or words to keep also whose."""

    kind: Later
    of: str
    member: int | None = None


def timers_of(m: Meeting) -> Mapping[Timer, datetime]:
    """When each timer of a meeting is due (UTC). What is missing here is not to fire."""
    if m.state is MeetingState.CLOSED and m.closed_at is not None:
        return {Timer(Later.MEETING_LONG_OVER, m.id): m.closed_at + KEPT_AFTER_THE_CLOSE}
    if not m.steps or m.state not in (MeetingState.RUNNING, MeetingState.PAUSED):
        return {}
    found = {Timer(Later.MEETING_LEFT_OPEN, m.id): m.last_sign + LEFT_OPEN, **dict(_forms(m))}
    if m.is_running:
        found |= dict(_of_step(m))
        found |= {Timer(Later.KEEP_WORDS, step.id, member): at for step, member, at in offers(m)}
    if m.is_running and m.turn is not None:
        found |= {Timer(kind, m.turn.id): at for kind, at in _of_turn(m, m.turn)}
    return found


def changes(
    before: Mapping[Timer, datetime], after: Mapping[Timer, datetime], fired: Timer | None = None
) -> Mapping[Timer, datetime | None]:
    """What has to be written so that those of `before`, without the one that has `fired`, become those of `after`.

    None for one that is dropped.
    """
    was = {timer: at for timer, at in before.items() if timer != fired}
    moved = {timer: at for timer, at in after.items() if not _stays(timer, was.get(timer), at)}
    return {**moved, **{timer: None for timer in was if timer not in after}}


def _stays(timer: Timer, was: datetime | None, at: datetime) -> bool:
    return was is not None and (was == at or timer.kind in MAY_FIRE_EARLY)


def _of_step(m: Meeting) -> Iterator[tuple[Timer, datetime]]:
    """Of the open step of a meeting that runs. A warning or a grace that is past has been heard, or there was none."""
    step = m.step
    if (read := read_until(m)) is not None:
        yield Timer(Later.STEP_QUIET, step.id), read
        return
    warning = warn_at(step.began_at, step.ends_at, step.minutes)
    if step.time_up:
        if step.ends_at + GRACE > m.now:
            yield Timer(Later.STEP_GRACE, step.id), step.ends_at + GRACE
    else:
        yield Timer(Later.STEP_END, step.id), step.ends_at
        if warning is not None and warning > m.now and not step.warned:
            yield Timer(Later.STEP_WARN, step.id), warning
    if (written := writing_ends_at(m)) is not None:
        yield Timer(Later.WRITING_ENDS, step.id), written
    if (half := half_ends_at(m)) is not None and half > m.now:
        yield Timer(Later.REVIEW_HALF, step.id), half
    if (over := goes_on_at(m) or _restated_at(m)) is not None:
        yield Timer(Later.STEP_QUIET, step.id), over


def _restated_at(m: Meeting) -> datetime | None:
    """When what the presenter has written is the real question now (UTC); aloud nobody is quiet."""
    step = m.step
    if not rules_of(step.kind).quiet_ends_it or not step.restated or step.ready_at is None or m.spoken:
        return None
    if not goes_on_by_itself(m):
        return None
    return step.ready_at + m.of.quiet


def _of_turn(m: Meeting, turn: Turn) -> Iterator[tuple[Later, datetime]]:
    """Of the open turn of a meeting that runs. Aloud nobody is passed over for silence."""
    if m.spoken:
        unpressed = unpressed_at(m, turn)
        if unpressed is not None:
            yield Later.TURN_UNPRESSED, unpressed
        return
    if has_come_back_to(m, turn):
        return
    way_on = way_on_at(m, turn)
    slot = m.slot
    if way_on is not None and slot is not None and not slot.away_offered and m.presenter is not None:
        yield Later.PRESENTER_SILENT, way_on
    if turn.state is TurnState.CALLED:
        yield Later.TURN_SILENT, passed_over_at(turn)
        if (thought := thought_at(m, turn)) is not None and thought > m.now:
            yield Later.HINT, thought
    elif not turn.interrupted:
        yield Later.TURN_QUIET, quiet_at(m, turn)
        writing = still_writing_at(m, turn)
        if writing is not None and writing > m.now:
            yield Later.STILL_WRITING, writing


def _forms(m: Meeting) -> Iterator[tuple[Timer, datetime]]:
    """Forms of a report that are waited for."""
    for member, until in m.step.writing.items():
        if until is not None:
            yield Timer(Later.REPORT_FORM, m.step.id, member), until
