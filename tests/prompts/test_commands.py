"""The list of commands names what exists, as this workspace types it, and unclear words are asked about."""

import pytest

from bot.domain.typed_commands import WORDS, Subcommand, Typed, Unclear, read_set
from prompts import ids
from prompts.blocks import Message
from prompts.commands import help_text, mentioned, unclear
from prompts.language import speaking

A_SCREEN = 25
"""Lines that a laptop shows of a message."""


def not_read(typed: str) -> Unclear:
    found = read_set(typed)
    assert isinstance(found, Unclear)
    return found


def pressed(message: Message) -> dict[str, str]:
    """What each button carries, by its words."""
    rows = [block["elements"] for block in message["blocks"] if block["type"] == "actions"]
    return {one["text"]["text"]: one["value"] for row in rows for one in row}


def test_every_command_is_listed_with_the_prefix_of_the_workspace() -> None:
    with speaking(prefix="acme"):
        text = help_text()["text"]
    for command in ("set-issue [one sentence]", "action report", "set new", "set extend 5", "set add @person"):
        assert f"`/acme-{command}`" in text


def test_the_help_is_one_screen_by_what_people_want() -> None:
    text = help_text()["text"]
    for want in ("Raise an issue", "Take something on", "Run a meeting", "Say you're away", "Look after the set"):
        assert f"*{want}*\n" in text
    for word in set(WORDS) - {"help"}:
        assert f"`/set {word}" in text
    assert sum(1 + len(line) // 110 for line in text.splitlines()) <= A_SCREEN


def test_it_names_asking_in_writing_and_what_becomes_of_what_is_read() -> None:
    text = help_text()["text"]
    assert "*More* has *Ask in writing*" in text
    assert "I read a slot's thread in memory to hint at advice, and store none of it." in text


def test_what_is_not_built_is_not_listed() -> None:
    text = help_text()["text"]
    assert "set learning" not in text


def test_what_was_perhaps_meant_can_be_pressed() -> None:
    with speaking(prefix="acme"):
        message = unclear("set", "strat", not_read("strat"))
    assert message["text"].startswith("I don't know “strat”. Did you mean `/acme-set start`?")
    assert pressed(message) == {"Start the meeting": ids.typed("set", "start")}
    assert "`/acme-set pause`" not in message["text"]


def test_with_nothing_that_may_have_been_meant_the_help_is_shown() -> None:
    text = unclear("set", "frobnicate", not_read("frobnicate"))["text"]
    assert text.startswith("I don't know “frobnicate”.")
    assert "*Raise an issue*" in text
    assert "Did you mean" not in text


@pytest.mark.parametrize("name", ["action", "set-issue"])
def test_words_that_are_perhaps_a_command_can_be_taken_as_they_stand(name: str) -> None:
    message = unclear(name, "done 1", Unclear((Typed("action", "report"),)))
    assert message["text"].startswith("“done 1” isn't saved yet. Did you mean `/action report`?")
    assert ids.typed(f"{name} as typed", "done 1") in pressed(message).values()


def test_what_moves_a_meeting_is_asked_once_more() -> None:
    blocks = unclear("set", "next meeting", not_read("next meeting"))["blocks"]
    move, dates = blocks[1]["elements"]
    assert move["confirm"]["title"]["text"] == "Move on?"
    assert "confirm" not in dates


def test_more_words_than_a_button_takes_are_not_cut() -> None:
    message = unclear("set", "issue", Unclear((Typed("set-issue", "x" * 3000),)))
    assert pressed(message) == {"Raise it": ids.typed("set-issue", "")}


@pytest.mark.parametrize(
    ("said", "carried"),
    [
        pytest.param("start the meeting", [("set", "start"), ("set", "plan")], id="a sentence"),
        pytest.param("Pause.", [("set", "pause")], id="a word"),
        pytest.param("away until Friday", [("set", "away until Friday")], id="with what it takes"),
    ],
)
def test_what_was_said_to_the_bot_can_be_typed_or_pressed(said: str, carried: list[tuple[str, str]]) -> None:
    message = mentioned(read_set(said), said)
    assert "To do that, type `/set " in message["text"]
    assert list(pressed(message).values()) == [ids.typed(*one) for one in carried]


def test_a_mention_with_help_is_the_help() -> None:
    assert mentioned(Subcommand("help"), "help") == help_text()
