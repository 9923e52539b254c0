"""Issues that members raised."""

from collections.abc import Collection, Mapping, Sequence
from typing import Final

from sqlalchemy import Integer, bindparam, case, delete, exists, select, update
from sqlalchemy.orm import Session

from bot.domain.issues import OwnIssue
from bot.domain.states import IssueState
from storage.models import Issue, Member, Person, Slot


def waiting(db: Session, set_id: int) -> Sequence[Issue]:
    return db.scalars(
        select(Issue).where(Issue.set_id == set_id, Issue.state == IssueState.WAITING).order_by(Issue.id)
    ).all()


def waiting_of(db: Session, member_id: int, most: int) -> Sequence[Issue]:
    """So many of the issues of that member that wait for a slot, in the order in which they were raised."""
    return db.scalars(_WAITING_OF, {"member_id": member_id, "most": most}).all()


def waiting_of_each(db: Session, member_ids: Collection[int], most: int) -> Mapping[int, tuple[OwnIssue, ...]]:
    """So many of the issues of each of these members that wait for a slot, in the order in which they were raised."""
    found: dict[int, list[OwnIssue]] = {}
    for row in db.connection().execute(_WAITING_OF_EACH, {"member_ids": list(member_ids)}):
        found.setdefault(row.member_id, []).append(OwnIssue(row.public_id, row.sentence, row.in_line > 0, row.kind))
    return {member_id: tuple(theirs[:most]) for member_id, theirs in found.items()}


_WAITING_OF_EACH: Final = (
    select(Issue.member_id, Issue.public_id, Issue.sentence, Issue.in_line, Issue.kind)
    .where(Issue.member_id.in_(bindparam("member_ids", expanding=True, type_=Integer())))
    .where(Issue.state == IssueState.WAITING)
    .order_by(Issue.id)
)
_WAITING_OF: Final = (
    select(Issue)
    .where(Issue.member_id == bindparam("member_id", type_=Integer()), Issue.state == IssueState.WAITING)
    .order_by(Issue.id)
    .limit(bindparam("most", type_=Integer()))
)


def first_in_line_of(db: Session, set_ids: Collection[int]) -> Mapping[int, str]:
    """Whose issue is first in line in each of these sets, as a Slack id, where one is."""
    rows = db.connection().execute(_FIRST_IN_LINE_OF, {"set_ids": list(set_ids)}) if set_ids else ()
    found: dict[int, str] = {}
    for set_id, user in rows:
        found.setdefault(set_id, user)
    return found


_FIRST_IN_LINE_OF: Final = (
    select(Issue.set_id, Person.user)
    .join(Member, Member.id == Issue.member_id)
    .join(Person, Person.id == Member.person_id)
    .where(Issue.set_id.in_(bindparam("set_ids", expanding=True, type_=Integer())))
    .where(Issue.state == IssueState.WAITING, Issue.in_line > 0, Member.left_at.is_(None))
    .order_by(Issue.set_id, Issue.in_line)
)


def waits_again(db: Session, issue_id: int) -> None:
    """An issue whose slot turned out to be about something else waits on."""
    db.execute(update(Issue).where(Issue.id == issue_id).values(state=IssueState.WAITING))


def withdraw_all(db: Session, member_id: int) -> None:
    """Whatever of a member waits for a slot, or was set aside, is withdrawn."""
    theirs = (Issue.member_id == member_id, Issue.state.in_([IssueState.WAITING, IssueState.SET_ASIDE]))
    db.execute(update(Issue).where(*theirs).values(state=IssueState.WITHDRAWN))


def forget(db: Session, member_id: int) -> None:
    """Delete what a member withdrew; where it had a slot, which is the set's as well, without a word of what it was about."""
    theirs = (Issue.member_id == member_id, Issue.state == IssueState.WITHDRAWN)
    had_a_slot = exists().where(Slot.issue_id == Issue.id)
    db.execute(delete(Issue).where(*theirs, ~had_a_slot).execution_options(synchronize_session=False))
    bare = update(Issue).where(*theirs).values(sentence="", why="", tried="", wanted="", link="")
    db.execute(bare.execution_options(synchronize_session=False))


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
