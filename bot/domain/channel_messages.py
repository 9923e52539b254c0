"""What is said in a channel, as far as the bot looks: who wrote when and where, never what."""

import re
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from typing import Final

from bot.domain.questions import Hint, Kind, Sign, classify, plain
from bot.domain.questions.hints import Noticed

_THANKS: Final = re.compile(
    r"^\W*(thank you|thanks|thx|ta|cheers|many thanks|ok|okay|got it|great|noted|yes|no|welcome|bye|hello|hi)\b.{0,20}$",
    re.IGNORECASE | re.DOTALL,
)
_PRAISE: Final = re.compile(
    r"^\W*(?:(?:and|oh|so)\W+)?(?:thank\s+you|thank\s+u|thanks|thx|many\s+thanks|cheers|well\s+done|bravo|congratulations|good\s+luck)\b",
    re.IGNORECASE,
)
_SAYS_MORE: Final = re.compile(
    r"\b(?:but|because|if|how|what|why|who|by|my|should|would|could|will|i'll|i'd|we'll|we'd"
    r"|learn\w*|notic\w+|reali[sz]\w+|see|saw|underst\w+)\b",
    re.IGNORECASE,
)
"""Words of thanks that say something besides: what was learned, a question, a next step."""
_MARKUP: Final = re.compile(r"<[^<>]*>|:[\w+'-]+:")
"""Links and mentions as Slack sends them, and emoji by name."""
_SOUND: Final = re.compile(
    r"\A(?:h+m+|m+(?:h+m*)?|a+h+|o+h+|u+h+|u+m+|e+r+m*|w+o+w+|p+h+e+w+|ha(?:ha)*)\Z", re.IGNORECASE
)
_MARK: Final = re.compile(r"[?¿؟？]")
_I: Final = r"\b(?:i|i'd|i'll|i've|i'm)\b"
_ISSUE: Final = r"(?:issue|problem|question|case|topic|one|something)\b"
_BIDS: Final = re.compile(
    rf"""\A\W*(?:bid|bidding|mine|me\s+(?:first|too|please))\b
        | \b(?:my|a)\s+bid\b
        | \bmy\s+{_ISSUE}
        | \b(?:is|it's)\s+(?:\w+\s+)?urgent\b
        | {_I}(?:\W+\w+){{0,3}}?\W+(?:bid|bidding|bring|present|raise|go\s+first)\b
        | {_I}(?:\W+(?:have|got|also|still|do))+\W+(?:an?\s+(?:\w+\s+){{0,2}})?{_ISSUE}
    """,
    re.IGNORECASE | re.VERBOSE,
)
"""How people say that they have an issue; whoever says that they have none has not bid."""
_BIDS_NOT: Final = re.compile(
    r"\b(?:no|not|never|none|nothing|nobody|without|pass|skip|(?:do|did|wo|ca|have|would|am|is)n't)\b", re.IGNORECASE
)
_ASIDE: Final = 40
"""A courtesy is shorter than that, in characters."""
_LOOKED_AT: Final = 4_000
"""So many characters of a message, at most, are looked at: what Slack itself takes in one."""


class Tone(StrEnum):
    """What can be told of a message without understanding it.

    A SOUND is no word at all: an emoji, *hmm*, three dots. A COURTESY is thanks, a greeting or a nod. A QUESTION has a question
    mark, or is one by its form; a REQUEST asks in the form of a wish. WORDS are all the rest.
    """

    SOUND = "sound"
    COURTESY = "courtesy"
    WORDS = "words"
    REQUEST = "request"
    QUESTION = "question"


@dataclass(frozen=True, slots=True)
class ChannelMessage:
    """A message that somebody wrote. `ts` is Slack's and tells when; it `bids` where it says that its author has an issue.

    `noticed` is what it may be other than an open question, with some of its words: in memory alone, while it is looked at.
    """

    workspace: str
    user: str
    channel: str
    ts: str
    thread_ts: str | None
    event_id: str
    tone: Tone = Tone.WORDS
    bids: bool = False
    noticed: Noticed | None = field(default=None, repr=False)

    @property
    def at(self) -> datetime:
        """When it was written, in UTC: messages are judged by that, not by when they arrive."""
        return moment_of(self.ts)

    @property
    def says_little(self) -> bool:
        """Whether it is thanks, a nod or less: no question, and nothing that anybody waited for but an answer."""
        return self.tone in {Tone.SOUND, Tone.COURTESY}

    @property
    def asks(self) -> bool:
        """Whether it uses up the turn of whoever is called: kind words, *pass for now* and *I don't know enough yet* do not."""
        return self.tone in {Tone.QUESTION, Tone.REQUEST}


