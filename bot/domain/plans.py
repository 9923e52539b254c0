"""Which of a set's meetings is meant: the one to start, the one that comes next, and those that were not held."""

from collections.abc import Iterable
from datetime import datetime

from bot.domain.calendars import local_day
from bot.domain.sets import PlannedMeeting
from bot.domain.states import MeetingState


def to_start(plan: Iterable[PlannedMeeting], now: datetime, zone: str) -> PlannedMeeting | None:
    """The meeting that a start means which names none, of those still planned; None where there is none.

    One of today in the set's zone goes before every other; then the one whose time is nearest, be it past or to come.
    """
    today = local_day(now, zone)
    waiting = [one for one in plan if one.state is MeetingState.PLANNED]
    return min(waiting, key=lambda one: (local_day(one.at, zone) != today, abs(one.at - now), one.number), default=None)


def following(plan: Iterable[PlannedMeeting], now: datetime, zone: str) -> PlannedMeeting | None:
    """The next meeting: the first still planned whose day in `zone` is not past; while one is open, whose time is not."""
    found = list(plan)
    is_open = any(one.state in (MeetingState.RUNNING, MeetingState.PAUSED) for one in found)
    ahead = (one for one in found if one.state is MeetingState.PLANNED and not _is_past(one, now, zone))
    return min((one for one in ahead if one.at > now or not is_open), key=lambda one: one.at, default=None)


def not_held(
    plan: Iterable[PlannedMeeting], started: PlannedMeeting, now: datetime, zone: str
) -> tuple[PlannedMeeting, ...]:
    """The meetings before the one that starts which were never held and whose day in `zone` is past."""
    earlier = (one for one in plan if one.state is MeetingState.PLANNED and one.number < started.number)
    return tuple(one for one in earlier if _is_past(one, now, zone))


def _is_past(one: PlannedMeeting, now: datetime, zone: str) -> bool:
    return local_day(one.at, zone) < local_day(now, zone)
