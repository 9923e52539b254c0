"""Whatever is typed, all that is said stays within Slack's limits, mentions nobody by accident, and keeps the voice."""

import ast
import json
import re
from collections.abc import Iterator
from cProfile import Profile
from functools import cache
from pathlib import Path
from types import CodeType
from typing import Any, Final

import pytest
from slack_sdk.models.views import View

import prompts
from prompts import blocks, ids
from rehearsal.block_limits import block_errors, text_total
from rehearsal.view_limits import view_errors
from tests.each import each
from tests.parsed_code import parsed
from tests.prompts.samples import EVERYTHING, FORMS, HOMES, LETTERS, MESSAGES, Sample
from tests.prompts.slack_sdk_blocks import formation_errors

HOSTILE: Final = "<!channel> <@U1> & `code` *b* <https://a.b|c> \u202e\x00" + "&" * 4_000
SHORT: Final = "typed words"
TYPED: Final = ("", SHORT, HOSTILE)
DIVIDER: Final = {"type": "divider"}
"""In the place of each block, where those have been judged: slack_sdk takes long for each."""
SLACKS_OWN: Final = re.compile(r"<https://heads\.slack\.com/[^<>|]+\|(The question|a question|its old thread)>|<#C1>")
"""A link to a message, as Slack gives it, and the set's own channel."""
TO_BE_FOLLOWED: Final = re.compile(r"(?<=\*Part of:\* ).*|(?<= Place: ).*")
"""Where an address that somebody typed is a link, which shows the whole of it."""
IDS: Final = {value for name, value in vars(ids).items() if name.isupper() and isinstance(value, str)}


@cache
def drawn(sample: Sample, typed: str) -> dict[str, Any]:
    """What is said where people typed that: each test only looks at it."""
    return sample(typed)


