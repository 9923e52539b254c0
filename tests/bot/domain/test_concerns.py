"""What may be sent without a name: a line that names nobody, from a set that is large enough."""

import pytest

from bot.domain.concerns import FEWEST, checked, must_be_enough
from bot.domain.errors import Refused
from bot.domain.lengths import LONGEST_CONCERN
from bot.domain.refusals import Refusal

CALLED = ("Ana Paula", "Ben O'Hara", "Chloé", "Will Marsh", "Al")


@pytest.mark.parametrize(
    "words",
    [
        "We talk over each other.",
        "  We will\n say  so ",
        "We mark time, and almost nobody asks.",
        "write to us@example.org",
        "All of it also falls on a few.",
    ],
)
def test_a_line_that_names_nobody_is_kept_in_one_line(words: str) -> None:
    assert checked(words, CALLED) == " ".join(words.split())


@pytest.mark.parametrize(
    "words",
    [
        "Ana talks too much.",
        "ana talks too much",
        "It's ANA's meeting.",
        "Paula talks.",
        "Too much of O'Hara",
        "chloé is late",
        "Will never asks",
        "WILL never asks",
        "<@U002BEN> is late",
        "<!here> look",
        "<#C1> is dead",
        "@ben is late",
        "Somebody (I mean) @ben.hara",
    ],
)
def test_names_and_mentions_are_refused(words: str) -> None:
    with pytest.raises(Refused) as refused:
        checked(words, CALLED)
    assert (refused.value.kind, refused.value.field) == (Refusal.CONCERN_NAMES, "words")


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        pytest.param(" \n", Refusal.NO_WORDS, id="nothing"),
        pytest.param("a" * (LONGEST_CONCERN + 1), Refusal.TOO_LONG, id="too long"),
    ],
)
def test_nothing_and_too_much_are_refused(words: str, kind: Refusal) -> None:
    with pytest.raises(Refused) as refused:
        checked(words)
    assert refused.value.kind is kind


def test_it_takes_five() -> None:
    must_be_enough(FEWEST)
    with pytest.raises(Refused) as refused:
        must_be_enough(4)
    assert refused.value.kind is Refusal.TOO_FEW_FOR_CONCERN
