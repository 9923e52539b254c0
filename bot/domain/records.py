"""What a set has on record, and what one person has over all their sets: who presented what, what they took on, what came of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Final

from bot.domain.states import ActionStatus, IssueKind


class FileKind(StrEnum):
    """What a record can be taken along as."""

    MARKDOWN = "markdown"
    CSV = "csv"
    CALENDAR = "calendar"


class MayRead(StrEnum):
    """What a presenter says to whether those who could not come may read their slot."""

    YES = "yes"
    NO = "no"


@dataclass(frozen=True, slots=True)
class ToldOfIt:
    """What its owner told of an action once; `at` is UTC."""

    outcome: ActionStatus
    happened: str
    learned: str
    at: datetime


@dataclass(frozen=True, slots=True)
class RecordedAction:
    """An action with all that was told of it, oldest first. `owner` is nobody's id where they have left the set.

    Due at the end of `due_on` in `due_zone`, or where that is None at the meeting after it was taken on.
    """

    owner: str
    what: str
    first_step: str
    due_on: date | None
    due_zone: str | None
    status: ActionStatus
    told: tuple[ToldOfIt, ...] = ()


@dataclass(frozen=True, slots=True)
class Presented:
    """A slot: whose, about which issue, with which question, and what the real one was in the end.

    `because` and `ended_early` are for its presenter alone. Of one that is `withheld` there is no more than who presented: whoever
    reads it was not there, and its presenter has not said that they may.
    """

    presenter: str
    sentence: str
    question: str
    restated: str
    none_this_time: bool
    actions: tuple[RecordedAction, ...] = ()
    because: str = ""
    ended_early: bool = False
    kind: IssueKind = IssueKind.PROBLEM
    withheld: bool = False


@dataclass(frozen=True, slots=True)
class WaitingIssue:
    """One's own issue that still waits, a problem or an opportunity."""

    sentence: str
    kind: IssueKind = IssueKind.PROBLEM


@dataclass(frozen=True, slots=True)
class KeptLearning:
    """A line of learning; one that is not `shared` is for whoever kept it alone."""

    user: str
    note: str
    shared: bool = True


@dataclass(frozen=True, slots=True)
class MeetingRecord:
    """A meeting that was held, `at` when it began (UTC); `others` are actions that were taken on outside of slots since the last.

    The last part of one's own record has no number: what no meeting has heard of yet, with the issues that still wait.
    """

    set_name: str
    zone: str
    number: int | None
    at: datetime | None
    presented: tuple[Presented, ...] = ()
    others: tuple[RecordedAction, ...] = ()
    learned: tuple[KeptLearning, ...] = ()
    issues: tuple[WaitingIssue, ...] = ()

    @property
    def is_empty(self) -> bool:
        return not (self.presented or self.others or self.learned or self.issues)


@dataclass(frozen=True, slots=True)
class Gap:
    """The time in which somebody was out of a set that they left and came into again (UTC)."""

    left: datetime
    back: datetime

    def __contains__(self, moment: object) -> bool:
        return isinstance(moment, datetime) and self.left <= moment < self.back


@dataclass(frozen=True, slots=True)
class Record:
    """A record, oldest meeting first: of one set, or without a `set_id` somebody's own over all their sets.

    `since` is when whoever reads it joined, where that was after the founding (UTC).
    """

    name: str
    zone: str
    meetings: tuple[MeetingRecord, ...]
    set_id: str = ""
    since: datetime | None = None
    gap: Gap | None = None

    def users(self) -> tuple[str, ...]:
        """Everybody who stands in it, each once."""
        return tuple(dict.fromkeys(user for one in self.meetings for user in _users(one) if user))


def _users(of: MeetingRecord) -> Sequence[str]:
    taken_on = [*of.others, *(action for slot in of.presented for action in slot.actions)]
    named = [slot.presenter for slot in of.presented]
    return [*named, *(action.owner for action in taken_on), *(one.user for one in of.learned)]


LAST: Final = 10_000
"""A place beyond all others: the last one is meant."""


@dataclass(frozen=True, slots=True)
class RecordPlace:
    """Where somebody looks at a record: the meeting, counted from the newest, and which part of what is shown of it."""

    meeting: int = 0
    part: int = 0

    def __str__(self) -> str:
        return f"{self.meeting}.{self.part}"

    @classmethod
    def read(cls, written: str) -> "RecordPlace":
        """As a button carries it; the beginning for anything else."""
        meeting, _, part = written.partition(".")
        numbers = [
            int(one) if one.isascii() and one.isdecimal() and len(one) <= len(str(LAST)) else 0
            for one in (meeting, part)
        ]
        return cls(*numbers)


@dataclass(frozen=True, slots=True)
class RecordPage:
    """One meeting of a record, `place` among `in_all` of them, newest first; None where there is nothing on record yet."""

    name: str
    shown: MeetingRecord | None
    place: RecordPlace
    in_all: int
    set_id: str = ""
    since: datetime | None = None
    gap: Gap | None = None


@dataclass(frozen=True, slots=True)
class LastTime:
    """The meeting before this one: when it began (UTC), who presented what, and how many actions it brought, by how they stand."""

    at: datetime
    presented: tuple[tuple[str, str], ...]
    actions: tuple[tuple[ActionStatus, int], ...]
