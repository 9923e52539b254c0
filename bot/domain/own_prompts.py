"""Questions that a set adds to the bank itself, or keeps since they helped: they are the set's own, and nobody's name is with them."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from bot.domain.errors import Refused
from bot.domain.lengths import LONGEST_OWN_PROMPT
from bot.domain.question_bank import Family, Prompt, When
from bot.domain.questions import Classified, Kind, classify, plain
from bot.domain.refusals import Refusal
from bot.domain.said_words import TalkPlace
from bot.domain.step_kinds import StepKind

MOST_OWN: Final = 30
"""Of one set: enough for years, and few enough to be read through."""
MOMENTS: Final = (When.EARLY, When.MIDDLE, When.LATE)
"""At which a set may say that a question of its own fits; where it says nothing it fits at any."""
FIELD: Final = "question"


@dataclass(frozen=True, slots=True)
class OwnPrompt:
    """A question of a set's own, by its public id; `when` is None for one that fits at any time of the questions."""

    id: str
    text: str
    when: When | None = None

    @property
    def prompt(self) -> Prompt:
        """The same as one of the bank: gentle, and of a family of its own, so that it takes turns with the others."""
        when = frozenset() if self.when is None else frozenset({self.when})
        return Prompt(f"own-{self.id}", StepKind.QUESTION, Family.OWN, self.text, when=when)


@dataclass(frozen=True, slots=True)
class OwnPrompts:
    """Those of a set, oldest first."""

    set_id: str
    set_name: str
    prompts: tuple[OwnPrompt, ...]


@dataclass(frozen=True, slots=True)
class QuestionToKeep:
    """A question of a slot that may be kept: the turn in which it was asked, and where its words stand, if that is still known."""

    turn_id: str
    set_name: str
    at: datetime
    place: TalkPlace | None


def checked(typed: str, others: Iterable[str], *, as_it_is: bool) -> str:
    """A question as it is kept. Raises Refused for none, for one too long or there already, and unless `as_it_is` for one that
    our own detector does not take for an open question.
    """
    words = in_plain_words(typed)
    if not any(map(str.isalnum, words)):
        raise Refused(Refusal.NO_QUESTION, FIELD)
    if len(words) > LONGEST_OWN_PROMPT:
        raise Refused(Refusal.TOO_LONG, FIELD, used=len(words), most=LONGEST_OWN_PROMPT)
    if _bare(words) in map(_bare, others):
        raise Refused(Refusal.QUESTION_THERE, FIELD)
    doubt = _doubt(classify(words))
    if doubt is not None and not as_it_is:
        raise Refused(doubt, FIELD)
    return words


def in_plain_words(said: str) -> str:
    """What somebody said in a line, without Slack's markup and without whom it was said to."""
    return _ADDRESSED.sub("", " ".join(plain(said).split()))


_ADDRESSED: Final = re.compile(r"(?:@(?!\w)[\s,:]*)+")
"""What is left of mentions once nobody is named in them any more."""
_DOUBTS: Final[Mapping[Kind, Refusal]] = {
    Kind.CLOSED: Refusal.QUESTION_CLOSED,
    Kind.LEADING: Refusal.QUESTION_LEADS,
    Kind.MULTIPLE: Refusal.QUESTION_MULTIPLE,
    Kind.STATEMENT: Refusal.NO_QUESTION_IN_IT,
    Kind.SOCIAL: Refusal.NO_QUESTION_IN_IT,
}


def _doubt(found: Classified) -> Refusal | None:
    """What a set is told of a question before it keeps it; advice goes before all else."""
    return Refusal.QUESTION_ADVISES if found.advice else _DOUBTS.get(found.kind)


def _bare(words: str) -> str:
    return " ".join(re.findall(r"\w+", words.casefold()))
