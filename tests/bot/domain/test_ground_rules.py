"""How many have to agree before other ground rules hold."""

import pytest

from bot.domain.errors import Refused
from bot.domain.ground_rules import enough, written


@pytest.mark.parametrize(
    ("members", "needed"),
    [(0, 1), (1, 1), (2, 2), (3, 3), (4, 3), (5, 3), (6, 4), (8, 5), (12, 7)],
)
def test_more_than_half_have_to_agree_and_as_many_as_a_set_starts_with(members: int, needed: int) -> None:
    assert enough(members) == needed


def test_rules_are_what_is_written_one_a_line() -> None:
    assert written(["  We ask. ", "", "We listen."]) == ["We ask.", "We listen."]


@pytest.mark.parametrize("lines", [[], [" ", ""]])
def test_a_set_keeps_at_least_one_rule(lines: list[str]) -> None:
    with pytest.raises(Refused):
        written(lines)
