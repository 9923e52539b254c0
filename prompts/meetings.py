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
from prompts.controls import GOES_ON, going_on, more, stands, stopping, stops
from prompts.cycles import end_well, renew
from prompts.language import N_, _, ngettext, pgettext
from prompts.notices import notice
from prompts.slots import carried, own_buttons, slot_card, slot_step
from prompts.step_word_types import words_of
from prompts.wording import clock_time, in_a_line, mention, mentions, number, several, when

__all__ = [
    "agenda", "goes_on", "moved_on", "notice", "slot_card",
    "slot_step", "step_card", "time_up",
]  # fmt: skip

_MOST_RULES: Final = 160
_OVER: Final = {
    MeetingState.CLOSED: N_("closed"),
    MeetingState.MISSED: N_("not held"),
    MeetingState.CANCELLED: N_("cancelled"),
}
_NO_END: Final = {**_OVER, MeetingState.PAUSED: N_("paused")}
_BETWEEN: Final = " · "
_NOT_SO_FAR: Final = N_("not held yet")
_FIRST_PART: Final = re.compile(r"[:;]")


def agenda(shown: Agenda) -> Message:
    """The card that is edited in place all meeting; its controls are those of the meeting as a whole."""
    if shown.elsewhere:
        return told(hint(_where_to_look(shown)))
    if shown.state in _OVER:
        return told(section(_head(shown)), hint(_agenda_next(shown)))
    blocks = [section(f"{_head(shown)}\n{_lines(shown)}"), *_coming(shown), *_proposal(shown)]
    if shown.rules:
        blocks.append(hint(in_a_line(_rules_in_short(shown.rules), _MOST_RULES)))
    return told(*blocks, *_longer_than_planned(shown), hint(_agenda_next(shown)), *_agenda_buttons(shown))


def _coming(shown: Agenda) -> list[Block]:
    """Whoever is expected is mentioned as the card appears: Slack tells them of it."""
    if shown.state is not MeetingState.PLANNED or not shown.missing:
        return []
    return [section(_("{people}: it's time.").format(people=mentions(shown.missing, opening=True)))]


def _proposal(shown: Agenda) -> list[Block]:
    """What the first and the last meeting of a set propose; whoever presses chooses for the set."""
    if shown.proposed is None:
        return []
    first = _("This is your first meeting, and there's a format made for it: *{title}*. {about} Would you like that?")
    last = _(
        "This is the last of your meetings, and there's a format made for it: *{title}*. {about} Would you like that?"
    )
    words = first if shown.number == 1 else last
    about, meeting = in_a_line(shown.proposed.about, 300), shown.meeting_id
    choices = (("yes", _("Use it"), shown.proposed.name), ("no", _("No, thanks"), shown.usual))
    row = (Button(label, f"{ids.USE_FORMAT}:{answer}", name, meeting) for answer, label, name in choices)
    return [section(words.format(title=in_a_line(shown.proposed.title, 80), about=about)), buttons(*row)]


def goes_on(card: Message, old_thread: str) -> Message:
    """A card that was deleted and is posted anew leads to the thread that hung from it."""
    words = _(
        "This card was deleted, so I've posted it again. The conversation carries on in <{link}|its old thread>."
    ).format(link=old_thread)
    return message(f"{card['text']}\n{words}", *card["blocks"], hint(words))


def time_up(shown: TimeUp) -> Message:
    """A time-box has run out: the set moves on or takes five minutes more."""
    if not shown.open:
        return told(hint(_time_was_up(shown)), *carried(shown.carried))
    if shown.paused:
        words = _("Time was up when the clock stopped; *{button}* gives you what was left.")
        return told(hint(words.format(button=_(GOES_ON[shown.standing]))), *carried(shown.carried))
    if shown.kind is StepKind.CLOSING and shown.until is not None:
        return told(*_closing_time_is_up(shown, clock_time(shown.until)))
    if shown.until is None:
        then = _("I'll let this turn finish and then move on, unless someone adds five minutes.")
    else:
        moves_on = _("I'll move on at {time} unless someone adds five minutes.")
        then = moves_on.format(time=clock_time(shown.until))
    onward = Button(_("Next"), ids.NEXT, "step", shown.step_id)
    stop = stopping(shown.step_id) if shown.kind.in_slot else ()
    row = [buttons(*_besides(shown), onward, _longer(shown), *stop)] if shown.latest else []
    return told(section(f"{_(words_of(shown.kind).up)} {then}"), *row)


