"""A started workspace, the bare bot in it, and a member with a channel: whoever asks for none of them need not import them."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pytest

from bot.clock import MovableClock

if TYPE_CHECKING:
    from slack_sdk.web.async_client import AsyncWebClient

    from rehearsal.people import Channel, Person
    from rehearsal.workspace import Workspace
    from tests.rehearsal.bare_bot import Bot

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)


@pytest.fixture
def clock() -> MovableClock:
    return MovableClock(NOON)


@pytest.fixture
async def ws(clock: MovableClock) -> AsyncIterator[Workspace]:
    from rehearsal.workspace import Workspace

    async with Workspace(clock) as started:
        yield started


@pytest.fixture
def slack(ws: Workspace) -> AsyncWebClient:
    from slack_sdk.web.async_client import AsyncWebClient

    return AsyncWebClient(token=ws.bot_token, base_url=ws.api_url, timeout=3, retry_handlers=[])


@pytest.fixture(params=["http", "sockets"])
async def bot(ws: Workspace, request: pytest.FixtureRequest) -> AsyncIterator[Bot]:
    from tests.rehearsal.bare_bot import Bot, over_http, over_sockets

    made = Bot(ws)
    async with {"http": over_http, "sockets": over_sockets}[request.param](ws, made):
        yield made


@pytest.fixture
async def http_bot(ws: Workspace) -> AsyncIterator[Bot]:
    from tests.rehearsal.bare_bot import Bot, over_http

    made = Bot(ws)
    async with over_http(ws, made):
        yield made


@pytest.fixture
def ana(ws: Workspace) -> Person:
    return ws.person("Ana")


@pytest.fixture
def room(ws: Workspace, ana: Person) -> Channel:
    return ws.channel("set-heads", members=[ana])


@pytest.fixture
def with_tables(monkeypatch: pytest.MonkeyPatch) -> None:
    """Rehearsals in this process find tables where they would make them; those that are processes of their own do make them."""
    from rehearsal import session  # most tests here need no bot
    from tests.scene import migrated_file

    class Prepared(TemporaryDirectory[str]):
        def __enter__(self) -> str:
            Path(self.name, session.DATABASE).write_bytes(migrated_file())
            return super().__enter__()

    monkeypatch.setattr(session, "TemporaryDirectory", Prepared)
