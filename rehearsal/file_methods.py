"""Files that the bot sends: the Web API's upload in three steps.

Slack's reference (read in November 2026): `files.getUploadURLExternal` gives an address and an id; the content is sent to that
address, as raw bytes or as a form, and 200 says that it came; `files.completeUploadExternal` shows it in a channel, or to nobody
without one. What becomes of an upload that is completed twice it does not say: here the file is shown twice, the worst there is.
"""

import itertools
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from aiohttp import web

from rehearsal.chat_methods import Method, given
from rehearsal.messages import SharedFile
from rehearsal.people import ApiError, Payload
from rehearsal.web_api import WebApi
from rehearsal.world import World

UPLOAD: Final = "upload"
"""What using an upload address is called among the calls."""


@dataclass
class _Upload:
    file_id: str
    name: str
    length: int
    content: bytes | None = None


class FileMethods:
    """Uploads that were begun, by their address and by the id of their file. `base` is where the addresses lead."""

    def __init__(self, world: World, base: Callable[[], str]) -> None:
        self._world = world
        self._base = base
        self._numbers = itertools.count(1)
        self._by_token: dict[str, _Upload] = {}
        self._by_id: dict[str, _Upload] = {}
        self.table: Mapping[str, Method] = {
            "files.getUploadURLExternal": self.begin,
            "files.completeUploadExternal": self.complete,
            "files.delete": self.delete,
        }

    def begin(self, args: Payload) -> Payload:
        name, length = str(args.get("filename") or ""), str(args.get("length") or "")
        if not name or not length.isdecimal() or not int(length):
            raise ApiError("invalid_arguments")
        number = next(self._numbers)
        found = _Upload(f"F{number:04d}FILE", name, int(length))
        self._by_token[f"{number}"] = self._by_id[found.file_id] = found
        return {"upload_url": f"{self._base()}/upload/{number}", "file_id": found.file_id}

    def take(self, token: str, content: bytes) -> None:
        """The content of an upload that was begun. Raises ApiError for an address that was not given, or another length."""
        found = self._by_token.get(token)
        if found is None:
            raise ApiError("not_found")
        if len(content) != found.length:
            raise ApiError("length_mismatch")
        found.content = content

    def complete(self, args: Payload) -> Payload:
        files = given(args, "files", "invalid_arguments")
        if not isinstance(files, list) or not files:
            raise ApiError("invalid_arguments")
        shared = tuple(map(self._uploaded, files))
        if channel_id := args.get("channel_id"):
            channel = self._world.reachable(channel_id)
            comment = str(args.get("initial_comment") or "")
            self._world.post(channel, self._world.bot_user, comment, attached=shared)
        return {"files": [{"id": one.id, "title": one.title} for one in shared]}

    def delete(self, args: Payload) -> Payload:
        """The file is shown nowhere any more; the messages that showed it stay, without it."""
        found = self._by_id.get(str(args.get("file")))
        if found is None:
            raise ApiError("file_not_found")
        if found.content is None:
            raise ApiError("file_deleted")
        found.content = None
        for message in (one for channel in self._world.channels for one in self._world.history(channel)):
            message.attached = tuple(one for one in message.attached if one.id != found.file_id)
        return {}

    def _uploaded(self, named: Any) -> SharedFile:
        found = self._by_id.get(str(named.get("id"))) if isinstance(named, dict) else None
        if found is None or found.content is None:
            raise ApiError("file_not_found")
        return SharedFile(found.file_id, found.name, str(named.get("title") or found.name), found.content)


class UploadAddresses:
    """Where content is sent to, over HTTP."""

    def __init__(self, world: World, api: WebApi, files: FileMethods) -> None:
        self._world, self._api, self._files = world, api, files

    async def answer(self, request: web.Request) -> web.StreamResponse:
        """One upload: raw bytes, or the one file of a form."""
        content = await _content(request)
        call = self._api.begin(UPLOAD, {"token": request.match_info["token"], "length": len(content)})

        def run() -> Payload:
            self._files.take(request.match_info["token"], content)
            call.took_effect, call.outcome = True, "ok"
            return {}

        try:
            fault = self._api.faults.take(call)
            if fault is not None:
                return await self._api.faulty(request, call, fault, run)
            run()
            return web.Response(text=f"OK - {len(content)}")
        except ApiError as refused:
            call.outcome = refused.error
            return web.Response(status=404 if refused.error == "not_found" else 400, text=refused.error)
        finally:
            self._world.changed()


async def _content(request: web.Request) -> bytes:
    if not request.content_type.startswith("multipart/"):
        return await request.read()
    form = await request.post()
    fields = [one for one in form.values() if isinstance(one, web.FileField)]
    return fields[0].file.read() if fields else b""
