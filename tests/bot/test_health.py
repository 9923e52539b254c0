"""What the health says: from memory, whatever hangs, and wrong only where something is."""

import asyncio
from collections.abc import Callable

import pytest

from bot.domain.errors import DatabaseUnavailable, OutOfTime
from bot.health import Health


class Around:
    """What a health is told of: a clock that is moved by hand, and everything well."""

    def __init__(self) -> None:
        self.now = 1000.0
        self.beaten = self.turned = self.now
        self.connected = True
        self.looks = 0
        self.fails: Exception | None = None
        self.waits: asyncio.Event | None = None
        self.health = Health(
            self.write,
            beaten=lambda: self.beaten,
            turned=lambda: self.turned,
            connected=lambda: self.connected,
            given_up=lambda: 3,
            now=lambda: self.now,
        )

    async def write(self) -> None:
        self.looks += 1
        if self.waits is not None:
            await self.waits.wait()
        if self.fails is not None:
            raise self.fails

    async def passes(self, seconds: float, *, alive: bool = True) -> None:
        """Time in which somebody asks at its end; `alive` for a bot that beats and turns meanwhile."""
        self.now += seconds
        if alive:
            self.beaten = self.turned = self.now
        self.health.healthy()
        for _ in range(3):
            await asyncio.sleep(0)


@pytest.fixture
def around() -> Around:
    return Around()


def is_healthy(around: Around) -> bool:
    return around.health.healthy()[0]


def is_ready(around: Around) -> bool:
    return around.health.ready()[0]


async def test_all_is_well_and_what_is_not_judged_is_shown(around: Around) -> None:
    around.health.heard()
    around.now += 8 * 3600
    around.beaten = around.turned = around.now
    ok, facts = around.health.healthy()
    assert ok
    assert (facts["seconds_since_event"], facts["messages_given_up"]) == (8 * 3600, 3)
    assert is_ready(around)


async def test_nine_hundred_that_ask_cause_one_look_a_second(around: Around) -> None:
    for _ in range(4):
        await around.passes(1)
        for _ in range(900):
            assert is_healthy(around)
        await asyncio.sleep(0)
    assert around.looks == 4


async def test_a_look_that_hangs_is_in_nobodys_way_and_shows(around: Around) -> None:
    around.waits = asyncio.Event()
    await around.passes(1)
    for _ in range(19):
        assert is_healthy(around)
        await around.passes(1, alive=False)
    await around.passes(1, alive=False)
    assert not is_healthy(around)
    assert not is_ready(around)
    assert around.looks == 1
    around.waits.set()
    await around.passes(0)
    assert is_healthy(around)
    await around.health.close()


async def test_a_database_that_is_away_shows_at_once_and_so_does_its_return(around: Around) -> None:
    around.fails = DatabaseUnavailable("no route")
    await around.passes(1)
    ok, facts = around.health.healthy()
    assert (ok, facts["database"]) == (False, "DatabaseUnavailable")
    assert not is_ready(around)
    around.fails = None
    await around.passes(1)
    assert is_healthy(around)


async def test_a_heartbeat_since_then_says_that_it_is_back_before_anybody_asks_again(around: Around) -> None:
    around.fails = DatabaseUnavailable("no route")
    await around.passes(1)
    around.now = around.beaten = around.turned = around.now + 50
    ok, facts = around.health.healthy()
    assert (ok, facts["database"]) == (True, "written")
    assert is_ready(around)


async def test_a_database_that_is_busy_is_not_away_until_heartbeats_fail_too(around: Around) -> None:
    around.fails = OutOfTime("busy")
    for _ in range(30):
        await around.passes(1)
        assert is_healthy(around)
    await around.passes(20, alive=False)
    around.turned = around.now
    assert not is_healthy(around)


async def test_timers_that_are_not_seen_to_show_after_a_minute(around: Around) -> None:
    for seconds, ok in ((59, True), (2, False)):
        around.now += seconds
        around.beaten = around.now
        assert is_healthy(around) is ok
    assert is_ready(around), "deliveries can be taken all the same"


async def test_a_socket_that_is_gone_shows_after_a_minute(around: Around) -> None:
    await around.passes(1)
    around.connected = False
    await around.passes(59)
    assert is_healthy(around)
    assert not is_ready(around)
    await around.passes(2)
    ok, facts = around.health.healthy()
    assert (ok, facts["seconds_without_slack"]) == (False, 61)
    around.connected = True
    assert is_healthy(around)
    assert is_ready(around)


async def test_a_connection_is_seen_between_questions(around: Around) -> None:
    watching = asyncio.create_task(around.health.watch())
    around.now += 3000
    around.beaten = around.turned = around.now
    await asyncio.sleep(0)
    around.connected = False
    around.now += 30
    around.beaten = around.now
    assert is_healthy(around)
    watching.cancel()


@pytest.mark.parametrize("answer", [Health.healthy, Health.ready])
async def test_an_answer_waits_for_nothing(answer: Callable[[Health], tuple[bool, dict[str, object]]]) -> None:
    around = Around()
    around.waits = asyncio.Event()
    await around.passes(5)
    assert answer(around.health)[0]
    around.waits.set()
    await around.health.close()
