"""Where a prefix goes before our commands, every sentence has it, and Slack's own commands stay as they are."""

import ast
import asyncio
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Final

import pytest

from bot.domain.absence_places import ToldAway
from bot.domain.absences import Absence, UnclearAbsence
from bot.domain.errors import NotIn
from bot.domain.refusals import Refusal
from bot.domain.step_kinds import StepKind
from bot.domain.typed_commands import Typed, Unclear
from prompts import commands, home, members
from prompts.cards import step_card
from prompts.language import speaking
from prompts.notices import notice
from tests.parsed_code import nodes_of
from tests.prompts.refused_samples import placeholders, sample
from tests.prompts.samples import NOTICES, facts
from tests.prompts.samples import step_card as shown
from tests.prompts.test_everything_said import shown as words_of

ROOT: Final = Path(__file__).parents[2]
OURS: Final = re.compile(r"`/(?:set-issue|set|action)\b(?!-)")
"""A command of ours as it is without a prefix."""
NAMED: Final = re.compile(r"`(/[\w-]+)")
PREFIXED: Final = {"/acme-set", "/acme-set-issue", "/acme-action", "/invite"}


@cache
def texts(*folders: str) -> Sequence[tuple[str, str]]:
    """Every literal text of the code but docstrings, with where it stands."""
    return tuple(_texts(folders))


def _texts(folders: Sequence[str]) -> Iterator[tuple[str, str]]:
    for path in sorted(path for folder in folders for path in (ROOT / folder).rglob("*.py")):
        nodes = nodes_of(path)
        said = {id(node.value) for node in nodes if isinstance(node, ast.Expr)}
        for node in nodes:
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in said:
                yield f"{path.relative_to(ROOT)}:{node.lineno}", node.value


def test_no_sentence_of_prompts_names_a_command_without_its_prefix() -> None:
    assert [where for where, text in texts("prompts") if OURS.search(text)] == []


def test_there_is_another_apps_command_to_look_at() -> None:
    assert any("`/invite" in text for _, text in texts("prompts"))


NAMING: Final = [kind for kind in Refusal if "command" in placeholders(kind)]


@pytest.mark.parametrize("kind", NAMING)
def test_a_refusal_names_commands_that_exist(kind: Refusal) -> None:
    told = told_of(sample(kind))
    assert set(NAMED.findall(told)) <= PREFIXED
    assert "/acme-" in told


@pytest.mark.parametrize("found", [True, False])
def test_outsiders_are_told_commands_that_exist(found: bool) -> None:
    assert set(NAMED.findall(told_of(NotIn(found=found)))) <= PREFIXED


def told_of(error: Exception) -> str:
    """What whoever typed a command is answered."""
    from handlers.errors import Errors  # and much that no other test here needs

    with speaking(prefix="acme"):
        answer = asyncio.run(Errors(None)(error, {"command": "/acme-set"}))  # type: ignore[arg-type]  # nothing is whispered
    return str(json.loads(answer.body)["text"])


def prefixed() -> list[tuple[str, object]]:
    with speaking(prefix="acme"):
        return list(naming_commands())


def naming_commands() -> Iterator[tuple[str, object]]:
    yield from ((f"notice, {name}", notice(name, facts())) for name in NOTICES)
    closed = shown("words", StepKind.CLOSING, is_open=False)
    for number in (1, 4):
        yield f"closing card {number}", step_card(replace(closed, next_at=None, number=number, of=4))
    yield "help", commands.help_text()
    yield "unknown", commands.unclear("set", "strat", Unclear((Typed("set", "start"),)))
    yield "home", home.home("UOURS", ())
    yield "away", members.away(ToldAway(Absence(date(2026, 11, 6)), ("Heads",), in_all=True))
    yield "away, unclear", members.unclear_absence(UnclearAbsence(Refusal.AWAY_UNREADABLE))


@pytest.mark.parametrize(("name", "said"), [pytest.param(name, said, id=name) for name, said in prefixed()])
def test_what_is_said_names_commands_that_exist(name: str, said: object) -> None:
    named = set(NAMED.findall(" ".join(words_of(said))))
    assert named <= PREFIXED
    assert named or name.startswith("notice"), "it names no command any more: take it out of this list"
