"""Members who are away, or back, inside a unit of work: in one set, or in all of theirs."""

from collections.abc import Sequence
from datetime import datetime

from bot.domain.absence_places import AwayIn
from bot.domain.absences import Absence
from bot.domain.calendars import local_day
from bot.domain.meeting.people_events import MembersChanged, WentAway
from bot.domain.meeting.value import Meeting
from bot.services.locked_meeting import find_meeting, people_of
from bot.services.locked_set import LockedSet
from bot.services.short_notice import withhold_while_away
from bot.services.unit_of_work import UnitOfWork
from storage import sets
from storage.models import Person


def goes_away(locked: LockedSet, absence: Absence, at: datetime | None) -> None:
    """Nobody waits for them in that time; `at` is when they said so (UTC)."""
    meeting = find_meeting(locked)
    locked.change_member(locked.member, away_from=absence.first, away_until=absence.last)
    withhold_while_away(locked, absence)
    if meeting is not None:
        from_today = absence.covers(local_day(locked.work.now, locked.set.zone))
        members = people_of(locked)
        away = WentAway(by=locked.by(at), members=members) if from_today else MembersChanged(members=members)
        meeting.happens(away)


def is_back(locked: LockedSet, at: datetime | None) -> None:
    """They are there again, earlier than said or as said."""
    meeting = find_meeting(locked)
    locked.change_member(locked.member, away_from=None, away_until=None)
    if meeting is not None:
        by = locked.by(at) if is_of_this_step(meeting.value, at) else None
        meeting.happens(MembersChanged(by=by, members=people_of(locked)))


def is_of_this_step(m: Meeting, at: datetime | None) -> bool:
    """Whether what somebody did at that moment (UTC) tells that they are there now."""
    return at is None or at >= m.step.began_at


def spend(those: Sequence[LockedSet], absence: Absence | None, at: datetime | None) -> None:
    """Somebody is away in each of these sets of theirs, or back with None."""
    for locked in those:
        if absence is not None:
            goes_away(locked, absence, at)
        else:
            is_back(locked, at)


def times_away(work: UnitOfWork, person: Person) -> tuple[tuple[AwayIn, ...], int]:
    """When somebody is away, or is to be, in each of their sets; and in how many sets they are."""
    theirs = sets.absences_of_person(work.db, work.workspace, person.user)
    today = local_day(work.now, person.zone or "UTC")
    away = (AwayIn(name, first, last) for name, first, last in theirs if last is not None and last >= today)
    return tuple(away), len(theirs)
