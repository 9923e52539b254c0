"""Somebody's own reminders: whether they want letters, and on which days and at what hours, over all their sets."""

from collections.abc import Collection
from datetime import time

from bot.domain.absence_places import ChosenAway, absence_of
from bot.domain.askers import Asker
from bot.domain.calendars import local_day
from bot.domain.errors import NotIn
from bot.domain.reminders import Reminders, checked_hours
from bot.services.absences import spend, times_away
from bot.services.locked_set import LockedSet
from bot.services.service import Service, must_be_new
from bot.services.unit_of_work import UnitOfWork
from storage import people, sets
from storage.models import Person


class OwnReminders(Service):
    """The zone is Slack's, and asked for anew when somebody looks. What they ask to be told again comes all the same."""

    def as_they_are(self, asker: Asker) -> Reminders:
        """What the form begins with; raises NotIn for whoever is in no set."""
        with self._work(asker.workspace) as work:
            person = self._person(work, asker)
            work.learn_by(person.id, work.now)
            return _shown(work, person)

    def at_home(self, workspace: str, user: str) -> Reminders | None:
        """What the home tab says of them; None for whoever is in no set. It asks Slack nothing, and changes nothing."""
        with self._resources.database.look() as db:
            person = people.of_user(db, workspace, user)
            return (
                _shown(UnitOfWork(db, workspace, self._resources.clock.now()), person) if person is not None else None
            )

    def change(
        self,
        asker: Asker,
        *,
        wanted: bool,
        days: Collection[int],
        opens: time,
        closes: time,
        away: ChosenAway | None = None,
    ) -> Reminders:
        """From now on, and `away` where they have said so; raises Refused for hours and days that cannot stand."""
        hours = checked_hours(days, opens, closes)
        with self._work(asker.workspace) as work:
            person = self._person(work, asker)
            must_be_new(work, asker)
            person.reminders = wanted
            person.works_on = "".join(map(str, sorted(hours.days)))
            person.opens, person.closes = hours.opens, hours.closes
            work.db.flush()
            if away is not None:
                self._spend(work, asker, person, away)
            work.letter_by(person.id, work.now)
            return _shown(work, person)

    def turn(self, asker: Asker, *, wanted: bool) -> Reminders:
        """On or off; days and hours stay."""
        with self._work(asker.workspace) as work:
            person = self._person(work, asker)
            must_be_new(work, asker)
            person.reminders = wanted
            work.db.flush()
            work.letter_by(person.id, work.now)
            return _shown(work, person)

    def _spend(self, work: UnitOfWork, asker: Asker, person: Person, away: ChosenAway) -> None:
        absence = absence_of(away, local_day(work.now, _zone(work, person)))
        theirs = sets.locked_of_person(work.db, work.workspace, person.id)
        those = [LockedSet(self._resources, work, one, person.user) for one, _ in theirs]
        for locked in those:
            self._give_back(locked)
        spend([one for one in those if away.set_id in ("", one.set.public_id)], absence, asker.at)

    def _person(self, work: UnitOfWork, asker: Asker) -> Person:
        person = people.locked_by_user(work.db, asker.workspace, asker.user)
        if person is None or not sets.of_person(work.db, asker.workspace, asker.user):
            raise NotIn(found=False)
        person.reachable = True
        return person


def _zone(work: UnitOfWork, person: Person) -> str:
    return person.zone or next((one.zone for one in sets.of_person(work.db, work.workspace, person.user)), "UTC")


def _shown(work: UnitOfWork, person: Person) -> Reminders:
    days = tuple(int(day) for day in person.works_on)
    away, many = times_away(work, person)
    return Reminders(person.reminders, days, person.opens, person.closes, _zone(work, person), away, many)
