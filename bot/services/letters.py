"""Letters: composed once, at their reader's opening hour, over all their sets; and drawn from what is true as they are sent."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Final

from bot.domain import letters as rules
from bot.domain.calendars import civil, local_day
from bot.domain.letter_views import ShownLetter, ShownPart
from bot.domain.letters import Held, OwnSet, Part, Reader
from bot.domain.message_and_timer_kinds import DueTimer, Later, Says, WantedMessage
from bot.services.conversations import dm
from bot.services.letter_parts import LetterContext, PartToShow
from bot.services.letter_readers import shown
from bot.services.letter_sets import LetterSets
from bot.services.service import Service
from bot.services.unit_of_work import UnitOfWork
from storage import heartbeats, letters, people, timers
from storage.letter_models import Letter, LetterPart

KNOWN_FOR: Final = timedelta(days=1)
"""After so long Slack is asked again for the zone of whoever is written to."""


class Letters(Service):
    """One timer a person: firing it composes their letter, where it is time and there is something to tell, and finds the next.

    The person is locked first, then their sets by id; then the timer is taken.
    """

    def fire(self, timer: DueTimer) -> None:
        """Compose the letter of a person; none where there is nothing to tell, or today's has been composed."""
        with self._work(timer.workspace) as work:
            person = people.locked(work.db, timer.workspace, int(timer.subject))
            theirs = LetterSets(work, person) if person is not None else None
            if not timers.take(work.db, timer, work.now) or theirs is None:
                return
            reader, own = theirs.reader, theirs.sets()
            is_time = rules.is_opening(reader, timer.due_at)
            if is_time and civil(work.now, reader.zone, reader.hours) == work.now:
                reader, own = self._compose(work, theirs, timer, own)
            if theirs.person.known_at is not None and theirs.person.known_at < work.now - KNOWN_FOR:
                work.once(Later.LEARN_PERSON, theirs.person.id, work.now)
            then = rules.next_at(reader, own, work.now)
            if then is not None:
                work.later(Later.LETTER, theirs.person.id, then)

    def _compose(
        self, work: UnitOfWork, theirs: LetterSets, timer: DueTimer, own: tuple[OwnSet, ...]
    ) -> tuple[Reader, tuple[OwnSet, ...]]:
        """The letter is written down and wanted; what is left to tell afterwards."""
        context, person_id = (
            LetterContext(self._resources, work, theirs.person.id, theirs.person.user),
            theirs.person.id,
        )
        reader = theirs.reader
        due = rules.held(reader, own, work.now)
        told = [row for row in theirs.parts(due) if shown(context, _to_show(row)) is not None]
        gone = [one.row for one in due if one.is_waiting]
        own = rules.once_told(own, due, work.now)
        if not told:
            letters.drop(work.db, gone)
            return reader, own
        today, late = local_day(work.now, reader.zone), _is_late(work, timer, due)
        letter = Letter(workspace=work.workspace, person_id=person_id, day=today, composed_at=work.now, late=late)
        letters.compose(work.db, letter, told, gone)
        for row in told:
            self._shrink(work, theirs.earlier(row))
        work.say(dm(work, person_id), Says.LETTER, letter.id)
        return replace(reader, last=today), own

    def _shrink(self, work: UnitOfWork, earlier: LetterPart | None) -> None:
        """What an earlier letter told is told anew and whole: there it shrinks to a line."""
        if earlier is not None:
            letters.shrink(work.db, earlier)
            work.redraw_parts(Part(earlier.kind), earlier.subject)

    def show(self, wanted: WantedMessage) -> ShownLetter | None:
        """The letter as it is now; None before it was sent where nothing of it is left to tell."""
        with self._resources.database.look() as db:
            work = UnitOfWork(db, wanted.workspace, self._resources.clock.now())
            whole = letters.whole(db, wanted.workspace, int(wanted.subject))
            if not whole:
                return None
            letter, user, _ = whole[0]
            context = LetterContext(self._resources, work, letter.person_id, user)
            parts = [_to_show(row, wanted) for _, _, row in whole]
            found = tuple(ShownPart(part.part, shown(context, part)) for part in parts)
            if not wanted.is_there and all(part.value is None for part in found):
                return None
            return ShownLetter(letter.late, found)


def _to_show(row: LetterPart, wanted: WantedMessage | None = None) -> PartToShow:
    told_at = wanted.there_since if wanted is not None else None
    return PartToShow(Part(row.kind), row.subject, row.set_id, row.facts, told_at)


def _is_late(work: UnitOfWork, timer: DueTimer, due: Sequence[Held]) -> bool:
    """Whether nobody was there at the hour at which it was to be composed, be it that of a day before."""
    hour = min((one.due_at for one in due), default=work.now)
    if work.now - timer.due_at > rules.LATE:
        return True
    return work.now - hour > rules.LATE and heartbeats.nobody_was_there(work.db, hour)
