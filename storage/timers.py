"""What should happen later: at most one timer of a kind for a subject."""

from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from bot.domain.outgoing import ERRANDS, DueTimer, Later
from storage.outgoing import Timer


def put(db: Session, workspace: str, kind: Later, subject: str, due_at: datetime, set_id: int | None) -> None:
    """Write a timer, or move the one that is there."""
    drop(db, workspace, kind, subject)
    db.add(Timer(workspace=workspace, kind=kind, subject=subject, due_at=due_at, set_id=set_id))
    db.flush()


def drop(db: Session, workspace: str, kind: Later, subject: str) -> None:
    db.execute(delete(Timer).where(Timer.workspace == workspace, Timer.kind == kind, Timer.subject == subject))


def drop_kinds(db: Session, workspace: str, set_id: int, kinds: frozenset[Later]) -> None:
    """Drop every timer of these kinds that belongs to one set."""
    db.execute(delete(Timer).where(Timer.workspace == workspace, Timer.set_id == set_id, Timer.kind.in_(kinds)))


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


def due(db: Session, now: datetime, limit: int = 100, *, errands: bool = False) -> list[DueTimer]:
    """The timers whose time has come, oldest first: those that fire in a unit of work, or the errands."""
    kind = Timer.kind.in_(ERRANDS) if errands else Timer.kind.not_in(ERRANDS)
    rows = db.scalars(select(Timer).where(Timer.due_at <= now, kind).order_by(Timer.due_at, Timer.id).limit(limit))
    return [DueTimer(row.workspace, Later(row.kind), row.subject, row.due_at, row.set_id) for row in rows]


def next_due(db: Session, after: datetime) -> datetime | None:
    """When the next timer is due that was not due at `after` already, in UTC."""
    return db.scalar(select(Timer.due_at).where(Timer.due_at > after).order_by(Timer.due_at).limit(1))
