"""Blocks and views are refused as Slack refuses them."""

from typing import Any

import pytest

from rehearsal.block_limits import block_errors, text_total
from rehearsal.people import ApiError
from rehearsal.view_limits import checked_view, view_errors

Block = dict[str, Any]


def plain(text: str) -> Block:
    return {"type": "plain_text", "text": text}


def marked(text: str) -> Block:
    return {"type": "mrkdwn", "text": text}


def section(text: str = "x", **more: Any) -> Block:
    return {"type": "section", "text": marked(text), **more}


def button(label: str = "Go", **more: Any) -> Block:
    return {"type": "button", "text": plain(label), "action_id": "go", **more}


def actions(*elements: Block) -> Block:
    return {"type": "actions", "elements": list(elements)}


def options(count: int, length: int = 1) -> list[Block]:
    return [{"text": plain("o" * length), "value": f"{n}"} for n in range(count)]


def menu(kind: str, count: int, **more: Any) -> Block:
    return {"type": kind, "action_id": "menu", "options": options(count), **more}


def asks(element: Block | None = None, **more: Any) -> Block:
    field = element or {"type": "plain_text_input", "action_id": "a"}
    return {"type": "input", "label": plain("What?"), "element": field, **more}


ALLOWED = [
    pytest.param([actions({"type": "datetimepicker", "action_id": "a"})], id="a moment not chosen yet"),
    pytest.param(
        [actions({"type": "datetimepicker", "action_id": "a", "initial_date_time": 1_794_319_200})], id="a moment"
    ),
    pytest.param([section("x" * 3000)], id="a section of 3,000 characters"),
    pytest.param([{"type": "header", "text": plain("x" * 150)}], id="a header of 150"),
    pytest.param([{"type": "divider"}] * 50, id="fifty blocks"),
    pytest.param([actions(*(button(action_id=f"{n}") for n in range(25)))], id="twenty-five buttons"),
    pytest.param([actions(menu("overflow", 5))], id="an overflow of five"),
    pytest.param([actions(menu("overflow", 2))], id="an overflow of two"),
    pytest.param([section(accessory=menu("static_select", 100))], id="a menu of a hundred"),
    pytest.param([section(accessory=menu("radio_buttons", 10))], id="ten radio buttons"),
    pytest.param([section(accessory=button("x" * 75, value="v" * 2000))], id="the longest button"),
    pytest.param([actions(button()), actions(button())], id="the same action id in two blocks"),
    pytest.param([{"type": "context", "elements": [marked("x")] * 10}], id="ten pieces of context"),
    pytest.param([{"type": "section", "fields": [plain("x" * 2000)] * 10}], id="ten fields and no text"),
    pytest.param([{"type": "rich_text", "elements": []}], id="rich text"),
]


@pytest.mark.parametrize("blocks", ALLOWED)
def test_what_slack_takes_is_taken(blocks: list[Block]) -> None:
    assert block_errors(blocks, "message") == []


REFUSED = [
    pytest.param(
        actions({"type": "datetimepicker", "action_id": "a", "initial_date_time": "2026-11-10 14:00"}),
        "must be a Unix timestamp of 10 digits",
        "/elements/0/initial_date_time",
        id="a moment in words",
    ),
    pytest.param(section("x" * 3001), "must be less than 3001 characters", "/text/text", id="a long section"),
    pytest.param(section(""), "must be more than 0 characters", "/text/text", id="an empty text"),
    pytest.param({"type": "section"}, "missing required field: text or fields", "", id="a section of nothing"),
    pytest.param(section(fields=[plain("x")] * 11), "no more than 10 items allowed", "/fields", id="eleven fields"),
    pytest.param(
        section(fields=[plain("x" * 2001)]), "must be less than 2001 characters", "/fields/0/text", id="a long field"
    ),
    pytest.param(
        {"type": "header", "text": plain("x" * 151)}, "must be less than 151 characters", "/text/text", id="a header"
    ),
    pytest.param(
        {"type": "header", "text": marked("x")}, "unsupported type: mrkdwn", "/text/type", id="a header with markup"
    ),
    pytest.param(
        {"type": "context", "elements": [plain("x")] * 11}, "no more than 10 items allowed", "/elements", id="context"
    ),
    pytest.param(
        {"type": "context", "elements": []}, "missing required field: elements", "", id="a context of nothing"
    ),
    pytest.param(actions(), "missing required field: elements", "", id="no actions"),
    pytest.param(
        actions(*(button(action_id=f"{n}") for n in range(26))),
        "no more than 25 items allowed",
        "/elements",
        id="twenty-six buttons",
    ),
    pytest.param(
        actions(button(), button()), "action_id already exists: go", "/elements/1/action_id", id="an action id twice"
    ),
    pytest.param(
        actions(button("x" * 76)), "must be less than 76 characters", "/elements/0/text/text", id="a long label"
    ),
    pytest.param(
        actions(button(value="v" * 2001)), "must be less than 2001 characters", "/elements/0/value", id="a long value"
    ),
    pytest.param(actions(button(style="pink")), "must be a valid enum value", "/elements/0/style", id="a pink button"),
    pytest.param(
        actions({"type": "button", "action_id": "go"}), "missing required field: text", "/elements/0", id="no label"
    ),
    pytest.param(
        actions(menu("overflow", 1)), "must provide at least 2 items", "/elements/0/options", id="an overflow of one"
    ),
    pytest.param(
        actions(menu("overflow", 6)), "no more than 5 items allowed", "/elements/0/options", id="an overflow of six"
    ),
    pytest.param(
        actions(menu("static_select", 101)), "no more than 100 items allowed", "/elements/0/options", id="101 options"
    ),
    pytest.param(
        actions(menu("radio_buttons", 11)), "no more than 10 items allowed", "/elements/0/options", id="eleven radios"
    ),
    pytest.param(
        actions({**menu("static_select", 1), "options": options(1, 76)}),
        "must be less than 76 characters",
        "/elements/0/options/0/text/text",
        id="a long option",
    ),
    pytest.param(
        actions(menu("static_select", 2, initial_option={"text": plain("?"), "value": "none"})),
        "initial option does not match any option",
        "/elements/0/initial_option",
        id="an initial option that is none",
    ),
    pytest.param(actions({"type": "wheel"}), "unsupported type: wheel", "/elements/0/type", id="an unknown element"),
    pytest.param(
        actions({"type": "plain_text_input", "action_id": "a"}),
        "unsupported type: plain_text_input",
        "/elements/0/type",
        id="a field among buttons",
    ),
    pytest.param({"type": "carousel"}, "unsupported type: carousel", "/type", id="an unknown block"),
    pytest.param(asks(), "unsupported type: input", "/type", id="a field in a message"),
    pytest.param(
        {"type": "image", "image_url": "https://x.invalid/y.png"}, "missing required field: alt_text", "", id="image"
    ),
    pytest.param(section(block_id="x" * 256), "must be less than 256 characters", "/block_id", id="a long block id"),
]


