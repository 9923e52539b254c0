"""The settings: the environment and .env are read here, and nowhere else."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, TypeVar
from urllib.parse import SplitResult, urlsplit, urlunsplit

from dotenv.parser import parse_stream

from bot.domain.contacts import Contacts
from bot.domain.errors import Misconfigured
from bot.domain.pacing import A_MINUTE

SLACK_API: Final = "https://slack.com/api/"
DEFAULT_DATABASE: Final = "sqlite:///set-adviser.db"
T = TypeVar("T")

LEVELS: Final = ("DEBUG", "INFO", "WARNING", "ERROR")
FORMATS: Final = ("text", "json")
LONGEST_CONTACT: Final = 200
POSTGRESQL: Final = ("postgresql", "postgres", "postgresql+psycopg")

BOT_TOKEN: Final = re.compile(r"xoxb-[A-Za-z0-9-]+", re.ASCII)
APP_TOKEN: Final = re.compile(r"xapp-[A-Za-z0-9-]+", re.ASCII)
# Slack allows a command 32 characters; the longest of ours, "/-set-issue", leaves room for this many.
PREFIX: Final = re.compile(r"(?=.{1,21}$)[a-z0-9]+(-[a-z0-9]+)*", re.ASCII)


@dataclass(frozen=True, slots=True)
class Config:
    """Settings that have been checked. What is secret does not show in its repr.

    `app_token` decides how Slack is reached: Socket Mode with one, HTTP (and then with a signing secret) without.
    Where a port is set, Socket Mode serves `/healthz` and `/readyz` on it. `words_dir` has an organisation's own words.
    While a `legal_hold` is in force nothing that people gave is deleted.
    """

    bot_token: str = field(repr=False)
    signing_secret: str | None = field(default=None, repr=False)
    app_token: str | None = field(default=None, repr=False)
    api_url: str = SLACK_API
    database_url: str = field(default=DEFAULT_DATABASE, repr=False)
    host: str = "127.0.0.1"
    port: int = 3000
    port_is_set: bool = False
    log_level: str = "INFO"
    log_format: str = "text"
    command_prefix: str = ""
    messages_a_minute: int = A_MINUTE
    data_contact: str = ""
    safety_contact: str = ""
    words_dir: Path | None = None
    legal_hold: bool = False

    @property
    def socket_mode(self) -> bool:
        return self.app_token is not None

    @property
    def contacts(self) -> Contacts:
        return Contacts(self.data_contact, self.safety_contact, self.legal_hold)

    @property
    def secrets(self) -> tuple[str, ...]:
        """What must never appear in a log, whatever it looks like."""
        password = urlsplit(self.database_url).password
        return tuple(s for s in (self.bot_token, self.app_token, self.signing_secret, password) if s)

    @property
    def database_shown(self) -> str:
        """The database's address without its password, and without options, which may hold one."""
        parts = urlsplit(self.database_url)
        if parts.password is None:
            return self.database_url.partition("?")[0]
        return urlunsplit(parts._replace(netloc=f"{parts.username}:***@{parts.netloc.rpartition('@')[2]}", query=""))

    def command(self, name: str) -> str:
        """A slash command as it is typed: `set-issue` is `/set-issue`, or `/acme-set-issue` under the prefix `acme`."""
        return f"/{self.command_prefix}-{name}" if self.command_prefix else f"/{name}"


def load(environ: Mapping[str, str], dotenv: Path | None = None) -> Config:
    """Read the settings; a variable of the environment wins over the same line of `dotenv`, which need not exist.

    A variable that is empty counts as not set. Raises `Misconfigured` with everything that is missing or wrong,
    each with what to do; no secret is repeated in it.
    """
    problems: list[str] = []
    config = _config(_Reading({**_from_file(dotenv, problems), **environ}, problems))
    if problems:
        listed = "\n".join(f"- {problem}" for problem in problems)
        raise Misconfigured(
            f"The settings cannot be used:\n{listed}\n"
            "Put them into the environment or into the file .env (.env.example has them all), then start again."
        )
    return config


