"""A started workspace, the bare bot in it, and a member with a channel."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.clock import MovableClock
from rehearsal.people import Channel, Person
from rehearsal.workspace import Workspace
from tests.rehearsal.bare_bot import Bot, over_http, over_sockets

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)


@pytest.fixture
def clock() -> MovableClock:
    return MovableClock(NOON)


@pytest.fixture
async def ws(clock: MovableClock) -> AsyncIterator[Workspace]:
    async with Workspace(clock) as started:
        yield started


@pytest.fixture
def slack(ws: Workspace) -> AsyncWebClient:
    return AsyncWebClient(token=ws.bot_token, base_url=ws.api_url, timeout=3, retry_handlers=[])


@pytest.fixture(params=[over_http, over_sockets], ids=["http", "sockets"])
async def bot(ws: Workspace, request: pytest.FixtureRequest) -> AsyncIterator[Bot]:
    made = Bot(ws)
    async with request.param(ws, made):
        yield made


@pytest.fixture
async def http_bot(ws: Workspace) -> AsyncIterator[Bot]:
    made = Bot(ws)
    async with over_http(ws, made):
        yield made


@pytest.fixture
def ana(ws: Workspace) -> Person:
    return ws.person("Ana")


@pytest.fixture
def room(ws: Workspace, ana: Person) -> Channel:
    return ws.channel("set-heads", members=[ana])
