"""A language made of ours, in which every letter is another one and every word a third longer: what is still English in it
stands in no catalogue."""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final

import yaml
from babel.messages import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import write_po

from prompts.bank import FORMATS, QUESTIONS
from prompts.help_file import HELP
from prompts.help_file import OURS as OUR_HELP

PROMPTS: Final = Path(__file__).parents[1] / "prompts"
CODE: Final = "bg_BG"
"""Of a language with other letters and with two plurals, whose dates, lists and numbers Babel writes."""
LOCALE: Final = "bg-BG"
OURS: Final = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
THEIRS: Final = "ạḅƈḍẹƒɠḥịʝḳḷṃṇọƥʠṛṣṭụṿẉẋỵẓẠḄƇḌẸƑƓḤỊɈḲḶṂṆỌƤɊṚṢṬỤṾẈẊỴẒ"
LONGER: Final = "ə"
"""Stands behind every third letter of a word, and behind its last."""
ACCENTS: Final = str.maketrans(OURS, THEIRS)
NO_ACCENTS: Final = {**str.maketrans(THEIRS, OURS), ord(LONGER): None}
STAYS: Final = re.compile(r"(\{[^{}]*\}|<[^<>]*>|`[^`]*`|:[a-z_0-9]+:)")
"""Placeholders, markup, commands and emoji."""
WORD: Final = re.compile(r"[A-Za-z]+")
SAID_IN: Final = ("title", "about", "says", "aloud", "opportunity", "unasked", "brief")
"""What of a format is said."""


def accented(sentence: str) -> str:
    """The sentence in the pseudo-language."""
    pieces = STAYS.split(sentence)
    return "".join(piece if STAYS.fullmatch(piece) else WORD.sub(_longer, piece) for piece in pieces)


def unaccented(said: str) -> str:
    """As it stands in English."""
    return said.translate(NO_ACCENTS)


def _longer(word: re.Match[str]) -> str:
    letters = word[0].translate(ACCENTS)
    return "".join(letters[start : start + 3] + LONGER for start in range(0, len(letters), 3))


def write_pseudo_language(folder: Path) -> Path:
    """Sentences, help, question bank and formats of the pseudo-language, in a folder for WORDS_DIR; that folder."""
    language = folder / CODE
    (language / FORMATS.name).mkdir(parents=True)
    with (language / "words.po").open("wb") as file:
        write_po(file, _catalogue())
    (language / HELP).write_text("\n".join(map(accented, OUR_HELP.read_text().splitlines())))
    bank = [group | {"prompts": _accented_values(group["prompts"])} for group in _read(QUESTIONS)]
    _write(language / "questions.yaml", bank)
    for path in FORMATS.glob("*.yaml"):
        _write(language / FORMATS.name / path.name, _accented_fields(_read(path)))
    return folder


def write_sentences(path: Path) -> None:
    """All that are in the code now, as `make words` gathers them."""
    with path.open("wb") as file:
        write_po(file, gathered(), omit_header=True)


@cache
def gathered() -> Catalog:
    """Every sentence of the code: whoever asks only looks at it."""
    catalogue = Catalog()
    for _file, _line, id, comments, context in extract_from_dir(PROMPTS, method_map=[("**.py", "python")]):
        catalogue.add(id, auto_comments=comments, context=context)
    return catalogue


def _catalogue() -> Catalog:
    catalogue = Catalog(locale=CODE)
    for one in gathered():
        if not one.id:
            continue
        if isinstance(one.id, str):
            pattern = (one.context or "").startswith("pattern of")
            catalogue.add(one.id, one.id if pattern else accented(one.id), context=one.context)
        else:
            catalogue.add(tuple(one.id), tuple(map(accented, one.id)), context=one.context)
    return catalogue


def _accented_fields(node: Any) -> Any:
    if isinstance(node, list):
        return [_accented_fields(one) for one in node]
    if not isinstance(node, dict):
        return node
    return {name: accented(one) if name in SAID_IN else _accented_fields(one) for name, one in node.items()}


def _accented_values(prompts: Mapping[str, str]) -> dict[str, str]:
    return {id: accented(text) for id, text in prompts.items()}


def _read(path: Path) -> Any:
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def _write(path: Path, content: Any) -> None:
    path.write_text(yaml.safe_dump(content, allow_unicode=True, sort_keys=False), encoding="utf-8")


MARKUP: Final = re.compile(
    r"<[^<>|]*\||<[^<>|]*>|>|`[^`]*`|:[a-z_0-9]+:|https?://\S+|\b[A-Z][a-z]+/[A-Z][A-Za-z_/]+|\bUTC\b"
)
COMMAND: Final = re.compile(r"/(acme-)?(set-issue|set|action)\b.*")
"""What a button reads that goes on with a command."""
ENGLISH: Final = re.compile(r"[A-Za-z]+(?:['’][a-z]+)?(?:[ ,;:()“”\"*_.?!–-]*[A-Za-z]+(?:['’][a-z]+)?)*")
SPACES: Final = re.compile(r"[^a-z']+|(?<![a-z])'|'(?![a-z])")
"""What stands between words; an apostrophe, where it is not inside one."""


def english_in(said: str, typed: Iterable[str]) -> Iterator[str]:
    """The runs of plain words in what is said that nobody has typed; `typed` is as `bare` makes it."""
    for run in ENGLISH.findall(COMMAND.sub(" ", MARKUP.sub(" | ", said))):
        words = bare(run)
        if words and not any(words in one for one in typed):
            yield run


def bare(words: str) -> str:
    """Words alone, in small letters, a space between and around them."""
    return f" {' '.join(SPACES.sub(' ', words.lower().replace('’', chr(39))).split())} "


def texts(part: Any) -> Iterator[str]:
    """Every word that people see in a message, a form or a refusal."""
    if isinstance(part, list):
        for item in part:
            yield from texts(item)
    elif isinstance(part, dict):
        for name, value in part.items():
            if isinstance(value, str) and (
                name in ("text", "initial_value") or part.get("response_action") == "errors"
            ):
                yield value
            elif name == "errors" and isinstance(value, dict):
                yield from map(str, value.values())
            else:
                yield from texts(value)
