"""Whoever has something for somebody that is not urgent puts it into their next letter.

Their readers, and all tables, are imported by whoever runs these tests and not by whoever collects them.
"""

import pytest

from bot.domain.errors import Misconfigured
from bot.domain.letters import Part
from prompts import letters as letter_words


def test_every_part_has_a_reader_and_words() -> None:
    from bot.services import letter_readers

    letter_readers.must_have_readers()
    letter_words.must_have_words()
    assert list(letter_readers.READERS) == list(Part)


def test_a_part_without_a_reader_is_found_as_the_bot_starts(monkeypatch: pytest.MonkeyPatch) -> None:
    from bot.services import letter_readers

    readers = {part: reader for part, reader in letter_readers.READERS.items() if part is not Part.DUE}
    monkeypatch.setattr(letter_readers, "READERS", readers)
    with pytest.raises(Misconfigured, match="part of letters due shows nothing"):
        letter_readers.must_have_readers()
