"""What is on record: a handful of statements, however many meetings, people and actions there are."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any, Final

from sqlalchemy import Integer, String, bindparam, select
from sqlalchemy.orm import Session

from bot.domain.records import KeptLearning, MeetingRecord, Presented, RecordedAction, ToldOfIt, WaitingIssue
from bot.domain.states import ActionStatus, IssueState, MeetingState
from storage.action_models import Learning
from storage.json_rows import table_of
from storage.meeting_rows import actions, issues, meetings, members, people, reports, slots
from storage.models import Set

sets, learnings = table_of(Set), table_of(Learning)
LONG_AGO: Final = datetime(1970, 1, 1, tzinfo=UTC)
NEVER: Final = datetime(9999, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Held:
    """A meeting that was held: when it began and closed, and when the one of its set before it closed (UTC)."""

    meeting_id: int
    set_id: int
    set_name: str
    zone: str
    number: int
    at: datetime
    closed_at: datetime
    after: datetime = LONG_AGO


_MEETING: Final = (
    meetings.c.id,
    meetings.c.set_id,
    sets.c.name,
    sets.c.zone,
    meetings.c.number,
    meetings.c.started_at,
    meetings.c.closed_at,
)
_CLOSED: Final = meetings.c.state == MeetingState.CLOSED
_HELD: Final = (
    select(*_MEETING)
    .join(sets, sets.c.id == meetings.c.set_id)
    .where(meetings.c.set_id == bindparam("set_id", type_=Integer()), _CLOSED)
    .order_by(meetings.c.number)
)
_THEM: Final = (
    people.c.workspace == bindparam("workspace", type_=String()),
    people.c.user == bindparam("user", type_=String()),
)
_OF_THE_PERSON: Final = members.c.person_id == people.c.id
_THEIR_SETS: Final = (
    select(sets.c.id, sets.c.name, sets.c.zone)
    .select_from(people.join(members, _OF_THE_PERSON).join(sets, sets.c.id == members.c.set_id))
    .where(*_THEM)
    .order_by(sets.c.id)
)
_HELD_WITH: Final = (
    select(*_MEETING, members.c.left_at)
    .select_from(
        people.join(members, _OF_THE_PERSON)
        .join(sets, sets.c.id == members.c.set_id)
        .join(meetings, meetings.c.set_id == sets.c.id)
    )
    .where(*_THEM, _CLOSED)
    .order_by(meetings.c.started_at, meetings.c.id)
)
_SLOT: Final = (
    select(
        slots.c.id,
        slots.c.meeting_id,
        people.c.user,
        members.c.left_at,
        issues.c.sentence,
        slots.c.question,
        slots.c.restated,
        slots.c.none_this_time,
        slots.c.none_because,
        slots.c.ended_early,
        issues.c.kind,
        slots.c.absent_may_read,
    )
    .select_from(
        slots.join(issues, issues.c.id == slots.c.issue_id)
        .join(members, members.c.id == slots.c.member_id)
        .join(people, _OF_THE_PERSON)
    )
    .order_by(slots.c.meeting_id, slots.c.position)
)
_ACTION: Final = (
    select(
        actions.c.id,
        actions.c.set_id,
        actions.c.slot_id,
        people.c.user,
        members.c.left_at,
        actions.c.what,
        actions.c.first_step,
        actions.c.due_on,
        actions.c.due_zone,
        actions.c.status,
        actions.c.committed_at,
    )
    .select_from(actions.join(members, members.c.id == actions.c.member_id).join(people, _OF_THE_PERSON))
    .order_by(actions.c.id)
)
_LEARNED: Final = (
    select(learnings.c.meeting_id, people.c.user, members.c.left_at, learnings.c.note, learnings.c.shared)
    .select_from(learnings.join(members, members.c.id == learnings.c.member_id).join(people, _OF_THE_PERSON))
    .order_by(learnings.c.id)
)
_THESE: Final = bindparam("meeting_ids", expanding=True, type_=Integer())
_MOMENT: Final = actions.c.committed_at.type
_SLOTS_IN: Final = _SLOT.where(slots.c.meeting_id.in_(_THESE), slots.c.ended_early.is_(False))
_TAKEN_IN: Final = _ACTION.where(
    actions.c.slot_id.in_(select(slots.c.id).where(slots.c.meeting_id.in_(_THESE))),
    actions.c.status != ActionStatus.ASIDE,
)
_TAKEN_BETWEEN: Final = _ACTION.where(
    actions.c.set_id == bindparam("set_id", type_=Integer()),
    actions.c.slot_id.is_(None),
    actions.c.status != ActionStatus.ASIDE,
    actions.c.committed_at > bindparam("first", type_=_MOMENT),
    actions.c.committed_at <= bindparam("last", type_=_MOMENT),
)
_SHARED_IN: Final = _LEARNED.where(learnings.c.meeting_id.in_(_THESE), learnings.c.shared.is_(True))
_TOLD: Final = (
    select(
        reports.c.action_id,
        reports.c.outcome,
        reports.c.happened,
        reports.c.learned,
        reports.c.reported_at,
        reports.c.was,
    )
    .where(reports.c.action_id.in_(bindparam("action_ids", expanding=True, type_=Integer())))
    .order_by(reports.c.id)
)
_THEIR_SLOTS, _THEIR_ACTIONS, _THEIR_NOTES = _SLOT.where(*_THEM), _ACTION.where(*_THEM), _LEARNED.where(*_THEM)
_THEIR_ISSUES: Final = (
    select(issues.c.set_id, issues.c.sentence, issues.c.kind)
    .select_from(issues.join(members, members.c.id == issues.c.member_id).join(people, _OF_THE_PERSON))
    .where(*_THEM, issues.c.state.in_((IssueState.WAITING, IssueState.SET_ASIDE)))
    .order_by(issues.c.id)
)


def held(db: Session, set_id: int) -> list[Held]:
    """The meetings of a set that were held, oldest first."""
    return _one_after_the_other(Held(*row) for row in db.connection().execute(_HELD, {"set_id": set_id}))


@dataclass(frozen=True, slots=True)
class RecordReader:
    """Who reads a set's record, as a Slack id, and which of its meetings they missed, by their rows."""

    user: str = ""
    missed: frozenset[int] = frozenset()


