"""A record whole, inside a unit of work: what a set has heard of, and from when on somebody may see it."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from bot.domain.records import Gap, Record
from bot.services.locked_set import LockedSet
from storage import letters, records
from storage.records import ANYBODY, LONG_AGO, Held, RecordReader


def record_of(locked: LockedSet) -> Record:
    """The whole record of a set, for whoever asks."""
    those = held(locked)
    found = records.of_set(locked.work.db, those, heard_until(those), reader_of(locked))
    since, gap = since_when(locked), gap_of(locked)
    return Record(locked.set.name, locked.set.zone, tuple(found), locked.set.public_id, since, gap)


def own_record(db: Session, workspace: str, user: str, zone: str) -> Record:
    """All that is somebody's own, over all the sets that they are or were in."""
    return Record("", zone, tuple(records.of_person(db, workspace, user)))


def since_when(locked: LockedSet) -> datetime | None:
    """When whoever asks joined the set (UTC), where that was after its founding: their view of the record begins there."""
    return locked.me.member.joined_at if locked.me is not None else None


def gap_of(locked: LockedSet) -> Gap | None:
    """From when until when whoever asks was out of the set (UTC), where they left it and came again."""
    member = locked.me.member if locked.me is not None else None
    if member is None or member.out_from is None or member.out_until is None:
        return None
    return Gap(member.out_from, member.out_until)


def reader_of(locked: LockedSet) -> RecordReader:
    """Whoever asks, with the meetings that were held without them."""
    if locked.me is None:
        return ANYBODY
    person = locked.me.person
    return RecordReader(person.user, letters.told_they_missed(locked.work.db, locked.set.id, person.id))


def held(locked: LockedSet) -> list[Held]:
    """The meetings that whoever asks may see: none that closed before they joined, nor while they were out of the set."""
    since, gap = since_when(locked), gap_of(locked)
    those = records.held(locked.work.db, locked.set.id)
    joined = [one for one in those if since is None or one.closed_at >= since]
    return [one for one in joined if gap is None or one.closed_at not in gap]


def heard_until(those: Sequence[Held]) -> datetime:
    """What was told before the last meeting closed has been heard."""
    return those[-1].closed_at if those else LONG_AGO
