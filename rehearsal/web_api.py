"""The Web API over HTTP: reading arguments, tokens, scopes, rate limits and faults around the methods themselves."""

import asyncio
import json
import time
from collections.abc import Callable, Mapping
from typing import Final

from aiohttp import web

from rehearsal.chat_methods import Method
from rehearsal.faults import Call, FaultKind, Faults
from rehearsal.people import ApiError, Payload
from rehearsal.rate_limits import RateLimits
from rehearsal.world import World

BOT_SCOPES: Final = (
    "chat:write", "commands", "im:write", "im:history", "files:write", "users:read", "channels:read", "groups:read",
    "channels:history", "groups:history", "app_mentions:read",
)  # fmt: skip
SCOPE_OF: Final = {
    "chat.postMessage": "chat:write",
    "chat.postEphemeral": "chat:write",
    "chat.update": "chat:write",
    "chat.delete": "chat:write",
    "conversations.open": "im:write",
    "files.getUploadURLExternal": "files:write",
    "files.completeUploadExternal": "files:write",
    "files.delete": "files:write",
    "users.info": "users:read",
    "users.list": "users:read",
    "bots.info": "users:read",
    "conversations.info": "{family}:read",
    "conversations.members": "{family}:read",
    "conversations.history": "{family}:history",
    "conversations.replies": "{family}:history",
}


class WebApi:
    """Answers calls. Every call is kept in `calls`, also those that failed or met a fault."""

    def __init__(self, world: World, methods: Mapping[str, Method], bot_token: str, app_token: str) -> None:
        self.calls: list[Call] = []
        self.faults = Faults()
        self.rate_limits = RateLimits()
        self.scopes: set[str] = set(BOT_SCOPES)
        self._world = world
        self._methods = methods
        self._tokens = {bot_token: "bot", app_token: "app"}
        self.revoked: set[str] = set()

    async def answer(self, request: web.Request) -> web.StreamResponse:
        """One call over HTTP."""
        args = await arguments_of(request)
        token = str(args.pop("token", None) or request.headers.get("Authorization", "").removeprefix("Bearer "))
        call = self.begin(request.match_info["method"], args)
        try:
            fault = self.faults.take(call)
            if fault is not None:
                return await self.faulty(request, call, fault, lambda: self._run(call, token))
            wait = self.rate_limits.wait(call.method, args.get("channel"), call.at)
            return _too_many(call, wait) if wait else self._sent(self._run(call, token))
        finally:
            self._world.changed()

    def begin(self, method: str, args: Payload) -> Call:
        """Keep a call that has just arrived."""
        call = Call(method, args, time.time(), self._world.clock.now())
        self.calls.append(call)
        return call

    def _run(self, call: Call, token: str) -> Payload:
        try:
            call.response = {"ok": True, **self._allowed(call, token)(call.args)}
            call.took_effect, call.outcome = True, "ok"
            call.effect_after = time.time() - call.real_time
        except ApiError as refused:
            call.response = {"ok": False, "error": refused.error, **refused.fields}
            call.outcome = refused.error
        return call.response

    def _allowed(self, call: Call, token: str) -> Method:
        """The method, for a token that may use it. Raises ApiError."""
        method = self._methods.get(call.method)
        if method is None:
            raise ApiError("unknown_method", req_method=call.method)
        if not token:
            raise ApiError("not_authed")
        if token not in self._tokens:
            raise ApiError("invalid_auth")
        if token in self.revoked:
            raise ApiError("account_inactive")
        if (call.method == "apps.connections.open") != (self._tokens[token] == "app"):
            raise ApiError("not_allowed_token_type")
        self._scoped(call)
        return method

    def _scoped(self, call: Call) -> None:
        needed = SCOPE_OF.get(call.method, "")
        if "{family}" in needed:
            channel = self._world.channels.get(str(call.args.get("channel")))
            needed = needed.format(family=channel.family) if channel else ""
        if needed and needed not in self.scopes:
            raise ApiError("missing_scope", needed=needed, provided=",".join(sorted(self.scopes)))

    async def faulty(
        self, request: web.Request, call: Call, fault: FaultKind, run: Callable[[], Payload]
    ) -> web.StreamResponse:
        """The answer to a call that meets a fault; `run` is what it would have done."""
        await asyncio.sleep(fault.before)
        answer = run() if fault.took_effect else {}
        self._world.changed()
        await asyncio.sleep(fault.after)
        call.outcome = fault.name
        if fault.drop and request.transport is not None:
            request.transport.abort()
        if fault.retry_after is not None:
            return _too_many(call, fault.retry_after)
        if fault.status != web.HTTPOk.status_code:
            return web.Response(status=fault.status, text="upstream error")
        if fault.body is not None:
            return web.Response(text=fault.body, content_type="application/json")
        return self._sent({"ok": False, "error": fault.error} if fault.error else answer)

    def _sent(self, answer: Payload) -> web.Response:
        return web.json_response(answer, headers={"x-oauth-scopes": ",".join(sorted(self.scopes))})


def _too_many(call: Call, seconds: int) -> web.Response:
    call.outcome = "ratelimited"
    answer = {"ok": False, "error": "ratelimited"}
    return web.json_response(answer, status=429, headers={"Retry-After": str(seconds)})


async def arguments_of(request: web.Request) -> Payload:
    """A call's arguments, from the query, a form or JSON."""
    args: Payload = dict(request.query)
    if request.content_type == "application/json":
        body = await request.text()
        try:
            sent = json.loads(body or "{}")
        except ValueError:
            return args
        return {**args, **sent} if isinstance(sent, dict) else args
    form = await request.post()
    return {**args, **{name: value for name, value in form.items() if isinstance(value, str)}}
