"""The wizard has seven fields, and the others behind *More*; the form of a set's settings begins with what it has."""

from dataclasses import fields, replace
from datetime import UTC, datetime
from typing import Any

import pytest

from bot.domain.sets import RHYTHMS, Founding, Settings
from prompts.founding import founding_form, rhythm, rules_form, sample_rules, settings_form
from tests.prompts.samples import FORMATS, charter, labels, settings

FIRST = datetime(2026, 11, 17, 14, tzinfo=UTC)
SHORT = founding_form("C1", formats=FORMATS, first=FIRST)
WHOLE = founding_form("C1", formats=FORMATS, first=FIRST, more=True)
SEVEN = ("name", "members", "i_am", "first", "rhythm", "spoken", "place", "minutes")
"""The link for the call belongs to how the set talks."""


def elements(form: dict[str, Any]) -> dict[str, Any]:
    return {block["block_id"]: block["element"] for block in form["blocks"] if block["type"] == "input"}


def test_the_wizard_asks_for_seven_things() -> None:
    assert tuple(elements(SHORT)) == SEVEN
    assert labels(SHORT) == ["More"]


def test_only_name_and_members_have_to_be_filled_in() -> None:
    empty = [name for name, element in elements(SHORT).items() if not any(key.startswith("initial") for key in element)]
    needed = {block["block_id"] for block in SHORT["blocks"] if block["type"] == "input" and not block.get("optional")}
    assert [name for name in empty if name in needed] == ["name", "members"]


OWN = {"rhythm", "i_am", "milestone_names"}
"""Fields that are no setting by themselves."""


def test_more_shows_the_rest_under_the_same_fields_so_that_what_was_typed_stays() -> None:
    assert WHOLE["blocks"][: len(SEVEN) + 1] == SHORT["blocks"][: len(SEVEN) + 1]
    names = {field.name for field in fields(Founding)} - {"every_weeks", "meetings", "own_country", "guidance"} | OWN
    assert set(elements(WHOLE)) == names
    assert all(element["action_id"] == name for name, element in elements(WHOLE).items())
    assert labels(WHOLE) == []


def test_the_usual_answers_are_filled_in() -> None:
    whole = elements(WHOLE)
    assert whole["i_am"]["initial_option"]["value"] == "member"
    assert whole["first"]["initial_date_time"] == int(FIRST.timestamp())
    assert whole["rhythm"]["initial_option"]["text"]["text"] == "every 4 weeks, 4 times"
    assert whole["minutes"]["initial_value"] == "90"
    assert whole["spoken"]["initial_option"]["value"] == "typed"
    assert whole["format"]["initial_option"]["value"] == "classic"
    assert whole["rules"]["initial_value"].splitlines() == list(sample_rules())


def test_a_sample_rule_asks_for_no_names_that_identify_somebody() -> None:
    rule = "We leave out names and details that could identify a patient, client, pupil or colleague."
    assert rule in elements(WHOLE)["rules"]["initial_value"].splitlines()


@pytest.mark.parametrize(
    ("weeks", "meetings", "said"),
    [(4, 1, "once"), (1, 8, "every week, 8 times"), (2, 6, "every 2 weeks, 6 times")],
)
def test_how_often_and_how_many_is_one_choice(weeks: int, meetings: int, said: str) -> None:
    assert rhythm(weeks, meetings) == said
    assert (weeks, meetings) in RHYTHMS


def test_the_channel_travels_in_the_metadata() -> None:
    assert SHORT["private_metadata"] == "C1"


def test_the_settings_begin_with_what_the_set_has_also_where_the_wizard_does_not_offer_it() -> None:
    shown = elements(settings_form("s1", settings("Heads"), FORMATS))
    assert set(shown) == {field.name for field in fields(Settings)} - {"every_weeks", "meetings"} | {"rhythm", "add"}
    assert shown["rhythm"]["initial_option"]["value"] == "5x5"
    assert shown["adviser"]["initial_user"] == "UOTTO"
    assert shown["format"]["initial_option"]["value"] == "express"
    assert shown["spoken"]["initial_option"]["value"] == "spoken"
    assert shown["learn"]["initial_value"] == "Heads"
    usual = elements(settings_form("s1", replace(settings("Heads"), every_weeks=4, meetings=4), FORMATS))
    assert len(usual["rhythm"]["options"]) == len(RHYTHMS)


def test_rules_are_edited_one_a_line() -> None:
    form = rules_form(charter("x", rules=("Ask.", "Listen.")))
    assert form["private_metadata"] == "1|set|s1"
    assert form["blocks"][0]["element"]["initial_value"] == "Ask.\nListen."
