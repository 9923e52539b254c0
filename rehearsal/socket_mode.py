"""Socket Mode: WebSockets that the bot opens, and deliveries that it acknowledges on them."""

import asyncio
import itertools
import json
from collections.abc import Callable
from typing import Final

from aiohttp import WSMsgType, web

from rehearsal.people import ApiError, Payload

MOST_SOCKETS: Final = 10


class NoSocketError(Exception):
    """No socket is connected, or the one that was used went away before the bot acknowledged."""


class _Socket:
    """One connection. `retired` once it was told to make room: nothing more is sent on it."""

    def __init__(self, ws: web.WebSocketResponse, request: web.Request) -> None:
        self.ws = ws
        self.request = request
        self.retired = False
        self.waiting: dict[str, asyncio.Future[Payload]] = {}

    def acknowledged(self, text: str) -> None:
        """Settle the delivery that a message from the bot acknowledges."""
        message = json.loads(text)
        waiter = self.waiting.get(str(message.get("envelope_id")))
        if waiter is not None and not waiter.done():
            waiter.set_result(message.get("payload") or {})

    def gone(self) -> None:
        self.retired = True
        for waiter in self.waiting.values():
            if not waiter.done():
                waiter.set_exception(NoSocketError())


class Sockets:
    """The bot's open connections, at most ten. Each delivery goes to one of them, in turn."""

    def __init__(self, changed: Callable[[], None]) -> None:
        self.base_url = ""
        self._changed = changed
        self._open: list[_Socket] = []
        self._tickets: set[str] = set()
        self._numbers = itertools.count(1)

    @property
    def connected(self) -> int:
        return sum(1 for socket in self._open if not socket.retired)

    def open_url(self, _args: Payload) -> Payload:
        """`apps.connections.open`: a WebSocket address that works once."""
        if self.connected >= MOST_SOCKETS:
            raise ApiError("too_many_websockets")
        ticket = f"{next(self._numbers)}"
        self._tickets.add(ticket)
        return {"url": f"{self.base_url}/link?ticket={ticket}"}

    async def answer(self, request: web.Request) -> web.StreamResponse:
        """One connection, for as long as it lasts."""
        ticket = request.query.get("ticket", "")
        if ticket not in self._tickets or len(self._open) >= MOST_SOCKETS:
            raise web.HTTPForbidden
        self._tickets.discard(ticket)
        ws = web.WebSocketResponse()
        await ws.prepare(request)
        socket = _Socket(ws, request)
        self._open.append(socket)
        try:
            await self._converse(socket)
        finally:
            self._open.remove(socket)
            socket.gone()
            self._changed()
        return ws

    async def _converse(self, socket: _Socket) -> None:
        await socket.ws.send_json({"type": "hello", "num_connections": len(self._open), "debug_info": {}})
        self._changed()
        async for message in socket.ws:
            if message.type == WSMsgType.TEXT:
                socket.acknowledged(message.data)

    async def deliver(self, kind: str, payload: Payload, retry: tuple[int, str] | None, patience: float) -> Payload:
        """What the bot acknowledged with. Raises TimeoutError after `patience` real seconds, NoSocketError."""
        socket = self._next()
        envelope_id = f"envelope-{next(self._numbers)}"
        envelope: Payload = {"envelope_id": envelope_id, "type": kind, "payload": payload}
        envelope["accepts_response_payload"] = kind != "events_api"
        if kind == "events_api":
            envelope["retry_attempt"], envelope["retry_reason"] = retry or (0, "")
        waiter: asyncio.Future[Payload] = asyncio.get_running_loop().create_future()
        socket.waiting[envelope_id] = waiter
        try:
            async with asyncio.timeout(patience):
                await socket.ws.send_json(envelope)
                return await waiter
        except ConnectionError:
            raise NoSocketError from None
        finally:
            del socket.waiting[envelope_id]

    def drop(self) -> None:
        """Every connection breaks without a word."""
        for socket in self._open:
            socket.gone()
            if socket.request.transport is not None:
                socket.request.transport.abort()
        self._changed()

    async def refresh(self) -> None:
        """Ask the bot to connect anew, as Slack does every few hours; the old connections get nothing more."""
        for socket in [socket for socket in self._open if not socket.retired]:
            socket.retired = True
            await socket.ws.send_json({"type": "disconnect", "reason": "refresh_requested", "debug_info": {}})

    async def close(self) -> None:
        for socket in list(self._open):
            await socket.ws.close(code=1001)

    def _next(self) -> _Socket:
        ready = [socket for socket in self._open if not socket.retired and not socket.ws.closed]
        if not ready:
            raise NoSocketError
        return ready[next(self._numbers) % len(ready)]
