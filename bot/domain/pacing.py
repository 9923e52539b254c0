"""How fast the bot may talk: pure arithmetic on moments in domain time."""

from datetime import datetime, timedelta
from typing import Final

BURST: Final = 5
EVERY: Final = timedelta(seconds=1)
EDITS: Final = timedelta(seconds=5)
MOST_PAID: Final = EVERY * BURST


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
