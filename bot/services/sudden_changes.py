"""A meeting is moved or called off, inside a unit of work: if it is near everybody is told by themselves, outside of letters.

Where it is not, the next letter has it for those who were told of the date before. Whoever is away is told nothing before they are
back: then their first letter has it, be the meeting near or not.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import UTC, datetime
from functools import cached_property
from typing import Any, Final

from bot.domain.absences import is_away
from bot.domain.calendars import civil, is_within, local_day
from bot.domain.letters import Part, subject_of
from bot.domain.message_and_timer_kinds import Says
from bot.domain.notice_subjects import told_of_another_date
from bot.domain.plans import SOON, Difference, Plan, PlanEntry
from bot.services.conversations import dms
from bot.services.days_off import days_off_of
from bot.services.letters_following import is_told_of, reader_of
from bot.services.unit_of_work import UnitOfWork
from storage import letters, posts
from storage.delivery_models import Post
from storage.letter_models import LetterPart
from storage.letters import PutBy
from storage.models import Set
from storage.sets import Membership

NEAR: Final = 2
"""Working days of the reader's, within which a letter might come too late."""


def tell(work: UnitOfWork, the_set: Set, roster: Sequence[Membership], found: Difference, after: Plan, by: str) -> None:
    """Of each meeting that was to be soon, or is to be soon now, be it that its hour has come today; whoever has done it knows."""
    now = {one.row: one.meeting.at for one in after}
    others = [one for one in roster if one.person.user != by and is_told_of(the_set, one.member)]
    those = [
        one for one in (*found.moved, *found.missed) if one.meeting.at > work.now or _is_of_today(work, the_set, one)
    ]
    parts = _Parts(work, those)
    for was in those:
        _tell_each(work, the_set, others, was, now.get(was.row), parts)


def _is_of_today(work: UnitOfWork, the_set: Set, was: PlanEntry) -> bool:
    return local_day(was.meeting.at, the_set.zone) == local_day(work.now, the_set.zone)


def _not_told_yet(work: UnitOfWork, row: int, before: Collection[Post], parts: "_Parts") -> Mapping[int, datetime]:
    """The dates that people know (UTC), by their rows, for whom a change before this one waits to be told: it is not, any more."""
    waiting = [one for one in before if posts.is_waiting(one)]
    if waiting:
        posts.withdraw(work.db, work.workspace, Says.NOTICE, [told_of_another_date(row)])
    for post in before:
        post.subject = f"{post.subject}:{post.id}"  # what is told now has a post of its own
    work.db.flush()
    return {parts.reader(one): _date(one.facts, "was") for one in waiting}


class _Parts:
    """What letters have told, or are to tell, of the dates of some meetings: read by one statement."""

    def __init__(self, work: UnitOfWork, those: Collection[PlanEntry]) -> None:
        self._work = work
        dates, rows = [subject_of(one.row, one.meeting.at) for one in those], [f"{one.row}" for one in those]
        wanted = {Part.MEETING: dates, Part.STILL_OPEN: dates, Part.CHANGED: rows}
        self._found = letters.about_any(work.db, work.workspace, wanted) if those else ()
        notices = [told_of_another_date(one.row) for one in those]
        self._notices = posts.those(work.db, work.workspace, Says.NOTICE, notices) if those else ()

    @cached_property
    def _readers(self) -> Mapping[int, int]:
        return posts.people_in(self._work.db, [one.conversation_id for one in self._notices])

    def reader(self, notice: Post) -> int:
        """The row of whoever a notice was, or is to be, sent to."""
        return self._readers[notice.conversation_id]

    def told_at_once(self, row: int) -> Collection[Post]:
        """What was to be told, or has been, of another date of that meeting at short notice."""
        return [one for one in self._notices if one.subject == told_of_another_date(row)]

    def waiting(self, row: int) -> Mapping[int, LetterPart]:
        """Another date, for the next letters of those who were told of the one before, by their rows."""
        return {one.person_id: one for one in self._changed(row) if one.letter_id is None and one.facts.get("told")}

    def told_of(self, was: PlanEntry, before: Collection[Post]) -> Collection[int]:
        """The rows of those who were told of that date, by a letter or at short notice."""
        moment, named = was.meeting.at.timestamp(), subject_of(was.row, was.meeting.at)
        by_letter = [
            *(one for one in self._found if one.kind != Part.CHANGED and one.subject == named),
            *(one for one in self._changed(was.row) if one.facts.get("at") == moment),
        ]
        at_once = [self.reader(one) for one in before if one.ts is not None and one.facts.get("at") == moment]
        return {*(one.person_id for one in by_letter if one.letter_id is not None), *at_once}

    def _changed(self, row: int) -> list[LetterPart]:
        return [one for one in self._found if one.kind == Part.CHANGED and one.subject == f"{row}"]


def _tell_each(
    work: UnitOfWork,
    the_set: Set,
    others: Sequence[Membership],
    entry: PlanEntry,
    at: datetime | None,
    parts: _Parts,
) -> None:
    """At a civil hour of each; where none is left before the meeting, as it would have been told that it is near.

    Nothing to those for whom it is again on the date that they know. Who is away now, or at that hour, is told once they are back;
    for whom neither date is near, in their next letter.
    """
    row = entry.row
    before = parts.told_at_once(row)
    since, put_by = _not_told_yet(work, row, before, parts), parts.waiting(row)
    hear: dict[tuple[datetime, datetime], list[int]] = {}
    away: dict[datetime, list[int]] = {}
    by_letter: list[int] = []
    for one in others:
        person = one.person.id
        was = since.get(person, entry.meeting.at)
        due = _due_at(work, the_set, one, was, at)
        was = _date(put_by[person].facts, "was") if person in put_by else was
        if _is_away(work, the_set, one, due):
            away.setdefault(was, []).append(person)
        elif due is None and was > work.now:
            by_letter.append(person)
        elif was != at and due is not None and one.person.reachable and one.person.reminders:
            hear.setdefault((due, was), []).append(person)
    for was, those in away.items():
        tell_once_back(work, the_set, those, row, was)
    if by_letter and (told := parts.told_of(entry, before)):
        _put_by(work, the_set, [one for one in by_letter if one in told], row, entry.meeting.at, told=True)
    letters.drop(work.db, [put_by[person].id for those in hear.values() for person in those if person in put_by])
    _tell_at_once(work, the_set, hear, row, at)


def _tell_at_once(
    work: UnitOfWork,
    the_set: Set,
    hear: Mapping[tuple[datetime, datetime], Sequence[int]],
    row: int,
    at: datetime | None,
) -> None:
    """By when they hear of it, and by the date that they know (UTC)."""
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
    _put_by(work, the_set, people, row, was, told=False)


def _put_by(work: UnitOfWork, the_set: Set, people: Sequence[int], row: int, was: datetime, *, told: bool) -> None:
    """For the next letters of those for whom nothing of that meeting waits yet; they were `told` of the date, or are away."""
    if not people:
        return
    before = letters.about(work.db, work.workspace, Part.CHANGED, f"{row}")
    known = {one.person_id for one in before if one.letter_id is None}
    facts = {"meeting": row, "was": was.timestamp(), **({"told": True} if told else {})}
    for person_id in people:
        if person_id not in known:
            work.put_by(PutBy(person_id, Part.CHANGED, f"{row}", the_set.id, facts, None))


def _date(facts: Mapping[str, Any], name: str) -> datetime:
    return datetime.fromtimestamp(float(facts[name]), UTC)


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
