"""Over HTTP: what is let in, what is refused, and that neither is repeated."""

import asyncio
import hashlib
import hmac
import io
import json
import logging
import random
import re
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Final
from urllib.parse import parse_qsl, urlencode

import pytest
from aiohttp.test_utils import TestClient, TestServer
from aiohttp.web import Application, Request
from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse

from bot.domain.errors import Misconfigured
from handlers import guard

SECRET: Final = "8f742231b10e8888abcd99yyyzzz85a5"
FORM: Final = "application/x-www-form-urlencoded"
JSON: Final = "application/json"
SAID: Final = "governors"

Client = TestClient[Request, Application]

COMMAND: Final = urlencode(
    {
        "command": "/action",
        "text": f"Ask the {SAID}",
        "team_id": "T1",
        "user_id": "U1",
        "channel_id": "C1",
        "trigger_id": "1.2.3",
    }
)
PRESS: Final = {
    "type": "block_actions",
    "team": {"id": "T1", "domain": "acme"},
    "user": {"id": "U1"},
    "channel": {"id": "C1"},
    "container": {"type": "message", "message_ts": "1.2"},
    "message": {"text": SAID, "ts": "1.2"},
    "actions": [{"action_id": "pass", "block_id": "b", "type": "button", "value": "1|turn|x"}],
    "trigger_id": "1.2.3",
}
SUBMISSION: Final = {
    "type": "view_submission",
    "team": {"id": "T1"},
    "user": {"id": "U1"},
    "view": {
        "id": "V1",
        "type": "modal",
        "callback_id": "action",
        "private_metadata": "",
        "state": {"values": {"b": {"a": {"type": "plain_text_input", "value": SAID}}}},
    },
}
EVENT: Final = {
    "type": "event_callback",
    "team_id": "T1",
    "event_id": "Ev1",
    "event": {"type": "message", "channel": "C1", "user": "U1", "text": SAID, "ts": "1.2"},
    "authorizations": [{"team_id": "T1", "user_id": "U0", "is_bot": True, "enterprise_id": None}],
}
SAMPLES: Final = [
    (FORM, COMMAND),
    (FORM, urlencode({"payload": json.dumps(PRESS)})),
    (FORM, urlencode({"payload": json.dumps(SUBMISSION)})),
    (JSON, json.dumps(EVENT)),
]


class Seen:
    """Stands where Bolt is: keeps what reaches it and answers 200."""

    def __init__(self) -> None:
        self.requests: list[AsyncBoltRequest] = []

    async def dispatch(self, request: AsyncBoltRequest) -> BoltResponse:
        self.requests.append(request)
        return BoltResponse(status=200, body="seen")


@pytest.fixture
def seen() -> Seen:
    return Seen()


@pytest.fixture
async def client(seen: Seen) -> AsyncIterator[Client]:
    async with serving(seen.dispatch) as client:
        yield client


def serving(dispatch: guard.Dispatch, health: guard.Health = lambda: (True, {})) -> Client:
    return TestClient(TestServer(guard.web_app(dispatch, health, SECRET)))


def signed(body: bytes, *, secret: str = SECRET, age: int = 0) -> dict[str, str]:
    timestamp = str(int(time.time()) - age)
    digest = hmac.new(secret.encode(), f"v0:{timestamp}:".encode() + body, hashlib.sha256).hexdigest()
    return {"X-Slack-Request-Timestamp": timestamp, "X-Slack-Signature": f"v0={digest}"}


async def posted(client: Client, body: bytes | str, content_type: str = FORM, **headers: str) -> int:
    """The status of a signed request; `headers` (with _ for -) take the place of the right ones."""
    raw = body.encode() if isinstance(body, str) else body
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    sent = {"Content-Type": content_type, **signed(raw), **named}
    async with client.post("/slack/events", data=raw, headers=sent) as response:
        answer = await response.text()
    assert SAID not in answer
    return response.status


