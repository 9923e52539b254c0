"""The tables of letters: what people are told, each in one message a day, and what waits for the next one."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from storage.base import Base, Keyed, index_where_given, within

WAITS = text("letter_id IS NULL")


class Letter(Keyed, Base):
    """What a person was told on one day, by their own calendar. `late` where it came after its hour, since nobody was there then.

    At `again_at` it comes anew, and the message of before is deleted: its reader has asked for that. One without parts could not be
    delivered: a later one tells what it had to tell.
    """

    __tablename__ = "letters"
    __table_args__ = (
        UniqueConstraint("workspace", "id"),
        UniqueConstraint("person_id", "day"),
        within("people", "person_id"),
    )
    person_id: Mapped[int]
    day: Mapped[date]
    composed_at: Mapped[datetime]
    late: Mapped[bool]
    again_at: Mapped[datetime | None]


class LetterPart(Keyed, Base):
    """A part of a letter, by its kind and what it is about; without a letter it waits for the next one.

    `facts` are ids, numbers and dates that only this part knows, never typed words. It is not told before `not_before`.
    """

    __tablename__ = "letter_parts"
    __table_args__ = (
        within("people", "person_id"),
        within("letters", "letter_id"),
        within("sets", "set_id"),
        Index(
            "uq_letter_parts_waiting",
            *("person_id", "kind", "subject"),
            unique=True,
            sqlite_where=WAITS,
            postgresql_where=WAITS,
        ),
        Index("ix_letter_parts_person", "person_id", "letter_id"),
        index_where_given("ix_letter_parts_letter", "letter_id"),
        index_where_given("ix_letter_parts_set", "set_id", "person_id"),
        Index("ix_letter_parts_subject", "workspace", "kind", "subject"),
    )
    person_id: Mapped[int]
    letter_id: Mapped[int | None]
    set_id: Mapped[int | None]
    kind: Mapped[str] = mapped_column(String(32))
    subject: Mapped[str] = mapped_column(String(64))
    facts: Mapped[dict[str, Any]]
    not_before: Mapped[datetime | None]