def _longer(shown: TimeUp) -> Button:
    return Button(_("+5 minutes"), ids.EXTEND, "step", shown.step_id)


def _time_was_up(shown: TimeUp) -> str:
    """What came of it, for whoever reads it afterwards."""
    if shown.extended:
        return _("Time was up; we took a little longer.")
    if shown.kind is StepKind.CLOSING:
        return _("Time was up; the meeting is closed.")
    return _("Time was up; we moved on.")


def _besides(shown: TimeUp) -> list[Button]:
    """What the step has of its own and does not end it: that *Next* does."""
    own = [] if shown.until is None else own_buttons(shown)
    return [button for button in own if button.action_id != ids.THATS_IT]


def _closing_time_is_up(shown: TimeUp, until: str) -> list[Block]:
    """The meeting closes; without a next date only time closes it, and then the host is asked for one."""
    if shown.dated:
        words = _("Time's up for the closing. I'll close the meeting at {time} unless someone adds five minutes.")
        close = Button(_("Close"), ids.CLOSE, "step", shown.step_id, primary=True)
        return [section(words.format(time=until)), buttons(close, _longer(shown))]
    if shown.renews:
        chosen = _(
            "Time's up for the closing, and this is the last meeting you planned. If nobody chooses how to go on, I'll close it "
            "at {time} and ask your host."
        )
        again, end = renew(shown.renews, shown.set_id, primary=True), end_well(shown.set_id)
        later = Button(_("Decide later"), ids.WAS_LAST, "step", shown.step_id)
        return [section(chosen.format(time=until)), buttons(again, end, later, _longer(shown))]
    words = _(
        "Time's up for the closing, and there's no next date yet. If nobody fixes one, I'll close the meeting at {time} "
        "and ask your host."
    )
    fix = Button(_("Fix the next date"), ids.CHANGE_DATE, "step", shown.step_id)
    last = Button(_("This was the last"), ids.WAS_LAST, "step", shown.step_id)
    return [section(words.format(time=until)), buttons(fix, last, _longer(shown))]


def _longer_than_planned(shown: Agenda) -> list[Block]:
    if not shown.overrun:
        return []
    longer = ngettext(
        "With one slot, the meeting takes a minute longer than the {planned} you planned.",
        "With one slot, the meeting takes {count} minutes longer than the {planned} you planned.",
        several(shown.overrun),
    )
    return [hint(longer.format(count=number(shown.overrun), planned=number(shown.minutes)))]


def moved_on(kind: StepKind | None) -> Message:
    """For whoever typed it; None where only the writing of questions is over."""
    if kind is None:
        return told(hint(_("That's it for writing. We've moved on.")))
    return told(hint(_("{step}: done. We've moved on.").format(step=words_of(kind).name)))


def _rules_in_short(rules: Sequence[str]) -> str:
    """The first ground rules in a line, as many as fit whole, each as far as its first colon or semicolon."""
    shorts = [f"{_FIRST_PART.split(rule, maxsplit=1)[0].strip().rstrip('.')}." for rule in rules]
    fitting = [short for n, short in enumerate(shorts, start=1) if len(" ".join(shorts[:n])) <= _MOST_RULES]
    return " ".join(fitting or shorts[:1])


def _head(shown: Agenda) -> str:
    name = in_a_line(shown.set_name, 80)
    if shown.number <= 0:
        state = _(_OVER.get(shown.state, _NOT_SO_FAR))
        return _BETWEEN.join([f"*{name}*, {when(shown.planned_at, 'UTC')}", state])
    meeting = _("*{set}, meeting {number} of {planned}*").format(
        set=name, number=number(shown.number), planned=number(shown.of)
    )
    talk = pgettext("a meeting", "spoken") if shown.spoken else pgettext("a meeting", "typed")
    place = [in_a_line(shown.place, 200)] if shown.place.strip() else []
    return _BETWEEN.join([meeting, _until(shown), talk, *place])


def _until(shown: Agenda) -> str:
    """Until when it goes, or why there is no such time."""
    if shown.state in _NO_END:
        return _(_NO_END[shown.state])
    if shown.until:
        return _("until {time}").format(time=clock_time(shown.until))
    return _("planned for {date}").format(date=when(shown.planned_at, "UTC"))


