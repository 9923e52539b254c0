"""Every refusal, with facts of each kind."""

import inspect
from collections.abc import Callable
from datetime import date
from functools import partial
from string import Formatter
from typing import Any, Final

from bot.domain.controls import Standing
from bot.domain.errors import Refused
from bot.domain.refusals import Fact, Refusal
from prompts import refusals, refused
from prompts.blocks import Message
from prompts.refused_types import Words

FACTS: Final[dict[str, Callable[[str], Fact]]] = {
    **dict.fromkeys(("presenter", "adviser", "person"), lambda _: "UOURS"),
    "people": lambda _: ("UOURS", "UADVISER"),
    "channel": lambda _: "C1",
    "command": lambda _: "set new",
    "bot": lambda typed: typed,
    "called": lambda typed: typed,
    "formats": lambda typed: (typed, "classic"),
    "standing": lambda _: Standing.ENDED,
    "day": lambda _: date(2026, 11, 27),
    "month": lambda _: 2,
    "weekday": lambda _: 4,
    "year": lambda _: 2027,
    **dict.fromkeys(("number", "count", "low", "high", "most", "used", "given", "here", "needed"), lambda _: 3),
}


def placeholders(kind: Refusal) -> set[str]:
    """Everything that is written into the words of a refusal, the command that they name included."""
    words = refused.WORDS[kind]
    if callable(words):
        return set(inspect.signature(words).parameters)
    return {name for _, name, _, _ in Formatter().parse(words.sentence) if name is not None}


def facts_needed(kind: Refusal) -> set[str]:
    """The names of the facts without which a refusal of that kind cannot be worded."""
    words = refused.WORDS[kind]
    return placeholders(kind) - ({"command"} if isinstance(words, Words) and words.command else set())


def sample(kind: Refusal, typed: str = "typed words", **instead: Fact) -> Refused:
    """A refusal of that kind, with `typed` wherever somebody's own words stand in it."""
    facts: dict[str, Any] = {name: FACTS[name](typed) for name in facts_needed(kind)} | instead
    return Refused(kind, None, **facts)


def _told(kind: Refusal, typed: str) -> Message:
    return refusals.refused(refused.worded(sample(kind, typed)))


REFUSED: Final = {f"refused, {kind}": partial(_told, kind) for kind in Refusal}
