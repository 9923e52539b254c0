"""The date of the next meeting: its form, and what is said of it."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from prompts import ids
from prompts.blocks import Message, hint, section, told
from prompts.forms import Form, date_picker, modal, time_picker
from prompts.wording import slash, when


def date_form(day: date | None, at: time, zone: str, about: str) -> Form:
    """When the set meets next, in the set's own zone."""
    return modal(
        "The next meeting",
        "Save",
        ids.DATE_FORM,
        about,
        date_picker("day", "On", initial=day),
        time_picker("at", "At", initial=at, hint=f"In {zone}. Everyone sees it in their own time."),
    )


def moved(number: int, moment: datetime, zone: str) -> Message:
    """The private answer to whoever fixed the date."""
    return told(
        section(f"Meeting {number} is on {when(moment, zone)}."),
        hint("Its card appears in the channel at that time; report-backs are asked for before it."),
    )


def skipped(day: date | None, at: time, zone: str, prefix: str = "") -> Message:
    """The private answer to whoever skipped a meeting that was not held."""
    if day is None:
        return told(section(f"Skipped. There's no next date yet: {slash('set plan', prefix)} fixes one."))
    return told(section(f"Skipped. Next: {when(datetime.combine(day, at, ZoneInfo(zone)), zone)}."))
