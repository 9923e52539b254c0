"""Actions with their newest report."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final, TypeVarTuple

from sqlalchemy import (
    CTE,
    ColumnElement,
    Integer,
    Select,
    String,
    bindparam,
    delete,
    exists,
    func,
    or_,
    select,
    union_all,
    update,
)
from sqlalchemy.orm import Session, aliased

from bot.domain.actions import MOST_LISTED
from bot.domain.states import OPEN_TO_THEM, STILL_OPEN, ActionStatus
from storage import changed_rows
from storage.action_models import Action, ActionChange, Report
from storage.compiled_statements import CompiledInsert
from storage.entities import entity_of
from storage.json_rows import JsonRows, table_of
from storage.meeting_rows import MEETS_AGAIN
from storage.models import Meeting, Member, Person, Turn

Chosen = TypeVarTuple("Chosen")
MOST_COMPARED: Final = 20
"""So many of one's newest open actions of each status are looked through for the same words."""
_EMPTY: Final[Mapping[str, object]] = {column.name: None for column in Action.__table__.columns if column.name != "id"}
_ADDED: Final = CompiledInsert(table_of(Action), _EMPTY)


@dataclass(frozen=True, slots=True)
class Owned:
    """An action with its owner's Slack id and the newest report on it."""

    action: Action
    user: str
    report: Report | None
    meets_again: bool = True
    """Whether the set has a meeting ahead that is planned."""
    asked_by: int | None = None
    """The number of the member whose question it came from, where its owner has named one."""


@dataclass(frozen=True, slots=True)
class FirstActions:
    """The first of many actions, and how many there are in all."""

    owned: list[Owned]
    in_all: int


def add(db: Session, **columns: object) -> Action:
    """A new action with these columns, the others empty. What is returned is a copy of it: nothing of that is saved."""
    row = {**_EMPTY, **columns}
    action = entity_of(Action, {**row, "id": _ADDED.execute(db, row)})
    changed_rows.tell(db, action)
    return action


def _owned(
    db: Session, asked: Select[Action, str, Report, bool, int], given: Mapping[str, object] | None = None
) -> list[Owned]:
    return [Owned(*row) for row in db.execute(asked, given)]


_ASKED_BY: Final = select(Turn.member_id).where(Turn.id == Action.question_turn).scalar_subquery()


def _every(*conditions: ColumnElement[bool]) -> Select[Action, str, Report, bool, int]:
    return _found(select(Action, Person.user, Report, MEETS_AGAIN, _ASKED_BY), *conditions).order_by(*_ORDER)


def names_question(db: Session, action_id: int, turn: int | None) -> None:
    """An action came from the question of that turn, by its row, or of none."""
    db.execute(update(Action).where(Action.id == action_id).values(question_turn=turn))


def _some(db: Session, listed: Select[Action, str, Report, bool, int], given: Mapping[str, object]) -> FirstActions:
    rows = db.execute(listed, given).all()
    return FirstActions([Owned(row[0], row[1], row[2], row[3]) for row in rows], rows[0][4] if rows else 0)


def _listed(*conditions: ColumnElement[bool], last: CTE | None = None) -> Select[Action, str, Report, bool, int]:
    """One statement for both; what is beyond those listed is counted, and not read. `last` is joined by the set."""
    numbers = select(Action.id.label("action_id"), Report.id.label("report_id"))
    listed = _found(numbers, *conditions, last=last).cte("listed")  # asked twice, and found once
    return (
        select(Action, Person.user, Report, MEETS_AGAIN, select(func.count()).select_from(listed).scalar_subquery())
        .select_from(listed)
        .join(Action, Action.id == listed.c.action_id)
        .join(Member, Member.id == Action.member_id)
        .join(Person, Person.id == Member.person_id)
        .outerjoin(Report, Report.id == listed.c.report_id)
        .order_by(*_ORDER)
        .limit(MOST_LISTED)
    )


