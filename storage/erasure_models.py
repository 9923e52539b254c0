"""The tables of what is to be deleted, who has installed the bot, and what was handed out or deleted by hand."""

from datetime import datetime
from typing import Any

from sqlalchemy import Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from bot.domain.erasures import Erases
from storage.base import Base, Keyed, index_where_given, within

LOCKED = text("locked_at IS NOT NULL")


class Erasure(Keyed, Base):
    """Something that is to be deleted: a row until that is done. `reached` is the last post of a set that was looked at."""

    __tablename__ = "erasures"
    __table_args__ = (
        within("sets", "set_id"),
        within("people", "person_id"),
        index_where_given("ix_erasures_set", "set_id"),
        index_where_given("ix_erasures_person", "person_id"),
    )
    erases: Mapped[Erases]
    set_id: Mapped[int | None]
    person_id: Mapped[int | None]
    asked_at: Mapped[datetime]
    reached: Mapped[int] = mapped_column(default=0)


class Installation(Base):
    """A workspace that has the bot, or had it: from `locked_at` on nothing is said or answered there, and no timer fires."""

    __tablename__ = "installations"
    __table_args__ = (Index("ix_installations_locked", "workspace", sqlite_where=LOCKED, postgresql_where=LOCKED),)
    workspace: Mapped[str] = mapped_column(String(32), primary_key=True)
    installed_at: Mapped[datetime]
    locked_at: Mapped[datetime | None]


class HeldRow(Keyed, Base):
    """A row that somebody took back while a legal hold was in force, as it was: it goes as the hold ends."""

    __tablename__ = "held_rows"
    __table_args__ = (
        within("sets", "set_id"),
        within("members", "member_id"),
        Index("ix_held_rows_set", "set_id"),
        Index("ix_held_rows_member", "member_id"),
    )
    set_id: Mapped[int]
    member_id: Mapped[int]
    table_name: Mapped[str] = mapped_column(String(32))
    content: Mapped[dict[str, Any]]
    taken_back_at: Mapped[datetime]


class Audit(Keyed, Base):
    """Whoever runs the bot has read or deleted what is kept of somebody.

    `about` is a hash of their Slack id, `operator` a user of the machine.
    """

    __tablename__ = "audits"
    used_at: Mapped[datetime]
    did: Mapped[str] = mapped_column(String(16))
    about: Mapped[str] = mapped_column(String(64))
    operator: Mapped[str] = mapped_column(String(64))
