"""What lies outside of a meeting and is shown or asked in it: each is one statement, built once."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from functools import cached_property
from typing import Any, Final

from sqlalchemy import Integer, String, and_, bindparam, func, or_, select, text, union_all
from sqlalchemy.orm import Session

from bot.domain import plans
from bot.domain.actions import MOST_LISTED, ActionLine, LatestReport, Listing
from bot.domain.asking_again import SaidOf, asks_here
from bot.domain.cycles import all_go_on
from bot.domain.meeting.given import HeardPrompt
from bot.domain.meeting.parts import Fact, Issue, Known, LeftWithNone, Owned, Tally
from bot.domain.meeting.value import Meeting
from bot.domain.meetings import Learned
from bot.domain.records import LastTime
from bot.domain.sets import PlannedMeeting
from bot.domain.states import STILL_OPEN, ActionStatus, IssueKind, IssueState, MeetingState
from storage import cycles, hints
from storage.action_models import Learning
from storage.columns import UtcDateTime
from storage.concerns import ConcernRow
from storage.json_rows import at, part, table_of, unpacked
from storage.meeting_rows import (
    FOLLOWED,
    ISSUE,
    LINE,
    actions,
    issues,
    meetings,
    members,
    owned,
    people,
    reports,
    slots,
    steps,
    turns,
)
from storage.models import PromptHeard
from storage.pulses import PulseRow
from storage.timers import PUT_AWAY

MOST_HEARD: Final = 500
"""Enough to get through any pool of prompts."""
WHATEVER_CAME_LAST: Final = 2**31 - 1
concerns = table_of(ConcernRow)
prompts_heard, learnings, pulses = table_of(PromptHeard), table_of(Learning), table_of(PulseRow)


_SET: Final = bindparam("set_id", type_=Integer)
_MEETING: Final = bindparam("meeting_id", type_=Integer)
_NOT_OVER: Final = text("meetings.state IN ('planned', 'running', 'paused')")
_WAITING: Final = (
    select(*ISSUE).where(issues.c.set_id == _SET, issues.c.state == IssueState.WAITING).order_by(issues.c.id)
)
_before = meetings.alias("before")
_closed_before: Final = (
    select(_before.c.closed_at)
    .where(_before.c.set_id == _SET, _before.c.state == MeetingState.CLOSED)
    .where(_before.c.number < bindparam("nth", type_=Integer))
    .order_by(_before.c.number.desc())
    .limit(1)
    .scalar_subquery()
)
_mine = (actions.c.set_id == _SET, members.c.left_at.is_(None))
_OPENED_WITH: Final = (
    select(actions.c.member_id, *LINE, _closed_before)
    .select_from(owned(actions))
    .where(*_mine, actions.c.committed_at <= bindparam("started_at", type_=UtcDateTime()))
    .where(
        or_(
            actions.c.status.in_(sorted(STILL_OPEN)),
            reports.c.reported_at > _closed_before,
            and_(_closed_before.is_(None), reports.c.id.is_not(None)),
        )
    )
    .order_by(actions.c.member_id, actions.c.id)
)
_last_closed = (
    select(_before.c.id)
    .where(_before.c.set_id == _SET, _before.c.state == MeetingState.CLOSED)
    .where(_before.c.number < bindparam("nth", type_=Integer))
    .order_by(_before.c.number.desc())
    .limit(1)
    .scalar_subquery()
)
_LEFT_WITH_NONE: Final = (
    select(slots.c.member_id, slots.c.id, slots.c.public_id)
    .select_from(slots.join(members, members.c.id == slots.c.member_id))
    .where(slots.c.meeting_id == _last_closed, members.c.left_at.is_(None))
    .where(slots.c.none_this_time.is_(True), slots.c.ended_early.is_(False))
    .where(~select(actions.c.id).where(actions.c.slot_id == slots.c.id).exists())
    .order_by(slots.c.position)
)
_TOLD_TO_ASKERS: Final = (
    select(actions.c.public_id, members.c.person_id)
    .select_from(
        actions.join(reports, reports.c.action_id == actions.c.id)
        .join(turns, turns.c.id == actions.c.question_turn)
        .join(members, members.c.id == turns.c.member_id)
    )
    .where(actions.c.set_id == _SET, reports.c.tells_asker.is_(True), ~FOLLOWED)
    .where(members.c.left_at.is_(None), members.c.id != actions.c.member_id)
    .where(or_(_closed_before.is_(None), reports.c.reported_at > _closed_before))
    .order_by(actions.c.id)
)
_seen = or_(
    actions.c.slot_id.is_not(None),
    actions.c.committed_at <= bindparam("heard_at", type_=UtcDateTime()),
    actions.c.member_id == bindparam("own", type_=Integer),
)
_open = (*_mine, actions.c.status.in_(sorted(STILL_OPEN)), _seen)
_IN_ALL: Final = select(func.count()).select_from(
    select(actions.c.id).join(members, members.c.id == actions.c.member_id).where(*_open).subquery()
)
_OPEN_ACTIONS: Final = (
    select(_IN_ALL.scalar_subquery(), *LINE)
    .select_from(owned(actions))
    .where(*_open)
    .order_by(actions.c.member_id, actions.c.id)
    .limit(MOST_LISTED)
)
_EVERY_OPEN_ACTION: Final = (
    select(*LINE).select_from(owned(actions)).where(*_open).order_by(actions.c.member_id, actions.c.id)
)
_AHEAD: Final = (
    select(meetings.c.number, meetings.c.planned_at, meetings.c.state)
    .where(meetings.c.set_id == _SET, _NOT_OVER)
    .order_by(meetings.c.number)
)
_LEARNED: Final = (
    select(learnings.c.member_id, learnings.c.note)
    .where(learnings.c.meeting_id == _MEETING, learnings.c.shared.is_(True))
    .order_by(learnings.c.id)
)
_last = (
    select(meetings.c.id, meetings.c.started_at, meetings.c.closed_at)
    .where(meetings.c.set_id == _SET, meetings.c.state == MeetingState.CLOSED)
    .where(meetings.c.number < bindparam("nth", type_=Integer))
    .order_by(meetings.c.number.desc())
    .limit(1)
    .subquery("last")
)
_in_its_slots = _last.join(slots, slots.c.meeting_id == _last.c.id).join(actions, actions.c.slot_id == slots.c.id)
_outside = and_(
    actions.c.set_id == _SET,
    actions.c.slot_id.is_(None),
    actions.c.committed_at > _last.c.started_at,
    actions.c.committed_at <= _last.c.closed_at,
)
_presented_last: Final = (
    _last.outerjoin(slots, and_(slots.c.meeting_id == _last.c.id, slots.c.ended_early.is_(False)))
    .outerjoin(issues, issues.c.id == slots.c.issue_id)
    .outerjoin(members, members.c.id == slots.c.member_id)
    .outerjoin(people, people.c.id == members.c.person_id)
)
_LAST_TIME: Final = union_all(
    part(
        "slot",
        slots.c.position,
        _last.c.started_at,
        people.c.user,
        members.c.left_at,
        issues.c.sentence,
        of=_presented_last,
    ),
    # Each half has an index of its own.
    *(
        part("action", actions.c.status, func.count(), of=those)
        .where(actions.c.status != ActionStatus.ASIDE)
        .group_by(actions.c.status)
        for those in (_in_its_slots, _last.join(actions, _outside))
    ),
)
_HEARD: Final = (
    select(prompts_heard.c.prompt, slots.c.public_id)
    .select_from(prompts_heard.outerjoin(slots, slots.c.id == prompts_heard.c.slot_id))
    .where(prompts_heard.c.set_id == _SET)
    .where(prompts_heard.c.prompt.in_(bindparam("pool", expanding=True, type_=String)))
    .order_by(prompts_heard.c.id.desc())
    .limit(MOST_HEARD)
)
_ASKED: Final = (
    select(turns.c.member_id, func.count())
    .select_from(turns.join(steps, steps.c.id == turns.c.step_id))
    .where(steps.c.meeting_id == _MEETING, turns.c.asked_at.is_not(None))
    .group_by(turns.c.member_id)
)
_CONCERNS: Final = select(func.count()).select_from(concerns).where(concerns.c.meeting_id == _MEETING)
_PULSES: Final = select(func.count()).select_from(pulses).where(pulses.c.meeting_id == _MEETING)


def line_of(found: Sequence[Any], since: datetime | None = None) -> ActionLine:
    """An action as people see it, of the columns LINE; what was told before `since` (UTC) does not count as told."""
    action_id, owner, what, first_step, due_on, due_zone, status, again, *told_of, reported_at = found
    told = LatestReport(*told_of) if _is_told(reported_at, since) else None
    return ActionLine(action_id, owner, what, first_step, due_on, due_zone, status, told, meets_again=bool(again))


def _owned(line: Sequence[Any], since: datetime | None, began: datetime | None) -> ActionLine:
    """An action that a meeting opens with: its owner may want to be asked again there."""
    found = line_of(line, since)
    if found.told is None:
        return found
    said = SaidOf(found.status, line[-1], found.told.ask_again)
    return replace(found, told=replace(found.told, asks_here=asks_here(said, began)))


def _is_told(reported_at: datetime | None, since: datetime | None) -> bool:
    return reported_at is not None and (since is None or reported_at > since)


def waiting(db: Session, set_id: int) -> tuple[Issue, ...]:
    """The issues of a set that wait, in the order in which they were raised."""
    rows = db.connection().execute(_WAITING, {"set_id": set_id})
    return tuple(issue_of(row) for row in rows)


def issue(db: Session, number: int) -> Issue:
    """The issue of that row, whatever has become of it."""
    return issue_of(db.connection().execute(select(*ISSUE).where(issues.c.id == number)).one())


def issue_of(found: Sequence[Any]) -> Issue:
    """An issue, of the columns ISSUE."""
    number, public_id, member, sentence, raised_at, why, tried, wanted, *asked, state, link, kind = found
    urgency, challenge, in_line = asked
    wants = (why, tried, wanted, urgency, challenge, in_line)
    return Issue(number, public_id, member, sentence, raised_at, *wants, IssueState(state), link, IssueKind(kind))


def opened_with(db: Session, set_id: int, nth: int, started_at: datetime | None) -> tuple[Owned, ...]:
    """Every open action of a set, and those whose end was reported since the last meeting before the one of number `nth`.

    What was committed after `started_at` (UTC), when it started, is for the next one.
    """
    asked = {"set_id": set_id, "nth": nth, "started_at": started_at or PUT_AWAY}
    rows = db.connection().execute(_OPENED_WITH, asked)
    found = ((member, _owned(line, since, started_at)) for member, *line, since in map(tuple, rows))
    return tuple(Owned(member, line, told=line.is_heard) for member, line in found)


def told_to_askers(db: Session, set_id: int, nth: int) -> Sequence[tuple[str, int]]:
    """Actions that were told of since the meeting before the one of number `nth`, with the persons whose questions they came from."""
    rows = db.connection().execute(_TOLD_TO_ASKERS, {"set_id": set_id, "nth": nth})
    return [(action_id, person_id) for action_id, person_id in rows]


def open_actions(db: Session, set_id: int, heard_at: datetime = PUT_AWAY, own: int = 0) -> Listing:
    """The open actions of a set, by owner, oldest first: those that it had heard of at `heard_at` (UTC), and that member's own."""
    rows = db.connection().execute(_OPEN_ACTIONS, {"set_id": set_id, "heard_at": heard_at, "own": own}).all()
    return Listing(tuple(line_of(row[1:]) for row in rows), rows[0][0] if rows else 0)


