"""Somebody's own time away: in one set or in all, as they type it or choose it in a form."""

from collections.abc import Iterator
from contextlib import contextmanager

from bot.domain.absence_places import ChosenAway, InSets, ToldAway, absence_of
from bot.domain.absences import Absence, read_absence
from bot.domain.askers import Asker
from bot.domain.calendars import local_day
from bot.domain.errors import NotIn, Refused
from bot.domain.refusals import Refusal
from bot.services.absences import spend
from bot.services.locked_set import LockedSet
from bot.services.service import Service, is_there, must_be_new
from storage import people, sets


class OwnAbsences(Service):
    """Whoever is away is not called, not waited for, and written to only once they are back.

    What is typed in a set's channel is of that set unless it says otherwise; what is typed elsewhere, of all of theirs.
    """

    def away(self, asker: Asker, typed: str, where: InSets | None = None) -> ToldAway:
        """Be away for the time that is typed, read in the person's own zone; raises UnclearAbsence where that cannot be told."""
        with self._those(asker, where) as those:
            first = those[0]
            absence = read_absence(typed, now=first.work.now, zone=first.zone_of(first.member.person))
            spend(those, absence, asker.at)
            return self._told(those, absence)

    def away_by(self, asker: Asker, chosen: ChosenAway) -> ToldAway:
        """The same for days that were chosen; raises Refused with the field where they cannot stand."""
        if chosen.last is None:
            raise Refused(Refusal.AWAY_WITHOUT_END, "last")
        one = asker.choosing(chosen.set_id) if chosen.set_id else asker
        with self._those(one, InSets.HERE if chosen.set_id else InSets.ALL) as those:
            first = those[0]
            absence = absence_of(chosen, local_day(first.work.now, first.zone_of(first.member.person)))
            spend(those, absence, asker.at)
            return self._told(those, absence)

    def back(self, asker: Asker, where: InSets | None = None) -> ToldAway:
        """Be there again, earlier than said or as said."""
        with self._those(asker, where) as those:
            spend(those, None, asker.at)
            return self._told(those, None)

    def sets_of(self, asker: Asker) -> tuple[tuple[tuple[str, str], ...], str]:
        """The sets in which they can be away, by public id, with their names, and which of them is that of the channel, "" for none.

        Raises NotIn for whoever is in none.
        """
        with self._resources.database.look() as db:
            mine = sets.of_person(db, asker.workspace, asker.user)
            here = next((one.public_id for one in mine if one.channel == asker.channel), "")
            found = tuple((one.public_id, one.name) for one in mine)
        if not found:
            raise NotIn(found=False)
        return found, here

    @contextmanager
    def _those(self, asker: Asker, where: InSets | None) -> Iterator[list[LockedSet]]:
        """The sets that are meant, locked."""
        if where is InSets.HERE or (where is None and self._is_in_a_set(asker)):
            with self._enter(asker) as locked:
                yield [locked]
            return
        with self._work(asker.workspace) as work:
            person = people.locked_by_user(work.db, asker.workspace, asker.user)
            theirs = sets.locked_of_person(work.db, asker.workspace, person.id) if person is not None else []
            if not theirs:
                raise NotIn(found=False)
            must_be_new(work, asker)
            those = [self._admitted(work, the_set, asker) for the_set, _ in theirs]
            for locked in those:
                self._give_back(locked)
                is_there(locked, asker)
            yield those

    def _is_in_a_set(self, asker: Asker) -> bool:
        """Whether the place where they are tells which set they mean, or a button does."""
        if asker.only_set is not None or asker.channel is None:
            return asker.only_set is not None
        with self._resources.database.look() as db:
            return sets.is_taken(db, asker.workspace, asker.channel)

    def _told(self, those: list[LockedSet], absence: Absence | None) -> ToldAway:
        me = those[0]
        many = len(sets.of_person(me.work.db, me.work.workspace, me.user_asking))
        names = tuple(one.set.name for one in those)
        return ToldAway(absence, names, in_all=len(those) == many, has_others=len(those) < many)
