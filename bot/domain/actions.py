"""Actions and what became of them."""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Final

from bot.domain.controls import StepControls
from bot.domain.states import ActionStatus, Ahead

MOST_LISTED: Final = 20
"""How many actions a list shows, and is given; beyond them it says how many there are."""


@dataclass(frozen=True, slots=True)
class LatestReport:
    """The newest report on an action."""

    outcome: ActionStatus
    happened: str
    learned: str
    ahead: Ahead


@dataclass(frozen=True, slots=True)
class ActionLine:
    """An action as people see it. Due at the end of `due_on` in `due_zone`, or where that is None at the next meeting."""

    action_id: str
    owner: str
    what: str
    first_step: str
    due_on: date | None
    due_zone: str | None
    status: ActionStatus
    told: LatestReport | None = None


@dataclass(frozen=True, slots=True)
class Listing:
    """The first of many actions, and how many there are `in_all`."""

    lines: tuple[ActionLine, ...] = ()
    in_all: int = 0


@dataclass(frozen=True, slots=True)
class TakenOn:
    """What a message in a slot's thread shows: an action, with those that join it, and the controls if it carries them."""

    lines: tuple[ActionLine, ...]
    carried: StepControls | None = None


@dataclass(frozen=True, slots=True)
class NotSaid:
    """The question to a presenter whose slot named neither an action nor none, with what they have said since."""

    sentence: str
    slot_id: str
    actions: int
    said_none: bool


@dataclass(frozen=True, slots=True)
class Committed:
    """An action that was just kept: `in_slot` when the thread shows it, otherwise the next opening will. `zone` is its owner's."""

    line: ActionLine
    in_slot: bool
    next_meeting: datetime | None
    zone: str = "UTC"


@dataclass(frozen=True, slots=True)
class ReportAsk:
    """The question to one owner, by DM, before a meeting: one message for all their actions. `late` by more than a day."""

    set_name: str
    meeting: int
    meeting_at: datetime
    zone: str
    lines: tuple[ActionLine, ...]
    again: bool
    late: bool


class ShownWhen(StrEnum):
    """When the set hears of a report: in a report-back that has begun, in the one of today, or at the next meeting."""

    NOW = "now"
    TODAY = "today"
    NEXT = "next"


@dataclass(frozen=True, slots=True)
class Reportable:
    """An action that was reported on just now."""

    line: ActionLine
    heard: ShownWhen


@dataclass(frozen=True, slots=True)
class OwnerReports:
    """What became of one owner's actions, in the thread of the report-back: `correctable` until the meeting closes."""

    owner: str = field(compare=False)
    lines: tuple[ActionLine, ...]
    passed: bool
    open: bool
    step_id: str
    correctable: bool = False


def after(outcome: ActionStatus, ahead: Ahead) -> ActionStatus:
    """The status of an action once its owner reported: dropped is dropped, done is done, the rest stays open."""
    return ActionStatus.DROPPED if ahead is Ahead.DROP and outcome is not ActionStatus.DONE else outcome
