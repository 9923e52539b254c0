"""What a sentence asks."""

from collections.abc import Sequence

from bot.domain.questions.fragments import without_form
from bot.domain.questions.kinds import Found
from bot.domain.questions.lexicon import WH
from bot.domain.questions.marked import marked
from bot.domain.questions.sentences import Sentence
from bot.domain.questions.unmarked import unmarked


def asked(sentence: Sentence, words: Sequence[str]) -> list[Found]:
    """Every question of a sentence, in order. `words` are its own with empty ones behind them."""
    if sentence.marked:
        return list(marked(words, sentence.heated)) or [without_form(words, len(sentence.words))]
    one = unmarked(words)
    if one is None:
        return []
    return (list(marked(words, False)) or [one]) if words[one.first] in WH else [one]
