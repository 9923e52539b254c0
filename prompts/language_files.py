"""Loads all languages there are, each from a folder of its own: sentences, help, question bank and formats.

What one lacks is said in English. An organisation's own words, in a folder of the same shape, go over ours.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from gettext import GNUTranslations, NullTranslations
from pathlib import Path
from typing import Final, TypeVar

from babel import Locale, UnknownLocaleError, negotiate_locale

from bot.domain.errors import Misconfigured
from bot.domain.formats import Format
from bot.domain.materials import ENGLISH, Material
from bot.domain.question_bank import Bank
from prompts.bank import FORMATS, QUESTIONS, load_bank, load_formats
from prompts.catalogues import load_catalogue
from prompts.help_file import HELP, load_help
from prompts.help_file import OURS as OUR_HELP
from prompts.language import OUR_OWN, Language, speech

FOLDER: Final = Path(__file__).parent / "languages"
WORDS: Final = "words.po"
BANK: Final = "questions.yaml"
A_CODE: Final = re.compile(r"[a-z]{2,3}(_[A-Z][a-z]{3})?_[A-Z]{2}")
READ: Final = frozenset({".po", ".yaml", ".yml", ".pot", ".md"})
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class _Read:
    """What stands in one folder; None for what does not."""

    words: GNUTranslations | None = None
    help: tuple[str, ...] = ()
    bank: Bank | None = None
    formats: Mapping[str, Format] | None = None


@dataclass(frozen=True, slots=True)
class Languages:
    """All that there are, by their codes; English is always among them."""

    languages: Mapping[str, Language]
    materials: Mapping[str, Material]

    @property
    def are_several(self) -> bool:
        """Whether there is anything to choose, and so to ask."""
        return len(self.languages) > 1

    def of(self, code: str | None) -> Language:
        """The language of that code; English where there is none."""
        return self.languages.get(code or ENGLISH) or self.languages[ENGLISH]

    def best_for(self, locale: object) -> str | None:
        """Which of them somebody reads best whose Slack is set to `locale` (en-US).

        None where there is but one, or Slack does not tell.
        """
        if not self.are_several or not isinstance(locale, str) or not locale:
            return None
        asked = locale.replace("-", "_")
        alike = (code for code in self.languages if code.partition("_")[0] == asked.partition("_")[0].lower())
        return negotiate_locale([asked], [*self.languages]) or next(alike, ENGLISH)


ENGLISH_ALONE: Final = Languages({ENGLISH: OUR_OWN.language}, {})
"""For what words nothing of a set's own."""


def load_languages(own: Path | None = None) -> Languages:
    """Every language; `own` is the folder of an organisation's own words. Raises Misconfigured with all that is wrong in all files."""
    wrong: list[str] = []
    ours = {path.name: _folder(path, wrong) for path in sorted(FOLDER.glob("[a-z]*_*")) if path.name != ENGLISH}
    theirs = {path.name: _folder(path, wrong) for path in _folders_of(own, wrong)}
    english = _Read(
        help=_kept(wrong, load_help, OUR_HELP) or (),
        bank=_kept(wrong, load_bank, QUESTIONS),
        formats=_kept(wrong, load_formats, FORMATS),
    )
    ours[ENGLISH] = english
    if wrong or english.bank is None or english.formats is None:
        raise Misconfigured("\n".join(wrong))
    base = _over(Material(english.bank, english.formats), theirs.get(ENGLISH, _Read()))
    others = sorted({*ours, *theirs} - {ENGLISH})
    return Languages(
        {code: _language(code, ours, theirs) for code in (ENGLISH, *others)},
        {ENGLISH: base}
        | {code: _over(_over(base, ours.get(code, _Read())), theirs.get(code, _Read())) for code in others},
    )


class Titles(Mapping[str, str]):
    """The titles of the formats by their names, in the language that is spoken as somebody looks."""

    def __init__(self, materials: Mapping[str, Material]) -> None:
        self._titles = {code: dict(material.titles) for code, material in materials.items()}

    @property
    def _now(self) -> Mapping[str, str]:
        return self._titles.get(speech().language.code) or self._titles[ENGLISH]

    def __getitem__(self, name: str) -> str:
        return self._now[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._now)

    def __len__(self) -> int:
        return len(self._now)


