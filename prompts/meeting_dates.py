"""The date of the next meeting: its form, and what is said of it."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from prompts import ids
from prompts.blocks import Message, hint, section, told
from prompts.forms import Form, date_picker, modal, time_picker
from prompts.language import _
from prompts.wording import number as in_figures
from prompts.wording import slash, when


def date_form(day: date | None, at: time, zone: str, about: str) -> Form:
    """When the set meets next, in the set's own zone."""
    return modal(
        _("The next meeting"),
        _("Save"),
        ids.DATE_FORM,
        about,
        date_picker("day", _("On"), initial=day),
        time_picker(
            "at", _("At"), initial=at, hint=_("In {zone}. Everyone sees it in their own time.").format(zone=zone)
        ),
    )


def moved(number: int, moment: datetime, zone: str) -> Message:
    """The private answer to whoever fixed the date."""
    return told(
        section(_("Meeting {number}: {moment}.").format(number=in_figures(number), moment=when(moment, zone))),
        hint(_("I'll post its card in the channel then, and ask for report-backs before it.")),
    )


def skipped(day: date | None, at: time, zone: str) -> Message:
    """The private answer to whoever skipped a meeting that was not held."""
    if day is None:
        no_date = _("Skipped. There's no next date yet. You can fix one with {command}.")
        return told(section(no_date.format(command=slash("set plan"))))
    moment = datetime.combine(day, at, ZoneInfo(zone))
    return told(section(_("Skipped. Next: {moment}.").format(moment=when(moment, zone))))
