"""What members are answered who are away, back, or leaving."""

from dataclasses import replace
from datetime import timedelta

from bot.domain.absences import Absence, Said, UnclearAbsence
from prompts import ids
from prompts.blocks import Button, Message, buttons, hint, section, told
from prompts.refused import worded
from prompts.wording import day_written, in_a_line, slash


def away(absence: Absence, prefix: str = "") -> Message:
    """The private answer to whoever is away, or says beforehand when. "Until Friday" may mean that they are back then."""
    during = "Until then" if absence.first is None else "In that time"
    ways = [_offered(0, replace(absence, last=absence.last - timedelta(days=1), said=Said.BACK))] * _may_be_back(
        absence
    )
    return told(
        section(f"You are away {_told(absence)}."),
        hint(
            f"{during} I do not call or remind you, and nobody waits for you. {slash('set back', prefix)} ends it earlier."
        ),
        *([buttons(*ways)] if ways else []),
    )


def _told(absence: Absence) -> str:
    until = f"until {day_written(absence.last)}"
    if absence.said is Said.BACK:
        return f"{until}, and back on {day_written(absence.back)}"
    if absence.first is None:
        return f"{until}, that day included"
    if absence.first == absence.last:
        return f"on {day_written(absence.last)}"
    return f"from {day_written(absence.first)} {until}, that day included"


def _may_be_back(absence: Absence) -> bool:
    return absence.said is Said.UNTIL and absence.is_a_day


def unclear_absence(unclear: UnclearAbsence, prefix: str = "") -> Message:
    """A time away that can be told in more ways than one: nothing changes before one is pressed."""
    shown = [_offered(number, one) for number, one in enumerate(unclear.perhaps, start=1)]
    here = [Button("I'm back", f"{ids.MEANT}:0", "set", "", carries=ids.typed("set", "back"))]
    rows = [buttons(*shown, *(here if unclear.or_back else []))] if shown else []
    return told(
        section(f"{worded(unclear)} Nothing has changed yet."),
        *rows,
        hint(
            f"Or type it, as in {slash('set away until 3 Dec', prefix)}, {slash('set away from 5 Nov until 12 Nov', prefix)} "
            f"or {slash('set away back on Friday', prefix)}."
        ),
    )


def _offered(number: int, absence: Absence) -> Button:
    """A time away, to press: the button carries it as it could be typed."""
    if absence.said is Said.BACK:
        label, typed = f"Back on {day_written(absence.back)}", f"back on {absence.back}"
    elif absence.first is None:
        label, typed = f"Until {day_written(absence.last)}", f"until and including {absence.last}"
    elif absence.first == absence.last:
        label, typed = f"Only {day_written(absence.last)}", f"on {absence.last}"
    else:
        label = f"{day_written(absence.first)} to {day_written(absence.last)}"
        typed = f"from {absence.first} until {absence.last}"
    return Button(label, f"{ids.MEANT}:{number}", "set", "", carries=ids.typed("set", f"away {typed}"))


def back() -> Message:
    return told(section("You are back: I call and remind you again."))


def leaving(set_id: str) -> Message:
    """Asked once before somebody leaves."""
    return told(
        section(
            "Leave this set? Your waiting issues and the learning you kept for yourself are deleted; nobody is asked why."
        ),
        buttons(Button("Leave the set", ids.LEAVE, "set", set_id)),
        hint("To stay, do nothing."),
    )


def left(name: str) -> Message:
    return told(section(f"You have left *{in_a_line(name, 80)}*. Its members can add you again."))
