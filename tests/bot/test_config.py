"""Settings: what is read, what is refused, and what the message says."""

from dataclasses import replace
from pathlib import Path

import pytest

from bot.config import Config, load, words_dir
from bot.domain.contacts import Contacts
from bot.domain.errors import Misconfigured

SOCKET = {"SLACK_BOT_TOKEN": "xoxb-1-2-abc", "SLACK_APP_TOKEN": "xapp-1-A1-2-def"}
HTTP = {"SLACK_BOT_TOKEN": "xoxb-1-2-abc", "SLACK_SIGNING_SECRET": "8f742231b10e8888abcd99yyyzzz85a5"}


def refusal(environ: dict[str, str], dotenv: Path | None = None) -> list[str]:
    """The problems that the message lists."""
    with pytest.raises(Misconfigured) as caught:
        load(environ, dotenv)
    return [line.removeprefix("- ") for line in str(caught.value).splitlines() if line.startswith("- ")]


def test_two_tokens_are_enough_for_socket_mode() -> None:
    assert load(SOCKET) == Config(
        bot_token="xoxb-1-2-abc",
        signing_secret=None,
        app_token="xapp-1-A1-2-def",
        api_url="https://slack.com/api/",
        database_url="sqlite:///set-adviser.db",
        host="127.0.0.1",
        port=3000,
        log_level="INFO",
        log_format="text",
        command_prefix="",
    )
    assert load(SOCKET).socket_mode


def test_without_an_app_token_it_is_http_and_needs_the_signing_secret() -> None:
    config = load(HTTP)
    assert not config.socket_mode
    assert config.signing_secret == "8f742231b10e8888abcd99yyyzzz85a5"


def test_one_message_names_everything_that_is_wrong() -> None:
    problems = refusal({"SLACK_BOT_TOKEN": " ", "PORT": "http", "DATABASE_URL": "mysql://x", "LOG_FORMAT": "xml"})
    assert [problem.split()[0] for problem in problems] == [
        "SLACK_BOT_TOKEN",
        "SLACK_APP_TOKEN",
        "DATABASE_URL",
        "PORT",
        "LOG_FORMAT",
    ]
    assert all(": " in problem for problem in problems), "each says what to do"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        pytest.param("SLACK_BOT_TOKEN", "xoxp-1-2-abc", id="a person's token"),
        pytest.param("SLACK_BOT_TOKEN", "xapp-1-2-abc", id="the app's token in the bot's place"),
        pytest.param("SLACK_BOT_TOKEN", "xoxb-", id="only the beginning"),
        pytest.param("SLACK_BOT_TOKEN", "xoxb-1-2 abc", id="a space inside"),
        pytest.param("SLACK_APP_TOKEN", "xoxb-1-2-abc", id="the bot's token in the app's place"),
        pytest.param("SLACK_SIGNING_SECRET", "xoxb-1-2-abc", id="a token as secret"),
        pytest.param("SLACK_SIGNING_SECRET", "schlüssel", id="a secret that is not ASCII"),
        pytest.param("SLACK_API_URL", "slack.com/api", id="no scheme"),
        pytest.param("SLACK_API_URL", "https:///api/", id="no host"),
        pytest.param("SLACK_API_URL", "ftp://slack.com/api/", id="another scheme"),
        pytest.param("SLACK_API_URL", "https://slack.com/api/?x=1", id="a query"),
        pytest.param("SLACK_API_URL", "http://127.0.0.1:port/", id="a port that is none"),
        pytest.param("DATABASE_URL", "mysql://localhost/x", id="another database"),
        pytest.param("DATABASE_URL", "set-adviser.db", id="a bare file name"),
        pytest.param("DATABASE_URL", "sqlite://", id="in memory"),
        pytest.param("DATABASE_URL", "sqlite:///:memory:", id="in memory, named"),
        pytest.param("DATABASE_URL", "sqlite:///file:a.db?uri=true", id="a file under another name"),
        pytest.param("DATABASE_URL", "sqlite:///a.db?mode=ro&uri=1", id="a file by an address"),
        pytest.param("DATABASE_URL", "postgresql://u:hunter22@h:port/x", id="a port of a database that is none"),
        pytest.param("HOST", "http://localhost", id="an address for a host"),
        pytest.param("PORT", "0", id="port 0"),
        pytest.param("PORT", "65536", id="port past the last"),
        pytest.param("PORT", "٣٠٠٠", id="digits of another script"),
        pytest.param("LOG_LEVEL", "LOUD", id="no such level"),
        pytest.param("LOG_FORMAT", "xml", id="no such format"),
        pytest.param("MESSAGES_A_MINUTE", "0", id="no messages at all"),
        pytest.param("MESSAGES_A_MINUTE", "-5", id="fewer than none"),
        pytest.param("DATA_CONTACT", "Jo\nField", id="two lines"),
        pytest.param("SAFETY_CONTACT", "x" * 201, id="more than a line of a charter"),
        pytest.param("LEGAL_HOLD", "until June", id="neither yes nor no"),
        pytest.param("COMMAND_PREFIX", "Acme", id="a capital"),
        pytest.param("COMMAND_PREFIX", "/acme", id="a slash"),
        pytest.param("COMMAND_PREFIX", "acme-", id="a hyphen at the end"),
        pytest.param("COMMAND_PREFIX", "a" * 22, id="a name that Slack would find too long"),
    ],
)
def test_a_malformed_setting_is_named(name: str, value: str) -> None:
    (problem,) = refusal({**SOCKET, name: value})
    assert problem.startswith(f"{name} ")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        pytest.param("SLACK_BOT_TOKEN", "xoxp-hunter22", id="token of the bot"),
        pytest.param("SLACK_APP_TOKEN", "xoxb-hunter22", id="token of the app"),
        pytest.param("SLACK_SIGNING_SECRET", "xoxb-hunter22", id="signing secret"),
        pytest.param("DATABASE_URL", "mysql://u:hunter22@db/sets", id="another database's password"),
        pytest.param("DATABASE_URL", "postgresql://u:hunter22@db:port/sets", id="a password beside a bad port"),
        pytest.param("SLACK_API_URL", "https://u:hunter22@slack.com/api/", id="a password in an address"),
    ],
)
def test_a_secret_that_is_refused_is_not_repeated(name: str, value: str) -> None:
    (problem,) = refusal({**SOCKET, name: value})
    assert "hunter22" not in problem


