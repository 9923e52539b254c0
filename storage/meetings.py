"""Meetings with their steps, slots, attendance and turns."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from bot.domain.states import MeetingState, SetState
from storage.models import Attendance, Issue, Line, Meeting, Parked, PromptHeard, Set, Slot, Step, Turn

OPEN = (MeetingState.RUNNING, MeetingState.PAUSED)


@dataclass(frozen=True, slots=True)
class Presented:
    """A slot with the issue it is about."""

    slot: Slot
    issue: Issue


def open_in_channel(db: Session, workspace: str, channel: str) -> int | None:
    """The set whose meeting is running in that channel: the one read that a message of no business of ours costs."""
    return db.scalar(
        select(Set.id)
        .join(Meeting, (Meeting.set_id == Set.id) & Meeting.state.in_(OPEN))
        .where(Set.workspace == workspace, Set.channel == channel, Set.state != SetState.ENDED)
    )


def open_of(db: Session, set_id: int) -> Meeting | None:
    return db.scalar(select(Meeting).where(Meeting.set_id == set_id, Meeting.state.in_(OPEN)))


def by_id(db: Session, workspace: str, meeting_id: int) -> Meeting | None:
    return db.scalar(select(Meeting).where(Meeting.workspace == workspace, Meeting.id == meeting_id))


def by_public_id(db: Session, workspace: str, public_id: str) -> Meeting | None:
    return db.scalar(select(Meeting).where(Meeting.workspace == workspace, Meeting.public_id == public_id))


def next_planned(db: Session, set_id: int) -> Meeting | None:
    return db.scalar(
        select(Meeting)
        .where(Meeting.set_id == set_id, Meeting.state == MeetingState.PLANNED)
        .order_by(Meeting.number)
        .limit(1)
    )


def of_set(db: Session, set_id: int) -> Sequence[Meeting]:
    return db.scalars(select(Meeting).where(Meeting.set_id == set_id).order_by(Meeting.number)).all()


def last_closed(db: Session, set_id: int) -> Meeting | None:
    return db.scalar(
        select(Meeting)
        .where(Meeting.set_id == set_id, Meeting.state == MeetingState.CLOSED)
        .order_by(Meeting.number.desc())
        .limit(1)
    )


def running(db: Session) -> Sequence[Meeting]:
    return db.scalars(select(Meeting).where(Meeting.state == MeetingState.RUNNING)).all()


def steps(db: Session, meeting_id: int) -> Sequence[Step]:
    return db.scalars(select(Step).where(Step.meeting_id == meeting_id).order_by(Step.position)).all()


def step(db: Session, workspace: str, step_id: int) -> Step | None:
    return db.scalar(select(Step).where(Step.workspace == workspace, Step.id == step_id))


def step_by_public_id(db: Session, workspace: str, public_id: str) -> Step | None:
    return db.scalar(select(Step).where(Step.workspace == workspace, Step.public_id == public_id))


def slots(db: Session, meeting_id: int) -> list[Presented]:
    rows = db.execute(
        select(Slot, Issue)
        .join(Issue, Issue.id == Slot.issue_id)
        .where(Slot.meeting_id == meeting_id)
        .order_by(Slot.position)
    )
    return [Presented(slot, issue) for slot, issue in rows]


def slot(db: Session, workspace: str, slot_id: int) -> Presented | None:
    row = db.execute(
        select(Slot, Issue)
        .join(Issue, Issue.id == Slot.issue_id)
        .where(Slot.workspace == workspace, Slot.id == slot_id)
    ).first()
    return Presented(row[0], row[1]) if row else None


def attendance(db: Session, meeting_id: int) -> dict[int, Attendance]:
    rows = db.scalars(select(Attendance).where(Attendance.meeting_id == meeting_id).order_by(Attendance.here_at))
    return {row.member_id: row for row in rows}


def turns(db: Session, step_id: int) -> Sequence[Turn]:
    return db.scalars(select(Turn).where(Turn.step_id == step_id).order_by(Turn.id)).all()


def turns_of_slot(db: Session, slot_id: int) -> Sequence[Turn]:
    return db.scalars(
        select(Turn).join(Step, Step.id == Turn.step_id).where(Step.slot_id == slot_id).order_by(Turn.id)
    ).all()


def turn(db: Session, workspace: str, turn_id: int) -> Turn | None:
    return db.scalar(select(Turn).where(Turn.workspace == workspace, Turn.id == turn_id))


def turn_by_public_id(db: Session, workspace: str, public_id: str) -> Turn | None:
    return db.scalar(select(Turn).where(Turn.workspace == workspace, Turn.public_id == public_id))


def lines(db: Session, step_ids: Sequence[int], what: str) -> set[int]:
    """The members who did that in these steps."""
    return set(db.scalars(select(Line.member_id).where(Line.step_id.in_(step_ids), Line.what == what)))


def prompts_heard(db: Session, set_id: int) -> Sequence[PromptHeard]:
    """The prompts a set has heard, oldest first: enough of them to get through any pool."""
    newest = select(PromptHeard).where(PromptHeard.set_id == set_id).order_by(PromptHeard.id.desc()).limit(500)
    return list(reversed(db.scalars(newest).all()))


def parked(db: Session, slot_id: int) -> Sequence[Parked]:
    return db.scalars(select(Parked).where(Parked.slot_id == slot_id).order_by(Parked.id)).all()


def closed_before(db: Session, set_id: int, number: int) -> Meeting | None:
    """The meeting that closed last before the one of that number."""
    return db.scalar(
        select(Meeting)
        .where(Meeting.set_id == set_id, Meeting.state == MeetingState.CLOSED, Meeting.number < number)
        .order_by(Meeting.number.desc())
        .limit(1)
    )


def forget_lines(db: Session, step_ids: Sequence[int]) -> None:
    """Forget who wrote or pressed what in these steps, and which message was a question; who asked, and when, is kept."""
    db.execute(delete(Line).where(Line.step_id.in_(step_ids)))
    db.execute(
        update(Turn)
        .where(Turn.step_id.in_(step_ids))
        .values(asked_ts=None, word_at=None)
        .execution_options(synchronize_session=False)
    )
