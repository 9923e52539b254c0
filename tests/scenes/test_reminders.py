"""Everybody in an organisation is asked for reports at one minute."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from random import Random
from typing import NamedTuple

import pytest

from benchmarks.organisation import Organisation, all_due, organised, with_actions
from bot.app import Bot, running
from bot.clock import MovableClock
from bot.config import Config
from rehearsal.workspace import Workspace
from tests.scene import TUESDAY

SETS = 13
PEOPLE = 8 * SETS
A_MINUTE = 60
DUE = TUESDAY + timedelta(minutes=5)


class Office(NamedTuple):
    ws: Workspace
    clock: MovableClock
    bot: Bot
    organisation: Organisation

    def left(self) -> list[float]:
        """When each request for reports was said, in seconds since they were due."""
        said = [float(message.ts) for dm in self.organisation.asked for message in self.ws.messages(dm)]
        return sorted(at - DUE.timestamp() for at in said)

    async def until_left(self, many: int) -> None:
        while due := await self.bot.next_due():
            if len(self.left()) >= many:
                return
            assert due < DUE + timedelta(minutes=10), f"only {len(self.left())} have left"
            self.clock.move_to(due)


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[Office]:
    clock, url = MovableClock(TUESDAY), f"sqlite:///{tmp_path}/sets.db"
    async with Workspace(clock) as ws:
        organisation = organised(ws, url, with_actions(SETS), TUESDAY)
        all_due(url, DUE)
        config = Config(
            bot_token=ws.bot_token,
            signing_secret=ws.signing_secret,
            api_url=ws.api_url,
            database_url=url,
            port=0,
            messages_a_minute=A_MINUTE,
        )
        async with running(config, clock=clock, chance=Random(1)) as bot:
            ws.deliver_over_http(bot.url)
            yield Office(ws, clock, bot, organisation)


async def test_reminders_leave_at_the_pace_and_hold_nobody_up(office: Office) -> None:
    await office.until_left(30)
    ana, room = office.organisation.people[0], office.organisation.rooms[0]
    await office.ws.command(ana, room, "/set", "start")
    await office.bot.idle()
    assert office.ws.everything(room), "a meeting that begins waits for no reminder"
    assert len(office.left()) < PEOPLE / 2
    await office.until_left(PEOPLE)
    left = office.left()
    assert len(left) == PEOPLE
    assert left[-1] - left[0] == pytest.approx(PEOPLE / A_MINUTE * 60, rel=0.05)
    assert max(len([at for at in left if start <= at < start + 60]) for start in range(60)) <= A_MINUTE + 2
