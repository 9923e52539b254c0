"""A whole life of a set in a language that nobody speaks: nothing is said in plain English in it, and Slack takes all of it."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

import pytest

from prompts.language import Language, speaking
from prompts.language_files import load_languages
from prompts.wording import ELLIPSIS
from rehearsal.block_limits import block_errors
from rehearsal.view_limits import view_errors
from tests.lives import Life
from tests.prompts.samples import EVERYTHING
from tests.pseudo_language import CODE, bare, english_in, texts, unaccented
from tests.pseudo_readers import sentences_as_they_are_now

SAYS: Final = (
    "chat.postMessage",
    "chat.update",
    "chat.postEphemeral",
    "views.open",
    "views.update",
    "views.publish",
    "response_url",
)
TYPED_IN: Final = ("text", "value", "name", "real_name")


@pytest.fixture(scope="module")
def pseudo(pseudo_words: Path) -> Iterator[Language]:
    with sentences_as_they_are_now(pseudo_words) as words:
        yield load_languages(words).of(CODE)


def said(life: Life) -> Iterator[tuple[str, Any]]:
    """Everything that the bot has sent to Slack or answered, with what it was."""
    for call in life.calls:
        if call.method in SAYS:
            given = {
                name: json.loads(one) if name in ("blocks", "view") and isinstance(one, str) else one
                for name, one in call.args.items()
            }
            yield call.method, given
    for answer in life.delivered:
        if answer.response:
            yield "answer", answer.response


def typed(life: Life) -> frozenset[str]:
    """Whatever people have typed, and what they are called."""
    found = {bare(one) for answer in life.delivered for one in _typed_in(answer.delivery.payload)}
    return frozenset({*found, *map(bare, life.names)})


def _typed_in(payload: Mapping[str, Any]) -> Iterator[str]:
    yield f"{payload.get('command', '')} {payload.get('text') or ''}"
    for part in (payload.get("event"), payload.get("message")):
        if isinstance(part, dict) and not part.get("bot_id"):
            yield str(part.get("text") or "")
    values = ((payload.get("view") or {}).get("state") or {}).get("values") or {}
    for block in values.values():
        for element in block.values():
            yield str(element.get("value") or "")


def test_nothing_is_said_in_plain_english(small_life: Life) -> None:
    by_people, found = typed(small_life), Counter[str]()
    for what, sent in said(small_life):
        for text in texts(sent):
            found.update(f"{run}   ({what})" for run in english_in(text, by_people))
    refused = [(call.method, call.outcome) for call in small_life.calls if "invalid" in call.outcome]
    assert refused == []
    assert [f"{times} × {run}" for run, times in found.most_common()] == []


def test_what_is_said_is_said_in_the_language_of_the_people(small_life: Life) -> None:
    sent = [text for _, one in said(small_life) for text in texts(one)]
    assert sum(unaccented(one) != one for one in sent) > len(sent) / 2


@pytest.mark.parametrize("typed", ["short", "&" * 10_000], ids=["little typed", "much typed"])
def test_slack_takes_what_is_a_third_longer(pseudo: Language, typed: str) -> None:
    """Of everything that is drawn: thousands of cases, which take longer to be counted than to be looked at."""
    with speaking(pseudo):
        found = {name: _refused(drawn(typed)) for name, drawn in EVERYTHING.items()}
    assert {name: errors for name, errors in found.items() if errors} == {}


def _refused(shown: dict[str, Any]) -> list[str]:
    """What Slack would say of a message or a form."""
    errors = view_errors(shown, shown["type"]) if "type" in shown else block_errors(shown["blocks"], "message")
    has_text = "text" not in shown or 0 < len(shown["text"]) < 4000
    return errors if has_text else [*errors, f"a text of {len(shown['text'])}"]


def test_what_is_a_third_longer_is_not_cut_where_nobody_has_typed_much(pseudo: Language) -> None:
    in_english = {name: _cut(drawn("short")) for name, drawn in EVERYTHING.items()}
    with speaking(pseudo):
        longer = {name: _cut(drawn("short")) for name, drawn in EVERYTHING.items()}
    found = {name: [one for one in map(unaccented, cut) if one not in in_english[name]] for name, cut in longer.items()}
    assert {name: cut for name, cut in found.items() if cut} == {}


def _cut(shown: Mapping[str, Any]) -> list[str]:
    return [one for one in texts(shown) if one.endswith(ELLIPSIS)]
