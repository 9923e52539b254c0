"""Sentences that a catalogue can hold: whole, with names for what changes in them, in the language that is spoken."""

import ast
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from gettext import NullTranslations
from pathlib import Path
from string import Formatter
from typing import Any, Final

import yaml
from babel import Locale

from prompts import wording
from prompts.language import ENGLISH, Language, _, ngettext, pgettext, speaking, speech
from tests.parsed_code import nodes_of

PROMPTS: Final = Path(__file__).parents[2] / "prompts"
SENTENCES_AT: Final = {"_": (0,), "N_": (0,), "ngettext": (0, 1), "pgettext": (1,)}


class Shouting(NullTranslations):
    """A catalogue that has everything in capitals."""

    def gettext(self, message: str) -> str:
        return message.upper()


LOUD: Final = Language("de_DE", Locale.parse("de_DE"), Shouting())


@dataclass(frozen=True)
class Marked:
    """A call that marks a sentence for the catalogue, and the `.format` that fills it, if one does at once."""

    where: str
    by: str
    given: list[ast.expr]
    filled: ast.Call | None

    @property
    def sentences(self) -> list[object]:
        """None in place of what does not stand there as it is."""
        found = [self.given[place] for place in SENTENCES_AT[self.by]]
        return [one.value if isinstance(one, ast.Constant) else None for one in found]


@cache
def nodes_by_file() -> Mapping[Path, tuple[ast.AST, ...]]:
    """Every node of the code."""
    return {path: nodes_of(path) for path in sorted(PROMPTS.rglob("*.py"))}


@cache
def marked() -> tuple[Marked, ...]:
    return tuple(_marked())


def _marked() -> Iterator[Marked]:
    for path, nodes in nodes_by_file().items():
        filled = {
            id(node.func.value): node
            for node in nodes
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "format"
        }
        for node in nodes:
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in SENTENCES_AT:
                yield Marked(f"{path.name}:{node.lineno}", node.func.id, node.args, filled.get(id(node)))


def names_in(sentence: object) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(str(sentence)) if name is not None}


def stands_elsewhere(one: Marked) -> bool:
    """Marked with `N_` in a table, and said here."""
    return one.by == "_" and isinstance(one.given[0], ast.Name | ast.Subscript | ast.Attribute | ast.Call)


def test_what_is_marked_is_a_whole_sentence_and_not_put_together_before() -> None:
    assert [one.where for one in marked() if not stands_elsewhere(one) and None in one.sentences] == []


def test_no_sentence_stands_inside_an_f_string_where_the_catalogue_does_not_see_it() -> None:
    inside = []
    for path, nodes in nodes_by_file().items():
        for joined in (one for one in nodes if isinstance(one, ast.JoinedStr)):
            calls = [one for one in ast.walk(joined) if isinstance(one, ast.Call) and isinstance(one.func, ast.Name)]
            literal = [one for one in calls if one.args and isinstance(one.args[0], ast.Constant)]
            inside += [f"{path.name}:{one.lineno}" for one in literal if getattr(one.func, "id", "") in SENTENCES_AT]
    assert inside == []


WORDS_IN_F_STRINGS: Final[Mapping[str, str]] = {
    "bank.py": "faults of a file, told to whoever wrote it, in the log and by `doctor`",
    "catalogues.py": "faults of a catalogue, told to whoever wrote it",
    "help_file.py": "faults of a language's help, told to whoever wrote it",
    "language_files.py": "faults of a folder of words, told to whoever wrote it",
    "step_word_types.py": "faults of our own tables, told to a developer",
}
"""The files of `prompts/` whose f-strings hold words, and why these are none for people in a set."""
NO_WORDS: Final[Mapping[str, frozenset[str]]] = {
    "members.py": frozenset({"away", "back", "from", "until", "and", "including"}),
    "said_words.py": frozenset({"set", "none"}),
    "wording.py": frozenset({"date", "time", "UTC"}),
}
"""A command as it is typed, which a button carries; ids of buttons; Slack's own markup of a date, and a zone."""


