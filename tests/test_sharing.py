"""Whatever is dear to set up is set up by one worker."""

from pathlib import Path

from tests.sharing import LIVES, MOSTLY_WAITING, PARTS, PLAYS, group_of, turn_of

HERE = Path(__file__).parent


def test_the_files_that_are_named_are_there() -> None:
    assert {*LIVES, *MOSTLY_WAITING, PLAYS} - {path.name for path in HERE.rglob("test_*.py")} == set()


def test_a_file_stays_with_one_worker_and_so_do_those_that_look_at_one_life() -> None:
    assert group_of("tests/scenes/test_gone.py::test_a[x::y]") == group_of("tests/scenes/test_gone.py::test_b")
    assert group_of("tests/scenes/test_gone.py::test_a") != group_of("tests/scenes/test_once.py::test_a")
    assert {group_of(f"tests/{name}::test_a") for name in LIVES} == {"lives"}


def test_plays_are_shared() -> None:
    assert len({group_of(f"tests/scenes/{PLAYS}::test_a[{number}]") for number in range(200)}) == PARTS


def test_what_waits_begins_and_plays_end() -> None:
    names = [PLAYS, "test_gone.py", "test_statements.py", "test_kills.py"]
    assert sorted(names, key=lambda name: turn_of(f"tests/{name}::test_a")) == names[::-1]
