"""The private form of a meeting's end: a pulse, and what one takes away; and the summary that is shown of all pulses (E6, E7)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any, Final

from bot.domain.errors import Refused
from bot.domain.refusals import Refusal
from bot.domain.said_words import TalkPlace

LOWEST: Final = 1
HIGHEST: Final = 10
ENOUGH_FOR_A_RANGE: Final = 5
"""Below this nobody's answer could hide among the others'."""


def may_have_a_range(members: int) -> bool:
    """Whether a set is large enough for a range: a smaller one is promised none."""
    return members >= ENOUGH_FOR_A_RANGE


class PulseNumber(StrEnum):
    """What a pulse rates from LOWEST to HIGHEST, each by the name of its field in the form and of its column. It is no pulse without
    SCORE: how we worked.
    """

    SCORE = "score"


class PulseWord(StrEnum):
    """What a pulse says in words, each by the name of its field in the form. WELL was asked for by earlier versions."""

    WELL = "well"
    BETTER = "better"


class PulseTaken(StrEnum):
    """What becomes of a number that is sent: COUNTED, or too late, as theirs was GIVEN before, or the summary SHOWN already."""

    COUNTED = "counted"
    GIVEN = "given"
    SHOWN = "shown"


@dataclass(frozen=True, slots=True)
class Pulse:
    """One person's answer, without their name: how we worked, from 1 to 10, and words that the set may read."""

    score: int
    well: str = ""
    better: str = ""

    @property
    def numbers(self) -> Mapping[PulseNumber, int]:
        """What it rates, where it rates it."""
        return {about: rated for about in PulseNumber if (rated := getattr(self, about)) is not None}

    @property
    def words(self) -> tuple[tuple[PulseWord, str], ...]:
        """What it says in words, where it says any."""
        return tuple((about, words) for about in PulseWord if (words := str(getattr(self, about))))


@dataclass(frozen=True, slots=True)
class Takeaways:
    """What somebody takes away from a meeting, for themselves and for the set; None where the form did not ask for it."""

    for_me: str | None = None
    for_set: str | None = None


@dataclass(frozen=True, slots=True)
class PulseForm:
    """What the private form opens with: what is theirs already. Without `takes_pulse` it asks for no number any more.

    `gave` where that is because they gave theirs. `ranged` where the set is large enough for a range; `said` leads to what they
    have said in the review and not kept yet. Whoever has presented is asked as well whether those who are `absent` (Slack ids) may
    read their slot; `may_read` is what they have said to that.
    """

    takes_pulse: bool
    gave: bool = False
    ranged: bool = True
    kept: Takeaways = Takeaways("", "")
    said: TalkPlace | None = None
    absent: tuple[str, ...] = ()
    may_read: bool = False


@dataclass(frozen=True, slots=True)
class PulseSaved:
    """What became of the private form. `taken` is None where it held no number; `ranged` where a range may be shown.

    `words_left` are words for the set that were not taken, as their pulse was not; `kept` what is theirs now.
    `may_read` is whether those who could not come may read their slot; None where they were not asked.
    """

    taken: PulseTaken | None
    ranged: bool = True
    kept: Takeaways = Takeaways()
    words_left: tuple[str, ...] = ()
    may_read: bool | None = None


@dataclass(frozen=True, slots=True)
class PulseSummary:
    """What is shown once: the range, without a middle, and the words in no order.

    Of too few answers there is no range. `talk` where it comes in time for the set to talk about it in the same step.
    """

    answers: int
    range: tuple[int, int] | None
    well: tuple[str, ...]
    better: tuple[str, ...]
    talk: bool = False


def given(chosen: Mapping[PulseNumber, int], words: Mapping[PulseWord, str]) -> Pulse | None:
    """What a form says, 0 for a number that was not chosen; None without any. Raises Refused for anything else without SCORE."""
    rated = {about.value: number for about, number in chosen.items() if number}
    if PulseNumber.SCORE in rated:
        said: dict[str, Any] = rated | {about.value: one for about, one in words.items()}
        return Pulse(**said)
    if rated or any(words.values()):
        raise Refused(Refusal.PULSE_WITHOUT_NUMBER, PulseNumber.SCORE)
    return None


def checked(pulse: Pulse) -> Pulse:
    """The pulse itself; Refused for a number that is none of the scale."""
    for about, rated in pulse.numbers.items():
        if not LOWEST <= rated <= HIGHEST:
            raise Refused(Refusal.PULSE_OUT_OF_RANGE, about, low=LOWEST, high=HIGHEST)
    return pulse


def without_words(pulse: Pulse) -> Pulse:
    """Its number alone: words that the set may not read are for nobody, and are not kept."""
    return replace(pulse, well="", better="")


def summary_of(
    numbers: Sequence[tuple[PulseNumber, int]], words: Sequence[tuple[PulseWord, str]], *, talk: bool = False
) -> PulseSummary | None:
    """The spread of these answers; None where there are none. The words are sorted, so no order tells whose."""
    scores = [rated for about, rated in numbers if about is PulseNumber.SCORE]
    if not scores:
        return None
    said = {about: tuple(sorted(one for kind, one in words if kind is about)) for about in PulseWord}
    return PulseSummary(
        answers=len(scores),
        range=_range(scores),
        well=said[PulseWord.WELL],
        better=said[PulseWord.BETTER],
        talk=talk,
    )


def _range(rated: Sequence[int]) -> tuple[int, int] | None:
    return (min(rated), max(rated)) if len(rated) >= ENOUGH_FOR_A_RANGE else None
