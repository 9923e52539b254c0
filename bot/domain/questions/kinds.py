"""What a message can be found to be, and by what it was told."""

from enum import StrEnum
from typing import NamedTuple


class Kind(StrEnum):
    """What a message is, to whoever it is said to.

    LEADING asks for an answer of its own, or is advice with a question mark; a STATEMENT asks nothing; MULTIPLE asks for several
    things at once; SOCIAL is a greeting, thanks, a nod, or about the meeting itself.
    """

    OPEN = "open"
    CLOSED = "closed"
    LEADING = "leading"
    STATEMENT = "statement"
    MULTIPLE = "multiple"
    SOCIAL = "social"


class Sign(StrEnum):
    """By what a message was told to be of its kind: what a hint may name (B1 to B9)."""

    ASKS = "asks"
    INVITES = "invites"
    FOREIGN = "foreign"

    YES_NO = "yes_no"
    EITHER_OR = "either_or"
    FACT = "fact"
    ECHO = "echo"
    CHECKS = "checks"

    TRIED = "tried"
    COULD_YOU = "could_you"
    SHOULD = "should"
    WHY_NOT = "why_not"
    WHAT_IF = "what_if"
    WOULD_HELP = "would_help"
    PERHAPS = "perhaps"
    NEGATED = "negated"
    TAG = "tag"
    PRESUMES = "presumes"
    BLAMES = "blames"
    RHETORICAL = "rhetorical"

    ADVISES = "advises"
    TELLS_A_STORY = "tells_a_story"
    TELLS = "tells"

    SEVERAL = "several"
    COURTESY = "courtesy"
    MEETING = "meeting"


ADVICE = frozenset(
    {
        Sign.TRIED,
        Sign.COULD_YOU,
        Sign.SHOULD,
        Sign.WHY_NOT,
        Sign.WHAT_IF,
        Sign.WOULD_HELP,
        Sign.PERHAPS,
        Sign.ADVISES,
    }
)
"""The signs of a solution: it is the asker's, and the presenter has not found it."""


class Found(NamedTuple):
    """What a sentence is, the first and last of its words that gave it away, and whether it asks in the form of a wish."""

    kind: Kind
    sign: Sign
    first: int = 0
    last: int = 0
    is_wish: bool = False


class Classified(NamedTuple):
    """What a message is.

    `sureness` is the share of such messages, between 0 and 1, in which people who label them agree. `words` are those of the
    message that gave it away, as typed; `advice` is whether it brings a solution. *Tell us more* and *I wonder who knows* are in
    the form of a wish.
    """

    kind: Kind
    sureness: float
    sign: Sign
    words: str = ""
    advice: bool = False
    is_wish: bool = False
