"""A field with a day and a time takes them as a person types them, in the zone of whoever fills it in."""

from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any, cast

import pytest

from rehearsal.filling import entries, entry, fields_of
from rehearsal.finding import NotThere
from rehearsal.participants import Participants

NOW = datetime(2026, 11, 3, 14, tzinfo=UTC)
THERE = cast("Participants", SimpleNamespace(now=NOW, zone="Europe/London", read_out=str))
BEGINS = datetime(2026, 11, 17, 14, tzinfo=UTC)


def field(label: str, kind: str, **more: Any) -> dict[str, Any]:
    element = {"type": kind, "action_id": label.lower(), **more}
    return {
        "type": "input",
        "block_id": label.lower(),
        "label": {"type": "plain_text", "text": label},
        "element": element,
    }


def form(**more: Any) -> dict[str, Any]:
    return {
        "blocks": [
            field("First meeting on", "datetimepicker", **more),
            field("Length of a meeting", "number_input"),
            field("Length of a slot", "number_input"),
        ]
    }


@pytest.mark.parametrize(
    ("words", "zone", "moment"),
    [
        pytest.param("10 Nov 14:00", "", datetime(2026, 11, 10, 14, tzinfo=UTC), id="as people write it"),
        pytest.param("2026-11-10 14:00", "", datetime(2026, 11, 10, 14, tzinfo=UTC), id="as machines do"),
        pytest.param("Tue 10 Nov, 2 pm", "", datetime(2026, 11, 10, 14, tzinfo=UTC), id="with its weekday"),
        pytest.param("next Tuesday at 14:00", "", datetime(2026, 11, 10, 14, tzinfo=UTC), id="by its weekday"),
        pytest.param("10 Nov 14:00", "Europe/Sofia", datetime(2026, 11, 10, 12, tzinfo=UTC), id="in Sofia"),
        pytest.param("10 Nov", "", datetime(2026, 11, 10, 14, tzinfo=UTC), id="a day keeps the time"),
        pytest.param("10 Nov", "Europe/Sofia", datetime(2026, 11, 10, 14, tzinfo=UTC), id="that of Sofia too"),
        pytest.param("9:30", "", datetime(2026, 11, 17, 9, 30, tzinfo=UTC), id="a time keeps the day"),
    ],
)
def test_a_moment_is_typed_as_people_say_it(words: str, zone: str, moment: datetime) -> None:
    place = fields_of(form(initial_date_time=int(BEGINS.timestamp())))[0]
    assert entry(place, words, THERE, zone) == f"{moment.timestamp():.0f}"


@pytest.mark.parametrize("words", ["soon", "10 Nov", "9:30", "25:00"])
def test_half_a_moment_is_none_where_nothing_stood_there(words: str) -> None:
    with pytest.raises(NotThere, match="takes a day and a time"):
        entry(fields_of(form())[0], words, THERE)


def test_a_field_is_known_by_how_no_other_begins() -> None:
    assert list(entries(form(), {"First": "10 Nov 14:00", "length of a s": "7"}, THERE)) == [
        "first meeting on",
        "length of a slot",
    ]
    with pytest.raises(NotThere, match="no field “Length”"):
        entries(form(), {"Length": "7"}, THERE)


@pytest.mark.parametrize("typed", ["Eva", "@eva", "@Eva, third"])
def test_a_choice_that_begins_with_somebody_is_chosen_by_their_name(typed: str) -> None:
    options = [
        {"text": {"type": "plain_text", "text": f"@{name}, question"}, "value": name} for name in ("Ben", "Eva, third")
    ]
    place = fields_of({"blocks": [field("Whose", "radio_buttons", options=options)]})[0]
    assert entry(place, typed, THERE) == "Eva, third"
