"""Participants in a workspace with the bare bot, and what was printed, for tests of the rehearsal."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from bot.clock import MovableClock
from rehearsal import scripts
from rehearsal.button_numbers import ButtonNumbers
from rehearsal.narrator import Narrator
from rehearsal.participants import Participants, participants_of
from rehearsal.player import Player
from rehearsal.time_passing import TimePassing
from rehearsal.workspace import Workspace
from tests.rehearsal.bare_bot import Bot, over_http


@dataclass
class Play:
    participants: Participants
    bot: Bot
    player: Player
    printed: list[str]
    numbers: ButtonNumbers = field(default_factory=ButtonNumbers)

    @property
    def ws(self) -> Workspace:
        return self.participants.ws

    @property
    def told(self) -> list[str]:
        """What was printed, without empty lines and the day."""
        return [line for line in self.printed if line and not line.startswith("----")]

    async def run(self, play: str) -> None:
        """Play these items; Failed says what went wrong."""

        async def no_pause(number: int) -> bool:
            return True

        await self.player.play(scripts.read(f"play:\n{play}", "s.yaml"), no_pause)


@asynccontextmanager
async def played(text: str = "play: []", *, colour: bool = False) -> AsyncIterator[Play]:
    script = scripts.read(text)
    clock = MovableClock(script.start)
    async with Workspace(clock) as ws:
        participants, printed = participants_of(script, ws, clock), list[str]()
        bot = Bot(ws)
        narrator = Narrator(participants, printed.append, colour=colour)
        async with over_http(ws, bot):
            yield Play(participants, bot, Player(participants, narrator, TimePassing(clock)), printed)
