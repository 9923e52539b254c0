"""Reads the sentences of a language (`words.po`), and refuses a file with everything that is wrong in it, line by line."""

import io
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, time
from functools import cache
from gettext import GNUTranslations
from pathlib import Path
from string import Formatter
from typing import Final

from babel import Locale
from babel.dates import format_date, format_time
from babel.messages import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, PoFileParser, read_po

from bot.domain.errors import Misconfigured
from bot.yaml_files import read_text

SENTENCES: Final = Path(__file__).parent / "languages" / "words.pot"
"""Every sentence of ours, as `make words` gathers them."""
COUNT: Final = "count"
"""What one of the two sentences for a number may do without."""
PATTERNS: Final = {"pattern of a date": format_date, "pattern of a time": format_time}
QUOTED: Final = r'"(?:[^"\\]|\\.)*"'
LINE: Final = re.compile(rf"(?:(?P<keyword>msgctxt|msgid|msgid_plural|msgstr|msgstr\[\d\])\s+)?{QUOTED}")
BEGINNING, PLURAL = "", "msgstr[n]"
FOLLOWS: Final[Mapping[str, Sequence[str]]] = {
    "msgctxt": (BEGINNING, "msgstr", PLURAL),
    "msgid": (BEGINNING, "msgctxt", "msgstr", PLURAL),
    "msgid_plural": ("msgid",),
    "msgstr": ("msgid",),
    PLURAL: ("msgid_plural", PLURAL),
}
"""What stands before each keyword."""

Words = str | tuple[str, ...] | list[str]
Key = tuple[str | None, str]
"""A sentence of ours: what it is about, if that has to be told, and its words; of two for a number the one for one."""


def load_catalogue(path: Path, locale: Locale) -> GNUTranslations:
    """The sentences of that file. Raises Misconfigured, which names the file and every line that is wrong."""
    lines = read_text(path, "catalogue").splitlines()
    found = _GatheringCatalog(path, locale)
    found.complain_of_form(lines)
    try:
        PoFileParser(found, ignore_obsolete=True, abort_invalid=True).parse(lines)
    except PoFileError as error:
        raise Misconfigured(f"{path}, line {error.lineno + 1}: {str(error).rpartition(' on ')[0]}") from None
    except (ValueError, KeyError) as error:
        raise Misconfigured(f"{path}: its header cannot be used: {error}") from None
    found.complain_of_sentences()
    found.raise_if_wrong()
    return found.compiled()


class _GatheringCatalog(Catalog):
    """What is read of one file, and what is wrong with it, in the order of its lines."""

    def __init__(self, path: Path, locale: Locale) -> None:
        super().__init__(locale=locale)
        self._path, self._language = path, locale
        self._wrong: list[tuple[int, str]] = []

    def __setitem__(self, id: Words, message: Message) -> None:
        if id and self.get(_first(id), message.context) is not None:
            self._complain(message.lineno or 1, f"{_shown(id)} stands here a second time")
        super().__setitem__(id, message)

    def complain_of_form(self, lines: Sequence[str]) -> None:
        """Raises Misconfigured where a line is none of a catalogue, or not in its place: what was meant is not known then."""
        before = BEGINNING
        for number, line in enumerate((line.strip() for line in lines), start=1):
            if not line or line.startswith("#"):
                continue
            read = LINE.fullmatch(line)
            keyword = re.sub(r"\[\d\]", "[n]", (read and read["keyword"]) or "")
            if read is None:
                self._complain(number, 'a line is msgid or msgstr and words in quotation marks, such as msgid "Start"')
            elif before not in FOLLOWS.get(keyword, FOLLOWS) or (not keyword and before == BEGINNING):
                self._complain(number, f"{keyword or 'a line of words'} cannot stand behind {before or 'nothing'}")
            before = keyword or before
        if before not in FOLLOWS["msgctxt"]:
            self._complain(len(lines), f"the last {before} has no msgstr")
        self.raise_if_wrong()

    def complain_of_sentences(self) -> None:
        """What each sentence says that ours does not, or the other way round; those without words are left out."""
        for message in [one for one in self if one.id]:
            given = [one for one in _several(message.string or "") if one]
            if not given:
                self.delete(_first(message.id), message.context)
                continue
            for wrong in _mistakes(message, given, self.num_plurals, self._language):
                self._complain(message.lineno or 1, wrong)

    def raise_if_wrong(self) -> None:
        """Raises Misconfigured with a line for each mistake."""
        if self._wrong:
            told = (f"{self._path}, line {line}: {sentence}" for line, sentence in sorted(self._wrong))
            raise Misconfigured("\n".join(told))

    def compiled(self) -> GNUTranslations:
        """As gettext reads it. Raises Misconfigured where its header says how many plurals there are, and not how."""
        self.charset = "utf-8"
        written = io.BytesIO()
        write_mo(written, self)
        written.seek(0)
        try:
            return GNUTranslations(written)
        except (ValueError, KeyError) as error:
            raise Misconfigured(f"{self._path}: its header cannot be used: {error}") from None

    def _complain(self, line: int, sentence: str) -> None:
        self._wrong.append((line, sentence))


