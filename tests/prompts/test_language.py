"""Sentences that a catalogue can hold: whole, with names for what changes in them, in the language that is spoken."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from gettext import NullTranslations
from pathlib import Path
from string import Formatter
from typing import Final

from babel import Locale

from prompts import wording
from prompts.language import ENGLISH, Language, _, ngettext, pgettext, speaking, speech

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


def marked() -> Iterator[Marked]:
    for path in sorted(PROMPTS.rglob("*.py")):
        nodes = list(ast.walk(ast.parse(path.read_text())))
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
    for path in sorted(PROMPTS.rglob("*.py")):
        for joined in (one for one in ast.walk(ast.parse(path.read_text())) if isinstance(one, ast.JoinedStr)):
            calls = [one for one in ast.walk(joined) if isinstance(one, ast.Call) and isinstance(one.func, ast.Name)]
            literal = [one for one in calls if one.args and isinstance(one.args[0], ast.Constant)]
            inside += [f"{path.name}:{one.lineno}" for one in literal if getattr(one.func, "id", "") in SENTENCES_AT]
    assert inside == []


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
