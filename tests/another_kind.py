"""Kinds that the program does not have: there for the length of a test, and gone after it."""

from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from typing import TypeVar

import pytest

from bot.domain.meeting.step_rule_types import StepRules
from bot.domain.meeting.step_rules import STEP_RULES
from bot.domain.step_kinds import StepKind
from prompts.step_word_types import CardWords, SlotWords
from prompts.step_words import STEP_WORDS

Kind = TypeVar("Kind", bound=StrEnum)


@contextmanager
def another_step(
    name: str, *, in_slot: bool, rules: StepRules | None = None, words: CardWords | SlotWords | None = None
) -> Iterator[StepKind]:
    """A kind of step more in this block, with these entries or without one."""
    with another(StepKind, name) as kind, pytest.MonkeyPatch.context() as patch:
        kind.in_slot = in_slot
        if rules is not None:
            patch.setitem(STEP_RULES, kind, rules)
        if words is not None:
            patch.setitem(STEP_WORDS, kind, words)
        yield kind


@contextmanager
def another(kinds: type[Kind], name: str) -> Iterator[Kind]:
    """A member more in this block, as if it were written in its class.

    An enumeration that has members can have no more, so it is put where Python puts those.
    """
    kind = str.__new__(kinds, name)
    kind._name_, kind._value_ = name.upper(), name
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(kinds._member_map_, kind.name, kind)
        patch.setitem(kinds._value2member_map_, name, kind)
        patch.setattr(kinds, "_member_names_", [*kinds._member_names_, kind.name])
        yield kind
