"""A meeting in the channel: its agenda, the cards of its steps, and what is answered privately about moving on."""

import re
from collections.abc import Sequence
from itertools import count
from typing import Final

from bot.domain.meetings import Agenda, AgendaLine, TimeUp, Where
from bot.domain.states import MeetingState
from bot.domain.step_kinds import StepKind
from prompts import ids
from prompts.blocks import Block, Button, Message, buttons, hint, message, section, told
from prompts.cards import step_card
from prompts.controls import A_MOMENT, GOES_ON, going_on, more, stands, stopping
from prompts.notices import notice
from prompts.slots import carried, own_buttons, slot_card, slot_step
from prompts.step_word_types import words_of
from prompts.wording import anyone, clock_time, in_a_line, mention, mentions, opening_a_sentence, when

__all__ = [
    "agenda", "goes_on", "moved_on", "notice", "slot_card",
    "slot_step", "step_card", "time_up",
]  # fmt: skip

_MOST_RULES: Final = 160
_OVER: Final = {MeetingState.CLOSED: "closed", MeetingState.MISSED: "not held"}
_NO_END: Final = {**_OVER, MeetingState.PAUSED: "paused"}
_FIRST_PART: Final = re.compile(r"[:;]")


def agenda(shown: Agenda) -> Message:
    """The card that is edited in place all meeting; its controls are those of the meeting as a whole."""
    if shown.elsewhere:
        return told(hint(_where_to_look(shown)))
    if shown.state in _OVER:
        return told(section(_head(shown)), hint(_agenda_next(shown)))
    blocks = [section(f"{_head(shown)}\n{_lines(shown)}")]
    if shown.rules:
        blocks.append(hint(in_a_line(_rules_in_short(shown.rules), _MOST_RULES)))
    return told(*blocks, *_longer_than_planned(shown), hint(_agenda_next(shown)), *_agenda_buttons(shown))


def goes_on(card: Message, old_thread: str) -> Message:
    """A card that was deleted and is posted anew leads to the thread that hung from it."""
    words = (
        f"This card was deleted, so I've posted it again. The conversation goes on in <{old_thread}|its old thread>."
    )
    return message(f"{card['text']}\n{words}", *card["blocks"], hint(words))


def time_up(shown: TimeUp) -> Message:
    """A time-box has run out: the set moves on or takes five minutes more."""
    name = words_of(shown.kind).name
    if not shown.open:
        return told(hint(_time_was_up(shown)), *carried(shown.carried))
    if shown.paused:
        words = (
            f"{name}: the time was up as the clock was stopped; *{GOES_ON[shown.standing]}* gives you what was left."
        )
        return told(hint(words), *carried(shown.carried))
    if shown.kind is StepKind.CLOSING and shown.until is not None:
        return told(*_closing_time_is_up(shown, clock_time(shown.until)))
    if shown.until is None:
        then = "The turn that is open may finish; then I move on. *+5 minutes* stays."
    else:
        then = f"*Next* moves on, *+5 minutes* stays; if nobody chooses, I move on at {clock_time(shown.until)}."
    onward, longer = (
        Button("Next", ids.NEXT, "step", shown.step_id),
        Button("+5 minutes", ids.EXTEND, "step", shown.step_id),
    )
    stop = stopping(shown.step_id) if shown.kind.in_slot else ()
    row = [buttons(*_besides(shown), onward, longer, *stop)] if shown.latest else []
    return told(section(f"*{name}:* the time is up. {then}"), *row)


def _time_was_up(shown: TimeUp) -> str:
    """What came of it, for whoever reads it afterwards."""
    if shown.extended:
        return "Time was up; we took more time."
    return "Time was up; the meeting is closed." if shown.kind is StepKind.CLOSING else "Time was up; we moved on."


def _besides(shown: TimeUp) -> list[Button]:
    """What the step has of its own and does not end it: that *Next* does."""
    own = [] if shown.until is None else own_buttons(shown.kind, shown.step_id)
    return [button for button in own if button.action_id != ids.THATS_IT]


def _closing_time_is_up(shown: TimeUp, until: str) -> list[Block]:
    """The meeting closes; without a next date only time closes it, and then the host is asked for one."""
    stay = Button("+5 minutes", ids.EXTEND, "step", shown.step_id)
    if shown.dated:
        words = f"*Closing:* the time is up. *Close* ends the meeting; if nobody chooses, I close it at {until}."
        return [section(words), buttons(Button("Close", ids.CLOSE, "step", shown.step_id, primary=True), stay)]
    then = f"If nobody chooses, I close at {until} and ask your host for a date."
    fix = Button("Fix the next date", ids.CHANGE_DATE, "step", shown.step_id)
    last = Button("This was the last", ids.WAS_LAST, "step", shown.step_id)
    return [section(f"*Closing:* the time is up, and there is no next date yet. {then}"), buttons(fix, last, stay)]


