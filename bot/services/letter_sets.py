"""Everything that a person may be told of, inside a unit of work: their sets as values, read in a few statements."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from bot.domain.calendars import CivilHours
from bot.domain.letters import Held, OwnSet, Part, Reader, Waiting
from bot.domain.states import SetState
from bot.services.days_off import days_off_of
from bot.services.unit_of_work import UnitOfWork
from storage import letters, sets
from storage.letter_models import LetterPart
from storage.models import Person, Set
from storage.sets import MemberRow

REMEMBERED: Final = timedelta(days=60)
"""So long a letter counts as having told something: no window before a meeting is longer."""


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
    def reader(self) -> Reader:
        """Who is written to; in the zone of a set of theirs until Slack has told their own."""
        person, newest = self.person, letters.newest(self._work.db, self.person.id)
        zone = person.zone or next((one.zone for one, _ in self.memberships), "UTC")
        return Reader(zone, hours_of(person), person.reachable, newest.day if newest is not None else None)

    def part(self, one: Held) -> LetterPart:
        """The row of a part that a letter holds."""
        return self.waiting[one.row]

    def sets(self) -> tuple[OwnSet, ...]:
        """Their sets as values, and at the end what waits that is of none."""
        theirs = [self._own(the_set, member) for the_set, member in self.memberships if _is_told_of(the_set, member)]
        return (*theirs, OwnSet(None, waiting=self._waiting(None)))

    def _own(self, the_set: Set, member: MemberRow) -> OwnSet:
        away = (member.away_from, member.away_until)
        return OwnSet(the_set.id, waiting=self._waiting(the_set.id), away=away, off=days_off_of(the_set))

    def _waiting(self, set_id: int | None) -> tuple[Waiting, ...]:
        return tuple(
            Waiting(part.id, Part(part.kind), part.not_before)
            for part in self.waiting.values()
            if part.set_id == set_id
        )


def hours_of(person: Person) -> CivilHours:
    """The hours at which a person may be written to."""
    return CivilHours(frozenset(int(day) for day in person.works_on), person.opens, person.closes)


def _is_told_of(the_set: Set, member: MemberRow) -> bool:
    """Whether a member hears of a set: it is alive and has its channel, and they have not declined its rules."""
    return the_set.state in (SetState.AGREEING, SetState.ACTIVE) and member.declined_at is None
