"""The tables of who cannot come to a meeting, and of the other dates that a set is asked about."""

from datetime import datetime

from sqlalchemy import Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storage.base import Base, Keyed, within


class Regret(Keyed, Base):
    """A member cannot come to a meeting on the date for which it was planned as they said so, with a word to the set if they gave one.

    It is gone once they take it back, and does not count for another date.
    """

    __tablename__ = "regrets"
    __table_args__ = (
        UniqueConstraint("meeting_id", "member_id"),
        within("meetings", "meeting_id"),
        within("members", "member_id"),
        Index("ix_regrets_member", "member_id"),
    )
    meeting_id: Mapped[int]
    member_id: Mapped[int]
    planned_at: Mapped[datetime | None]
    word: Mapped[str] = mapped_column(Text, default="")
    said_at: Mapped[datetime]


class DateQuestion(Keyed, Base):
    """The set is asked which of a few other dates suits it, for a meeting to which too few can come.

    It is open as long as the meeting is planned for that moment.
    """

    __tablename__ = "date_questions"
    __table_args__ = (
        UniqueConstraint("workspace", "id"),
        within("meetings", "meeting_id"),
        Index("ix_date_questions_meeting", "meeting_id"),
    )
    meeting_id: Mapped[int]
    instead_of: Mapped[datetime]
    asked_at: Mapped[datetime]
    proposed: Mapped[int | None]
    """The row of the date that first suited enough."""


class DateOption(Keyed, Base):
    """One of the dates that are asked about."""

    __tablename__ = "date_options"
    __table_args__ = (
        UniqueConstraint("workspace", "id"),
        within("date_questions", "question_id"),
        Index("ix_date_options_question", "question_id"),
    )
    public_id: Mapped[str] = mapped_column(String(16), unique=True)
    question_id: Mapped[int]
    at: Mapped[datetime]


class DateAnswer(Base):
    """A member can on that date; of these only how many there are is ever shown."""

    __tablename__ = "date_answers"
    __table_args__ = (
        within("date_options", "option_id"),
        within("members", "member_id"),
        Index("ix_date_answers_member", "member_id"),
    )
    workspace: Mapped[str] = mapped_column(String(32))
    option_id: Mapped[int] = mapped_column(primary_key=True)
    member_id: Mapped[int] = mapped_column(primary_key=True)
