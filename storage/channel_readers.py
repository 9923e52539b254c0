"""Who could read a set's channel when Slack last told: so that whoever comes while nobody listens is noticed."""

from collections.abc import Collection, Mapping
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import String, delete
from sqlalchemy.orm import Mapped, Session, mapped_column

from storage.base import Base, within

Known = tuple[frozenset[str], Mapping[str, datetime]]
"""Who was there, and who was told of, with when (UTC)."""


class ChannelReaders(Base):
    """As Slack ids: who was in the channel at the last look, and of whom the set was told lately that they came, with when."""

    __tablename__ = "channel_readers"
    __table_args__ = (within("sets", "set_id"),)
    workspace: Mapped[str] = mapped_column(String(32))
    set_id: Mapped[int] = mapped_column(primary_key=True)
    users: Mapped[list[str]]
    told: Mapped[dict[str, Any]]


def of_set(db: Session, set_id: int) -> Known | None:
    """What is known of a set's channel; None where nobody has looked yet."""
    row = db.get(ChannelReaders, set_id)
    if row is None:
        return None
    return frozenset(row.users), {user: datetime.fromtimestamp(at, UTC) for user, at in row.told.items()}


def keep(db: Session, workspace: str, set_id: int, users: Collection[str], told: Mapping[str, datetime]) -> None:
    """In the place of what was known."""
    row = db.get(ChannelReaders, set_id)
    if row is None:
        row = ChannelReaders(workspace=workspace, set_id=set_id)
        db.add(row)
    row.users, row.told = sorted(users), {user: at.timestamp() for user, at in told.items()}
    db.flush()


def forget(db: Session, set_id: int) -> None:
    """The set is in another channel."""
    db.execute(delete(ChannelReaders).where(ChannelReaders.set_id == set_id))
