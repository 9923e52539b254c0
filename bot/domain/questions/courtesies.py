"""Greetings, thanks, wishes and nods: what is said to be kind, and asks and tells nothing."""

from collections.abc import Mapping, Sequence
from typing import Final

from bot.domain.questions.languages import ENGLISH
from bot.domain.questions.lexicon import AUXILIARIES, GREETING_HEADS, GREETINGS, listed
from bot.domain.questions.sentences import PAUSE

MOST_KIND_WORDS: Final = 12
"""What is longer says something besides."""
_MOST_THANKS: Final = 16
_LITTLE: Final = 3
_MOST_GREETING: Final = 9
_GOOD: Final = listed(
    "good great nice lovely wonderful safe happy restful fab fantastic blessed relaxing pleasant merry"
)
_SELF: Final = listed("i am was we are it that is been has have so really very truly you how and")
_KIND: Final = listed(
    "sorry glad happy pleased grateful welcome congratulations congrats cheers hugs excuse beg fun lovely nice bye goodbye good-bye"
)
_SPENDS: Final = frozenset({"talking", "chatting", "speaking", "meeting"})
_HEARS: Final = frozenset({"hear", "see", "know", "meet", "have"})
_WARM_HEADS: Final = frozenset({"good", "great", "nice", "lovely", "well", "no", "see"})
_WILL: Final = frozenset({"will", "would", "just", "do", "be"})
_NODS: Final = listed("know hear see understand agree relate")
_SEEMS: Final = listed("must be have been sounds sound is was seems looks so really very all")
_FELT: Final = listed(
    "hard tough difficult awful horrible terrible rough lovely great good nice amazing wonderful exhausting frustrating"
    " stressful painful sad exciting rotten heavy true fun neat okay fine helpful brave moving"
)
WARM: Final = listed(
    "thank thanks luck welcome bye goodbye care congratulations congrats cheers hello hi hey sorry bless"
)
"""Words without which no message is kind that tells something besides."""
_GREETS: Final = listed("hi hello hey sorry oops")
_WISHES: Final[Mapping[str, tuple[tuple[str, ...], ...]]] = {
    first: tuple(tuple(rest.split()) for rest in then.split("|"))
    for first, then in {
        "take": "care|your time",
        "stay": "safe|positive|strong|well|warm|healthy|blessed",
        "good": "luck|question|point|morning|afternoon|evening|night|to know|to hear|to see|to meet|to have|work|one|idea|job",
        "great": "question|point|to hear|to see|to meet|to have|work|stuff|idea|job|session|meeting|discussion|conversation|chat",
        "nice": "to hear|to see|to meet|to have|one|meeting|talking|chatting|speaking|work",
        "lovely": "to hear|to see|to meet|to have|meeting|talking|chatting",
        "best": "of luck|wishes|regards",
        "all": "the best|good",
        "see": "you",
        "talk": "soon|later|to you",
        "speak": "soon|later",
        "amazing": "work|job|stuff|session",
        "your": "turn",
        "pass": "for now|this time|from me|this round",
        "brb": "",
        "no": "need to apologise|need to apologize|problem|worries|rush|question from|questions from",
        "back": "in|now|soon",
        "let": "us go|us start|us begin|us move on|us continue",
        "my": "pleasure|condolences|apologies",
        "well": "done|said",
        "hang": "in there",
        "merry": "christmas",
        "happy": "to help|to hear|new year|birthday|easter|christmas",
        "god": "bless",
        "keep": "going|safe|well|in touch|it up|up the",
        "same": "here|to you",
        "be": "well|right back",
        "you": "too|bet|take care",
        "excuse": "me",
        "nothing": "from me",
        "sounds": "good|great|fine|perfect|lovely|fair|like a plan",
        "do": "not mention",
        "sending": "you|hugs|love|strength",
        "wishing": "you",
        "warm": "wishes",
        "much": "love|appreciated",
        "feel": "free to message|free to contact|free to reach|free to write|free to call",
        "enjoy": "your",
        "looking": "forward",
        "hope": "that|this|it|you|to|the|your|all",
        "get": "well",
    }.items()
}


_MOST_OF_THE_HOUSE: Final = 11
_OF_OTHERS: Final = listed("you your he she they him her them his their people team staff manager boss")
_HOUSE: Final = listed(
    "brb afk pass passing wifi wi-fi network connection mic muted mute muting unmute link doorbell clinic shift late lurking"
    " tonight monday tuesday wednesday thursday friday saturday sunday later soon mins min minutes session vacation conference"
    " holiday digesting notes recap channel"
)
_HOUSE_SAYINGS: Final = tuple(
    tuple(said.split("-"))
    for said in listed(
        "to-add next-week next-month made-my-day made-me-smile love-that love-this no-question no-questions from-me my-side"
        " this-round same-boat brave-move go-last go-first already-asked drop-off school-run half-past happy-to-be-here"
        " good-to-be-here"
    )
)
"""What is said of the meeting, or of one's own day, in a word or in a few."""