ANYBODY: Final = RecordReader()


def of_set(
    db: Session, those: Sequence[Held], heard_until: datetime, reader: RecordReader = ANYBODY
) -> list[MeetingRecord]:
    """What a set has on record of these of its meetings: what it had heard of at that moment (UTC), and nothing that is private.

    Of what its reader missed they see each slot only with its presenter's yes.
    """
    if not those:
        return []
    these = {"meeting_ids": [one.meeting_id for one in those]}
    between = {"set_id": those[0].set_id, "first": those[0].after, "last": those[-1].closed_at}
    run = db.connection().execute
    found = _Found(run(_SLOTS_IN, these).all(), run(_SHARED_IN, these).all(), heard_until, reader=reader)
    found.takes([*run(_TAKEN_IN, these), *run(_TAKEN_BETWEEN, between)], db)
    return [found.of(one) for one in those]


def of_person(db: Session, workspace: str, user: str) -> list[MeetingRecord]:
    """Somebody's own record over all the sets that they are or were in, what is theirs alone too, oldest first.

    Parts without a number come last: what no meeting of a set has heard of yet.
    """
    them, run = {"workspace": workspace, "user": user}, db.connection().execute
    rows = run(_HELD_WITH, them)
    those = _one_after_the_other(Held(*row) for *row, left_at in rows if left_at is None or row[5] <= left_at)
    found = _Found(run(_THEIR_SLOTS, them).all(), run(_THEIR_NOTES, them).all(), NEVER, whose=user)
    found.takes(run(_THEIR_ACTIONS, them).all(), db)
    told = [found.of(one) for one in those]
    waiting: dict[int, list[WaitingIssue]] = defaultdict(list)
    for set_id, sentence, kind in run(_THEIR_ISSUES, them):
        waiting[set_id].append(WaitingIssue(sentence, kind))
    closed = {one.set_id: one.closed_at for one in those}
    ahead = [
        MeetingRecord(name, zone, None, None, (), found.since(number, closed.get(number)), (), tuple(waiting[number]))
        for number, name, zone in run(_THEIR_SETS, them).all()
    ]
    return [one for one in (*told, *ahead) if not one.is_empty]


