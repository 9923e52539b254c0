"""What Slack sent us and we have done: the same delivery again is a no-op."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from bot.domain.retention import REQUESTS_KNOWN
from storage.database import Inserting
from storage.delivery_models import EarlyReply, SeenRequest

AT_ONCE: Final = 100
_REMEMBERED: Final = Inserting(
    SeenRequest,
    ("workspace", "key", "seen_at", "entered"),
    lambda insert: insert.on_conflict_do_nothing(),
)


def seen(db: Session, workspace: str, keys: Sequence[str], now: datetime, entered: str | None = None) -> bool:
    """Whether one of these was seen before; remembers them otherwise, with the hash of what a form says.

    Of two processes at once the second waits for the first.
    """
    if not keys:
        return False
    rows = [{"workspace": workspace, "key": key, "seen_at": now, "entered": entered} for key in sorted(set(keys))]
    return _REMEMBERED.write(db, rows) < len(rows)


def said_otherwise(db: Session, workspace: str, keys: Sequence[str], entered: str | None) -> bool:
    """Whether a form that was seen said something else then, or is not known to have said the same."""
    asked = select(SeenRequest.entered).where(SeenRequest.workspace == workspace, SeenRequest.key.in_(keys))
    return any(then is None or then != entered for then in db.scalars(asked))


def forget_old(db: Session, now: datetime) -> bool:
    """Forget deliveries after 48 hours, by when Slack has long stopped repeating them, and replies that were never placed.

    The oldest so many at a time; says whether there are more.
    """
    old = select(SeenRequest.seen_at).where(SeenRequest.seen_at < now - REQUESTS_KNOWN).order_by(SeenRequest.seen_at)
    last = db.scalar(old.offset(AT_ONCE - 1).limit(1))
    up_to = SeenRequest.seen_at <= last if last is not None else SeenRequest.seen_at < now - REQUESTS_KNOWN
    db.execute(delete(SeenRequest).where(up_to))
    db.execute(delete(EarlyReply).where(EarlyReply.ts < str((now - REQUESTS_KNOWN).timestamp())))
    return last is not None
