"""Deliveries are answered by whoever listens to their kind and name; what is none of ours goes on to Bolt."""

from typing import Any

import pytest
from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.request.async_request import AsyncBoltRequest

from bot.domain.errors import Refused
from handlers.listener_table import ListenerTable
from handlers.reader_languages import ReaderLanguages
from prompts.language_files import ENGLISH_ALONE
from tests.handlers.delivery_process import DeliveryProcess
from tests.handlers.test_reader_languages import readers

Payload = dict[str, Any]


async def authorize(**_: object) -> AuthorizeResult:
    return AuthorizeResult(enterprise_id=None, team_id="T1", bot_token="xoxb-1", bot_id="B1", bot_user_id="UBOT")


async def is_open(_kind: str, _body: Payload) -> bool:
    return False


async def is_closed(_kind: str, _body: Payload) -> bool:
    return True


@pytest.fixture
def speaking(sender: DeliveryProcess) -> ReaderLanguages:
    return readers(sender, ENGLISH_ALONE)


@pytest.fixture
def app() -> AsyncApp:
    return AsyncApp(
        name="table",
        signing_secret="secret",
        authorize=authorize,
        process_before_response=True,
        request_verification_enabled=False,
    )


async def answer(app: AsyncApp, body: Payload) -> tuple[int, str]:
    found = await app.async_dispatch(AsyncBoltRequest(body=body, mode="socket_mode"))
    return found.status, found.body


def command(name: str) -> Payload:
    return {"command": name, "text": "", "team_id": "T1", "user_id": "U1", "channel_id": "C1", "trigger_id": "1.2.x"}


async def said(ack: AsyncAck, body: Payload) -> None:
    await ack(f"Heard {body['command']}.")


async def test_whoever_listens_answers_and_what_acks_nothing_is_acked(app: AsyncApp, speaking: ReaderLanguages) -> None:
    heard: list[str] = []

    async def keep(_ack: AsyncAck, body: Payload) -> None:
        heard.append(body["event"]["type"])

    table = ListenerTable(app, speaking, is_open)
    table.add("command", "/set", said)
    table.add("event", "app_home_opened", keep)
    assert await answer(app, command("/set")) == (200, "Heard /set.")
    event = {"type": "event_callback", "team_id": "T1", "event": {"type": "app_home_opened", "user": "U1"}}
    assert await answer(app, event) == (200, "")
    assert await answer(app, {**event, "event": {"type": "emoji_changed"}}) == (200, "")
    assert heard == ["app_home_opened"]


async def test_what_a_listener_raises_goes_to_the_error_handler(app: AsyncApp, speaking: ReaderLanguages) -> None:
    raised: list[Exception] = []

    async def told(error: Exception) -> None:
        raised.append(error)

    ListenerTable(app, speaking, is_open)
    app.error(told)
    assert (await answer(app, command("/unknown")))[0] == 500
    assert [type(one) for one in raised] == [Refused]


async def test_nothing_is_answered_where_a_workspace_is_closed(app: AsyncApp, speaking: ReaderLanguages) -> None:
    ListenerTable(app, speaking, is_closed).add("command", "/set", said)
    assert await answer(app, command("/set")) == (200, "")


async def test_what_slack_tells_of_the_app_itself_goes_on_to_bolt(app: AsyncApp, speaking: ReaderLanguages) -> None:
    ListenerTable(app, speaking, is_closed)
    assert (await answer(app, {"type": "app_rate_limited", "team_id": "T1"}))[0] == 404
