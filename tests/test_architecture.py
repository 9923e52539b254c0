"""The rules that a program can check: who imports whom, where time and Slack are met, how long things are."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from statistics import median, quantiles
from typing import Final

import pytest

from tests.parsed_code import nodes, parsed
from tests.words_outside_prompts import FILES as FILES_LET_OFF
from tests.words_outside_prompts import LITERALS, words_outside_prompts

ROOT: Final = Path(__file__).parent.parent
OURS: Final = ("bot", "handlers", "prompts", "storage", "rehearsal", "benchmarks")
SHIPPED: Final = ("bot", "handlers", "prompts", "storage", "rehearsal")

MAY_IMPORT: Final = {
    "bot/domain": {"bot.domain", "dateutil"},
    "bot/services": {
        "bot.services", "bot.domain", "bot.clock", "bot.public_holidays", "storage", "sqlalchemy.orm.Session",
    },
    "bot/public_holidays.py": {"bot.domain", "holidays", "babel", "importlib.resources"},
    "storage": {"storage", "bot.domain", "sqlalchemy", "alembic"},
    "storage/database_outage.py": {"psycopg"},
    "storage/postgresql.py": {"storage", "bot.domain", "sqlalchemy", "psycopg"},
    "prompts": {"prompts", "bot.domain", "slack_sdk.models", "babel"},
    "prompts/catalogues.py": {"prompts", "bot.domain", "bot.yaml_files", "babel"},
    "prompts/calendar_files.py": {"prompts", "bot.domain", "icalendar"},
    "prompts/help_file.py": {"prompts", "bot.domain", "bot.yaml_files"},
    "prompts/bank.py": {"prompts", "bot.domain", "bot.yaml_files", "yaml.Node", "yaml.MappingNode"},
    "handlers": {
        "handlers", "prompts", "bot.services", "bot.domain", "bot.clock",
        "slack_bolt", "slack_sdk", "aiohttp", "apscheduler",
    },
    "rehearsal": {
        "rehearsal", "prompts", "bot.domain", "bot.app", "bot.clock", "bot.config", "bot.logs", "bot.server",
        "bot.yaml_files",
        "aiohttp", "yaml", "rich", "prompt_toolkit",
    },
    "bot/clock.py": set(),
    "bot/config.py": {"bot.domain", "dotenv"},
    "bot/database_opening.py": {"bot.config", "bot.domain", "bot.logs", "storage", "sqlalchemy", "alembic"},
    "bot/logs.py": {"bot.domain"},
    "bot/message_readers.py": {"bot.services", "handlers"},
    "bot/health.py": {"bot.domain"},
    "bot/yaml_files.py": {"bot.domain", "yaml"},
    "bot/server.py": {"bot.domain", "aiohttp", "slack_bolt", "slack_sdk"},
    "bot/doctor.py": {"bot.domain", "bot.config", "bot.logs", "storage.database_file", "aiohttp", "yaml"},
}  # fmt: skip
"""The most particular rule holds. bot/app.py and bot/command_line.py put everything together, and benchmarks measure it."""
KNOWS_EVERYTHING: Final = {"bot/app.py", "bot/__main__.py", "bot/command_line.py", "bot/subject_command.py"}
READS_THE_SETTINGS: Final = {
    "bot/subject_command.py",
    "bot/command_line.py",
    "bot/app.py",
    "bot/database_opening.py",
    "bot/doctor.py",
}

MAY_CALL_SLACK: Final = {
    "chat_postMessage": {"handlers/delivery.py", "handlers/private_answers.py"},
    "chat_update": {"handlers/delivery.py"},
    "chat_delete": {"handlers/delivery.py"},
    "files_delete": {"handlers/delivery.py"},
    "auth_test": {"handlers/installations.py"},
    "users_list": {"handlers/people_by_name.py"},
    "chat_postEphemeral": {"handlers/private_answers.py"},
    "chat_getPermalink": {"handlers/slack_queries.py", "handlers/delivery.py"},
    "views_open": {"handlers/private_answers.py"},
    "views_update": {"handlers/private_answers.py"},
    "views_publish": {"handlers/home_tab.py"},
    "conversations_history": {"handlers/message_search.py", "handlers/talk.py", "handlers/file_sending.py"},
    "conversations_replies": {"handlers/message_search.py", "handlers/talk.py"},
    "conversations_open": {"handlers/slack_lookups.py", "handlers/file_sending.py"},
    "files_getUploadURLExternal": {"handlers/file_sending.py"},
    "files_completeUploadExternal": {"handlers/file_sending.py"},
    "conversations_info": {"handlers/slack_queries.py", "handlers/slack_lookups.py"},
    "conversations_members": {"handlers/slack_queries.py", "handlers/slack_lookups.py"},
    "users_info": {"handlers/slack_queries.py", "handlers/slack_lookups.py", "handlers/workspace_members.py"},
}
SLACK_CALL: Final = re.compile(r"^(chat|views|conversations|users|auth|files|team|reactions|pins|bots)_[a-z]\w*$")

SERVICES_BESIDES: Final = {"outbox", "heartbeats", "timers"}
"""Services without a lock on a set."""
READS_REAL_TIME: Final = {
    "bot/clock.py": "the one place where time comes from",
    "storage/migrations/versions/0012_a_look_at_every_channel.py": "a migration runs before there is a clock",
    "storage/migrations/versions/0022_a_cycle_and_its_end.py": "a migration runs before there is a clock",
    "rehearsal/deliveries.py": "signatures are checked against real time",
    "rehearsal/triggers.py": "Slack's three seconds are real ones",
    "rehearsal/response_urls.py": "Slack's thirty minutes are real ones",
    "rehearsal/web_api.py": "says when a call came, for tests of pace in real time",
}
READS_THE_ENVIRONMENT: Final = {
    "bot/command_line.py": "hands it to the settings",
    "rehearsal/printing.py": "NO_COLOR and TERM are the terminal's, and no settings of the bot",
}
LONG_FILES: Final = {
    "storage/migrations/versions": "written by Alembic, and never touched again",
    "tests/handlers/test_delivery.py": "one table of all that can become of a call",
    "tests/bot/domain": "tables of cases",
    "tests/prompts/samples.py": "one of everything that is said",
    "tests/scenes/test_access.py": "one table of all that people can press, type and send",
}
NEVER_WRITTEN: Final = re.compile(
    r"\b(TODO|FIXME|XXX|HACK|LLM|GPT|Claude|Copilot|(?<!Slack's )AI|agents?)\b|\b[Ii]ssue #\d|\bPR #\d"
)
"""Slack's AI notes are a feature of its own, which charters name."""
NOT_OUR_WORDS: Final = {"requirements.lock", "requirements-dev.lock", "tests/test_architecture.py"}

