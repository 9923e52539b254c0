"""A meeting in the channel: its agenda, the cards of its steps, and what is answered privately about moving on."""

import re
from collections.abc import Sequence
from typing import Final

from bot.domain.formats import StepKind
from bot.domain.meetings import Agenda, AgendaLine, TimeUp, Where
from bot.domain.states import MeetingState
from prompts import ids
from prompts.blocks import Block, Button, Message, buttons, hint, overflow, section, told
from prompts.cards import STEPS, step_card
from prompts.controls import resume
from prompts.notices import notice
from prompts.slots import slot_card, slot_step
from prompts.wording import clock_time, in_a_line, mention, mentions, when

__all__ = [
    "agenda", "notice", "slot_card",
    "slot_step", "step_card", "time_up",
]  # fmt: skip

MOST_FORMATS: Final = 5
_MOST_RULES: Final = 160
_FIRST_PART: Final = re.compile(r"[:;]")


def agenda(shown: Agenda) -> Message:
    """The card that is edited in place all meeting; its controls are those of the meeting as a whole."""
    if shown.state is MeetingState.CLOSED:
        return told(section(_head(shown)), hint(_agenda_next(shown)))
    blocks = [section(f"{_head(shown)}\n{_lines(shown)}")]
    if shown.rules:
        blocks.append(hint(in_a_line(_rules_in_short(shown.rules), _MOST_RULES)))
    return told(*blocks, hint(_agenda_next(shown)), *_agenda_buttons(shown))


def time_up(shown: TimeUp) -> Message:
    """A time-box has run out: the set moves on or takes five minutes more."""
    name = STEPS[shown.kind]
    if not shown.open:
        return told(hint(f"{name}: the time was up, and that is settled."))
    if shown.until is None:
        then = "The turn that is open may finish; then *Next* moves on."
    else:
        then = f"*Next* moves on, *+5 minutes* stays; if nobody chooses, I move on at {clock_time(shown.until)}."
    row = buttons(
        Button("Next", ids.NEXT, "step", shown.step_id), Button("+5 minutes", ids.EXTEND, "step", shown.step_id)
    )
    return told(section(f"*{name}:* the time is up. {then}"), row)


def _rules_in_short(rules: Sequence[str]) -> str:
    """The first ground rules in a line, as many as fit whole, each as far as its first colon or semicolon."""
    shorts = [f"{_FIRST_PART.split(rule, maxsplit=1)[0].strip().rstrip('.')}." for rule in rules]
    fitting = [short for n, short in enumerate(shorts, start=1) if len(" ".join(shorts[:n])) <= _MOST_RULES]
    return " ".join(fitting or shorts[:1])


def _head(shown: Agenda) -> str:
    until = f"until {clock_time(shown.until)}" if shown.until else f"planned: {when(shown.planned_at, 'UTC')}"
    name, talk = in_a_line(shown.set_name, 80), "spoken" if shown.spoken else "typed"
    place = f" · {in_a_line(shown.place, 200)}" if shown.place.strip() else ""
    over = " · closed" if shown.state is MeetingState.CLOSED else f" · {until}"
    return f"*{name}, meeting {shown.number} of {shown.of}*{over} · {talk}{place}"


def _lines(shown: Agenda) -> str:
    """What is over in one line; what is running and what is ahead in a line each."""
    slots = [line for line in shown.lines if line.kind is None]
    named = [(line, STEPS[line.kind] if line.kind else _slot_name(line, slots.index(line) + 1)) for line in shown.lines]
    over = " · ".join(name for line, name in named if line.where is Where.OVER)
    rest = [_line(line, name) for line, name in named if line.where is not Where.OVER]
    return "\n".join([*([f"✓ Over: {over}"] if over else []), *rest])


def _line(line: AgendaLine, name: str) -> str:
    if line.where is Where.NOW:
        return f"● *{name}*: now{f', until {clock_time(line.until)}' if line.until else ''}"
    return f"○ {name}: {_minutes(line.minutes)}"


def _slot_name(line: AgendaLine, slot: int) -> str:
    return f"Slot {slot}, {mention(line.presenter)}" if line.presenter else f"Slot {slot}"


def _minutes(minutes: float) -> str:
    return f"{minutes:g} minute{'' if minutes == 1 else 's'}"


def _agenda_next(shown: Agenda) -> str:
    if shown.state is MeetingState.PLANNED:
        return "Any of you presses *Start* once you are together; time runs only from then."
    if shown.state is MeetingState.PAUSED:
        return "Paused: the clock stands still until one of you presses *Resume*."
    if shown.state is MeetingState.CLOSED:
        return "This meeting is closed. Its record is on the closing card."
    if not shown.missing and not shown.away:
        return "All of you are here."
    if any(line.kind is StepKind.OPENING and line.where is Where.NOW for line in shown.lines):
        return "*I'm here* works all meeting."
    missing = f" Not yet: {mentions(shown.missing)}." if shown.missing else ""
    away = f" Away: {mentions(shown.away)}." if shown.away else ""
    return f"Here: {mentions(shown.here)}.{missing}{away} *I'm here* works all meeting."


def _agenda_buttons(shown: Agenda) -> list[Block]:
    if shown.state is MeetingState.PLANNED:
        start = Button("Start", ids.START, "meeting", shown.meeting_id, primary=True)
        as_entries = [(f"Start as {title}", name) for name, title in shown.formats[:MOST_FORMATS]]
        return [buttons(start, *([overflow(ids.START_AS, shown.meeting_id, *as_entries)] if as_entries else []))]
    if shown.state is MeetingState.PAUSED:
        return [resume("meeting", shown.meeting_id)]
    if shown.state is MeetingState.CLOSED:
        return []
    here, pause = (
        Button("I'm here", ids.HERE, "meeting", shown.meeting_id),
        Button("Pause", ids.PAUSE, "meeting", shown.meeting_id),
    )
    other = "Switch to typed" if shown.spoken else "Switch to spoken"
    return [buttons(here, pause, Button(other, ids.SPEAK, "meeting", shown.meeting_id))]
