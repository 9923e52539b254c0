"""A meeting that is near is moved or called off, inside a unit of work: everybody is told by themselves, outside of letters."""

from collections.abc import Sequence
from datetime import datetime
from itertools import groupby
from typing import Final

from bot.domain.calendars import civil, is_within
from bot.domain.message_and_timer_kinds import Says
from bot.domain.plans import SOON, Difference, Plan, PlanEntry
from bot.services.conversations import dms
from bot.services.days_off import days_off_of
from bot.services.letters_following import is_told_of, reader_of
from bot.services.unit_of_work import UnitOfWork
from storage.models import Set
from storage.sets import Membership

NEAR: Final = 2
"""Working days of the reader's, within which a letter might come too late."""


def tell(work: UnitOfWork, the_set: Set, roster: Sequence[Membership], found: Difference, after: Plan, by: str) -> None:
    """Of each meeting that was to be soon, or is to be soon now; whoever has done it knows."""
    now = {one.row: one.meeting.at for one in after}
    for was in (*found.moved, *found.missed):
        if was.meeting.at > work.now:
            _tell_each(work, the_set, [one for one in roster if one.person.user != by], was, now.get(was.row))


def _tell_each(
    work: UnitOfWork, the_set: Set, roster: Sequence[Membership], was: PlanEntry, at: datetime | None
) -> None:
    """At a civil hour of each; where none is left before the meeting, as it would have been told that it is near."""
    due = {one.person.id: _due_at(work, the_set, one, was.meeting.at, at) for one in roster if _hears(the_set, one)}
    facts = {
        "name": "date_changed",
        "set_name": the_set.name,
        "was": was.meeting.at.timestamp(),
        "zone": the_set.zone,
        **({"at": at.timestamp()} if at is not None else {}),
    }
    told = sorted((moment, person) for person, moment in due.items() if moment is not None)
    conversations = dms(work, [person for _, person in told])
    subject = f"date_changed:{was.row}:{work.now.timestamp():.0f}"
    for moment, those in groupby(told, key=lambda one: one[0]):
        each = [(conversations[person], subject) for _, person in those]
        work.say_to_each(each, Says.NOTICE, set_id=the_set.id, facts=facts, due_at=moment)


def _hears(the_set: Set, one: Membership) -> bool:
    return is_told_of(the_set, one.member) and one.person.reachable and one.person.reminders


def _due_at(work: UnitOfWork, the_set: Set, one: Membership, was: datetime, at: datetime | None) -> datetime | None:
    """None for whom neither date is near."""
    reader, off = reader_of(the_set, one.person), days_off_of(the_set)
    first = min(was, at) if at is not None else was
    if not is_within(first, NEAR, work.now, reader.zone, reader.hours, off):
        return None
    due_at = civil(work.now, reader.zone, reader.hours, off)
    return due_at if due_at < first else max(work.now, first - SOON)
