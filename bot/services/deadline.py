"""The deadline of the work at hand, for those who call services and may not see the database."""

from collections.abc import Iterator
from contextlib import contextmanager

from storage.database import DEADLINE, seconds_left


@contextmanager
def within(deadline: float | None) -> Iterator[None]:
    """Work that must be committed by `deadline` (time.monotonic()). Raises OutOfTime if that has passed already."""
    token = DEADLINE.set(deadline)
    try:
        seconds_left()
        yield
    finally:
        DEADLINE.reset(token)