@pytest.mark.parametrize(("block", "complaint", "place"), REFUSED)
def test_what_slack_refuses_is_refused_with_its_place(block: Block, complaint: str, place: str) -> None:
    assert block_errors([block], "message") == [f"[ERROR] {complaint} [json-pointer:/blocks/0{place}]"]


def test_a_message_has_no_more_than_fifty_blocks() -> None:
    assert block_errors([{"type": "divider"}] * 51, "message") == [
        "[ERROR] no more than 50 items allowed [json-pointer:/blocks]"
    ]


def test_a_view_has_room_for_a_hundred_blocks() -> None:
    assert block_errors([{"type": "divider"}] * 100, "home") == []


def test_a_block_id_is_used_once() -> None:
    assert block_errors([section(block_id="a"), section(block_id="a")], "message") == [
        "[ERROR] block_id already exists: a [json-pointer:/blocks/1/block_id]"
    ]


def test_all_text_of_a_message_is_counted_together() -> None:
    assert text_total([section("xx", accessory=button("Go")), {"type": "header", "text": plain("yyy")}]) == 7


def modal(*blocks: Block, **more: Any) -> Block:
    return {"type": "modal", "title": plain("Form"), "submit": plain("Save"), "blocks": list(blocks), **more}


BAD_VIEWS = [
    pytest.param(modal(title=plain("x" * 25)), "must be less than 25 characters", "/title/text", id="a long title"),
    pytest.param(modal(submit=plain("x" * 25)), "must be less than 25 characters", "/submit/text", id="a long submit"),
    pytest.param(modal(close=plain("x" * 25)), "must be less than 25 characters", "/close/text", id="a long close"),
    pytest.param(
        modal(private_metadata="x" * 3001),
        "must be less than 3001 characters",
        "/private_metadata",
        id="much private metadata",
    ),
    pytest.param(
        modal(callback_id="x" * 256), "must be less than 256 characters", "/callback_id", id="a long callback id"
    ),
    pytest.param(
        {"type": "modal", "title": plain("Form"), "blocks": [asks()]},
        "a view with input blocks must have a submit button",
        "/submit",
        id="fields without a button to send them",
    ),
    pytest.param(
        modal(asks({"type": "plain_text_input", "action_id": "a", "max_length": 3001})),
        "must be between 0 and 3000",
        "/blocks/0/element/max_length",
        id="a field that takes too much",
    ),
    pytest.param(modal(asks(button())), "unsupported type: button", "/blocks/0/element/type", id="a button as a field"),
]


@pytest.mark.parametrize(("view", "complaint", "place"), BAD_VIEWS)
def test_a_modal_that_slack_would_not_open_is_refused(view: Block, complaint: str, place: str) -> None:
    assert view_errors(view, "modal") == [f"[ERROR] {complaint} [json-pointer:/view{place}]"]


def test_a_modal_with_fields_is_taken() -> None:
    assert view_errors(modal(asks(), asks(menu("radio_buttons", 3))), "modal") == []


def test_a_refused_view_says_why() -> None:
    with pytest.raises(ApiError) as refused:
        checked_view({"type": "home", "blocks": []}, "modal")
    assert refused.value.error == "invalid_arguments"
    assert refused.value.fields == {
        "response_metadata": {"messages": ["[ERROR] must be a modal [json-pointer:/view/type]"]}
    }
