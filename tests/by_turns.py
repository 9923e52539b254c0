"""Of two things that a test varies each run takes all that there is of the one, and of the other one after the other."""

import os
from collections.abc import Iterable
from itertools import cycle, product
from typing import Final, TypeVar

SOAKING: Final = "SOAK" in os.environ
DATABASES: Final = ("sqlite", "postgres")
One = TypeVar("One")
Other = TypeVar("Other")


def by_turns(ones: Iterable[One], others: Iterable[Other]) -> list[tuple[One, Other]]:
    """Each of the ones, with the others by turns; `make soak` takes each with each."""
    return list(product(ones, others) if SOAKING else zip(ones, cycle(others)))
