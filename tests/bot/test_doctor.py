"""The doctor against an API on loopback: each line says what is wrong and how to mend it."""

from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from datetime import UTC, datetime
from email.utils import format_datetime
from pathlib import Path
from typing import Any, Final
from zoneinfo import ZoneInfoNotFoundError

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from bot import doctor
from bot.config import Config
from bot.doctor import Finding
from bot.domain.errors import Misconfigured

NOW: Final = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
SCOPES: Final = (
    "commands,app_mentions:read,chat:write,im:write,im:history,files:write,users:read,"
    "channels:read,groups:read,channels:history,groups:history"
)
GOOD: Final = {"ok": True, "user": "set-adviser", "team": "Acme", "bot_id": "B1"}


class Api:
    """Slack's answers to the two calls, which a test may change."""

    def __init__(self) -> None:
        self.auth: object = GOOD
        self.connection: object = {"ok": True, "url": "wss://example.invalid/link"}
        self.headers = {"x-oauth-scopes": SCOPES, "Date": format_datetime(NOW, usegmt=True)}
        self.status = 200
        self.tokens: list[str] = []

    def app(self) -> web.Application:
        app = web.Application()
        app.router.add_post("/api/{method}", self._answer)
        return app

    async def _answer(self, request: web.Request) -> web.Response:
        self.tokens.append(request.headers["Authorization"])
        answers = {"auth.test": self.auth, "apps.connections.open": self.connection}
        return web.json_response(answers[request.match_info["method"]], status=self.status, headers=self.headers)


@pytest.fixture
def api() -> Api:
    return Api()


@pytest.fixture
async def config(api: Api) -> AsyncIterator[Config]:
    async with TestServer(api.app()) as server:
        yield Config(
            bot_token="xoxb-1",
            app_token="xapp-1",
            api_url=str(server.make_url("/api/")),
            data_contact="Jo",
            safety_contact="Sam",
        )


def at_head() -> tuple[str | None, str | None]:
    return "0003", "0003"


def writable() -> None:
    pass


async def examined(
    config: Config,
    *,
    schema_state: doctor.SchemaState = at_head,
    try_write: Callable[[], None] = writable,
    manifest: Path = doctor.MANIFEST,
    read_words: doctor.ReadWords = lambda: ("en_GB",),
    seconds: float = 0,
) -> dict[str, Finding]:
    found = await doctor.examine(
        config,
        schema_state=schema_state,
        try_write=try_write,
        read_words=read_words,
        manifest=manifest,
        now=lambda: NOW.timestamp() + seconds,
    )
    assert "xoxb-1" not in str(found)
    assert all(finding.ok or finding.remedy for finding in found), "what is wrong can be mended"
    return {finding.name: finding for finding in found}


async def test_a_good_installation_has_nothing_to_mend(api: Api, config: Config) -> None:
    found = await examined(config)
    assert list(found) == [
        "settings", "contacts", "Slack", "bot token", "clock", "scopes", "app token", "events", "database", "schema", "words",
        "time zones",
    ]  # fmt: skip
    assert all(finding.ok and not finding.remedy for finding in found.values())
    assert str(found["bot token"]) == "ok     bot token: good, as set-adviser in Acme"
    assert api.tokens == ["Bearer xoxb-1", "Bearer xapp-1"]


@pytest.mark.parametrize(
    ("given", "named"),
    [
        pytest.param({}, [], id="both are there"),
        pytest.param({"data_contact": ""}, ["DATA_CONTACT"], id="nobody to ask about data"),
        pytest.param({"safety_contact": ""}, ["SAFETY_CONTACT"], id="nobody to turn to"),
        pytest.param(
            {"data_contact": "", "safety_contact": ""}, ["DATA_CONTACT", "SAFETY_CONTACT"], id="nobody at all"
        ),
    ],
)
async def test_a_contact_that_is_missing_is_named_and_fails_nothing(
    api: Api, config: Config, given: dict[str, Any], named: list[str]
) -> None:
    found = (await examined(replace(config, **given)))["contacts"]
    assert found.ok
    assert [name for name in ("DATA_CONTACT", "SAFETY_CONTACT") if name in found.remedy] == named
    assert str(found).startswith("note" if named else "ok")


