"""Pulses, kept apart from who gave them: random keys, no time, no serial number, so that nobody can be read from six rows.

Their words are rows of their own, which nothing ties to a number.
"""

import secrets
from collections.abc import Mapping

from sqlalchemy import CheckConstraint, Index, String, Text, exists, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from bot.domain.message_and_timer_kinds import Says
from bot.domain.pulses import PulseNumber, PulseWord
from storage.base import Base, within
from storage.delivery_models import Post


class PulseRow(Base):
    """The number of one pulse of a meeting. On SQLite without a row id, which would be a serial number."""

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


class PulseWordRow(Base):
    """What somebody would have the set read, word for word, without their name and without their number."""

    __tablename__ = "pulse_words"
    __table_args__ = (
        within("meetings", "meeting_id"),
        Index("ix_pulse_words_meeting", "meeting_id"),
        {"sqlite_with_rowid": False},
    )
    key: Mapped[str] = mapped_column(String(32), primary_key=True)
    workspace: Mapped[str] = mapped_column(String(32))
    meeting_id: Mapped[int]
    about: Mapped[PulseWord]
    words: Mapped[str] = mapped_column(Text)


def new_key() -> str:
    """A key that says nothing of whose a row is, or when it came."""
    return secrets.token_hex(16)


def keep(db: Session, workspace: str, meeting_id: int, numbers: Mapping[PulseNumber, int]) -> bool:
    """Keep the numbers of a pulse, unless the summary of its meeting, which would then miss them, is there already. The set has to be
    locked.
    """
    summary = (Post.workspace == workspace, Post.kind == Says.PULSE_SUMMARY, Post.subject == str(meeting_id))
    if db.scalar(select(exists().where(*summary, Post.dropped.is_(False)))):
        return False
    db.add(
        PulseRow(
            key=new_key(),
            workspace=workspace,
            meeting_id=meeting_id,
            **{about.value: rated for about, rated in numbers.items()},
        )
    )
    return True


def keep_words(db: Session, workspace: str, meeting_id: int, about: PulseWord, words: str) -> None:
    db.add(PulseWordRow(key=new_key(), workspace=workspace, meeting_id=meeting_id, about=about, words=words))


def numbers_of(db: Session, meeting_id: int) -> list[tuple[PulseNumber, int]]:
    """What the pulses of a meeting rate, in the order of their random keys."""
    of_meeting = select(PulseRow).where(PulseRow.meeting_id == meeting_id).order_by(PulseRow.key)
    rated = ((about, getattr(row, about)) for row in db.scalars(of_meeting) for about in PulseNumber)
    return [(about, number) for about, number in rated if number is not None]


def words_of(db: Session, meeting_id: int) -> list[tuple[PulseWord, str]]:
    """The words of a meeting's pulses, in the order of their random keys."""
    of_meeting = select(PulseWordRow).where(PulseWordRow.meeting_id == meeting_id).order_by(PulseWordRow.key)
    return [(row.about, row.words) for row in db.scalars(of_meeting)]
