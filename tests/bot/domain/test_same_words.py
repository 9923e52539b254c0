"""What a phone or a hurry adds makes no other words."""

import pytest

from bot.domain.same_words import are_the_same, first_with


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


@pytest.mark.parametrize(
    ("said", "found"),
    [("  ASK Mo…", 2), ("Straße fegen", 3), ("strasse FEGEN!", 3), ("Ask", None), ("", None)],
)
def test_the_first_in_the_same_words_is_found(said: str, found: int | None) -> None:
    assert first_with(said, [(1, "Ask Mo for time"), (2, "ask  mo."), (3, "Straße fegen"), (4, "Ask Mo")]) == found
