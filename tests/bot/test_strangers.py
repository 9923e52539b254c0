"""Whoever reaches the port without a signature: a line in the log at most, and few of them, with nothing of what was sent."""

import asyncio
import io
import logging
import re
import time
from collections.abc import AsyncIterator, Iterator
from typing import Final

import pytest
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse

from bot import logs
from bot.server import listening
from handlers import guard

SENT: Final = "governor"
TOP: Final = f"POST /slack/events HTTP/1.1\r\nHost: {SENT}\r\nContent-Type: application/json\r\n"
PACKED: Final = "Content-Encoding: {}\r\nContent-Length: 8\r\n\r\n" + SENT
CHUNKED: Final = "Transfer-Encoding: chunked\r\n\r\n"
AGES: Final = "X-Slack-Request-Timestamp: 1\r\nX-Slack-Signature: v0=" + "0" * 64 + "\r\nContent-Length: 2\r\n\r\n{}"
SENDINGS: Final[dict[str, bytes]] = {
    "packed with gzip": (TOP + PACKED.format("gzip")).encode(),
    "packed with brotli": (TOP + PACKED.format("br")).encode(),
    "packed, to nowhere": f"POST /{SENT} HTTP/1.1\r\n{PACKED.format('gzip')}".encode(),
    "packed, to the health": f"GET /healthz HTTP/1.1\r\n{PACKED.format('deflate')}".encode(),
    "a header of 70 kB": f"{TOP}X: {SENT * 9000}\r\n\r\n".encode(),
    "20,000 headers": (TOP + "".join(f"X{number}: {SENT}\r\n" for number in range(20_000)) + "\r\n").encode(),
    "a line of 70 kB": f"GET /{SENT * 9000} HTTP/1.1\r\n\r\n".encode(),
    "no HTTP": f"{SENT}\r\n\r\n".encode(),
    "a method with a NUL": b"P\0ST /governor HTTP/1.1\r\n\r\n",
    "a header with a NUL": f"{TOP}X: \0{SENT}\r\n\r\n".encode(),
    "HTTP/2": b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    "TLS": bytes.fromhex("16030100f4010000f00303") + b"\0" * 200,
    "half a line": b"POST /slack/ev",
    "half of the headers": TOP.encode(),
    "half a body": f"{TOP}Content-Length: 100\r\n\r\n{SENT}".encode(),
    "chunks without a length": f"{TOP}{CHUNKED}zz\r\n{SENT}".encode(),
    "a bad chunk after a good one": f"{TOP}{CHUNKED}8\r\n{SENT}\r\nzz\r\n".encode(),
    "a length below nothing": f"{TOP}Content-Length: -1\r\n\r\n{SENT}".encode(),
    "two lengths": f"{TOP}Content-Length: 1\r\nContent-Length: 2\r\n\r\n{SENT}".encode(),
    "a length and chunks": f"{TOP}Content-Length: 1\r\n{CHUNKED}{SENT}".encode(),
    "an expectation": f"{TOP}Expect: {SENT}\r\nContent-Length: 1\r\n\r\nx".encode(),
    "a websocket": b"GET /healthz HTTP/1.1\r\nConnection: upgrade\r\nUpgrade: websocket\r\n\r\n\x81\x80",
    "an address that is none": b"GET http://[::1/ HTTP/1.1\r\n\r\n",
    "an address with a port that is none": b"CONNECT governor:99999 HTTP/1.1\r\n\r\n",
    "no signature": f"{TOP}Content-Length: 2\r\n\r\n{{}}".encode(),
    "an old signature": (TOP + AGES).encode(),
    "a hundred at once, then rubbish": b"GET /healthz HTTP/1.1\r\n\r\n" * 100 + b"governor\r\n\r\n",
}  # fmt: skip


@pytest.fixture
def stream() -> Iterator[io.StringIO]:
    root = logging.getLogger()
    handlers, level, written = list(root.handlers), root.level, io.StringIO()
    logs.configure("INFO", "text", stream=written)
    yield written
    root.handlers[:] = handlers
    root.setLevel(level)


async def answered(_: AsyncBoltRequest) -> BoltResponse:
    return BoltResponse(status=200)


@pytest.fixture
async def port() -> AsyncIterator[int]:
    async with listening(guard.web_app(answered, lambda: (True, {}), "x" * 32), "127.0.0.1", 0) as port:
        yield port


async def send(port: int, raw: bytes) -> bytes:
    """All that comes back, until the other side has nothing more to say."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        writer.write(raw)
        writer.write_eof()
        return await asyncio.wait_for(reader.read(), 60)
    except ConnectionError:
        return b""
    finally:
        writer.close()


@pytest.mark.parametrize("name", SENDINGS)
async def test_a_request_of_a_stranger_is_a_line_at_most(port: int, stream: io.StringIO, name: str) -> None:
    answer = await send(port, SENDINGS[name])
    assert len(stream.getvalue().splitlines()) <= 1
    assert SENT not in stream.getvalue()
    assert not re.match(rb"HTTP/1.. 5", answer)


async def test_many_strangers_are_a_handful_of_lines(port: int, stream: io.StringIO) -> None:
    for _ in range(10):
        await asyncio.gather(*(send(port, raw) for raw in SENDINGS.values()))
    assert len(stream.getvalue().splitlines()) <= 4 * logs.MOST_A_MINUTE


@pytest.mark.parametrize(
    ("now", "told"),
    [
        pytest.param(False, "more than five minutes from that of this machine", id="a clock that is wrong"),
        pytest.param(True, "not that of SLACK_SIGNING_SECRET", id="another secret"),
    ],
)
async def test_what_an_operator_can_mend_is_named(port: int, stream: io.StringIO, now: bool, told: str) -> None:
    second = int(time.time()) if now else 1
    await send(port, SENDINGS["an old signature"].replace(b"Timestamp: 1", f"Timestamp: {second}".encode()))
    assert told in stream.getvalue()


def said_at(written: logging.Handler, second: float) -> None:
    record = {"name": "handlers.strangers", "levelno": 30, "levelname": "WARNING", "msg": "refused", "created": second}
    written.handle(logging.makeLogRecord(record))


def test_the_next_line_says_how_many_were_left_out(stream: io.StringIO) -> None:
    (handler,) = [one for one in logging.getLogger().handlers if isinstance(one, logs.LogHandler)]
    for second in range(50):
        said_at(handler, second)
    assert len(stream.getvalue().splitlines()) == logs.MOST_A_MINUTE
    said_at(handler, 60)
    assert stream.getvalue().splitlines()[-1].endswith(f"refused left_out={50 - logs.MOST_A_MINUTE}")
    said_at(handler, -3600)
    assert len(stream.getvalue().splitlines()) == logs.MOST_A_MINUTE + 2, "a clock that is set back silences nothing"


def test_of_what_failed_the_kind_and_the_place_are_told(stream: io.StringIO) -> None:
    try:
        raise KeyError(SENT)
    except KeyError:
        logging.getLogger("aiohttp.server").exception("Error handling request from %s", "127.0.0.1")
    (line,) = stream.getvalue().splitlines()
    assert "from 127.0.0.1: KeyError in test_of_what_failed" in line
    assert SENT not in line


def test_what_bolt_has_no_listener_for_is_not_printed(stream: io.StringIO) -> None:
    bolt, body = logging.getLogger("slack_bolt.AsyncApp"), "({'view': {'state': 'Ask the governors'}})"
    bolt.warning(f"Unhandled request {body}")
    bolt.warning(f"A global middleware (x) skipped calling either `next()` for the request {body}")
    assert stream.getvalue() == ""