def _longer_than_planned(shown: Agenda) -> list[Block]:
    if not shown.overrun:
        return []
    return [hint(f"With one slot this is {_minutes(shown.overrun)} longer than the {shown.minutes} you planned.")]


def moved_on(kind: StepKind) -> Message:
    return told(hint(f"Moved on: {words_of(kind).name} is over."))


def _rules_in_short(rules: Sequence[str]) -> str:
    """The first ground rules in a line, as many as fit whole, each as far as its first colon or semicolon."""
    shorts = [f"{_FIRST_PART.split(rule, maxsplit=1)[0].strip().rstrip('.')}." for rule in rules]
    fitting = [short for n, short in enumerate(shorts, start=1) if len(" ".join(shorts[:n])) <= _MOST_RULES]
    return " ".join(fitting or shorts[:1])


def _head(shown: Agenda) -> str:
    until = f"until {clock_time(shown.until)}" if shown.until else f"planned: {when(shown.planned_at, 'UTC')}"
    name, talk = in_a_line(shown.set_name, 80), "spoken" if shown.spoken else "typed"
    if shown.number <= 0:
        return f"*{name}*, {when(shown.planned_at, 'UTC')} · {_OVER.get(shown.state, 'not held so far')}"
    place = f" · {in_a_line(shown.place, 200)}" if shown.place.strip() else ""
    return f"*{name}, meeting {shown.number} of {shown.of}* · {_NO_END.get(shown.state, until)} · {talk}{place}"


def _where_to_look(shown: Agenda) -> str:
    if shown.state is MeetingState.PLANNED:
        return (
            f"Meeting {shown.number} has moved to {when(shown.planned_at, 'UTC')}: its card appears below at that time."
        )
    return f"Meeting {shown.number} has a newer card, further down in this channel."


def _lines(shown: Agenda) -> str:
    """What is over in one line; what is running and what is ahead in a line each."""
    number = count(1)
    named = [(line, words_of(line.kind).name if line.kind else _slot_name(line, next(number))) for line in shown.lines]
    over = " · ".join(name for line, name in named if line.where is Where.OVER)
    rest = [_line(line, name) for line, name in named if line.where in (Where.NOW, Where.AHEAD)]
    return "\n".join([*([f"✓ Over: {over}"] if over else []), *rest])


def _line(line: AgendaLine, name: str) -> str:
    if line.where is Where.NOW:
        return f"● *{name}*: now{f', until {clock_time(line.until)}' if line.until else ''}"
    return f"○ {name}: {_minutes(line.minutes)}"


def _slot_name(line: AgendaLine, slot: int) -> str:
    return f"Slot {slot}, {mention(line.presenter)}" if line.presenter is not None else f"Slot {slot}"


def _minutes(minutes: float) -> str:
    return f"{minutes:g} minute{'' if minutes == 1 else 's'}"


def _agenda_next(shown: Agenda) -> str:
    if shown.state is MeetingState.PLANNED:
        who = opening_a_sentence(anyone(shown.adviser))
        return f"{who} can press *Start* when you're all together. The clock starts then."
    if shown.state is MeetingState.PAUSED:
        return stands(shown.standing)
    if shown.state is MeetingState.CLOSED:
        return "This meeting is closed. Its record is on the closing card."
    if shown.state is MeetingState.MISSED:
        return "This meeting was not held. What waits for it comes up in the next one."
    if not shown.missing and not shown.away:
        return "All of you are here." if shown.all_agreed else "All who have agreed to the ground rules are here."
    if any(line.kind is StepKind.OPENING and line.where is Where.NOW for line in shown.lines):
        return "*I'm here* works all meeting."
    missing = f" Not yet: {mentions(shown.missing)}." if shown.missing else ""
    away = f" Away: {mentions(shown.away)}." if shown.away else ""
    return f"Here: {mentions(shown.here)}.{missing}{away} *I'm here* works all meeting."


def _in_a_slot(shown: Agenda) -> bool:
    return any(line.kind is None and line.where is Where.NOW for line in shown.lines)


def _agenda_buttons(shown: Agenda) -> list[Block]:
    if shown.state is MeetingState.PLANNED:
        start = Button("Start", ids.START, "meeting", shown.meeting_id, primary=True)
        other = "typed" if shown.spoken else "spoken"
        otherwise = Button(f"Start {other}", ids.START_OTHERWISE, other, shown.meeting_id)
        return [buttons(start, otherwise, *([more("meeting", shown.meeting_id)] if shown.formats else []))]
    here, pause = (
        Button("I'm here", ids.HERE, "meeting", shown.meeting_id),
        Button(A_MOMENT if _in_a_slot(shown) else "Pause", ids.PAUSE, "meeting", shown.meeting_id),
    )
    if shown.state is MeetingState.PAUSED:
        return [buttons(going_on("meeting", shown.meeting_id, shown.standing), here)]
    return [buttons(here, pause, more("meeting", shown.meeting_id))]
