"""A stand-in workspace, rows, and one process of delivery between them: whoever asks for none of them need not import them."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from typing import TYPE_CHECKING

import pytest

from bot.clock import MovableClock
from tests.handlers.times import START

if TYPE_CHECKING:
    from rehearsal.people import Channel
    from rehearsal.workspace import Workspace
    from storage.database import Database
    from tests.handlers.delivery_process import DeliveryProcess, Rows


@pytest.fixture
def database(request: pytest.FixtureRequest) -> Iterator[Database]:
    """On SQLite, or where a test is parametrised with it, on PostgreSQL."""
    from storage.database import Database

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
    from rehearsal.workspace import Workspace

    async with Workspace(clock) as workspace:
        yield workspace


@pytest.fixture
def room(slack: Workspace) -> Channel:
    return slack.channel("governance", members=[slack.person("Ana")])


@pytest.fixture
def rows(database: Database, clock: MovableClock) -> Rows:
    from tests.handlers.delivery_process import Rows

    return Rows(database, clock)


@pytest.fixture
async def sender(
    rows: Rows, slack: Workspace, clock: MovableClock, real: MovableClock
) -> AsyncIterator[DeliveryProcess]:
    from tests.handlers.delivery_process import DeliveryProcess

    async with DeliveryProcess(rows, slack, clock, real) as running:
        yield running
