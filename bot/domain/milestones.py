"""Milestones: what a programme has reached by a meeting, in the set's own words."""

from collections.abc import Mapping, Sequence
from typing import Final

from bot.domain.errors import Refused
from bot.domain.refusals import Refusal

LONGEST_MILESTONE: Final = 80


def in_order(names: Sequence[str], meetings: int) -> Mapping[int, str]:
    """Names of one's own, each line for the meeting of that number; an empty line is for none.

    Raises Refused where there are more of them than meetings, or one is too long.
    """
    kept = [" ".join(name.split()) for name in names]
    while kept and not kept[-1]:
        kept.pop()
    if len(kept) > meetings:
        raise Refused(Refusal.TOO_MANY_MILESTONES, "milestone_names", count=len(kept), most=meetings)
    return {number: checked(name, "milestone_names") for number, name in enumerate(kept, start=1) if name}


def spread(names: Sequence[str], meetings: int) -> Mapping[int, str]:
    """The names of a programme over so many meetings, as evenly as may be: the first is of the first, the last of the last.

    Where there are fewer meetings than names, the earlier names that fall on one give way.
    """
    steps = max(len(names) - 1, 1)
    return {1 + round(nth * (meetings - 1) / steps): name for nth, name in enumerate(names)}


def checked(name: str, field: str = "milestone") -> str:
    """The name in one line; raises Refused with that field for one that is too long."""
    kept = " ".join(name.split())
    if len(kept) > LONGEST_MILESTONE:
        raise Refused(Refusal.TOO_LONG, field, used=len(kept), most=LONGEST_MILESTONE)
    return kept
