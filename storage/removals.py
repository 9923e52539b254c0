"""Members who were asked to go, with who has said what to that."""

from datetime import datetime
from typing import Any

from sqlalchemy import Index, String, select, text, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from bot.domain.states import RemovalState
from storage.base import Base, Keyed, within

OPEN = text("state IN ('asks_them', 'asks_others')")


class RemovalRow(Keyed, Base):
    """One member whom somebody (`by_id`, a person) would have go. Open at most once a member, and asked about `until` then.

    `answers` is by the number of the member whether they agree, while it is open: afterwards nobody can read who did.
    """

    __tablename__ = "removals"
    __table_args__ = (
        within("sets", "set_id"),
        within("members", "member_id"),
        within("people", "by_id"),
        Index("uq_removals_open", "member_id", unique=True, sqlite_where=OPEN, postgresql_where=OPEN),
        Index("ix_removals_set", "set_id"),
        Index("ix_removals_member", "member_id"),
        Index("ix_removals_by", "by_id"),
    )
    public_id: Mapped[str] = mapped_column(String(16), unique=True)
    set_id: Mapped[int]
    member_id: Mapped[int]
    by_id: Mapped[int]
    answers: Mapped[dict[str, Any]]
    state: Mapped[RemovalState]
    asked_at: Mapped[datetime]
    until: Mapped[datetime]


def open_of(db: Session, member_id: int) -> RemovalRow | None:
    """The one that is open about a member."""
    return db.scalar(select(RemovalRow).where(RemovalRow.member_id == member_id, OPEN))


def by_public_id(db: Session, workspace: str, public_id: str) -> RemovalRow | None:
    named = (RemovalRow.workspace == workspace, RemovalRow.public_id == public_id)
    return db.scalar(select(RemovalRow).where(*named))


def by_id(db: Session, workspace: str, number: int) -> RemovalRow | None:
    return db.scalar(select(RemovalRow).where(RemovalRow.workspace == workspace, RemovalRow.id == number))


def is_over(db: Session, member_id: int, outcome: RemovalState) -> None:
    """Nobody is asked about this member any more, and who has said what is forgotten."""
    about = update(RemovalRow).where(RemovalRow.member_id == member_id, OPEN)
    db.execute(about.values(state=outcome, answers={}))