@pytest.mark.parametrize(
    ("given", "read"),
    [
        pytest.param(
            "postgresql://u:p@db:5432/sets", "postgresql+psycopg://u:p@db:5432/sets", id="psycopg 3 is chosen"
        ),
        pytest.param("postgres://db/sets", "postgresql+psycopg://db/sets", id="the short name"),
        pytest.param("postgresql+psycopg://db/sets", "postgresql+psycopg://db/sets", id="the full name"),
        pytest.param("postgresql:///sets?host=/run", "postgresql+psycopg:///sets?host=/run", id="by a socket"),
        pytest.param("sqlite:///a.db", "sqlite:///a.db", id="a file here"),
        pytest.param("sqlite:////var/lib/a.db", "sqlite:////var/lib/a.db", id="a file elsewhere"),
        pytest.param("", "sqlite:///set-adviser.db", id="empty is not set"),
    ],
)
def test_the_database_is_an_sqlite_file_or_postgresql(given: str, read: str) -> None:
    assert load({**SOCKET, "DATABASE_URL": given}).database_url == read


def test_the_address_of_the_api_ends_with_a_slash() -> None:
    assert load({**SOCKET, "SLACK_API_URL": "http://127.0.0.1:8080/api"}).api_url == "http://127.0.0.1:8080/api/"


def test_level_and_format_are_read_in_any_case() -> None:
    config = load({**SOCKET, "LOG_LEVEL": "debug", "LOG_FORMAT": "JSON"})
    assert (config.log_level, config.log_format) == ("DEBUG", "json")


def test_the_pace_of_a_workspace_is_a_setting() -> None:
    assert load(SOCKET).messages_a_minute == 300
    assert load({**SOCKET, "MESSAGES_A_MINUTE": "120"}).messages_a_minute == 120


def test_whom_to_ask_and_whom_to_turn_to_are_settings() -> None:
    assert load(SOCKET).contacts == Contacts()
    given = {"DATA_CONTACT": "Jo Field, jo@example.org", "SAFETY_CONTACT": "Sam Hill (safeguarding), ext. 12"}
    named = Contacts("Jo Field, jo@example.org", "Sam Hill (safeguarding), ext. 12")
    assert load({**SOCKET, **given}).contacts == named