@pytest.mark.parametrize(("content_type", "body"), SAMPLES, ids=["command", "button", "form", "event"])
async def test_what_slack_signed_is_handed_on(client: Client, seen: Seen, content_type: str, body: str) -> None:
    assert await posted(client, body, content_type, X_Slack_Retry_Num="1") == 200
    (request,) = seen.requests
    assert (request.mode, request.raw_body) == ("http", body)
    assert request.context.team_id == "T1"
    assert request.headers["x-slack-retry-num"] == ["1"]


async def test_a_command_may_speak_of_a_payload(client: Client, seen: Seen) -> None:
    assert await posted(client, COMMAND.replace(SAID, "payload")) == 200
    assert seen.requests[0].body["text"] == "Ask the payload"


async def test_controls_of_bolt_are_not_taken_from_outside(client: Client, seen: Seen) -> None:
    headers = {"X_Slack_Bolt_Lazy_Only": "1", "X_Slack_Bolt_Lazy_Function_Name": "delete_everything"}
    assert await posted(client, COMMAND, **headers) == 200
    (request,) = seen.requests
    assert not request.lazy_only
    assert request.lazy_function_name is None
    assert sorted(request.headers) == ["content-type", "x-slack-request-timestamp", "x-slack-signature"]


@pytest.mark.parametrize(
    "headers",
    [
        pytest.param({"X_Slack_Signature": ""}, id="empty signature"),
        pytest.param({"X_Slack_Signature": "v0=" + "0" * 64}, id="wrong signature"),
        pytest.param({"X_Slack_Signature": "v0=" + "é" * 64}, id="signature not ASCII"),
        pytest.param({"X_Slack_Signature": "v1=" + "0" * 64}, id="another version"),
        pytest.param({"X_Slack_Request_Timestamp": "soon"}, id="time not a number"),
        pytest.param({"X_Slack_Request_Timestamp": "-1"}, id="time before 1970"),
        pytest.param({"X_Slack_Request_Timestamp": "٣" * 10}, id="time in other digits"),
        pytest.param({"X_Slack_Request_Timestamp": "9" * 5000}, id="time without end"),
        pytest.param(signed(COMMAND.encode(), secret="another"), id="signed by somebody else"),
        pytest.param(signed(COMMAND.encode(), age=302), id="five minutes old"),
        pytest.param(signed(COMMAND.encode(), age=-3000), id="far ahead"),
        pytest.param(signed(b"command=%2Fset"), id="signature of another body"),
    ],
)
async def test_what_slack_did_not_sign_just_now_gets_401(client: Client, seen: Seen, headers: dict[str, str]) -> None:
    assert await posted(client, COMMAND, **headers) == 401
    assert seen.requests == []


async def test_a_request_keeps_for_almost_five_minutes(client: Client) -> None:
    assert await posted(client, COMMAND, **signed(COMMAND.encode(), age=280)) == 200


async def test_two_signatures_are_none(client: Client) -> None:
    good = signed(COMMAND.encode())
    headers = [*good.items(), ("X-Slack-Signature", good["X-Slack-Signature"]), ("Content-Type", FORM)]
    async with client.post("/slack/events", data=COMMAND.encode(), headers=headers) as response:
        assert response.status == 401


@pytest.mark.parametrize(
    ("content_type", "body"),
    [
        pytest.param(JSON, b"", id="nothing"),
        pytest.param(JSON, b'{"a": "\xff"}', id="not UTF-8"),
        pytest.param(JSON, b'{"a":' * 100_000 + b"1" + b"}" * 100_000, id="far too deep"),
        pytest.param(FORM, b"text=hello", id="a form of something else"),
    ],
)
async def test_a_body_that_makes_no_sense_gets_400(client: Client, seen: Seen, content_type: str, body: bytes) -> None:
    assert await posted(client, body, content_type) == 400
    assert seen.requests == []


@pytest.mark.parametrize(
    ("content_type", "headers"),
    [
        pytest.param("text/plain", {}, id="text"),
        pytest.param("multipart/form-data; boundary=x", {}, id="upload"),
        pytest.param(f"{JSON}; charset=utf-16", {}, id="another charset"),
        pytest.param(FORM, {"Content_Encoding": "gzip"}, id="packed"),
    ],
)
async def test_another_kind_of_body_gets_415(client: Client, content_type: str, headers: dict[str, str]) -> None:
    assert await posted(client, COMMAND, content_type, **headers) == 415


