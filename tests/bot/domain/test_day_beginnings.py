"""Words with which no date begins: they are told apart before anything is read, so none may be left out that one begins with."""

from datetime import UTC, datetime

import pytest

from bot.domain.day_asked import Asked
from bot.domain.day_beginnings import may_begin, may_begin_anywhere, may_begin_with
from bot.domain.day_spelling import canonical
from bot.domain.day_tails import WORD, reading_of
from tests.bot.domain.typed_dates import listed

ASKED = Asked("", datetime(2026, 11, 3, 13, 50, tzinfo=UTC).replace(tzinfo=None), None, lambda _words, _asked: None)


def left_out(text: str) -> list[str]:
    """The ends of the text that are not tried at all."""
    if may_begin_anywhere(text):
        return []
    words = list(WORD.finditer(text))
    after = [*(word[0] for word in words[1:]), ""]
    return [text[one.start() :] for one, other in zip(words, after, strict=True) if not may_begin(one[0], other)]


def test_nothing_that_people_type_for_a_day_is_left_out() -> None:
    assert listed()
    for typed in listed():
        for end in left_out(f"Ring the bursar about room 20261 {typed.words}"):
            assert reading_of(canonical(end), ASKED, "Ring the bursar") is None, end


@pytest.mark.parametrize("word", ["Ask", "colleague", "Governors,", "slot", "1764419000"])
def test_most_words_begin_no_date(word: str) -> None:
    assert not may_begin_with(word)


@pytest.mark.parametrize("words", ["a slot", "the Governors", "In colleague"])
def test_no_date_begins_with_a_small_word_before_one_of_another_kind(words: str) -> None:
    word, _, after = words.partition(" ")
    assert not may_begin(word, after)


@pytest.mark.parametrize(
    "word",
    ["Friday", "thurdsay", "(by", "mornings", "eow", "EOM", "p", "2nd", "2026", "21-11-2026", "p.m.", "—", "nye"],
)
def test_a_date_may_begin_with_its_words_however_they_are_typed(word: str) -> None:
    assert may_begin_with(word)
