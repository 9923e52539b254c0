"""Meetings with their steps, slots, attendance and turns."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, Integer, String, bindparam, func, insert, or_, select, text, update
from sqlalchemy.orm import Session, defer

from bot.domain.plans import PlanEntry
from bot.domain.sets import PlannedMeeting
from bot.domain.states import OVER, MeetingState, SetState
from storage import concerns
from storage.models import Issue, Line, Meeting, Parked, PromptHeard, Set, Slot, Step, Turn
from storage.sets import ACTIVE

OPEN: Final = text("meetings.state IN ('running', 'paused')")
NOT_OVER: Final = text("meetings.state IN ('planned', 'running', 'paused')")
"""Conditions of partial indexes, word for word: with a value that is bound they would not be used."""
WITHOUT_FORMAT: Final = defer(Meeting.format, raiseload=True)
"""Most of a meeting's row is the format that it began with, which only the meeting itself needs."""
MOST_ASKED_FOR: Final = 60
NO_NAMES: Final[Mapping[int, str]] = {}
OUT_OF_THE_WAY: Final = 1_000_000_000
"""Numbers that no meeting has."""
_OF_SET: Final = Meeting.set_id == bindparam("set_id", type_=Integer())
_OPEN_OF: Final = select(Meeting).where(_OF_SET, OPEN)
_LISTENING: Final = (
    select(Set.id)
    .outerjoin(Meeting, (Meeting.set_id == Set.id) & OPEN)
    .where(Set.workspace == bindparam("workspace", type_=String()), Set.channel == bindparam("channel", type_=String()))
    .where(ACTIVE, or_(Meeting.id.is_not(None), Set.state == SetState.PAUSED))
)
_CLOSED_LAST: Final = select(func.max(Meeting.closed_at)).where(Meeting.set_id == Set.id).scalar_subquery()
_LAST_CLOSED_OF: Final = select(Set.id, _CLOSED_LAST).where(
    Set.id.in_(bindparam("set_ids", expanding=True, type_=Integer()))
)
_LAST_HELD_OF: Final = (
    select(Meeting.set_id, func.max(Meeting.started_at), func.max(Meeting.closed_at))
    .where(Meeting.set_id.in_(bindparam("set_ids", expanding=True, type_=Integer())))
    .where(Meeting.state == MeetingState.CLOSED)
    .group_by(Meeting.set_id)
)
_HEARD_AT: Final = (
    select(Meeting.set_id, func.max(Meeting.started_at), func.max(Meeting.closed_at))
    .where(Meeting.set_id.in_(bindparam("set_ids", expanding=True, type_=Integer())), Meeting.started_at.is_not(None))
    .group_by(Meeting.set_id)
)
_LAST_OVER: Final = (
    select(Meeting)
    .where(_OF_SET, Meeting.state.in_(OVER))
    .options(WITHOUT_FORMAT)
    .order_by(func.coalesce(Meeting.started_at, Meeting.planned_at).desc())
    .limit(bindparam("most", type_=Integer()))
)
_SHOWN: Final = ("public_id", "milestone", "reached_at", "held_with", "chosen_format")
ENTRY: Final = ("id", "number", "planned_at", "state", *_SHOWN)
_PLAN: Final = select(*(getattr(Meeting, name) for name in ENTRY)).where(_OF_SET, NOT_OVER).order_by(Meeting.number)
_BY_ID: Final = select(Meeting).where(
    Meeting.workspace == bindparam("workspace", type_=String()), Meeting.id == bindparam("meeting_id", type_=Integer())
)
_NEWEST_NUMBER: Final = select(func.max(Meeting.number)).where(_OF_SET)
_LAST_HELD: Final = select(func.max(Meeting.number)).where(
    _OF_SET, Meeting.state.in_((MeetingState.RUNNING, MeetingState.PAUSED, MeetingState.CLOSED))
)
_LAST_CLOSED: Final = (
    select(Meeting)
    .where(_OF_SET, Meeting.state == MeetingState.CLOSED)
    .options(WITHOUT_FORMAT)
    .order_by(Meeting.number.desc())
    .limit(1)
)
_CLOSED_BEFORE: Final = _LAST_CLOSED.where(Meeting.number < bindparam("number", type_=Integer()))
_NOT_OVER: Final = select(Meeting).where(_OF_SET, NOT_OVER).options(WITHOUT_FORMAT).order_by(Meeting.number)
_PLANS: Final = (
    select(Meeting.set_id, *(getattr(Meeting, name) for name in ENTRY))
    .where(Meeting.set_id.in_(bindparam("set_ids", expanding=True, type_=Integer())), NOT_OVER)
    .order_by(Meeting.number)
)


