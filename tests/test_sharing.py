"""Whatever is dear to set up is set up by one worker."""

from collections import Counter, defaultdict
from math import ceil
from pathlib import Path

from tests.sharing import AT_MOST, IMPORT_MUCH, LIVES, MOSTLY_WAITING, PLAYS, goes_on_after, group_of, turn_of

HERE = Path(__file__).parent


def test_the_files_that_are_named_are_there() -> None:
    assert {*LIVES, *MOSTLY_WAITING, *IMPORT_MUCH, PLAYS} - {path.name for path in HERE.rglob("test_*.py")} == set()


def test_a_file_stays_with_one_worker_and_so_do_those_that_look_at_one_life() -> None:
    assert group_of("tests/scenes/test_gone.py::test_a[x::y]") == group_of("tests/scenes/test_gone.py::test_b")
    assert group_of("tests/scenes/test_gone.py::test_a") != group_of("tests/scenes/test_once.py::test_a")
    assert {group_of(f"tests/{name}::test_a") for name in LIVES} == {"lives"}


def test_plays_are_shared_and_those_that_go_on_after_the_same_stay_together() -> None:
    groups: dict[str, set[str]] = defaultdict(set)
    for play, before in goes_on_after().items():
        groups[before].add(group_of(f"tests/scenes/{PLAYS}::test_a_play[{play}]"))
    number = Counter(goes_on_after().values())
    assert {before: len(parts) for before, parts in groups.items()} == {
        before: ceil(plays / AT_MOST) for before, plays in number.items()
    }
    assert set(groups) - {""} < set(goes_on_after()), "they are plays themselves"
    assert len(set().union(*groups.values())) == sum(map(len, groups.values())) >= 16


def test_what_waits_begins_and_plays_end() -> None:
    names = [PLAYS, "test_gone.py", "test_patterns.py", "test_statements.py", "test_kills.py"]
    assert sorted(names, key=lambda name: turn_of(f"tests/{name}::test_a")) == names[::-1]
