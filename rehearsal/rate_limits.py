"""Slack's rate limits, counted in domain time; off until switched on, as every rehearsal does."""

import time
from collections import defaultdict, deque
from datetime import datetime, timedelta
from math import ceil
from typing import Final

PER_MINUTE: Final = {
    "chat.update": 50,
    "chat.delete": 50,
    "files.delete": 50,
    "conversations.open": 50,
    "conversations.info": 50,
    "conversations.history": 50,
    "conversations.replies": 50,
    "chat.postEphemeral": 100,
    "conversations.members": 100,
    "users.info": 100,
    "views.open": 100,
    "views.update": 100,
    "views.push": 100,
    "views.publish": 100,
}
BURST: Final = 5


class RateLimits:
    """Counts calls: so many a minute for a method, and one post a second a channel after a burst.

    Where the clock stands still, real seconds count: whoever waits as long as they were told is let through.
    """

    def __init__(self) -> None:
        self.on = False
        self.per_minute = dict(PER_MINUTE)
        self.burst = BURST
        self._began = time.monotonic()
        self._calls: dict[str, deque[datetime]] = defaultdict(deque)
        self._posts_paid_until: dict[str, datetime] = {}

    def wait(self, method: str, channel: object, now: datetime) -> int | None:
        """Whole seconds to wait before this call would be taken, or None if it is taken, and counted, now."""
        if not self.on:
            return None
        now += timedelta(seconds=time.monotonic() - self._began)
        if method == "chat.postMessage":
            return self._post(str(channel), now)
        return self._window(method, now) if method in self.per_minute else None

    def _post(self, channel: str, now: datetime) -> int | None:
        paid = max(self._posts_paid_until.get(channel, now), now) + timedelta(seconds=1)
        over = (paid - now).total_seconds() - self.burst
        if over > 0:
            return max(1, ceil(over))
        self._posts_paid_until[channel] = paid
        return None

    def _window(self, method: str, now: datetime) -> int | None:
        calls = self._calls[method]
        while calls and now - calls[0] >= timedelta(minutes=1):
            calls.popleft()
        if len(calls) >= self.per_minute[method]:
            return max(1, ceil((calls[0] + timedelta(minutes=1) - now).total_seconds()))
        calls.append(now)
        return None