@dataclass(frozen=True, slots=True)
class Presented:
    """A slot with the issue it is about."""

    slot: Slot
    issue: Issue


def listening_in(db: Session, workspace: str, channel: str) -> int | None:
    """The set of that channel; None where it neither meets nor is paused.

    It is the one read that a message of no business of ours costs.
    """
    return db.connection().scalar(_LISTENING, {"workspace": workspace, "channel": channel})


def open_of(db: Session, set_id: int) -> Meeting | None:
    return db.scalar(_OPEN_OF, {"set_id": set_id})


def by_id(db: Session, workspace: str, meeting_id: int) -> Meeting | None:
    return db.scalar(_BY_ID, {"workspace": workspace, "meeting_id": meeting_id})


def began(db: Session, meeting_ids: Collection[int]) -> tuple[tuple[str, datetime], ...]:
    """The public ids of those among these meetings that have begun, with when (UTC), newest first."""
    if not meeting_ids:
        return ()
    those = select(Meeting.public_id, Meeting.started_at).where(Meeting.id.in_(meeting_ids))
    found = [(public_id, at) for public_id, at in db.execute(those) if at is not None]
    return tuple(sorted(found, key=lambda one: one[1], reverse=True))


def by_public_id(db: Session, workspace: str, public_id: str) -> Meeting | None:
    return db.scalar(select(Meeting).where(Meeting.workspace == workspace, Meeting.public_id == public_id))


def not_over(db: Session, set_id: int) -> Sequence[Meeting]:
    """The meetings of a set that are planned or open, without their formats, by number."""
    return db.scalars(_NOT_OVER, {"set_id": set_id}).all()


def plan_of(db: Session, set_id: int) -> list[PlanEntry]:
    """The same as values, for whoever only reads them: every gesture does, and ten rows with all they have cost much."""
    db.flush()
    rows = db.connection().execute(_PLAN, {"set_id": set_id})
    return [entry_of(tuple(row)) for row in rows]


def entry_of(row: Sequence[Any]) -> PlanEntry:
    """A meeting on a plan, of the columns ENTRY."""
    row_id, number, at, state, public_id, milestone, reached_at, held_with, held_as = row
    named = {"id": public_id, "milestone": milestone, "reached": reached_at is not None}
    return PlanEntry(row_id, PlannedMeeting(number, at, state, **named), held_with=held_with, held_as=held_as)


def plans_of(db: Session, set_ids: Collection[int]) -> Mapping[int, list[PlanEntry]]:
    """The same of each of these sets, in one statement."""
    found: dict[int, list[PlanEntry]] = {set_id: [] for set_id in set_ids}
    for set_id, *row in db.connection().execute(_PLANS, {"set_ids": list(set_ids)}):
        found[set_id].append(entry_of(row))
    return found


def last_over(db: Session, set_id: int, most: int) -> Sequence[Meeting]:
    """The last meetings of a set that were held, or were not and are past, without their formats, by number."""
    return db.scalars(_LAST_OVER, {"set_id": set_id, "most": most}).all()[::-1]


def never_closed(db: Session, set_id: int) -> Sequence[int]:
    """The newest meetings of a set that have not closed, be they to come or not held."""
    found = select(Meeting.id).where(Meeting.set_id == set_id, Meeting.closed_at.is_(None))
    return db.scalars(found.order_by(Meeting.number.desc()).limit(MOST_ASKED_FOR)).all()


def newest_number(db: Session, set_id: int) -> int:
    """The number of the last meeting of a set, planned or held."""
    db.flush()
    return db.connection().scalar(_NEWEST_NUMBER, {"set_id": set_id}) or 0


def miss(db: Session, meeting_ids: Sequence[int]) -> None:
    """These meetings were not held, and take no number: one statement, however many they are."""
    concerns.forget(db, meeting_ids)
    missed = update(Meeting).where(Meeting.id.in_(meeting_ids))
    db.execute(missed.values(state=MeetingState.MISSED, number=-Meeting.id, version=Meeting.version + 1))


def last_held(db: Session, set_id: int) -> int:
    """The number of the last meeting of a set that has begun; 0 where none has."""
    db.flush()
    return db.connection().scalar(_LAST_HELD, {"set_id": set_id}) or 0


def number(db: Session, numbers: Mapping[int, int]) -> None:
    """These meetings, by their rows, have these numbers; for a moment none has any, so that none has another's."""
    rows = [{"row": row, "number": number} for row, number in numbers.items()]
    here = update(Meeting.__table__).where(Meeting.__table__.c.id == bindparam("row"))  # type: ignore[arg-type]
    db.connection().execute(here.values(number=-OUT_OF_THE_WAY - Meeting.__table__.c.id), rows)
    db.connection().execute(here.values(number=bindparam("number"), version=Meeting.__table__.c.version + 1), rows)