def wishes(words: Sequence[str], start: int) -> bool:
    """Whether a short sentence wishes well, passes, or offers its author's help, even where it is built as a command is."""
    at = start
    if words[at] == "" and start:
        return True
    if at and words[at - 1] in _WARM_HEADS:
        at -= 1
    if words[at] in {"that", "this", "it"} and _sympathises(words, at + 1):
        return True
    if words[at] in {"ha", "aw"}:
        at += 1
    if words[at] in {"i", "we"}:
        return _is_there_or_nods(words, at + 1)
    if words[at] == "have":
        good = words[at + 2] in _GOOD or words[at + 3] in _GOOD
        return (words[at + 1] in {"a", "an"} and good) or words[at + 1] in {"fun", "good"}
    if words[at : at + 2] == ["same", "here"] and words[at + 2] and words[at + 3]:
        return False
    return any(tuple(words[at + 1 : at + 1 + len(rest)]) == rest for rest in _WISHES.get(words[at], ()))


def _is_there_or_nods(words: Sequence[str], at: int) -> bool:
    """*I know*, *I'm with you*, *I'll pass*, *I hope it goes well*, *I'll be two minutes late*."""
    while words[at] in _SELF or words[at] in _WILL:
        at += 1
    word, then = words[at], words[at + 1]
    if word in _NODS:
        return not words[at + 5] and then in {"", "that", "the", "you", "what", "exactly", PAUSE}
    if word == "with":
        return then == "you" and not words[at + 5]
    if (
        word in {"late", "back", "there", "enjoyed"}
        or (word == "here" and then in {"", "for", "if"})
        or then in {"minutes", "minute", "min", "mins"}
        or (
            word == "to"
            and then in {"go", "run", "leave", "dash", "hop"}
            and words[at + 2] in {"", "now", "soon", PAUSE}
        )
        or (words[at - 1] == "can" and word in {"take", "keep"} and then in {"notes", "time", "minutes"})
    ):
        return True
    return word in {"pass", "hope", "wish"} and then not in {"on", "out"} and not words[at + 10]


def _sympathises(words: Sequence[str], at: int) -> bool:
    """*That must be hard*, *it sounds lovely*, *it's good to hear*, and nothing behind it."""
    while words[at] in _SEEMS:
        at += 1
    if (
        words[at + 1] in _SPENDS
        or words[at : at + 2] == ["a", "pleasure"]
        or (words[at + 1] == "to" and words[at + 2] in _HEARS)
    ):
        return (words[at] in _FELT or words[at] == "a") and not words[at + 8]
    return words[at] in _FELT and words[at + 1] in {"", PAUSE} and not words[at + 4]


def is_housekeeping(words: Sequence[str]) -> bool:
    """Whether a short sentence is of the meeting or of its author's day, and of nobody else: *I'll be late*, *nothing to add*."""
    if len(words) - list(words).count(PAUSE) > _MOST_OF_THE_HOUSE or not _OF_OTHERS.isdisjoint(words):
        return False
    if not _HOUSE.isdisjoint(words):
        return True
    return any(tuple(words[at : at + len(said)]) == said for said in _HOUSE_SAYINGS for at in range(len(words)))


def _thanks(words: Sequence[str]) -> bool:
    """*I want to thank you*, and not *nobody will thank you*."""
    return "thank" in words and words[words.index("thank") - 1] not in {"will", "would", "not", "never"}


def _greets(words: Sequence[str]) -> bool:
    """*You're welcome*, *hello from Leeds*, and what is made of such words alone, but for a name."""
    if list(words[:2]) == ["you", "are"] and "welcome" in words[:4]:
        return True
    if words[0] in _GREETS and AUXILIARIES.isdisjoint(words) and len(words) <= _MOST_GREETING:
        return True
    others = [word for word in words if word not in GREETINGS and word not in ",@"]
    return words[0] in GREETING_HEADS and (not others or (others == [words[-1]] and others[0] not in ENGLISH))


def is_courtesy(words: Sequence[str], start: int) -> bool:
    """Whether a sentence that brings no advice is thanks, a greeting, sympathy or a nod."""
    length = len(words)
    if start >= length or (length <= _LITTLE and words[0] not in {"he", "she", "they"}):
        return True
    if words[0] in {"thank", "thanks"} and length <= _MOST_THANKS and "but" not in words:
        return True
    if length > MOST_KIND_WORDS or "but" in words:
        return False
    if words[0] == "+1":
        return length <= 2 * _LITTLE
    if _greets(words):
        return True
    if "thanks" in words or (_thanks(words) and "you" in words) or "appreciate" in words:
        return True
    if "sorry" in words and length <= 9:
        return True
    if words[0] in _GREETS and length - start <= _LITTLE + 1:
        return True
    at = start
    while at < length and words[at] in _SELF:
        at += 1
    return at < length and words[at] in _KIND and length - at <= 8