def every_open_action(db: Session, set_id: int, heard_at: datetime, own: int) -> Listing:
    """The same, however many they are."""
    rows = db.connection().execute(_EVERY_OPEN_ACTION, {"set_id": set_id, "heard_at": heard_at, "own": own}).all()
    return Listing(tuple(map(line_of, rows)), len(rows))


def next_meeting(db: Session, set_id: int, now: datetime, zone: str) -> tuple[datetime, ...]:
    """When the next meeting of a set is planned (UTC), in a tuple of none or one."""
    rows = db.connection().execute(_AHEAD, {"set_id": set_id})
    found = plans.next_meeting((PlannedMeeting(number, at, state) for number, at, state in rows), now, zone)
    return (found.at,) if found is not None else ()


def learned(db: Session, m: Meeting) -> tuple[Learned, ...]:
    """What people chose to share of what they learned in a meeting, oldest first."""
    rows = db.connection().execute(_LEARNED, {"meeting_id": m.number})
    return tuple(Learned(m.user(member), note) for member, note in rows)


def last_time(db: Session, set_id: int, nth: int) -> tuple[LastTime, ...]:
    """The meeting of a set that was held before the one of that number, in a tuple of none or one; without private words."""
    found = unpacked(db.connection().execute(_LAST_TIME, {"set_id": set_id, "nth": nth}))
    if "slot" not in found:
        return ()
    rows = sorted(found["slot"], key=lambda row: row[0] or 0)
    presented = tuple((user if left is None else "", sentence) for *_, user, left, sentence in rows if sentence)
    brought = Counter[ActionStatus]()
    for status, many in found.get("action", ()):
        brought[ActionStatus(status)] += many
    standing = tuple((status, brought[status]) for status in ActionStatus if status in brought)
    return (LastTime(at(rows[0][1]), presented, standing),)


