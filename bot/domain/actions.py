"""Actions and what became of them."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Final

from bot.domain.calendars import local_day
from bot.domain.controls import StepControls
from bot.domain.said_words import TalkPlace
from bot.domain.states import ActionStatus, Ahead, AskAgain

MOST_LISTED: Final = 20
"""How many actions a list shows, and is given; beyond them it says how many there are."""


@dataclass(frozen=True, slots=True)
class LatestReport:
    """The newest report on an action.

    `asks_here` where its owner is asked again all the same: as they wanted, in the meeting that is open, or on its due day.
    """

    outcome: ActionStatus
    happened: str
    learned: str
    ahead: Ahead
    ask_again: AskAgain | None = None
    asks_here: bool = False


@dataclass(frozen=True, slots=True)
class ActionLine:
    """An action as people see it. Due at the end of `due_on` in `due_zone`, or where that is None at the next meeting.

    `past` once that day is over: then it is never shown as ahead. `may_withdraw` until the set has heard of it.
    `meets_again` where its set has a meeting ahead that is planned. `quiet` where no letter asks about it before they meet, as its
    owner wants it.
    """

    action_id: str
    owner: str
    what: str
    first_step: str
    due_on: date | None
    due_zone: str | None
    status: ActionStatus
    told: LatestReport | None = None
    past: bool = False
    may_withdraw: bool = False
    meets_again: bool = True
    quiet: bool = False

    @property
    def is_heard(self) -> bool:
        """Whether its owner has told what there is to tell for now."""
        return self.told is not None and not self.told.asks_here

    def at(self, now: datetime) -> "ActionLine":
        """The same at that moment (UTC)."""
        past = self.due_on is not None and self.due_on < local_day(now, self.due_zone or "UTC")
        return self if past is self.past else replace(self, past=past)


@dataclass(frozen=True, slots=True)
class Listing:
    """The first of many actions, and how many there are `in_all`."""

    lines: tuple[ActionLine, ...] = ()
    in_all: int = 0

    def at(self, now: datetime) -> "Listing":
        """The same at that moment (UTC)."""
        return replace(self, lines=tuple(one.at(now) for one in self.lines))


@dataclass(frozen=True, slots=True)
class TakenOn:
    """What a message in a slot's thread shows: an action, with those that join it, and the controls if it carries them.

    Without any where all of them are their owner's alone by now. `prompt` is what may help its owner on.
    """

    lines: tuple[ActionLine, ...]
    carried: StepControls | None = None
    prompt: str = ""


@dataclass(frozen=True, slots=True)
class NotSaid:
    """The question to a presenter whose slot named neither an action nor none, with what they have said since.

    It is `over` once the set has met again.
    """

    set_name: str
    slot_id: str
    actions: int
    said_none: bool
    over: bool = False


@dataclass(frozen=True, slots=True)
class Committed:
    """An action that was just kept: `in_slot` when the thread shows it, otherwise the record of the meeting that is open
    (`in_record`), or the next opening will. `zone` is its owner's.

    `already` where they had taken on the same before, and nothing was taken on anew; `at_meeting` where they said that it
    falls due there. The next meeting is `late` where its time is past.
    """

    line: ActionLine
    in_slot: bool
    next_meeting: datetime | None
    zone: str = "UTC"
    already: bool = False
    at_meeting: bool = False
    in_record: bool = False
    late: bool = False


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
    """When the set hears of a report: in a report-back that has begun, in the one of today, or at the next meeting.

    ALONE where the set has ended: only its owner sees it.
    """

    NOW = "now"
    TODAY = "today"
    NEXT = "next"
    ALONE = "alone"


@dataclass(frozen=True, slots=True)
class Reportable:
    """An action that was reported on just now; `may_ask` is when its owner can still be asked again.

    `was_due` is the day that it was due before, in a tuple of none or one, where the report has changed it.
    `said` is where they have just told of it in words, in a report-back. `asker` is whose question it came from (a Slack id), who is
    to hear that it was told where its owner has ticked that.
    """

    line: ActionLine
    heard: ShownWhen
    may_ask: tuple[AskAgain, ...] = ()
    said: TalkPlace | None = None
    was_due: tuple[date | None, ...] = ()
    asker: str = ""
    tells_asker: bool = False


@dataclass(frozen=True, slots=True)
class OwnerReports:
    """What became of one owner's actions, in the thread of the report-back: `correctable` until the meeting closes.

    `said_it` where they have told it in words: nobody waits for them.
    """

    owner: str = field(compare=False)
    lines: tuple[ActionLine, ...]
    passed: bool
    open: bool
    step_id: str
    correctable: bool = False
    said_it: bool = False
    spoken: bool = False


def is_heard_of(committed_at: datetime, heard_at: datetime | None, *, in_slot: bool) -> bool:
    """Whether the set has seen an action: in its slot's thread at once, else as a meeting begins or closes (`heard_at`, UTC)."""
    return in_slot or (heard_at is not None and heard_at >= committed_at)


USUALLY: Final[Mapping[ActionStatus, Ahead]] = {
    ActionStatus.CHANGED: Ahead.CHANGE,
    ActionStatus.DROPPED: Ahead.DROP,
}
"""What an owner wants with an action where they say no more than what came of it; the others are kept."""


def usual(outcome: ActionStatus) -> Ahead:
    return USUALLY.get(outcome, Ahead.KEEP)


def after(outcome: ActionStatus, ahead: Ahead) -> ActionStatus:
    """The status of an action once its owner reported: dropped is dropped, done is done, the rest stays open."""
    return ActionStatus.DROPPED if ahead is Ahead.DROP and outcome is not ActionStatus.DONE else outcome
