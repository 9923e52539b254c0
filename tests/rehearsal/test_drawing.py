"""Blocks and forms are drawn from their JSON, mistakes and all."""

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rehearsal.drawing import Entered, Page, drawn_blocks, drawn_message, drawn_view
from rehearsal.markup import Reader
from rehearsal.wrapping import plain
from tests.rehearsal.bare_bot import CARD, FORM, Block
from tests.rehearsal.bare_bot import plain as words

READER = Reader("Europe/London", datetime(2026, 11, 24, 12, tzinfo=UTC), {"U1": "Ana"})
PAGE = Page(READER, 60)


def mrkdwn(text: str) -> Block:
    return {"type": "mrkdwn", "text": text}


@pytest.mark.parametrize(
    ("block", "lines"),
    [
        pytest.param({"type": "section", "text": mrkdwn("*Clarify*, <@U1>")}, ["*Clarify*, @Ana"], id="section"),
        pytest.param({"type": "section", "text": words("*as it is* &amp;")}, ["*as it is* &amp;"], id="plain text"),
        pytest.param({"type": "section", "fields": [mrkdwn("a"), mrkdwn("b")]}, ["a", "b"], id="fields"),
        pytest.param({"type": "header", "text": words("Meeting 2")}, ["*Meeting 2*"], id="header"),
        pytest.param({"type": "context", "elements": [mrkdwn("small")]}, ["small"], id="small print"),
        pytest.param({"type": "divider"}, ["- - -"], id="divider"),
        pytest.param({"type": "image", "alt_text": "a graph", "image_url": "x"}, ["[image: a graph]"], id="image"),
        pytest.param({"type": "carousel"}, ["[a block of the type carousel]"], id="a block nobody knows"),
        pytest.param(
            {"type": "section", "text": words("Mo"), "accessory": {"type": "button", "text": words("Change")}},
            ["Mo", "[Change]"],
            id="a button beside it",
        ),
        pytest.param(
            {
                "type": "rich_text",
                "elements": [
                    {
                        "type": "rich_text_list",
                        "style": "ordered",
                        "elements": [
                            {"type": "rich_text_section", "elements": [{"type": "user", "user_id": "U1"}]},
                            {"type": "rich_text_section", "elements": [{"type": "text", "text": "Ben"}]},
                        ],
                    }
                ],
            },
            ["1. @Ana", "2. Ben"],
            id="a list in rich text",
        ),
    ],
)
def test_a_block_is_drawn(block: Block, lines: list[str]) -> None:
    assert plain(drawn_blocks([block], PAGE)) == lines


def test_buttons_stand_in_a_row_with_every_option_of_a_menu() -> None:
    assert plain(drawn_blocks(CARD, PAGE)) == [
        "[Done] [... Next] [... Pause] [... Q & A] [Host: choose]",
        "[Not yet]",
    ]


def test_what_can_be_pressed_is_numbered_where_somebody_plays() -> None:
    numbers = iter(range(41, 60))
    page = Page(READER, 60, lambda place, option: next(numbers))
    assert plain(drawn_blocks(CARD[1:], page)) == ["[41 Not yet]"]


def test_the_text_of_a_message_shows_only_where_there_are_no_blocks() -> None:
    assert plain(drawn_message("fallback", [], PAGE)) == ["fallback"]
    assert plain(drawn_message("fallback", [{"type": "divider"}], PAGE)) == ["- - -"]


def test_a_form_shows_what_is_in_it_and_what_it_complains_of() -> None:
    blocks = [{"block_id": f"b{number}", **block} for number, block in enumerate(FORM["blocks"])]
    typed: dict[tuple[str, str], Any] = {
        ("sentence", "sentence"): "Two departments",
        ("b1", "urgent"): {"text": words("Pause"), "value": "pause"},
        ("b4", "with"): ["U1"],
    }
    lines = plain(drawn_view({**FORM, "blocks": blocks}, PAGE, Entered(typed, {"b2": "Not a working day."})))
    assert lines == [
        "In one sentence: Two departments",
        "Urgent (optional):",
        "  ( ) Next",
        "  (x) Pause",
        "By: 2026-12-01",
        "  ! Not a working day.",
        "At (optional): (empty)",
        "With (optional): Ana",
        "Kinds (optional):",
        "  [ ] Next",
        "  [ ] Pause",
        "  [ ] Q & A",
        "[Raise]",
    ]


@given(st.text(max_size=120))
def test_typed_text_of_any_kind_can_be_drawn(text: str) -> None:
    drawn = plain(drawn_blocks([{"type": "section", "text": mrkdwn(text)}], PAGE))
    assert not any("\x1b" in line for line in drawn)
