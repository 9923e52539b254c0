"""Letters: composed once, at their reader's opening hour, over all their sets; and drawn from what is true as they are sent."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Final

from bot.domain import letters as rules
from bot.domain.calendars import civil, local_day
from bot.domain.letter_views import ShownLetter, ShownPart, is_left
from bot.domain.letters import Held, OwnSet, Part, Reader
from bot.domain.message_and_timer_kinds import DueTimer, Says, WantedMessage
from bot.services.conversations import dm
from bot.services.letter_parts import LetterContext, PartToShow
from bot.services.letter_readers import shown
from bot.services.letter_sets import LetterSets
from bot.services.service import Service
from bot.services.unit_of_work import UnitOfWork
from storage import heartbeats, letters, people, posts, removals
from storage.letter_models import Letter, LetterPart
from storage.models import Person

KNOWN_FOR: Final = timedelta(hours=36)
"""Whose zone is older, in no set that lives, is asked about again: of all others it is known anew every day."""


class Letters(Service):
    """One timer a person: firing it composes their letter, where it is time and there is something to tell, and finds the next.

    The person is locked first, then their sets by id; then the timer is taken.
    """

    def fire(self, timer: DueTimer) -> None:
        """Compose the letter of a person; none where there is nothing to tell, or today's has been composed."""
        with self._work(timer.workspace) as work:
            person = people.locked(work.db, timer.workspace, int(timer.subject))
            theirs = LetterSets(work, person) if person is not None else None
            if not work.take(timer) or theirs is None:
                return
            is_time = rules.is_opening(theirs.reader, timer.due_at) and _may_be_written_to(theirs.reader, work.now)
            if _takes_the_place_of_the_last(work, theirs, is_time=is_time):
                theirs = LetterSets(work, theirs.person)
            reader, own = theirs.reader, theirs.sets()
            if is_time:
                reader, own = self._compose(work, theirs, timer, own)
            again = self._come_again(work, theirs, {one.set_id for one in own})
            ahead = [one for one in (rules.next_at(reader, own, work.now), again) if one is not None]
            work.again_at = min(ahead, default=None)
            _learn_again(work, theirs.person)

    def undelivered(self, workspace: str, person_id: int) -> None:
        """A letter could not be delivered, through no fault of its reader's: what it had to tell comes at their next opening hour."""
        with self._work(workspace) as work:
            work.letter_by(person_id, work.now)

    def _compose(
        self, work: UnitOfWork, theirs: LetterSets, timer: DueTimer, own: tuple[OwnSet, ...]
    ) -> tuple[Reader, tuple[OwnSet, ...]]:
        """The letter is written down and wanted; what is left to tell afterwards."""
        context, person_id = self._context(work, theirs), theirs.person.id
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
            if (earlier := theirs.earlier(row)) is not None:
                letters.shrink(earlier)
            if row.kind in rules.ABOUT_A_DATE:
                work.redraw_parts(Part(row.kind), row.subject)
        work.say(dm(work, person_id), Says.LETTER, letter.id)
        return replace(reader, last=today), own

    def _context(self, work: UnitOfWork, theirs: LetterSets) -> LetterContext:
        return LetterContext(self._resources, work, theirs.person.id, theirs.person.user)

    def _come_again(self, work: UnitOfWork, theirs: LetterSets, told_of: Collection[int | None]) -> datetime | None:
        """Letters that their reader wants to have again, and whose time has come; when the next one comes, if there is one (UTC).

        They come also on days and at hours at which no other would, and beside that of the day: they were asked for.
        """
        wanted = theirs.coming_again
        for letter in wanted:
            if letter.again_at is not None and letter.again_at <= work.now:
                self._comes_again(work, theirs, letter, told_of)
        return min((one.again_at for one in wanted if one.again_at is not None), default=None)

    def _comes_again(
        self, work: UnitOfWork, theirs: LetterSets, letter: Letter, told_of: Collection[int | None]
    ) -> None:
        """Whole, as things stand now, in a message of its own; that of before is deleted. It stays where nothing of it is left.

        Nothing is left of a set that its reader is not told of any more, such as one that has ended.
        """
        due_at = letter.again_at or work.now
        letter.again_at, letter.late = None, work.now - due_at > rules.LATE
        work.db.flush()
        context = self._context(work, theirs)
        parts = letters.parts_of(work.db, letter.id)
        found = [(part, shown(context, _to_show(part, asked_at=letter.composed_at))) for part in parts]
        left = [part for part, value in found if part.set_id in told_of and is_left(value)]
        if not left:
            return
        letters.drop(work.db, [part.id for part in parts if part not in left])
        before = posts.find(work.db, work.workspace, Says.LETTER, str(letter.id))
        removals.mark(work.db, [before.id] if before is not None else [], work.now)
        facts = {"asked_at": letter.composed_at.timestamp()}
        work.say(dm(work, theirs.person.id), Says.LETTER, letter.id, facts=facts)

    def show(self, wanted: WantedMessage) -> ShownLetter | None:
        """The letter as it is now; None before it was sent where nothing of it is left to tell."""
        with self._resources.database.look() as db:
            work = UnitOfWork(db, wanted.workspace, self._resources.clock.now())
            whole = letters.whole(db, wanted.workspace, int(wanted.subject))
            if not whole:
                return None
            letter, person, _ = whole[0]
            context = LetterContext(self._resources, work, letter.person_id, person.user)
            first = wanted.facts.get("asked_at")
            asked_at = datetime.fromtimestamp(float(first), UTC) if first is not None else None
            parts = [_to_show(row, wanted, asked_at) for _, _, row in whole]
            found = tuple(ShownPart(part.part, shown(context, part)) for part in parts)
            if not wanted.is_there and all(part.value is None for part in found):
                return None
            return ShownLetter(letter.late, found, letter.day, letter.again_at, person.zone or "UTC")


