"""How much a filled database holds, and how its rows are numbered."""

from dataclasses import dataclass
from typing import Final

MEMBERS: Final = 8
PEOPLE: Final = MEMBERS + 1
"""The members of a set and one who advises: every tenth set lends its adviser to the nine after it."""
PLANNED: Final = 2
SLOTS: Final = 3
STEPS: Final = 23
"""Opening, report-back and bids; six steps a slot; review and closing."""
TURNS: Final = 12
CALLS: Final = 10
"""Of the turns of a slot, so many calls still stand in its thread."""
LINES: Final = 5 * MEMBERS
POSTS: Final = 50
"""Agenda and three slot cards, ten calls under each of these, eight actions, and a request by DM for each member."""
TIMERS: Final = 50
A_SET: Final = 1000
"""Actions, posts and timers of a set with twenty meetings, unless told otherwise."""


@dataclass(frozen=True, slots=True)
class DatabaseSize:
    """So many sets with so many closed meetings each, and `actions` (25 at least) committed at each meeting.

    One action in `open_every` is still open; the first `owners` of the members own those. `together`: so many sets, one
    after the other, have the same people. Without `elsewhere` all are in one workspace.
    """

    sets: int
    meetings: int = 20
    actions: int = 50
    open_every: int = 25
    owners: int = MEMBERS
    together: int = 1
    elsewhere: bool = True

    @property
    def people(self) -> int:
        """How many there are, the advisers among them."""
        return -(-self.sets // self.together) * PEOPLE

    @property
    def all_meetings(self) -> int:
        """Those of a set, closed and planned."""
        return self.meetings + PLANNED

    @property
    def all_actions(self) -> int:
        return self.sets * self.meetings * self.actions


def shape_of(rows: int) -> DatabaseSize:
    """A thousand rows of actions, posts and timers each come to a set; `rows` are rounded down to that."""
    return DatabaseSize(max(1, rows // A_SET))
