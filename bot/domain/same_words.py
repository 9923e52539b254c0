"""Whether somebody has said the very same before."""

from typing import Final

CLOSING: Final = " .,;:!?…\"'“”‘’"


def bare(words: str) -> str:
    """The words without what a phone or a hurry adds: capitals, spaces, and punctuation around them."""
    return " ".join(words.split()).strip(CLOSING).casefold()


def are_the_same(one: str, other: str) -> bool:
    return bare(one) == bare(other)