def _found(chosen: Select[*Chosen], *conditions: ColumnElement[bool], last: CTE | None = None) -> Select[*Chosen]:
    """The newest report is the one that none follows, so that both databases look up those of each action by their index."""
    newer = aliased(Report)
    followed = exists().where(newer.action_id == Report.action_id, newer.id > Report.id)
    of_set = chosen.select_from(Action)
    if last is not None:
        of_set = of_set.outerjoin(last, last.c.set_id == Action.set_id)
    return (
        of_set.join(Member, Member.id == Action.member_id)
        .join(Person, Person.id == Member.person_id)
        .outerjoin(Report, (Report.action_id == Action.id) & ~followed)
        .where(Member.left_at.is_(None), *conditions)
    )


_ORDER: Final = (Action.member_id, Action.id)


def to_report_back(
    db: Session, set_id: int, since: datetime | None, before: datetime | None = None, member_id: int | None = None
) -> list[Owned]:
    """What a meeting opens with: every open action, and those whose end was reported after the last meeting closed.

    What was committed after `before` (UTC), when it started, is for the next one. With `member_id` only that member's.
    """
    still_open = Action.status.in_(STILL_OPEN)
    told_since = Report.reported_at > since if since is not None else Report.id.is_not(None)
    narrower = [Action.committed_at <= before] if before is not None else []
    narrower += [Action.member_id == member_id] if member_id is not None else []
    return _owned(db, _every(Action.set_id == set_id, or_(still_open, told_since), *narrower))


def open_of_member(db: Session, member_id: int) -> list[Owned]:
    return _owned(db, _EVERY_OPEN_OF, {"member_id": member_id})


def open_of_members(db: Session, member_ids: Collection[int]) -> list[Owned]:
    """The open actions of these members, oldest first: one statement, however many they are."""
    return _owned(db, _OPEN_OF, {"member_ids": list(member_ids)}) if member_ids else []


def open_words_of(member_id: ColumnElement[int]) -> Select[str]:
    """The newest open actions of a member, by id and words only: whoever takes on another waits while they are compared."""
    newest = select(Action.id, Action.what).order_by(Action.id.desc()).limit(MOST_COMPARED)
    # Of each status by itself: so the index is walked from its end, and nothing is sorted.
    each = (newest.where(Action.member_id == member_id, Action.status == one) for one in sorted(STILL_OPEN))
    found = union_all(*(select(one.subquery()) for one in each)).subquery()
    return select(JsonRows(found.c.id, found.c.what)).select_from(found)


def of_person(db: Session, workspace: str, user: str) -> FirstActions:
    """The open actions of a person over all their sets."""
    return _some(db, _OF_PERSON, {"workspace": workspace, "user": user})


def reportable(db: Session, workspace: str, user: str) -> FirstActions:
    """The actions of a person over all their sets that are open, or whose end no closed meeting has heard of yet."""
    return _some(db, _REPORTABLE, {"workspace": workspace, "user": user})


