"""One check keeps messages within Slack's limits, and the controls in them."""

import pytest

from prompts.blocks import Button, buttons, header, hint, message, section, told
from rehearsal.block_limits import block_errors, text_total

ROW = buttons(Button("Next", "step_next", "step", "st1"))


def test_a_button_carries_a_version_a_kind_and_an_id() -> None:
    assert ROW["elements"] == [
        {
            "type": "button",
            "text": {"type": "plain_text", "text": "Next"},
            "action_id": "step_next",
            "value": "1|step|st1",
        }
    ]


def test_a_button_that_one_person_sees_may_carry_their_words() -> None:
    row = buttons(Button("Open the form", "action_open_form", "words", "none", carries="Call | Mo"))
    assert row["elements"][0]["value"] == "Call | Mo"


def test_text_and_sections_are_cut_to_their_limits() -> None:
    said = message("x" * 5000, section("y" * 5000))
    assert len(said["text"]) == 3900
    assert len(said["blocks"][0]["text"]["text"]) == 3000
    assert said["text"].endswith("…")


@pytest.mark.parametrize("count", [50, 51, 80])
def test_too_many_blocks_leave_the_controls(count: int) -> None:
    said = message("x", *[section("line")] * (count - 1), ROW)
    assert len(said["blocks"]) == 50
    assert said["blocks"][-1] == ROW
    assert block_errors(said["blocks"], "message") == []


def test_too_much_text_gives_way_to_the_controls() -> None:
    said = message("x", *[section("z" * 3000)] * 10, hint("last"), ROW)
    assert text_total(said["blocks"]) <= 13_000
    assert said["blocks"][-1] == ROW


def test_buttons_go_with_the_paragraph_they_are_about() -> None:
    said = message(
        "x", *[section("z" * 3000), ROW] * 6, hint("end"), buttons(Button("Pass", "report_pass", "step", "s"))
    )
    kinds = [block["type"] for block in said["blocks"]]
    assert kinds == ["section", "actions"] * 5 + ["actions"]


def test_a_heading_is_plain_in_its_block_and_harmless_in_the_text() -> None:
    said = told(header("Q&A <!channel>"))
    assert said["blocks"][0]["text"]["text"] == "Q&A <!channel>"
    assert said["text"] == "Q&amp;A &lt;!channel&gt;"


def test_the_words_of_the_blocks_are_the_text() -> None:
    said = told(header("A heading"), section("First."), hint("Then."), ROW)
    assert said["text"] == "A heading\nFirst.\nThen."
