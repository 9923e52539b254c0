"""What members are answered who are away, back, or leaving."""

from dataclasses import replace
from datetime import datetime, timedelta

from bot.domain.absences import Absence, Said, UnclearAbsence
from prompts import ids
from prompts.blocks import Block, Button, Message, buttons, hint, section, told
from prompts.erasures import is_held as held
from prompts.erasures import offered
from prompts.forms import Form, date_picker, modal
from prompts.language import _
from prompts.records import OWN
from prompts.refused import worded
from prompts.wording import day_written, in_a_line, slash, when


def away(absence: Absence) -> Message:
    """The private answer to whoever is away, or says beforehand when. "Until Friday" may mean that they are back then."""
    if absence.first is None:
        during = _("Until then I won't call on you or remind you, and nobody waits for you. {command} ends it sooner.")
    else:
        during = _(
            "In that time I won't call on you or remind you, and nobody waits for you. {command} ends it sooner."
        )
    ways = [_offered(0, replace(absence, last=absence.last - timedelta(days=1), said=Said.BACK))] * _may_be_back(
        absence
    )
    return told(
        section(_told(absence)),
        hint(during.format(command=slash("set back"))),
        *([buttons(*ways)] if ways else []),
    )


def _told(absence: Absence) -> str:
    last_day = day_written(absence.last)
    if absence.said is Said.BACK:
        return _("You're away until {last_day}, and back on {day}.").format(
            last_day=last_day, day=day_written(absence.back)
        )
    if absence.first is None:
        return _("You're away until the end of {last_day}.").format(last_day=last_day)
    if absence.first == absence.last:
        return _("You're away on {day}.").format(day=last_day)
    return _("You're away from {first_day} until the end of {last_day}.").format(
        first_day=day_written(absence.first), last_day=last_day
    )


def _may_be_back(absence: Absence) -> bool:
    return absence.said is Said.UNTIL and absence.is_a_day


def unclear_absence(unclear: UnclearAbsence, set_id: str = "") -> Message:
    """A time away that can be told in more ways than one: nothing changes before one is pressed, or a form says which days.

    `set_id` where they have said which set they mean.
    """
    shown = [_offered(number, one) for number, one in enumerate(unclear.perhaps, start=1)]
    here = [Button(_("I'm back"), f"{ids.MEANT}:0", "set", "", carries=ids.typed("set", "back"))]
    other = Button(_("Other days"), ids.AWAY_DAYS, "set", set_id)
    rows = [buttons(*shown, *(here if unclear.or_back else []), other)]
    return told(
        section(" ".join((worded(unclear), _("Nothing has changed yet.")))),
        *rows,
        hint(
            _("Or type it, as in {until}, {span} or {back}.").format(
                until=slash("set away until 3 Dec"),
                span=slash("set away from 5 Nov until 12 Nov"),
                back=slash("set away back on Friday"),
            )
        ),
    )


def away_form(about: str) -> Form:
    """The first and the last day away; `about` is what the button carried that opened it."""
    return modal(
        _("I'm away"),
        _("Save"),
        ids.AWAY_FORM,
        about,
        date_picker("first", _("From"), optional=True, hint=_("Leave it empty if you're away from now on.")),
        date_picker("last", _("Until and including")),
    )


def _offered(number: int, absence: Absence) -> Button:
    """A time away, to press: the button carries it as it could be typed."""
    if absence.said is Said.BACK:
        label, typed = _("Back on {day}").format(day=day_written(absence.back)), f"back on {absence.back}"
    elif absence.first is None:
        label = _("Until {last_day}").format(last_day=day_written(absence.last))
        typed = f"until and including {absence.last}"
    elif absence.first == absence.last:
        label, typed = _("Only {day}").format(day=day_written(absence.last)), f"on {absence.last}"
    else:
        label = _("{first_day} to {last_day}").format(
            first_day=day_written(absence.first), last_day=day_written(absence.last)
        )
        typed = f"from {absence.first} until {absence.last}"
    return Button(label, f"{ids.MEANT}:{number}", "set", "", carries=ids.typed("set", f"away {typed}"))


def back() -> Message:
    return told(section(_("You're back, so I'll call on you and remind you again.")))


def leaving(set_id: str, name: str, *, is_held: bool = False) -> Message:
    """Asked once before somebody leaves; by name, since what is typed outside of a set's channel means their only one."""
    ask = _(
        "Leave *{set}*? Your waiting issues and whatever you kept for yourself are deleted. Nobody will ask you why."
    )
    return told(
        section(ask.format(set=in_a_line(name, 80))),
        *([section(held())] if is_held else []),
        buttons(Button(_("Leave the set"), ids.LEAVE, "set", set_id), offered(set_id)),
        hint(_("To stay, do nothing. *Delete what I gave* asks first, too.")),
    )


def left(name: str) -> Message:
    left_it = _("You've left *{name}*. Its members can add you again.").format(name=in_a_line(name, 80))
    return told(section(left_it), *own_record())


def own_record() -> list[Block]:
    """What a leaver can take along: all that is theirs, in the sets they are or were in."""
    mine = hint(_("*My record* has what you brought, took on and learned, to read or to take along as a file."))
    return [buttons(Button(_("My record"), ids.RECORD, OWN, OWN)), mine]


def not_reached(since: datetime, zone: str) -> Message:
    """For whoever could not be written to, alone, as they come to a meeting."""
    missed = _("Some of my direct messages haven't reached you since {date}.").format(date=when(since, zone))
    then = _("I'll write to you again from now on. Your open actions and your next meetings are on my Home tab.")
    return told(section(missed), hint(then))
