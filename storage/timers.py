"""What should happen later: at most one timer of a kind for a subject."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import groupby
from typing import Any, Final

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Executable,
    Integer,
    ScalarSelect,
    Select,
    TextClause,
    and_,
    bindparam,
    delete,
    or_,
    select,
    union_all,
    update,
)
from sqlalchemy.orm import Session

from bot.domain.outgoing import CLEANING, ERRANDS, REMINDERS, WAITING_TIMERS, DueTimer, Later
from storage.database import inserting
from storage.outgoing import PRESSING_TIMERS, WAITING, Timer

PUT_AWAY: Final = datetime(9999, 1, 1, tzinfo=UTC)
"""When a timer is due whose time came while its set was paused: not before it is brought back."""


@dataclass(frozen=True, slots=True)
class TimerDue:
    """When a timer fires (UTC), and the set it belongs to; whether one that is there already stays where it is."""

    at: datetime
    set_id: int | None
    once: bool = field(default=False, compare=False)

    def changes(self, known: "TimerDue | None") -> bool:
        """Whether this has to be written where that is what is known."""
        return self != known and not (self.once and known is not None)


def put(db: Session, workspace: str, kind: Later, subject: str, due_at: datetime, set_id: int | None) -> None:
    """Write a timer, or move the one that is there."""
    write(db, workspace, {(kind, subject): TimerDue(due_at, set_id)})


def write(db: Session, workspace: str, wanted: Mapping[tuple[Later, str], TimerDue | None]) -> bool:
    """Write timers by kind and subject, or move them; None drops one. Says whether anything was other than wanted.

    One statement where all is as it should be, three at most, however many they are. Two transactions that write the same
    ones wait for each other: each goes through them in the same order, and what one has written the other moves.
    """
    known = _known(db, workspace, wanted) if wanted else {}
    changed = {
        key: due
        for key, due in sorted(wanted.items(), key=lambda item: item[0])
        if (due.changes(known.get(key)) if due is not None else key in known)
    }
    rows = [
        {"workspace": workspace, "kind": kind, "subject": subject, "due_at": due.at, "set_id": due.set_id}
        for (kind, subject), due in changed.items()
        if due is not None
    ]
    if rows:
        _put(db, rows)
    if stale := [key for key, due in changed.items() if due is None]:
        _drop(db, _named(workspace, stale))
    return bool(changed)


def _put(db: Session, rows: Sequence[Mapping[str, object]]) -> None:
    written = inserting(db, Timer)
    moved = {"due_at": written.excluded.due_at, "set_id": written.excluded.set_id}
    upsert = written.on_conflict_do_update(index_elements=[Timer.workspace, Timer.kind, Timer.subject], set_=moved)
    db.execute(upsert.execution_options(render_nulls=True), rows)


def _drop(db: Session, named: ColumnElement[bool]) -> None:
    in_order = select(Timer.id).where(named).order_by(Timer.kind, Timer.subject).with_for_update()
    db.execute(delete(Timer).where(Timer.id.in_(in_order)).execution_options(synchronize_session=False))


def _known(db: Session, workspace: str, keys: Collection[tuple[Later, str]]) -> dict[tuple[Later, str], TimerDue]:
    rows = db.execute(select(Timer.kind, Timer.subject, Timer.due_at, Timer.set_id).where(_named(workspace, keys)))
    return {(Later(kind), subject): TimerDue(due_at, set_id) for kind, subject, due_at, set_id in rows}


def _named(workspace: str, keys: Collection[tuple[Later, str]]) -> ColumnElement[bool]:
    """One condition a kind, each of which the index of kinds and subjects answers."""
    return or_(
        *(
            and_(Timer.workspace == workspace, Timer.kind == kind, Timer.subject.in_([subject for _, subject in those]))
            for kind, those in groupby(sorted(keys), key=lambda key: key[0])
        )
    )


def drop_kinds(db: Session, workspace: str, set_id: int, kinds: frozenset[Later]) -> None:
    """Drop every timer of these kinds that belongs to one set."""
    db.execute(delete(Timer).where(Timer.workspace == workspace, Timer.set_id == set_id, Timer.kind.in_(kinds)))


def bring_back(db: Session, workspace: str, set_id: int, now: datetime) -> None:
    """What came due while the set was paused is due now."""
    theirs = (Timer.workspace == workspace, Timer.set_id == set_id, Timer.due_at == PUT_AWAY)
    db.execute(update(Timer).where(*theirs).values(due_at=now).execution_options(synchronize_session=False))


def take(db: Session, timer: DueTimer, now: datetime) -> bool:
    """Delete a timer that is due, and say whether it was there: if not, somebody else fired it or it was moved."""
    taken = db.execute(
        delete(Timer)
        .where(
            Timer.workspace == timer.workspace,
            Timer.kind == timer.kind,
            Timer.subject == timer.subject,
            Timer.due_at <= now,
        )
        .returning(Timer.id)
    )
    return taken.first() is not None


def due(db: Session, now: datetime, limit: int = 100) -> list[DueTimer]:
    """The timers whose time has come and that fire before all others, oldest first."""
    return _found(db, _PRESSING, now, limit)


def errands(db: Session, now: datetime, limit: int = 100) -> list[DueTimer]:
    """The errands whose time has come, so many of each kind: DMs, which are opened slowly, hold up nothing else."""
    return _found(db, _ERRANDS, now, limit)


def unhurried(db: Session, now: datetime, limit: int) -> list[DueTimer]:
    """The timers whose time has come and that let all others go first: reminders, oldest first, and then what is cleaned."""
    found = _found(db, _UNHURRIED, now, limit)
    return sorted(found, key=lambda timer: timer.kind in CLEANING)[:limit]


def next_due(db: Session, after: datetime) -> datetime | None:
    """When the next timer is due that was not due at `after` already, in UTC."""
    coming = db.execute(_NEXT, {"after": after, "put_away": PUT_AWAY}).one()
    return min((moment for moment in coming if moment is not None), default=None)


def _found(db: Session, asked: Executable, now: datetime, limit: int) -> list[DueTimer]:
    rows = db.execute(asked, {"now": now, "many": limit})
    found = (
        DueTimer(workspace, Later(kind), subject, due_at, set_id) for workspace, kind, subject, due_at, set_id in rows
    )
    return sorted(found, key=lambda timer: timer.due_at)


def _oldest(*those: ColumnElement[bool] | TextClause) -> Select[str, str, str, datetime, int | None]:
    """So `many` that are due `now`. Written once, since a look at what is due nearly always finds nothing: it must cost little."""
    found = select(Timer.workspace, Timer.kind, Timer.subject, Timer.due_at, Timer.set_id)
    due_now = found.where(Timer.due_at <= bindparam("now", type_=Timer.due_at.type), *those)
    return due_now.order_by(Timer.due_at, Timer.id).limit(bindparam("many", type_=Integer()))


def _of_each(kinds: Collection[Later]) -> CompoundSelect[Any]:
    """The same of each kind, in one statement; the index begins with the kind."""
    each = (_oldest(WAITING, Timer.kind == kind).subquery() for kind in sorted(kinds))
    return union_all(*(select(one) for one in each))


def _first(*those: ColumnElement[bool] | TextClause) -> ScalarSelect[Any]:
    """When the first is due that is due `after`."""
    moment = Timer.due_at.type
    ahead = (Timer.due_at > bindparam("after", type_=moment), Timer.due_at < bindparam("put_away", type_=moment))
    return select(Timer.due_at).where(*ahead, *those).order_by(Timer.due_at).limit(1).scalar_subquery()


_PRESSING: Final = _oldest(PRESSING_TIMERS)
_ERRANDS: Final = _of_each(ERRANDS)
_UNHURRIED: Final = _of_each(REMINDERS | CLEANING)
_NEXT: Final = select(
    _first(PRESSING_TIMERS), *(_first(WAITING, Timer.kind == kind) for kind in sorted(WAITING_TIMERS))
)
