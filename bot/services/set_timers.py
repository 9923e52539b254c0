"""When a set wakes by itself, besides its plan: every timer that should exist as its row is now."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from bot.domain.cycles import INTERVALS_ASLEEP, THEN_ALL, wakes_at
from bot.domain.following import Follows
from bot.domain.letters import Part
from bot.domain.message_and_timer_kinds import Later
from bot.domain.plans import asked_for_again
from bot.domain.states import SetState
from bot.services.days_off import days_off_of
from storage.models import Set


def two_intervals(the_set: Set) -> timedelta:
    """So long without a meeting, and the set sleeps."""
    return INTERVALS_ASLEEP * timedelta(weeks=the_set.every_weeks)


def follows(the_set: Set, now: datetime, asleep: datetime, lost_at: datetime | None) -> Follows:
    """What follows from a set's resting until a day, from its sleep, and from the loss of its channel (UTC).

    Before and after are read with the same `now`. Whether it sleeps is looked at by `asleep` where nothing else says when: as that
    fires it is seen when it will be, so that one that is there may stay.
    """
    asked = {Part.SLEEPING: the_set.sleep_asked_at is not None}
    timers = _timers(the_set, now, asleep, lost_at) if the_set.state is not SetState.ENDED else {}
    return Follows(the_set.id, timers=timers, parts=asked, set_id=the_set.id)


def _timers(the_set: Set, now: datetime, asleep: datetime, lost_at: datetime | None) -> Mapping[Later, datetime]:
    again = {Later.CHANNEL_AGAIN: asked_for_again(now, lost_at or now)} if the_set.state is SetState.PAUSED else {}
    if the_set.paused_until is not None:
        wakes = wakes_at(the_set.paused_until, the_set.zone, days_off_of(the_set))
        return {**again, Later.SET_WAKES: wakes, Later.SET_SLEEPS: wakes + two_intervals(the_set)}
    if the_set.sleep_asked_at is not None:
        return {**again, Later.SET_SLEEPS: the_set.sleep_asked_at + THEN_ALL}
    return {**again, Later.SET_SLEEPS: asleep}
