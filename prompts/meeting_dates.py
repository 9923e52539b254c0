"""The date of the next meeting: its form, and what is said of it."""

from datetime import date, datetime, time

from prompts import ids
from prompts.blocks import Message, hint, section, told
from prompts.forms import Form, date_picker, modal, time_picker
from prompts.wording import when


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