def test_the_folder_of_ones_own_words_is_a_setting_which_a_rehearsal_needs_alone(tmp_path: Path) -> None:
    dotenv = tmp_path / ".env"
    dotenv.write_text(f"WORDS_DIR={tmp_path}\n")
    assert load(SOCKET).words_dir is None
    assert load(SOCKET, dotenv).words_dir == words_dir({}, dotenv) == tmp_path
    assert words_dir({}) is None
    dotenv.write_text(f"WORDS_DIR={tmp_path}/nowhere\n")
    for read in (lambda: words_dir({}, dotenv), lambda: load(SOCKET, dotenv)):
        with pytest.raises(Misconfigured, match="WORDS_DIR is no folder"):
            read()


def test_a_prefix_goes_before_every_command() -> None:
    assert load(SOCKET).command("set-issue") == "/set-issue"
    assert load({**SOCKET, "COMMAND_PREFIX": "acme-2"}).command("set-issue") == "/acme-2-set-issue"
    longest = load({**SOCKET, "COMMAND_PREFIX": "a" * 21}).command("set-issue")
    assert len(longest) == 32


def test_the_file_is_read_and_the_environment_wins(tmp_path: Path) -> None:
    dotenv = tmp_path / ".env"
    dotenv.write_text(
        "\ufeff# settings\nexport SLACK_BOT_TOKEN='xoxb-file'\nSLACK_APP_TOKEN=xapp-file # ours\nPORT=4000\n"
        "DATABASE_URL=postgresql://u:a${b}$c@db/sets\n",
        encoding="utf-8",
    )
    config = load({"PORT": "5000"}, dotenv)
    assert (config.bot_token, config.app_token, config.port) == ("xoxb-file", "xapp-file", 5000)
    assert config.database_url == "postgresql+psycopg://u:a${b}$c@db/sets"


def test_an_empty_variable_switches_off_what_the_file_says(tmp_path: Path) -> None:
    dotenv = tmp_path / ".env"
    dotenv.write_text("SLACK_APP_TOKEN=xapp-file\n", encoding="utf-8")
    assert not load({**HTTP, "SLACK_APP_TOKEN": ""}, dotenv).socket_mode


def test_a_file_that_is_not_there_is_no_problem(tmp_path: Path) -> None:
    assert load(SOCKET, tmp_path / ".env").socket_mode


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        pytest.param(b"PORT=4000\nthis is = 'not closed\n", "line 2, is not NAME=value", id="a line that is none"),
        pytest.param(b"PORT=\xff\xfe\n", "cannot be read (UnicodeDecodeError)", id="not UTF-8"),
    ],
)
def test_a_file_that_cannot_be_read_is_named(tmp_path: Path, content: bytes, problem: str) -> None:
    dotenv = tmp_path / ".env"
    dotenv.write_bytes(content)
    (found,) = refusal(SOCKET, dotenv)
    assert str(dotenv) in found
    assert problem in found


def test_secrets_do_not_show() -> None:
    config = load({**SOCKET, **HTTP, "DATABASE_URL": "postgresql://u:hunter22@db/sets?options=x"})
    assert config.secrets == ("xoxb-1-2-abc", "xapp-1-A1-2-def", "8f742231b10e8888abcd99yyyzzz85a5", "hunter22")
    assert not [secret for secret in config.secrets if secret in repr(config)]
    assert config.database_shown == "postgresql+psycopg://u:***@db/sets"


def test_the_example_file_names_every_setting(tmp_path: Path) -> None:
    example = (Path(__file__).parents[2] / ".env.example").read_text(encoding="utf-8")
    dotenv = tmp_path / ".env"
    dotenv.write_text(
        "\n".join(line.removeprefix("#") if line[1:2].isupper() else line for line in example.splitlines()),
        encoding="utf-8",
    )
    assert load(SOCKET, dotenv) == replace(load(SOCKET), port_is_set=True)
    for name in ("SLACK_SIGNING_SECRET", "SLACK_API_URL", "COMMAND_PREFIX", "LOG_FORMAT", "HOST", "PORT", "WORDS_DIR"):
        assert f"{name}=" in example
