"""Finds words for people outside of `prompts`: what reads as a sentence, a clause or a label, and is for nobody else.

Refusals, answers and views come out of the domain as kinds, ids, numbers and dates, so that `prompts` can say them in any
language.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from tests.parsed_code import parsed

ROOT: Final = Path(__file__).parent.parent
FOLDERS: Final = ("bot/domain", "bot/services", "handlers", "storage")

SENTENCE: Final = re.compile(r"^[A-Z*_“][^\\|]* [^\\|]*[a-z*_)][.?!…]$", re.DOTALL)
SEVERAL_WORDS: Final = re.compile(r"[a-z]{2,}[,;:.]? [a-z]{2,}")
LABEL: Final = re.compile(r"^[A-Z][a-z]+$|^[A-Z][a-z']* [a-z]")

READS_WHAT_PEOPLE_TYPE: Final = re.compile(
    r"bot/domain/(day_\w+|absences|typed_commands|channel_messages|questions/\w+)\.py"
)
"""The words of dates, commands and questions as people type them; whole sentences of ours would be found there too."""
CALLS: Final = {
    "log.*": "lines of the log, for whoever runs the bot",
    "strangers.*": "the same, of requests by strangers",
    "log_failure": "the same: what had failed",
    "self._try": "the same",
    "Loop": "the name of a loop in the log",
    "SchedulerAlarm": "the name of an alarm in the log",
    "Misconfigured": "what is wrong with the settings, a format or the bank, for whoever runs the bot",
    "must_have_all": "the same",
    "Mistake": "the same, of a format",
    "*Error": "what an exception is called in the log: whoever is answered gets a reference",
    "OutOfTime": "the same",
    "DatabaseUnavailable": "the same",
    "Exception": "the same",
    "errors.ConnectionTimeout": "the same",
    "super().__init__": "the same; a refusal takes a kind there",
    "text": "SQL",
    "re.compile": "a pattern that reads what people type",
    "self._list": "the kind of a delivery",
    "self._must_be_a_room": "a command as people type it",
    "TypeVar": "the name of a type",
    "TypeVarTuple": "the name of a type",
    "cast": "the name of a type",
}
EXEMPT: Final = re.compile("|".join(re.escape(name).replace(r"\*", r"\w+") for name in CALLS))
LITERALS: Final = {
    ("bot/domain/formats.py", ": minutes must be a number above nothing, not "): "a mistake in a format",
    ("bot/domain/formats.py", ": says has no use for {"): "a mistake in a format",
    ("bot/domain/formats.py", "} here, only for "): "a mistake in a format",
    ("bot/domain/formats.py", ": only a step of kind "): "a mistake in a format",
    ("bot/domain/formats.py", " says how peers ask"): "a mistake in a format",
    ("bot/domain/formats.py", ": a curly bracket in says is not closed, or not opened"): "a mistake in a format",
    ("handlers/fallbacks.py", "shortcut from anywhere"): "the kind of a delivery",
    ("handlers/fallbacks.py", "put away"): "the kind of a delivery",
    ("handlers/listener_table.py", "shortcut from anywhere"): "the kind of a delivery",
    ("handlers/listener_table.py", "put away"): "the kind of a delivery",
    ("handlers/payloads.py", "message of a bot"): "why a message is left alone, counted by the tests",
    ("handlers/slack_lookups.py", "an answer of another kind"): "stands in the log in place of Slack's code",
}
FILES: Final = {
    "bot/domain/meeting/step_endings.py": "a mistake in a format",
    "bot/domain/meeting/step_rule_types.py": "what is missing of the rules of a step, told as the bot starts",
    "handlers/slack_errors.py": "Slack's own codes",
}


def words_outside_prompts() -> Iterator[tuple[str, str]]:
    """Where, and what."""
    for path in sorted(one for folder in FOLDERS for one in (ROOT / folder).rglob("*.py")):
        name = path.relative_to(ROOT).as_posix()
        if name in FILES or "migrations/" in name:
            continue
        for line, literal in _literals(parsed(path)):
            if _reads_as_words(literal, name) and (name, literal) not in LITERALS:
                yield f"{name}:{line}", literal


def _reads_as_words(literal: str, name: str) -> bool:
    if READS_WHAT_PEOPLE_TYPE.fullmatch(name):
        return bool(SENTENCE.search(literal))
    return any(pattern.search(literal) for pattern in (SENTENCE, SEVERAL_WORDS, LABEL))


def _literals(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Every text but docstrings, annotations, and what is given to a call of the list."""
    waiting: list[ast.AST] = [tree]
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.lineno, node.value
        elif not (isinstance(node, ast.Call) and _is_exempt(ast.unparse(node.func))):
            waiting += _parts(node)


def _parts(node: ast.AST) -> list[ast.AST]:
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        return []
    if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__":
        return []
    annotations = {getattr(node, "annotation", None), getattr(node, "returns", None)}
    return [part for part in ast.iter_child_nodes(node) if part not in annotations]


def _is_exempt(called: str) -> bool:
    return EXEMPT.fullmatch(called) is not None
