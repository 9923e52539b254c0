"""The private pulse of a meeting, and the summary that is shown of all (E6, E7)."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from statistics import median_low
from typing import Final

from bot.domain.errors import Refused

LOWEST: Final = 1
HIGHEST: Final = 10
ENOUGH_TO_SHOW: Final = 4
"""Below this nobody's answer could hide among the others'."""


@dataclass(frozen=True, slots=True)
class Pulse:
    """One person's answer, without their name: how we worked, from 1 to 10, and words that may be empty."""

    score: int
    well: str = ""
    better: str = ""


WORDS: Final = tuple(one.name for one in fields(Pulse) if one.name != "score")
"""What a pulse asks for in words, each by the name of its field in the form and of its column."""


@dataclass(frozen=True, slots=True)
class PulseSummary:
    """What is shown once, at the end of the review's time: the range and the middle, and the words in no order."""

    answers: int
    lowest: int
    highest: int
    middle: int
    well: tuple[str, ...]
    better: tuple[str, ...]


def checked(pulse: Pulse) -> Pulse:
    """The pulse itself; Refused for a score that is none."""
    if not LOWEST <= pulse.score <= HIGHEST:
        raise Refused(f"The pulse goes from {LOWEST} to {HIGHEST}.", "score")
    return pulse


def summary_of(pulses: Sequence[Pulse]) -> PulseSummary | None:
    """The summary of these answers; None while there are fewer than four. The words are sorted, so no order tells whose."""
    if len(pulses) < ENOUGH_TO_SHOW:
        return None
    scores = [pulse.score for pulse in pulses]
    return PulseSummary(
        answers=len(scores),
        lowest=min(scores),
        highest=max(scores),
        middle=median_low(scores),
        well=tuple(sorted(pulse.well for pulse in pulses if pulse.well)),
        better=tuple(sorted(pulse.better for pulse in pulses if pulse.better)),
    )
