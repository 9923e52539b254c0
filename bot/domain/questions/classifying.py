"""What kind a message is, from what its sentences ask and tell."""

from collections.abc import Mapping, Sequence
from typing import Final

from bot.domain.questions import lexicon
from bot.domain.questions.advising import advice, story
from bot.domain.questions.asking import asked
from bot.domain.questions.courtesies import MOST_KIND_WORDS, WARM, is_courtesy, is_housekeeping, wishes
from bot.domain.questions.forms import opening
from bot.domain.questions.kinds import ADVICE, Classified, Found, Kind, Sign
from bot.domain.questions.languages import is_foreign
from bot.domain.questions.lexicon import WH
from bot.domain.questions.sentences import PAUSE, Sentence, place_of, plain, sentences, tokens

_PADDING: Final = ("",) * 12
"""Behind the words of every sentence, so that patterns may look on without asking where it ends."""
_SAYS_LITTLE: Final = 3
_LITTLE_BESIDE: Final = 12
_NO_WORDS: Final = frozenset({Sign.ECHO, Sign.TELLS, Sign.COURTESY})
_SURENESS: Final[Mapping[Sign, float]] = {
    Sign.ASKS: 0.97,
    Sign.INVITES: 0.9,
    Sign.YES_NO: 0.9,
    Sign.EITHER_OR: 0.93,
    Sign.FACT: 0.82,
    Sign.ECHO: 0.87,
    Sign.CHECKS: 0.75,
    Sign.TRIED: 0.93,
    Sign.COULD_YOU: 0.86,
    Sign.SHOULD: 0.8,
    Sign.WHY_NOT: 0.86,
    Sign.WHAT_IF: 0.89,
    Sign.WOULD_HELP: 0.86,
    Sign.PERHAPS: 0.94,
    Sign.NEGATED: 0.82,
    Sign.TAG: 0.86,
    Sign.PRESUMES: 0.84,
    Sign.BLAMES: 0.9,
    Sign.RHETORICAL: 0.9,
    Sign.ADVISES: 0.97,
    Sign.TELLS_A_STORY: 0.95,
    Sign.TELLS: 0.97,
    Sign.SEVERAL: 0.9,
    Sign.COURTESY: 0.93,
    Sign.MEETING: 0.9,
    Sign.FOREIGN: 0.0,
}
"""How often each sign was right in labelled messages, written and spoken ones together."""


def classify(text: str) -> Classified:
    """The kind of a message, by its form alone: nothing is looked up, kept or learned.

    In a language that is not English it stays silent: OPEN where there is a question mark, else SOCIAL, of which it is not sure.
    """
    bare = plain(text)
    found = tokens(bare)
    if not any(token[0].isalnum() or token[0] == "@" for token in found):
        return Classified(Kind.SOCIAL, 1.0, Sign.COURTESY)
    if is_foreign(found):
        marked = any(token[0] in "?\u061f\uff1f\u00bf" for token in found)
        return Classified(Kind.OPEN if marked else Kind.SOCIAL, 0.0, Sign.FOREIGN)
    return _of(bare, sentences(found))


class _Read:
    """A sentence with what was found in it."""

    __slots__ = ("asks", "padded", "sentence", "tells")

    def __init__(self, sentence: Sentence) -> None:
        self.sentence = sentence
        self.padded = [*sentence.words, *_PADDING]
        self.asks = asked(sentence, self.padded)
        self.tells = None if self.asks else _told(self.padded, len(sentence.words))


def _told(words: Sequence[str], length: int) -> Found:
    start = opening(words, 0)
    last = max(0, length - 1)
    if length <= MOST_KIND_WORDS and wishes(words, start):
        return Found(Kind.SOCIAL, Sign.COURTESY, 0, last)
    found = advice(words, start)
    if found is not None:
        return found
    if is_courtesy(words[:length], start):
        return Found(Kind.SOCIAL, Sign.COURTESY, 0, last)
    return story(words) or Found(Kind.STATEMENT, Sign.TELLS, min(start, last), last)


def _of(bare: str, said: Sequence[Sentence]) -> Classified:
    read = [_Read(sentence) for sentence in said]
    asks = [(one, found) for one in read for found in one.asks if found.kind is not Kind.SOCIAL]
    told = [(one, one.tells) for one in read if one.tells is not None]
    if not asks:
        return _telling(bare, read, told)
    return _asking(bare, asks, told)


_Ask = tuple[_Read, Found]


def _telling(bare: str, read: Sequence[_Read], told: Sequence[_Ask]) -> Classified:
    for one, found in told:
        if found.sign is Sign.ADVISES:
            return _named(bare, one, found)
    around = [(one, found) for one in read for found in one.asks]
    tells = next(((one, found) for one, found in told if _is_told(one, found)), None)
    if any(found.sign is Sign.MEETING for _, found in around):
        return Classified(Kind.SOCIAL, _SURENESS[Sign.MEETING], Sign.MEETING)
    if tells is None or _is_kind(read, told) or (around and len(around[0][0].sentence.words) > 2):
        return Classified(Kind.SOCIAL, _SURENESS[Sign.COURTESY], Sign.COURTESY)
    if around and around[-1][0] is read[-1]:
        one, found = around[-1]
        return _named(bare, one, found._replace(kind=Kind.LEADING, sign=Sign.TAG))
    return _named(bare, *tells)