def words_dir(environ: Mapping[str, str], dotenv: Path | None = None) -> Path | None:
    """The folder of one's own words alone, for a rehearsal, which needs no other setting. Raises `Misconfigured` as `load` does."""
    problems: list[str] = []
    read = _Reading({**_from_file(dotenv, problems), **environ}, problems)
    folder = read.setting("WORDS_DIR", None, _words_dir)
    if problems:
        raise Misconfigured("\n".join(problems))
    return folder


@dataclass(frozen=True, slots=True)
class _Reading:
    """One pass over the settings, which notes every problem and goes on."""

    given: Mapping[str, str]
    problems: list[str]

    def setting(self, name: str, default: T, check: Callable[[str], T]) -> T:
        """The setting as `check` makes it, which raises `ValueError` with what is wrong and what to do."""
        value = self.given.get(name, "").strip()
        if not value:
            return default
        try:
            return check(value)
        except ValueError as error:
            self.problems.append(f"{name} {error}")
            return default

    def is_set(self, name: str) -> bool:
        return bool(self.given.get(name, "").strip())


def _config(read: _Reading) -> Config:
    _note_what_is_missing(read)
    return Config(
        bot_token=read.setting("SLACK_BOT_TOKEN", "", _bot_token),
        app_token=read.setting("SLACK_APP_TOKEN", None, _app_token),
        signing_secret=read.setting("SLACK_SIGNING_SECRET", None, _signing_secret),
        api_url=read.setting("SLACK_API_URL", SLACK_API, _api_url),
        database_url=read.setting("DATABASE_URL", DEFAULT_DATABASE, _database_url),
        host=read.setting("HOST", "127.0.0.1", _host),
        port=read.setting("PORT", 3000, _port),
        port_is_set=read.is_set("PORT"),
        log_level=read.setting("LOG_LEVEL", "INFO", _log_level),
        log_format=read.setting("LOG_FORMAT", "text", _log_format),
        command_prefix=read.setting("COMMAND_PREFIX", "", _command_prefix),
        messages_a_minute=read.setting("MESSAGES_A_MINUTE", A_MINUTE, _messages_a_minute),
        data_contact=read.setting("DATA_CONTACT", "", _contact),
        safety_contact=read.setting("SAFETY_CONTACT", "", _contact),
        words_dir=read.setting("WORDS_DIR", None, _words_dir),
        legal_hold=read.setting("LEGAL_HOLD", False, _legal_hold),
    )


def _note_what_is_missing(read: _Reading) -> None:
    if not read.is_set("SLACK_BOT_TOKEN"):
        read.problems.append(
            "SLACK_BOT_TOKEN is missing: copy the bot token (xoxb-...) from your app's page OAuth & Permissions"
        )
    if not read.is_set("SLACK_APP_TOKEN") and not read.is_set("SLACK_SIGNING_SECRET"):
        read.problems.append(
            "SLACK_APP_TOKEN is missing: for Socket Mode make an app-level token (xapp-...) with the scope "
            "connections:write on your app's page Basic Information; or, for HTTP, set SLACK_SIGNING_SECRET from there"
        )


def _from_file(path: Path | None, problems: list[str]) -> dict[str, str]:
    """What .env says. Nothing is interpolated: a password may well contain `$`."""
    if path is None or not path.exists():
        return {}
    try:
        with path.open(encoding="utf-8-sig") as lines:
            read = list(parse_stream(lines))
    except (OSError, UnicodeDecodeError) as error:
        problems.append(
            f"{path} cannot be read ({type(error).__name__}): make it a text file in UTF-8 that you may read"
        )
        return {}
    problems += [
        f"{path}, line {line.original.line}, is not NAME=value: mend it, or put # before it"
        for line in read
        if line.error
    ]
    return {line.key: line.value or "" for line in read if line.key and not line.error}