class Untimely(StrEnum):
    """Why a message was out of turn: somebody presents, or asks while its author waits to be called or is not called again.

    LATE for a question that was written in time, and arrived when the turn was another's; ELSEWHERE for one that was asked in the
    channel, by whoever is called in the thread; OWN_SLOT for what a presenter says in the channel, beside the thread of their slot;
    NOT_AGREED for whoever is called only once they have agreed to the rules; BID for a bid that was said, and not pressed.
    WRITING for a question that was asked for all to see, where peers write unseen; ANSWERING where those are being answered.
    """

    PRESENTING = "presenting"
    ASKING = "asking"
    NOT_CALLED = "not_called"
    LATE = "late"
    ELSEWHERE = "elsewhere"
    OWN_SLOT = "own_slot"
    NOT_AGREED = "not_agreed"
    BID = "bid"
    WRITING = "writing"
    ANSWERING = "answering"


@dataclass(frozen=True, slots=True)
class OutOfTurn:
    """Somebody asked in a thread when it was another's turn, to ask or to present; they are told privately, once a slot.

    Whoever asked in the channel is told there, each time; `meets_in` is then Slack's name of the thread where they are called.
    `about` is the public id of what its button is about: the step of bids in which somebody said theirs, or in which peers write,
    or the set whose rules they have not agreed to.
    """

    user: str
    channel: str
    thread_ts: str | None
    whose: str
    why: Untimely = Untimely.ASKING
    meets_in: str | None = None
    about: str = ""


@dataclass(frozen=True, slots=True)
class Hinted:
    """What somebody alone is told of what they wrote in a thread, in the open step (its public id)."""

    user: str
    channel: str
    thread_ts: str | None
    step: str
    hint: Hint


Told = OutOfTurn | Hinted
"""What the author of a message is told of it, privately."""


def moment_of(ts: str) -> datetime:
    """The moment that a Slack `ts` names, in UTC."""
    seconds, _, micros = ts.partition(".")
    return datetime.fromtimestamp(int(seconds), UTC).replace(microsecond=int(micros[:6].ljust(6, "0") or 0))


def bids_in(text: str) -> bool:
    """Whether somebody says that they have an issue for the set, by their first words, which are kept nowhere."""
    bare = _MARKUP.sub(" ", text[:_LOOKED_AT]).replace("\u2019", "'")
    found = _BIDS.search(bare)
    return found is not None and _BIDS_NOT.search(bare, 0, found.end()) is None


def tone_of(text: str) -> Tone:
    """What can be told of a message by its first characters, which are read in memory and kept nowhere.

    One without words, as a picture is, says whatever it shows. Slack's markup is no word, nor is a question mark within a link.
    """
    written = text[:_LOOKED_AT].strip().replace("\u2019", "'")
    bare = _MARKUP.sub(" ", written)
    words = re.findall(r"\w+", bare)
    if written and all(_SOUND.fullmatch(word) for word in words):
        return Tone.WORDS if "<" in written and not words else Tone.SOUND
    asked = _asked(written)
    if asked is not None:
        return asked
    nods = len(written) < _ASIDE and _THANKS.match(written) is not None
    return Tone.COURTESY if nods or _only_praises(bare) else Tone.WORDS


def _asked(written: str) -> Tone | None:
    """Whether it asks: by a mark that is its own, or by its form; what is asked about the meeting itself uses up no turn."""
    found = classify(written)
    if found.sign is Sign.MEETING:
        return None
    if _MARK.search(plain(written)):
        return Tone.QUESTION
    if found.kind in {Kind.STATEMENT, Kind.SOCIAL}:
        return None
    return Tone.REQUEST if found.is_wish else Tone.QUESTION


def _only_praises(bare: str) -> bool:
    """Whether it is thanks or a cheer from its first sentence to its last, however long."""
    sentences = [one for one in re.split(r"[.!\n]+", bare) if re.search(r"\w", one)]
    return bool(sentences) and all(_PRAISE.match(one) and not _SAYS_MORE.search(one) for one in sentences)
