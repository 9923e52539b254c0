"""What comes over HTTP is checked here, byte by byte, before Bolt reads any of it."""

import asyncio
import hashlib
import hmac
import logging
import re
import time
import traceback
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Final

from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse

from bot.domain.errors import Misconfigured
from handlers import request_body
from handlers.payload_checks import InvalidPayload

Dispatch = Callable[[AsyncBoltRequest], Awaitable[BoltResponse]]
Answer = tuple[bool, Mapping[str, object]]
Health = Callable[[], Answer]

LARGEST_BODY: Final = 1024 * 1024
SECONDS_TO_READ: Final = 5.0
SECONDS_OF_TRUST: Final = 300
AT_ONCE: Final = 20
"""Questions about the health a second: far more than anybody needs who watches."""

TIMESTAMP: Final = re.compile(r"[0-9]{1,12}", re.ASCII)
SIGNATURE: Final = re.compile(r"v0=[0-9a-f]{64}", re.ASCII)
# Bolt obeys headers of its own (X-Slack-Bolt-*) wherever they come from, so only these are handed on.
HANDED_ON: Final = (
    "content-type",
    "x-slack-signature",
    "x-slack-request-timestamp",
    "x-slack-retry-num",
    "x-slack-retry-reason",
)

log = logging.getLogger(__name__)
# Anybody can cause these, so bot/logs.py lets few of them through.
strangers = logging.getLogger("handlers.strangers")


def web_app(
    dispatch: Dispatch,
    health: Health,
    signing_secret: str,
    *,
    ready: Health | None = None,
    now: Callable[[], float] = time.time,
) -> web.Application:
    """The HTTP side of the bot: `POST /slack/events` behind the guard, and what `watched` serves."""
    app = watched(health, ready or health)
    app.add_routes(routes(dispatch, signing_secret=signing_secret, now=now))
    return app


def watched(health: Health, ready: Health) -> web.Application:
    """`GET /healthz` and `GET /readyz` for whoever watches the bot, without a signature: so both answer from memory."""
    app = web.Application(client_max_size=LARGEST_BODY)
    turns = _Turns()
    app.router.add_get("/healthz", _health_route(health, turns))
    app.router.add_get("/readyz", _health_route(ready, turns))
    return app


def routes(dispatch: Dispatch, *, signing_secret: str, now: Callable[[], float] = time.time) -> list[web.RouteDef]:
    """`POST /slack/events` for everything that Slack sends. `now` is real time, in seconds since 1970.

    Raises `Misconfigured` without a signing secret: with an empty one anybody could sign.
    """
    if not signing_secret:
        raise Misconfigured("SLACK_SIGNING_SECRET is empty: HTTP needs it to tell Slack's requests from others")
    return [web.post("/slack/events", _Gate(dispatch, signing_secret.encode(), now).admit)]


@dataclass(frozen=True, slots=True)
class _Gate:
    """Admits a request that Slack signed within the last five minutes and that Bolt can read; it keeps no state.

    Everything else gets 400, 401, 408, 413 or 415, and nothing that was sent shows in the answer or in the log.
    """

    dispatch: Dispatch
    secret: bytes = field(repr=False)
    now: Callable[[], float]

    async def admit(self, request: web.Request) -> web.Response:
        _check_content_type(request)
        timestamp, signature = self._credentials(request)
        raw = await _body(request)
        if not hmac.compare_digest(signature, self._signature(timestamp, raw)):
            strangers.warning("a request whose signature is not that of SLACK_SIGNING_SECRET was refused")
            raise web.HTTPUnauthorized
        return await self._answer(_bolt_request(request, raw))

    def _credentials(self, request: web.Request) -> tuple[str, str]:
        timestamp = _only(request, "X-Slack-Request-Timestamp", TIMESTAMP)
        if abs(self.now() - int(timestamp)) > SECONDS_OF_TRUST:
            strangers.warning("a request was refused whose time is more than five minutes from that of this machine")
            raise web.HTTPUnauthorized
        return timestamp, _only(request, "X-Slack-Signature", SIGNATURE)

    def _signature(self, timestamp: str, raw: bytes) -> str:
        return "v0=" + hmac.new(self.secret, b"v0:" + timestamp.encode() + b":" + raw, hashlib.sha256).hexdigest()

    async def _answer(self, request: AsyncBoltRequest) -> web.Response:
        try:
            return await to_aiohttp_response(await self.dispatch(request))
        except Exception as error:  # noqa: BLE001 - whatever it is, Slack is told to send it again, and no more
            # The text of an unknown error may repeat what somebody said: only where it happened is logged.
            frames = "".join(traceback.format_tb(error.__traceback__))
            log.error("a request from Slack failed: %s\n%s", type(error).__name__, frames)
            return web.Response(status=HTTPStatus.INTERNAL_SERVER_ERROR)


