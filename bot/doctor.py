"""What is wrong with an installation, and how to mend it."""

import asyncio
import os
import time
import zoneinfo
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from importlib import metadata
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

import aiohttp
import yaml

from bot.config import Config
from bot.domain.errors import BotError, Misconfigured
from bot.logs import redacted
from storage.database_file import open_to_others

MANIFEST: Final = Path(__file__).parents[1] / "app.yaml"
SECONDS_TO_ANSWER: Final = 10
SECONDS_OF_SKEW: Final = 60
LOOPBACK: Final = ("localhost", "127.0.0.1", "::1")
REINSTALL: Final = "put app.yaml into your app's page App Manifest, reinstall it, and copy the bot token again"

SchemaState = Callable[[], tuple[str | None, str | None]]
ReadWords = Callable[[], tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the report. With a remedy it is worth mending; unless `ok`, the bot does not work until it is.

    What could not be seen is neither good nor wrong, and says so.
    """

    name: str
    ok: bool
    sentence: str
    remedy: str = ""
    seen: bool = True

    def __str__(self) -> str:
        mark = ("note" if self.remedy else "ok" if self.seen else "?") if self.ok else "wrong"
        return f"{mark:5}  {self.name}: {self.sentence}" + (f". To mend it: {self.remedy}" if self.remedy else "")


@dataclass(frozen=True, slots=True)
class _Answer:
    """What Slack answered to one call: the body, and the headers with small letters."""

    body: Mapping[str, object]
    headers: Mapping[str, str]

    @property
    def error(self) -> str:
        return "" if self.body.get("ok") is True else str(self.body.get("error", "unknown_error"))


def _unseen(name: str, why: str) -> Finding:
    return Finding(name, True, f"could not be seen: {why}", seen=False)


class _NoAnswerError(BotError):
    """Slack did not answer a call, or what answered is not Slack."""


async def examine(
    config: Config,
    *,
    schema_state: SchemaState,
    try_write: Callable[[], None],
    read_words: ReadWords,
    file: Path | None = None,
    manifest: Path = MANIFEST,
    now: Callable[[], float] = time.time,
) -> list[Finding]:
    """Look at everything that the bot needs; nothing is changed, and no secret shows in what is found.

    `schema_state` gives the database's revision and the newest one; it and `try_write` raise what their database
    raises, and run on a thread. `read_words` gives the languages there are, and raises Misconfigured. `file` is the
    database's, where it is one: a missing one is not made. `now` is real time, in seconds since 1970.
    """
    return [
        _settings(config),
        _contacts(config),
        *_legal_hold(config),
        *await _slack(config, manifest, now),
        *await asyncio.to_thread(_database, config, schema_state, try_write, file),
        _words(config, read_words),
        _time_zones(),
    ]


def _settings(config: Config) -> Finding:
    way = "Socket Mode" if config.socket_mode else f"HTTP on {config.host}:{config.port}"
    sentence = f"{way}, database {config.database_shown}"
    api = urlsplit(config.api_url)
    if api.scheme == "http" and api.hostname not in LOOPBACK:
        return Finding("settings", True, f"{sentence}, Slack at {config.api_url}", "write https in SLACK_API_URL")
    return Finding("settings", True, sentence)


def _contacts(config: Config) -> Finding:
    missing = [
        f"{name} ({what})"
        for name, given, what in (
            ("DATA_CONTACT", config.data_contact, "who is asked for a copy of one's data, or to delete it"),
            ("SAFETY_CONTACT", config.safety_contact, "whom to turn to if somebody's safety is at stake"),
        )
        if not given
    ]
    if not missing:
        return Finding("contacts", True, "charters name whom to ask")
    return Finding("contacts", True, "charters do not name whom to ask", f"set {' and '.join(missing)}")


def _legal_hold(config: Config) -> list[Finding]:
    if not config.legal_hold:
        return []
    sentence = "in force: nothing that people gave is deleted, and charters say so"
    return [
        Finding(
            "legal hold", True, sentence, "once it has ended, take LEGAL_HOLD out; what was asked for is deleted then"
        )
    ]


async def _slack(config: Config, manifest: Path, now: Callable[[], float]) -> list[Finding]:
    timeout = aiohttp.ClientTimeout(total=SECONDS_TO_ANSWER)
    async with aiohttp.ClientSession(config.api_url, timeout=timeout, trust_env=True) as session:
        try:
            answer = await _called(session, "auth.test", config.bot_token)
        except _NoAnswerError as error:
            remedy = "look at the network, the proxy (HTTPS_PROXY) and SLACK_API_URL, then try again"
            away = Finding("Slack", False, f"{config.api_url} cannot be reached ({error})", remedy)
            return [away, *(_unseen(name, "Slack cannot be reached") for name in _asked_of_slack(config))]
        app_token = await _app_token(session, config.app_token) if config.app_token else _signing_secret()
    found = [Finding("Slack", True, f"{config.api_url} answers"), _token(answer), _clock(answer, now())]
    return [*found, _scopes(answer, manifest), app_token, _events()]


def _asked_of_slack(config: Config) -> tuple[str, ...]:
    return ("bot token", "clock", "scopes", "app token" if config.app_token else "signing secret", "events")


def _signing_secret() -> Finding:
    return _unseen("signing secret", "only a request that Slack signs tells; the log says where one does not fit")


def _events() -> Finding:
    return _unseen(
        "events",
        "Slack tells an app its scopes, not what it is told of; they are right where all of app.yaml is in the page App Manifest",
    )


async def _called(session: aiohttp.ClientSession, method: str, token: str) -> _Answer:
    try:
        async with session.post(method, headers={"Authorization": f"Bearer {token}"}) as response:
            if response.status != 200:
                raise _NoAnswerError(f"{method} was answered with HTTP {response.status}")
            body = await response.json(content_type=None)
            headers = {name.lower(): value for name, value in response.headers.items()}
    except (aiohttp.ClientError, TimeoutError, ValueError) as error:
        raise _NoAnswerError(type(error).__name__) from None
    if not isinstance(body, dict):
        raise _NoAnswerError(f"{method} was not answered as Slack does")
    return _Answer(body, headers)


def _token(answer: _Answer) -> Finding:
    if answer.error:
        remedy = "copy the Bot User OAuth Token from your app's page OAuth & Permissions into SLACK_BOT_TOKEN"
        return Finding("bot token", False, f"Slack refuses it ({answer.error})", remedy)
    if "bot_id" not in answer.body:
        remedy = "copy the one that begins with xoxb- from OAuth & Permissions into SLACK_BOT_TOKEN"
        return Finding("bot token", False, "it is a person's, not a bot's", remedy)
    return Finding("bot token", True, f"good, as {answer.body.get('user')} in {answer.body.get('team')}")


async def _app_token(session: aiohttp.ClientSession, token: str) -> Finding:
    try:
        answer = await _called(session, "apps.connections.open", token)
    except _NoAnswerError as error:
        return _unseen("app token", str(error))
    if answer.error:
        remedy = (
            "make an app-level token with the scope connections:write on your app's page Basic Information, "
            "put it into SLACK_APP_TOKEN, and see that Socket Mode is on"
        )
        return Finding("app token", False, f"Slack opens no connection with it ({answer.error})", remedy)
    return Finding("app token", True, "good, Slack opens a connection")


def _scopes(answer: _Answer, manifest: Path) -> Finding:
    try:
        wanted = set(yaml.safe_load(manifest.read_text(encoding="utf-8"))["oauth_config"]["scopes"]["bot"])
    except (OSError, yaml.YAMLError, KeyError, TypeError) as error:
        sentence = f"{manifest} cannot be read ({type(error).__name__})"
        return Finding("scopes", False, sentence, "take app.yaml from where the bot came from")
    if answer.error:
        return _unseen("scopes", "Slack refuses the bot token")
    if "x-oauth-scopes" not in answer.headers:
        return _unseen("scopes", "Slack's answer did not name them")
    granted = {scope.strip() for scope in answer.headers.get("x-oauth-scopes", "").split(",")} - {""}
    missing, more = ", ".join(sorted(wanted - granted)), ", ".join(sorted(granted - wanted))
    if missing:
        return Finding("scopes", False, f"not granted: {missing}", REINSTALL)
    if more:
        return Finding("scopes", True, f"granted without need: {more}", REINSTALL)
    return Finding("scopes", True, "as in app.yaml")


def _clock(answer: _Answer, now: float) -> Finding:
    try:
        theirs = parsedate_to_datetime(answer.headers.get("date", "")).timestamp()
    except ValueError:
        return _unseen("clock", "Slack did not say what time it is")
    skew = round(now - theirs)
    if abs(skew) > SECONDS_OF_SKEW:
        way = "ahead of" if skew > 0 else "behind"
        sentence = (
            f"this machine is {abs(skew)} seconds {way} Slack, which makes reminders wrong and signatures refused"
        )
        return Finding("clock", False, sentence, "let the machine set its clock from the network (NTP)")
    return Finding("clock", True, "agrees with Slack's")


def _database(
    config: Config, schema_state: SchemaState, try_write: Callable[[], None], file: Path | None
) -> list[Finding]:
    if file is not None and not file.exists() and file.parent.is_dir():
        return [_file_to_come(config, file.parent)]
    try:
        current, head = schema_state()
        if current == head:
            try_write()
    except Exception as error:  # noqa: BLE001 - whatever a driver raises is the finding
        said = redacted(str(getattr(error, "orig", None) or error), config.secrets).partition("\n")[0]
        remedy = "see that DATABASE_URL is right, that the database runs (or the folder exists), and that you may write"
        return [Finding("database", False, f"{config.database_shown} cannot be used ({said})", remedy)]
    answers = Finding("database", True, f"{config.database_shown} answers")
    return [_private(config, file) or answers, _schema(current, head)]


def _file_to_come(config: Config, folder: Path) -> Finding:
    if os.access(folder, os.W_OK | os.X_OK):
        return Finding("database", True, f"{config.database_shown} is not there yet; the first start makes it")
    sentence = f"{config.database_shown} is not there, and cannot be made in {folder}"
    return Finding("database", False, sentence, "give whoever runs the bot the right to write in that folder")


def _private(config: Config, file: Path | None) -> Finding | None:
    """What is wrong where others on this machine can read the file; a start takes that away from files that are its own."""
    exposed = open_to_others(file) if file is not None else []
    if not exposed:
        return None
    names = " ".join(str(one) for one in exposed)
    foreign = os.geteuid() not in {0, *(one.stat().st_uid for one in exposed)}
    sentence = f"{config.database_shown} answers, and others on this machine may read it"
    return Finding("database", not foreign, sentence, f"chmod 600 {names}")


def _schema(current: str | None, head: str | None) -> Finding:
    if current == head:
        return Finding("schema", True, f"up to date ({head})")
    found = f"it is at {current}, and this version needs {head}" if current else "there are no tables yet"
    remedy = "run `python -m bot migrate`; if it does not know that revision, install the newer version of the bot"
    return Finding("schema", False, found, remedy)


def _words(config: Config, read_words: ReadWords) -> Finding:
    """Everything that the bot says, in files that people change; each mistake on a line of its own."""
    own = f", with your own in {config.words_dir}" if config.words_dir else ""
    try:
        return Finding("words", True, f"good, in {', '.join(read_words())}{own}")
    except Misconfigured as wrong:
        return Finding("words", False, f"they cannot be used:\n{wrong}", "correct these lines, and try again")


def _time_zones() -> Finding:
    try:
        zoneinfo.ZoneInfo("Europe/London")
        return Finding("time zones", True, f"known (tzdata {metadata.version('tzdata')})")
    except (zoneinfo.ZoneInfoNotFoundError, metadata.PackageNotFoundError):
        remedy = "install the package tzdata into the environment that the bot runs in"
        return Finding("time zones", False, "this Python does not know Europe/London, or has no tzdata", remedy)
