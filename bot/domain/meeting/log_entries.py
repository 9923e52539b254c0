"""The messages of a meeting, as its log knows them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from bot.domain.message_and_timer_kinds import Says


@dataclass(frozen=True, slots=True)
class Key:
    """Which message: its kind, and what it is about. `of` is a public id (or words), `nth` tells several about one apart.

    Where a row's own number is in the subject of a post, `of` is the public id of that row: STEP, STEP_CARD, TIME_UP, WRITING,
    QUESTIONS_LEFT, OWNER (`nth` is the member) and LOOK_BACK (`nth` is the row of the slot) of a step, SLOT_CARD of a slot, CALL
    and WRITTEN_QUESTION of a turn, AGENDA, STORIES and PULSE_SUMMARY of the meeting. An ACTION is of its slot, `nth` is the number
    of the action. A CLOCK is of a slot, or of the meeting, `nth` counts from 1. A NOTICE is of its name and what it is about.
    What belongs to others, or to what is not loaded, has an empty `of`, and `nth` is its subject.
    """

    kind: Says
    of: str
    nth: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """A message in the log of a meeting, in the order of posting. `under` is the head of its thread, None at the top.

    `sent` once it is, or was, there; `tried` once an attempt was made, after which it is not dropped without a look;
    `threads` are Slack's names of the threads under it; `has_no_thread` where what belongs under it stands at the top.
    `facts` are ids, numbers and dates that only this message knows. `due_at` is when it was first wanted.
    """

    key: Key
    under: Key | None = None
    facts: Mapping[str, Any] = field(default_factory=dict)
    number: int = 0
    sent: bool = False
    tried: bool = False
    dropped: bool = False
    has_no_thread: bool = False
    threads: tuple[str, ...] = ()
    due_at: datetime | None = None
