"""Everything that a person may be told of, inside a unit of work: their sets as values, read in a few statements."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Final

from bot.domain.absences import is_away
from bot.domain.calendars import local_day
from bot.domain.cycles import ends_a_cycle
from bot.domain.letters import Held, MeetingAhead, OwnAction, OwnSet, Part, Reader, Waiting, subject_of
from bot.domain.states import Gone
from bot.services.action_lines import said_of
from bot.services.days_off import days_off_of
from bot.services.letters_following import due_day, hours_of, is_told_of
from bot.services.unit_of_work import UnitOfWork
from storage import actions, issues, letters, meetings, regrets, sets
from storage.actions import Owned
from storage.letter_models import Letter, LetterPart
from storage.models import Person, Set
from storage.regrets import PlannedRow
from storage.sets import MemberRow

REMEMBERED: Final = timedelta(days=60)
"""So long a letter counts as having told something: no window before a meeting is longer."""
_OF_MEETINGS: Final = (Part.MEETING, Part.STILL_OPEN)


@dataclass(frozen=True, slots=True)
class Told:
    """A part that a letter has told, with the moment (UTC)."""

    part: LetterPart
    at: datetime


class LetterSets:
    """The sets of a person, locked by their ids, with what waits for their next letter and what was told in the last ones."""

    def __init__(self, work: UnitOfWork, person: Person) -> None:
        self._work, self.person = work, person
        self.memberships = sets.locked_of_person(work.db, work.workspace, person.id)
        found = letters.waiting_or_told(work.db, person.id, work.now - REMEMBERED)
        self.waiting: Mapping[int, LetterPart] = {part.id: part for part, at in found if at is None}
        self._told = [Told(part, at) for part, at in found if at is not None]

    @property
    def newest(self) -> Letter | None:
        """Their last letter, be it of today."""
        return self._letters[-1] if self._letters else None

    @property
    def coming_again(self) -> list[Letter]:
        """The letters that they want to have again."""
        return [one for one in self._letters if one.again_at is not None]

    @cached_property
    def _letters(self) -> Sequence[Letter]:
        return letters.newest_and_coming_again(self._work.db, self.person.id)

    @cached_property
    def reader(self) -> Reader:
        """Who is written to; in the zone of a set of theirs until Slack has told their own."""
        person, newest = self.person, self.newest
        zone = person.zone or next((one.zone for one, _ in self.memberships), "UTC")
        wants = person.reachable and person.reminders
        return Reader(zone, hours_of(person), wants, newest.day if newest is not None else None)

    def sets(self) -> tuple[OwnSet, ...]:
        """Their sets as values, and at the end what waits that is of none."""
        theirs = [self._own(the_set, member) for the_set, member in self.memberships if is_told_of(the_set, member)]
        outside = [
            self._from_outside(the_set, member) for the_set, member in self.memberships if member.gone is Gone.CHANNEL
        ]
        return (*theirs, *outside, OwnSet(None, waiting=self._waiting(None), away=self._away_in_all))

    @property
    def _away_in_all(self) -> tuple[date | None, date | None]:
        """When they are away in all their sets at once: then nothing is told, of whichever set or of none."""
        spans = [(member.away_from, member.away_until) for _, member in self.memberships]
        lasts = [last for _, last in spans if last is not None]
        if not spans or len(lasts) < len(spans):
            return None, None
        return max((first for first, _ in spans if first is not None), default=None), min(lasts)

    def _from_outside(self, the_set: Set, member: MemberRow) -> OwnSet:
        """What somebody who has left the channel hears of a set: whether they have left it, and nothing else."""
        waiting = tuple(one for one in self._waiting(the_set.id) if one.part is Part.OUTSIDE)
        return OwnSet(the_set.id, waiting=waiting, off=days_off_of(the_set), away=(member.away_from, member.away_until))

    def parts(self, due: Iterable[Held]) -> list[LetterPart]:
        """The rows of what a letter holds."""
        held = list(due)
        told_of = {one.set_id for one in held if one.part in _OF_MEETINGS and one.set_id is not None}
        first = issues.first_in_line_of(self._work.db, told_of)
        return [self._part(one, first) for one in held]

    def earlier(self, of: LetterPart) -> LetterPart | None:
        """The part of an earlier letter that told of the same meeting for the first time."""
        same = (one.part for one in self._told if one.part.subject == of.subject)
        return next((part for part in same if part.kind == Part.MEETING), None) if of.kind == Part.STILL_OPEN else None

    def _part(self, one: Held, first: Mapping[int, str]) -> LetterPart:
        if one.is_waiting:
            return self._waited(self.waiting[one.row])
        row = LetterPart(set_id=one.set_id, kind=one.part.value)
        if one.part is Part.DUE:
            due = {action.action.id: action.action.due_on for action in self._actions}
            row.subject = str(one.set_id)
            row.facts = {"due": {str(action): str(due[action]) for action in one.actions}}
            return row
        meeting = next(meeting for meeting in self._ahead.get(one.set_id or 0, ()) if meeting.id == one.row)
        row.subject = subject_of(meeting.id, meeting.planned_at)
        row.facts = {"meeting": meeting.id, "at": meeting.planned_at.timestamp(), "actions": list(one.actions)}
        row.facts |= {"first": first[meeting.set_id]} if meeting.set_id in first else {}
        return row

    def _waited(self, part: LetterPart) -> LetterPart:
        """What has waited; of another date that is told, which it is."""
        ahead = self._ahead.get(part.set_id or 0, ()) if part.kind == Part.CHANGED else ()
        for meeting in ahead:
            if meeting.id == part.facts["meeting"]:
                part.facts = {**part.facts, "at": meeting.planned_at.timestamp()}
        return part

    def _own(self, the_set: Set, member: MemberRow) -> OwnSet:
        began, closed = self._held.get(the_set.id, (None, None))
        away = (member.away_from, member.away_until)
        return OwnSet(
            the_set.id,
            tuple(
                self._meeting(row, away, the_set) for row in self._ahead[the_set.id] if row.planned_at > self._work.now
            ),
            tuple(map(self._action, (one for one in self._actions if one.action.member_id == member.id))),
            self._waiting(the_set.id),
            away,
            days_off_of(the_set),
            the_set.paused_until,
            began,
            closed,
        )

    def _meeting(self, row: PlannedRow, away: tuple[date | None, date | None], the_set: Set) -> MeetingAhead:
        subject = subject_of(row.id, row.planned_at)
        first, again = (self._told_at(kind, subject) for kind in _OF_MEETINGS)
        day = local_day(row.planned_at, self.reader.zone)
        is_expected = not row.is_regretted and not is_away(*away, day)
        is_last = ends_a_cycle(row.number, the_set.meetings_before, the_set.meetings_planned)
        has_asked = is_last and self._told_at(Part.GOING_ON, subject) is not None
        return MeetingAhead(row.id, row.planned_at, first or again, again, is_expected, is_last, has_asked)

    def _told_at(self, kind: Part, subject: str) -> datetime | None:
        told = (one.at for one in self._told if one.part.kind == kind and one.part.subject == subject)
        return min(told, default=None)

    def _action(self, owned: Owned) -> OwnAction:
        action = owned.action
        days = (one.part.facts["due"].get(str(action.id)) for one in self._told if one.part.kind == Part.DUE)
        told = action.due_on is not None and str(action.due_on) in days
        return OwnAction(action.id, said_of(owned), due_day(action), told, tuple(self._asked.get(action.id, ())))

    @cached_property
    def _asked(self) -> Mapping[int, list[datetime]]:
        """When letters have asked about actions, by the rows of these."""
        asked: dict[int, list[datetime]] = {}
        for one in self._told:
            for action in (*one.part.facts.get("actions", ()), *map(int, one.part.facts.get("due", ()))):
                asked.setdefault(action, []).append(one.at)
        return asked

    def _waiting(self, set_id: int | None) -> tuple[Waiting, ...]:
        return tuple(
            Waiting(part.id, Part(part.kind), part.not_before)
            for part in self.waiting.values()
            if part.set_id == set_id
        )

    @cached_property
    def _ids(self) -> list[int]:
        return [the_set.id for the_set, _ in self.memberships]

    @cached_property
    def _ahead(self) -> Mapping[int, list[PlannedRow]]:
        return regrets.planned_for(self._work.db, self.person.id, self._ids)

    @cached_property
    def _held(self) -> Mapping[int, tuple[datetime, datetime]]:
        return meetings.last_held_of(self._work.db, self._ids)

    @cached_property
    def _actions(self) -> list[Owned]:
        return actions.open_of_members(self._work.db, [member.id for _, member in self.memberships])
