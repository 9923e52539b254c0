"""A bot on a machine whose clock is wrong: `python tests/skewed.py`, with `SKEW` set to so many seconds."""

import os
from datetime import UTC, datetime, timedelta

from bot.clock import SystemClock
from bot.command_line import run


def main() -> None:
    wrong_by = timedelta(seconds=float(os.environ["SKEW"]))
    # The one place where time comes from; a program of its own, so that nobody else's is wrong.
    setattr(SystemClock, "now", lambda _clock: datetime.now(UTC) + wrong_by)  # noqa: B010 - mypy knows it as a method
    run()


if __name__ == "__main__":
    main()
