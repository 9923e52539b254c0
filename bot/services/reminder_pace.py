"""What can wait: reminders that fall due for a whole organisation at one minute leave at the pace of its workspace."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Final

from bot.domain.pacing import MINUTE, Pace, believed
from storage import delivery, workspace_pace
from storage.compiled_statements import Connected
from storage.delivery import Moment
from storage.delivery_statements import MANY

PAUSE: Final = timedelta(seconds=1)

Waiting = list[tuple[str, int]]
"""Conversations, by workspace and id: the longest due first."""


class ReminderPace:
    """Chooses whose reminder leaves next, for one process; what is paid for is a row a workspace, for all processes.

    Only as many conversations are taken as may be written to now, so that none is leased for nothing. While more wait,
    nobody looks at them before `again_at`, however often delivery is woken: ten thousand cost a click nothing.
    """

    def __init__(self, a_minute: int) -> None:
        self._pace = Pace(a_minute)
        self.again_at: datetime | None = None

    def waiting(self, db: Connected, at: Moment, held: Collection[int], *, crowd: bool) -> Waiting:
        """The next conversations with such a message, those in `held` among them; none where it is too early to look.

        Where many DMs are still to be opened (a `crowd`), they too are looked through once a second only.
        """
        again_at = believed(self.again_at, at.now, MINUTE)
        if again_at is not None and at.now < again_at:
            return []
        full = len(held) >= MANY
        self.again_at = at.now + PAUSE if crowd or full else None
        return [] if full else self._next(db, at, held)

    def nothing_waits(self) -> None:
        """Nothing at all is due."""
        self.again_at = None

    def leaving(self, db: Connected, at: Moment, held: Collection[int], workspaces: Collection[str]) -> list[int]:
        """Those that may be written to now, besides `held`: it is paid for. No other process chooses at the same time."""
        return [one for here in sorted(workspaces) for one in self._leaving(db, here, at, held)]

    def _leaving(self, db: Connected, workspace: str, at: Moment, held: Collection[int]) -> list[int]:
        paid_until = workspace_pace.paid_until(db, workspace, to_pay=True)
        new = [one for here, one in self._next(db, at, held) if here == workspace and one not in held]
        taken = new[: self._pace.may_leave(paid_until, at.now)]
        until = self._pace.paid(paid_until, at.now, len(taken))
        if taken:
            workspace_pace.pay(db, workspace, until)
        if len(taken) < len(new):
            self.again_at = self._pace.again_at(until, at.now)
        return taken

    def pay(self, db: Connected, workspace: str, now: datetime) -> None:
        """A message leaves that could not wait: it counts, and may put the others off."""
        paid_until = workspace_pace.paid_until(db, workspace, to_pay=True)
        workspace_pace.pay(db, workspace, self._pace.paid(paid_until, now, 1))

    def _next(self, db: Connected, at: Moment, held: Collection[int]) -> Waiting:
        return delivery.low_priority(db, at, self._pace.handful + 1 + len(held))
