"""What members say at the end of a cycle, what the cycle has brought, and since when a set has not met."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Integer, Text, UniqueConstraint, bindparam, delete, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from bot.domain.cycles import MOST_STORIES, Story
from bot.domain.states import ActionStatus, GoingOn, IssueKind, MeetingState
from storage.base import Base, Keyed, within
from storage.columns import UtcDateTime
from storage.meeting_rows import actions, issues, members, owned, reports, slots
from storage.models import Meeting, Member, Set


class CycleAnswer(Keyed, Base):
    """What a member says before the last meeting of a cycle: whether they would go on, on which condition, and what has moved.

    All of it is theirs alone, but for what has `moved` where they chose that it is `shared`.
    """

    __tablename__ = "cycle_answers"
    __table_args__ = (within("members", "member_id"), UniqueConstraint("member_id", "cycle"))
    member_id: Mapped[int]
    cycle: Mapped[int]
    going_on: Mapped[GoingOn | None]
    on_condition: Mapped[str] = mapped_column(Text, default="")
    moved: Mapped[str] = mapped_column(Text, default="")
    shared: Mapped[bool] = mapped_column(default=False)


MOST_HELD: Final = 2**31 - 1
_MEMBER: Final = CycleAnswer.member_id == bindparam("member_id", type_=Integer())
_CYCLE: Final = CycleAnswer.cycle == bindparam("cycle", type_=Integer())
_SET: Final = bindparam("set_id", type_=Integer())
_SAID_BY: Final = select(CycleAnswer.going_on, CycleAnswer.moved).where(_MEMBER, _CYCLE)
_MINE: Final = select(CycleAnswer).where(_MEMBER, _CYCLE)
_OF_SET: Final = (
    select(CycleAnswer.member_id, CycleAnswer.going_on, CycleAnswer.moved, CycleAnswer.shared)
    .join(Member, Member.id == CycleAnswer.member_id)
    .where(Member.set_id == _SET, Member.left_at.is_(None), _CYCLE)
    .order_by(CycleAnswer.id)
)
# Each by its index: joined, PostgreSQL would read the answers of all sets.
_SAID: Final = select(CycleAnswer.going_on).where(CycleAnswer.member_id == Member.id, CycleAnswer.cycle == Set.cycle)
_GOING_ON: Final = (
    select(Member.agreed_version == Set.rules_version, _SAID.correlate(Member, Set).scalar_subquery())
    .select_from(Member)
    .join(Set, Set.id == Member.set_id)
    .where(Member.set_id == _SET, Member.left_at.is_(None), Member.declined_at.is_(None), Member.gone.is_(None))
)
_told = (
    actions.c.set_id == _SET,
    actions.c.committed_at >= bindparam("since", type_=UtcDateTime()),
    actions.c.committed_at <= bindparam("until", type_=UtcDateTime()),
    actions.c.status != ActionStatus.ASIDE,
    members.c.left_at.is_(None),
    slots.c.id.is_(None) | slots.c.ended_early.is_(False),
)
_of_slots = actions.outerjoin(slots, slots.c.id == actions.c.slot_id).outerjoin(issues, issues.c.id == slots.c.issue_id)
_IN_ALL: Final = select(func.count()).select_from(
    select(actions.c.id)
    .select_from(_of_slots.join(members, members.c.id == actions.c.member_id))
    .where(*_told)
    .subquery()
)
_STORIES: Final = (
    select(
        _IN_ALL.scalar_subquery(),
        actions.c.member_id,
        func.coalesce(issues.c.sentence, ""),
        func.coalesce(slots.c.restated, ""),
        actions.c.what,
        actions.c.status,
        func.coalesce(reports.c.happened, ""),
        func.coalesce(reports.c.learned, ""),
        issues.c.kind,
    )
    .select_from(owned(_of_slots))
    .where(*_told)
    .order_by(actions.c.id)
    .limit(MOST_STORIES)
)
_MET: Final = select(func.max(Meeting.closed_at)).where(Meeting.set_id == _SET, Meeting.state == MeetingState.CLOSED)
_NOT_HELD: Final = (
    select(func.max(Meeting.planned_at))
    .where(Meeting.set_id == _SET, Meeting.state.in_((MeetingState.PLANNED, MeetingState.MISSED)))
    .where(Meeting.planned_at < bindparam("now", type_=UtcDateTime()))
)
_HELD: Final = select(func.count()).where(
    Meeting.set_id == _SET,
    Meeting.state == MeetingState.CLOSED,
    Meeting.number > bindparam("after", type_=Integer()),
    Meeting.number < bindparam("before", type_=Integer()),
)


def said_of(db: Session, member_id: int, cycle: int) -> CycleAnswer | None:
    """What a member has said in that cycle, if anything."""
    return db.scalar(_MINE, {"member_id": member_id, "cycle": cycle})


def answer_of(db: Session, workspace: str, member_id: int, cycle: int) -> CycleAnswer:
    """What a member has said in that cycle, to be changed; made where they have said nothing yet."""
    found = said_of(db, member_id, cycle)
    if found is None:
        found = CycleAnswer(
            workspace=workspace, member_id=member_id, cycle=cycle, on_condition="", moved="", shared=False
        )
        db.add(found)
    return found


def said_by(db: Session, member_id: int, cycle: int) -> tuple[GoingOn | None, bool]:
    """Whether a member would go on, as they said in that cycle, and whether they have told what has moved."""
    row = db.connection().execute(_SAID_BY, {"member_id": member_id, "cycle": cycle}).first()
    return (GoingOn(row[0]) if row[0] else None, bool(row[1])) if row is not None else (None, False)


def answers_of(db: Session, set_id: int, cycle: int) -> Mapping[int, tuple[GoingOn | None, str]]:
    """Whether each member who said so would go on, and what has moved as far as the set may read it; by member."""
    rows = db.connection().execute(_OF_SET, {"set_id": set_id, "cycle": cycle})
    return {member: (GoingOn(said) if said else None, moved if shared else "") for member, said, moved, shared in rows}


def going_on(db: Session, set_id: int) -> list[GoingOn | None]:
    """What each member who has agreed and is not gone says of going on after this cycle, in no order that tells whose it is."""
    rows = db.connection().execute(_GOING_ON, {"set_id": set_id})
    return sorted((GoingOn(said) if said else None for agreed, said in rows if agreed), key=str)


def stories(
    db: Session, set_id: int, since: datetime, until: datetime, users: Mapping[int, str]
) -> tuple[tuple[Story, ...], int]:
    """The actions that the set took on from `since` to `until` (UTC), oldest first, and how many there are in all."""
    rows = db.connection().execute(_STORIES, {"set_id": set_id, "since": since, "until": until}).all()
    return tuple(_story(users, *row[1:]) for row in rows), rows[0][0] if rows else 0


def _story(users: Mapping[int, str], member: int, issue: str, restated: str, what: str, *came: Any) -> Story:
    status, happened, learned, kind = came
    about = IssueKind(kind) if kind else IssueKind.PROBLEM
    return Story(users.get(member, ""), issue, restated, what, ActionStatus(status), happened, learned, about)


def held_between(db: Session, set_id: int, after: int = 0, before: int = MOST_HELD) -> int:
    """How many meetings of a set with a number above `after` and below `before` were held, and are over."""
    return db.connection().scalar(_HELD, {"set_id": set_id, "after": after, "before": before}) or 0


def met_at(db: Session, set_id: int) -> datetime | None:
    """When a set last met: when that meeting closed (UTC)."""
    return db.scalar(_MET, {"set_id": set_id})


def not_held_at(db: Session, set_id: int, now: datetime) -> datetime | None:
    """The newest date of a set that is past (UTC) and on which it did not meet."""
    return db.scalar(_NOT_HELD, {"set_id": set_id, "now": now})


def forget(db: Session, member_id: int) -> None:
    """Delete what a member has said of going on, and of what has moved."""
    db.execute(delete(CycleAnswer).where(CycleAnswer.member_id == member_id))
