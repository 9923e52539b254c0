"""Somebody's own reminders: the form, and what is said of it."""

from datetime import time
from typing import Final

from babel.dates import get_day_names

from bot.domain.reminders import Reminders
from prompts import ids
from prompts.blocks import Block, Button, Message, buttons, hint, section, told
from prompts.forms import Form, modal, radio, several, time_picker
from prompts.language import N_, _, locale
from prompts.wording import listed

_WANTED: Final = {"yes": N_("Write to me"), "no": N_("Off: don't write to me")}


def form(shown: Reminders) -> Form:
    """For all their sets; the zone is Slack's."""
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
    )


def saved(shown: Reminders) -> Message:
    """The private answer to whoever has changed them."""
    return told(section(_kept(shown)), hint(_exceptions()), buttons(*_turned(shown), change()))


def change() -> Button:
    return Button(_("Change reminders"), ids.REMINDERS, "set", "")


def summary(shown: Reminders) -> list[Block]:
    """What the home tab says of them."""
    return [section(_kept(shown), change())]


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
