"""What a set works with in its language, beside the sentences of the bot: the question bank and the formats."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from bot.domain.formats import Format, Proposed
from bot.domain.question_bank import Bank, InSet

ENGLISH: Final = "en_GB"
"""In which everything is there. What another language lacks is said in it."""


@dataclass(frozen=True, slots=True)
class Material:
    """The question bank, and what a meeting can start as, by name, in one language."""

    bank: Bank
    formats: Mapping[str, Format]

    def format(self, name: str) -> Format:
        """The format of that name; where it has been taken away since, the first that there is."""
        return self.formats.get(name) or next(iter(self.formats.values()))

    @property
    def made_for(self) -> Mapping[InSet, Proposed]:
        """What is proposed for the first and for the last meeting of a set; of several for one, the last by name."""
        made = ((one.made_for, one) for one in self.formats.values())
        return {when: Proposed(one.name, one.title, one.about) for when, one in made if when is not None}

    @property
    def titles(self) -> tuple[tuple[str, str], ...]:
        """The formats by name and title, to choose from."""
        return tuple((name, one.title) for name, one in self.formats.items())


@dataclass(frozen=True, slots=True)
class FormatChoice:
    """A planned meeting (UTC, in the zone of its set), name and title of its format, and what there is to choose from.

    Of each format name, title, and what it is about.
    """

    meeting_id: str
    number: int
    begins: datetime
    zone: str
    set_id: str
    chosen: str
    title: str
    formats: Sequence[tuple[str, str, str]]
