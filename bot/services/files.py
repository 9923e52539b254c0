"""Files that people ask for: a record, or meetings for their calendar. Slack is asked to take them outside of any unit of work."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy.orm import Session

from bot.domain.askers import Asker
from bot.domain.calendar_entries import CalendarEntry
from bot.domain.errors import NotIn
from bot.domain.message_and_timer_kinds import DueTimer
from bot.domain.records import FileKind, Record
from bot.domain.states import NOT_HELD
from bot.services.locked_set import LockedSet
from bot.services.service import Service, must_be_new
from bot.services.unit_of_work import UnitOfWork
from bot.services.whole_records import own_record, record_of
from storage import calendar_rows, files, meetings, people, posts, sets
from storage.files import AskedFile

TRIED_FOR: Final = timedelta(hours=1)
"""Then whoever waits is told that it did not work."""


@dataclass(frozen=True, slots=True)
class FileToSend:
    """A file as it is to be drawn and sent: to whom, into which of their conversations, and what it is made of.

    `file_id` is Slack's, where it was begun before: it may be there already. `asked_at` and `now` are UTC.
    """

    kind: FileKind
    user: str
    person_id: int
    channel: str | None
    file_id: str | None
    asked_at: datetime
    now: datetime
    record: Record | None = None
    entries: tuple[CalendarEntry, ...] = ()
    set_name: str = ""

    @property
    def is_late(self) -> bool:
        """Whether it has been tried for so long that whoever waits should be told."""
        return self.now >= self.asked_at + TRIED_FOR


class Files(Service):
    """Each is a row and a lookup: the row knows what Slack calls the file before it is shown, so that it is not sent twice."""

    def ask_of_set(self, asker: Asker, kind: FileKind) -> None:
        """A file of the set's record, or of its meetings, into the direct messages of whoever asks."""
        with self._enter(asker, though_ended=True) as locked:
            _ask(locked.work, _person(locked), kind, locked.set.id)

    def ask_of_meeting(self, asker: Asker, meeting_id: str) -> None:
        """One meeting for their calendar, by its public id."""
        with self._resources.database.look() as db:
            found = meetings.by_public_id(db, asker.workspace, meeting_id)
        if found is None:
            raise NotIn(found=False)
        with self._enter(asker, found.set_id) as locked:
            _ask(locked.work, _person(locked), FileKind.CALENDAR, locked.set.id, found.id)

    def ask_own(self, asker: Asker, kind: FileKind) -> None:
        """Somebody's own record over all their sets, or the meetings of all of them."""
        with self._work(asker.workspace) as work:
            person = people.of_user(work.db, asker.workspace, asker.user)
            if person is None:
                raise NotIn(found=False)
            must_be_new(work, asker)
            person.reachable = True
            _ask(work, person.id, kind)

    def to_send(self, timer: DueTimer) -> FileToSend | None:
        """What a lookup sends, as it is now; None where there is nothing to send any more."""
        with self._work(timer.workspace) as work:
            asked = files.one(work.db, timer.workspace, int(timer.subject))
            if asked is None or asked.file.sent_at is not None:
                work.answer(timer)
                return None
            return self._drawn_from(work, asked)

    def begun(self, timer: DueTimer, file_id: str) -> None:
        """Slack has given the file an id; from now on it is known again."""
        with self._work(timer.workspace) as work:
            row = files.row(work.db, timer.workspace, int(timer.subject))
            if row is not None:
                row.file_id = file_id

    def sent(self, timer: DueTimer) -> None:
        """It is there."""
        with self._work(timer.workspace) as work:
            row = files.row(work.db, timer.workspace, int(timer.subject))
            if work.take(timer) and row is not None:
                row.sent_at = work.now

    def given_up(self, timer: DueTimer) -> bool:
        """It is not tried any more; whether nobody else has said so yet."""
        with self._work(timer.workspace) as work:
            row = files.row(work.db, timer.workspace, int(timer.subject))
            if row is not None and row.sent_at is None:
                work.db.delete(row)
            return work.take(timer)

    def _drawn_from(self, work: UnitOfWork, asked: AskedFile) -> FileToSend | None:
        db, row = work.db, asked.file
        the_set = sets.seen(db, work.workspace, row.set_id) if row.set_id is not None else None
        record: Record | None = None
        entries: tuple[CalendarEntry, ...] = ()
        if row.file_kind is FileKind.CALENDAR:
            entries = _entries(db, work, asked)
        elif the_set is not None:
            record = record_of(LockedSet(self._resources, work, the_set, asked.user))
        else:
            record = own_record(db, work.workspace, asked.user, asked.zone or "UTC")
        direct = posts.person_conversations(db, work.workspace, [row.person_id])[row.person_id]
        return FileToSend(
            kind=row.file_kind,
            user=asked.user,
            person_id=row.person_id,
            channel=direct.channel,
            file_id=row.file_id,
            asked_at=row.asked_at,
            now=work.now,
            record=record,
            entries=entries,
            set_name=the_set.name if the_set is not None else "",
        )


def _person(locked: LockedSet) -> int:
    """Whoever asks: a member, or the adviser."""
    asking = locked.me.person if locked.me is not None else locked.adviser
    if asking is None:
        raise NotIn(found=True)
    return asking.id


def _ask(
    work: UnitOfWork, person_id: int, kind: FileKind, set_id: int | None = None, meeting: int | None = None
) -> None:
    files.ask(work.db, work.workspace, person_id, kind, set_id, meeting, work.now)


def _entries(db: Session, work: UnitOfWork, asked: AskedFile) -> tuple[CalendarEntry, ...]:
    """Every meeting of the set, or the one, or those of all sets that they are in."""
    row = asked.file
    if row.meeting_id is not None:
        found = calendar_rows.of_meeting(db, row.meeting_id)
    elif row.set_id is not None:
        found = calendar_rows.of_set(db, row.set_id)
    else:
        found = calendar_rows.of_person(db, work.workspace, asked.user)
    return tuple(
        CalendarEntry(
            uid=one.public_id,
            sequence=one.sequence,
            set_name=one.set_name,
            number=max(one.number, 0),
            at=one.at,
            minutes=one.minutes,
            zone=one.zone,
            place=one.place,
            changed_at=work.now,
            milestone=one.milestone,
            cancelled=one.state in NOT_HELD,
        )
        for one in found
    )
