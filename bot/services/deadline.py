"""The deadline of the work at hand, for those who call services and may not see the database."""

from collections.abc import Iterator
from contextlib import contextmanager

from storage.deadline import DEADLINE, Deadline, seconds_left

__all__ = ["Deadline", "apart", "seconds_left", "within"]


@contextmanager
def within(deadline: Deadline | None) -> Iterator[None]:
    """Work that must be committed by then. Raises OutOfTime if that has passed already, or it was withdrawn."""
    token = DEADLINE.set(deadline)
    try:
        seconds_left()
        yield
    finally:
        DEADLINE.reset(token)


@contextmanager
def apart() -> Iterator[None]:
    """What is committed by itself before the work at hand, by the same moment: none of that work has been committed by it."""
    current = DEADLINE.get()
    token = DEADLINE.set(Deadline(current.moment) if current is not None else None)
    try:
        yield
    finally:
        DEADLINE.reset(token)
