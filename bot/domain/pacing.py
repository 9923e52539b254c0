"""How fast the bot may talk: pure arithmetic on moments in domain time."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

BURST: Final = 5
EVERY: Final = timedelta(seconds=1)
EDITS: Final = timedelta(seconds=5)
MOST_PAID: Final = EVERY * BURST
A_MINUTE: Final = 300
"""Messages of a workspace, unless the settings say otherwise: Slack allows "several hundred" (platform.md)."""
MINUTE: Final = timedelta(minutes=1)
SPELL: Final = timedelta(seconds=2)
"""How far ahead of its pace a workspace may be: what can wait leaves a handful at a time, not one by one."""


def believed(moment: datetime | None, now: datetime, most: timedelta) -> datetime | None:
    """A moment that lies at most so far ahead; one that lies further was written by a clock that has been set back since.

    Twice as far, in truth: the clocks of two processes are never quite the same.
    """
    return moment if moment is not None and moment - now <= most * 2 else None


def may_post_at(paid_until: datetime | None, now: datetime) -> datetime:
    """When a channel may have its next message: five at once, then one a second; `now` or later."""
    known = believed(paid_until, now, MOST_PAID)
    return now if known is None else max(now, known - EVERY * (BURST - 1))


def paid(paid_until: datetime | None, now: datetime) -> datetime:
    """Until when the channel has paid, at one message a second, once a message has been sent at `now`."""
    return max(believed(paid_until, now, MOST_PAID) or now, now) + EVERY


def may_edit_at(edited_at: datetime | None, now: datetime) -> datetime:
    """When a message may be edited again: at most every five seconds. Never before `now`."""
    known = believed(edited_at, now, EDITS)
    return now if known is None else max(now, known + EDITS)


@dataclass(frozen=True, slots=True)
class Pace:
    """How many messages leave for a workspace in a minute. What can wait keeps to it; what cannot is paid for as well."""

    a_minute: int

    @property
    def handful(self) -> int:
        """How many of those that can wait may leave at once, after a while in which nothing left."""
        return max(1, int(SPELL / self._every))

    def may_leave(self, paid_until: datetime | None, now: datetime) -> int:
        """How many of those that can wait may leave now."""
        ahead = _owed(paid_until, now) - now
        return max(0, int((self._spell - ahead) / self._every))

    def again_at(self, paid_until: datetime | None, now: datetime) -> datetime:
        """When half a handful may leave, or one; `now` or later."""
        few = max(1, self.handful // 2)
        return max(now, _owed(paid_until, now) + self._every * few - self._spell)

    def paid(self, paid_until: datetime | None, now: datetime, many: int) -> datetime:
        """Until when the workspace has paid, once so many more messages have left: a minute ahead at most.

        So an hour of many meetings puts off what can wait, but not for longer than it lasts.
        """
        return min(_owed(paid_until, now) + self._every * many, now + MINUTE)

    @property
    def _every(self) -> timedelta:
        return MINUTE / self.a_minute

    @property
    def _spell(self) -> timedelta:
        return max(SPELL, self._every)


def _owed(paid_until: datetime | None, now: datetime) -> datetime:
    return max(believed(paid_until, now, MINUTE) or now, now)
