"""Filling in a form by the words on it, as a person would with Slack's own pickers."""

from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from bot.domain.calendars import instant
from rehearsal.clock_words import day_of, pointed
from rehearsal.elements import STATELESS, Place, places
from rehearsal.finding import NotThere, alike
from rehearsal.participants import Participants
from rehearsal.people import Payload
from rehearsal.script_items import Fields
from rehearsal.written_times import time_of

PEOPLE: Final = ("users_select", "multi_users_select")
CHOICES: Final = ("static_select", "radio_buttons", "multi_static_select", "checkboxes")
PICKED: Final = {
    "datepicker": "a day like 2026-12-01 or next Tuesday",
    "timepicker": "a time like 14:00 or 2pm",
    "datetimepicker": "a day and a time like Tuesday 14:00",
}
"""What Slack's pickers give, and how it is said here."""
Entry = str | list[str]


def entries(form: Payload, fields: Fields, participants: Participants, zone: str = "") -> dict[str, Entry]:
    """What goes into which field, by its action id; moments are told in `zone` (IANA), if not in the rehearsal's.

    Raises NotThere for what the form or its choices do not have.
    """
    named = _named(form, fields)
    return {str(place.key[1]): entry(place, fields[label], participants, zone) for label, place in named}


def fields_of(form: Payload) -> list[Place]:
    """The fields of a form, from top to bottom."""
    return [place for place in places(form["blocks"]) if place.element["type"] not in STATELESS]


def entry(place: Place, value: str | tuple[str, ...], participants: Participants, zone: str = "") -> Entry:
    """A field's value as the workspace takes it: ids for people, what an option says for choices. Raises NotThere."""
    kind = str(place.element["type"])
    words = [value] if isinstance(value, str) else list(value)
    if kind in PEOPLE:
        return _one_or_all(kind, [_person(one, place, participants) for one in _listed(words)])
    if kind in CHOICES:
        return _one_or_all(kind, [_option(one, place, participants) for one in words if one])
    if not isinstance(value, str):
        raise NotThere(f"“{place.label}” takes one value, not a list")
    return _checked(kind, value.strip() if kind != "plain_text_input" else value, place, participants, zone)


def _named(form: Payload, fields: Fields) -> list[tuple[str, Place]]:
    there = fields_of(form)
    found = []
    for label in fields:
        place = _meant(label, there)
        if place is None:
            raise NotThere(f"the form has no field “{label}”; it has {', '.join(f'“{one.label}”' for one in there)}")
        found.append((label, place))
    return found


def _meant(label: str, there: list[Place]) -> Place | None:
    """The field of that label or id, or the only one whose label begins so."""
    wanted = alike(label)
    for place in there:
        if wanted in (alike(place.label), place.key[1]):
            return place
    beginning = [place for place in there if alike(place.label).startswith(wanted)]
    return beginning[0] if len(beginning) == 1 else None


def _listed(words: list[str]) -> list[str]:
    """People, also where they were written in one line."""
    return [name.strip() for one in words for name in one.split(",") if name.strip()]


def _one_or_all(kind: str, found: list[str]) -> Entry:
    if kind.startswith("multi_") or kind == "checkboxes":
        return found
    return found[0] if found else ""


def _person(words: str, place: Place, participants: Participants) -> str:
    person = participants.named(words)
    if person is None:
        raise NotThere(
            f"“{place.label}” takes people, and “{words}” is nobody; there are {', '.join(participants.people)}"
        )
    return person.id


def _option(words: str, place: Place, participants: Participants) -> str:
    """The value of the option that says this, begins with it, or has it as its value."""
    wanted = alike(words).removeprefix("@")
    options = [(participants.read_out(str(option["text"]["text"])), str(option["value"])) for option in place.options]
    for text, value in options:
        if wanted in (alike(text).removeprefix("@"), alike(value)):
            return value
    beginning = [value for text, value in options if wanted and alike(text).removeprefix("@").startswith(wanted)]
    if len(beginning) == 1:
        return beginning[0]
    there = ", ".join(f"“{text}”" for text, _ in options)
    raise NotThere(f"“{place.label}” has no choice “{words}”; there is {there}")


def _checked(kind: str, value: str, place: Place, participants: Participants, zone: str) -> str:
    """Slack's pickers give nothing but days and times, however somebody says which. Raises NotThere."""
    if not value or kind not in PICKED:
        return value
    try:
        picked = _picked(place, value, participants.now, zone or participants.zone)
    except ValueError as problem:
        raise NotThere(f"“{place.label}” takes {PICKED[kind]}. {problem}") from None
    if picked is None:
        raise NotThere(f"“{place.label}” takes {PICKED[kind]}, not “{value}”")
    return picked


def _picked(place: Place, value: str, now: datetime, zone: str) -> str | None:
    """What the picker reports of it. Raises ValueError for what can be read in two ways."""
    if place.element["type"] == "timepicker":
        clock = time_of(value)
        return f"{clock:%H:%M}" if clock else None
    if place.element["type"] == "datepicker":
        day = day_of(value, now, zone)
        return day.isoformat() if day else None
    there = pointed(value, now, zone) or _half_of_it(place, value, now, zone)
    return str(int(there.timestamp())) if there else None


def _half_of_it(place: Place, value: str, now: datetime, zone: str) -> datetime | None:
    """A picker of both begins with a moment: a day alone keeps its time, and a time alone its day."""
    if place.initially() is None:
        return None
    begins = datetime.fromtimestamp(int(place.initially()), ZoneInfo(zone))
    if (clock := time_of(value)) is not None:
        return instant(begins.date(), clock, zone)
    day = day_of(value, now, zone)
    return instant(day, begins.time(), zone) if day else None
