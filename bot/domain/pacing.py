"""How fast the bot may talk: pure arithmetic on moments in domain time."""

from datetime import datetime, timedelta
from typing import Final

BURST: Final = 5
EVERY: Final = timedelta(seconds=1)
EDITS: Final = timedelta(seconds=5)


def may_post_at(paid_until: datetime | None, now: datetime) -> datetime:
    """When a channel may have its next message: five at once, then one a second; `now` or later."""
    return now if paid_until is None else max(now, paid_until - EVERY * (BURST - 1))


def paid(paid_until: datetime | None, now: datetime) -> datetime:
    """Until when the channel has paid, at one message a second, once a message has been sent at `now`."""
    return max(paid_until or now, now) + EVERY


def may_edit_at(edited_at: datetime | None, now: datetime) -> datetime:
    """When a message may be edited again: at most every five seconds. Never before `now`."""
    return now if edited_at is None else max(now, edited_at + EDITS)
