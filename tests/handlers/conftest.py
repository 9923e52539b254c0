"""A stand-in workspace, rows, and one process of delivery between them."""

from collections.abc import AsyncIterator, Iterator

import pytest

from bot.clock import MovableClock
from rehearsal.people import Channel
from rehearsal.workspace import Workspace
from storage.database import Database
from tests.handlers.delivery_process import START, DeliveryProcess, Rows


@pytest.fixture
def database(request: pytest.FixtureRequest) -> Iterator[Database]:
    """On SQLite, or where a test is parametrised with it, on PostgreSQL."""
    opened = Database(request.getfixturevalue(f"{getattr(request, 'param', 'sqlite')}_url"))
    yield opened
    opened.close()


@pytest.fixture
def clock() -> MovableClock:
    return MovableClock(START)


@pytest.fixture
def real() -> MovableClock:
    """Real time, as far as leases and back-offs are concerned."""
    return MovableClock(START)


@pytest.fixture
async def slack(clock: MovableClock) -> AsyncIterator[Workspace]:
    async with Workspace(clock) as workspace:
        yield workspace


@pytest.fixture
def room(slack: Workspace) -> Channel:
    return slack.channel("governance", members=[slack.person("Ana")])


@pytest.fixture
def rows(database: Database, clock: MovableClock) -> Rows:
    return Rows(database, clock)


@pytest.fixture
async def sender(
    rows: Rows, slack: Workspace, clock: MovableClock, real: MovableClock
) -> AsyncIterator[DeliveryProcess]:
    async with DeliveryProcess(rows, slack, clock, real) as running:
        yield running