def known(db: Session, m: Meeting, facts: frozenset[Fact]) -> Known:
    """These facts about a meeting; nothing of the others."""
    of = m.of.number
    return Known(
        waiting=waiting(db, of) if Fact.WAITING in facts else None,
        opened_with=opened_with(db, of, m.nth, m.started_at) if Fact.OPENED_WITH in facts else None,
        next_meeting=next_meeting(db, of, m.now, m.of.zone) if Fact.NEXT_MEETING in facts else None,
        open_actions=open_actions(db, of, m.closed_at or PUT_AWAY) if Fact.OPEN_ACTIONS in facts else None,
        learned=learned(db, m) if Fact.LEARNED in facts else None,
        going_on=all_go_on(cycles.going_on(db, of)) if Fact.GOING_ON in facts and m.is_last else None,
        last_time=last_time(db, of, m.nth) if Fact.LAST_TIME in facts else None,
    )


class SetLookup:
    """What rules may have to know from outside of a meeting: each is looked up when it is first asked."""

    def __init__(self, db: Session, m: Meeting) -> None:
        self._db = db
        self._meeting = m

    @cached_property
    def waiting(self) -> tuple[Issue, ...]:
        at_hand = self._meeting.known.waiting
        return at_hand if at_hand is not None else waiting(self._db, self._meeting.of.number)

    @cached_property
    def opened_with(self) -> tuple[Owned, ...]:
        """Since whichever meeting closed last, were it one that was to come after this one."""
        return opened_with(self._db, self._meeting.of.number, WHATEVER_CAME_LAST, self._meeting.started_at)

    @cached_property
    def left_with_none(self) -> tuple[LeftWithNone, ...]:
        m = self._meeting
        rows = self._db.connection().execute(_LEFT_WITH_NONE, {"set_id": m.of.number, "nth": m.nth})
        return tuple(LeftWithNone(member, number, slot) for member, number, slot in rows)

    @cached_property
    def next_meeting(self) -> tuple[datetime, ...]:
        m = self._meeting
        at_hand = m.known.next_meeting
        return at_hand if at_hand is not None else next_meeting(self._db, m.of.number, m.now, m.of.zone)

    def heard(self, pool: frozenset[str]) -> Sequence[HeardPrompt]:
        rows = self._db.connection().execute(_HEARD, {"set_id": self._meeting.of.number, "pool": sorted(pool)})
        return [HeardPrompt(prompt, slot) for prompt, slot in rows.all()[::-1]]

    def pulses(self) -> int:
        return int(self._db.connection().execute(_PULSES, {"meeting_id": self._meeting.number}).scalar_one())

    def concerns(self) -> int:
        return int(self._db.connection().execute(_CONCERNS, {"meeting_id": self._meeting.number}).scalar_one())

    def asked(self) -> Mapping[int, int]:
        rows = self._db.connection().execute(_ASKED, {"meeting_id": self._meeting.number})
        return {member: int(many) for member, many in rows}

    def tallies_before(self, fewest: int, latest: int) -> Sequence[Tally]:
        return hints.tallies_before(self._db, self._meeting.of.number, self._meeting.nth, fewest, latest)
