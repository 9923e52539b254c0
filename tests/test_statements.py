"""What each use case asks of the database does not grow with the set, its turns or its actions."""

import asyncio

import pytest

from benchmarks.play import LARGE, SMALL, played
from benchmarks.statements import counting

MOST_FOR_A_CLICK = 40
MOST_FOR_A_MESSAGE = 12
MOST_FOR_A_TURN_OF_A_LOOP = 5

Most = dict[str, int]


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Most:
    """The most statements of each use case in a set of five, with three turns and two actions."""
    with counting() as counted:
        asyncio.run(played(tmp_path_factory.mktemp("small"), SMALL))
    return counted.most


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Most:
    """The same in a set of eleven, with eight turns and twenty actions."""
    with counting() as counted:
        asyncio.run(played(tmp_path_factory.mktemp("large"), LARGE))
    return counted.most


def test_no_use_case_asks_more_of_a_larger_set(small: Most, large: Most) -> None:
    assert {name: (small[name], most) for name, most in large.items() if most > small.get(name, most)} == {}


def test_both_sets_went_through_the_same_use_cases(small: Most, large: Most) -> None:
    assert small.keys() - {"Outbox.renew"} == large.keys() - {"Outbox.renew"}
    assert {
        "Actions.commit",
        "Meetings.close",
        "Reports.report",
        "Sets.found",
        "Talk.heard",
        "Turns.done",
    } <= small.keys()


def test_no_click_command_or_timer_is_dear(large: Most) -> None:
    assert {name: most for name, most in large.items() if most > MOST_FOR_A_CLICK} == {}


def test_drawing_a_message_is_cheap(large: Most) -> None:
    drawn = {name: most for name, most in large.items() if name.startswith("Cards.") or ".show" in name}
    assert drawn
    assert max(drawn.values()) <= MOST_FOR_A_MESSAGE


def test_a_turn_of_the_loops_is_cheap(large: Most) -> None:
    looped = {name: most for name, most in large.items() if name.startswith(("Outbox.", "Timers.", "Presence."))}
    assert looped
    assert max(looped.values()) <= MOST_FOR_A_TURN_OF_A_LOOP
