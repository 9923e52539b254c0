"""The bot's own log, as far as it matters to whoever plays."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from rehearsal.narrator import Narrator


class _LogErrors(logging.Handler):
    """Tells errors in a sentence; the rest of a log is no part of a play."""

    def __init__(self, narrator: Narrator) -> None:
        super().__init__(logging.ERROR)
        self._narrator = narrator

    def emit(self, record: logging.LogRecord) -> None:
        error = record.exc_info[1] if record.exc_info else None
        because = f" ({type(error).__name__}: {error})" if error else ""
        self._narrator.note(f"The bot's log says: {record.getMessage()}{because}")


@contextmanager
def log_errors_shown(narrator: Narrator) -> Iterator[None]:
    """While it lasts, errors in the log are told, and nothing of the log goes anywhere else by itself."""
    handler, root = _LogErrors(narrator), logging.getLogger()
    root.addHandler(handler)
    try:
        yield
    finally:
        root.removeHandler(handler)
