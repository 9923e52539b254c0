"""Members who leave, and come again, and what they learned."""

from collections.abc import Collection, Sequence

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from storage.models import Learning, Member


def forget(db: Session, member: Member) -> None:
    """Delete what is only this member's own: the learning they kept for themselves."""
    db.execute(delete(Learning).where(Learning.member_id == member.id, Learning.shared.is_(False)))


def former(db: Session, set_id: int, people: Collection[int]) -> dict[int, Member]:
    """The rows of those among these people who were members before, by person."""
    rows = db.scalars(select(Member).where(Member.set_id == set_id, Member.person_id.in_(people)))
    return {row.person_id: row for row in rows}


def join(db: Session, workspace: str, set_id: int, people: Collection[int]) -> None:
    """New members: people who were none before."""
    if people:
        db.execute(insert(Member), [{"workspace": workspace, "set_id": set_id, "person_id": one} for one in people])


def shared_learning(db: Session, meeting_id: int) -> Sequence[Learning]:
    """What people chose to share of what they learned in a meeting, oldest first."""
    return db.scalars(
        select(Learning).where(Learning.meeting_id == meeting_id, Learning.shared.is_(True)).order_by(Learning.id)
    ).all()
