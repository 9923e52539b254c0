"""What a phone or a hurry adds makes no other words."""

import pytest

from bot.domain.same_words import are_the_same


@pytest.mark.parametrize(
    ("other", "same"),
    [
        ("Ask Mo for time", True),
        ("ask mo for time.", True),
        ("  Ask  Mo for time… ", True),
        ("“Ask Mo for time”", True),
        ("Ask Mo for times", False),
        ("Ask Mo", False),
        ("", False),
    ],
)
def test_which_words_are_the_same(other: str, same: bool) -> None:
    assert are_the_same("Ask Mo for time", other) is same
