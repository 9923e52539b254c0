"""Bids and the slots they get, inside a unit of work."""

from collections.abc import Sequence
from datetime import timedelta

from bot.domain.bids import kept_in_line, suggested
from bot.domain.formats import StepKind
from bot.domain.issues import Comes
from bot.domain.meetings import more_slots_that_fit, slots_that_fit
from bot.domain.outgoing import Says
from bot.domain.states import IssueState
from bot.services import lining
from bot.services.floor import Floor
from bot.services.work import new_id
from storage import issues, meetings, members
from storage.meetings import Presented


def minutes_left(floor: Floor) -> float:
    """How much of the meeting is left, by its planned length in minutes; time that stood still is no part of it."""
    started = floor.meeting.started_at or floor.now
    return floor.room.set.minutes - (floor.now - started - _stood_still(floor)) / timedelta(minutes=1)


def _stood_still(floor: Floor) -> timedelta:
    """How long the meeting was paused, or the bot gone: by so much a step was moved behind the end of the one before it."""
    ends = [floor.meeting.started_at, *(step.ended_at for step in floor.steps)]
    moved = (step.began_at - ended for step, ended in zip(floor.steps, ends, strict=False) if ended is not None)
    running = floor.now - floor.meeting.paused_at if floor.meeting.paused_at else timedelta(0)
    return sum(moved, running)


def slots_to_come(floor: Floor) -> int:
    """How many slots the meeting has, or is to have: before any is given, as many as its length has room for."""
    if floor.slots or (floor.steps and floor.step.position >= len(floor.format.before)):
        return len(floor.slots)
    ahead = floor.step.position + 1 if floor.steps else 0
    before = sum(plan.minutes for plan in floor.format.before[ahead:])
    running = (floor.step.ends_at - floor.now) / timedelta(minutes=1) if floor.steps else 0
    return slots_that_fit(floor.format, minutes_left(floor) - before - max(running, 0))


def take_slots(floor: Floor, issue_ids: Sequence[str]) -> None:
    """Give slots to these issues, in that order. All that wait are in line from now on, these first: a slot may never begin."""
    waiting = lining.bids(floor)
    rest = [bid.issue_id for bid in kept_in_line(waiting, issue_ids)]
    issues.keep_in_line(floor.work.db, floor.room.set.id, [*issue_ids, *rest])
    by_id = {issue.public_id: issue for issue in issues.waiting(floor.work.db, floor.room.set.id)}
    chosen = {new_id(): by_id[public_id] for public_id in issue_ids}
    meetings.add_slots(floor.work.db, floor.meeting, chosen)
    floor.slots = meetings.slots(floor.work.db, floor.meeting.id)


def take_what_fits(floor: Floor) -> None:
    """Nobody confirmed an order: the suggested one holds, for those who are ready."""
    _take(floor, slots_that_fit(floor.format, minutes_left(floor)))


def take_a_free_slot(floor: Floor) -> None:
    """A slot is over: where time for another is left, it goes to whoever is first in line of those who are ready."""
    if not any(is_ready(floor, one) for one in floor.not_begun):
        _take(floor, min(1, more_slots_that_fit(floor.format, minutes_left(floor))))


def _take(floor: Floor, most: int) -> None:
    ready = [bid.issue_id for bid in suggested(lining.bids(floor)) if bid.ready]
    if chosen := ready[: max(0, most)]:
        take_slots(floor, chosen)


def order_led_by(floor: Floor, issue_id: str) -> list[str]:
    """That issue first, then the suggested order, as many as fit into the meeting; whoever is not ready keeps waiting."""
    fits = slots_that_fit(floor.format, minutes_left(floor))
    return [bid.issue_id for bid in suggested(lining.bids(floor), first=issue_id) if bid.ready][:fits]


def comes_up(floor: Floor) -> Comes:
    """When an issue that is raised now comes up."""
    if floor.step.kind is StepKind.BIDS:
        return Comes.BIDS_NOW
    ahead = floor.agenda[floor.step.position + 1 :]
    if any(one.plan.kind is StepKind.BIDS for one in ahead):
        return Comes.BIDS_TODAY
    return Comes.FREE_SLOT if _has_time_for_another(floor) else Comes.NEXT_MEETING


def _has_time_for_another(floor: Floor) -> bool:
    """Whether one more slot fits behind those that are given, if each keeps its time-boxes."""
    if floor.step.slot_id is None:
        return floor.step.position < len(floor.format.before)
    given = sum(one.plan.minutes for one in floor.agenda[floor.step.position + 1 :] if one.slot is not None)
    running = max((floor.step.ends_at - floor.now) / timedelta(minutes=1), 0)
    return more_slots_that_fit(floor.format, minutes_left(floor) - running - given) > 0


def is_ready(floor: Floor, presented: Presented) -> bool:
    """Whether the presenter of a slot could begin it now: whoever is away or has left is passed over."""
    fellow = floor.room.fellow(presented.slot.member_id)
    waits = presented.issue.state is IssueState.WAITING
    return waits and fellow is not None and fellow in floor.room.agreed and floor.is_here(fellow.member)


def begins(floor: Floor, presented: Presented) -> None:
    """A slot begins: only now its issue is used up, and its owner has presented."""
    presented.issue.state, presented.issue.in_line = IssueState.PRESENTED, 0
    members.presents(floor.work.db, presented.slot.member_id, floor.meeting.number)


def give_back(floor: Floor, never_begun: Sequence[Presented]) -> None:
    """Slots that will never begin are gone; their issues wait on, where they stand in line."""
    if never_begun:
        meetings.drop_slots(floor.work.db, [one.slot.id for one in never_begun])
        floor.slots = [one for one in floor.slots if one not in never_begun]
        floor.work.redraw(Says.AGENDA, floor.meeting.id)


def give_back_withdrawn(floor: Floor) -> None:
    """An issue that its owner withdrew before its slot began has none any more."""
    give_back(floor, [one for one in floor.not_begun if one.issue.state is IssueState.WITHDRAWN])
