"""The card of a meeting, as it is now."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from bot.domain.controls import Standing
from bot.domain.formats import Proposed
from bot.domain.meeting import bids, closing, log
from bot.domain.meeting.log_entries import Entry
from bot.domain.meeting.value import Meeting
from bot.domain.meeting.views import UNKNOWN, View, away, users
from bot.domain.meetings import Agenda, AgendaLine, AgendaStep, Where, agenda
from bot.domain.question_bank import Bank, InSet
from bot.domain.states import OVER, MeetingState
from bot.domain.step_kinds import StepKind


def agenda_card(m: Meeting, entry: Entry, _: Bank) -> View:
    """The card of a meeting; an older one, whose place a newer has taken, only says where to look."""
    if entry.key.of != m.id:
        return UNKNOWN
    retired = bool(entry.key.nth)
    if not entry.sent and (retired or _is_overtaken(m)):
        return None
    if retired:
        return _elsewhere(m)
    return _bare(m) if m.state in OVER else _whole(m)


def _is_overtaken(m: Meeting) -> bool:
    """Whether the time of a later meeting has come before this one could be told of at all."""
    later = m.of.planned_after
    return m.state is MeetingState.PLANNED and later is not None and later <= m.now


def _elsewhere(m: Meeting) -> Agenda:
    """It says whether the meeting is still to come, and when; what becomes of it is told by the newer one."""
    state = m.state if m.state is MeetingState.PLANNED else MeetingState.CLOSED
    return replace(_bare(m), state=state, spoken=False, elsewhere=True)


def _bare(m: Meeting) -> Agenda:
    """What the card of a meeting that is over shows: who is here, and what was left of it, is told no more."""
    return Agenda(
        meeting_id=m.id,
        set_name=m.of.name,
        number=m.nth,
        of=m.of_how_many,
        state=m.state,
        planned_at=m.planned_at,
        until=None,
        spoken=m.spoken if m.started_at else m.of.spoken,
        place=m.of.place,
        lines=(),
        rules=(),
        here=(),
        missing=(),
        away=(),
    )


def _whole(m: Meeting) -> Agenda:
    lines, gone = tuple(_lines(m)), away(m)
    opens = any(line.kind is StepKind.OPENING and line.where is Where.NOW for line in lines)
    gathers = opens and bool(m.missing or gone)
    return replace(
        _bare(m),
        until=closing.planned_end(m) if m.is_running else None,
        lines=lines,
        rules=m.of.rules,
        here=() if gathers else users(m.those_here),
        missing=() if gathers else users(m.missing),
        away=() if gathers else gone,
        gathers=gathers,
        formats=m.of.formats if m.state is MeetingState.PLANNED else (),
        adviser=m.of.adviser if m.state is MeetingState.PLANNED else None,
        proposed=_proposed(m),
        usual=m.format.name if _proposed(m) is not None else "",
        minutes=m.of.minutes,
        overrun=_overrun(m),
        standing=log.standing(m) if m.is_paused else Standing.PAUSED,
        all_agreed=all(one.agreed or one.is_gone for one in m.members),
    )


def _proposed(m: Meeting) -> Proposed | None:
    """The format that is made for a set's first meeting, or for the last of a cycle, until one is chosen for it."""
    if m.state is not MeetingState.PLANNED or m.format_chosen:
        return None
    is_last = m.is_last and m.nth - m.of.meetings_before > 1
    made = m.of.made_for.get(InSet.FIRST if m.nth == 1 else InSet.LAST) if m.nth == 1 or is_last else None
    return made if made is not None and made.name != m.format.name else None


def _overrun(m: Meeting) -> float:
    """By how many minutes the format is longer with one slot than the set planned; told until the slots are given."""
    if m.steps and m.step.position >= len(m.format.before):
        return 0
    return max(m.format.minutes_around + m.format.minutes_of_slot - m.of.minutes, 0)


def _lines(m: Meeting) -> Iterator[AgendaLine]:
    """A line a step outside of slots, a line a slot; before the bids, a line for each slot that there is time for."""
    steps = enumerate(agenda(m.format, bids.slots_to_come(m)))
    for slot, group in groupby(steps, key=lambda pair: pair[1].slot):
        planned = list(group)
        if slot is None:
            yield from (_line(m, one, position) for position, one in planned)
        else:
            yield _slot_line(m, slot, [position for position, _ in planned])


def _where(m: Meeting, first: int, last: int) -> Where:
    at = m.step.position if m.steps else -1
    if at > last:
        begun = any(first <= step.position <= last for step in m.steps)
        return Where.OVER if begun else Where.SKIPPED
    return Where.NOW if first <= at else Where.AHEAD


def _line(m: Meeting, planned: AgendaStep, position: int) -> AgendaLine:
    where = _where(m, position, position)
    until = m.step.ends_at if where is Where.NOW and m.is_running else None
    return AgendaLine(planned.step.kind, where, planned.step.minutes, until=until)


def _slot_line(m: Meeting, slot: int, positions: Sequence[int]) -> AgendaLine:
    where = _where(m, positions[0], positions[-1])
    known = m.slots[slot] if slot < len(m.slots) else None
    presenter = m.user(known.member) if known else None
    running = where is Where.NOW and known is not None and m.is_running
    until = closing.slot_ends(m) if running else None
    return AgendaLine(None, where, m.format.minutes_of_slot, presenter=presenter, until=until)
