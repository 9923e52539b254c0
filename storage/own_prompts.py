"""The questions of sets' own: rows of a set, each with whose words they are."""

from typing import NamedTuple

from sqlalchemy import Index, String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from bot.domain.question_bank import When
from storage.base import Base, Keyed, within
from storage.models import Meeting, Slot, Step, Turn


class OwnPromptRow(Keyed, Base):
    """A question that a set has added to the bank; the member is whoever's words they are, and `moment` when it fits, None for any."""

    __tablename__ = "own_prompts"
    __table_args__ = (
        within("sets", "set_id"),
        within("members", "member_id"),
        Index("ix_own_prompts_set", "set_id", "id"),
        Index("ix_own_prompts_member", "member_id"),
    )
    public_id: Mapped[str] = mapped_column(String(16), unique=True)
    set_id: Mapped[int]
    member_id: Mapped[int]
    question: Mapped[str] = mapped_column(String(120))
    moment: Mapped[When | None]


class AskedTurn(NamedTuple):
    """A question that was asked in a slot: who asked and who presented, as members, and Slack's `ts` of it if that is still known."""

    turn: Turn
    presenter: int
    slot_id: str
    ended_early: bool


def by_id(db: Session, set_id: int, public_id: str) -> OwnPromptRow | None:
    return db.scalar(select(OwnPromptRow).where(OwnPromptRow.set_id == set_id, OwnPromptRow.public_id == public_id))


def asked_turn(db: Session, set_id: int, turn_id: str) -> AskedTurn | None:
    """A turn of a set in which a question was asked, by its public id."""
    found = (
        select(Turn, Slot.member_id, Slot.public_id, Slot.ended_early)
        .join(Step, Step.id == Turn.step_id)
        .join(Slot, Slot.id == Step.slot_id)
        .join(Meeting, Meeting.id == Slot.meeting_id)
        .where(Meeting.set_id == set_id, Turn.public_id == turn_id, Turn.asked_at.is_not(None))
    )
    row = db.execute(found).one_or_none()
    return AskedTurn(*row) if row is not None else None