# Built once: building them took longer than they take.
_STILL_OPEN: Final = Action.status.in_(STILL_OPEN)
_OF_SET: Final = Action.set_id == bindparam("set_id", type_=Integer())
_HOW_MANY_OPEN: Final = (
    select(func.count())
    .select_from(Action)
    .join(Member, Member.id == Action.member_id)
    .where(_OF_SET, _STILL_OPEN, Member.left_at.is_(None))
)
_OF_MEMBER: Final = Action.member_id == bindparam("member_id", type_=Integer())
_IN_WORKSPACE: Final = Action.workspace == bindparam("workspace", type_=String())
_EVERY_OPEN_OF: Final = _every(_OF_MEMBER, _STILL_OPEN)
_ONE: Final = _every(_IN_WORKSPACE, Action.public_id == bindparam("public_id", type_=String()))
_BY_ID: Final = _every(_IN_WORKSPACE, Action.id == bindparam("action_id", type_=Integer()))
_OPEN_OF: Final = _every(Action.member_id.in_(bindparam("member_ids", expanding=True, type_=Integer())), _STILL_OPEN)
_THOSE: Final = _every(Action.id.in_(bindparam("action_ids", expanding=True, type_=Integer())))
_OF_SLOT: Final = _every(_OF_SET, Action.slot_id == bindparam("slot_id", type_=Integer()))
_THEIRS: Final = (
    Person.workspace == bindparam("workspace", type_=String()),
    Person.user == bindparam("user", type_=String()),
)
"""By the person, who is known by an index, not by the workspace of the action, which is no way in."""
_OPEN_TO_THEM: Final = Action.status.in_(OPEN_TO_THEM)
_OF_PERSON: Final = _listed(*_THEIRS, _OPEN_TO_THEM)
_THEIR_SETS: Final = select(Member.set_id).join(Person, Person.id == Member.person_id).where(*_THEIRS)
# Once a set, not once an action: a set that meets for years has hundreds of meetings.
_LAST: Final = (
    select(Meeting.set_id, func.max(Meeting.closed_at).label("closed_at"))
    .where(Meeting.set_id.in_(_THEIR_SETS), Meeting.closed_at.is_not(None))
    .group_by(Meeting.set_id)
    .cte("last")
)
_UNHEARD: Final = Report.id.is_not(None) & (_LAST.c.closed_at.is_(None) | (Report.reported_at > _LAST.c.closed_at))
_REPORTABLE: Final = _listed(*_THEIRS, or_(_OPEN_TO_THEM, _UNHEARD), last=_LAST)


def one(db: Session, workspace: str, public_id: str) -> Owned | None:
    found = _owned(db, _ONE, {"workspace": workspace, "public_id": public_id})
    return found[0] if found else None


def by_id(db: Session, workspace: str, action_id: int) -> Owned | None:
    found = _owned(db, _BY_ID, {"workspace": workspace, "action_id": action_id})
    return found[0] if found else None


def those(db: Session, action_ids: Collection[int]) -> list[Owned]:
    """The actions with these ids that their owners still have, oldest first."""
    return _owned(db, _THOSE, {"action_ids": list(action_ids)})


def report_before(db: Session, report: Report) -> Report | None:
    """The report on the same action that came before this one."""
    earlier = select(Report).where(Report.action_id == report.action_id, Report.id < report.id)
    return db.scalar(earlier.order_by(Report.id.desc()).limit(1))


def open_in(db: Session, set_id: int) -> int:
    """How many actions of a set are open, of members who have not left."""
    return db.connection().scalar(_HOW_MANY_OPEN, {"set_id": set_id}) or 0


def forget_aside(db: Session, member_id: int) -> None:
    """Delete what a member took on in a slot that they ended, and that is theirs alone."""
    theirs = delete(Action).where(Action.member_id == member_id, Action.status == ActionStatus.ASIDE)
    db.execute(theirs.execution_options(synchronize_session=False))


def changes_since(db: Session, action_id: int, since: datetime) -> Sequence[ActionChange]:
    """How an action stood before each of its changes from that moment (UTC) on, the newest first."""
    found = select(ActionChange).where(ActionChange.action_id == action_id, ActionChange.changed_at >= since)
    return db.scalars(found.order_by(ActionChange.id.desc())).all()


def of_slot(db: Session, set_id: int, slot_id: int) -> list[Owned]:
    """The actions that a slot of a set has brought, oldest first."""
    return _owned(db, _OF_SLOT, {"set_id": set_id, "slot_id": slot_id})


def of_slots(db: Session, set_id: int, slot_ids: Collection[int]) -> Counter[int]:
    """How many actions each of these slots of a set has brought."""
    brought = select(Action.slot_id, func.count()).where(Action.set_id == set_id, Action.slot_id.in_(slot_ids))
    return Counter({slot_id: many for slot_id, many in db.execute(brought.group_by(Action.slot_id)) if slot_id})