def words_in_f_strings(nodes: Iterable[ast.AST]) -> Iterator[tuple[int, str]]:
    for joined in (one for one in nodes if isinstance(one, ast.JoinedStr)):
        literal = [str(one.value) for one in joined.values if isinstance(one, ast.Constant)]
        yield from ((joined.lineno, word) for word in re.findall(r"[^\W\d_]{3,}", " ".join(literal)))


def test_no_f_string_holds_words_for_people() -> None:
    wrong = [
        f"{path.name}:{line}: {word}"
        for path, nodes in nodes_by_file().items()
        if path.name not in WORDS_IN_F_STRINGS
        for line, word in words_in_f_strings(nodes)
        if word not in NO_WORDS.get(path.name, ())
    ]
    assert wrong == []


SHORTCUTS: Final = frozenset(
    shortcut["name"] for shortcut in yaml.safe_load((PROMPTS.parent / "app.yaml").read_text())["features"]["shortcuts"]
)
NO_LABELS: Final = frozenset({"Home"})
"""What a sentence may send people to that Slack itself has."""
DOING: Final = (
    r"\b[Pp]ress(?:es)? [^.]*|\*[^*]+\* (?:starts|gives|saves|picks|leaves|keeps|is under|is on|is fine|has)\b[^.]*"
    r"|\b(?:can|choose|Move the meeting on with) \*[^.]*"
)
"""Where a sentence says what to press, or what a button does."""


def every_sentence() -> Iterator[str]:
    """What the code has of them, and what the formats say."""
    yield from (str(sentence) for one in marked() for sentence in one.sentences if sentence is not None)
    for path in sorted(PROMPTS.rglob("formats/*.yaml")):
        for step in steps_of(yaml.safe_load(path.read_text())["steps"]):
            yield from (step[key] for key in ("says", "aloud") if key in step)


def steps_of(steps: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for step in steps:
        yield from step.get("slot", [step])


def labels_named(sentence: str) -> set[str]:
    said = " ".join(re.findall(DOING, sentence))
    return {label for label in re.findall(r"\*([^*]+)\*", said) if "{" not in label}


def test_what_a_sentence_says_to_press_is_a_label_of_ours() -> None:
    labels = {str(sentence) for one in marked() for sentence in one.sentences}
    named = {label: sentence for sentence in every_sentence() for label in labels_named(sentence)}
    assert len(named) > 15
    assert {label: named[label] for label in named.keys() - labels - SHORTCUTS - NO_LABELS} == {}


def test_what_fills_a_sentence_is_what_it_names() -> None:
    wrong = []
    for one in marked():
        if one.filled is not None and None not in one.sentences:
            named = set[str]().union(*map(names_in, one.sentences))
            if named != {keyword.arg for keyword in one.filled.keywords} or one.filled.args:
                wrong.append(one.where)
    assert wrong == []


def test_each_sentence_is_said_in_the_language_that_is_spoken() -> None:
    with speaking(LOUD):
        assert _("Your turn.") == "YOUR TURN."
    assert _("Your turn.") == "Your turn."
    assert speech().language.code == ENGLISH


def test_dates_lists_and_numbers_are_written_as_the_language_does() -> None:
    german = Language("de_DE", Locale.parse("de_DE"))
    with speaking(german):
        assert wording.day_written(date(2026, 11, 27)) == "Fr. 27 Nov. 2026"
        assert wording.listed(["Ana", "Ben", "Dan"]) == "Ana, Ben und Dan"
        assert wording.number(1234.5) == "1.234,5"
    assert wording.listed(["Ana", "Ben", "Dan"]) == "Ana, Ben and Dan"
    assert wording.listed([]) == ""
    assert wording.listed_as_choices(["Ana", "Ben"]) == "Ana or Ben"


def test_so_many_are_said_as_the_language_does() -> None:
    assert [ngettext("One is here.", "{count} are here.", many).format(count=many) for many in (1, 2)] == [
        "One is here.",
        "2 are here.",
    ]
    assert pgettext("a step", "Opening") == "Opening"


def test_a_prefix_stands_before_our_commands_as_long_as_it_is_spoken_with() -> None:
    with speaking(prefix="acme-"):
        assert wording.slash("set new") == "`/acme-set new`"
        with speaking(LOUD):
            assert wording.slash("set new") == "`/acme-set new`"
    assert wording.slash("set new") == "`/set new`"
