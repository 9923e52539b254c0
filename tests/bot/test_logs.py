"""What the log shows, and above all what it does not."""

import io
import json
import logging
from collections.abc import Iterator

import pytest

from bot import logs

SECRET = "8f742231b10e8888abcd99yyyzzz85a5"


@pytest.fixture
def stream() -> Iterator[io.StringIO]:
    root = logging.getLogger()
    handlers, level = list(root.handlers), root.level
    yield io.StringIO()
    root.handlers[:] = handlers
    root.setLevel(level)


def test_a_text_line_has_time_level_and_name(stream: io.StringIO) -> None:
    logs.configure("INFO", "text", stream=stream)
    record = logging.makeLogRecord(
        {
            "name": "bot.app",
            "levelno": 20,
            "levelname": "INFO",
            "msg": "started",
            "created": 1795323841.25,
            "msecs": 250.0,
        }
    )
    logging.getLogger().handle(record)
    assert stream.getvalue() == "2026-11-22T05:04:01.250Z INFO    bot.app: started\n"


def test_a_json_line_is_one_object_with_the_fields_that_are_allowed(stream: io.StringIO) -> None:
    logs.configure("INFO", "json", stream=stream)
    logging.getLogger("bot.app").error("it broke", extra={"reference": "K7", "text": "what somebody said"})
    line = json.loads(stream.getvalue())
    assert line.pop("time").endswith("Z")
    assert line == {"level": "ERROR", "logger": "bot.app", "message": "it broke", "reference": "K7"}


def test_the_reference_shows_in_text_too(stream: io.StringIO) -> None:
    logs.configure("INFO", "text", stream=stream)
    logging.getLogger("bot.app").error("it broke", extra={"reference": "K7"})
    assert stream.getvalue().endswith("it broke reference=K7\n")


@pytest.mark.parametrize("fmt", ["text", "json"])
@pytest.mark.parametrize(
    ("said", "leak"),
    [
        pytest.param("token xoxb-12-34-abCD refused", "abCD", id="bot token"),
        pytest.param("xoxe.xoxb-1-Mi0yLTEy", "Mi0y", id="rotated token"),
        pytest.param("xoxe-1-Mi0yLTEy", "Mi0y", id="refresh token"),
        pytest.param("app xapp-1-A1-22-ff00ee", "ff00ee", id="app-level token"),
        pytest.param("POST https://hooks.slack.com/commands/T1/22/zzTop", "zzTop", id="response address"),
        pytest.param(f"signed with {SECRET}", SECRET, id="a registered secret"),
        pytest.param(
            "duplicate key\nDETAIL:  Key (what)=(ask the governors) already exists.", "governors", id="row in an error"
        ),
        pytest.param("[SQL: INSERT]\n[parameters: ('ask', 'the\ngovernors')]", "governors", id="values of a statement"),
        pytest.param(
            "[parameters: ('governors [1]', 2)]\n(Background on this error at: https://sqlalche.me)",
            "governors",
            id="values with brackets in them",
        ),
    ],
)
def test_a_secret_is_removed_from_messages_and_tracebacks(stream: io.StringIO, fmt: str, said: str, leak: str) -> None:
    logs.configure("INFO", fmt, secrets=[SECRET, ""], stream=stream)
    try:
        raise ValueError(said)
    except ValueError as error:
        logging.getLogger("bot").exception("failed: %s", error)
    shown = stream.getvalue()
    assert leak not in shown
    assert "[removed]" in shown
    assert "ValueError" in shown


@pytest.mark.parametrize(
    ("name", "level", "shown"),
    [
        pytest.param("slack_bolt.RequestVerification", logging.INFO, False, id="Bolt prints refused bodies at INFO"),
        pytest.param("slack_bolt.AsyncApp", logging.DEBUG, False, id="Bolt at DEBUG"),
        pytest.param("slack_bolt.AsyncApp", logging.INFO, True, id="Bolt at INFO"),
        pytest.param("slack_bolt.AsyncApp:listener", logging.DEBUG, False, id="Bolt's logger of a listener"),
        pytest.param("slack_sdk.web.async_client", logging.DEBUG, False, id="the SDK prints every call at DEBUG"),
        pytest.param("sqlalchemy.engine.Engine", logging.INFO, False, id="SQLAlchemy prints values at INFO"),
        pytest.param("bot.app", logging.DEBUG, True, id="our own"),
    ],
)
def test_libraries_keep_what_they_send_and_receive_to_themselves(
    stream: io.StringIO, name: str, level: int, shown: bool
) -> None:
    logs.configure("DEBUG", "text", stream=stream)
    logger = logging.getLogger(name)
    before = logger.level
    logger.setLevel(logging.DEBUG)  # as Bolt does with its own once the root logger is at DEBUG
    logger.log(level, "a body")
    logger.setLevel(before)
    assert ("a body" in stream.getvalue()) is shown


def test_a_message_cannot_forge_a_line(stream: io.StringIO) -> None:
    logs.configure("INFO", "text", stream=stream)
    logging.getLogger("bot").info("team %s", "T1\r\n2026-01-01 ERROR forged")
    assert stream.getvalue().count("\n") == 1


@pytest.mark.parametrize("fmt", ["text", "json"])
def test_a_malformed_request_is_named_and_not_repeated(stream: io.StringIO, fmt: str) -> None:
    from aiohttp.http_exceptions import BadStatusLine  # and all of aiohttp, which no other test here needs

    logs.configure("INFO", fmt, stream=stream)
    try:
        raise BadStatusLine("text=what+somebody+said")
    except BadStatusLine:
        logging.getLogger("aiohttp.server").exception("Error handling request")
    assert "somebody" not in stream.getvalue()
    assert "BadStatusLine" in stream.getvalue()


def test_setting_it_up_again_replaces_the_first(stream: io.StringIO) -> None:
    first = io.StringIO()
    logs.configure("INFO", "text", stream=first)
    logs.configure("WARNING", "text", stream=stream)
    logging.getLogger("bot").info("quiet")
    logging.getLogger("bot").warning("loud")
    assert first.getvalue() == ""
    assert stream.getvalue().count("\n") == 1
    assert "loud" in stream.getvalue()


def test_a_message_that_cannot_be_put_together_does_not_show_its_parts(
    stream: io.StringIO, capsys: pytest.CaptureFixture[str]
) -> None:
    handler = logs.LogHandler(stream)
    handler.setFormatter(logs.TextLines())
    handler.handle(logging.makeLogRecord({"name": "bot", "msg": "%d", "args": ("what somebody said",)}))
    assert stream.getvalue() == ""
    assert capsys.readouterr().err == "a log line of bot could not be written\n"
