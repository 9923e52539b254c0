"""Response URLs: five uses within half an hour of the gesture that they came with."""

import itertools
import time
from dataclasses import dataclass
from typing import Final

from aiohttp import web

from rehearsal.chat_methods import checked_blocks, given, true
from rehearsal.faults import Call
from rehearsal.messages import Message
from rehearsal.people import ApiError, Channel, Payload
from rehearsal.web_api import WebApi, arguments_of
from rehearsal.world import World

USES: Final = 5
LIFE: Final = 1800.0


@dataclass
class _ResponseUrl:
    channel: Channel
    user: str
    origin: Message | None
    issued: float
    uses: int = 0


class ResponseUrls:
    """The URLs given out with commands, buttons in messages and message shortcuts. Their life is in real time."""

    def __init__(self, world: World, api: WebApi) -> None:
        self._world = world
        self._api = api
        self._issued: dict[str, _ResponseUrl] = {}
        self._numbers = itertools.count(1)

    def issue(self, channel: Channel, user: str, origin: Message | None = None) -> str:
        """The path of a new URL; `origin` is the message it may replace or delete."""
        token = f"{next(self._numbers)}"
        self._issued[token] = _ResponseUrl(channel, user, origin, time.time())
        return f"/response/{token}"

    async def answer(self, request: web.Request) -> web.StreamResponse:
        """One use over HTTP."""
        call = self._api.begin("response_url", await arguments_of(request))
        try:
            fault = self._api.faults.take(call)
            if fault is not None:
                return await self._api.faulty(request, call, fault, lambda: self._use(request, call))
            self._use(request, call)
            return web.Response(text="ok")
        except ApiError as refused:
            call.outcome = refused.error
            code = 404 if refused.error in ("used_url", "expired_url") else 400
            return web.json_response({"ok": False, "error": refused.error, **refused.fields}, status=code)
        finally:
            self._world.changed()

    def _use(self, request: web.Request, call: Call) -> Payload:
        url = self._usable(request.match_info["token"])
        self.show(url.channel, url.user, call.args, url.origin)
        url.uses += 1
        call.outcome, call.took_effect = "ok", True
        return {"ok": True}

    def show(self, channel: Channel, user: str, said: Payload, origin: Message | None = None) -> Message | None:
        """Show what a response says: to that person, in the channel, or in place of the message it answers.

        Raises ApiError for what Slack would not show.
        """
        if true(said.get("delete_original")) and origin is not None:
            self._world.delete(origin)
            return None
        blocks = checked_blocks(given(said, "blocks", "invalid_blocks_format"))
        text = str(said.get("text") or "")
        if not text and not blocks:
            raise ApiError("no_text")
        if true(said.get("replace_original")) and origin is not None:
            self._world.edit(origin, text, blocks)
            return origin
        thread_ts = said.get("thread_ts")
        if said.get("response_type") == "in_channel":
            return self._world.post(channel, self._world.bot_user, text, blocks, thread_ts=thread_ts)
        return self._world.whisper(channel, user, text, blocks, thread_ts=thread_ts)

    def _usable(self, token: str) -> _ResponseUrl:
        url = self._issued.get(token)
        if url is None or time.time() - url.issued > LIFE:
            raise ApiError("expired_url")
        if url.uses >= USES:
            raise ApiError("used_url")
        return url
