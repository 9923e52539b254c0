"""A message as Slack sends it, taken apart into sentences of plain small words."""

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

from bot.domain.questions.lexicon import SPELT, listed

MOST_READ: Final = 2_000
"""So many characters at either end of a message are read; what a longer one has in its middle changes nothing."""
MOST_WORDS: Final = 120
"""A longer sentence is read up to here: nobody asks in a hundred words, and no message may take long."""
MOST_SENTENCES: Final = 40
"""So many at either end of a message are read."""

PAUSE: Final = ","
"""Stands in a sentence for each comma, colon, dash, bracket or emoji."""
OMITTED: Final = "something"
"""Stands for code, a link or a long quotation, of which only matters that it is there."""
NAMED: Final = "@"
"""Stands for somebody who is mentioned."""

_CODE: Final = re.compile(r"```[^`]*```|`[^`\n]+`")
_QUOTED_LINE: Final = re.compile(r"^[ \t]*(?:>|&gt;).*$", re.MULTILINE)
_BARE_LINK: Final = re.compile(r"(?<![<|\w])https?://[^\s<>|]+")
_ANGLED: Final = re.compile(r"<([^<>|]*)(?:\|([^<>]*))?>")
_EMOJI: Final = re.compile(r":[a-z0-9_+'-]{2,50}:", re.IGNORECASE)
_SPEECH: Final = re.compile(r'"[^"\n]{1,400}"|\u201c[^\u201c\u201d\n]{1,400}\u201d')
_ENTITIES: Final = (("&amp;", "&"), ("&lt;", " "), ("&gt;", " "))
_MARKED_UP: Final = re.compile(r"[<>`&:\"\u201c]")
_TOKEN: Final = re.compile(
    r"(?<!\S)\d{1,2}\)(?=\s)"  # the number of a list
    r"|[\u2600-\u27bf\U0001f300-\U0001faff]|&"
    r"|\d+(?:,\d{3})+|[^\W_]+(?:['.\-/&][^\W_]+)*|@[\w-]+|@"
    r"|[?\u061f\uff1f]+!*|!+\?*|\.\.+|[.\u2026\n\u3002\u00bf]|[,;:()\[\]\u2013\u2014]|--+| - |\+1"
)
_ENDS: Final = frozenset(".\u2026\n\u3002!;")
_SOUNDS: Final = listed("um uh uhm er erm hm hmm mm mmm")
_SPOKEN_FOR: Final = 3
"""A quotation of so many words is somebody else's sentence; a shorter one is a word in inverted commas."""


class Sentence(NamedTuple):
    """Its words in small letters with short forms in full, and how it ends.

    `at` gives for each word the number of its token in the message, from which its place is found when it is to be quoted.
    """

    words: Sequence[str]
    at: Sequence[int]
    marked: bool
    heated: bool = False
    trails: bool = False


def plain(text: str) -> str:
    """The message without its markup: links as their labels, code and long quotations as a word, emoji left out."""
    if len(text) > 2 * MOST_READ:
        text = f"{text[:MOST_READ]}\n{text[-MOST_READ:]}"
    text = text.replace("\u2019", "'")
    if _MARKED_UP.search(text) is None:
        return text
    text = _BARE_LINK.sub(f" {OMITTED} , ", text)
    text = _CODE.sub(f" {OMITTED} ", text)
    text = _QUOTED_LINE.sub("", text) if _speaks_beside(text, _QUOTED_LINE) else text
    for entity, character in _ENTITIES:
        text = text.replace(entity, character)
    text = _EMOJI.sub(" , ", _ANGLED.sub(_label, text))
    return _SPEECH.sub(_quotation, text) if _speaks_beside(text, _SPEECH) else text.replace('"', " ")


def _speaks_beside(text: str, part: re.Pattern[str]) -> bool:
    """Whether the message has words of its own, outside of what it quotes."""
    return any(letter.isalpha() for letter in part.sub("", text))


def _label(angled: re.Match[str]) -> str:
    target, label = angled.group(1), angled.group(2)
    if target.startswith(("@", "!")):
        return f" {NAMED} "
    return f" {label or OMITTED} , "


def _quotation(speech: re.Match[str]) -> str:
    words = speech.group().strip('"\u201c\u201d ')
    return f" {OMITTED} " if words.count(" ") >= _SPOKEN_FOR - 1 else f" {words} "


def tokens(bare: str) -> list[str]:
    """The words and marks of a message without its markup."""
    return _TOKEN.findall(bare)


def place_of(bare: str, first: int, last: int) -> str:
    """The words as they were typed, from one token to another."""
    start = end = 0
    for number, token in enumerate(_TOKEN.finditer(bare)):
        if number == first:
            start = token.start()
        if number == last:
            end = token.end()
            break
    return bare[start:end]


def sentences(found: Sequence[str]) -> list[Sentence]:
    """The sentences that have words, in their order."""
    done: list[Sentence] = []
    words: list[str] = []
    at: list[int] = []
    for number, token in enumerate(found):
        first = token[0]
        if first in "?\u061f\uff1f" or (first == "!" and "?" in token):
            _end(done, words, at, marked=True, heated="!" in token)
            words, at = [], []
        elif first in _ENDS:
            _end(done, words, at, trails=first in ".\u2026" and len(token) > 1)
            words, at = [], []
        elif token[-1] == ")" and len(token) > 1:
            _end(done, words, at)
            words, at = [], []
        elif first in ",:()[]\u2013\u2014- " or first > "\u25ff":
            if words and words[-1] != PAUSE:
                words.append(PAUSE)
                at.append(number)
        elif first != "\u00bf":
            _add(words, at, token, number)
    _end(done, words, at)
    return done if len(done) <= 2 * MOST_SENTENCES else done[:MOST_SENTENCES] + done[-MOST_SENTENCES:]


def _add(words: list[str], at: list[int], token: str, number: int) -> None:
    if len(words) >= MOST_WORDS:
        return
    if token.lower() in _SOUNDS:
        return
    word = NAMED if token[0] == NAMED else token.lower()
    if "-" in word:
        word = _unstuttered(word)
    full = SPELT.get(word)
    if full is None:
        words.append(word)
        at.append(number)
        return
    words.extend(full)
    at.extend([number] * len(full))


def _unstuttered(word: str) -> str:
    """*What-what* and *w-where* are said once."""
    first, _, rest = word.partition("-")
    last = rest.rpartition("-")[2]
    return last if last.startswith(first) and word.count(first) > 1 else word


def _end(
    done: list[Sentence],
    words: list[str],
    at: list[int],
    *,
    marked: bool = False,
    heated: bool = False,
    trails: bool = False,
) -> None:
    while words and words[-1] == PAUSE:
        words.pop()
        at.pop()
    if words:
        done.append(Sentence(words, at, marked, heated, trails))
    elif marked and done:
        done[-1] = done[-1]._replace(marked=True, heated=heated or done[-1].heated)
