"""The clock stops at whatever is due on its way, and can be halted there."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.clock import MovableClock
from rehearsal.script_failures import Failed
from rehearsal.script_items import Moves
from rehearsal.time_passing import TimePassing
from tests.rehearsal.playing import played

START = datetime(2026, 11, 3, 14, 0, tzinfo=UTC)


class EveryTenMinutes:
    """Something is due each ten minutes; `halt` is called once the clock is at or past that minute."""

    def __init__(self, clock: MovableClock, halt_after: timedelta | None = None) -> None:
        self.met: list[datetime] = []
        self.passing = TimePassing(clock, self)
        self._clock = clock
        self._began = clock.now()
        self._halt_after = halt_after

    async def idle(self) -> None:
        self.met.append(self._clock.now())
        if self._halt_after is not None and self._clock.now() - self._began >= self._halt_after:
            self.passing.stop()

    async def next_due(self) -> datetime | None:
        return self._clock.now() + timedelta(minutes=10)


async def test_the_clock_meets_everything_on_its_way_and_arrives() -> None:
    clock = MovableClock(START)
    bot = EveryTenMinutes(clock)
    assert await bot.passing.advance(START + timedelta(minutes=25))
    assert bot.met == [START + timedelta(minutes=minutes) for minutes in (0, 10, 20, 25)]


async def test_a_clock_that_is_halted_stays_where_it_is_and_goes_on_at_the_next_move() -> None:
    clock = MovableClock(START)
    bot = EveryTenMinutes(clock, halt_after=timedelta(minutes=20))
    assert not await bot.passing.advance(START + timedelta(hours=9))
    assert clock.now() == START + timedelta(minutes=20)


async def test_what_is_recorded_of_a_halted_move_is_how_far_it_came() -> None:
    async with played() as play:
        bot = EveryTenMinutes(play.participants.clock, halt_after=timedelta(minutes=20))
        play.player.passing = bot.passing
        with pytest.raises(Failed, match="The clock was stopped on its way"):
            await play.player.do(Moves(0, "+9h"))
        assert play.player.done == [Moves(0, "+0h 20m 0s")]


async def test_nothing_due_is_no_reason_to_wait() -> None:
    clock = MovableClock(START)
    assert await TimePassing(clock).advance(START + timedelta(days=1))
    assert clock.now() == START + timedelta(days=1)
