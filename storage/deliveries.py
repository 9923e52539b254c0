"""What Slack sent us and we have done: the same delivery again is a no-op."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import delete
from sqlalchemy.orm import Session

from storage.database import inserting
from storage.outgoing import Delivery, Stray

KEPT = timedelta(hours=48)


def seen(db: Session, workspace: str, keys: Sequence[str], now: datetime) -> bool:
    """Whether one of these was seen before; remembers them otherwise. Of two processes at once the second waits for the first."""
    if not keys:
        return False
    rows = [{"workspace": workspace, "key": key, "seen_at": now} for key in sorted(set(keys))]
    new = inserting(db, Delivery).values(rows).on_conflict_do_nothing().returning(Delivery.key)
    return len(db.scalars(new).all()) < len(rows)


def forget_old(db: Session, now: datetime) -> None:
    """Forget deliveries after 48 hours, by when Slack has long stopped repeating them, and replies that were never placed."""
    db.execute(delete(Delivery).where(Delivery.seen_at < now - KEPT))
    db.execute(delete(Stray).where(Stray.ts < str((now - KEPT).timestamp())))
