"""Signed `/action` commands over kept connections, at 127.0.0.1 only: the load of the benchmark."""

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import count
from types import TracebackType
from typing import Final, Self
from urllib.parse import urlencode

from rehearsal.deliveries import signature

PATIENCE: Final = 3.0


@dataclass(frozen=True)
class Sender:
    """Who types `/action`, and where; every request has a trigger id of its own. `expects` is how an answer begins that counts."""

    team: str
    channel: str
    user: str
    secret: str
    expects: bytes = b""
    numbers: Callable[[], int] = field(default_factory=lambda: count(time.time_ns()).__next__)

    def request(self) -> bytes:
        """The next command, as it goes over the wire."""
        number = self.numbers()
        form = {
            "team_id": self.team,
            "team_domain": "stand-in",
            "channel_id": self.channel,
            "channel_name": "set-heads",
            "user_id": self.user,
            "user_name": "ana",
            "command": "/action",
            "text": f"Ask colleague number {number} for a slot in two weeks",
            "api_app_id": "A0001",
            "is_enterprise_install": "false",
            "response_url": "http://127.0.0.1/response/unused",
            "trigger_id": f"{number}.1.benchmark",
        }
        body = urlencode(form).encode()
        headers = {
            "Host": "127.0.0.1",
            "Content-Type": "application/x-www-form-urlencoded",
            "Content-Length": str(len(body)),
            **signature(self.secret, body, int(time.time())),
        }
        head = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
        return f"POST /slack/events HTTP/1.1\r\n{head}\r\n".encode() + body


class Connection:
    """One kept connection to a server; `ask` takes one request at a time. Raises OSError where nobody listens."""

    def __init__(self, port: int) -> None:
        self._port = port

    async def __aenter__(self) -> Self:
        self._reader, self._writer = await asyncio.open_connection("127.0.0.1", self._port)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, where: TracebackType | None
    ) -> None:
        self._writer.close()

    async def ask(self, request: bytes) -> tuple[int, bytes]:
        """Send a request and read its answer whole: status and body."""
        self._writer.write(request)
        async with asyncio.timeout(PATIENCE):
            head = (await self._reader.readuntil(b"\r\n\r\n")).lower()
            _, _, rest = head.partition(b"content-length:")
            body = await self._reader.readexactly(int(rest.partition(b"\r\n")[0] or 0))
        return int(head[9:12]), body
