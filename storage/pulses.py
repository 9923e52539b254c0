"""Pulses, kept apart from who gave them: a random key, no time, no serial number, so that nobody can be read from six rows."""

import secrets
from dataclasses import asdict

from sqlalchemy import CheckConstraint, Index, String, Text, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from bot.domain.pulses import WORDS, Pulse
from storage.base import Base, within


class PulseRow(Base):
    """One pulse of a meeting. On SQLite without a row id, which would be a serial number."""

    __tablename__ = "ratings"  # what the first release called them
    __table_args__ = (
        within("meetings", "meeting_id"),
        CheckConstraint("score BETWEEN 1 AND 10", name="score"),
        Index("ix_ratings_meeting", "meeting_id"),
        {"sqlite_with_rowid": False},
    )
    key: Mapped[str] = mapped_column(String(32), primary_key=True)
    workspace: Mapped[str] = mapped_column(String(32))
    meeting_id: Mapped[int]
    score: Mapped[int]
    well: Mapped[str] = mapped_column(Text, default="")
    better: Mapped[str] = mapped_column(Text, default="")


def keep(db: Session, workspace: str, meeting_id: int, pulse: Pulse) -> None:
    db.add(PulseRow(key=secrets.token_hex(16), workspace=workspace, meeting_id=meeting_id, **asdict(pulse)))


def of_meeting(db: Session, meeting_id: int) -> list[Pulse]:
    """The pulses of a meeting, in the order of their random keys."""
    rows = db.scalars(select(PulseRow).where(PulseRow.meeting_id == meeting_id).order_by(PulseRow.key))
    return [Pulse(row.score, **{name: getattr(row, name) for name in WORDS}) for row in rows]