def elements(blocks: list[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    """The interactive elements of each block."""
    for block in blocks:
        if block["type"] == "actions":
            yield block["elements"]
        elif "accessory" in block:
            yield [block["accessory"]]


def marked_up(part: Any) -> Iterator[str]:
    """Every mrkdwn text."""
    if isinstance(part, dict):
        if part.get("type") == "mrkdwn":
            yield part["text"]
        for value in part.values():
            yield from marked_up(value)
    elif isinstance(part, list):
        for item in part:
            yield from marked_up(item)


def shown(part: Any) -> Iterator[str]:
    """Every word that people see."""
    if isinstance(part, dict):
        if isinstance(part.get("text"), str):
            yield part["text"]
        for value in part.values():
            yield from shown(value)
    elif isinstance(part, list):
        for item in part:
            yield from shown(item)


def read_aloud(blocks: list[dict[str, Any]]) -> list[str]:
    """What a screen reader would have to say of the blocks: their words, in order, without the buttons."""
    words = []
    for block in blocks:
        if block["type"] in {"section", "header"}:
            words.append(block["text"]["text"])
        elif block["type"] == "context":
            words += [element["text"] for element in block["elements"]]
        else:
            assert block["type"] in {"actions", "divider"}
    return words


def says(text: str, words: list[str]) -> bool:
    """Whether the text is those words, up to where Slack would cut it."""
    whole = "\n".join(words)
    return text == whole or (len(text) > 3800 and text.endswith("…") and whole.startswith(text[:-1]))


def giving_messages() -> Iterator[str]:
    """The public functions of `prompts` that give a message, by file and name; those that put any message together aside."""
    for path in sorted(set(Path(prompts.__file__).parent.glob("*.py")) - {Path(blocks.__file__)}):
        functions = [node for node in parsed(path).body if isinstance(node, ast.FunctionDef)]
        for one in functions:
            if ast.unparse(one.returns or one) == "Message" and not one.name.startswith("_"):
                yield f"{path.stem}.{one.name}"


@each(MESSAGES)
def test_a_message_is_one_that_slack_takes(sample: Sample) -> None:
    for typed in TYPED:
        message = drawn(sample, typed)
        assert set(message) == {"text", "blocks"}
        assert block_errors(message["blocks"], "message") == []
        assert formation_errors(message["blocks"]) == []
        assert 0 < len(message["text"]) < 4000
        assert text_total(message["blocks"]) <= 13_000


@each({**FORMS, **HOMES})
def test_a_view_is_one_that_slack_takes(sample: Sample) -> None:
    for typed in TYPED:
        view = drawn(sample, typed)
        assert view_errors(view, view["type"]) == []
        assert formation_errors(view["blocks"]) == []
        assert View(**view | {"blocks": [DIVIDER] * len(view["blocks"])}).to_dict()["type"] == view["type"]


@each(EVERYTHING)
def test_typed_text_mentions_nobody_and_links_nowhere(sample: Sample) -> None:
    said = drawn(sample, HOSTILE)
    for marked in [*marked_up(said), *([said["text"]] if "text" in said else [])]:
        text = TO_BE_FOLLOWED.sub(lambda line: re.sub("<https://[^<>|]+>", "", line[0]), SLACKS_OWN.sub("", marked))
        assert "<!channel" not in text
        assert "<@U1>" not in text
        assert "<http" not in text
        assert re.sub(r"<@U[A-Z0-9]+>|<!date\^\d+\^[^<>|]+\|[^<>|]+>", "", text).count("<") == 0
        assert re.fullmatch(r"(?s)([^&]|&amp;|&lt;|&gt;)*", text)
        assert "\x00" not in text
        assert "\u202e" not in text


@each(EVERYTHING)
def test_every_id_is_one_of_ours_and_unique_in_its_block(sample: Sample) -> None:
    said = drawn(sample, SHORT)
    for row in elements(said["blocks"]):
        names = [element["action_id"] for element in row]
        assert len(names) == len(set(names))
        assert {name.partition(":")[0] for name in names} <= IDS
    assert said.get("callback_id", ids.SET_FORM) in IDS


@each(MESSAGES)
def test_every_button_carries_what_it_is_about(sample: Sample) -> None:
    for row in elements(drawn(sample, "")["blocks"]):
        for element in row:
            values = [option["value"] for option in element.get("options", [])] or [element["value"]]
            assert all(value.startswith("1|") for value in values)


@each({name: sample for name, sample in MESSAGES.items() if name not in LETTERS})
def test_the_text_says_what_the_blocks_say(sample: Sample) -> None:
    message = drawn(sample, SHORT)
    assert says(message["text"], read_aloud(message["blocks"]))


@each(LETTERS)
def test_a_letter_keeps_the_words_of_one_s_actions_off_a_notification(sample: Sample) -> None:
    """Its text says all but those, and so does its first block."""
    letter, theirs = drawn(sample, SHORT), SHORT
    first, *others = letter["blocks"]
    assert theirs not in letter["text"]
    assert theirs not in " ".join(shown(first))
    assert theirs in " ".join(shown(others))
    assert says(letter["text"], [words for words in read_aloud(letter["blocks"]) if theirs not in words])


@each(EVERYTHING)
def test_the_voice_is_plain(sample: Sample) -> None:
    words = " ".join(shown(drawn(sample, SHORT)))
    spoken = re.sub(r"<!date[^>]*>", "", words)
    assert "!" not in spoken
    assert not re.search("[\U0001f000-\U0001faff]", words)
    assert not re.search(r"\b(organiz|recogniz|behavior|color|center|favorite|apologiz)", words, re.IGNORECASE)
    assert "—" not in words
    assert "why not" not in words.lower()


@each(EVERYTHING)
def test_it_can_be_sent_as_json(sample: Sample) -> None:
    said = drawn(sample, SHORT)
    assert json.loads(json.dumps(said)) == said


def test_everything_that_is_said_is_among_the_samples() -> None:
    """Each function of ours that gives a message is called by one of them, so that all of the above holds for it."""
    with Profile(builtins=False) as watched:
        for sample in MESSAGES.values():
            sample("typed")
    ran = (one.code for one in watched.getstats() if isinstance(one.code, CodeType))
    called = {f"{Path(code.co_filename).stem}.{code.co_name}" for code in ran}
    assert sorted(set(giving_messages()) - called) == []


def test_typed_words_are_shown() -> None:
    for name in ("raised", "committed", "slot card", "charter", "owner", "set card"):
        assert "a word or two" in MESSAGES[name]("a word or two")["text"], name


@pytest.mark.parametrize("name", [name for name in FORMS if name.startswith(("issue", "report"))])
def test_a_form_whose_words_others_read_asks_for_nobody_who_could_be_identified(name: str) -> None:
    asked = "Please leave out names and details that could identify a patient, client, pupil or colleague."
    assert asked in shown(FORMS[name]("typed")["blocks"])