async def test_words_that_cannot_be_used_are_named_line_by_line(config: Config, tmp_path: Path) -> None:
    def read() -> tuple[str, ...]:
        raise Misconfigured("en_GB/words.po, line 3: {peer} is missing\nen_GB/words.po, line 9: {count} is missing")

    found = await examined(replace(config, words_dir=tmp_path), read_words=read)
    assert str(found["words"]).splitlines() == [
        "wrong  words: they cannot be used:",
        "en_GB/words.po, line 3: {peer} is missing",
        "en_GB/words.po, line 9: {count} is missing. To mend it: correct these lines, and try again",
    ]
    found = await examined(replace(config, words_dir=tmp_path), read_words=lambda: ("en_GB", "bg_BG"))
    assert str(found["words"]) == f"ok     words: good, in en_GB, bg_BG, with your own in {tmp_path}"


async def test_http_needs_no_app_token(api: Api, config: Config) -> None:
    found = await examined(replace(config, app_token=None, signing_secret="s3cret"))
    assert "app token" not in found
    assert found["settings"].sentence == "HTTP on 127.0.0.1:3000, database sqlite:///set-adviser.db"


@pytest.mark.parametrize(
    ("answer", "sentence"),
    [
        pytest.param({"ok": False, "error": "invalid_auth"}, "Slack refuses it (invalid_auth)", id="refused"),
        pytest.param({"ok": True, "user": "ann", "team": "Acme"}, "it is a person's, not a bot's", id="a person's"),
    ],
)
async def test_a_bad_bot_token_is_named(api: Api, config: Config, answer: object, sentence: str) -> None:
    api.auth = answer
    finding = (await examined(config))["bot token"]
    assert (finding.ok, finding.sentence) == (False, sentence)
    assert "SLACK_BOT_TOKEN" in finding.remedy
    assert str(finding).startswith(f"wrong  bot token: {sentence}. To mend it: copy")


async def test_scopes_of_a_token_that_is_refused_are_not_looked_at(api: Api, config: Config) -> None:
    api.auth = {"ok": False, "error": "token_revoked"}
    assert str((await examined(config))["scopes"]) == "?      scopes: could not be seen: Slack refuses the bot token"


async def test_scopes_that_slack_does_not_name_are_not_taken_for_missing(api: Api, config: Config) -> None:
    del api.headers["x-oauth-scopes"]
    finding = (await examined(config))["scopes"]
    assert (finding.ok, finding.seen, finding.remedy) == (True, False, "")


async def test_what_nothing_tells_is_not_called_good(config: Config) -> None:
    found = await examined(replace(config, app_token=None, signing_secret="s3cret"))
    assert [name for name, finding in found.items() if not finding.seen] == ["signing secret", "events"]


async def test_a_bad_app_token_is_named(api: Api, config: Config) -> None:
    api.connection = {"ok": False, "error": "missing_scope"}
    finding = (await examined(config))["app token"]
    assert (finding.ok, finding.sentence) == (False, "Slack opens no connection with it (missing_scope)")


@pytest.mark.parametrize(
    ("granted", "ok", "sentence"),
    [
        pytest.param("", False, f"not granted: {', '.join(sorted(SCOPES.split(',')))}", id="none"),
        pytest.param(SCOPES.replace("im:history,", ""), False, "not granted: im:history", id="one is missing"),
        pytest.param(f"{SCOPES},files:read", True, "granted without need: files:read", id="one too many"),
    ],
)
async def test_scopes_are_held_against_the_manifest(
    api: Api, config: Config, granted: str, ok: bool, sentence: str
) -> None:
    api.headers["x-oauth-scopes"] = granted
    finding = (await examined(config))["scopes"]
    assert (finding.ok, finding.sentence) == (ok, sentence)
    assert "reinstall" in finding.remedy


