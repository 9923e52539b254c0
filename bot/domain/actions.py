"""Actions and what became of them."""

from dataclasses import dataclass
from datetime import date, datetime

from bot.domain.states import ActionStatus, Ahead


@dataclass(frozen=True, slots=True)
class Told:
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
    told: Told | None = None


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


@dataclass(frozen=True, slots=True)
class OwnerReports:
    """What became of one owner's actions, in the thread of the report-back."""

    owner: str
    lines: tuple[ActionLine, ...]
    passed: bool
    open: bool
    step_id: str


def after(outcome: ActionStatus, ahead: Ahead) -> ActionStatus:
    """The status of an action once its owner reported: dropped is dropped, done is done, the rest stays open."""
    return ActionStatus.DROPPED if ahead is Ahead.DROP and outcome is not ActionStatus.DONE else outcome
