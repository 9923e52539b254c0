"""What those who run the bot say in its settings and every charter tells: whom to turn to, and whether anything may be deleted."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Contacts:
    """Whom to ask about one's `data`, and whom to turn to where somebody's `safety` is at stake. Empty where nobody is named.

    While a `legal_hold` is in force nothing that people gave is deleted.
    """

    data: str = ""
    safety: str = ""
    legal_hold: bool = False


NOBODY_NAMED: Final = Contacts()
