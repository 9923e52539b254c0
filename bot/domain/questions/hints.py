"""What may be said privately of a message that is no open question, and which question of ours is offered instead.

It names the habit, never the person; the rewrite is chosen by the habit alone, so that it guesses at nobody's answer.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from bot.domain.questions.classifying import classify
from bot.domain.questions.kinds import Kind, Sign
from bot.domain.questions.sentences import plain

MOST_IN_A_SLOT: Final = 3
"""Hints, in all the steps of a slot; one person has one in a step at most."""
REWRITES_OF_EACH: Final = 3
"""So many questions there are for each habit: the hints of a slot offer none twice."""
_HAS_NONE: Final = re.compile(
    r"\b(?:no questions?|(?:enough|not|nothing|none|ready) (?:\w+ )?yet|nothing (?:from|for|comes|else)|still thinking"
    r"|(?:let me|need to|have to) think|(?:a|one) (?:moment|minute|second)|my turn|skip me|pass)\b",
    re.IGNORECASE,
)
"""How people say that they have no question just now: that is no habit, and nothing is to be asked instead."""
_LOOKED_AT: Final = 300
_MOST_WORDS: Final = 40
"""So many characters of somebody's own words are shown to them again."""


class Habit(StrEnum):
    """What a message that is no open question may be (B1 to B9). EXPECTS an answer of its own; a STATEMENT asks nothing."""

    ADVICE = "advice"
    TRIED = "tried"
    WHY_NOT = "why_not"
    SUGGESTION = "suggestion"
    EXPECTS = "expects"
    BLAMES = "blames"
    STORY = "story"
    STATEMENT = "statement"
    SEVERAL = "several"
    YES_NO = "yes_no"
    EITHER_OR = "either_or"
    FACT = "fact"


CLARIFYING: Final = "clarifying"
"""Stands for the habit in the name of a rewrite that asks for facts: what is offered for advice while the set clarifies."""
ADVICE_FIRST: Final = frozenset({Habit.ADVICE, Habit.TRIED, Habit.WHY_NOT, Habit.SUGGESTION})
"""Advice, in disguise or not: hinted at in every step in which peers ask."""
CLOSED: Final = frozenset({Habit.YES_NO, Habit.EITHER_OR, Habit.FACT})
"""A mild matter: hinted at only where the set has asked for it."""

QUESTIONS: Final = CLOSED | {Habit.SEVERAL}
"""What asks, though it is no open question: a turn in which it was said was used for a question."""
THOUGHTS: Final = frozenset({Habit.STATEMENT, Habit.STORY})
"""What may lead up to a question that follows: hinted at once nothing has followed for a while."""
_BY_SIGN: Final[Mapping[Sign, Habit]] = {
    Sign.ADVISES: Habit.ADVICE,
    Sign.TRIED: Habit.TRIED,
    Sign.WHY_NOT: Habit.WHY_NOT,
    Sign.COULD_YOU: Habit.SUGGESTION,
    Sign.SHOULD: Habit.SUGGESTION,
    Sign.WHAT_IF: Habit.SUGGESTION,
    Sign.WOULD_HELP: Habit.SUGGESTION,
    Sign.PERHAPS: Habit.SUGGESTION,
    Sign.NEGATED: Habit.EXPECTS,
    Sign.TAG: Habit.EXPECTS,
    Sign.PRESUMES: Habit.EXPECTS,
    Sign.BLAMES: Habit.BLAMES,
    Sign.RHETORICAL: Habit.BLAMES,
    Sign.TELLS_A_STORY: Habit.STORY,
    Sign.TELLS: Habit.STATEMENT,
    Sign.SEVERAL: Habit.SEVERAL,
    Sign.YES_NO: Habit.YES_NO,
    Sign.CHECKS: Habit.YES_NO,
    Sign.ECHO: Habit.YES_NO,
    Sign.EITHER_OR: Habit.EITHER_OR,
    Sign.FACT: Habit.FACT,
}
_WITHOUT_WORDS: Final = frozenset({Habit.STATEMENT, Habit.SEVERAL}) | CLOSED


class Place(StrEnum):
    """Where in the message the words stand that gave it away. NOWHERE: none are shown."""

    BEGINS = "begins"
    WITHIN = "within"
    ENDS = "ends"
    NOWHERE = "nowhere"


@dataclass(frozen=True, slots=True)
class Noticed:
    """What a message may be, with the words of its own that gave it away. They are in memory only, and in no log."""

    habit: Habit
    words: str = field(default="", repr=False)
    place: Place = Place.NOWHERE


@dataclass(frozen=True, slots=True)
class Hint:
    """What somebody alone is told of their message, and the name of the question that is offered instead."""

    noticed: Noticed
    rewrite: str


def noticed(text: str) -> Noticed | None:
    """What a message may be other than an open question; None for those, for courtesies, and in languages that are not known."""
    found = classify(text)
    if found.kind in {Kind.OPEN, Kind.SOCIAL}:
        return None
    if found.kind is Kind.MULTIPLE and found.advice:
        return Noticed(Habit.SUGGESTION)
    habit = _BY_SIGN[found.sign]
    if habit is Habit.STATEMENT and _HAS_NONE.search(plain(text)[:_LOOKED_AT]):
        return None
    if habit in _WITHOUT_WORDS or not found.words or len(found.words) > _MOST_WORDS:
        return Noticed(habit)
    return Noticed(habit, _as_quoted(found.words), _place(plain(text), found.words))


def _as_quoted(words: str) -> str:
    """*You should* is *you should* within a sentence; *I'd ask* stays as it is. No mark of Slack's breaks out of it."""
    bare = " ".join("".join(letter for letter in words if letter not in "*_~`").split())
    return bare if bare[:1] == "I" and not bare[1:2].isalpha() else bare[:1].lower() + bare[1:]


def _place(bare: str, words: str) -> Place:
    said = bare.strip(" \n\t.!?")
    if said.startswith(words):
        return Place.BEGINS
    return Place.ENDS if said.endswith(words) else Place.WITHIN


def is_hinted_at(habit: Habit, *, clarifying: bool = False, closed: bool = False) -> bool:
    """Whether a habit is hinted at: while facts are clarified advice alone, and closedness only where the set asked for it."""
    if clarifying:
        return habit in ADVICE_FIRST
    return closed or habit not in CLOSED


def rewrite_of(habit: Habit, nth: int, *, clarifying: bool = False) -> str:
    """The name of the question that is offered for a habit: another one with each hint of a slot, of which `nth` came before."""
    return f"{CLARIFYING if clarifying else habit}:{nth % REWRITES_OF_EACH + 1}"


def habit_rewritten(rewrite: str) -> Habit | None:
    """The habit for which that question was offered; None while facts were clarified. Raises ValueError for a name of none."""
    habit, _colon, nth = rewrite.partition(":")
    if nth not in {str(one) for one in range(1, REWRITES_OF_EACH + 1)}:
        raise ValueError(rewrite)
    return None if habit == CLARIFYING else Habit(habit)


def hint_for(text: str, *, clarifying: bool = False, closed: bool = False, nth: int = 0) -> Hint | None:
    """The hint for what somebody has written, or is about to send; None where there is nothing to say.

    `nth` is how many hints came before in the slot; `closed` is whether the set has asked for hints at closed questions too.
    """
    found = noticed(text)
    if found is None or not is_hinted_at(found.habit, clarifying=clarifying, closed=closed):
        return None
    return Hint(found, rewrite_of(found.habit, nth, clarifying=clarifying))
