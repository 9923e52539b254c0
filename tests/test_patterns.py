"""No pattern takes longer than in proportion to what it reads, whatever somebody has typed."""

import importlib
import re
import time
from collections import deque
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Final

import pytest

from bot.domain.day_phrases import PHRASES
from bot.logs import REMOVED, redacted

ROOT: Final = Path(__file__).parents[1]
FOLDERS: Final = ("bot", "handlers", "prompts", "storage")
SHORTER: Final = 8
"""The shorter text is a part of the longer."""
LONG: Final = 2_500
OFTEN: Final = 450
"""Characters at least, and repetitions at least: what grows with the square of either takes milliseconds here."""
NOISE: Final = 0.0005
"""Seconds of CPU below which a machine measures itself."""
TRIES: Final = 5
"""What is slow is slow each time."""
REPEATED: Final = (
    "<", "<@", "<@U1AB", "<@U1AB|", "<@UAAA>", "<!", "<#C1|", "|", ">", "a", "a ", " ", "\n", "A", "1", "1 ", "1-", "1/", "-", "-a",
    ".", ":", "]", "] ", "[parameters:", "[parameters:]", "DETAIL:", "\nDETAIL:", "CONTEXT:\n", "xox", "xoxb-", "xoxb-1",
    "xapp-", "hooks.slack.com/", "(Background", "at ", "by ", "by 5pm ", "in two weeks or ", "monday or ", "1st of may and ",
    "due ", "thanks ", "&", "\x00", "`", "no later than ", "end of the ", "of ", "Z", "_", "()", "é", "٣",
)  # fmt: skip


@cache
def compiled() -> Mapping[str, re.Pattern[str]]:
    """Every pattern that is kept under a name, and those of the phrases that a day is written with: imports the whole bot."""
    found = {f"phrase {number}: {one.words.pattern[:30]}": one.words for number, one in enumerate(PHRASES)}
    for path in sorted(path for folder in FOLDERS for path in (ROOT / folder).rglob("*.py")):
        if "migrations" in path.parts or path.name == "__main__.py":
            continue
        name = ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
        for kept, value in vars(importlib.import_module(name)).items():
            if isinstance(value, re.Pattern):
                found[f"{name}.{kept}"] = value
    return found


ENDLESS: Final = re.compile(r"[*+]|\{\d*,\}|\{\d*,?\d\d+\}")
"""What repeats without an end, or often: where nothing does, only so many letters are read from each place, and that is linear."""
SQUARES: Final = {
    words: re.compile(words)
    for words in (
        r"(?:hooks\.slack\.com/)+x", "<@[^>]*>", r"\s+$", "a*b", r"(?:by 5pm )+\d", r"\d+-x", r"(?:\[parameters:)+\n", r"[^:]*::",
        "(?:1st of may and )+x", "(?:in two weeks or )+x",
    )
}  # fmt: skip
"""Each begins anew wherever it can, and reads to the end."""


def repeating() -> Mapping[str, re.Pattern[str]]:
    return {name: pattern for name, pattern in compiled().items() if ENDLESS.search(pattern.pattern)}


def is_slow(pattern: re.Pattern[str], text: str, end: str, *, whole: bool) -> bool:
    """Whether the text takes three times as long as in proportion to its first part."""
    return all(
        (longer := seconds(pattern, text + end, whole=whole)) > NOISE
        and longer > 3 * SHORTER * seconds(pattern, text[: len(text) // SHORTER] + end, whole=whole)
        for _ in range(TRIES)
    )


def seconds(pattern: re.Pattern[str], text: str, *, whole: bool) -> float:
    """CPU time to read it: whole where a phrase is matched, else wherever anything is found."""
    began = time.process_time()
    pattern.fullmatch(text)
    if not whole:
        deque(pattern.finditer(text), maxlen=0)  # reads to the end, and keeps nothing
    return time.process_time() - began


def repeated(piece: str) -> str:
    return piece * max(OFTEN, LONG // len(piece))


def slow_text(pattern: re.Pattern[str], *, whole: bool = False) -> str | None:
    """The first text that takes longer than in proportion: a pattern that grows with the square may take long for each."""
    for piece in REPEATED:
        for end in ("", "\x01"):
            if is_slow(pattern, repeated(piece), end, whole=whole):
                return piece + end
    return None


def test_a_pattern_is_linear() -> None:
    texts = {name: slow_text(one, whole=name.startswith("phrase")) for name, one in repeating().items()}
    assert {name: text for name, text in texts.items() if text is not None} == {}


@pytest.mark.parametrize("words", SQUARES)
def test_a_pattern_that_is_not_linear_is_seen(words: str) -> None:
    assert ENDLESS.search(words)
    assert slow_text(SQUARES[words]) is not None


@pytest.mark.parametrize("words", ["a*", "a+", "a{2,}", "a{,40}", "a{10}"])
def test_what_repeats_often_is_looked_at(words: str) -> None:
    assert ENDLESS.search(words)


def test_the_patterns_are_found() -> None:
    assert {"handlers.slack_markup.MARKUP", "bot.domain.questions.sentences._TOKEN"} <= repeating().keys()
    assert {"handlers.parse.MENTION", "handlers.slack_markup.MARKUP", "bot.logs.VALUES_OF_ROWS"} <= compiled().keys()


def test_parameters_without_an_end_are_removed_to_the_last_letter() -> None:
    assert redacted("[parameters: ('Ask the governors', 'and") == f"[parameters: {REMOVED}"