def _one_after_the_other(found: Iterable[Held]) -> list[Held]:
    """Each with when the one of its set before it closed."""
    listed: list[Held] = []
    closed: dict[int, datetime] = {}
    for one in found:
        listed.append(replace(one, after=closed.get(one.set_id, LONG_AGO)))
        closed[one.set_id] = one.closed_at
    return listed


class _Found:
    """The rows of several meetings, sorted by the meeting that they belong to; without `whose` as everybody may read them."""

    def __init__(
        self,
        slot_rows: Sequence[Any],
        note_rows: Sequence[Any],
        until: datetime,
        whose: str = "",
        reader: RecordReader = ANYBODY,
    ) -> None:
        self._until, self._whose, self._reader = until, whose, reader
        self._slots: dict[int, list[Any]] = defaultdict(list)
        for row in slot_rows:
            self._slots[row.meeting_id].append(row)
        self._notes: dict[int, list[KeptLearning]] = defaultdict(list)
        for row in note_rows:
            self._notes[row.meeting_id].append(KeptLearning(self._user(row), row.note, row.shared))
        self._of_slot: dict[int, list[RecordedAction]] = defaultdict(list)
        self._others: dict[int, list[tuple[datetime, RecordedAction]]] = defaultdict(list)

    def takes(self, rows: Sequence[Any], db: Session) -> None:
        """The actions, with what was told of each of them."""
        told: dict[int, list[Any]] = defaultdict(list)
        for one in db.connection().execute(_TOLD, {"action_ids": [row.id for row in rows]}):
            told[one.action_id].append(one)
        for row in rows:
            action = self._action(row, told[row.id])
            if row.slot_id is not None:
                self._of_slot[row.slot_id].append(action)
            else:
                self._others[row.set_id].append((row.committed_at, action))

    def of(self, one: Held) -> MeetingRecord:
        """What belongs to that meeting."""
        return MeetingRecord(
            set_name=one.set_name,
            zone=one.zone,
            number=one.number,
            at=one.at,
            presented=tuple(self._presented(row) for row in self._slots[one.meeting_id]),
            others=self.since(one.set_id, one.after, one.closed_at),
            learned=tuple(self._notes[one.meeting_id]),
        )

    def since(self, set_id: int, after: datetime | None, until: datetime = NEVER) -> tuple[RecordedAction, ...]:
        """What was taken on outside of slots after that moment and up to the other (UTC)."""
        return tuple(action for at, action in self._others[set_id] if (after or LONG_AGO) < at <= until)

    def _user(self, row: Any) -> str:
        """Whoever has left is nobody to the others."""
        return str(row.user) if row.left_at is None or row.user == self._whose else ""

    def _presented(self, row: Any) -> Presented:
        if row.meeting_id in self._reader.missed and row.user != self._reader.user and not row.absent_may_read:
            return Presented(self._user(row), "", "", "", none_this_time=False, withheld=True)
        return Presented(
            presenter=self._user(row),
            sentence=row.sentence,
            question=row.question,
            restated=row.restated,
            none_this_time=row.none_this_time,
            actions=tuple(self._of_slot[row.id]),
            because=row.none_because if self._whose else "",
            ended_early=row.ended_early,
            kind=row.kind,
        )

    def _action(self, row: Any, told: Sequence[Any]) -> RecordedAction:
        """As it stood when the set last heard of it."""
        unheard = [one for one in told if one.reported_at > self._until]
        return RecordedAction(
            owner=self._user(row),
            what=row.what,
            first_step=row.first_step,
            due_on=row.due_on,
            due_zone=row.due_zone,
            status=unheard[0].was if unheard else row.status,
            told=tuple(
                ToldOfIt(one.outcome, one.happened, one.learned, one.reported_at) for one in told if one not in unheard
            ),
        )
