"""Whether somebody has said the very same before."""

from collections.abc import Iterable
from typing import Final, TypeVar

T = TypeVar("T")

CLOSING: Final = " .,;:!?…\"'“”‘’"


def bare(words: str) -> str:
    """The words without what a phone or a hurry adds: capitals, spaces, and punctuation around them."""
    return " ".join(words.split()).strip(CLOSING).casefold()


def first_with(said: str, all_said: Iterable[tuple[T, str]]) -> T | None:
    """Of those that were said the first in the same words. What lacks the longest of the words is told apart at once."""
    wanted = bare(said)
    longest = max(wanted.split(), key=len, default="")
    return next((one for one, words in all_said if longest in words.casefold() and bare(words) == wanted), None)


def are_the_same(one: str, other: str) -> bool:
    return bare(one) == bare(other)
