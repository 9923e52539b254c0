"""What one meeting consists of, read by one statement: it is asked with every gesture, so it is built once."""

from typing import Any, Final

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    FromClause,
    Integer,
    Select,
    Text,
    and_,
    bindparam,
    cast,
    exists,
    func,
    select,
    text,
    union_all,
)

from bot.domain.states import MeetingState
from storage.action_models import Action, Report
from storage.compiled_statements import CompiledStatement
from storage.json_rows import part, table_of
from storage.models import Attendance, Issue, Line, Meeting, Member, Parked, Person, Slot, Step, Turn
from storage.regret_models import Regret

meetings, steps, slots, turns = table_of(Meeting), table_of(Step), table_of(Slot), table_of(Turn)
issues, lines, parked, here = table_of(Issue), table_of(Line), table_of(Parked), table_of(Attendance)
actions, reports, members, people = table_of(Action), table_of(Report), table_of(Member), table_of(Person)
helped = turns.alias("helped")
regrets = table_of(Regret)
newer = reports.alias("newer")

ISSUE: Final = (
    issues.c.id,
    issues.c.public_id,
    issues.c.member_id,
    issues.c.sentence,
    issues.c.raised_at,
    issues.c.why,
    issues.c.tried,
    issues.c.wanted,
    issues.c.urgency,
    issues.c.challenge,
    issues.c.in_line,
    issues.c.state,
    issues.c.link,
    issues.c.kind,
)
"""In the order of the fields of the value."""
_ahead = meetings.alias("ahead")
_NOT_OVER: Final = text("ahead.state IN ('planned', 'running', 'paused')")  # word for word that of the partial index
MEETS_AGAIN: Final = exists().where(
    _ahead.c.set_id == actions.c.set_id, _NOT_OVER, _ahead.c.state == MeetingState.PLANNED
)
"""Whether the set of an action has a meeting ahead that is planned."""
LINE: Final = (
    actions.c.public_id,
    people.c.user,
    actions.c.what,
    actions.c.first_step,
    actions.c.due_on,
    actions.c.due_zone,
    actions.c.status,
    MEETS_AGAIN,
    reports.c.outcome,
    reports.c.happened,
    reports.c.learned,
    reports.c.ahead,
    reports.c.ask_again,
    reports.c.reported_at,
)
"""An action as people see it, with the newest report on it."""


FOLLOWED: Final = exists().where(newer.c.action_id == reports.c.action_id, newer.c.id > reports.c.id)
"""Whether a newer report on the same action follows."""


def owned(of: FromClause) -> FromClause:
    """Actions, joined to `of`, with their owners and newest reports: the one that none follows, by the index of each action."""
    return (
        of.join(members, members.c.id == actions.c.member_id)
        .join(people, people.c.id == members.c.person_id)
        .outerjoin(reports, and_(reports.c.action_id == actions.c.id, ~FOLLOWED))
    )


def _open_one() -> ColumnElement[Any]:
    found = meetings.alias("found")
    is_open = text("found.state IN ('running', 'paused')")  # word for word the condition of the partial index
    return select(found.c.id).where(found.c.set_id == bindparam("set_id", type_=Integer), is_open).scalar_subquery()


def _last_step(which: ColumnElement[Any]) -> ColumnElement[Any]:
    last = steps.alias("last")
    found = select(last.c.id).where(last.c.meeting_id == which).order_by(last.c.position.desc()).limit(1)
    return found.scalar_subquery()


def _turns(which: ColumnElement[Any], *, whole: bool) -> Select[str, str]:
    columns = (
        turns.c.id,
        turns.c.public_id,
        turns.c.step_id,
        turns.c.member_id,
        turns.c.state,
        turns.c.called_at,
        turns.c.prompt,
        turns.c.thinking,
        turns.c.asked_at,
        turns.c.asked_ts,
        turns.c.word_at,
        turns.c.answered,
        turns.c.interrupted,
        turns.c.below,
        turns.c.shown_again,
        turns.c.ended_at,
        turns.c.words,
        turns.c.place,
        turns.c.no_question,
    )
    if not whole:
        return part("turn", *columns, of=turns).where(turns.c.step_id == _last_step(which))
    of_steps = turns.join(steps, steps.c.id == turns.c.step_id)
    return part("turn", *columns, of=of_steps).where(steps.c.meeting_id == which)