async def test_a_manifest_that_is_not_there_is_named(config: Config, tmp_path: Path) -> None:
    finding = (await examined(config, manifest=tmp_path / "app.yaml"))["scopes"]
    assert not finding.ok
    assert "FileNotFoundError" in finding.sentence


@pytest.mark.parametrize(
    ("seconds", "ok", "sentence"),
    [
        pytest.param(60, True, "agrees with Slack's", id="a minute"),
        pytest.param(61, False, "61 seconds ahead of Slack", id="more than a minute ahead"),
        pytest.param(-61, False, "61 seconds behind Slack", id="more than a minute behind"),
    ],
)
async def test_the_clock_is_compared(config: Config, seconds: float, ok: bool, sentence: str) -> None:
    finding = (await examined(config, seconds=seconds))["clock"]
    assert finding.ok is ok
    assert sentence in finding.sentence


async def test_a_date_that_is_none_is_not_compared(api: Api, config: Config) -> None:
    api.headers["Date"] = "soon"
    assert (await examined(config))["clock"].sentence == "could not be seen: Slack did not say what time it is"


@pytest.mark.parametrize(
    ("status", "auth"),
    [pytest.param(502, GOOD, id="a proxy's error"), pytest.param(200, ["hello"], id="something else than Slack")],
)
async def test_what_does_not_answer_as_slack_does_is_not_slack(
    api: Api, config: Config, status: int, auth: object
) -> None:
    api.status, api.auth = status, auth
    found = await examined(config)
    assert not found["Slack"].ok
    unseen = [name for name, finding in found.items() if not finding.seen]
    assert unseen == ["bot token", "clock", "scopes", "app token", "events"]


async def test_nobody_at_the_address_is_a_finding(config: Config) -> None:
    finding = (await examined(replace(config, api_url="http://127.0.0.1:1/api/")))["Slack"]
    assert not finding.ok
    assert "ClientConnectorError" in finding.sentence


async def test_a_token_sent_in_the_clear_is_noted(config: Config) -> None:
    finding = (await examined(replace(config, api_url="http://slack.invalid/api/")))["settings"]
    assert finding.ok
    assert str(finding).startswith("note ")


@pytest.mark.parametrize(
    ("current", "sentence"),
    [
        pytest.param(None, "there are no tables yet", id="empty"),
        pytest.param("0002", "it is at 0002, and this version needs 0003", id="older"),
    ],
)
async def test_a_schema_that_is_not_the_newest_is_named(config: Config, current: str | None, sentence: str) -> None:
    def not_asked() -> None:
        raise AssertionError("nothing is written into tables of another version")

    found = await examined(config, schema_state=lambda: (current, "0003"), try_write=not_asked)
    assert found["database"].ok
    assert (found["schema"].ok, found["schema"].sentence) == (False, sentence)
    assert "python -m bot migrate" in found["schema"].remedy


async def test_a_database_that_fails_is_named_without_its_password(config: Config) -> None:
    def read_only() -> None:
        raise OSError("user u with hunter22 may not write\nmore")

    away = replace(config, database_url="postgresql+psycopg://u:hunter22@db/sets")
    finding = (await examined(away, try_write=read_only))["database"]
    assert not finding.ok
    assert finding.sentence == (
        "postgresql+psycopg://u:***@db/sets cannot be used (user u with [removed] may not write)"
    )


async def test_a_python_without_time_zones_is_named(config: Config, monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(key: str) -> None:
        raise ZoneInfoNotFoundError(key)

    monkeypatch.setattr("zoneinfo.ZoneInfo", unknown)
    assert not (await examined(config))["time zones"].ok


async def test_a_legal_hold_is_named(config: Config) -> None:
    assert "legal hold" not in await examined(config)
    found = (await examined(replace(config, legal_hold=True)))["legal hold"]
    assert found.ok
    assert "LEGAL_HOLD" in found.remedy
