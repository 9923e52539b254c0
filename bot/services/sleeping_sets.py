"""Sets that sleep: their host is asked what becomes of them, later all; and sets that rest until a day."""

from datetime import date

from bot.domain.askers import Asker
from bot.domain.calendars import OnDay, local_day
from bot.domain.cycles import Rest, checked_pause
from bot.domain.dates import read_day
from bot.domain.errors import Refused
from bot.domain.message_and_timer_kinds import DueTimer
from bot.domain.refusals import Refusal
from bot.services import hosts
from bot.services.locked_set import LockedSet
from bot.services.planned_meetings import move_behind
from bot.services.service import Service
from bot.services.set_timers import two_intervals
from bot.services.sleep import asleep_at, is_awake, is_resting, say, wake


class SleepingSets(Service):
    """Any member has the set rest, or wakes it. It is asked twice at most while it sleeps: first its host alone."""

    def sleeps(self, timer: DueTimer) -> None:
        """It may be two intervals since the set last met."""
        with self._fire(timer) as locked:
            if locked is None:
                return
            now, asked_at, asleep = locked.work.now, locked.set.sleep_asked_at, asleep_at(locked)
            if is_resting(locked) or locked.is_meeting or asleep > now:
                locked.set.sleep_asked_at = None
                locked.work.again_at = asleep if asleep > now else now + two_intervals(locked.set)
            elif asked_at is None:
                locked.set.sleep_asked_at = now
                hosts.ask_whether_asleep(locked, everybody=False)
            else:
                hosts.ask_whether_asleep(locked, everybody=True)

    def pause(self, asker: Asker, day: date) -> Rest:
        """The set rests until that day in its zone; meetings planned before it move behind it. Refused while one is on."""
        with self._enter(asker) as locked:
            return _rest(locked, day)

    def pause_as_typed(self, asker: Asker, typed: str) -> Rest:
        """The same until a day that is typed, read in the zone of whoever asks."""
        with self._enter(asker) as locked:
            zone = locked.zone_of(locked.member.person)
            due = read_day(typed, now=locked.work.now, zone=zone, field="day")
            if not isinstance(due, OnDay):
                raise Refused(Refusal.NO_MEETING_AHEAD, "day")
            return _rest(locked, due.day)

    def wake(self, asker: Asker) -> None:
        """The set rests no longer; Refused where it does not."""
        with self._enter(asker) as locked:
            if locked.set.paused_until is None:
                raise Refused(Refusal.NOT_RESTING)
            wake(locked, locked.user_asking)

    def wakes(self, timer: DueTimer) -> None:
        """The day has come until which the set was to rest."""
        with self._fire(timer) as locked:
            if locked is not None and locked.set.paused_until is not None:
                wake(locked, "")

    def admit_to_pause(self, asker: Asker) -> tuple[str, date | None]:
        """The public id of the set for the form of its pause, and until when it rests already."""
        with self._enter(asker.without_deliveries()) as locked:
            _must_not_meet(locked)
            return locked.set.public_id, locked.set.paused_until


def _must_not_meet(locked: LockedSet) -> None:
    if locked.is_meeting:
        raise Refused(Refusal.MEETING_IS_ON)


def _rest(locked: LockedSet, day: date) -> Rest:
    _must_not_meet(locked)
    work, the_set = locked.work, locked.set
    checked_pause(day, local_day(work.now, the_set.zone))
    is_awake(locked)
    moved = move_behind(locked, day)
    the_set.paused_until = day
    say(locked, "rests", moved=moved, day=day.isoformat())
    return Rest(day, moved)
