"""In which language the bot speaks: each sentence stands in the code in English, and a catalogue has it in another language.

`_("{peer}, your turn.").format(peer=...)`: whole sentences with names for what changes in them, so that a translator can put it
elsewhere. `make words` gathers them (`languages/words.pot`).
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field, replace
from gettext import NullTranslations
from typing import Final

from babel import Locale

from bot.domain.materials import ENGLISH as ENGLISH


@dataclass(frozen=True, slots=True)
class Language:
    """A language by its code (`en_GB`), the catalogue of its sentences, and how it writes dates, lists and numbers.

    `help` is what people can type, by paragraphs; empty where English has to do.
    """

    code: str
    locale: Locale
    catalogue: NullTranslations = field(default_factory=NullTranslations)
    help: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Speech:
    """What is said now is in this language; `prefix` stands before our commands in this workspace, if anything does."""

    language: Language
    prefix: str = ""


OUR_OWN: Final = Speech(Language(ENGLISH, Locale.parse(ENGLISH)))
_now: ContextVar[Speech] = ContextVar("speech", default=OUR_OWN)


def speech() -> Speech:
    return _now.get()


@contextmanager
def speaking(language: Language | None = None, prefix: str | None = None) -> Iterator[None]:
    """Within the block everything is said in that language, and commands have that prefix; what is None stays as it is."""
    before = _now.get()
    prefixed = before if prefix is None else replace(before, prefix=prefix.rstrip("-"))
    token = _now.set(prefixed if language is None else replace(prefixed, language=language))
    try:
        yield
    finally:
        _now.reset(token)


def _(sentence: str) -> str:
    """The sentence in the language that is spoken."""
    return _now.get().language.catalogue.gettext(sentence)


def ngettext(one: str, several: str, count: int) -> str:
    """The sentence for so many. `one` may do without the number; where it has one, it is `{count}` in both."""
    return _now.get().language.catalogue.ngettext(one, several, count)


def pgettext(about: str, sentence: str) -> str:
    """A word that would be another one elsewhere: `about` tells the translator where it stands, and is never shown."""
    return _now.get().language.catalogue.pgettext(about, sentence)


def N_(sentence: str) -> str:  # noqa: N802 - gettext's own name for it
    """Marks a sentence of a table for the catalogue; `_` says it where it is used."""
    return sentence


def locale() -> Locale:
    """How dates, lists and numbers are written now."""
    return _now.get().language.locale
