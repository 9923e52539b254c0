"""In which sets somebody is away: in the one of the channel, in one that they chose, or in all of theirs."""

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from bot.domain.absences import Absence, Said
from bot.domain.errors import Refused
from bot.domain.refusals import Refusal


class InSets(StrEnum):
    """What may be typed behind a time away."""

    HERE = "here"
    ALL = "all"


_PLACES: Final = {
    InSets.ALL: re.compile(
        r"(?:^|[ ,;]+)(?:(?:in|from|for|across|with) )?(?:(?:all|each|both) (?:of )?(?:my |the )?sets|every set|everywhere)$"
    ),
    InSets.HERE: re.compile(
        r"(?:^|[ ,;]+)(?:(?:only )?(?:in|from|for|with) (?:only )?(?:this|the|my) set(?: only| alone)?|only here|here only)$"
    ),
}


@dataclass(frozen=True, slots=True)
class ToldAway:
    """What was told: an absence, or None for whoever is back; in the sets of these names, or `in_all` of theirs.

    `has_others` where they are in other sets besides.
    """

    absence: Absence | None
    sets: tuple[str, ...]
    in_all: bool
    has_others: bool = False


@dataclass(frozen=True, slots=True)
class AwayIn:
    """From the first to the last day somebody is away in a set, by its name, or is to be; None for one that began before."""

    set_name: str
    first: date | None
    last: date


@dataclass(frozen=True, slots=True)
class ChosenAway:
    """What a form says: the first and the last day, in one's own zone, and the public id of the one set, "" for all of theirs.

    Without a last day they are back.
    """

    first: date | None
    last: date | None
    set_id: str = ""


def place_in(typed: str) -> tuple[str, InSets | None]:
    """What was typed without the words that tell in which sets; None where it has none."""
    words = " ".join(typed.split()).rstrip(" .!")
    for where, pattern in _PLACES.items():
        found = pattern.search(words.lower())
        if found is not None:
            return words[: found.start()], where
    return typed, None


def absence_of(chosen: ChosenAway, today: date) -> Absence | None:
    """The absence that a form says; raises Refused with the field where it cannot stand."""
    first, last = chosen.first, chosen.last
    if last is None:
        if first is not None:
            raise Refused(Refusal.AWAY_WITHOUT_END, "last")
        return None
    if first is not None and last < first:
        raise Refused(Refusal.DAYS_OFF_END_FIRST, "last")
    if last < today:
        raise Refused(Refusal.PAST_DAY_CHOSEN, "last")
    return Absence(last, first if first is not None and first > today else None, Said.SPAN)
