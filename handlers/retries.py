"""When Slack asked to be left alone, and what is tried again later: remembered, in real time, by one process."""

from datetime import datetime, timedelta
from typing import Final

from bot.clock import Clock
from bot.domain.delivery import LONGEST_BACK_OFF, Attempt, back_off
from bot.domain.pacing import believed

FORGOTTEN_AFTER: Final = timedelta(hours=1)


class RateLimits:
    """Until when a method may not be called for a workspace; other methods and workspaces go on."""

    def __init__(self, real: Clock) -> None:
        self._real = real
        self._until: dict[tuple[str, str], tuple[datetime, datetime]] = {}

    def put(self, workspace: str, method: str, seconds: float) -> None:
        """Slack asked to wait so many seconds."""
        now = self._real.now()
        until = now + timedelta(seconds=seconds)
        self._until[workspace, method] = now, max(until, self.until(workspace, method) or until)

    def until(self, workspace: str, method: str) -> datetime | None:
        """The moment up to which the method is not to be called; None if it may be called now."""
        asked, until = self._until.get((workspace, method), (None, None))
        now = self._real.now()
        # What was asked for in the future was asked for before the clock was set back: whoever asked will ask again.
        return until if until is not None and asked is not None and asked <= now < until else None


class FailingMessages:
    """Which messages are to blame for what they meet: those that failed, and failed again after Slack had answered others.

    Where Slack answers nothing at all, no message is.
    """

    def __init__(self, real: Clock) -> None:
        self._real = real
        self._heard_at: dict[str, datetime] = {}
        self._reasons: dict[int, str] = {}

    def heard(self, workspace: str) -> None:
        """Slack has answered just now, so that others can be told from this one."""
        self._heard_at[workspace] = self._real.now()

    def failed(self, attempt: Attempt, reason: str) -> None:
        """It failed, be it in being posted, edited or looked for."""
        heard_at = self._heard_at.get(attempt.wanted.workspace)
        if heard_at is not None and attempt.trouble_at is not None and heard_at > attempt.trouble_at:
            self._reasons[attempt.wanted.id] = reason

    def clear(self, attempt: Attempt) -> str:
        """Nothing is wrong with it any more, or it is given up; says what was wrong, in Slack's word."""
        return self._reasons.pop(attempt.wanted.id, "")

    def is_hopeless(self, attempt: Attempt) -> bool:
        """Whether it is time to try it as plain text, or to give it up."""
        return attempt.wanted.id in self._reasons and attempt.is_overdue(self._real.now())


class Failures:
    """What failed, how often in a row, and when to try it again: after a second, then ever later up to a minute."""

    def __init__(self, real: Clock) -> None:
        self._real = real
        self._failed: dict[object, tuple[int, datetime]] = {}

    def __len__(self) -> int:
        return len(self._failed)

    def add(self, what: object) -> None:
        """It failed once more."""
        now = self._real.now()
        times = self._failed.get(what, (0, now))[0] + 1
        self._failed = {key: held for key, held in self._failed.items() if held[1] > now - FORGOTTEN_AFTER}
        self._failed[what] = (times, now + back_off(times))

    def clear(self, what: object) -> None:
        """It worked."""
        self._failed.pop(what, None)

    def rests(self, what: object) -> bool:
        """Whether it is too early to try it again."""
        failed, now = self._failed.get(what), self._real.now()
        until = believed(failed[1], now, LONGEST_BACK_OFF) if failed is not None else None
        return until is not None and until > now
