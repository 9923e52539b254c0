"""What somebody is told whose wish is refused: every kind of refusal has its words, with its facts written into them."""

import html
from collections.abc import Callable
from typing import Final, Protocol

from bot.domain.completeness import must_have_all
from bot.domain.refusals import Fact, Facts, Refusal
from prompts import refused_days, refused_forms, refused_meetings, refused_sets
from prompts.language import _
from prompts.refused_types import PEOPLE, SHOWN, Table
from prompts.wording import mention, slash

WORDS: Final[Table] = {
    **refused_meetings.WORDS,
    **refused_sets.WORDS,
    **refused_days.WORDS,
    **refused_forms.WORDS,
}
must_have_all(Refusal, WORDS, "refusal", "has no words: add its entry to a table of prompts/refused.py")


class Told(Protocol):
    """A refusal, or the doubt about a day."""

    @property
    def kind(self) -> Refusal: ...

    @property
    def facts(self) -> Facts: ...


def worded(refused: Told) -> str:
    """The refusal as finished mrkdwn, its people mentioned."""
    return _worded(refused, mention)


def worded_in_field(refused: Told) -> str:
    """The same for the field of a form, which shows what it gets just as it stands: without mentions and entities."""
    return in_field(_worded(refused, lambda _user: _("somebody else")))


def in_field(mrkdwn: str) -> str:
    """What is said elsewhere too, and mentions nobody, as the field of a form shows it."""
    return html.unescape(mrkdwn)


def _worded(refused: Told, name: Callable[[str], str]) -> str:
    words = WORDS[refused.kind]
    facts = {key: _named(fact, name) if key in PEOPLE else fact for key, fact in refused.facts.items()}
    if callable(words):
        return words(**facts)
    shown = {key: SHOWN[key](fact) for key, fact in facts.items()}
    return _(words.sentence).format(**({"command": slash(words.command)} if words.command else {}), **shown)


def _named(people: Fact, name: Callable[[str], str]) -> Fact:
    return tuple(map(name, people)) if isinstance(people, tuple) else name(str(people))
