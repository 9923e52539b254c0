"""Weeks in which nothing comes due but looks: Slack is asked again each day, and what is old is swept away."""

import sqlite3
from datetime import UTC, datetime, timedelta
from typing import Final, Self

from bot.domain.message_and_timer_kinds import WAITING_TIMERS, Later
from storage.delivery_models import PRESSING_TIMERS, UNSHOWN, WAITING

LOOKS: Final = (
    Later.LEARN_PERSON,
    Later.LOOK_AT_CHANNEL,
    Later.SWEEP,
    Later.ASK_ABOUT_EVERYBODY,
    Later.LOOK_AT_INSTALLATION,
)
JUST_BEFORE: Final = timedelta(hours=1)
"""So long what comes of a look has before a test goes on."""
_FIRST_OF: Final = {
    kind: f"SELECT min(due_at) AS due_at FROM timers WHERE {WAITING.text} AND kind = '{kind}'"  # noqa: S608 - names of ours
    for kind in sorted(WAITING_TIMERS)
}
"""One search of an index each: among a million timers a look at all of them takes longer than whatever a test does."""
_PRESSES: Final = f"SELECT min(due_at) AS due_at FROM timers WHERE {PRESSING_TIMERS.text}"  # noqa: S608
_LOOKS: Final = ", ".join(f"'{one}'" for one in LOOKS)
_WAITING: Final = " UNION ALL ".join(
    (
        f"{_PRESSES} AND kind NOT IN ({_LOOKS})",
        *(asked for kind, asked in _FIRST_OF.items() if kind not in LOOKS),
        f"SELECT min(due_at) FROM posts WHERE {UNSHOWN.text}",  # noqa: S608
    )
)
_PUT_OFF: Final = f"UPDATE timers SET due_at = :until WHERE kind IN ({_LOOKS}) AND due_at < :until"  # noqa: S608
_DUE: Final = " UNION ALL ".join((_PRESSES, *_FIRST_OF.values()))


class Leaps:
    """For as long as a clock is being moved: the database is opened as it is first asked, since that takes ten times as long.

    It is let go as the block ends: a bot that stops leaves everything in its file, unless somebody else has it open.
    """

    def __init__(self, url: str) -> None:
        self._path = url.removeprefix("sqlite:///") if url.startswith("sqlite:///") else ""
        self._db: sqlite3.Connection | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._db is not None:
            self._db.close()

    def until(self, due: datetime, target: datetime) -> datetime:
        """Until when the clock may be moved at once, where something is due on its way.

        To what is more than a look, as it is due. What only looks is put off until shortly before the end, and done once there,
        however many days lie between; what comes of it is there by then. On any other database than SQLite to what is due.
        """
        calm = target - JUST_BEFORE
        if not self._path or due >= calm:
            return due
        if self._db is None:
            self._db = sqlite3.connect(self._path, isolation_level=None)
        first = _first(self._db, _DUE)
        if first is None or _moment(first) != due:
            return due  # what is due is no timer
        waiting = _first(self._db, _WAITING)
        rest = target if waiting is None else min(_moment(waiting), target)
        if due >= rest:
            return due
        self._db.execute(_PUT_OFF, {"until": calm.replace(tzinfo=None).isoformat(" ", "microseconds")})
        return min(rest, calm)


def _first(db: sqlite3.Connection, asked: str) -> str | None:
    return min((one for (one,) in db.execute(asked) if one is not None), default=None)


def _moment(stored: str) -> datetime:
    return datetime.fromisoformat(stored).replace(tzinfo=UTC)
