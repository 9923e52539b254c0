"""Every promise is kept by a test that names its number, and no test names a number that is none."""

import ast
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Final

from tests.promises import BEGINNING, LASTING, MOVERS, PROMISES, QUIET, ROOM, STEPS, TALK, TIME
from tests.scenes.promises_of_plays import KEPT

MARK: Final = "pytest.mark.promise"
HERE: Final = Path(__file__).parent
Named = Mapping[int, list[str]]


@cache
def named() -> Named:
    """The numbers that tests name, each with those tests and plays."""
    found: dict[int, list[str]] = defaultdict(list)
    for path in sorted(HERE.rglob("test_*.py")):
        text = path.read_text("utf-8")
        for node in ast.walk(ast.parse(text)) if MARK in text else ():
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name.startswith("test_"):
                for number in _numbers(node):
                    found[number].append(f"{path.relative_to(HERE)}::{node.name}")
    for play, numbers in KEPT.items():
        for number in numbers:
            found[number].append(f"scenes/plays/{play}.yaml")
    return found


def _numbers(test: ast.FunctionDef | ast.AsyncFunctionDef) -> Iterator[int]:
    for mark in test.decorator_list:
        if isinstance(mark, ast.Call) and ast.unparse(mark.func) == MARK:
            yield from (int(ast.literal_eval(number)) for number in mark.args)


def test_every_promise_is_kept_by_a_test() -> None:
    kept = named()
    assert {number: words for number, words in PROMISES.items() if number not in kept} == {}


def test_no_test_names_a_promise_that_is_none() -> None:
    assert {number: tests for number, tests in named().items() if number not in PROMISES} == {}


def test_promises_are_numbered_from_one_without_a_gap_and_none_twice() -> None:
    assert list(PROMISES) == list(range(1, 87))
    assert sum(len(part) for part in (MOVERS, BEGINNING, STEPS, TALK, TIME, QUIET, ROOM, LASTING)) == len(PROMISES)
