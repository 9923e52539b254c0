"""Bids: the issues that wait for a slot, and the order in which they get one."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.domain.states import IssueKind


@dataclass(frozen=True, slots=True)
class Bid:
    """An issue that waits for a slot.

    `presented_in` is the number of the meeting its owner last presented in, 0 for never; `in_line` its place in the line that an
    earlier meeting left, from 1, 0 for none; `had` how many slots its owner has in this meeting already.
    """

    issue_id: str
    user: str
    sentence: str
    urgency: int
    presented_in: int
    in_line: int
    raised_at: datetime
    here: bool
    agreed: bool = True
    had: int = 0
    kind: IssueKind = IssueKind.PROBLEM

    @property
    def ready(self) -> bool:
        """Whether its owner could present now: here, and agreed to the ground rules."""
        return self.here and self.agreed


def suggested(bids: Sequence[Bid], first: str = "") -> tuple[Bid, ...]:
    """The order to suggest: those who are ready, and of them everybody's first issue before anybody's second.

    Then goes whoever is first in line, in the order kept; then urgency, then longest since presenting (M4). The issue `first`
    is one that the set chose to lead.
    """
    by_merit = sorted(bids, key=lambda bid: (bid.issue_id != first, *_merit(bid)))
    rounds = _rounds(by_merit)
    return tuple(sorted(by_merit, key=lambda bid: (bid.issue_id != first, not bid.ready, rounds[bid.issue_id])))


def kept_in_line(bids: Sequence[Bid], taken: Collection[str]) -> tuple[Bid, ...]:
    """Whoever waits on, as they stand in line for the next free slot: places that were kept before stay before new ones.

    `taken` are the ids of the issues that get a slot.
    """
    rest = [bid for bid in suggested(bids) if bid.issue_id not in taken]
    return tuple(sorted(rest, key=lambda bid: (not bid.in_line, bid.in_line)))


def _merit(bid: Bid) -> tuple[bool, int, int, int, datetime]:
    return (not bid.in_line, bid.in_line, -bid.urgency, bid.presented_in, bid.raised_at)


def _rounds(by_merit: Sequence[Bid]) -> dict[str, int]:
    """How many slots its owner has, or would have, before each issue."""
    seen: Counter[str] = Counter()
    rounds = {}
    for bid in by_merit:
        rounds[bid.issue_id] = bid.had + seen[bid.user]
        seen[bid.user] += 1
    return rounds
