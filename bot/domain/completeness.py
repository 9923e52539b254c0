"""That nothing is forgotten of what has an entry for each of its kinds: looked at as the bot starts."""

from collections.abc import Container, Iterable
from enum import StrEnum

from bot.domain.errors import Misconfigured


def must_have_all(kinds: Iterable[StrEnum], known: Container[StrEnum], what: str, missing: str) -> None:
    """Raises Misconfigured for the first of the kinds that is not known, with what one of them is called, and what is missing."""
    for kind in kinds:
        if kind not in known:
            raise Misconfigured(f"The {what} {kind} {missing}.")