def _folders_of(own: Path | None, wrong: list[str]) -> list[Path]:
    """Of an organisation's own words, one for each language; in a wrong place nothing of theirs would be said."""
    if own is None:
        return []
    try:
        found = [path for path in sorted(own.iterdir()) if not path.name.startswith(".")]
    except OSError as error:
        wrong.append(f"{own} cannot be read: {error.strerror}")
        return []
    folders = [path for path in found if path.is_dir()]
    wrong += [f"{path}: words stand in a folder of their language, such as {ENGLISH}" for path in _strays(found)]
    wrong += [
        f"{path}: a folder is named for its language, such as {ENGLISH}" for path in folders if not _is_known(path)
    ]
    if not folders and not wrong:
        wrong.append(f"{own}: there is no folder of a language in it, such as {ENGLISH}")
    return [path for path in folders if _is_known(path)]


def _is_known(path: Path) -> bool:
    try:
        return bool(A_CODE.fullmatch(path.name)) and Locale.parse(path.name) is not None
    except (UnknownLocaleError, ValueError):
        return False


def _strays(paths: list[Path]) -> Iterator[Path]:
    """Files that look as if they were to be read."""
    yield from (path for path in paths if path.is_file() and path.suffix in READ)


def _folder(path: Path, wrong: list[str]) -> _Read:
    formats = path / FORMATS.name
    unread = [one for one in _strays(sorted(path.iterdir())) if one.name not in {WORDS, BANK, HELP}]
    unread += [one for one in _strays(sorted(formats.iterdir()) if formats.is_dir() else []) if one.suffix != ".yaml"]
    wrong += [
        f"{one}: there is no such file of a language, only {WORDS}, {HELP}, {BANK} and formats/NAME.yaml"
        for one in unread
    ]
    locale, words, bank = Locale.parse(path.name), path / WORDS, path / BANK
    return _Read(
        _kept(wrong, lambda file: load_catalogue(file, locale), words) if words.exists() else None,
        (_kept(wrong, load_help, path / HELP) or ()) if (path / HELP).exists() else (),
        _kept(wrong, load_bank, bank) if bank.exists() else None,
        _kept(wrong, load_formats, formats) if formats.is_dir() else None,
    )


def _kept(wrong: list[str], load: Callable[[Path], T], path: Path) -> T | None:
    """What is loaded; what is wrong is told with all else that is."""
    try:
        return load(path)
    except Misconfigured as misconfigured:
        wrong.append(str(misconfigured))
        return None


def _language(code: str, ours: Mapping[str, _Read], theirs: Mapping[str, _Read]) -> Language:
    """With the first help there is, looked for in the order of the sentences."""
    helps = [read[one].help for one in (code, ENGLISH) for read in (theirs, ours) if one in read]
    return Language(code, Locale.parse(code), _catalogue(code, ours, theirs), next(filter(None, helps), ()))


def _catalogue(code: str, ours: Mapping[str, _Read], theirs: Mapping[str, _Read]) -> NullTranslations:
    """Looked through in this order: their own words, ours, their own English; what is in none of them is said as it stands."""
    read = [one[code].words for one in (theirs, ours) if code in one]
    english = theirs.get(ENGLISH, _Read()).words if code != ENGLISH else None
    catalogue = NullTranslations()
    for found in (*read, english):
        if found is not None:
            catalogue.add_fallback(found)
    return catalogue


def _over(base: Material, read: _Read) -> Material:
    """The same with what was read: prompts of the same id and formats of the same name in place of others, all else beside them."""
    prompts = {one.id: one for one in (*base.bank.prompts, *(read.bank.prompts if read.bank else ()))}
    formats = {**base.formats, **(read.formats or {})}
    return Material(Bank(tuple(prompts.values())), dict(sorted(formats.items())))
