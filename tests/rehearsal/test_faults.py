"""The Web API fails on demand, and limits how fast it is called."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.clock import MovableClock
from rehearsal.faults import drop_after, drop_before, error, ratelimited, slow, status
from rehearsal.people import Channel
from rehearsal.workspace import Workspace
from tests.rehearsal.bare_bot import refusal

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("fault", "standing"),
    [pytest.param(drop_before, [], id="before"), pytest.param(drop_after, ["x"], id="after it took effect")],
)
async def test_the_connection_drops(
    slack: AsyncWebClient, ws: Workspace, room: Channel, fault: Any, standing: list[str]
) -> None:
    ws.faults.add("chat.postMessage", fault)
    with pytest.raises(aiohttp.ClientError):
        await slack.chat_postMessage(channel=room.id, text="x")
    assert [message.text for message in ws.messages(room)] == standing
    assert ws.calls[-1].outcome == fault.name
    await slack.chat_postMessage(channel=room.id, text="again")
    assert ws.messages(room)[-1].text == "again"


async def test_an_answer_may_come_too_late(ws: Workspace, room: Channel) -> None:
    slack = AsyncWebClient(token=ws.bot_token, base_url=ws.api_url, timeout=1, retry_handlers=[])
    ws.faults.add("chat.postMessage", slow(1.3))
    with pytest.raises(asyncio.TimeoutError):
        await slack.chat_postMessage(channel=room.id, text="x")
    assert [message.text for message in ws.messages(room)] == ["x"]


async def test_even_the_effect_may_come_too_late(ws: Workspace, room: Channel) -> None:
    slack = AsyncWebClient(token=ws.bot_token, base_url=ws.api_url, timeout=1, retry_handlers=[])
    ws.faults.add("chat.postMessage", slow(1.3, effect_late=True))
    with pytest.raises(asyncio.TimeoutError):
        await slack.chat_postMessage(channel=room.id, text="x")
    assert ws.messages(room) == []
    await ws.until(lambda: len(ws.messages(room)) == 1)


async def test_a_fault_meets_only_the_calls_it_is_for(slack: AsyncWebClient, ws: Workspace, room: Channel) -> None:
    ws.faults.add("*", status(503), when=lambda call: call.args.get("text") == "two")
    ws.faults.add("chat.postMessage", error("internal_error", took_effect=True), times=2)
    assert await refusal(slack, "chat.postMessage", channel=room.id, text="one") == "internal_error"
    with pytest.raises(SlackApiError) as failed:
        await slack.chat_postMessage(channel=room.id, text="two")
    assert failed.value.response.status_code == 503
    assert await refusal(slack, "chat.postMessage", channel=room.id, text="three") == "internal_error"
    await slack.chat_postMessage(channel=room.id, text="four")
    assert [message.text for message in ws.messages(room)] == ["one", "three", "four"]


async def test_being_told_to_wait(slack: AsyncWebClient, ws: Workspace, room: Channel) -> None:
    ws.faults.add("chat.postMessage", ratelimited(7))
    with pytest.raises(SlackApiError) as failed:
        await slack.chat_postMessage(channel=room.id, text="x")
    response = failed.value.response
    assert (response.status_code, response.headers["Retry-After"], response["error"]) == (429, "7", "ratelimited")


async def test_posts_are_limited_by_channel_in_domain_time(
    slack: AsyncWebClient, ws: Workspace, room: Channel, clock: MovableClock
) -> None:
    ws.rate_limits.on = True
    for n in range(5):
        await slack.chat_postMessage(channel=room.id, text=f"{n}")
    assert await refusal(slack, "chat.postMessage", channel=room.id, text="x") == "ratelimited"
    await slack.chat_postMessage(channel=ws.channel("other").id, text="elsewhere")
    clock.move_to(NOON + timedelta(seconds=1))
    await slack.chat_postMessage(channel=room.id, text="5")
    assert len(ws.messages(room)) == 6


async def test_edits_are_limited_for_the_whole_workspace(
    slack: AsyncWebClient, ws: Workspace, room: Channel, clock: MovableClock
) -> None:
    ws.rate_limits.on = True
    ws.rate_limits.per_minute["chat.update"] = 2
    ts = (await slack.chat_postMessage(channel=room.id, text="one"))["ts"]
    for n in range(2):
        await slack.chat_update(channel=room.id, ts=ts, text=f"{n}")
    assert await refusal(slack, "chat.update", channel=room.id, ts=ts, text="x") == "ratelimited"
    clock.move_to(NOON + timedelta(minutes=1))
    await slack.chat_update(channel=room.id, ts=ts, text="later")
