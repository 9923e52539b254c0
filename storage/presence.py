"""Who is alive: heartbeats, in real time."""

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from storage.database import inserting
from storage.outgoing import Heartbeat

FORGOTTEN_AFTER: Final = timedelta(days=2)


def beat(db: Session, process: str, real: datetime) -> None:
    """Write down that a process is alive, and forget those that have long been dead."""
    beaten = inserting(db, Heartbeat).values(process=process, beat_at=real)
    db.execute(beaten.on_conflict_do_update(index_elements=[Heartbeat.process], set_={"beat_at": real}))
    db.execute(delete(Heartbeat).where(Heartbeat.beat_at < real - FORGOTTEN_AFTER, Heartbeat.process != process))


def newest(db: Session) -> datetime | None:
    """When anybody was last known to be alive. Who asks at the same time waits, and then sees what the first wrote."""
    latest = select(Heartbeat).order_by(Heartbeat.beat_at.desc()).limit(1)
    db.scalars(latest.with_for_update()).first()
    return db.scalar(select(Heartbeat.beat_at).order_by(Heartbeat.beat_at.desc()).limit(1))
