"""What Slack sent us and we have done: the same delivery again is a no-op."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from bot.domain.retention import REQUESTS_KNOWN
from storage.database import Inserting
from storage.delivery_models import EarlyReply, SeenRequest

AT_ONCE: Final = 500
_REMEMBERED: Final = Inserting(
    SeenRequest,
    ("workspace", "key", "seen_at"),
    lambda insert: insert.on_conflict_do_nothing().execution_options(preserve_rowcount=True),
)


def seen(db: Session, workspace: str, keys: Sequence[str], now: datetime) -> bool:
    """Whether one of these was seen before; remembers them otherwise. Of two processes at once the second waits for the first."""
    if not keys:
        return False
    rows = [{"workspace": workspace, "key": key, "seen_at": now} for key in sorted(set(keys))]
    return db.connection().execute(_REMEMBERED.of(db), rows).rowcount < len(rows)


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
