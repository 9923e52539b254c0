"""Each refusal has its words, whatever raises one gives it the facts that they need, and a field of a form can show them."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Final

import pytest

from bot.domain.controls import Standing
from bot.domain.day_words import Doubt
from bot.domain.errors import Refused, TooLong
from bot.domain.refusals import Fact, Refusal
from prompts import refused
from prompts.language import speaking
from tests.each import each
from tests.parsed_code import nodes_of
from tests.prompts.refused_samples import facts_needed, sample

ROOT: Final = Path(__file__).parents[2]
RAISES: Final = {"Refused", "UnclearAbsence", "__init__"}
"""Calls that take a kind first, and its facts by their names; and that of `Doubt`, which takes them as a mapping."""
NO_FACTS: Final = frozenset({"field", "or_back"})


def test_words_are_there_for_every_kind_and_nothing_else() -> None:
    assert set(refused.WORDS) == set(Refusal)


def given_in(call: ast.Call) -> set[str]:
    """The names of the facts in a call."""
    if getattr(call.func, "id", "") == "Doubt":
        facts = [key for one in call.args[2:3] if isinstance(one, ast.Dict) for key in one.keys]
        return {str(ast.literal_eval(key)) for key in facts if key is not None}
    return {keyword.arg for keyword in call.keywords if keyword.arg is not None} - NO_FACTS


@cache
def all_raised() -> tuple[tuple[str, Refusal, set[str]], ...]:
    """All of `raised`, looked for once."""
    return tuple(raised())


def raised() -> Iterator[tuple[str, Refusal, set[str]]]:
    """Where, which kind, and with which facts. A kind that is handed on alone (a parameter, a table) has none."""
    for path in sorted(one for folder in ("bot", "handlers", "storage") for one in (ROOT / folder).rglob("*.py")):
        if "Refusal." not in path.read_text():
            continue
        nodes = nodes_of(path)
        compared = {id(side) for node in nodes if isinstance(node, ast.Compare) for side in node.comparators}
        calls = {id(node.args[0]): node for node in nodes if isinstance(node, ast.Call) and node.args and raises(node)}
        for node in nodes:
            if (
                isinstance(node, ast.Attribute)
                and getattr(node.value, "id", "") == "Refusal"
                and id(node) not in compared
            ):
                where = f"{path.relative_to(ROOT)}:{node.lineno}"
                yield where, Refusal[node.attr], given_in(calls[id(node)]) if id(node) in calls else set()


def raises(call: ast.Call) -> bool:
    return getattr(call.func, "attr", getattr(call.func, "id", "")) in RAISES | {"Doubt"}


def test_what_is_raised_has_the_facts_that_its_words_need() -> None:
    assert [one for one in all_raised() if one[2] != facts_needed(one[1])] == []


def test_every_kind_is_raised_somewhere() -> None:
    assert set(Refusal) - {kind for _, kind, _ in all_raised()} == set()


@each({kind: kind for kind in Refusal})
def test_words_are_whole_sentences_with_all_their_facts(kind: Refusal) -> None:
    said = refused.worded(sample(kind))
    assert re.fullmatch(r"[A-Z<0-9t].*[.?]", said), said
    assert not re.search(r"[{}]|  |None|Refusal", said)


@each({kind: kind for kind in Refusal})
def test_the_field_of_a_form_names_nobody_by_their_id(kind: Refusal) -> None:
    said = refused.worded_in_field(sample(kind, "Fish & Chips"))
    assert "<@" not in said
    assert "&amp;" not in said


@pytest.mark.parametrize(
    ("raised", "said"),
    [
        pytest.param(
            Refused(Refusal.NOT_RUNNING), "No meeting is running. `/acme-set start` starts one.", id="a command"
        ),
        pytest.param(
            Refused(Refusal.PAUSED, standing=Standing.TOO_FEW),
            "We're waiting for more of you. *Begin* starts with whoever is here.",
            id="why the clock stands",
        ),
        pytest.param(Refused(Refusal.SLOT_OF_ANOTHER, presenter="U1"), "That's for <@U1>: it's their slot.", id="who"),
        pytest.param(
            Refused(Refusal.TURN_OF_ANOTHER, people=("U1", "U2")), "That button is for <@U1> or <@U2>.", id="several"
        ),
        pytest.param(
            Refused(Refusal.TURN_OF_ANOTHER, people=()),
            "That button is for somebody who has left the set.",
            id="nobody",
        ),
        pytest.param(
            Refused(Refusal.TOO_FEW_HERE, here=1, needed=2),
            "Only one of you is here so far, and it takes 2 to begin. *I'm here* is on the agenda card.",
            id="one",
        ),
        pytest.param(
            Refused(Refusal.TOO_FEW_HERE, here=0, needed=2),
            "Nobody's here yet. Press *I'm here* on the agenda card.",
            id="none",
        ),
        pytest.param(
            Refused(Refusal.TOO_FEW_AGREED, count=2),
            "2 more members have to agree to the ground rules first. The charter is in the channel.",
            id="how many",
        ),
        pytest.param(Refused(Refusal.IN_ALREADY, people=("U1",)), "<@U1> is in the set already.", id="one person"),
        pytest.param(
            Refused(Refusal.CHANNEL_STANDS, channel="C1"),
            "The set lives in <#C1>, and I can still write there. Nothing has changed.",
            id="a channel",
        ),
        pytest.param(
            Refused(Refusal.BOT_NOT_IN_CHANNEL, bot="set-adviser", command="set new"),
            "I'm not in this channel yet. Type `/invite @set-adviser` here, then `/acme-set new` again.",
            id="the exact words",
        ),
        pytest.param(
            TooLong("x" * 2500, 2000, "what"), "That's 2,500 characters, and 2,000 fit. Please shorten it.", id="long"
        ),
        pytest.param(
            Doubt(Refusal.NO_SUCH_DAY, (), {"number": 31, "month": 2}), "There's no 31 February.", id="no day"
        ),
        pytest.param(Doubt(Refusal.NO_LEAP_DAY, (), {"year": 2027}), "There's no 29 February in 2027.", id="a year"),
    ],
)
def test_facts_are_written_as_what_they_are(raised: refused.Told, said: str) -> None:
    with speaking(prefix="acme"):
        assert refused.worded(raised) == said


def test_typed_words_are_escaped_in_a_message_and_stand_as_they_are_in_a_field() -> None:
    facts: dict[str, Fact] = {"person": "U1", "called": "Ana & <!here>"}
    stranger = Refused(Refusal.CANNOT_JOIN, "members", **facts)
    assert refused.worded(stranger).startswith("Ana &amp; &lt;!here&gt; can't join.")
    assert refused.worded_in_field(stranger).startswith("Ana & <!here> can't join.")
    assert refused.worded_in_field(Refused(Refusal.CANNOT_JOIN, "members", person="U1", called="")).startswith(
        "somebody else"
    )
