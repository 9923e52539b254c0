"""The private pulse of a meeting, and the summary that is shown of all (E6, E7)."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Final

from bot.domain.errors import Refused
from bot.domain.refusals import Refusal

LOWEST: Final = 1
HIGHEST: Final = 10
ENOUGH_FOR_A_RANGE: Final = 5
"""Below this nobody's answer could hide among the others'."""


def may_have_a_range(members: int) -> bool:
    """Whether a set is large enough for a range: a smaller one is promised none."""
    return members >= ENOUGH_FOR_A_RANGE


@dataclass(frozen=True, slots=True)
class PulseAsked:
    """What the form of a pulse depends on: whether a range may be shown, and of whoever has presented who of the set was not there.

    `absent` are Slack ids.
    """

    ranged: bool
    absent: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Pulse:
    """One person's answer, without their name: how we worked, from 1 to 10, and words that the set may read."""

    score: int
    well: str = ""
    better: str = ""


WORDS: Final = tuple(one.name for one in fields(Pulse) if one.name != "score")
"""What a pulse asks for in words, each by the name of its field in the form and of its column."""


@dataclass(frozen=True, slots=True)
class PulseSummary:
    """What is shown once, at the end of the review's time: the range, without a middle, and the words in no order.

    Of too few answers there is no range.
    """

    answers: int
    range: tuple[int, int] | None
    well: tuple[str, ...]
    better: tuple[str, ...]


def checked(pulse: Pulse) -> Pulse:
    """The pulse itself; Refused for a score that is none."""
    if not LOWEST <= pulse.score <= HIGHEST:
        raise Refused(Refusal.PULSE_OUT_OF_RANGE, "score", low=LOWEST, high=HIGHEST)
    return pulse


def without_words(pulse: Pulse) -> Pulse:
    """Its number alone: words that the set may not read are for nobody, and are not kept."""
    return Pulse(pulse.score)


def summary_of(pulses: Sequence[Pulse]) -> PulseSummary | None:
    """The spread of these answers; None where there are none. The words are sorted, so no order tells whose."""
    if not pulses:
        return None
    scores = [pulse.score for pulse in pulses]
    return PulseSummary(
        answers=len(scores),
        range=(min(scores), max(scores)) if len(scores) >= ENOUGH_FOR_A_RANGE else None,
        well=tuple(sorted(pulse.well for pulse in pulses if pulse.well)),
        better=tuple(sorted(pulse.better for pulse in pulses if pulse.better)),
    )