def last_closed(db: Session, set_id: int) -> Meeting | None:
    """The meeting that a set closed last by number, without its format."""
    return db.scalar(_LAST_CLOSED, {"set_id": set_id})


def last_closed_of(db: Session, set_ids: Collection[int]) -> dict[int, datetime]:
    """When the last meeting of each of these sets closed, for those that have closed one."""
    rows = db.connection().execute(_LAST_CLOSED_OF, {"set_ids": list(set_ids)})
    return {set_id: at for set_id, at in rows if at is not None}


def last_held_of(db: Session, set_ids: Collection[int]) -> dict[int, tuple[datetime, datetime]]:
    """When the last meeting of each of these sets began and closed (UTC), for those that have held one."""
    rows = db.connection().execute(_LAST_HELD_OF, {"set_ids": list(set_ids)})
    return {set_id: (began, closed) for set_id, began, closed in rows if began is not None and closed is not None}


def heard_at(db: Session, set_ids: Collection[int]) -> dict[int, datetime]:
    """When each of these sets last saw its open actions: as a meeting began, or closed (UTC)."""
    rows = db.connection().execute(_HEARD_AT, {"set_ids": list(set_ids)})
    return {set_id: max(one for one in both if one) for set_id, *both in rows}


def steps(db: Session, meeting_id: int) -> Sequence[Step]:
    return db.scalars(select(Step).where(Step.meeting_id == meeting_id).order_by(Step.position)).all()


def step(db: Session, workspace: str, step_id: int) -> Step | None:
    return db.scalar(select(Step).where(Step.workspace == workspace, Step.id == step_id))


def open_step_of(db: Session, slot_id: int) -> tuple[Step, MeetingState] | None:
    """The open step of a slot, and whether its meeting runs or is paused; None for a slot that is over."""
    row = db.execute(
        select(Step, Meeting.state)
        .join(Meeting, Meeting.id == Step.meeting_id)
        .where(Step.slot_id == slot_id, Step.ended_at.is_(None), OPEN)
    ).first()
    return (row[0], row[1]) if row else None


def slots(db: Session, meeting_id: int) -> list[Presented]:
    rows = db.execute(
        select(Slot, Issue)
        .join(Issue, Issue.id == Slot.issue_id)
        .where(Slot.meeting_id == meeting_id)
        .order_by(Slot.position)
    )
    return [Presented(slot, issue) for slot, issue in rows]


def plan(
    db: Session,
    the_set: Set,
    moments: Mapping[str, datetime],
    first: int = 1,
    milestones: Mapping[int, str] = NO_NAMES,
) -> Sequence[Meeting]:
    """More meetings of a set, by their public ids to be, at these moments (UTC), numbered from `first`; `milestones` by number.

    Two statements, however many they are; returns all that are not over.
    """
    shared = {"workspace": the_set.workspace, "set_id": the_set.id, "state": MeetingState.PLANNED}
    rows = [
        {
            **shared,
            "public_id": public_id,
            "number": number,
            "planned_at": moment,
            "milestone": milestones.get(number, ""),
        }
        for number, (public_id, moment) in enumerate(moments.items(), start=first)
    ]
    db.execute(insert(Meeting), rows)
    return not_over(db, the_set.id)


def reschedule(db: Session, moments: Mapping[int, datetime]) -> None:
    """These planned meetings, by their rows, are at these moments (UTC): one statement, however many they are."""
    table = Meeting.__table__
    here = update(table).where(table.c.id == bindparam("row"))  # type: ignore[arg-type]
    moved = {"planned_at": bindparam("moment"), "sequence": table.c.sequence + 1, "held_with": None}
    changed = here.values(**moved, version=table.c.version + 1)
    db.connection().execute(changed, [{"row": row, "moment": moment} for row, moment in moments.items()])


def cancel(db: Session, meeting_ids: Sequence[int]) -> None:
    """These planned meetings are not to be, and take no number: one statement, however many they are.

    Their rows stay: calendars that know them are to hear that they are cancelled.
    """
    concerns.forget(db, meeting_ids)
    planned = update(Meeting).where(Meeting.id.in_(meeting_ids), Meeting.state == MeetingState.PLANNED)
    gone = {"state": MeetingState.CANCELLED, "number": -Meeting.id, "sequence": Meeting.sequence + 1}
    db.execute(planned.values(**gone, version=Meeting.version + 1).execution_options(synchronize_session=False))


def slot_by_public_id(db: Session, workspace: str, public_id: str) -> Presented | None:
    return _presented(db, Slot.workspace == workspace, Slot.public_id == public_id)


