"""Members who were asked to go, with who has said what to that."""

from datetime import datetime
from typing import Any

from sqlalchemy import Index, String, select, text
from sqlalchemy.orm import Mapped, Session, mapped_column

from bot.domain.states import LeaveRequestState
from storage.base import Base, Keyed, within

OPEN = text("state IN ('asks_them', 'asks_others')")


class LeaveRequest(Keyed, Base):
    """One member whom somebody (`by_id`, a person) would have go. Open at most once a member, and asked about `until` then.

    `answers` is by the number of the member whether they agree, while it is open: afterwards nobody can read who did.
    """

    __tablename__ = "leave_requests"
    __table_args__ = (
        within("sets", "set_id"),
        within("members", "member_id"),
        within("people", "by_id"),
        Index("uq_leave_requests_open", "member_id", unique=True, sqlite_where=OPEN, postgresql_where=OPEN),
        Index("ix_leave_requests_set", "set_id"),
        Index("ix_leave_requests_member", "member_id"),
        Index("ix_leave_requests_by", "by_id"),
    )
    public_id: Mapped[str] = mapped_column(String(16), unique=True)
    set_id: Mapped[int]
    member_id: Mapped[int]
    by_id: Mapped[int]
    answers: Mapped[dict[str, Any]]
    state: Mapped[LeaveRequestState]
    asked_at: Mapped[datetime]
    until: Mapped[datetime]


def open_of(db: Session, member_id: int) -> LeaveRequest | None:
    """The one that is open about a member."""
    return db.scalar(select(LeaveRequest).where(LeaveRequest.member_id == member_id, OPEN))


def by_public_id(db: Session, workspace: str, public_id: str) -> LeaveRequest | None:
    named = (LeaveRequest.workspace == workspace, LeaveRequest.public_id == public_id)
    return db.scalar(select(LeaveRequest).where(*named))


def by_id(db: Session, workspace: str, number: int) -> LeaveRequest | None:
    return db.scalar(select(LeaveRequest).where(LeaveRequest.workspace == workspace, LeaveRequest.id == number))


def is_over(db: Session, member_id: int, outcome: LeaveRequestState) -> None:
    """Nobody is asked about this member any more, and who has said what is forgotten."""
    if (row := open_of(db, member_id)) is not None:
        row.state, row.answers = outcome, {}
