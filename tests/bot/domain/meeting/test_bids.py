"""Bids and the slots they get: who waits, what fits, what begins, and what is given back."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.issues import Comes
from bot.domain.meeting import bids
from bot.domain.meeting.effects import IssueUsedUp, KeptInLine
from bot.domain.meeting.parts import Member, Presence, Slot
from bot.domain.meeting.value import Meeting
from bot.domain.states import IssueState
from bot.domain.step_kinds import StepKind
from tests.bot.domain.meeting.cases import (
    ANA,
    BEN,
    CAT,
    DAN,
    FORMAT,
    SET,
    START,
    at_step,
    away,
    clock,
    given,
    issue_of,
    members,
    on_time,
)

K = StepKind
WAITING = (issue_of(ANA), issue_of(BEN), issue_of(CAT))
WITHOUT_BIDS = replace(FORMAT, before=FORMAT.before[:1])


def lasting(minutes: int) -> Meeting:
    """The first of its steps with one slot has just begun, in a meeting of that length."""
    m = on_time(K.PRESENT, slots=(ANA,))
    return replace(m, of=replace(m.of, minutes=minutes))


def test_what_has_a_slot_or_whose_owner_has_left_waits_no_more() -> None:
    m = at_step(K.PRESENT, slots=(ANA, BEN))
    found = bids.bids(m, (*WAITING, issue_of(ANA, id="second"), issue_of(9)))
    assert [(bid.issue_id, bid.had) for bid in found] == [("issue3", 0), ("second", 1)]


def test_a_bid_says_whether_its_owner_could_present_now() -> None:
    m = at_step(K.BIDS, members=members(Member(BEN, 102, "U2", agreed=False, presented_in=1)))
    found = bids.bids(away(m, CAT), WAITING)
    assert [(bid.user, bid.here, bid.agreed, bid.presented_in) for bid in found] == [
        ("U1", True, True, 0),
        ("U2", True, False, 1),
        ("U3", False, True, 0),
    ]


@pytest.mark.parametrize(
    ("m", "left"),
    [
        pytest.param(on_time(K.BIDS), 105, id="a quarter of an hour in"),
        pytest.param(on_time(K.BIDS, into=timedelta(minutes=5)), 100, id="five minutes into the bids"),
        pytest.param(
            replace(on_time(K.BIDS, into=timedelta(minutes=5)), paused_at=clock("14:17")), 103, id="paused for three"
        ),
    ],
)
def test_time_that_stood_still_is_no_part_of_the_length(m: Meeting, left: float) -> None:
    assert bids.minutes_left(m) == left


def test_a_step_that_was_moved_over_a_pause_gives_that_time_back() -> None:
    m = on_time(K.BIDS)
    m = replace(m.with_step(began_at=m.now + timedelta(minutes=7)), now=m.now + timedelta(minutes=7))
    assert bids.minutes_left(m) == 105


@pytest.mark.parametrize(
    ("m", "slots"),
    [
        pytest.param(on_time(K.OPENING), 2, id="as many as fit before any is given"),
        pytest.param(replace(on_time(K.OPENING), now=clock("14:08")), 2, id="the rest of the step is counted once"),
        pytest.param(
            replace(on_time(K.BIDS), now=clock("14:24")), 2, id="they just fit, and the step is over its time"
        ),
        pytest.param(replace(on_time(K.BIDS), now=clock("14:24:01")), 1, id="a second later they do not"),
        pytest.param(replace(on_time(K.BIDS), now=clock("14:34")), 1, id="fewer once time is lost"),
        pytest.param(replace(on_time(K.BIDS), now=clock("15:50")), 1, id="one at least"),
        pytest.param(on_time(K.PRESENT, slots=(ANA,)), 1, id="those that are given"),
        pytest.param(replace(on_time(K.REVIEW, slots=(ANA,)), slots=()), 0, id="none is to come any more"),
        pytest.param(replace(on_time(K.OPENING), steps=()), 2, id="before it has begun"),
        pytest.param(
            replace(on_time(K.OPENING), steps=(), of=replace(SET, minutes=116)), 2, id="before it they just fit"
        ),
        pytest.param(replace(on_time(K.OPENING), steps=(), of=replace(SET, minutes=115)), 1, id="a minute less"),
        pytest.param(on_time(K.REVIEW, slots=()), 0, id="none was given"),
        pytest.param(replace(on_time(K.OPENING), of=replace(SET, minutes=115)), 1, id="all that is ahead is counted"),
    ],
)
def test_how_many_slots_are_to_come(m: Meeting, slots: int) -> None:
    assert bids.slots_to_come(m) == slots


def test_slots_are_given_in_the_order_chosen_and_the_rest_stand_in_line_behind_them() -> None:
    waiting = (issue_of(ANA, urgency=1), issue_of(BEN), issue_of(CAT, urgency=5), issue_of(DAN, in_line=4))
    m = bids.take_slots(at_step(K.BIDS), ["issue2", "issue1"], given(waiting=waiting))
    assert [(slot.id, slot.member, slot.issue.in_line) for slot in m.slots] == [("new1", BEN, 1), ("new2", ANA, 2)]
    assert m.effects == (KeptInLine(("issue2", "issue1", "issue4", "issue3")),)
    assert [(one.id, one.in_line) for one in m.known.waiting or ()] == [
        ("issue1", 2),
        ("issue2", 1),
        ("issue3", 4),
        ("issue4", 3),
    ]


def test_whoever_has_left_keeps_their_place_in_line() -> None:
    m = bids.take_slots(at_step(K.BIDS), ["issue1"], given(waiting=(issue_of(ANA), issue_of(9, in_line=7))))
    assert [one.in_line for one in m.known.waiting or ()] == [1, 7]


def test_without_an_order_what_fits_goes_to_those_who_are_ready() -> None:
    m = bids.take_what_fits(away(on_time(K.BIDS), BEN), given(waiting=(*WAITING, issue_of(DAN))))
    assert [slot.member for slot in m.slots] == [ANA, CAT]


def test_nobody_ready_leaves_no_slot_and_no_line() -> None:
    m = away(on_time(K.BIDS), ANA, BEN, CAT)
    assert bids.take_what_fits(m, given(waiting=WAITING)) == m


@pytest.mark.parametrize(
    ("lost", "gone", "presenters"),
    [
        pytest.param(timedelta(0), (), [ANA, BEN], id="the next slot can begin"),
        pytest.param(timedelta(0), (BEN,), [ANA, BEN, CAT], id="it cannot: the first in line has one"),
        pytest.param(timedelta(0), (BEN, CAT), [ANA, BEN], id="nobody else is ready"),
        pytest.param(timedelta(minutes=4), (BEN,), [ANA, BEN, CAT], id="one more just fits"),
        pytest.param(timedelta(minutes=4, seconds=1), (BEN,), [ANA, BEN], id="a second too late"),
    ],
)
def test_a_free_slot_goes_to_whoever_is_first_in_line(
    lost: timedelta, gone: tuple[int, ...], presenters: list[int]
) -> None:
    m = on_time(K.SLOT_REVIEW, slots=(ANA, BEN), into=timedelta(minutes=5) + lost)
    m = bids.take_a_free_slot(away(m, *gone), given(waiting=WAITING))
    assert [slot.member for slot in m.slots] == presenters


def test_only_one_slot_is_given_at_a_time_however_much_time_is_left() -> None:
    m = on_time(K.SLOT_REVIEW, slots=(ANA,))
    m = bids.take_a_free_slot(replace(m, of=replace(m.of, minutes=600)), given(waiting=WAITING))
    assert [slot.member for slot in m.slots] == [ANA, BEN]


def test_whoever_leads_is_followed_by_the_suggested_order_as_far_as_it_fits() -> None:
    around = given(waiting=(*WAITING, issue_of(DAN, urgency=5)))
    assert bids.order_led_by(on_time(K.BIDS), "issue2", around) == ["issue2", "issue4"]


@pytest.mark.parametrize(
    ("m", "comes"),
    [
        pytest.param(on_time(K.OPENING), Comes.BIDS_TODAY, id="bids are ahead"),
        pytest.param(on_time(K.REPORT_BACK), Comes.BIDS_TODAY, id="bids are next"),
        pytest.param(on_time(K.BIDS), Comes.BIDS_NOW, id="bids are open"),
        pytest.param(lasting(116), Comes.FREE_SLOT, id="one more just fits, the rest of the step counted once"),
        pytest.param(lasting(115), Comes.NEXT_MEETING, id="a minute too short"),
        pytest.param(replace(on_time(K.OPENING), format=WITHOUT_BIDS), Comes.FREE_SLOT, id="the slots are given next"),
        pytest.param(on_time(K.REVIEW, slots=()), Comes.NEXT_MEETING, id="there was no slot"),
        pytest.param(on_time(K.PRESENT, slots=(ANA,)), Comes.FREE_SLOT, id="one more slot fits"),
        pytest.param(on_time(K.PRESENT, slots=(ANA, BEN)), Comes.NEXT_MEETING, id="the slots are full"),
        pytest.param(
            on_time(K.PRESENT, slots=(ANA,), into=timedelta(minutes=9)), Comes.FREE_SLOT, id="four minutes over it fits"
        ),
        pytest.param(
            on_time(K.PRESENT, slots=(ANA,), into=timedelta(minutes=10)), Comes.NEXT_MEETING, id="five minutes over: no"
        ),
        pytest.param(on_time(K.CLOSING, slots=(ANA,)), Comes.NEXT_MEETING, id="behind the slots"),
    ],
)
def test_when_an_issue_that_is_raised_now_comes_up(m: Meeting, comes: Comes) -> None:
    assert bids.comes_up(m) is comes


@pytest.mark.parametrize(
    ("slot", "ready"),
    [
        pytest.param(Slot("s", issue_of(ANA)), True, id="here and agreed"),
        pytest.param(Slot("s", issue_of(ANA, state=IssueState.WITHDRAWN)), False, id="withdrawn"),
        pytest.param(Slot("s", issue_of(BEN)), False, id="not agreed"),
        pytest.param(Slot("s", issue_of(CAT)), False, id="not here"),
        pytest.param(Slot("s", issue_of(9)), False, id="not in the set any more"),
    ],
)
def test_a_slot_begins_only_with_somebody_who_is_ready(slot: Slot, ready: bool) -> None:
    m = at_step(K.BIDS, members=members(Member(BEN, 102, "U2", agreed=False)))
    m = replace(away(m, CAT), here=(*away(m, CAT).here, Presence(9, START, START)))
    assert bids.is_ready(m, slot) is ready


def test_as_a_slot_begins_its_issue_is_used_up() -> None:
    m = at_step(K.PRESENT, slots=(ANA, BEN)).with_known(waiting=WAITING)
    m = bids.begins(m, m.slots[1])
    assert (m.slots[1].issue.state, m.slots[1].issue.in_line) == (IssueState.PRESENTED, 0)
    ben = m.member(BEN)
    assert ben is not None
    assert ben.presented_in == 0
    assert m.effects == (IssueUsedUp(202),)
    assert [one.id for one in m.known.waiting or ()] == ["issue1", "issue3"]


def test_a_slot_that_has_not_begun_has_none_once_its_issue_is_withdrawn() -> None:
    m = bids.with_waiting(at_step(K.PRESENT, slots=(ANA, BEN)), (issue_of(CAT),))
    assert [slot.member for slot in m.slots] == [ANA]  # whose slot runs, and whose issue waits no more


def test_a_slot_that_has_not_begun_is_about_the_issue_as_it_is_now() -> None:
    m = bids.with_waiting(at_step(K.PRESENT, slots=(ANA, BEN)), (issue_of(BEN, sentence="Another"),))
    assert [slot.issue.sentence for slot in m.slots] == ["The issue of 1", "Another"]
