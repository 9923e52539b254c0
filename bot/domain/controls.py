"""What the latest message of the bot in a thread carries, and what is said of a clock that stands or goes."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from bot.domain.step_kinds import StepKind


class Standing(StrEnum):
    """Why the clock of a meeting stands: it was PAUSED, there is a MOMENT inside a slot, or a slot was ENDED by its presenter."""

    PAUSED = "paused"
    MOMENT = "moment"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class StepControls:
    """The controls of the open step. `calling` while a call has buttons of its own.

    `ended` is when its time was up (UTC), where no message of its own says so.
    """

    step_id: str
    kind: StepKind
    paused: bool
    calling: bool
    ended: datetime | None = None
    standing: Standing = Standing.PAUSED


@dataclass(frozen=True, slots=True)
class ClockWord:
    """A pause, a resumption or downtime: `name` and `facts` as its post has them, `standing` while the meeting is paused."""

    name: str
    facts: Mapping[str, Any]
    standing: bool
    carried: StepControls | None
