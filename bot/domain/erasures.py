"""What is to be deleted, row by row and message by message, and how much of it at once."""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Final

HANDFUL: Final = 200
"""So many rows go, or are marked, in one unit of work: others come in between."""
NEXT_HANDFUL: Final = timedelta(seconds=1)
"""When the next handful goes (on the clock)."""
ASKED_AGAIN: Final = timedelta(minutes=10)
"""When it is tried again while something is in the way: a meeting that is open, or messages that still stand."""
HELD: Final = timedelta(hours=1)
"""How often it is looked whether a legal hold has ended."""
MESSAGES_WAITED_FOR: Final = timedelta(days=30)
"""For so long a set's last rows wait for its messages to go; what Slack has not let go by then stays there."""
KEPT_AFTER_UNINSTALLING: Final = timedelta(days=14)
"""Slack asks for all of a workspace to be deleted within fourteen business days."""
ASKED_WHETHER_INSTALLED: Final = timedelta(hours=1)


class Erases(StrEnum):
    """What one erasure deletes. It is a row until it is done, whatever is killed or held meanwhile."""

    WORDS = "words"  # what a member gave a set, whether they have left it or not
    OWN = "own"  # what leaving a set deletes, where a legal hold was in the way
    PERSON = "person"  # whatever names somebody, over all their sets
    SET = "set"  # a set that has ended, once its time is over
    WORKSPACE = "workspace"  # all of a workspace that has uninstalled the bot


@dataclass(frozen=True, slots=True)
class Given:
    """How much a member gave a set, and what becomes of a wish to have it deleted."""

    set_id: str
    name: str
    issues: int
    actions: int
    reports: int
    notes: int
    is_held: bool = False
    is_asked: bool = False
    can_leave: bool = True

    @property
    def is_nothing(self) -> bool:
        return not (self.issues or self.actions or self.reports or self.notes)


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked for: whether it waits for a legal hold to end, or for a meeting to be over."""

    name: str
    is_held: bool = False
    is_meeting: bool = False
    leaves: bool = False
