"""Log lines for people or machines, which never hold a token, a secret or what somebody said."""

import json
import logging
import re
import sys
import time
import traceback
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from types import TracebackType
from typing import Final, TextIO

REMOVED: Final = "[removed]"
# Tokens of every kind that Slack has, and the addresses of webhooks, which are secrets too.
SECRET_SHAPES: Final = re.compile(
    r"(?:xox[a-z]|xoxe\.xox[a-z]|xapp)-[\w.-]+|(?<=hooks\.slack\.com/)[^\s\"'<>]+", re.ASCII
)
# The database repeats typed values after these words, to the end of the line or, for parameters, of the error. Where
# no end is found all goes: a beginning that matches nothing would have the rest read once more for every other one.
VALUES_OF_ROWS: Final = re.compile(
    r"(?m)(?<=^DETAIL:).*|(?<=^CONTEXT:).*|(?<=\[parameters:)[\s\S]*?(?=\]\s*(?:\(Background|$)|\Z)"
)
# Below INFO these print what they send and receive; SQLAlchemy and APScheduler do so at INFO.
LIBRARIES: Final = {
    "slack_bolt": logging.INFO,
    "slack_bolt.RequestVerification": logging.WARNING,  # prints the body of a request that it refuses
    "slack_sdk": logging.INFO,
    "aiohttp": logging.INFO,
    "aiohttp.access": logging.WARNING,
    "asyncio": logging.INFO,
    "sqlalchemy": logging.WARNING,
    "alembic": logging.WARNING,
    "psycopg": logging.WARNING,
    "apscheduler": logging.ERROR,  # warns of each turn that it skips while one is held up; the next makes up for them
}
# What a line may carry besides its message: `logger.error("...", extra={"reference": ...})`.
FIELDS: Final = ("reference", "workspace", "left_out")
# What anybody who reaches the port can have said, signed or not: in a line each, and of each kind only a few a minute.
OF_STRANGERS: Final = ("aiohttp.server", "aiohttp.web", "aiohttp.internal", "handlers.strangers", "bot.refused")
MOST_A_MINUTE: Final = 3
A_MINUTE: Final = 60.0
# Bolt reads SLACK_BOT_TOKEN by itself, and then says that it does not need it.
OF_NO_USE: Final = "As you gave `client` as well, `token` will be unused."
# What nobody listens to, or nobody answers, Bolt prints with all that was submitted in it.
UNHANDLED: Final = ("Unhandled request", "A global middleware")
SHORTEST_SECRET: Final = 6

ExceptionTriple = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


def configure(level: str, fmt: str, *, secrets: Iterable[str] = (), stream: TextIO | None = None) -> None:
    """Send the program's log to `stream` (standard error unless told otherwise), as `text` or as `json` lines.

    `secrets` are values that are removed wherever they turn up. Calling it again replaces what was set up before.
    """
    handler = LogHandler(stream or sys.stderr)
    handler.addFilter(is_harmless)
    handler.addFilter(LineLimit())
    handler.setFormatter(JsonLines(secrets) if fmt == "json" else TextLines(secrets))
    root = logging.getLogger()
    for earlier in [h for h in root.handlers if isinstance(h, LogHandler)]:
        root.removeHandler(earlier)
    root.addHandler(handler)
    root.setLevel(level)


def redacted(text: str, secrets: Iterable[str] = ()) -> str:
    """`text` without tokens, webhook addresses, `secrets`, and values that a database error repeats."""
    for secret in secrets:
        text = text.replace(secret, REMOVED)
    return VALUES_OF_ROWS.sub(f" {REMOVED}", SECRET_SHAPES.sub(REMOVED, text))


def is_harmless(record: logging.LogRecord) -> bool:
    """Whether a library may say this. A filter and not a level, since Bolt sets the levels of its loggers anew."""
    name = record.name.partition(":")[0]
    if record.msg == OF_NO_USE or (name.startswith("slack_bolt") and str(record.msg).startswith(UNHANDLED)):
        return False
    while name:
        if name in LIBRARIES:
            return record.levelno >= LIBRARIES[name]
        name = name.rpartition(".")[0]
    return True