async def test_a_charset_of_utf_8_is_no_other_kind(client: Client) -> None:
    assert await posted(client, json.dumps(EVENT), f"{JSON}; charset=UTF-8") == 200


async def test_only_post_is_taken(client: Client) -> None:
    async with client.get("/slack/events") as response:
        assert response.status == 405


@pytest.mark.parametrize("said", [True, False], ids=["length said", "length not said"])
async def test_a_body_over_a_megabyte_gets_413(client: Client, seen: Seen, said: bool) -> None:
    body = b"command=" + b"x" * 1024 * 1024

    async def pieces() -> AsyncIterator[bytes]:
        yield body

    headers = {"Content-Type": FORM, **signed(body)}
    async with client.post("/slack/events", data=io.BytesIO(body) if said else pieces(), headers=headers) as response:
        assert response.status == 413
    assert seen.requests == []


async def raw_answer(client: Client, lines: list[str]) -> bytes:
    """What comes back to a request that is written by hand and never finished."""
    reader, writer = await asyncio.open_connection(client.host, client.port)
    writer.write("\r\n".join([*lines, "", ""]).encode())
    await writer.drain()
    answer = await asyncio.wait_for(reader.readline(), 60)
    writer.close()
    await writer.wait_closed()
    return answer


def by_hand(*more: str) -> list[str]:
    credentials = [f"{name}: {value}" for name, value in signed(b"").items()]
    return ["POST /slack/events HTTP/1.1", "Host: bot", f"Content-Type: {FORM}", *credentials, *more]


async def test_a_body_that_does_not_come_gets_408(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard, "SECONDS_TO_READ", 0.05)
    assert await raw_answer(client, by_hand("Content-Length: 100")) == b"HTTP/1.1 408 Request Timeout\r\n"


async def test_a_body_in_broken_pieces_gets_400(client: Client) -> None:
    answer = await raw_answer(client, by_hand("Transfer-Encoding: chunked", "", "zz", SAID))
    assert answer.endswith(b" 400 Bad Request\r\n")


async def test_what_fails_inside_gets_500_and_is_not_repeated(caplog: pytest.LogCaptureFixture) -> None:
    async def failing(request: AsyncBoltRequest) -> BoltResponse:
        raise KeyError(request.body["text"])

    async with serving(failing) as client:
        assert await posted(client, COMMAND) == 500
    assert "KeyError" in caplog.text
    assert "in failing" in caplog.text
    assert SAID not in caplog.text


def test_an_empty_secret_opens_no_door(seen: Seen) -> None:
    with pytest.raises(Misconfigured, match="SLACK_SIGNING_SECRET"):
        guard.routes(seen.dispatch, signing_secret="")


def well() -> guard.Answer:
    return True, {"database": "ok"}


@pytest.mark.parametrize(
    ("health", "status", "answer"),
    [
        pytest.param(well, 200, {"database": "ok"}, id="well"),
        pytest.param(lambda: (False, {"database": "away"}), 503, {"database": "away"}, id="not well"),
    ],
)
async def test_health_is_asked_without_a_signature(
    seen: Seen, health: guard.Health, status: int, answer: dict[str, str]
) -> None:
    async with serving(seen.dispatch, health) as client, client.get("/healthz") as response:
        assert response.status == status
        assert await response.json() == answer


async def own_workspace(**_: object) -> AuthorizeResult:
    return AuthorizeResult(enterprise_id=None, team_id="T1", bot_user_id="U0", bot_id="B0", bot_token="xoxb-1")


def bolt() -> AsyncApp:
    app = AsyncApp(name="guarded", signing_secret=SECRET, authorize=own_workspace, process_before_response=True)

    async def acknowledge(ack: AsyncAck) -> None:
        await ack()

    anything = re.compile(".*")
    for matching in (app.command("/action"), app.action(anything), app.view(anything), app.event("message")):
        matching(acknowledge)
    return app


