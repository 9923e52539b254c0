"""A meeting is moved or called off, inside a unit of work: if it is near everybody is told by themselves, outside of letters.

Whoever is away is told nothing before they are back: then their first letter has it, be the meeting near or not.
"""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
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
from storage import letters, posts
from storage.letters import PutBy
from storage.models import Set
from storage.sets import Membership

NEAR: Final = 2
"""Working days of the reader's, within which a letter might come too late."""


def tell(work: UnitOfWork, the_set: Set, roster: Sequence[Membership], found: Difference, after: Plan, by: str) -> None:
    """Of each meeting that was to be soon, or is to be soon now, be it that its hour has come today; whoever has done it knows."""
    now = {one.row: one.meeting.at for one in after}
    others = [one for one in roster if one.person.user != by and is_told_of(the_set, one.member)]
    changed = [
        one for one in (*found.moved, *found.missed) if one.meeting.at > work.now or _is_of_today(work, the_set, one)
    ]
    since = _not_told_yet(work, [one.row for one in changed]) if changed else {}
    for was in changed:
        known = {one.person.id: since.get((was.row, one.person.id), was.meeting.at) for one in others}
        _tell_each(work, the_set, others, was.row, known, now.get(was.row))


def _is_of_today(work: UnitOfWork, the_set: Set, was: PlanEntry) -> bool:
    return local_day(was.meeting.at, the_set.zone) == local_day(work.now, the_set.zone)


def _not_told_yet(work: UnitOfWork, rows: Sequence[int]) -> Mapping[tuple[int, int], datetime]:
    """The dates that people know (UTC) for whom a change before this one waits to be told: it is not, any more.

    By the rows of the meeting and of the person.
    """
    subjects = {told_of_another_date(row): row for row in rows}
    before = posts.those(work.db, work.workspace, Says.NOTICE, list(subjects))
    waiting = [(subjects[one.subject], one) for one in before if posts.is_waiting(one)]
    if waiting:
        posts.withdraw(work.db, work.workspace, Says.NOTICE, list(subjects))
    for post in before:
        post.subject = f"{post.subject}:{post.id}"  # what is told now has a post of its own
    work.db.flush()
    people = posts.people_in(work.db, {one.conversation_id for _, one in waiting})
    return {
        (row, people[one.conversation_id]): datetime.fromtimestamp(float(one.facts["was"]), UTC)
        for row, one in waiting
        if one.conversation_id in people
    }


def _tell_each(
    work: UnitOfWork,
    the_set: Set,
    others: Sequence[Membership],
    row: int,
    known: Mapping[int, datetime],
    at: datetime | None,
) -> None:
    """At a civil hour of each; where none is left before the meeting, as it would have been told that it is near.

    Nothing to those for whom it is again on the date that they know. Who is away now, or at that hour, is told once they are back.
    """
    hear: dict[tuple[datetime, datetime], list[int]] = {}
    away: dict[datetime, list[int]] = {}
    for one in others:
        person, was = one.person.id, known[one.person.id]
        due = _due_at(work, the_set, one, was, at)
        if _is_away(work, the_set, one, due):
            away.setdefault(was, []).append(person)
        elif was != at and due is not None and one.person.reachable and one.person.reminders:
            hear.setdefault((due, was), []).append(person)
    for was, those in away.items():
        tell_once_back(work, the_set, those, row, was)
    conversations = dms(work, [person for those in hear.values() for person in those])
    each = []
    for (due, was), those in sorted(hear.items()):
        facts = {
            "name": "date_changed",
            "set_name": the_set.name,
            "was": was.timestamp(),
            "zone": the_set.zone,
            **({"at": at.timestamp()} if at is not None else {}),
        }
        each += [(conversations[person], told_of_another_date(row), due, facts) for person in those]
    posts.add_all(work.db, Says.NOTICE, each, set_id=the_set.id, parent_id=None)
    work.has_to_say |= bool(each)


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
    """None for whom neither date is near, nor for whom the hour is not civil at which it is called off late."""
    reader, off = reader_of(the_set, one.person), days_off_of(the_set)
    first = min((date for date in (was, at) if date is not None and date > work.now), default=None)
    due_at = civil(work.now, reader.zone, reader.hours, off)
    if first is None:
        return due_at if due_at == work.now else None
    if was > work.now and not is_within(first, NEAR, work.now, reader.zone, reader.hours, off):
        return None
    return due_at if due_at < first else max(work.now, first - SOON)
