"""Filling in a form by the words on it, as a person would with Slack's own pickers."""

from typing import Final

from rehearsal.days_and_times import EXAMPLES, picked
from rehearsal.elements import STATELESS, Place, places
from rehearsal.finding import NotThere, alike
from rehearsal.participants import Participants
from rehearsal.people import Payload
from rehearsal.script_items import Fields

PEOPLE: Final = ("users_select", "multi_users_select")
CHOICES: Final = ("static_select", "radio_buttons", "multi_static_select", "checkboxes")
Entry = str | list[str]


def entries(form: Payload, fields: Fields, participants: Participants, zone: str = "") -> dict[str, Entry]:
    """What goes into which field, by its action id; days and times are those of `zone` (IANA), if that is not the rehearsal's.

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
    if kind in EXAMPLES and value.strip():
        return _picked(kind, value, place, participants, zone or participants.zone)
    return value.strip() if kind != "plain_text_input" else value


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
    wanted = alike(words)
    options = [(participants.read_out(str(option["text"]["text"])), str(option["value"])) for option in place.options]
    for text, value in options:
        if wanted in (alike(text), alike(value)):
            return value
    beginning = [value for text, value in options if alike(text).startswith(wanted)]
    if len(beginning) == 1:
        return beginning[0]
    there = ", ".join(f"“{text}”" for text, _ in options)
    raise NotThere(f"“{place.label}” has no choice “{words}”; there is {there}")


def _picked(kind: str, words: str, place: Place, participants: Participants, zone: str) -> str:
    """Slack's pickers give nothing but days and times."""
    try:
        return picked(kind, words, now=participants.now, zone=zone, before=place.initially())
    except ValueError:
        raise NotThere(f"“{place.label}” takes {EXAMPLES[kind]}, not “{words.strip()}”") from None
