"""What members are answered who are away, back, or leaving."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from bot.domain.absence_places import InSets, ToldAway
from bot.domain.absences import Absence, Said, UnclearAbsence
from prompts import ids
from prompts.blocks import Block, Button, Message, buttons, hint, section, told
from prompts.erasures import is_held as held
from prompts.erasures import offered
from prompts.forms import Form, date_picker, modal, select
from prompts.language import _
from prompts.records import OWN
from prompts.refused import worded
from prompts.wording import day_written, in_a_line, slash, when

ALL_SETS: Final = "all"
"""The choice of all one's sets in a form."""
_TYPED: Final[Mapping[InSets | None, str]] = {None: "", InSets.HERE: " in this set", InSets.ALL: " in all my sets"}


def away(told_of: ToldAway) -> Message:
    """The private answer to whoever is away, or says beforehand when. "Until Friday" may mean that they are back then."""
    absence = told_of.absence
    if absence is None:
        return back(told_of)
    if absence.first is None:
        during = _(
            "Until then I won't call on you or write to you, and nobody waits for you. {command} ends it sooner."
        )
    else:
        during = _(
            "In that time I won't call on you or write to you, and nobody waits for you. {command} ends it sooner."
        )
    where = InSets.ALL if told_of.in_all else None
    back_then = replace(absence, last=absence.last - timedelta(days=1), said=Said.BACK)
    ways = [_offered(0, back_then, where)] * _may_be_back(absence)
    if told_of.has_others:
        ways.append(_offered(1, absence, InSets.ALL, _("In all my sets")))
    return told(
        section(" ".join([_told(absence), *_in_which(told_of)])),
        hint(during.format(command=slash("set back"))),
        *([buttons(*ways)] if ways else []),
    )


def _in_which(told_of: ToldAway) -> list[str]:
    """In which of several sets that is; nothing for whoever is in one."""
    if told_of.has_others:
        return [_("That's for *{set}* only.").format(set=in_a_line(told_of.sets[0], 80))]
    if len(told_of.sets) > 1:
        return [_("That's for all your sets.")]
    return []


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


def unclear_absence(unclear: UnclearAbsence, where: InSets | None = None, set_id: str = "") -> Message:
    """A time away that can be told in more ways than one: nothing changes before one is pressed, or chosen in the form."""
    shown = [_offered(number, one, where) for number, one in enumerate(unclear.perhaps, start=1)]
    here = [Button(_("I'm back"), f"{ids.MEANT}:0", "set", "", carries=ids.typed("set", f"back{_TYPED[where]}"))]
    rows = [buttons(*shown, *(here if unclear.or_back else []), choose_days(set_id))]
    return told(
        section(" ".join((worded(unclear), _("Nothing has changed yet.")))),
        *rows,
        hint(
            _("Or type it, as in {until}, {span} or {back}; *in all my sets* behind it means all of them.").format(
                until=slash("set away until 3 Dec"),
                span=slash("set away from 5 Nov until 12 Nov"),
                back=slash("set away back on Friday"),
            )
        ),
    )


def choose_days(set_id: str = "") -> Button:
    """The form in which one's own time away is chosen; it begins with that set, or with all."""
    return Button(_("Other days"), ids.AWAY_DAYS, "set", set_id)


def away_form(sets: Sequence[tuple[str, str]], set_id: str = "") -> Form:
    """From when until when, and in which of these sets."""
    return modal(
        _("I'm away"),
        _("Save"),
        ids.AWAY_FORM,
        ids.value("set", set_id),
        date_picker("first", _("From"), optional=True, hint=_("Leave it empty if you're away from now on.")),
        date_picker("last", _("Until and including")),
        *in_which_sets(sets, set_id),
        hint(_("I won't call on you or write to you in that time, and nobody waits for you.")),
    )


def in_which_sets(sets: Sequence[tuple[str, str]], set_id: str = "") -> list[Block]:
    """Of several: all of them, or one."""
    if len(sets) < 2:
        return []
    chosen = set_id if set_id in dict(sets) else ALL_SETS
    return [select("where", _("In"), [(ALL_SETS, _("All my sets")), *sets], initial=chosen)]


def _offered(number: int, absence: Absence, where: InSets | None = None, label: str = "") -> Button:
    """A time away, to press: the button carries it as it could be typed."""
    if absence.said is Said.BACK:
        named, typed = _("Back on {day}").format(day=day_written(absence.back)), f"back on {absence.back}"
    elif absence.first is None:
        named = _("Until {last_day}").format(last_day=day_written(absence.last))
        typed = f"until and including {absence.last}"
    elif absence.first == absence.last:
        named, typed = _("Only {day}").format(day=day_written(absence.last)), f"on {absence.last}"
    else:
        named = _("{first_day} to {last_day}").format(
            first_day=day_written(absence.first), last_day=day_written(absence.last)
        )
        typed = f"from {absence.first} until {absence.last}"
    carries = ids.typed("set", f"away {typed}{_TYPED[where]}")
    return Button(label or named, f"{ids.MEANT}:{number}", "set", "", carries=carries)


def back(told_of: ToldAway) -> Message:
    said = [_("You're back, so I'll call on you and write to you again."), *_in_which(told_of)]
    return told(section(" ".join(said)))


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
