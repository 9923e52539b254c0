"""A member leaves for good in a meeting: what becomes of their slot, their turn and what waits for them."""

from dataclasses import replace
from typing import Any

from bot.domain.actions import ActionLine, Listing
from bot.domain.meeting import reading
from bot.domain.meeting.log_entries import Key
from bot.domain.meeting.parts import Issue, Member, Owned, Turn
from bot.domain.meeting.people_events import LeftTheSet
from bot.domain.meeting.value import Meeting
from bot.domain.message_and_timer_kinds import Says
from bot.domain.states import ActionStatus, IssueState, TurnState
from bot.domain.step_kinds import StepKind
from tests.bot.domain.meeting.cases import ANA, BEN, CAT, DAN, SET, at_step, by, happens, issue_of, members


def without(member: int) -> tuple[Member, ...]:
    return tuple(one for one in members() if one.number != member)


def leaves(m: Meeting, member: int, waiting: tuple[Issue, ...] = (), **around: Any) -> Meeting:
    event = LeftTheSet(by=by(member), members=without(member), of=SET, waiting=waiting)
    return happens(m, event, waiting=waiting, **around).meeting


def test_the_slot_of_a_presenter_who_leaves_ends_with_a_word_in_its_thread() -> None:
    m = at_step(StepKind.CLARIFY)
    after = leaves(m, ANA)
    told = after.entry(Key(Says.NOTICE, "presenter_left", m.step.id))
    assert told is not None
    assert told.under == m.head_key
    assert told.facts == {"name": "presenter_left", "step": m.step.id}
    assert after.slot is not None
    assert after.slot.member == BEN
    assert after.member(ANA) is None


def test_a_presenter_who_leaves_from_the_last_slot_leads_to_the_review() -> None:
    assert leaves(at_step(StepKind.PRESENT, slots=(ANA,)), ANA).step.kind is StepKind.REVIEW


def test_a_slot_that_they_were_to_have_is_given_back() -> None:
    m = at_step(StepKind.CLARIFY)
    after = leaves(m, BEN)
    assert [slot.member for slot in after.slots] == [ANA]
    assert after.step.id == m.step.id


def test_a_slot_that_another_is_to_have_stays() -> None:
    m = at_step(StepKind.CLARIFY)
    assert [slot.member for slot in leaves(m, CAT, waiting=(issue_of(BEN),)).slots] == [ANA, BEN]


def test_a_slot_that_they_had_stays_in_the_record_without_what_was_theirs_alone() -> None:
    m = at_step(StepKind.PRESENT, slot=1)
    m = m.with_slot("slot1", none_this_time=True, none_because="Private", parked=("1.2",))
    m = m.with_slot("slot1", issue=issue_of(ANA, state=IssueState.PRESENTED))
    kept = leaves(m, ANA).slot_of("slot1")
    assert kept is not None
    assert (kept.none_this_time, kept.none_because, kept.parked) == (True, "", ())
    assert kept.issue.state is IssueState.PRESENTED


def test_whoever_leaves_with_an_open_turn_passes_it_on() -> None:
    m = at_step(StepKind.QUESTION)
    after = leaves(replace(m, turns=(Turn("turn", m.step.id, CAT, TurnState.CALLED, m.now),)), CAT)
    assert after.turns_now[0].state is TurnState.GONE
    assert after.turn is not None
    assert after.turn.member in (BEN, DAN)


def test_a_report_back_that_waited_for_them_alone_is_told_and_knows_nothing_of_theirs() -> None:
    lines = [ActionLine(f"a{one}", f"U{one}", "Act", "", None, None, ActionStatus.OPEN) for one in (ANA, BEN)]
    opened = (Owned(ANA, lines[0], told=True), Owned(BEN, lines[1], told=False))
    m = at_step(StepKind.REPORT_BACK).with_known(opened_with=opened)
    after = leaves(m, BEN, opened_with=opened[:1])
    assert reading.ends_at(after) is not None
    assert after.known.opened_with == opened[:1]


def test_the_set_is_as_it_is_without_them() -> None:
    left = Listing(in_all=3)
    event = LeftTheSet(by=by(DAN), members=without(DAN), of=replace(SET, host="U2"), waiting=(), open_actions=left)
    after = happens(at_step(StepKind.BIDS), event).meeting
    assert (after.of.host, after.known.open_actions) == ("U2", left)
    assert [one.number for one in after.members] == [ANA, BEN, CAT]
    assert not after.step.human
