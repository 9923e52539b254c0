"""The wizard's fields are those of a founding, filled in where there is a usual answer."""

from dataclasses import fields
from datetime import time

from bot.domain.sets import Founding
from prompts.founding import SAMPLE_RULES, founding_form, rules_form
from tests.prompts.samples import FORMATS, charter

FORM = founding_form("C1", "U1", formats=FORMATS, zone="Europe/Sofia", at=time(9, 30))
FIELDS = {block["block_id"]: block["element"] for block in FORM["blocks"] if block["type"] == "input"}


def test_every_field_of_a_founding_is_asked_for_under_its_name() -> None:
    assert set(FIELDS) == {field.name for field in fields(Founding)}
    assert all(element["action_id"] == name for name, element in FIELDS.items())


def test_the_usual_answers_are_filled_in() -> None:
    assert FIELDS["members"]["initial_users"] == ["U1"]
    assert FIELDS["meetings"]["initial_value"] == "4"
    assert FIELDS["minutes"]["initial_value"] == "90"
    assert FIELDS["at"]["initial_time"] == "09:30"
    assert FIELDS["spoken"]["initial_option"]["value"] == "typed"
    assert FIELDS["format"]["initial_option"]["value"] == "classic"
    assert FIELDS["rules"]["initial_value"].splitlines() == list(SAMPLE_RULES)


def test_the_channel_travels_in_the_metadata_and_the_zone_is_named() -> None:
    assert FORM["private_metadata"] == "C1"
    assert "Europe/Sofia" in str(FORM["blocks"])


def test_rules_are_edited_one_a_line() -> None:
    form = rules_form(charter("x", rules=("Ask.", "Listen.")))
    assert form["private_metadata"] == "1|set|s1"
    assert form["blocks"][0]["element"]["initial_value"] == "Ask.\nListen."
