"""Moving the rehearsal's clock through whatever is due, so that nothing is ever late by a jump."""

from datetime import datetime, timedelta
from typing import Final, Protocol

from bot.clock import MovableClock

PATIENCE: Final = timedelta(seconds=6)
"""How long people look at the screen after something was done: an edit may take five seconds of its pace."""


class Timed(Protocol):
    """What the clock is moved for."""

    async def idle(self) -> None:
        """Until nothing is due or under way."""

    async def next_due(self) -> datetime | None:
        """The next moment, UTC, at which something is."""


class Nobody:
    """Before the bot runs, and after: nothing is ever due."""

    async def idle(self) -> None:
        return None

    async def next_due(self) -> datetime | None:
        return None


class TimePassing:
    """Lets time pass for one `bot`; `stop` halts a move at what is due next, and holds until the next move."""

    def __init__(self, clock: MovableClock, bot: Timed | None = None) -> None:
        self.bot: Timed = bot or Nobody()
        self._clock = clock
        self._stopped = False

    def stop(self) -> None:
        """Halt the move that is under way, if there is one."""
        self._stopped = True

    def stop_at(self, due: datetime, there: datetime) -> datetime:
        """Where to stop next on the way, if something is due at that moment."""
        return due

    async def settle(self) -> None:
        """Let pass what the bot needs for what it has to say now, and nothing when it has nothing."""
        await self.advance(self._clock.now() + PATIENCE, arrive=False)

    async def advance(self, there: datetime, *, arrive: bool = True) -> bool:
        """Move to a moment (UTC), stopping at everything that is due on the way; False if it was halted before."""
        self._stopped = False
        await self.bot.idle()
        while not self._stopped and (due := await self.bot.next_due()) is not None and due <= there:
            self._clock.move_to(self.stop_at(due, there))
            await self.bot.idle()
        if arrive and not self._stopped:
            self._clock.move_to(there)
            await self.bot.idle()
        return not self._stopped
