"""A meeting is moved or called off, inside a unit of work: if it is near everybody is told by themselves, outside of letters.

Whoever is away is told nothing before they are back: then their first letter has it, be the meeting near or not.
"""

from collections.abc import Sequence
from datetime import datetime
from itertools import groupby
from typing import Final

from bot.domain.absences import is_away
from bot.domain.calendars import civil, is_within, local_day
from bot.domain.letters import Part
from bot.domain.message_and_timer_kinds import Says
from bot.domain.notice_subjects import told_of_another_date
from bot.domain.plans import SOON, Difference, Plan, PlanEntry
from bot.services.conversations import dms
from bot.services.days_off import days_off_of
from bot.services.letters_following import is_told_of, reader_of
from bot.services.unit_of_work import UnitOfWork
from storage import letters
from storage.letters import PutBy
from storage.models import Set
from storage.sets import Membership

NEAR: Final = 2
"""Working days of the reader's, within which a letter might come too late."""


def tell(work: UnitOfWork, the_set: Set, roster: Sequence[Membership], found: Difference, after: Plan, by: str) -> None:
    """Of each meeting that was to be soon, or is to be soon now; whoever has done it knows."""
    now = {one.row: one.meeting.at for one in after}
    others = [one for one in roster if one.person.user != by and is_told_of(the_set, one.member)]
    for was in (*found.moved, *found.missed):
        if was.meeting.at > work.now:
            away = _tell_each(work, the_set, others, was, now.get(was.row))
            tell_once_back(work, the_set, away, was.row, was.meeting.at)


def _tell_each(
    work: UnitOfWork, the_set: Set, others: Sequence[Membership], was: PlanEntry, at: datetime | None
) -> list[int]:
    """At a civil hour of each; where none is left before the meeting, as it would have been told that it is near.

    Returns the people, by their rows, who are away now, or at that hour: they are not told.
    """
    due = {one.person.id: _due_at(work, the_set, one, was.meeting.at, at) for one in others}
    away = [one.person.id for one in others if _is_away(work, the_set, one, due[one.person.id])]
    hear = {one.person.id for one in others if one.person.reachable and one.person.reminders}.difference(away)
    facts = {
        "name": "date_changed",
        "set_name": the_set.name,
        "was": was.meeting.at.timestamp(),
        "zone": the_set.zone,
        **({"at": at.timestamp()} if at is not None else {}),
    }
    told = sorted((moment, person) for person, moment in due.items() if moment is not None and person in hear)
    conversations = dms(work, [person for _, person in told])
    subject = told_of_another_date(was.row, work.now)
    for moment, those in groupby(told, key=lambda one: one[0]):
        each = [(conversations[person], subject) for _, person in those]
        work.say_to_each(each, Says.NOTICE, set_id=the_set.id, facts=facts, due_at=moment)
    return away


def tell_once_back(work: UnitOfWork, the_set: Set, people: Sequence[int], row: int, was: datetime) -> None:
    """What was first said of a meeting while they were away stays: it is the date that they know (UTC)."""
    if not people:
        return
    before = letters.about(work.db, work.workspace, Part.CHANGED, f"{row}")
    known = {one.person_id for one in before if one.letter_id is None}
    facts = {"meeting": row, "was": was.timestamp()}
    for person_id in people:
        if person_id not in known:
            work.put_by(PutBy(person_id, Part.CHANGED, f"{row}", the_set.id, facts, None))


def _is_away(work: UnitOfWork, the_set: Set, one: Membership, due_at: datetime | None) -> bool:
    zone = reader_of(the_set, one.person).zone
    days = (local_day(moment, zone) for moment in (work.now, due_at) if moment is not None)
    return any(is_away(one.member.away_from, one.member.away_until, day) for day in days)


def _due_at(work: UnitOfWork, the_set: Set, one: Membership, was: datetime, at: datetime | None) -> datetime | None:
    """None for whom neither date is near."""
    reader, off = reader_of(the_set, one.person), days_off_of(the_set)
    first = min(was, at) if at is not None else was
    if not is_within(first, NEAR, work.now, reader.zone, reader.hours, off):
        return None
    due_at = civil(work.now, reader.zone, reader.hours, off)
    return due_at if due_at < first else max(work.now, first - SOON)