class LineLimit:
    """Lets a few lines a minute through of each kind that strangers cause; the next one says how many were left out.

    A kind is a logger and its words before anything is filled in, so there are few, whatever is sent.
    """

    def __init__(self) -> None:
        self._since: dict[tuple[str, str], float] = {}
        self._said: Counter[tuple[str, str]] = Counter()

    def __call__(self, record: logging.LogRecord) -> bool:
        if record.name not in OF_STRANGERS:
            return True
        kind, left_out = (record.name, str(record.msg)), 0
        # Either way round: a clock that is set back must not silence anything for long.
        if abs(record.created - self._since.get(kind, -A_MINUTE)) >= A_MINUTE:
            left_out = max(0, self._said[kind] - MOST_A_MINUTE)
            self._since[kind], self._said[kind] = record.created, 0
        self._said[kind] += 1
        if left_out:
            record.left_out = left_out
        return self._said[kind] <= MOST_A_MINUTE


class LogHandler(logging.StreamHandler[TextIO]):
    """The program's own handler, so that it can be told from those of others."""

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - the name is the library's
        # The library would print the arguments of the message that failed, whatever they hold.
        print(f"a log line of {record.name} could not be written", file=sys.stderr)


class UtcLines(logging.Formatter):
    """What both formats share: times in UTC, tracebacks without what was sent, and `secrets` to remove."""

    def __init__(self, secrets: Iterable[str] = (), fmt: str | None = None) -> None:
        super().__init__(fmt)
        # The longest first, so that one within another leaves no piece of it; a very short one would eat words.
        self.secrets: Final = sorted((s for s in secrets if len(s) >= SHORTEST_SECRET), key=len, reverse=True)

    def formatTime(self, record: logging.LogRecord, datefmt: str | None = None) -> str:  # noqa: N802 - as above
        return time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(record.created)) + f".{int(record.msecs):03d}Z"

    def formatException(self, ei: ExceptionTriple) -> str:  # noqa: N802 - as above
        return redacted(_traceback(super().formatException(ei), ei), self.secrets)


class TextLines(UtcLines):
    """One line a message; a traceback follows on lines of its own."""

    def __init__(self, secrets: Iterable[str] = ()) -> None:
        super().__init__(secrets, "%(asctime)s %(levelname)-7s %(name)s: %(message)s%(fields)s")

    def format(self, record: logging.LogRecord) -> str:
        return super().format(_copied(record))

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 - as above
        record.fields = "".join(f" {name}={value}" for name, value in _fields(record).items())
        # A line break in a message would let whoever wrote it forge lines.
        shown = redacted(super().formatMessage(record), self.secrets)
        return shown.replace("\r", "\\r").replace("\n", "\\n")


class JsonLines(UtcLines):
    """One JSON object a line: time, level, logger, message and, where there are any, fields and a traceback."""

    def format(self, record: logging.LogRecord) -> str:
        record = _copied(record)
        line = {
            "time": self.formatTime(record),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
            **_fields(record),
        }
        shown = {name: redacted(value, self.secrets) for name, value in line.items()}
        if record.exc_info:
            shown["exception"] = self.formatException(record.exc_info)
        return json.dumps(shown, ensure_ascii=False)


def _in_a_line(exception: BaseException) -> str:
    """The name of what went wrong, and where; its text repeats what was sent."""
    kind, frames = type(exception), traceback.extract_tb(exception.__traceback__)
    if not frames or kind.__module__.startswith("aiohttp."):
        return kind.__name__
    return f"{kind.__name__} in {frames[-1].name}, {Path(frames[-1].filename).name}:{frames[-1].lineno}"


def _traceback(formatted: str, ei: ExceptionTriple) -> str:
    """A traceback; of a malformed HTTP request only the name of the error, since its text repeats what was sent."""
    kind = ei[0]
    if kind is not None and kind.__module__ == "aiohttp.http_exceptions":
        return kind.__name__
    return formatted


def _fields(record: logging.LogRecord) -> dict[str, str]:
    return {name: str(getattr(record, name)) for name in FIELDS if hasattr(record, name)}


def _copied(record: logging.LogRecord) -> logging.LogRecord:
    """Formatting keeps the text of a traceback on the record, where other handlers would find it.

    What strangers have caused loses its traceback, which can be three for one request.
    """
    copy = logging.makeLogRecord({**record.__dict__, "exc_text": None})
    if record.name in OF_STRANGERS and record.exc_info and record.exc_info[1]:
        copy.msg, copy.args, copy.exc_info = f"{record.getMessage()}: {_in_a_line(record.exc_info[1])}", None, None
    return copy
