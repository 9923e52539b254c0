"""What people change about a plan, and what is told of it: several changes in a minute are told as one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from typing import Any, Final

from bot.domain.days_off import Span

TOLD_AFTER: Final = timedelta(minutes=1)
"""What changes within that of a first change is told with it, as that time is over."""


class Change(StrEnum):
    """What may be done to a plan. FIXED is a date that was missing, ADDED one beyond those that there are."""

    MOVED = "moved"
    CANCELLED = "cancelled"
    FIXED = "fixed"
    ADDED = "added"
    NAMED = "named"
    REACHED = "reached"
    FORMAT = "format"
    HANDED_ON = "handed_on"
    PLACE = "place"
    OFF = "off"
    OFF_NO_MORE = "off_no_more"


class OnPlan(StrEnum):
    """What the menu beside a meeting of a plan offers."""

    MOVE = "move"
    CANCEL = "cancel"
    FORMAT = "format"
    NAME = "name"


_NEW: Final = (Change.ADDED, Change.FIXED)
_OF_DATES: Final = (*_NEW, Change.MOVED, Change.CANCELLED)


@dataclass(frozen=True, slots=True)
class PlanChange:
    """A change by the person with that Slack id: of the meeting of that row, by its number then; 0 for none.

    `at` is when it is planned now, and `was` when it was (UTC): of one that is cancelled there is only `was`. `to` is the Slack id
    of a new host, or the title of a format, and `span` are days off.
    """

    what: Change
    by: str
    row: int = 0
    number: int = 0
    at: datetime | None = None
    was: datetime | None = None
    to: str = ""
    span: Span | None = None

    @property
    def facts(self) -> dict[str, Any]:
        """As a post keeps it: ids, numbers and moments."""
        return {
            "what": self.what.value,
            "by": self.by,
            "row": self.row,
            "number": self.number,
            "at": self.at.timestamp() if self.at is not None else None,
            "was": self.was.timestamp() if self.was is not None else None,
            "to": self.to,
            "span": self.span.key if self.span is not None else "",
        }


def read_change(facts: Mapping[str, Any]) -> PlanChange:
    """A change as a post keeps it."""
    first, _, last = str(facts["span"]).partition("/")
    return PlanChange(
        Change(str(facts["what"])),
        str(facts["by"]),
        int(facts["row"]),
        int(facts["number"]),
        _moment(facts["at"]),
        _moment(facts["was"]),
        str(facts["to"]),
        Span(date.fromisoformat(first), date.fromisoformat(last)) if first else None,
    )


def _moment(seconds: Any) -> datetime | None:
    return datetime.fromtimestamp(float(seconds), UTC) if seconds is not None else None


def with_change(changes: Sequence[PlanChange], new: PlanChange) -> tuple[PlanChange, ...]:
    """What is to be told once this has changed too: what was done and undone is no change, and of a date the last one counts."""
    if new.what not in _OF_DATES:
        return (*(one for one in changes if not _is_repeated(one, new)), new)
    before = next((one for one in changes if one.row == new.row and one.what in _OF_DATES), None)
    rest = tuple(one for one in changes if one is not before)
    told = _after(before, new)
    if told is None:
        return tuple(one for one in rest if not one.row or one.row != new.row)
    return (*rest, told)


def _is_repeated(one: PlanChange, new: PlanChange) -> bool:
    return (one.what, one.row, one.span) == (new.what, new.row, new.span)


def _after(before: PlanChange | None, new: PlanChange) -> PlanChange | None:
    """What is told of a meeting of which something was to be told already; None where it is again as it was."""
    if before is None:
        return new
    if before.what in _NEW:
        return None if new.what is Change.CANCELLED else replace(before, at=new.at, by=new.by, number=new.number)
    told = replace(new, was=before.was)
    return None if told.at == told.was else told
