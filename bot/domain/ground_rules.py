"""A change of a set's ground rules: proposed, old beside new, and in force once enough have agreed."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.errors import Refused
from bot.domain.refusals import Refusal
from bot.domain.sets import ENOUGH_TO_START
from bot.domain.states import ProposalState


@dataclass(frozen=True, slots=True)
class RulesProposal:
    """What the channel sees of it. `agreed`, `against` and `waiting` are people; `needed` is how many more have to agree."""

    proposal_id: str
    by: str
    old: tuple[str, ...]
    new: tuple[str, ...]
    agreed: tuple[str, ...]
    against: tuple[str, ...]
    waiting: tuple[str, ...]
    needed: int
    state: ProposalState


def written(lines: Sequence[str]) -> list[str]:
    """The rules that somebody has typed, one a line. Raises Refused where there are none."""
    kept = [line.strip() for line in lines if line.strip()]
    if not kept:
        raise Refused(Refusal.NO_RULES, "rules")
    return kept


def enough(members: int) -> int:
    """How many of those who hold to the rules have to agree to others: more than half, and as many as a set starts with."""
    return max(members // 2 + 1, min(ENOUGH_TO_START, members))
