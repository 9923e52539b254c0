"""The story of an action, for its owner alone: what it came from, how it changed, what was told of it, and what was learned."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from bot.domain.actions import ActionLine
from bot.domain.records import ToldOfIt
from bot.domain.states import IssueKind


class Happened(StrEnum):
    """What happened to an action."""

    TAKEN_ON = "taken_on"
    CHANGED = "changed"
    CHANGED_BY_REPORT = "changed_by_report"


@dataclass(frozen=True, slots=True)
class Stood:
    """How an action stood from that moment (UTC) on, and what made it so. With no day it was due at the next meeting."""

    at: datetime
    what: str
    due_on: date | None
    because: Happened = Happened.TAKEN_ON


@dataclass(frozen=True, slots=True)
class CameFrom:
    """The question that an action came from: who asked it (nobody's id where they have left). What was asked is not kept."""

    user: str


@dataclass(frozen=True, slots=True)
class ActionStory:
    """All of it, with `moments` in their order. Without a slot there is no issue; `number` and `held_at` (UTC) are its meeting's."""

    line: ActionLine
    set_name: str
    zone: str
    moments: tuple[Stood | ToldOfIt, ...]
    issue: str = ""
    question: str = ""
    restated: str = ""
    number: int | None = None
    held_at: datetime | None = None
    came_from: CameFrom | None = None
    notes: tuple[str, ...] = ()
    kind: IssueKind = IssueKind.PROBLEM


def in_their_order(
    taken_on: Stood, befores: Sequence[tuple[datetime, str, date | None, bool]], told: Sequence[ToldOfIt]
) -> tuple[Stood | ToldOfIt, ...]:
    """What happened to an action, oldest first. `taken_on` is as it stands now, at the moment when it was taken on; of each
    change is known when it was (UTC), how the action stood before it, and whether a report did it.
    """
    as_it_stood = [(what, due_on) for _, what, due_on, _ in befores] + [(taken_on.what, taken_on.due_on)]
    moments: list[Stood | ToldOfIt] = [Stood(taken_on.at, *as_it_stood[0])]
    for (at, _, _, by_report), after in zip(befores, as_it_stood[1:], strict=True):
        moments.append(Stood(at, *after, Happened.CHANGED_BY_REPORT if by_report else Happened.CHANGED))
    # A report that changed it was told first: what came of it is why it changed.
    return tuple(sorted([*told, *moments], key=lambda one: one.at))