def _where_to_look(shown: Agenda) -> str:
    meeting = number(shown.number)
    if shown.state is MeetingState.PLANNED:
        moved = _("Meeting {number} has moved to {date}. I'll post its card below at that time.")
        return moved.format(number=meeting, date=when(shown.planned_at, "UTC"))
    return _("Meeting {number} has a newer card, further down in this channel.").format(number=meeting)


def _lines(shown: Agenda) -> str:
    """What is over in one line; what is running and what is ahead in a line each."""
    slots = count(1)
    named = [(line, words_of(line.kind).name if line.kind else _slot_name(line, next(slots))) for line in shown.lines]
    over = _BETWEEN.join(name for line, name in named if line.where is Where.OVER)
    rest = [_line(line, name) for line, name in named if line.where in (Where.NOW, Where.AHEAD)]
    return "\n".join([*([_("✓ Done: {steps}").format(steps=over)] if over else []), *rest])


def _line(line: AgendaLine, name: str) -> str:
    if line.where is Where.NOW and line.until:
        return _("● *{step}*: now, until {time}").format(step=name, time=clock_time(line.until))
    if line.where is Where.NOW:
        return _("● *{step}*: now").format(step=name)
    ahead = ngettext("○ {step}: one minute", "○ {step}: {count} minutes", several(line.minutes))
    return ahead.format(step=name, count=number(line.minutes))


def _slot_name(line: AgendaLine, slot: int) -> str:
    if line.presenter is None:
        return _("Slot {number}").format(number=number(slot))
    return _("Slot {number}, {presenter}").format(number=number(slot), presenter=mention(line.presenter))


def _agenda_next(shown: Agenda) -> str:
    if shown.state is MeetingState.PLANNED:
        return _who_can_start(shown)
    if shown.state is MeetingState.PAUSED:
        return stands(shown.standing)
    if shown.state is MeetingState.CLOSED:
        return _("This meeting is closed. Its record is on the closing card.")
    if shown.state is MeetingState.CANCELLED:
        return _("This meeting was cancelled. Whatever was waiting for it will come up at the next one.")
    if shown.state is MeetingState.MISSED:
        return _("This meeting wasn't held. Whatever was waiting for it will come up at the next one.")
    if not (shown.missing or shown.away or shown.gathers):
        return _("You're all here.") if shown.all_agreed else _("Everyone who has agreed to the ground rules is here.")
    return " ".join([*_present(shown), _("You can press *I'm here* at any time.")])


def _who_can_start(shown: Agenda) -> str:
    if not shown.adviser:
        return _("Anyone can press *Start* when you're all together. The clock starts then.")
    start = _("{facilitator}, or anyone else, can press *Start* when you're all together. The clock starts then.")
    return start.format(facilitator=mention(shown.adviser))


def _present(shown: Agenda) -> list[str]:
    """Who is here and who is not, which during the opening its own card says."""
    if shown.gathers:
        return []
    here = _("Here: {people}.").format(people=mentions(shown.here)) if shown.here else _("Here: nobody yet.")
    missing = [_("Still to come: {people}.").format(people=mentions(shown.missing))] if shown.missing else []
    away = [_("Away: {people}.").format(people=mentions(shown.away))] if shown.away else []
    return [here, *missing, *away]


def _in_a_slot(shown: Agenda) -> bool:
    return any(line.kind is None and line.where is Where.NOW for line in shown.lines)


def _agenda_buttons(shown: Agenda) -> list[Block]:
    if shown.state is MeetingState.PLANNED:
        start = Button(_("Start"), ids.START, "meeting", shown.meeting_id, primary=True)
        other, label = ("typed", _("Start typed")) if shown.spoken else ("spoken", _("Start spoken"))
        otherwise = Button(label, ids.START_OTHERWISE, other, shown.meeting_id)
        return [buttons(start, otherwise, *([more("meeting", shown.meeting_id)] if shown.formats else []))]
    here = Button(_("I'm here"), ids.HERE, "meeting", shown.meeting_id)
    pause = Button(stops(in_slot=_in_a_slot(shown)), ids.PAUSE, "meeting", shown.meeting_id)
    if shown.state is MeetingState.PAUSED:
        return [buttons(going_on("meeting", shown.meeting_id, shown.standing), here)]
    return [buttons(here, pause, more("meeting", shown.meeting_id))]
