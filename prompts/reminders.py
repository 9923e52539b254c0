"""Somebody's own reminders: the form, and what is said of it."""

from collections.abc import Sequence
from datetime import time
from typing import Final

from babel.dates import get_day_names

from bot.domain.absence_places import AwayIn
from bot.domain.reminders import Reminders
from prompts import ids
from prompts.blocks import Block, Button, Message, buttons, hint, section, told
from prompts.forms import Form, date_picker, modal, radio, several, time_picker
from prompts.language import N_, _, locale
from prompts.members import in_which_sets
from prompts.wording import day_written, in_a_line, listed

_WANTED: Final = {"yes": N_("Write to me"), "no": N_("Off: don't write to me")}


def form(shown: Reminders, sets: Sequence[tuple[str, str]]) -> Form:
    """For all their sets, by public id and name; the zone is Slack's, and the time away may be in one of them only."""
    away = shown.away_in_all
    days = [(str(number), day) for number, day in _days().items()]
    wanted = [(value, _(words)) for value, words in _WANTED.items()]
    zone = _("In {zone}, which is what your Slack says.").format(zone=shown.zone)
    return modal(
        _("Reminders"),
        _("Save"),
        ids.REMINDERS_FORM,
        "",
        radio("wanted", _("Reminders"), wanted, initial="yes" if shown.wanted else "no"),
        several("days", _("I work on"), days, initial=[str(day) for day in shown.days]),
        time_picker("opens", _("From"), initial=shown.opens, hint=zone),
        time_picker("closes", _("Until"), initial=shown.closes, hint=zone),
        date_picker("first", _("Away from"), initial=away.first if away else None, optional=True),
        date_picker(
            "last",
            _("Away until and including"),
            initial=away.last if away else None,
            optional=True,
            hint=_("Leave both empty if you're not away. I won't write to you in that time."),
        ),
        *in_which_sets(sets),
    )


def saved(shown: Reminders) -> Message:
    """The private answer to whoever has changed them."""
    return told(
        section(_kept(shown)),
        *_when_away(shown),
        hint(_exceptions()),
        buttons(*_turned(shown), change(), *_away(shown)),
    )


def change() -> Button:
    return Button(_("Change reminders"), ids.REMINDERS, "set", "")


def summary(shown: Reminders) -> list[Block]:
    """What the home tab says of them, and of when they are away."""
    return [section(_kept(shown), change()), *_when_away(shown), buttons(*_away(shown))]


def _away(shown: Reminders) -> list[Button]:
    """The way to be away, and where they are, or are to be, the way back."""
    here = [Button(_("I'm back"), ids.BACK, "set", "")] if shown.away else []
    return [Button(_("I'll be away"), ids.AWAY_DAYS, "set", ""), *here]


def _when_away(shown: Reminders) -> list[Block]:
    """A line for each time away; for all their sets at once where it is the same in each."""
    everywhere = shown.away_in_all
    if everywhere is not None:
        where = _("in all your sets") if shown.sets > 1 else ""
        return [section(_("*Away:* {when}").format(when=_span(everywhere, where)))]
    each = [_span(one, _("in {set}").format(set=in_a_line(one.set_name, 80))) for one in shown.away]
    return [section(_("*Away:* {when}").format(when="; ".join(each)))] if each else []


def _span(one: AwayIn, where: str) -> str:
    last = day_written(one.last)
    if one.first is None:
        said = _("until the end of {last_day}").format(last_day=last)
    elif one.first == one.last:
        said = _("on {day}").format(day=last)
    else:
        said = _("from {first_day} until the end of {last_day}").format(first_day=day_written(one.first), last_day=last)
    return f"{said}, {where}" if where else said


def _turned(shown: Reminders) -> list[Button]:
    if shown.wanted:
        return [Button(_("Turn off"), ids.TURN_OFF, "set", "")]
    return [Button(_("Turn on"), ids.TURN_ON, "set", "")]


def _kept(shown: Reminders) -> str:
    if not shown.wanted:
        return _("Reminders are off: I won't write to you, for any of your sets.")
    days = listed([day for number, day in _days().items() if number in shown.days])
    hours = _(
        "I'll write at {opens} at the earliest, one letter a day at most, for all your sets: {days}, until {closes} ({zone})."
    )
    return hours.format(opens=_clock(shown.opens), closes=_clock(shown.closes), days=days, zone=shown.zone)


def _exceptions() -> str:
    return _("What you ask to be told again comes all the same. Your sets' channels and my Home tab show everything.")


def _days() -> dict[int, str]:
    names = get_day_names("abbreviated", locale=locale())
    return {number: str(names[number]) for number in range(7)}


def _clock(at: time) -> str:
    return f"{at:%H:%M}"
