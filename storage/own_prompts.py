"""The questions of sets' own: rows of a set, each with whose words they are."""

from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from storage.models import Meeting, OwnPromptRow, Slot, Step, Turn


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
