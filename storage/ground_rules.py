"""Changes of ground rules as they were proposed, with who has said what to them."""

from datetime import datetime
from typing import Any

from sqlalchemy import Index, String, select, text
from sqlalchemy.orm import Mapped, Session, mapped_column

from bot.domain.states import ProposalState
from storage.base import Base, Keyed, within

OPEN = text("state = 'open'")


class RulesProposalRow(Keyed, Base):
    """One change that a member proposed. `answers` is by the number of the member: whether they agree. One open a set."""

    __tablename__ = "rules_proposals"
    __table_args__ = (
        within("sets", "set_id"),
        within("members", "member_id"),
        Index("uq_rules_proposals_open", "set_id", unique=True, sqlite_where=OPEN, postgresql_where=OPEN),
        Index("ix_rules_proposals_set", "set_id"),
        Index("ix_rules_proposals_member", "member_id"),
    )
    public_id: Mapped[str] = mapped_column(String(16), unique=True)
    set_id: Mapped[int]
    member_id: Mapped[int]
    old: Mapped[list[str]]
    new: Mapped[list[str]]
    answers: Mapped[dict[str, Any]]
    state: Mapped[ProposalState]
    proposed_at: Mapped[datetime]


def open_one(db: Session, set_id: int) -> RulesProposalRow | None:
    """The proposal that a set has before it."""
    found = select(RulesProposalRow).where(RulesProposalRow.set_id == set_id, OPEN)
    return db.scalar(found)


def by_public_id(db: Session, workspace: str, public_id: str) -> RulesProposalRow | None:
    named = (RulesProposalRow.workspace == workspace, RulesProposalRow.public_id == public_id)
    return db.scalar(select(RulesProposalRow).where(*named))


def by_id(db: Session, workspace: str, proposal_id: int) -> RulesProposalRow | None:
    return db.scalar(
        select(RulesProposalRow).where(RulesProposalRow.workspace == workspace, RulesProposalRow.id == proposal_id)
    )
