"""Weeks in which nothing comes due but looks: Slack is asked again each day, and what is old is swept away."""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from typing import Final

from bot.domain.message_and_timer_kinds import Later

LOOKS: Final = (
    Later.LEARN_PERSON,
    Later.LOOK_AT_CHANNEL,
    Later.SWEEP,
    Later.ASK_ABOUT_EVERYBODY,
    Later.LOOK_AT_INSTALLATION,
)
JUST_BEFORE: Final = timedelta(hours=1)
"""So long what comes of a look has before anything else is due, and before a test goes on."""
_WAITING: Final = f"""
    SELECT min(due_at) FROM (
        SELECT due_at FROM timers WHERE kind NOT IN ({", ".join(f"'{one}'" for one in LOOKS)})
        UNION ALL SELECT due_at FROM posts WHERE (ts IS NULL OR wanted > shown) AND NOT dropped
    )
"""  # noqa: S608 - names of ours
_DUE: Final = "SELECT min(due_at) FROM timers"


def leap(url: str, due: datetime, target: datetime) -> datetime:
    """Until when a clock may be moved at once, where something is due at a moment: just before anything but looks is, or the end.

    On any other database than SQLite to what is due.
    """
    if not url.startswith("sqlite:///"):
        return due
    with closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as db:
        (first,), (waiting,) = db.execute(_DUE).fetchone(), db.execute(_WAITING).fetchone()
    if first is None or _moment(first) != due:
        return due  # what is due is no timer
    rest = target if waiting is None else min(_moment(waiting), target)
    return max(due, rest - JUST_BEFORE)


def _moment(stored: str) -> datetime:
    return datetime.fromisoformat(stored).replace(tzinfo=UTC)