def _to_show(row: LetterPart, wanted: WantedMessage | None = None, asked_at: datetime | None = None) -> PartToShow:
    told_at = wanted.there_since if wanted is not None else None
    return PartToShow(Part(row.kind), row.subject, row.set_id, row.facts, told_at, asked_at)


def _learn_again(work: UnitOfWork, person: Person) -> None:
    if person.known_at is not None and person.known_at < work.now - KNOWN_FOR:
        work.learn_by(person.id, work.now)


def _may_be_written_to(reader: Reader, now: datetime) -> bool:
    return civil(now, reader.zone, reader.hours) == now


def _takes_the_place_of_the_last(work: UnitOfWork, theirs: LetterSets, *, is_time: bool) -> bool:
    """Whether the next letter tells what the last had to tell, since that was not delivered: it could not be, or waits to be sent
    since another day as it `is_time` for that of today.
    """
    newest = theirs.newest
    post = posts.find(work.db, work.workspace, Says.LETTER, str(newest.id)) if newest is not None else None
    if newest is None or post is None or post.ts is not None or not theirs.reader.wants:
        return False
    has_failed = post.dropped or post.due_at > work.now
    is_of_another_day = newest.day != local_day(work.now, theirs.reader.zone)
    if not (has_failed or (is_time and is_of_another_day)) or not posts.is_taken_off(work.db, post):
        return False
    removals.mark(work.db, [post.id], work.now)
    letters.take_back(work.db, newest)
    return True


def _is_late(work: UnitOfWork, timer: DueTimer, due: Sequence[Held]) -> bool:
    """Whether nobody was there at the hour at which it was to be composed, be it that of a day before."""
    hour = min((one.due_at for one in due), default=work.now)
    if work.now - timer.due_at > rules.LATE:
        return True
    return work.now - hour > rules.LATE and heartbeats.nobody_was_there(work.db, hour)
