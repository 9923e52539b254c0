"""What each message costs by itself: of a burst only the first one has its meeting loaded."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from bot.services import known_views


@contextmanager
def each_by_itself() -> Iterator[None]:
    """As long as the block runs every message is drawn as if it were the first of a burst."""
    kept_for, known_views.KEPT_FOR = known_views.KEPT_FOR, timedelta(seconds=-1)  # type: ignore[misc]
    try:
        yield
    finally:
        known_views.KEPT_FOR = kept_for  # type: ignore[misc]
