"""How large a set is played, and what a stage of its life is."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from typing import Final

from tests.scene import Scene

USUAL_MEMBERS: Final = 5


@dataclass(frozen=True, slots=True)
class SetSize:
    """How much there is of everything.

    `members` from 5; `turns` to ask before the others of a slot; `actions` open when the meeting begins, half of them one
    owner's; `issues` waiting besides the presenter's; `slots` that fit a meeting, 4 or more; `meetings` behind it.
    """

    members: int = USUAL_MEMBERS
    turns: int = 2
    actions: int = 8
    issues: int = 3
    slots: int = 4
    meetings: int = 1


Stage = Callable[[Scene, SetSize], Awaitable[None]]
SMALL: Final = SetSize()
LARGE: Final = SetSize(members=11, turns=8, actions=20, issues=9, slots=6, meetings=3)
CAUSES: Final[Mapping[str, SetSize]] = {
    "members": replace(SMALL, members=LARGE.members),
    "turns": replace(SMALL, turns=LARGE.turns),
    "actions": replace(SMALL, actions=LARGE.actions),
    "issues and slots": replace(SMALL, members=LARGE.members, issues=LARGE.issues, slots=LARGE.slots),
    "meetings": replace(SMALL, meetings=LARGE.meetings),
}
"""The small set with more of one thing only: what a growth comes from.

Where there were more slots than others to present in them, Dan would, and his actions be of his own slot: another case.
"""