def _mistakes(message: Message, given: Sequence[str], plurals: int, locale: Locale) -> Iterator[str]:
    ours = our_sentences().get((message.context, _first(message.id)))
    if ours is None or ours != _several(message.id):
        yield f"{_shown(message.id)} is no sentence of mine; prompts/languages/words.pot has them all"
        return
    if len(ours) > 1 and len(given) < plurals:
        yield f"{_shown(message.id)} needs {plurals} sentences here, msgstr[0] to msgstr[{plurals - 1}]"
    for sentence in given:
        yield from _mistakes_of_names(ours, sentence)
    if message.context in PATTERNS:
        yield from _mistakes_of_pattern(message.context, given[0], locale)


def _mistakes_of_names(ours: Sequence[str], sentence: str) -> Iterator[str]:
    known = {name for one in ours for name in _names(one)}
    try:
        said = set(_names(sentence))
    except ValueError:
        yield f"a curly bracket is not closed, or not opened, in {_shown(sentence)}"
        return
    for name in sorted(said - known):
        yield f"{{{name}}} is not known here; {_listed(known)}"
    for name in sorted(known - said - ({COUNT} if len(ours) > 1 else set())):
        yield f"{{{name}}} is missing"


def _mistakes_of_pattern(about: str, pattern: str, locale: Locale) -> Iterator[str]:
    try:
        format_date(date(2026, 1, 1), pattern, locale) if "date" in about else format_time(
            time(12), pattern, locale=locale
        )
    except (ValueError, KeyError, AttributeError):
        yield f"{_shown(pattern)} is no {about}"


def _names(sentence: str) -> Iterator[str]:
    """What is filled in, as it is written between the curly brackets."""
    for _, name, spec, conversion in Formatter().parse(sentence):
        if name is not None:
            yield name + (f"!{conversion}" if conversion else "") + (f":{spec}" if spec else "")


@cache
def our_sentences() -> Mapping[Key, tuple[str, ...]]:
    """Every sentence of ours; of those for a number both."""
    with SENTENCES.open(encoding="utf-8") as file:
        return {(one.context, _first(one.id)): _several(one.id) for one in read_po(file) if one.id}


def _first(id: Words) -> str:
    return _several(id)[0]


def _several(id: Words) -> tuple[str, ...]:
    return (id,) if isinstance(id, str) else tuple(id)


def _listed(names: set[str]) -> str:
    if not names:
        return "this sentence has nothing to fill in"
    return f"there is {', '.join(f'{{{name}}}' for name in sorted(names))}"


def _shown(id: Words) -> str:
    text = _first(id).replace("\n", " ")
    return f"“{text if len(text) <= 60 else text[:59] + '…'}”"
