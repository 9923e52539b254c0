"""Log lines for people or machines, which never hold a token, a secret or what somebody said."""

import json
import logging
import re
import sys
import time
from collections.abc import Iterable
from types import TracebackType
from typing import Final, TextIO

REMOVED: Final = "[removed]"
# Tokens of every kind that Slack has, and the addresses of webhooks, which are secrets too.
SECRET_SHAPES: Final = re.compile(
    r"(?:xox[a-z]|xoxe\.xox[a-z]|xapp)-[\w.-]+|(?<=hooks\.slack\.com/)[^\s\"'<>]+", re.ASCII
)
# The database repeats typed values after these words, to the end of the line or, for parameters, of the error.
VALUES_OF_ROWS: Final = re.compile(
    r"(?m)(?<=^DETAIL:).*|(?<=^CONTEXT:).*|(?<=\[parameters:)[\s\S]*?(?=\]\s*(?:\(Background|$))"
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
FIELDS: Final = ("reference", "workspace")
# Bolt reads SLACK_BOT_TOKEN by itself, and then says that it does not need it.
OF_NO_USE: Final = "As you gave `client` as well, `token` will be unused."
SHORTEST_SECRET: Final = 6

ExceptionTriple = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


def configure(level: str, fmt: str, *, secrets: Iterable[str] = (), stream: TextIO | None = None) -> None:
    """Send the program's log to `stream` (standard error unless told otherwise), as `text` or as `json` lines.

    `secrets` are values that are removed wherever they turn up. Calling it again replaces what was set up before.
    """
    handler = LogHandler(stream or sys.stderr)
    handler.addFilter(is_harmless)
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
    if record.msg == OF_NO_USE:
        return False
    while name:
        if name in LIBRARIES:
            return record.levelno >= LIBRARIES[name]
        name = name.rpartition(".")[0]
    return True


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


def _traceback(formatted: str, ei: ExceptionTriple) -> str:
    """A traceback; of a malformed HTTP request only the name of the error, since its text repeats what was sent."""
    kind = ei[0]
    if kind is not None and kind.__module__ == "aiohttp.http_exceptions":
        return kind.__name__
    return formatted


def _fields(record: logging.LogRecord) -> dict[str, str]:
    return {name: str(getattr(record, name)) for name in FIELDS if hasattr(record, name)}


def _copied(record: logging.LogRecord) -> logging.LogRecord:
    """Formatting keeps the text of a traceback on the record, where other handlers would find it."""
    return logging.makeLogRecord({**record.__dict__, "exc_text": None})
