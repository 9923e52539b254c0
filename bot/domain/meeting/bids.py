"""Bids and the slots they get: who waits, what still fits, and which slot may begin."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from bot.domain.bid_order import Bid, kept_in_line, suggested
from bot.domain.issues import Comes
from bot.domain.meeting.effects import IssueUsedUp, KeptInLine, Presented
from bot.domain.meeting.given import Given
from bot.domain.meeting.parts import Issue, Member, Slot
from bot.domain.meeting.value import Meeting
from bot.domain.meetings import more_slots_that_fit, slots_that_fit
from bot.domain.states import IssueState
from bot.domain.step_kinds import StepKind


def bids(m: Meeting, waiting: Sequence[Issue]) -> list[Bid]:
    """Those of the issues that wait for a slot, with what an order is suggested from.

    What has a slot that is still to begin waits no more.
    """
    given = {one.issue.id for one in m.slots}
    had = Counter(one.member for one in m.slots)
    return [
        _bid(m, issue, owner, had[owner.number])
        for issue in waiting
        if issue.id not in given and (owner := m.member(issue.member)) is not None
    ]


def _bid(m: Meeting, issue: Issue, owner: Member, had: int) -> Bid:
    return Bid(
        issue_id=issue.id,
        user=owner.user,
        sentence=issue.sentence,
        urgency=issue.urgency,
        presented_in=owner.presented_in,
        in_line=issue.in_line,
        raised_at=issue.raised_at,
        here=m.is_here(owner.number),
        agreed=owner.agreed,
        had=had,
        kind=issue.kind,
    )


def minutes_left(m: Meeting) -> float:
    """How much of the meeting is left, by its planned length in minutes; time that stood still is no part of it."""
    started = m.started_at or m.now
    return m.of.minutes - (m.now - started - _stood_still(m)) / timedelta(minutes=1)


def _stood_still(m: Meeting) -> timedelta:
    """How long the meeting was paused, or the bot gone: by so much a step was moved behind the end of the one before it."""
    ends = [m.started_at, *(step.ended_at for step in m.steps)]
    moved = (step.began_at - ended for step, ended in zip(m.steps, ends, strict=False) if ended is not None)
    running = m.now - m.paused_at if m.paused_at else timedelta(0)
    return sum(moved, running)


def slots_to_come(m: Meeting) -> int:
    """How many slots the meeting has, or is to have: before any is given, as many as its length has room for."""
    if m.slots or (m.steps and m.step.position >= len(m.format.before)):
        return len(m.slots)
    ahead = m.step.position + 1 if m.steps else 0
    before = sum(plan.minutes for plan in m.format.before[ahead:])
    running = (m.step.ends_at - m.now) / timedelta(minutes=1) if m.steps else 0
    return slots_that_fit(m.format, minutes_left(m) - before - max(running, 0))


def take_slots(m: Meeting, issue_ids: Sequence[str], given: Given) -> Meeting:
    """Give slots to these issues, in that order. All that wait are in line from now on, these first: a slot may never begin."""
    waiting = given.outside.waiting
    rest = [bid.issue_id for bid in kept_in_line(bids(m, waiting), issue_ids)]
    line = (*issue_ids, *rest)
    places = {issue_id: place for place, issue_id in enumerate(line, start=1)}
    in_line = {one.id: replace(one, in_line=places.get(one.id, one.in_line)) for one in waiting}
    new = [Slot(given.new_id(), in_line[issue_id]) for issue_id in issue_ids]
    m = replace(m, slots=(*m.slots, *new)).with_known(waiting=tuple(in_line.values()))
    return m.and_outside(KeptInLine(line))


def take_what_fits(m: Meeting, given: Given) -> Meeting:
    """Nobody confirmed an order: the suggested one holds, for those who are ready."""
    return _take(m, slots_that_fit(m.format, minutes_left(m)), given)


def take_a_free_slot(m: Meeting, given: Given) -> Meeting:
    """A slot is over: where time for another is left, it goes to whoever is first in line of those who are ready."""
    if any(is_ready(m, one) for one in m.not_begun):
        return m
    return _take(m, min(1, more_slots_that_fit(m.format, minutes_left(m))), given)


def _take(m: Meeting, most: int, given: Given) -> Meeting:
    if most <= 0:
        return m
    ready = [bid.issue_id for bid in suggested(bids(m, given.outside.waiting)) if bid.ready]
    return take_slots(m, ready[:most], given) if ready else m


def only_missing(m: Meeting, given: Given) -> list[Bid]:
    """The bids, where there are some and nobody who is not here could present: of those who have not said that they are away."""
    found = bids(m, given.outside.waiting)
    away = {one.user for one in m.members if m.is_away(one)}
    return [] if any(bid.ready for bid in found) else [bid for bid in found if bid.agreed and bid.user not in away]


def order_led_by(m: Meeting, issue_id: str, given: Given) -> list[str]:
    """That issue first, then the suggested order, as many as fit into the meeting; whoever is not ready keeps waiting."""
    fits = slots_that_fit(m.format, minutes_left(m))
    order = suggested(bids(m, given.outside.waiting), first=issue_id)
    return [bid.issue_id for bid in order if bid.ready][:fits]


def comes_up(m: Meeting) -> Comes:
    """When an issue that is raised now comes up."""
    if m.step.kind is StepKind.BIDS:
        return Comes.BIDS_NOW
    ahead = m.agenda[m.step.position + 1 :]
    if any(one.step.kind is StepKind.BIDS for one in ahead):
        return Comes.BIDS_TODAY
    return Comes.FREE_SLOT if _has_time_for_another(m) else Comes.NEXT_MEETING


def _has_time_for_another(m: Meeting) -> bool:
    """Whether one more slot fits behind those that are given, if each keeps its time-boxes."""
    if m.step.slot is None:
        return m.step.position < len(m.format.before)
    given = sum(one.step.minutes for one in m.agenda[m.step.position + 1 :] if one.slot is not None)
    running = max((m.step.ends_at - m.now) / timedelta(minutes=1), 0)
    return more_slots_that_fit(m.format, minutes_left(m) - running - given) > 0


def is_ready(m: Meeting, slot: Slot) -> bool:
    """Whether the presenter of a slot could begin it now: whoever is away or has left is passed over."""
    presenter = m.member(slot.member)
    waits = slot.issue.state is IssueState.WAITING
    return waits and presenter is not None and presenter.agreed and m.is_here(presenter.number)


def begins(m: Meeting, slot: Slot) -> Meeting:
    """A slot begins: only now its issue is used up."""
    issue = replace(slot.issue, state=IssueState.PRESENTED, in_line=0)
    m = m.with_slot(slot.id, issue=issue)
    if m.known.waiting is not None:
        m = m.with_known(waiting=tuple(one for one in m.known.waiting if one.id != issue.id))
    return m.and_outside(IssueUsedUp(issue.number))


def presented(m: Meeting, slot: Slot) -> Meeting:
    """A step of the slot is over: its owner has presented in this meeting, and stands behind others at the next bids."""
    owner = m.member(slot.member)
    if owner is None or owner.presented_in == m.nth:
        return m
    return m.with_member(slot.member, presented_in=m.nth).and_outside(Presented(slot.member, m.nth))


def give_back_slots(m: Meeting, never_begun: Sequence[Slot]) -> Meeting:
    """Slots that will never begin are gone; their issues wait on, where they stand in line."""
    gone = {one.id for one in never_begun}
    return replace(m, slots=tuple(one for one in m.slots if one.id not in gone))


def give_back_withdrawn(m: Meeting) -> Meeting:
    """An issue that its owner withdrew before its slot began has none any more."""
    return give_back_slots(m, [one for one in m.not_begun if one.issue.state is IssueState.WITHDRAWN])


def with_waiting(m: Meeting, waiting: Sequence[Issue]) -> Meeting:
    """The same with the issues of the set as they wait now; a slot that has not begun has none where its issue was withdrawn."""
    by_id = {one.id: one for one in waiting}
    for slot in m.not_begun:
        issue = by_id.get(slot.issue.id) or replace(slot.issue, state=IssueState.WITHDRAWN)
        m = m.with_slot(slot.id, issue=issue)
    return give_back_withdrawn(m.with_known(waiting=tuple(waiting)))
