"""Real time, without that in which a busy machine let us wait for a processor."""

import time
from pathlib import Path
from typing import Final

THREADS: Final = Path("/proc/self/task")
NANOSECONDS: Final = 1_000_000_000


class Stopwatch:
    """Begins when it is made."""

    def __init__(self) -> None:
        self._began = time.monotonic()
        self._waited = _waited()

    @property
    def seconds(self) -> float:
        """How long it would have taken had there been a processor for us; as it was, where the system does not tell."""
        return time.monotonic() - self._began - (_waited() - self._waited)


def _waited() -> float:
    """Seconds in which threads of this process could have run and did not."""
    return sum(_delay(thread) for thread in THREADS.glob("*/schedstat")) / NANOSECONDS


def _delay(schedstat: Path) -> int:
    try:
        return int(schedstat.read_text().split()[1])
    except (OSError, IndexError):  # the thread has just ended
        return 0