FILES: Final = sorted(path for folder in OURS for path in (ROOT / folder).rglob("*.py"))


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@cache
def trees() -> tuple[tuple[str, ast.Module], ...]:
    return tuple((named(path), parsed(path)) for path in FILES)


@cache
def imported(tree: ast.Module) -> tuple[str, ...]:
    """Everything imported, with the name taken from a module as its last part."""
    found: list[str] = []
    for node in nodes(tree):
        if isinstance(node, ast.Import):
            found += (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            found += (f"{node.module}.{alias.name}" for alias in node.names)
    return tuple(found)


def rule_for(name: str) -> set[str] | None:
    held = [place for place in MAY_IMPORT if name == place or name.startswith(f"{place}/")]
    return MAY_IMPORT[max(held, key=len)] if held else None


def is_within(module: str, allowed: set[str]) -> bool:
    if module.split(".")[0] in sys.stdlib_module_names:
        return True
    return any(module == one or module.startswith(f"{one}.") for one in allowed)


def functions(name: str, tree: ast.Module) -> Iterator[tuple[str, ast.FunctionDef | ast.AsyncFunctionDef]]:
    for node in nodes(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield f"{name}:{node.lineno} {node.name}", node


@cache
def calls_in(tree: ast.Module) -> tuple[str, ...]:
    return tuple(ast.unparse(node.func) for node in nodes(tree) if isinstance(node, ast.Call))


def kept_texts() -> list[Path]:
    """Everything that belongs to the repository and can be read."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.splitlines()
    return [ROOT / name for name in listed if name not in NOT_OUR_WORDS and (ROOT / name).is_file()]


@pytest.mark.parametrize("folder", sorted(MAY_IMPORT))
def test_imports_point_inwards(folder: str) -> None:
    astray = [
        f"{name} imports {module}"
        for name, tree in trees()
        if rule_for(name) is MAY_IMPORT[folder]
        for module in imported(tree)
        if not is_within(module, MAY_IMPORT[folder])
    ]
    assert astray == []


def test_every_file_of_the_bot_has_a_rule_of_imports() -> None:
    unruled = {name for name, _ in trees() if rule_for(name) is None and name.split("/")[0] in SHIPPED}
    assert unruled - KNOWS_EVERYTHING == {"bot/__init__.py"}


def test_the_settings_are_read_where_the_bot_is_put_together() -> None:
    readers = {
        name for name, tree in trees() if any(f"{module}.".startswith("bot.config.") for module in imported(tree))
    }
    assert {name for name in readers if not name.startswith(("rehearsal/", "benchmarks/"))} == READS_THE_SETTINGS


def test_use_cases_write_no_sql() -> None:
    written = [
        f"{name} calls {call}()"
        for name, tree in trees()
        if name.startswith(("bot/services/", "handlers/"))
        for call in calls_in(tree)
        if call in {"select", "insert", "update", "delete", "text"}
    ]
    assert written == []


def services() -> Iterator[tuple[str, ast.Module]]:
    """The modules of bot/services, by the last part of their names."""
    for name, tree in trees():
        if name.startswith("bot/services/"):
            yield Path(name).stem, tree


def test_no_service_imports_another() -> None:
    nouns = {name for name, tree in services() if any(map(is_a_service, tree.body))} | SERVICES_BESIDES
    across = [
        f"{name} imports {module}"
        for name, tree in services()
        for module in imported(tree)
        if module.startswith("bot.services.") and module.split(".")[2] in nouns - {name}
    ]
    assert across == []


def is_a_service(node: ast.stmt) -> bool:
    """Whether it is the class of a noun's use cases."""
    return isinstance(node, ast.ClassDef) and any(ast.unparse(base) == "Service" for base in node.bases)


def test_the_plan_of_a_set_changes_where_it_is_compared_afterwards() -> None:
    """Each such function keeps how the plan was; whoever changed it elsewhere would have to think of its timers and cards."""
    changing = re.compile(r"^(Meeting|meetings\.(plan|miss))$")
    elsewhere = [
        f"{name}:{node.lineno}"
        for name, tree in services()
        for node in nodes(tree)
        if name != "planned_meetings"
        if (isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store) and node.attr == "planned_at")
        or (isinstance(node, ast.Call) and changing.match(ast.unparse(node.func)))
    ]
    assert elsewhere == []


def test_each_call_to_slack_is_made_in_its_place() -> None:
    made = [
        (name, node.attr)
        for name, tree in trees()
        if name.split("/")[0] in {"bot", "handlers", "prompts", "storage"}
        for node in nodes(tree)
        if isinstance(node, ast.Attribute) and (SLACK_CALL.match(node.attr) or node.attr == "api_call")
    ]
    assert [one for one in made if one[0] not in MAY_CALL_SLACK.get(one[1], set())] == []
    assert {method for _, method in made} == set(MAY_CALL_SLACK)


def test_real_time_is_read_where_it_must_be() -> None:
    clocks = re.compile(r"(^|\.)(datetime\.(now|utcnow|today)|date\.today|time\.(time|time_ns|localtime))$")
    readers = {name for name, tree in trees() for call in calls_in(tree) if clocks.search(call)}
    assert {name for name in readers if not name.startswith("benchmarks/")} == set(READS_REAL_TIME)


def test_the_environment_is_read_in_one_place() -> None:
    readers = {
        name
        for name, tree in trees()
        for node in nodes(tree)
        if isinstance(node, ast.Attribute) and node.attr in {"environ", "getenv"}
        if ast.unparse(node) in {"os.environ", "os.getenv"}
    }
    assert {name for name in readers if not name.startswith("benchmarks/")} <= set(READS_THE_ENVIRONMENT)


def test_whoever_catches_everything_says_why() -> None:
    reasoned = re.compile(r"# noqa: BLE001 -+ \w")
    broad = re.compile(r"^\s*except(\s+(Exception|BaseException)\b.*|\s*):")
    silent = [
        f"{named(path)}:{number}"
        for path in FILES
        for number, line in enumerate(path.read_text().splitlines(), start=1)
        if broad.match(line) and not reasoned.search(line)
    ]
    assert silent == []


def test_nothing_is_said_of_how_the_code_was_made() -> None:
    said = [
        f"{named(path)}:{number} {found.group()}"
        for path in kept_texts()
        for number, line in enumerate(path.read_text(errors="ignore").splitlines(), start=1)
        if (found := NEVER_WRITTEN.search(line))
    ]
    assert said == []


def test_functions_are_short() -> None:
    lengths = [
        (node.end_lineno or node.lineno) - node.lineno + 1
        for name, tree in trees()
        if name.split("/")[0] in SHIPPED and "migrations/versions" not in name
        for _, node in functions(name, tree)
    ]
    assert median(lengths) <= 8
    assert quantiles(lengths, n=10)[-1] <= 25


def test_no_file_is_two_files() -> None:
    paths = [*FILES, *sorted((ROOT / "tests").rglob("*.py"))]
    long = {named(path) for path in paths if len(path.read_text().splitlines()) > 400}
    assert {name for name in long if not name.startswith(tuple(LONG_FILES))} == set()


def test_modules_and_public_classes_say_what_they_are() -> None:
    silent = [
        f"{name} {getattr(node, 'name', '')}".strip()
        for name, tree in trees()
        for node in nodes(tree)
        if isinstance(node, ast.Module | ast.ClassDef)
        and not getattr(node, "name", "").startswith("_")
        and tree.body
        and ast.get_docstring(node) is None
    ]
    assert silent == []


def test_no_word_for_people_stands_outside_of_prompts() -> None:
    assert list(words_outside_prompts()) == []


def test_what_is_let_off_by_name_is_still_there() -> None:
    gone = [
        (name, literal) for name, literal in LITERALS if literal not in (ROOT / name).read_text().replace("{{", "{")
    ]
    assert gone == []
    assert [name for name in FILES_LET_OFF if not (ROOT / name).is_file()] == []
