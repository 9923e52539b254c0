"""Whom people of a workspace can turn to: those who run the bot say so in its settings."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Contacts:
    """Whom to ask about one's `data`, and whom to turn to where somebody's `safety` is at stake. Empty where nobody is named."""

    data: str = ""
    safety: str = ""


NOBODY_NAMED: Final = Contacts()
