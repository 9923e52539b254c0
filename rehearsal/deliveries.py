"""Deliveries to the bot: signed HTTP with three seconds' patience, or Socket Mode."""

import asyncio
import hashlib
import hmac
import json
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, Literal
from urllib.parse import urlencode

import aiohttp

from rehearsal.people import Payload
from rehearsal.socket_mode import NoSocketError, Sockets

PATIENCE: Final = 3.0
DeliveryKind = Literal["slash_commands", "interactive", "events_api"]


@dataclass
class Delivery:
    """Something that Slack tells the bot. The same one may be delivered again, with the same ids inside."""

    kind: DeliveryKind
    payload: Payload
    attempts: int = 0


@dataclass
class Answer:
    """What the bot answered. `status` is that of HTTP, 200 for a socket's acknowledgement, 0 if there was none.

    `error` is what Slack tells the person, or its retry reason for an event; `problem` is why Slack would not show
    what came back; `errors` are what Slack's own app said of a form that it did not even send.
    """

    status: int
    delivery: Delivery
    body: str = ""
    response: Payload = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    error: str | None = None
    problem: str | None = None
    errors: dict[str, str] = field(default_factory=dict)

    @property
    def ok(self) -> bool:
        return 200 <= self.status < 300

    @property
    def text(self) -> str:
        """What the person reads first: the answer's text, or Slack's own words when the bot did not answer."""
        if self.error and self.delivery.kind == "slash_commands":
            return f'{self.delivery.payload["command"]} failed with the error "{self.error}"'
        return str(self.response.get("text", "" if self.response else self.body))

    @property
    def blocks(self) -> list[Payload]:
        blocks = self.response.get("blocks")
        return blocks if isinstance(blocks, list) else []


class Deliveries:
    """Sends deliveries to `url`, or, while there is none, to a socket. `patience` in real seconds.

    An event that fails is sent again after each of `event_retries` seconds; then it lies in `undelivered`. Connections are
    used again where they are `kept_alive`: a bot that is killed leaves dead ones behind.
    """

    def __init__(
        self, sockets: Sockets, signing_secret: str, changed: Callable[[], None], *, kept_alive: bool = False
    ) -> None:
        self.url: str | None = None
        self.patience = PATIENCE
        self.event_retries: tuple[float, ...] = (0.0,)
        self.undelivered: list[Delivery] = []
        self.made: list[Answer] = []
        self._sockets = sockets
        self._secret = signing_secret
        self._changed = changed
        self._kept_alive = kept_alive
        self._session: aiohttp.ClientSession | None = None

    def open(self) -> None:
        self._session = aiohttp.ClientSession(connector=aiohttp.TCPConnector(force_close=not self._kept_alive))

    async def close(self) -> None:
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def deliver(self, kind: DeliveryKind, payload: Payload) -> Answer:
        """Deliver something new; only events are sent again when that fails."""
        delivery = Delivery(kind, payload)
        answer = await self.attempt(delivery)
        if kind != "events_api":
            return answer
        for pause in self.event_retries:
            if answer.ok or answer.headers.get("x-slack-no-retry") == "1":
                break
            await asyncio.sleep(pause)
            answer = await self.attempt(delivery, reason=answer.error)
        if not answer.ok:
            self.undelivered.append(delivery)
            self._changed()
        return answer

    async def attempt(self, delivery: Delivery, reason: str | None = None) -> Answer:
        """Send it once. Every attempt but the first says which one it is."""
        number, delivery.attempts = delivery.attempts, delivery.attempts + 1
        retry = (number, reason or "http_timeout") if number and delivery.kind == "events_api" else None
        answer = await (self._over_http(delivery, retry) if self.url else self._over_socket(delivery, retry))
        self.made.append(answer)
        self._changed()
        return answer

    async def _over_socket(self, delivery: Delivery, retry: tuple[int, str] | None) -> Answer:
        try:
            ack = await self._sockets.deliver(delivery.kind, delivery.payload, retry, self.patience)
        except TimeoutError:
            return Answer(0, delivery, error=_failure(delivery, "timeout"))
        except NoSocketError:
            return Answer(0, delivery, error=_failure(delivery, "connection"))
        return Answer(200, delivery, body=json.dumps(ack) if ack else "", response=ack)

    async def _over_http(self, delivery: Delivery, retry: tuple[int, str] | None) -> Answer:
        if self._session is None or self.url is None:
            raise RuntimeError("the workspace has not started")
        body, headers = _written(delivery)
        headers |= signature(self._secret, body, int(time.time()))
        if retry:
            headers |= {"X-Slack-Retry-Num": str(retry[0]), "X-Slack-Retry-Reason": retry[1]}
        try:
            async with asyncio.timeout(self.patience):
                async with self._session.post(self.url, data=body, headers=headers, allow_redirects=False) as got:
                    headers = {name.lower(): value for name, value in got.headers.items()}
                    return _read(delivery, got.status, await got.text(), headers)
        except TimeoutError:
            return Answer(0, delivery, error=_failure(delivery, "timeout"))
        except aiohttp.ClientError:
            return Answer(0, delivery, error=_failure(delivery, "connection"))


def signature(secret: str, body: bytes, timestamp: int) -> dict[str, str]:
    """Slack's signature headers over the raw body; `timestamp` in seconds since 1970, real time."""
    signed = hmac.new(secret.encode(), b"v0:%d:%b" % (timestamp, body), hashlib.sha256).hexdigest()
    return {"X-Slack-Request-Timestamp": str(timestamp), "X-Slack-Signature": f"v0={signed}"}


def _written(delivery: Delivery) -> tuple[bytes, dict[str, str]]:
    if delivery.kind == "events_api":
        return json.dumps(delivery.payload).encode(), {"Content-Type": "application/json"}
    form = delivery.payload
    if delivery.kind == "interactive":
        form = {"payload": json.dumps(delivery.payload)}
    return urlencode(form).encode(), {"Content-Type": "application/x-www-form-urlencoded"}


def _read(delivery: Delivery, status: int, body: str, headers: Mapping[str, str]) -> Answer:
    answer = Answer(status, delivery, body=body, headers=headers, response=_json(body))
    if not answer.ok:
        answer.error = _failure(delivery, "server" if status >= 500 else "client")
    return answer


def _json(body: str) -> Payload:
    try:
        read: Any = json.loads(body)
    except ValueError:
        return {}
    return read if isinstance(read, dict) else {}


def _failure(delivery: Delivery, what: Literal["timeout", "connection", "server", "client"]) -> str:
    """How Slack names a failure: as a retry reason for events, to the person for everything else."""
    if delivery.kind == "events_api":
        return {"timeout": "http_timeout", "connection": "connection_failed"}.get(what, "http_error")
    return {
        "timeout": "operation_timeout",
        "connection": "dispatch_failed",
        "server": "http_service_error",
        "client": "http_client_error",
    }[what]