def of_slot(db: Session, slot_id: int) -> tuple[int, str]:
    """The number of the meeting that a slot belongs to, and the slot's public id."""
    row = db.execute(select(Slot.meeting_id, Slot.public_id).where(Slot.id == slot_id)).one()
    return row[0], row[1]


def let_the_absent_read(db: Session, meeting_id: int, member_id: int, *, may: bool) -> None:
    """Whether those who were not there may read what a member presented in a meeting."""
    theirs = (Slot.meeting_id == meeting_id, Slot.member_id == member_id)
    db.execute(update(Slot).where(*theirs).values(absent_may_read=may).execution_options(synchronize_session=False))


def may_be_read(db: Session, meeting_id: int, member_id: int) -> bool:
    """Whether they have said so of their slot."""
    theirs = (Slot.meeting_id == meeting_id, Slot.member_id == member_id, Slot.absent_may_read.is_(True))
    return db.scalar(select(Slot.id).where(*theirs).limit(1)) is not None


def not_said_whether_read(db: Session, meeting_id: int) -> frozenset[int]:
    """The slots of a meeting, by their rows, of which their presenters have not said whether those who were not there may read it."""
    unsaid = select(Slot.id).where(Slot.meeting_id == meeting_id, Slot.absent_may_read.is_(None))
    return frozenset(db.scalars(unsaid))


def slot(db: Session, workspace: str, slot_id: int) -> Presented | None:
    return _presented(db, Slot.workspace == workspace, Slot.id == slot_id)


def _presented(db: Session, *where: ColumnElement[bool]) -> Presented | None:
    row = db.execute(select(Slot, Issue).join(Issue, Issue.id == Slot.issue_id).where(*where)).first()
    return Presented(row[0], row[1]) if row else None


def turns(db: Session, step_id: int) -> Sequence[Turn]:
    return db.scalars(select(Turn).where(Turn.step_id == step_id).order_by(Turn.id)).all()


def turns_of_slot(db: Session, slot_id: int) -> Sequence[Turn]:
    """In their order; questions that were put in writing in that of their release, before any call."""
    of_slot = select(Turn).join(Step, Step.id == Turn.step_id).where(Step.slot_id == slot_id)
    return db.scalars(of_slot.order_by(Turn.place.is_(None), Turn.place, Turn.id)).all()


def turn(db: Session, workspace: str, turn_id: int) -> Turn | None:
    return db.scalar(select(Turn).where(Turn.workspace == workspace, Turn.id == turn_id))


def of_step(db: Session, workspace: str, step_id: str) -> str | None:
    """The public id of the meeting that a step, named by its own, belongs to."""
    found = select(Meeting.public_id).join(Step, Step.meeting_id == Meeting.id)
    return db.scalar(found.where(Step.workspace == workspace, Step.public_id == step_id))


def set_of_turn(db: Session, workspace: str, turn_id: str) -> int | None:
    """The set in a meeting of which somebody had that turn, named by its public id."""
    found = select(Meeting.set_id).join(Step, Step.meeting_id == Meeting.id).join(Turn, Turn.step_id == Step.id)
    return db.scalar(found.where(Turn.workspace == workspace, Turn.public_id == turn_id))


def lines(db: Session, step_ids: Sequence[int], what: str) -> set[int]:
    """The members who did that in these steps."""
    return set(db.scalars(select(Line.member_id).where(Line.step_id.in_(step_ids), Line.what == what)))


def prompts_heard(db: Session, set_id: int, pool: Collection[str]) -> Sequence[PromptHeard]:
    """The prompts of a pool that a set has heard, oldest first: enough of them to get through any pool."""
    of_pool = select(PromptHeard).where(PromptHeard.set_id == set_id, PromptHeard.prompt.in_(pool))
    newest = of_pool.order_by(PromptHeard.id.desc()).limit(500)
    return list(reversed(db.scalars(newest).all()))


def parked(db: Session, slot_id: int) -> Sequence[Parked]:
    return db.scalars(select(Parked).where(Parked.slot_id == slot_id).order_by(Parked.id)).all()


def closed_before(db: Session, set_id: int, number: int) -> Meeting | None:
    """The meeting that closed last before the one of that number."""
    return db.scalar(_CLOSED_BEFORE, {"set_id": set_id, "number": number})


def slots_before(db: Session, set_id: int, number: int) -> Sequence[int]:
    """The rows of that meeting's slots."""
    before = _CLOSED_BEFORE.with_only_columns(Meeting.id).scalar_subquery()
    return db.scalars(select(Slot.id).where(Slot.meeting_id == before), {"set_id": set_id, "number": number}).all()
