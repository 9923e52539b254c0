"""A set that does not meet, inside a unit of work: it rests until a day, or sleeps and is asked what becomes of it."""

from datetime import datetime

from bot.domain.calendars import local_day
from bot.domain.cycles import sleeps_at
from bot.domain.letters import Part
from bot.domain.message_and_timer_kinds import Says
from bot.domain.notice_subjects import asked_for_a_date
from bot.services.locked_set import LockedSet
from bot.services.planned_meetings import next_meeting
from storage import cycles, meetings


def is_resting(locked: LockedSet) -> bool:
    """Whether the set rests until a day that is still to come: then nobody is asked or nudged."""
    until = locked.set.paused_until
    return until is not None and local_day(locked.work.now, locked.set.zone) < until


def is_awake(locked: LockedSet) -> None:
    """The set does something: it rests no more, nobody need answer what becomes of it, and its sleep is looked for anew."""
    locked.set.paused_until = locked.set.sleep_asked_at = None
    locked.work.settle_parts(Part.NO_DATE, locked.set.id)


def settle_what_was_asked(locked: LockedSet) -> None:
    """Nobody need fix a date any more after the last meeting, where an earlier version asked for it by itself."""
    last = meetings.last_closed(locked.work.db, locked.set.id)
    if last is not None:
        locked.work.settle(asked_for_a_date(last.id))


def asleep_at(locked: LockedSet) -> datetime:
    """When the set sleeps, if it goes on like this (UTC)."""
    db, the_set, coming = locked.work.db, locked.set, next_meeting(locked)
    began = the_set.cycle_began_at or the_set.founded_at
    since = max(cycles.met_at(db, the_set.id) or began, began)
    not_held = cycles.not_held_at(db, the_set.id, locked.work.now)
    missed = not_held is not None and not_held > since
    return sleeps_at(since, the_set.every_weeks, coming.meeting.at if coming is not None else None, missed=missed)


def wake(locked: LockedSet, by: str) -> None:
    """The set rests no longer: that is said in its channel; `by` is empty where its day has come."""
    is_awake(locked)
    say(locked, "awake", by=by)


def say(locked: LockedSet, name: str, **facts: object) -> None:
    """In the channel, with when the set meets next; where it has no date, with the way to one."""
    coming, the_set = next_meeting(locked), locked.set
    at = {"next_at": coming.meeting.at.timestamp()} if coming is not None else {}
    said = {"name": name, "by": locked.user_asking, "zone": the_set.zone, "set": the_set.public_id, **at, **facts}
    subject = f"{name}:{the_set.id}:{locked.work.now.timestamp():.0f}"
    locked.work.say(locked.channel, Says.NOTICE, subject, set_id=the_set.id, facts=said)
