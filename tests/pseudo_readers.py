"""People who have the pseudo-language in Slack, know English as well, and read on their screens what the bot says in that."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any, Final

import pytest

from bot.config import Config
from prompts import catalogues
from rehearsal.view_methods import Views
from rehearsal.workspace import Workspace
from rehearsal.world import World
from tests.pseudo_language import LOCALE, unaccented, write_pseudo_language, write_sentences

SENTENCES: Final = "words.pot"
OWN: Final = "own"
"""The folder for WORDS_DIR."""


def write_words(folder: Path) -> Path:
    """Every sentence that the code has now, and the pseudo-language made of them; that folder."""
    write_sentences(folder / SENTENCES)
    write_pseudo_language(folder / OWN)
    return folder


@contextmanager
def sentences_as_they_are_now(written: Path) -> Iterator[Path]:
    """A folder for WORDS_DIR with the pseudo-language, whose sentences count as ours: those that were `written`."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(catalogues, "SENTENCES", written / SENTENCES)
        catalogues.our_sentences.cache_clear()
        try:
            yield written / OWN
        finally:
            catalogues.our_sentences.cache_clear()


@contextmanager
def read_by_everybody(written: Path) -> Iterator[None]:
    """As long as the block runs all people of all scenes have the pseudo-language that was `written`.

    What the bot says is looked at on its way there, and so is what Slack finds wrong with it.
    """
    with sentences_as_they_are_now(written) as words, pytest.MonkeyPatch.context() as patch:
        patch.setattr("tests.scene.Config", partial(Config, words_dir=words))
        _read_in_english(patch)
        person = Workspace.person
        patch.setattr(Workspace, "person", lambda self, name, **more: person(self, name, locale=LOCALE, **more))
        yield


def _read_in_english(patch: pytest.MonkeyPatch) -> None:
    written, edit, completed = World._written, World.edit, Views._completed

    def read(self: World, channel: Any, user: str, text: str, blocks: Any, **about: object) -> Any:
        return written(self, channel, user, unaccented(text), _plain(list(blocks)), **about)

    def revised(self: World, message: Any, text: str, blocks: Any) -> None:
        edit(self, message, unaccented(text), _plain(list(blocks)))

    patch.setattr(World, "_written", read)
    patch.setattr(World, "edit", revised)
    patch.setattr(Views, "_completed", lambda self, view: completed(self, _plain(view)))


def _plain(part: Any) -> Any:
    """The same in English."""
    if isinstance(part, str):
        return unaccented(part)
    if isinstance(part, list):
        return [_plain(item) for item in part]
    return {name: _plain(value) for name, value in part.items()} if isinstance(part, dict) else part
