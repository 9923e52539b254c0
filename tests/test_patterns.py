"""No pattern takes longer than in proportion to what it reads, whatever somebody has typed."""

import importlib
import re
import time
from collections import deque
from pathlib import Path
from typing import Final

import pytest

from bot.domain.day_phrases import PHRASES
from bot.logs import REMOVED, redacted

ROOT: Final = Path(__file__).parents[1]
FOLDERS: Final = ("bot", "handlers", "prompts", "storage")
SHORT: Final = 2_000
LONG: Final = 8 * SHORT
"""Characters: what grows with their square takes seconds here, and what is linear a millisecond."""
NOISE: Final = 0.004
"""Seconds of CPU below which a machine measures itself."""
REPEATED: Final = (
    "<", "<@", "<@U1AB", "<@U1AB|", "<@UAAA>", "<!", "<#C1|", "|", ">", "a", "a ", " ", "\n", "A", "1", "1 ", "1-", "1/", "-", "-a",
    ".", ":", "]", "] ", "[parameters:", "[parameters:]", "DETAIL:", "\nDETAIL:", "CONTEXT:\n", "xox", "xoxb-", "xoxb-1",
    "xapp-", "hooks.slack.com/", "(Background", "at ", "by ", "by 5pm ", "in two weeks or ", "monday or ", "1st of may and ",
    "due ", "thanks ", "&", "\x00", "`", "no later than ", "end of the ", "of ", "Z", "_", "()", "é", "٣",
)  # fmt: skip


def compiled() -> dict[str, re.Pattern[str]]:
    """Every pattern that is kept under a name, and those of the phrases that a day is written with."""
    found = {f"phrase {number}: {one.words.pattern[:30]}": one.words for number, one in enumerate(PHRASES)}
    for path in sorted(path for folder in FOLDERS for path in (ROOT / folder).rglob("*.py")):
        if "migrations" in path.parts or path.name == "__main__.py":
            continue
        name = ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
        for kept, value in vars(importlib.import_module(name)).items():
            if isinstance(value, re.Pattern):
                found[f"{name}.{kept}"] = value
    return found


PATTERNS: Final = compiled()


def seconds(name: str, text: str) -> float:
    """CPU time, the better of two, to read the text: whole where a phrase is matched, else wherever anything is found."""
    took = once(name, text)
    return took if took <= NOISE else min(took, once(name, text))


def once(name: str, text: str) -> float:
    pattern, began = PATTERNS[name], time.process_time()
    pattern.fullmatch(text)
    if not name.startswith("phrase"):
        deque(pattern.finditer(text), maxlen=0)  # reads to the end, and keeps nothing
    return time.process_time() - began


def repeated(piece: str, length: int) -> str:
    return (piece * (length // len(piece)))[:length]


@pytest.mark.parametrize("name", PATTERNS)
def test_a_pattern_is_linear(name: str) -> None:
    for piece in REPEATED:
        for end in ("", "\x01"):
            longer = seconds(name, repeated(piece, LONG) + end)
            # The first slow text ends the test: a pattern that grows with the square may take a minute for each.
            assert longer <= NOISE or longer <= 24 * seconds(name, repeated(piece, SHORT) + end), repr(piece + end)


def test_the_patterns_are_found() -> None:
    assert {"handlers.parse.MENTION", "handlers.parse.MARKUP", "bot.logs.VALUES_OF_ROWS"} <= PATTERNS.keys()


def test_parameters_without_an_end_are_removed_to_the_last_letter() -> None:
    assert redacted("[parameters: ('Ask the governors', 'and") == f"[parameters: {REMOVED}"
