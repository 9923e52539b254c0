"""Issues that members raised."""

from collections.abc import Sequence
from typing import Final

from sqlalchemy import Integer, bindparam, case, select, update
from sqlalchemy.orm import Session

from bot.domain.states import IssueState
from storage.models import Issue, Member, Person


def waiting(db: Session, set_id: int) -> Sequence[Issue]:
    return db.scalars(
        select(Issue).where(Issue.set_id == set_id, Issue.state == IssueState.WAITING).order_by(Issue.id)
    ).all()


def waiting_of(db: Session, member_id: int) -> Issue | None:
    """The newest issue of that member that waits for a slot."""
    return db.scalar(_WAITING_OF, {"member_id": member_id})


_WAITING_OF: Final = (
    select(Issue)
    .where(Issue.member_id == bindparam("member_id", type_=Integer()), Issue.state == IssueState.WAITING)
    .order_by(Issue.id.desc())
    .limit(1)
)


def withdraw_all(db: Session, member_id: int) -> None:
    """Whatever of a member waits for a slot, or was set aside, is withdrawn."""
    theirs = (Issue.member_id == member_id, Issue.state.in_([IssueState.WAITING, IssueState.SET_ASIDE]))
    db.execute(update(Issue).where(*theirs).values(state=IssueState.WITHDRAWN))


def keep_in_line(db: Session, set_id: int, public_ids: Sequence[str]) -> None:
    """These issues of a set stand in line in that order: one statement, however many they are."""
    if public_ids:
        places = case({public_id: place for place, public_id in enumerate(public_ids, start=1)}, value=Issue.public_id)
        theirs = (Issue.set_id == set_id, Issue.public_id.in_(public_ids))
        db.execute(update(Issue).where(*theirs).values(in_line=places))


def by_public_id(db: Session, workspace: str, public_id: str) -> Issue | None:
    return db.scalar(select(Issue).where(Issue.workspace == workspace, Issue.public_id == public_id))


def belongs_to(db: Session, issue: Issue, user: str) -> bool:
    """Whether that person raised it."""
    owner = select(Person.user).join(Member, Member.person_id == Person.id).where(Member.id == issue.member_id)
    return db.scalar(owner) == user
