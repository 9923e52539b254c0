"""What the latest message of the bot in a thread carries, what is behind *More*, and what is said of a clock that stands or goes."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Any

from bot.domain.errors import Refused
from bot.domain.formats import Ends
from bot.domain.refusals import Refusal
from bot.domain.step_kinds import StepKind


class Standing(StrEnum):
    """Why the clock of a meeting stands: it was PAUSED, there is a MOMENT inside a slot, a slot was ENDED by its presenter, or
    the time of the opening is up and TOO_FEW are here.
    """

    PAUSED = "paused"
    MOMENT = "moment"
    ENDED = "ended"
    TOO_FEW = "too_few"


@dataclass(frozen=True, slots=True)
class StepControls:
    """The controls of the open step. `calling` while a call has buttons of its own.

    `ended` is when its time was up (UTC), where no message of its own says so. `acted` once its slot has brought an action,
    `unasked` where no question was asked in it. `ends` is how its format says that it ends; `writing` while peers
    write their questions. Where the set wants no more than dates, the clock, actions and report-backs it `only_keeps`.
    """

    step_id: str
    kind: StepKind
    paused: bool
    calling: bool
    ended: datetime | None = None
    standing: Standing = Standing.PAUSED
    acted: bool = False
    writing: bool = False
    unasked: bool = False
    ends: Ends | None = None
    only_keeps: bool = False


class EndsTooSoon(Refused):
    """Whoever would end a step is asked first: nobody has asked yet, or it has just begun, and they may have meant the one before.

    `moved_by` is the Slack id of whoever began it, nobody's where it began by itself.
    """

    def __init__(self, step_id: str, step_kind: StepKind, moved_by: str = "", *, nobody_asked: bool = False) -> None:
        super().__init__(Refusal.ENDS_TOO_SOON)
        self.step_id, self.step_kind, self.moved_by, self.nobody_asked = step_id, step_kind, moved_by, nobody_asked


class EndsAnothersSlot(Refused):
    """Whoever types that another's slot is over is asked first; `presenter` is the Slack id of whose it is."""

    def __init__(self, slot_id: str, presenter: str) -> None:
        super().__init__(Refusal.ENDS_ANOTHERS_SLOT)
        self.slot_id, self.presenter = slot_id, presenter


class Choice(StrEnum):
    """What somebody can do by the form behind *More*."""

    ANOTHER_PROMPT = "another_prompt"
    GO_ON = "go_on"
    NEXT = "next"
    EXTEND = "extend"
    ONLY_LISTEN = "only_listen"
    OTHER_ISSUE = "other_issue"
    END_SLOT = "end_slot"
    ASK_IN_WRITING = "ask_in_writing"
    ASK_IN_ROUNDS = "ask_in_rounds"
    SPEAK = "speak"
    TYPE = "type"
    END_MEETING = "end_meeting"


@dataclass(frozen=True, slots=True)
class Offered:
    """Something that somebody may do now, and the public id of the turn, step, slot or meeting that it is about."""

    choice: Choice
    about: str


@dataclass(frozen=True, slots=True)
class More:
    """What one person may do now, in the order in which it is shown, and where the meeting is.

    `kind` is of the open step, which is to end at `until` (UTC). `presenter` is the Slack id of whose slot it is, nobody's outside of
    slots; `own` where that is the person themselves. `standing` says why the clock stands, where it does. `writing` while peers write
    their questions, which *Next* releases.
    """

    offered: tuple[Offered, ...]
    kind: StepKind
    until: datetime
    presenter: str = ""
    own: bool = False
    standing: Standing | None = None
    spoken: bool = False
    writing: bool = False

    def after(self, choice: Choice | None) -> "More":
        """The same in the form that is drawn anew: where *Next* was pressed no other stands, which a second tap would hit."""
        if choice is not Choice.NEXT:
            return self
        return replace(self, offered=tuple(one for one in self.offered if one.choice is not Choice.NEXT))


@dataclass(frozen=True, slots=True)
class ToStart:
    """Behind *More* on the card of a meeting that is planned: name and title of each format that it can start as."""

    meeting_id: str
    formats: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class ClockWord:
    """A pause, a resumption or downtime: `name` and `facts` as its post has them, `standing` while the meeting is paused."""

    name: str
    facts: Mapping[str, Any]
    standing: bool
    carried: StepControls | None
