"""What is known of one action, from the issue that it came from to what was learned of it."""

from datetime import datetime
from typing import Final

from sqlalchemy import String, bindparam, select
from sqlalchemy.orm import Session

from bot.domain.action_stories import ActionStory, CameFrom, Stood, in_their_order
from bot.domain.records import ToldOfIt
from bot.domain.states import IssueKind
from storage.action_models import ActionChange, Learning
from storage.json_rows import table_of
from storage.meeting_lookup import line_of
from storage.meeting_rows import LINE, actions, issues, meetings, members, owned, people, reports, slots, turns
from storage.models import Set

sets, learnings, changes = table_of(Set), table_of(Learning), table_of(ActionChange)
askers_here, askers = members.alias("askers_here"), people.alias("askers")
_FOUND: Final = (
    select(
        actions.c.id,
        actions.c.committed_at,
        actions.c.member_id,
        sets.c.name,
        sets.c.zone,
        meetings.c.id.label("meeting_id"),
        meetings.c.number,
        meetings.c.started_at,
        issues.c.sentence,
        issues.c.kind,
        slots.c.question,
        slots.c.restated,
        askers.c.user.label("asked_by"),
        askers_here.c.left_at.label("asker_left_at"),
        *LINE,
    )
    .select_from(
        owned(actions)
        .join(sets, sets.c.id == actions.c.set_id)
        .outerjoin(slots, slots.c.id == actions.c.slot_id)
        .outerjoin(issues, issues.c.id == slots.c.issue_id)
        .outerjoin(meetings, meetings.c.id == slots.c.meeting_id)
        .outerjoin(turns, turns.c.id == actions.c.question_turn)
        .outerjoin(askers_here, askers_here.c.id == turns.c.member_id)
        .outerjoin(askers, askers.c.id == askers_here.c.person_id)
    )
    .where(
        actions.c.workspace == bindparam("workspace", type_=String()),
        actions.c.public_id == bindparam("action_id", type_=String()),
        people.c.user == bindparam("user", type_=String()),
    )
)
_LINE_FROM: Final = 14
"""Where the columns of LINE begin."""
_TOLD: Final = (
    select(reports.c.outcome, reports.c.happened, reports.c.learned, reports.c.reported_at)
    .where(reports.c.action_id == bindparam("number"))
    .order_by(reports.c.id)
)
_CHANGES: Final = (
    select(changes.c.changed_at, changes.c.what, changes.c.due_on, changes.c.by_report)
    .where(changes.c.action_id == bindparam("number"))
    .order_by(changes.c.id)
)
_NOTES: Final = (
    select(learnings.c.note)
    .where(learnings.c.meeting_id == bindparam("meeting_id"), learnings.c.member_id == bindparam("member_id"))
    .order_by(learnings.c.id)
)


def story(db: Session, workspace: str, user: str, action_id: str, now: datetime) -> ActionStory | None:
    """The story of an action of that person, by its public id; None for anybody else's."""
    run = db.connection().execute
    row = run(_FOUND, {"workspace": workspace, "action_id": action_id, "user": user}).first()
    if row is None:
        return None
    line = line_of(row[_LINE_FROM:]).at(now)
    number = {"number": row.id}
    befores = [(at, what, due_on, by_report) for at, what, due_on, by_report in run(_CHANGES, number)]
    told = [ToldOfIt(*one) for one in run(_TOLD, number)]
    taken_on = Stood(row.committed_at, line.what, line.due_on)
    return ActionStory(
        line=line,
        set_name=row.name,
        zone=row.zone,
        moments=in_their_order(taken_on, befores, told),
        issue=row.sentence or "",
        question=row.question or "",
        restated=row.restated or "",
        number=row.number,
        held_at=row.started_at,
        came_from=CameFrom("" if row.asker_left_at else row.asked_by) if row.asked_by else None,
        notes=_notes(db, row.meeting_id, row.member_id),
        kind=row.kind or IssueKind.PROBLEM,
    )


def _notes(db: Session, meeting_id: int | None, member_id: int) -> tuple[str, ...]:
    """What its owner kept of what they learned in the meeting that it comes from."""
    if meeting_id is None:
        return ()
    kept = db.connection().execute(_NOTES, {"meeting_id": meeting_id, "member_id": member_id})
    return tuple(note for (note,) in kept)