def _is_told(one: _Read, found: Found) -> bool:
    return found.kind is Kind.STATEMENT and (found.sign is not Sign.TELLS or not is_housekeeping(one.sentence.words))


def _is_kind(read: Sequence[_Read], told: Sequence[_Ask]) -> bool:
    """Whether a message has so few words, as typed, that they tell nothing; of thanks and wishes there may be some more."""
    length = sum(len(set(one.sentence.at)) - one.sentence.words.count(PAUSE) for one in read)
    kind = any(found.kind is Kind.SOCIAL and not WARM.isdisjoint(one.sentence.words) for one, found in told)
    if read[0].sentence.words[0] in {"he", "she", "they"}:
        return False
    return length <= (_LITTLE_BESIDE if kind else _SAYS_LITTLE)


def _asking(bare: str, asks: Sequence[_Ask], told: Sequence[_Ask]) -> Classified:
    advises = next(((one, found) for one, found in told if found.sign is Sign.ADVISES), None)
    real = [ask for ask in asks if ask[1].sign is not Sign.CHECKS] or asks[:1]
    if real[0][1].kind is Kind.LEADING:
        real = [real[0], *(ask for ask in real[1:] if not _is_check(ask))]
    if advises is not None and all(_is_check(ask) for ask in asks):
        return _named(bare, *advises)
    if len(real) > 1:
        real = _apart([ask for ask in real if not _only_supposes(ask)] or real)
    if len(real) == 1 and advises is not None and real[0][1].sign is Sign.YES_NO and _thinks_of(real[0]):
        return _named(bare, real[0][0], real[0][1]._replace(kind=Kind.LEADING, sign=Sign.ADVISES))
    if advises is not None and len(real) == 1 and real[0][1].kind is Kind.LEADING and real[0][1].sign not in ADVICE:
        return _named(bare, *advises)
    if len(real) == 1 or all(found.kind is Kind.LEADING for _, found in real):
        return _named(bare, *real[0])
    last = real[1]
    return Classified(
        Kind.MULTIPLE,
        _SURENESS[Sign.SEVERAL],
        Sign.SEVERAL,
        _words(bare, last[0], last[1]),
        advises is not None or any(found.sign in ADVICE for _, found in real),
    )


def _thinks_of(ask: _Ask) -> bool:
    """*Have you thought about how*: of itself no advice, and advice where there is some beside it."""
    return ask[0].padded[ask[1].first] in lexicon.HAVE


def _is_check(ask: _Ask) -> bool:
    """*What do you think?*, *does that help?*: asked of one's own advice."""
    one, found = ask
    words = one.sentence.words
    if found.sign is Sign.CHECKS:
        return True
    length = len(words) - found.first
    return length <= 5 and (
        list(words[found.first : found.first + 4])
        in (["what", "do", "you", "think"], ["how", "does", "that", "sound"], ["how", "would", "that", "work"])
        or words[found.first] in {"thoughts", "right", "ok", "okay", "no", "yeah"}
    )


def _only_supposes(ask: _Ask) -> bool:
    """*And if you do nothing? What happens then?*"""
    words = ask[0].sentence.words
    begins = ask[0].padded[opening(ask[0].padded, 0)]
    return begins == "if" and PAUSE not in words and WH.isdisjoint(words)


def _is_bare(ask: _Ask) -> bool:
    """*Why not?*, *how so?*: belongs to what is asked beside it."""
    return list(ask[0].sentence.words) in (["why", "not"], ["how", "so"], ["how", "come"], ["so", "what"])


def _apart(asks: Sequence[_Ask]) -> Sequence[_Ask]:
    """Those that are questions of their own: not what only checks, invites or offers answers to another."""
    formed = [ask for ask in asks if ask[1].sign is not Sign.ECHO and not _is_bare(ask)]
    if not formed:
        return asks[:1]
    echoes = len(asks) - len(formed)
    if echoes and len(formed) == 1:
        after = asks[asks.index(formed[0]) + 1 :]
        return asks if len(after) > 1 else formed
    opens = [ask for ask in formed if ask[1].kind is Kind.OPEN]
    if len(opens) == len(formed):
        wanted = [ask for ask in formed if ask[1].sign is not Sign.INVITES]
        return wanted or formed[:1]
    return formed


def _named(bare: str, one: _Read, found: Found) -> Classified:
    return Classified(
        found.kind, _SURENESS[found.sign], found.sign, _words(bare, one, found), found.sign in ADVICE, found.is_wish
    )


def _words(bare: str, one: _Read, found: Found) -> str:
    """The words that gave it away, as typed; none where it is the whole sentence, and no word in particular."""
    if found.sign in _NO_WORDS:
        return ""
    at = one.sentence.at
    top = len(at) - 1
    return place_of(bare, at[min(found.first, top)], at[min(found.last, top)])