def _check_content_type(request: web.Request) -> None:
    # A packed body is refused: the signature is over what was sent, and a small one unpacks to a large one.
    if request.content_type not in (request_body.JSON, request_body.FORM) or "Content-Encoding" in request.headers:
        raise web.HTTPUnsupportedMediaType
    if (request.charset or "utf-8").lower() not in ("utf-8", "utf8"):
        raise web.HTTPUnsupportedMediaType


def _only(request: web.Request, header: str, form: re.Pattern[str]) -> str:
    values = request.headers.getall(header, [])
    if len(values) != 1 or not form.fullmatch(values[0]):
        raise web.HTTPUnauthorized
    return values[0]


async def _body(request: web.Request) -> bytes:
    if request.content_length is not None and request.content_length > LARGEST_BODY:
        raise web.HTTPRequestEntityTooLarge(LARGEST_BODY, request.content_length)
    try:
        async with asyncio.timeout(SECONDS_TO_READ):
            return await request.read()
    except TimeoutError:
        raise web.HTTPRequestTimeout from None
    except web.RequestPayloadError:
        raise web.HTTPBadRequest from None


def _bolt_request(request: web.Request, raw: bytes) -> AsyncBoltRequest:
    headers: dict[str, str | Sequence[str]] = {
        name: request.headers[name] for name in HANDED_ON if name in request.headers
    }
    try:
        body = request_body.read(raw, request.content_type)
        made = AsyncBoltRequest(body=body, headers=headers, mode="socket_mode")
    except InvalidPayload as error:
        strangers.warning("a request with a good signature is not as Slack sends it: %s", error.where)
        raise web.HTTPBadRequest from None
    except Exception:  # noqa: BLE001 - Bolt looks into the body for ids, and fails in many ways where its shape is odd
        strangers.warning("a request with a good signature could not be read")
        raise web.HTTPBadRequest from None
    # Socket Mode is how Bolt takes a body that has been read; from here on it is what it is, signature and all.
    made.mode, made.raw_body = "http", raw.decode()
    return made


class _Turns:
    """Lets so many questions a second through at once; whoever asks beyond them waits a second, which costs nothing.

    Otherwise a few hundred that ask again as soon as they are answered would have the one thread that all work is done in.
    """

    def __init__(self) -> None:
        self._second, self._asked = 0, 0

    async def wait(self) -> None:
        second = int(asyncio.get_running_loop().time())
        self._asked = self._asked + 1 if second == self._second else 1
        self._second = second
        if self._asked > AT_ONCE:
            await asyncio.sleep(1)


def _health_route(health: Health, turns: _Turns) -> Callable[[web.Request], Awaitable[web.Response]]:
    async def healthz(_: web.Request) -> web.Response:
        await turns.wait()
        ok, facts = health()
        return web.json_response(dict(facts), status=HTTPStatus.OK if ok else HTTPStatus.SERVICE_UNAVAILABLE)

    return healthz