@pytest.mark.parametrize(
    ("content_type", "body"),
    [*SAMPLES, pytest.param(FORM, "ssl_check=1&token=x", id="check of TLS")],
)
async def test_bolt_takes_what_the_guard_hands_on(content_type: str, body: str) -> None:
    async with serving(bolt().async_dispatch) as client:
        assert await posted(client, body, content_type) == 200


async def test_the_address_is_verified_with_its_challenge() -> None:
    body = json.dumps({"type": "url_verification", "challenge": "3eZbrw1a"}).encode()
    async with (
        serving(bolt().async_dispatch) as client,
        client.post("/slack/events", data=body, headers={"Content-Type": JSON, **signed(body)}) as response,
    ):
        assert await response.json(content_type=None) == {"challenge": "3eZbrw1a"}


def damaged(chance: random.Random, body: bytes) -> bytes:
    """A body with up to six bytes or stretches changed, cut out, put in or doubled."""
    raw = bytearray(body)
    for _ in range(chance.randint(1, 6)):
        at = chance.randrange(len(raw) + 1)
        match chance.randrange(4):
            case 0:
                raw[at : at + 1] = bytes([chance.randrange(256)])
            case 1:
                del raw[at : at + chance.randint(1, 20)]
            case 2:
                raw[at:at] = bytes(chance.choices(b'{}[]",:=&%\\0a\xff', k=chance.randint(1, 10)))
            case _:
                raw[at:at] = raw[at : at + chance.randint(1, 40)]
    return bytes(raw)


def bent(chance: random.Random, content_type: str, body: str) -> bytes:
    """A well-formed body in which one value is of another kind than Slack sends."""
    if content_type == JSON:
        return json.dumps(with_one_changed(chance, json.loads(body))).encode()
    fields = dict(parse_qsl(body))
    if "payload" not in fields:
        return damaged(chance, body.encode())
    return urlencode({"payload": json.dumps(with_one_changed(chance, json.loads(fields["payload"])))}).encode()


def with_one_changed(chance: random.Random, value: object) -> object:
    keys = list(value) if isinstance(value, dict) else list(range(len(value))) if isinstance(value, list) else []
    if not keys or chance.random() < 0.25:
        return chance.choice([None, 1, True, "", "x", [], {}, [1], [None], {"id": 1}, {"x": []}])
    key = chance.choice(keys)
    copy = dict(value) if isinstance(value, dict) else dict(enumerate(value)) if isinstance(value, list) else {}
    copy[key] = with_one_changed(chance, copy[key])
    return list(copy.values()) if isinstance(value, list) else copy


Sent = Callable[[Client, str, bytes], Awaitable[int]]


async def sent_signed(client: Client, content_type: str, body: bytes) -> int:
    async with client.post("/slack/events", data=body, headers={"Content-Type": content_type, **signed(body)}) as got:
        return got.status


async def sent_unsigned(client: Client, content_type: str, body: bytes) -> int:
    headers = {"Content-Type": content_type, **signed(body, secret="another")}
    async with client.post("/slack/events", data=body, headers=headers) as got:
        assert SAID not in await got.text()
        return got.status


@pytest.mark.parametrize(
    ("send", "allowed"),
    [
        pytest.param(sent_signed, {200, 400, 404}, id="signed: never 500"),
        pytest.param(sent_unsigned, {401}, id="unsigned: never let in"),
    ],
)
async def test_a_thousand_damaged_bodies_do_no_harm(
    send: Sent, allowed: set[int], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    chance = random.Random(20261122)
    async with serving(bolt().async_dispatch) as client:
        for nth in range(1000):
            content_type, body = chance.choice(SAMPLES)
            raw = bent(chance, content_type, body) if nth % 2 else damaged(chance, body.encode())
            assert await send(client, content_type, raw) in allowed, raw
    if send is sent_unsigned:
        assert SAID not in caplog.text
    assert not [record for record in caplog.records if record.levelno >= logging.ERROR]
