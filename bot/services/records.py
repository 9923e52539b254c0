"""What is on record: of a set for whoever is in it, and of one person over all their sets."""

from collections.abc import Sequence

from bot.domain.actions import Listing
from bot.domain.askers import Asker
from bot.domain.errors import NotIn
from bot.domain.records import MayRead, RecordPage, RecordPlace
from bot.services.own_slots import own_slot, set_of_slot
from bot.services.service import Service
from bot.services.whole_records import gap_of, heard_until, held, reader_of, since_when
from storage import meeting_lookup, meetings, records
from storage.records import LONG_AGO, Held


class Records(Service):
    """Only what a set has heard of stands in its record, and nothing that is private; one's own has all that is one's own."""

    def page(self, asker: Asker, place: RecordPlace) -> RecordPage:
        """One meeting of the set's record, as whoever asks may see it; `place` counts from the newest. It is kept past its end."""
        with self._enter(asker.without_deliveries(), though_ended=True) as locked:
            those, since = held(locked), since_when(locked)
            found = records.of_set(locked.work.db, _chosen(those, place), heard_until(those), reader_of(locked))
            shown, at = (found[0] if found else None), _within(place, len(those))
            return RecordPage(locked.set.name, shown, at, len(those), locked.set.public_id, since, gap_of(locked))

    def page_of_meeting(self, asker: Asker, meeting_id: str) -> RecordPage:
        """The page of that meeting, by its public id, in the record of its set."""
        with self._resources.database.look() as db:
            found = meetings.by_public_id(db, asker.workspace, meeting_id)
        if found is None:
            raise NotIn(found=False)
        with self._enter(asker.without_deliveries(), found.set_id, though_ended=True) as locked:
            rows = [one.meeting_id for one in held(locked)][::-1]
            place = RecordPlace(rows.index(found.id) if found.id in rows else 0)
            set_id = locked.set.public_id
        return self.page(asker.choosing(set_id), place)

    def let_the_absent_read(self, asker: Asker, slot_id: str, may: MayRead) -> MayRead:
        """Whether those who could not come may read one's own slot; it may be changed at any time."""
        with self._enter(asker, set_of_slot(self._resources, asker.workspace, slot_id)) as locked:
            row = own_slot(locked, slot_id)
            row.absent_may_read = may is MayRead.YES
            return may

    def own_page(self, asker: Asker, place: RecordPlace) -> RecordPage:
        """The same of somebody's own record, over all the sets that they are or were in."""
        with self._resources.database.look() as db:
            found = records.of_person(db, asker.workspace, asker.user)[::-1]
            at = _within(place, len(found))
            return RecordPage("", found[at.meeting] if found else None, at, len(found))

    def open_actions(self, asker: Asker) -> tuple[str, Listing]:
        """The set, and all of its open actions of which it has heard, with those of whoever asks."""
        with self._enter(asker.without_deliveries()) as locked:
            db, of = locked.work.db, locked.set.id
            heard = meetings.heard_at(db, {of}).get(of, LONG_AGO)
            own = locked.me.member.id if locked.me is not None else 0
            found = meeting_lookup.every_open_action(db, of, heard, own)
            return locked.set.public_id, found.at(locked.work.now)


def _chosen(those: Sequence[Held], place: RecordPlace) -> list[Held]:
    return [those[-1 - _within(place, len(those)).meeting]] if those else []


def _within(place: RecordPlace, in_all: int) -> RecordPlace:
    return RecordPlace(max(0, min(place.meeting, in_all - 1)), place.part)