def _bot_token(value: str) -> str:
    if BOT_TOKEN.fullmatch(value):
        return value
    raise ValueError("is not a bot token: it begins with xoxb-; copy it from your app's page OAuth & Permissions")


def _app_token(value: str) -> str:
    if APP_TOKEN.fullmatch(value):
        return value
    raise ValueError(
        "is not an app-level token: it begins with xapp-; make one on your app's page Basic Information, "
        "or leave it empty to use HTTP"
    )


def _signing_secret(value: str) -> str:
    if value.isascii() and value.isprintable() and " " not in value and not value.startswith(("xox", "xapp-")):
        return value
    raise ValueError("is not a signing secret: copy the Signing Secret from your app's page Basic Information")


def _api_url(value: str) -> str:
    parts = _split(value)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.query or parts.fragment or parts.username:
        raise ValueError(f"is not the address of an API: write it like {SLACK_API}, or leave it empty for Slack's own")
    return value.rstrip("/") + "/"


def _database_url(value: str) -> str:
    scheme, _, rest = value.partition("://")
    if scheme in POSTGRESQL:
        _split(value)
        return f"postgresql+psycopg://{rest}"
    # A name like file:sets.db?uri=true is another file's than it says: neither that one's lock nor its mode would be seen to.
    is_file = rest.startswith("/") and rest.strip("/") and not re.search(r":memory:|^/+file:|[?&]uri=", rest)
    if scheme == "sqlite" and is_file:
        return value
    raise ValueError(
        "is no database that the bot knows: write sqlite:///set-adviser.db (a file) "
        "or postgresql://user:password@host:5432/name"
    )


def _split(value: str) -> SplitResult:
    """Like `urlsplit`, but a port that is none is found at once and what was typed is not repeated."""
    try:
        parts = urlsplit(value)
        _ = parts.port
    except ValueError:
        raise ValueError("is not an address: look at its host and port, and write other signs as %xx") from None
    return parts


def _host(value: str) -> str:
    if re.fullmatch(r"[A-Za-z0-9.:_-]+", value, re.ASCII):
        return value
    raise ValueError("is not a host: write 127.0.0.1 for this machine alone, or 0.0.0.0 for all of its addresses")


def _port(value: str) -> int:
    if re.fullmatch(r"[0-9]{1,5}", value, re.ASCII) and 1 <= int(value) <= 65535:
        return int(value)
    raise ValueError("is not a port: write a number from 1 to 65535, or leave it empty for 3000")


def _log_level(value: str) -> str:
    if value.upper() in LEVELS:
        return value.upper()
    raise ValueError(f"is not a level: write one of {', '.join(LEVELS)}")


def _log_format(value: str) -> str:
    if value.lower() in FORMATS:
        return value.lower()
    raise ValueError(f"is not a format: write one of {', '.join(FORMATS)}")


def _command_prefix(value: str) -> str:
    if PREFIX.fullmatch(value):
        return value
    raise ValueError(
        "cannot begin a command: write at most 21 small letters, digits and single hyphens between them, like acme"
    )


def _words_dir(value: str) -> Path:
    folder = Path(value).expanduser()
    if folder.is_dir():
        return folder
    raise ValueError("is no folder: write the path of the one that has your own words, or leave it empty")


def _legal_hold(value: str) -> bool:
    if value.lower() in ("yes", "no"):
        return value.lower() == "yes"
    raise ValueError("is neither yes nor no: write yes while nothing may be deleted, or leave it empty")


def _messages_a_minute(value: str) -> int:
    if re.fullmatch(r"[0-9]{1,4}", value, re.ASCII) and int(value) >= 1:
        return int(value)
    raise ValueError("is not a number of messages: write one from 1 to 9999, or leave it empty for 300")


def _contact(value: str) -> str:
    if value.isprintable() and len(value) <= LONGEST_CONTACT:
        return value
    raise ValueError(
        f"cannot stand in a charter: write one line of at most {LONGEST_CONTACT} characters, like "
        "Jo Field (data protection), jo@example.org"
    )
