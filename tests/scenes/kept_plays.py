"""Plays that others go on after: each is played once a worker, kept as it ended, and gone on from as often as it is needed."""

import os
import pickle
import sqlite3
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Final

from bot.clock import MovableClock
from rehearsal.script_items import Script
from rehearsal.session import DATABASE, Session, bot_running, new_session
from rehearsal.time_passing import TimePassing
from tests.leaps import Leaps
from tests.scene import migrated_file

SEED: Final = 20
"""So that a play which fails fails again; it may begin with any other."""
EVERY_LOOK: Final = "SOAK" in os.environ
"""Whether the clock stops each day at what only looks; else that is put off, and done once shortly before the clock rests."""


class Leaping(TimePassing):
    """Stops at whatever is more than a look."""

    def __init__(self, clock: MovableClock, url: str) -> None:
        super().__init__(clock)
        self._url = url
        self._leaps: Leaps | None = None

    async def advance(self, there: datetime, *, arrive: bool = True) -> bool:
        with Leaps(self._url) as self._leaps:
            try:
                return await super().advance(there, arrive=arrive)
            finally:
                self._leaps = None

    def stop_at(self, due: datetime, there: datetime) -> datetime:
        assert self._leaps is not None
        return self._leaps.until(due, there)


@dataclass(frozen=True)
class Ended:
    """What there was as a play ended: the workspace with its people and its clock, chance, and the bot's rows."""

    session: bytes
    rows: bytes

    def again(self, folder: Path) -> Session:
        """The same once more, with the rows in a folder; whatever becomes of it, what is kept stays as it is."""
        (folder / DATABASE).write_bytes(self.rows)
        session: Session = pickle.loads(self.session)  # noqa: S301 - nobody else wrote it
        return session


_ENDED: Final[dict[str, Ended]] = {}


async def ended(script: Script, folder: Path) -> Ended:
    """The end of a play that others go on after. Raises Failed."""
    if script.source not in _ENDED:
        session = await played(script, folder)
        _ENDED[script.source] = Ended(pickle.dumps(session), _rows(folder / DATABASE))
    return _ENDED[script.source]


async def played(script: Script, folder: Path) -> Session:
    """A play that is through, with the bot started anew where it goes on after another. Raises Failed.

    A bot that starts anew finds what it needs in its rows, so that nobody sees the difference.
    """
    if script.after is None:
        session = new_session(replace(script, seed=SEED), None)
        (folder / DATABASE).write_bytes(migrated_file())
    else:
        session = (await ended(script.after, folder)).again(folder)
    pass_looks_over(session, folder)
    async with bot_running(session, folder):
        await session.player.play(replace(script, after=None), at_once)
    return session


def pass_looks_over(session: Session, folder: Path) -> None:
    """The session, whose rows are in the folder, stops at no look, unless every one counts."""
    if not EVERY_LOOK:
        session.player.passing = Leaping(session.participants.clock, f"sqlite:///{folder / DATABASE}")


def _rows(path: Path) -> bytes:
    """A database without heartbeats: nobody was away between what is kept and what goes on from it."""
    with closing(sqlite3.connect(path)) as database, database:
        database.execute("DELETE FROM heartbeats")
    return path.read_bytes()


async def at_once(number: int) -> bool:
    return True
