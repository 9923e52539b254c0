"""A bare Bolt app that the tests of the stand-in workspace talk to."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from aiohttp import web
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.app.async_app import AsyncApp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from rehearsal.people import Channel
from rehearsal.workspace import Workspace

Block = dict[str, Any]


def plain(text: str) -> Block:
    return {"type": "plain_text", "text": text}


def field(label: str, action_id: str, element: Block, **more: Any) -> Block:
    return {"type": "input", "label": plain(label), "element": {"action_id": action_id, **element}, **more}


OPTIONS = [{"text": plain(text), "value": text.lower()} for text in ("Next", "Pause", "Q & A")]
CARD: list[Block] = [
    {
        "type": "actions",
        "elements": [
            {"type": "button", "text": plain("Done"), "action_id": "report", "value": "1"},
            {"type": "overflow", "action_id": "more", "options": OPTIONS},
            {"type": "users_select", "action_id": "host", "placeholder": plain("Host")},
        ],
    },
    {
        "type": "actions",
        "elements": [{"type": "button", "text": plain("Not yet"), "action_id": "report", "value": "2"}],
    },
]
FORM: Block = {
    "type": "modal",
    "callback_id": "form",
    "title": plain("Issue"),
    "submit": plain("Raise"),
    "notify_on_close": True,
    "blocks": [
        field("In one sentence", "sentence", {"type": "plain_text_input", "max_length": 20}, block_id="sentence"),
        field("Urgent", "urgent", {"type": "radio_buttons", "options": OPTIONS[:2]}, optional=True),
        field("By", "by", {"type": "datepicker", "initial_date": "2026-12-01"}),
        field("At", "at", {"type": "timepicker"}, optional=True),
        field("With", "with", {"type": "multi_users_select"}, optional=True),
        field("Kinds", "kinds", {"type": "checkboxes", "options": OPTIONS}, optional=True),
    ],
}
BUTTONS: Block = {
    "type": "modal",
    "title": plain("More"),
    "blocks": [
        {
            "type": "actions",
            "elements": [{"type": "button", "text": plain("Longer"), "action_id": "report", "value": "3"}],
        }
    ],
}


class Bot:
    """A bare Bolt app that remembers what reached it, and can be told to misbehave."""

    def __init__(self, ws: Workspace) -> None:
        client = AsyncWebClient(token=ws.bot_token, base_url=ws.api_url, retry_handlers=[])
        # Without a name Bolt reads the source of the whole call stack to find one.
        self.app = AsyncApp(name="bare", client=client, signing_secret=ws.signing_secret, process_before_response=True)
        self.heard: list[Any] = []
        self.headers: list[dict[str, Any]] = []
        self.failing = 0
        self.slow = 0.0
        self.answer: dict[str, Any] = {}
        self.app.command("/set")(self._command)
        self.app.event("message")(self._event)
        self.app.event("app_home_opened")(self._home)
        for kind in ("member_joined_channel", "member_left_channel"):
            self.app.event(kind)(self._event)
        self.app.action("report")(self._action)
        self.app.action("behind")(self._opens_buttons)
        for action_id in ("more", "host"):
            self.app.action(action_id)(self._action)
        self.app.view("form")(self._submitted)
        self.app.view_closed("form")(self._submitted)
        self.app.shortcut("park")(self._action)

    async def _command(self, ack: Any, body: Any, client: Any) -> None:
        self.heard.append(body)
        await asyncio.sleep(self.slow)
        if body["text"] == "form":
            await client.views_open(trigger_id=body["trigger_id"], view=FORM)
        await ack(**self.answer) if self.answer else await ack(f"heard {body['text']}")

    async def _event(self, body: Any, request: Any) -> None:
        self.heard.append(body)
        self.headers.append(request.headers)
        if self.failing:
            self.failing -= 1
            raise ConnectionError("told to fail")

    async def _action(self, ack: Any, body: Any, respond: Any) -> None:
        self.heard.append(body)
        await ack()
        if self.answer:
            await respond(**self.answer)

    async def _opens_buttons(self, ack: Any, body: Any, client: Any) -> None:
        self.heard.append(body)
        await client.views_open(trigger_id=body["trigger_id"], view=BUTTONS)
        await ack()

    async def _submitted(self, ack: Any, body: Any) -> None:
        self.heard.append(body)
        await ack(**self.answer)

    async def _home(self, event: Any, client: Any) -> None:
        view = {"type": "home", "blocks": [{"type": "section", "text": plain("Your sets")}]}
        await client.views_publish(user_id=event["user"], view=view)


@asynccontextmanager
async def over_http(ws: Workspace, bot: Bot) -> AsyncIterator[None]:
    runner = web.AppRunner(bot.app.web_app("/slack/events"), access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    ws.deliver_over_http(f"http://127.0.0.1:{runner.addresses[0][1]}/slack/events")
    try:
        yield
    finally:
        await runner.cleanup()


@asynccontextmanager
async def over_sockets(ws: Workspace, bot: Bot) -> AsyncIterator[None]:
    handler = AsyncSocketModeHandler(bot.app, ws.app_token, ping_interval=0.2)
    await handler.connect_async()  # type: ignore[no-untyped-call]
    await ws.until(lambda: ws.socket.connected == 1)
    try:
        yield
    finally:
        await handler.close_async()  # type: ignore[no-untyped-call]


async def posted(bot: Bot, room: Channel, **more: Any) -> None:
    await bot.app.client.chat_postMessage(channel=room.id, text="card", blocks=CARD, **more)


async def refusal(slack: AsyncWebClient, method: str, **args: Any) -> Any:
    """The error that a call is answered with."""
    with pytest.raises(SlackApiError) as refused:
        await slack.api_call(method, json=args)
    return refused.value.response["error"]
