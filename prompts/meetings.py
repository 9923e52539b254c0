"""A meeting in the channel: its agenda, the cards of its steps, and what is answered privately about moving on."""

import re
from collections.abc import Sequence
from datetime import datetime
from typing import Final

from bot.domain.meetings import Agenda, AgendaLine, TimeUp, Where
from bot.domain.states import MeetingState
from prompts import ids
from prompts.blocks import Block, Button, Message, buttons, hint, section, told
from prompts.cards import STEPS, step_card
from prompts.controls import resume
from prompts.notices import notice
from prompts.slots import slot_card, slot_step
from prompts.wording import clock_time, counted, in_a_line, mention, mentions, opening_a_sentence, when

__all__ = [
    "agenda", "not_a_mover", "not_moved", "notice", "old_button", "paused_now", "quorum_missing", "slot_card",
    "slot_step", "step_card", "time_up",
]  # fmt: skip

_MOST_RULES: Final = 160
_FIRST_PART: Final = re.compile(r"[:;]")


def agenda(shown: Agenda) -> Message:
    """The card that is edited in place all meeting; its controls are those of the meeting as a whole."""
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


def not_moved() -> Message:
    return told(
        hint("The meeting has moved on since that button was drawn. Nothing has changed; the newest has the controls.")
    )


def not_a_mover(presenter: str | None) -> Message:
    """For somebody who may not move the meeting on; `presenter` is whose slot it is, None outside of slots."""
    who = f"{mention(presenter)}, whose slot it is, or the adviser" if presenter else "the adviser, who is here"
    return told(hint(f"Moving on is for {who}. Nothing has changed; you can pause the meeting."))


def quorum_missing(here: int, needed: int) -> Message:
    have = opening_a_sentence(counted(here, "person is", "people are"))
    return told(
        hint(f"{have} here so far, and this set needs {needed} to begin. *I'm here* counts whoever presses it.")
    )


def paused_now() -> Message:
    return told(
        hint("The meeting is paused, so nothing has changed. *Resume* goes on where it was; any of you may press it.")
    )


def old_button(number: int | None = None, closed_at: datetime | None = None) -> Message:
    """For a button of a meeting that is over."""
    what = f"meeting {number}" if number else "a meeting that is over"
    closed = f", which closed: {when(closed_at, 'UTC')}" if closed_at else ""
    return told(hint(f"That was {what}{closed}. Nothing has changed; the newest card in the channel has the controls."))


def _rules_in_short(rules: Sequence[str]) -> str:
    """The ground rules in a line, each as far as its first colon or semicolon."""
    return " ".join(f"{_FIRST_PART.split(rule, maxsplit=1)[0].strip().rstrip('.')}." for rule in rules)


def _head(shown: Agenda) -> str:
    until = f"until {clock_time(shown.until)}" if shown.until else f"planned: {when(shown.planned_at, 'UTC')}"
    name, talk = in_a_line(shown.set_name, 80), "spoken" if shown.spoken else "typed"
    place = f" · {in_a_line(shown.place, 200)}" if shown.place.strip() else ""
    over = " · closed" if shown.state is MeetingState.CLOSED else f" · {until}"
    return f"*{name}, meeting {shown.number} of {shown.of}*{over} · {talk}{place}"


def _lines(shown: Agenda) -> str:
    slots = [line for line in shown.lines if line.kind is None]
    return "\n".join(_line(line, slots.index(line) + 1 if line.kind is None else 0) for line in shown.lines)


def _line(line: AgendaLine, slot: int) -> str:
    name = STEPS[line.kind] if line.kind else _slot_name(line, slot)
    if line.where is Where.OVER:
        return f"✓ {name}: over"
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
    missing = f" Not yet: {mentions(shown.missing)}." if shown.missing else ""
    away = f" Away: {mentions(shown.away)}." if shown.away else ""
    return f"Here: {mentions(shown.here)}.{missing}{away} *I'm here* works all meeting."


def _agenda_buttons(shown: Agenda) -> list[Block]:
    if shown.state is MeetingState.PLANNED:
        return [buttons(Button("Start", ids.START, "meeting", shown.meeting_id, primary=True))]
    if shown.state is MeetingState.PAUSED:
        return [resume("meeting", shown.meeting_id)]
    if shown.state is MeetingState.CLOSED:
        return []
    here, pause = (
        Button("I'm here", ids.HERE, "meeting", shown.meeting_id),
        Button("Pause", ids.PAUSE, "meeting", shown.meeting_id),
    )
    return [buttons(here, pause)]
