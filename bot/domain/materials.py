"""What a set works with in its language, beside the sentences of the bot: the question bank and the formats."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from bot.domain.formats import Format
from bot.domain.question_bank import Bank

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
    def titles(self) -> tuple[tuple[str, str], ...]:
        """The formats by name and title, to choose from."""
        return tuple((name, one.title) for name, one in self.formats.items())
