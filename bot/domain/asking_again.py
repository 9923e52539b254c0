"""Who is asked what came of an action between meetings, and when they are asked once more."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.domain.states import STILL_OPEN, ActionStatus, AskAgain


class Occasion(StrEnum):
    """What an owner is asked on: the day the action is due, and twice before a meeting."""

    DUE_DAY = "due_day"
    FIRST = "first"
    SECOND = "second"


@dataclass(frozen=True, slots=True)
class SaidOf:
    """How an action stands, and what its owner said last, if anything: when (UTC), and when to ask again if they said that.

    `not_again` is when they pressed *Not again for this one* in a letter (UTC).
    """

    status: ActionStatus
    at: datetime | None = None
    ask_again: AskAgain | None = None
    not_again: datetime | None = None


@dataclass(frozen=True, slots=True)
class Around:
    """Moments (UTC): when the last meeting began and closed, and when its members are first asked before the next one."""

    began: datetime | None = None
    closed: datetime | None = None
    first_asked: datetime | None = None


def is_asked(said: SaidOf, on: Occasion, around: Around) -> bool:
    """Whether somebody is asked. *Not yet* and *Partly* said early silence nothing; what they chose themselves does.

    Whoever has answered since the set was first asked before this meeting is not asked again.
    """
    if said.status not in STILL_OPEN or is_quiet(said, around.began):
        return False
    if said.at is None:
        return True
    if said.ask_again is not None and _since(said.at, around.began):
        return said.ask_again is AskAgain.DAY_BEFORE and on is Occasion.SECOND
    if not _since(said.at, around.closed):
        return True
    return around.first_asked is None or said.at < around.first_asked


def is_quiet(said: SaidOf, began: datetime | None) -> bool:
    """Whether its owner wants no letter to ask about it before the next meeting; `began` is when the last one did (UTC).

    That meeting asks in its report-back all the same.
    """
    return said.not_again is not None and _since(said.not_again, began)


def asks_here(said: SaidOf, began: datetime | None) -> bool:
    """Whether the meeting that began then asks, since its owner put it off until there."""
    still = said.status in STILL_OPEN and said.ask_again is AskAgain.AT_MEETING
    return still and said.at is not None and (began is None or said.at < began)


def _since(at: datetime, moment: datetime | None) -> bool:
    return moment is None or at > moment
