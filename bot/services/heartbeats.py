"""Whether anybody was there: heartbeats, and the times in which there were none."""

import logging
import threading
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy.orm import Session

from bot.clock import Clock, SystemClock
from bot.domain.erasures import ASKED_WHETHER_INSTALLED, HELD
from bot.domain.errors import OutOfTime
from bot.domain.meeting.report_back import WRITING
from bot.domain.meetings import LEFT_OPEN
from bot.domain.message_and_timer_kinds import CHANNEL_ASKED_SELDOM, CHANNEL_LOOKED_AT_EVERY, SWEPT_EVERY, Later
from bot.domain.notice_subjects import told_of_loss
from bot.domain.plans import UNSTARTED
from bot.domain.retention import WITH_THE_REST
from bot.services.deadline import apart, seconds_left
from storage import heartbeats
from storage.database import Database, moment_of

EVERY: Final = timedelta(seconds=10)
LATE: Final = timedelta(seconds=12)
"""After so long the work at hand beats by itself: the process was suspended, or its heart waits in a queue."""
MISSED: Final = timedelta(seconds=15)
"""Where several processes may run, a heartbeat younger than this can be that of one that is alive."""
SAID: Final = timedelta(seconds=1)
TOLD_AGAIN: Final = timedelta(minutes=5)
"""So long Slack tells again what it could not tell: who has left a channel in a longer absence is told by nobody."""
SIGNATURES: Final = timedelta(seconds=60)
"""By so much the machine's own clock may be wrong before an operator is told: Slack's signatures are judged by it."""
LONGEST: Final[Mapping[Later, timedelta]] = {
    Later.OPEN_DM: timedelta(0),
    Later.LEARN_PERSON: SWEPT_EVERY,
    Later.REPORT_FORM: WRITING,
    Later.MEETING_UNSTARTED: UNSTARTED,
    Later.MEETING_LEFT_OPEN: LEFT_OPEN,
    Later.SWEEP: SWEPT_EVERY,
    Later.ASK_ABOUT_EVERYBODY: WITH_THE_REST,
    Later.CHANNEL_AGAIN: CHANNEL_ASKED_SELDOM,
    Later.LOOK_AT_CHANNEL: CHANNEL_LOOKED_AT_EVERY,
    Later.LETTER: timedelta(0),
    Later.ERASE: HELD,
    Later.LOOK_AT_INSTALLATION: ASKED_WHETHER_INSTALLED,
}
"""How far ahead timers of these kinds are written at most, but for one that looks as it fires when it is time.

Steps and turns have theirs moved; all others follow the calendar.
"""

log = logging.getLogger(__name__)


class Heartbeats:
    """The heartbeats of one process, in real time: from `arrived`, every ten seconds, to `beat` at its clean end.

    Each tells the clock what time it is, too: on PostgreSQL the database's, for all processes alike. A heartbeat that finds
    nobody alive before it, be it after a kill, a suspension, or a clock that was put forward or back, writes down an
    absence. `newest` is the newest one known, `place` where this process stands among those that are alive, from 0 to 1.

    Without `watches` only the start finds absences: whoever moves the clock by hand has been there all the time.
    """

    def __init__(
        self,
        database: Database,
        process: str,
        real: Clock | None = None,
        clock: Clock | None = None,
        *,
        watches: bool = True,
    ) -> None:
        self._database, self.process = database, process
        self._real = real or SystemClock()
        self._clock = clock or self._real
        self._watches = watches
        self._alone = database.sqlite
        self._beating = threading.Lock()
        self._beaten: datetime | None = None
        self._looked_for = 0
        self.newest = 0
        self.place = 0.0

    def arrived(self) -> timedelta:
        """How long nobody was there before this process. Of several that start at once only the first finds the gap."""
        with self._beating:
            return self._beat(timedelta(0) if self._alone else MISSED)

    def beat(self) -> timedelta:
        """Write down that this process is alive; how long nobody was, or was thought to be (negative) by a clock set back."""
        with self._beating:
            return self._beat(MISSED if self._watches else None)

    def check(self) -> None:
        """Before anything is done: beat, if that should have happened long ago. Raises OutOfTime where others take too long."""
        if not self._is_late:
            return
        with apart():
            if not self._beating.acquire(timeout=seconds_left()):
                raise OutOfTime("the heart is still beating")
            try:
                if self._is_late:
                    self._beat(MISSED)
            finally:
                self._beating.release()

    @property
    def _is_late(self) -> bool:
        """Also where the clock was set back and nothing could be written down: it goes by that already."""
        if not self._watches or self._beaten is None:
            return False
        since = self._real.now() - self._beaten
        return since > LATE or since < timedelta(0)

    @property
    def may_owe(self) -> bool:
        """Whether an absence was found since all sets were seen to have had their time back."""
        return self.newest > self._looked_for

    def owed(self) -> list[tuple[str, int]]:
        """The sets (workspace and id) that still have to get time back."""
        newest = self.newest
        with self._database.look() as db:
            found = heartbeats.owed(db, newest)
        if not found:
            self._looked_for = newest
        return found

    def _beat(self, least: timedelta | None) -> timedelta:
        """Beat, and look for an absence of at least so long; with None for none."""
        with self._database.work() as db:
            self._tell_the_time(db)
            real = self._real.now()
            before, absence = heartbeats.newest(db)
            gap = _gap(before, real, least) if least is not None else timedelta(0)
            if gap:
                absence = self._missed(db, gap)
            heartbeats.beat(db, self.process, real)
            place = 0.0 if self._alone else self._found_among(heartbeats.alive(db, real - MISSED))
        self._beaten, self.newest, self.place = real, absence, place
        return gap

    def _tell_the_time(self, db: Session) -> None:
        clock = self._real
        if not isinstance(clock, SystemClock):
            return
        if self._alone:
            clock.read_the_wall()
            return
        clock.ask(lambda: moment_of(db))
        if self._beaten is None and abs(wrong := clock.on_the_wall() - clock.now()) > SIGNATURES:
            seconds = wrong.total_seconds()
            log.warning("this machine's clock is %+d s from the database's: Slack's requests may be refused", seconds)

    def _missed(self, db: Session, gap: timedelta) -> int:
        now, real = self._clock.now(), self._real.now()
        if gap < timedelta(0):
            log.warning("the clock was set back by %d seconds", -gap.total_seconds())
            heartbeats.set_back(db, now, real, now - gap + EVERY, LONGEST)
            heartbeats.lost_by_now(db, now, told_of_loss)
        elif gap > SAID:
            log.info("nobody was running for %d seconds", gap.total_seconds())
        if gap > TOLD_AGAIN:
            heartbeats.look_at_channels(db, now, CHANNEL_LOOKED_AT_EVERY)
        return heartbeats.miss(db, now - gap, now)

    def _found_among(self, alive: Sequence[str]) -> float:
        return alive.index(self.process) / len(alive)


def _gap(before: datetime | None, real: datetime, least: timedelta) -> timedelta:
    """From the newest heartbeat to now, where that is long enough to say so; negative where it lies ahead by more than a little."""
    gap = real - before if before is not None else timedelta(0)
    return gap if gap >= least or gap <= -MISSED else timedelta(0)