def _meeting(which: ColumnElement[Any]) -> Select[str, str]:
    one = part(
        "meeting",
        meetings.c.id,
        meetings.c.public_id,
        meetings.c.number,
        meetings.c.planned_at,
        cast(meetings.c.format, Text),
        meetings.c.state,
        meetings.c.spoken,
        meetings.c.chosen_format,
        meetings.c.started_at,
        meetings.c.paused_at,
        meetings.c.closed_at,
        meetings.c.adviser_sign_at,
        meetings.c.unattended,
        meetings.c.asking,
        meetings.c.held_with,
        meetings.c.version,
        of=meetings,
    )
    return one.where(meetings.c.id == which, meetings.c.set_id == bindparam("set_id", type_=Integer))


def _steps(which: ColumnElement[Any]) -> Select[str, str]:
    columns = (
        steps.c.id,
        steps.c.public_id,
        steps.c.kind,
        steps.c.position,
        steps.c.minutes,
        steps.c.says,
        steps.c.began_at,
        steps.c.ends_at,
        steps.c.slot_id,
        steps.c.ended_at,
        steps.c.prompt,
        steps.c.presenter_prompt,
        steps.c.warned,
        steps.c.time_up,
        steps.c.human,
        steps.c.word_at,
        steps.c.phase,
        steps.c.writing_until,
    )
    return part("step", *columns, of=steps).where(steps.c.meeting_id == which)


def _slots(which: ColumnElement[Any]) -> Select[str, str]:
    columns = (
        slots.c.position,
        slots.c.id,
        slots.c.public_id,
        slots.c.question,
        slots.c.restated,
        slots.c.none_this_time,
        slots.c.none_because,
        helped.c.public_id,
        slots.c.away_offered,
        slots.c.ended_early,
        slots.c.asked,
        slots.c.hints,
        slots.c.hints_fair,
        slots.c.hints_unfair,
        slots.c.turns_used,
        slots.c.turns_asked,
        *ISSUE,
    )
    joined = slots.join(issues, issues.c.id == slots.c.issue_id).outerjoin(helped, helped.c.id == slots.c.helped_turn)
    return part("slot", *columns, of=joined).where(slots.c.meeting_id == which)


def _of_slots(which: ColumnElement[Any]) -> list[Select[str, str]]:
    """What the slots have brought, and how much of it; of who has left only the number."""
    brought = slots.join(actions, actions.c.slot_id == slots.c.id)
    kept = slots.join(parked, parked.c.slot_id == slots.c.id)
    taken = part("action", actions.c.slot_id, actions.c.id, *LINE, of=owned(brought))
    return [
        part("parked", parked.c.slot_id, parked.c.id, parked.c.ts, of=kept).where(slots.c.meeting_id == which),
        part("brought", slots.c.id, func.count(), of=brought).where(slots.c.meeting_id == which).group_by(slots.c.id),
        taken.where(slots.c.meeting_id == which, members.c.left_at.is_(None)),
    ]


def _of_people(which: ColumnElement[Any]) -> list[Select[str, str]]:
    done = lines.join(steps, steps.c.id == lines.c.step_id)
    there = part("here", here.c.member_id, here.c.here_at, here.c.sign_at, of=here)
    did = part("line", lines.c.step_id, lines.c.member_id, lines.c.what, lines.c.until, of=done)
    on_its_date = regrets.join(
        meetings, (meetings.c.id == regrets.c.meeting_id) & (meetings.c.planned_at == regrets.c.planned_at)
    )
    cannot = part("cannot", regrets.c.member_id, of=on_its_date)
    return [
        there.where(here.c.meeting_id == which),
        did.where(steps.c.meeting_id == which),
        cannot.where(regrets.c.meeting_id == which),
    ]


def _all_of(which: ColumnElement[Any], *, whole: bool) -> CompoundSelect[str, str]:
    turns_of = _turns(which, whole=whole)
    return union_all(_meeting(which), _steps(which), _slots(which), turns_of, *_of_people(which), *_of_slots(which))


_THAT_ONE: Final = bindparam("meeting_id", type_=Integer)
ROWS: Final = {
    (named, whole): CompiledStatement(_all_of(_THAT_ONE if named else _open_one(), whole=whole))
    for named in (True, False)
    for whole in (True, False)
}
"""By whether the meeting is named, or the open one of its set; and by whether turns of every step are wanted."""
