"""A bare Bolt app works with the stand-in workspace, over HTTP and over Socket Mode, as with the real one."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from bot.clock import MovableClock
from rehearsal.deliveries import Delivery
from rehearsal.people import Channel, Person
from rehearsal.workspace import Workspace
from rehearsal.world import Seen
from tests.rehearsal.bare_bot import Bot, over_http, over_sockets, posted

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)


async def test_a_command_is_answered_to_its_author_alone(ws: Workspace, bot: Bot, ana: Person, room: Channel) -> None:
    answer = await ws.command(ana, room, "/set", "start")
    assert (answer.status, answer.text) == (200, "heard start")
    assert [message.text for message in ws.ephemerals(ana)] == ["heard start"]
    assert ws.messages(room) == []
    command = bot.heard[0]
    assert (command["user_id"], command["channel_id"], command["command"]) == (ana.id, room.id, "/set")


async def test_a_command_that_takes_too_long_is_shown_as_failed(
    ws: Workspace, bot: Bot, ana: Person, room: Channel
) -> None:
    ws.deliveries.patience = 0.2
    bot.slow = 0.3
    answer = await ws.command(ana, room, "/set", "start")
    assert (answer.status, answer.error) == (0, "operation_timeout")
    assert ws.ephemerals(ana)[0].text == '/set failed with the error "operation_timeout"'


async def test_an_answer_that_slack_would_not_show_is_a_problem(
    ws: Workspace, bot: Bot, ana: Person, room: Channel
) -> None:
    bot.answer = {"text": "x", "blocks": [{"type": "carousel"}]}
    answer = await ws.command(ana, room, "/set")
    assert answer.problem is not None
    assert "unsupported type: carousel" in answer.problem
    assert ws.ephemerals(ana) == []


async def test_what_people_say_reaches_the_bot_where_it_is(ws: Workspace, bot: Bot, ana: Person, room: Channel) -> None:
    first = await ws.say(ana, room, "a < b")
    await ws.say(ana, room, "and so", thread=first, files=True)
    await ws.say(ana, ws.dm_channel(ana), "hello")
    await ws.say(ana, ws.channel("elsewhere", members=[ana], bot_in=False), "unheard")
    events = [body["event"] for body in bot.heard]
    assert [(said["text"], said["channel_type"]) for said in events] == [
        ("a &lt; b", "group"),
        ("and so", "group"),
        ("hello", "im"),
    ]
    assert (events[1]["subtype"], events[1]["thread_ts"]) == ("file_share", first.ts)
    assert "subtype" not in events[0]
    assert bot.heard[0]["authorizations"][0]["user_id"] == "U0BOT"
    assert ws.answer_to(first).ok


async def test_an_event_that_fails_comes_again(ws: Workspace, bot: Bot, ana: Person, room: Channel) -> None:
    ws.deliveries.patience = 0.5
    bot.failing = 1
    await ws.say(ana, room, "hello")
    assert [body["event_id"] for body in bot.heard] == [bot.heard[0]["event_id"]] * 2
    assert bot.headers[1]["x-slack-retry-num"] == ["1"]
    assert ws.undelivered == []


async def test_an_event_that_fails_for_good_is_listed(ws: Workspace, bot: Bot, ana: Person, room: Channel) -> None:
    ws.deliveries.patience = 0.5
    bot.failing = 2
    message = await ws.say(ana, room, "hello")
    assert [lost.payload["event"]["text"] for lost in ws.undelivered] == ["hello"]
    assert (await ws.redeliver(message)).ok
    assert len(bot.heard) == 3


async def test_the_same_delivery_can_come_twice(ws: Workspace, bot: Bot, ana: Person, room: Channel) -> None:
    answer = await ws.command(ana, room, "/set", "start")
    again = await ws.redeliver(answer)
    assert again.ok
    assert bot.heard[0]["trigger_id"] == bot.heard[1]["trigger_id"]
    assert len(ws.ephemerals(ana)) == 1


async def test_the_home_tab_is_shown_to_who_opens_it(ws: Workspace, bot: Bot, ana: Person) -> None:
    assert ws.home(ana) is None
    await ws.open_home(ana)
    home = ws.home(ana)
    assert home is not None
    assert home["blocks"][0]["text"]["text"] == "Your sets"


async def test_a_shortcut_brings_its_message(ws: Workspace, bot: Bot, ana: Person, room: Channel) -> None:
    await posted(bot, room)
    card = ws.messages(room)[0]
    reply = await ws.say(ana, room, "why?", thread=card)
    await ws.shortcut(ana, "park", reply)
    body = bot.heard[-1]
    assert (body["type"], body["message_ts"], body["message"]["thread_ts"]) == ("message_action", reply.ts, card.ts)


async def test_who_joins_is_announced_where_the_bot_is(ws: Workspace, bot: Bot, room: Channel) -> None:
    ben = ws.person("Ben")
    await ws.join(ben, room)
    assert bot.heard[0]["event"]["user"] == ben.id
    assert room.members[-1] == ben.id
    await ws.join(ben, ws.channel("elsewhere", bot_in=False))
    assert len(bot.heard) == 1


async def test_the_bot_hears_itself_when_asked_to(ws: Workspace, http_bot: Bot, room: Channel) -> None:
    ws.echoes = True
    await posted(http_bot, room)
    await ws.until(lambda: len(ws.deliveries.made) == 1)
    assert ws.deliveries.made[0].delivery.payload["event"]["bot_id"] == "B0BOT"


async def test_everything_seen_is_told_to_who_listens(ws: Workspace, http_bot: Bot, ana: Person, room: Channel) -> None:
    seen: list[Seen] = []
    ws.listeners.append(seen.append)
    await posted(http_bot, room)
    await ws.say(ana, room, "hello")
    await ws.command(ana, room, "/set", "form")
    await ws.submit(ana, {"sentence": "x"})
    await ws.press(ana, ws.messages(room)[0], "Done")
    await ws.open_home(ana)
    assert [(one.kind, one.viewers, one.text) for one in seen] == [
        ("posted", (ana.id,), ""),
        ("said", (ana.id,), ""),
        ("command", (ana.id,), "/set form"),
        ("view_opened", (ana.id,), ""),
        ("ephemeral", (ana.id,), ""),
        ("submitted", (ana.id,), ""),
        ("view_closed", (ana.id,), ""),
        ("pressed", (ana.id,), "Done"),
        ("home", (ana.id,), ""),
    ]


@pytest.mark.parametrize(
    ("kind", "error"),
    [
        pytest.param("slash_commands", "dispatch_failed", id="a command"),
        pytest.param("events_api", "connection_failed", id="an event"),
    ],
)
async def test_nobody_answers(ws: Workspace, kind: Any, error: str) -> None:
    for url in (None, "http://127.0.0.1:9/slack/events"):
        ws.deliver_over_http(url)
        answer = await ws.redeliver(Delivery(kind, {"command": "/set"}))
        assert (answer.status, answer.error) == (0, error)


async def test_a_forged_signature_is_turned_away(ws: Workspace, ana: Person, room: Channel) -> None:
    other = Workspace(MovableClock(NOON), signing_secret="another")
    async with other, over_http(other, Bot(ws)):
        answer = await other.command(other.person("Ana"), other.channel("set"), "/set", "start")
    assert (answer.status, answer.error) == (401, "http_client_error")


async def reconnected(ws: Workspace, breaking: Callable[[], Any]) -> None:
    bot, ana = Bot(ws), ws.person("Ana")
    async with over_sockets(ws, bot):
        opened_before = len([call for call in ws.calls if call.method == "apps.connections.open"])
        result = breaking()
        if result is not None:
            await result
        await ws.until(
            lambda: (
                ws.socket.connected == 1
                and len([call for call in ws.calls if call.method == "apps.connections.open"]) > opened_before
            )
        )
        answer = await ws.command(ana, ws.channel("set", members=[ana]), "/set", "again")
        assert answer.text == "heard again"


async def test_the_bot_comes_back_after_its_socket_broke(ws: Workspace) -> None:
    await reconnected(ws, ws.drop_sockets)


async def test_the_bot_comes_back_when_slack_asks_it_to(ws: Workspace) -> None:
    await reconnected(ws, ws.refresh_sockets)


async def test_waiting_gives_up(ws: Workspace) -> None:
    with pytest.raises(TimeoutError):
        await ws.until(lambda: False, timeout=0.01)
