"""Which slot follows, and which are given back as they never begin."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.formats import Format
from bot.domain.meeting import steps
from bot.domain.meeting.parts import Member, Slot
from bot.domain.meetings import Move
from bot.domain.step_kinds import StepKind
from tests.bot.domain.meeting.cases import (
    ANA,
    BEN,
    CAT,
    FORMAT,
    IN_ORDER,
    at_step,
    away,
    given,
    issue_of,
    members,
    on_time,
)

K = StepKind
WAITING = (issue_of(ANA), issue_of(BEN), issue_of(CAT))


def test_nobody_to_present_leads_from_the_bids_to_the_review() -> None:
    m = steps.move(at_step(K.BIDS), Move.TIME, given())
    assert (m.step.kind, m.step.position, m.slots) == (K.REVIEW, 3, ())


def test_a_format_without_bids_takes_the_suggested_order_before_its_slots() -> None:
    plain = Format("plain", "Plain", FORMAT.before[:1], FORMAT.slot, FORMAT.after)
    m = steps.advance(at_step(K.OPENING, format=plain), given(waiting=WAITING))
    assert [slot.member for slot in m.slots] == [ANA, BEN]
    assert (m.step.kind, m.step.position) == (K.PRESENT, 1)


def test_slots_that_were_confirmed_are_not_taken_anew_as_the_bids_end() -> None:
    m = replace(at_step(K.BIDS), slots=(Slot("slot3", issue_of(CAT)),))
    assert [slot.member for slot in steps.advance(m, given(waiting=WAITING)).slots] == [CAT]


@pytest.mark.parametrize(
    ("kind", "gone", "presenters", "following", "position"),
    [
        pytest.param(K.SLOT_REVIEW, (), [ANA, BEN, CAT], "slot2", 9, id="the next slot begins"),
        pytest.param(K.SLOT_REVIEW, (BEN,), [ANA, CAT], "slot3", 9, id="one never begun is given back: all moves up"),
        pytest.param(K.SLOT_REVIEW, (BEN, CAT), [ANA], None, 9, id="none can begin: the meeting goes on after them"),
        pytest.param(K.CLARIFY, (BEN, CAT), [ANA, BEN, CAT], "slot1", 5, id="within a slot nothing is given back"),
    ],
)
def test_a_slot_whose_presenter_is_not_here_is_passed_over(
    kind: StepKind, gone: tuple[int, ...], presenters: list[int], following: str | None, position: int
) -> None:
    m = steps.advance(away(at_step(kind, slots=(ANA, BEN, CAT)), *gone), given())
    assert ([slot.member for slot in m.slots], m.step.slot, m.step.position) == (presenters, following, position)
    assert m.agenda[m.step.position].step.kind is m.step.kind


def test_a_presenter_who_has_not_agreed_any_more_does_not_begin() -> None:
    m = at_step(K.SLOT_REVIEW, members=members(Member(BEN, 102, "U2", agreed=False)))
    assert steps.advance(m, given()).step.kind is K.REVIEW


def test_what_is_left_of_a_slot_goes_on_without_agreement_but_not_without_a_presenter() -> None:
    m = at_step(K.PRESENT, slots=(ANA,), members=members(Member(ANA, 101, "U1", agreed=False)))
    assert steps.advance(m, given()).step.kind is K.CLARIFY
    left = replace(m, members=tuple(one for one in m.members if one.number != ANA))
    assert steps.advance(left, given()).step.kind is K.REVIEW


def test_a_slot_that_is_free_is_taken_as_the_last_one_ends() -> None:
    m = on_time(K.SLOT_REVIEW, slots=(ANA,), into=timedelta(minutes=5))
    m = steps.advance(m, given(waiting=(issue_of(CAT),)))
    assert [slot.member for slot in m.slots] == [ANA, CAT]
    assert (m.step.kind, m.step.slot, m.step.position) == (K.PRESENT, "new1", 9)


def test_leaving_a_slot_goes_to_the_next_one() -> None:
    m = steps.leave_slot(at_step(K.CLARIFY), given())
    assert (m.step.kind, m.step.slot, m.step.position) == (K.PRESENT, "slot2", 9)


def test_leaving_the_last_slot_takes_a_free_one_or_goes_on_after_them() -> None:
    m = on_time(K.CLARIFY, slots=(ANA,))
    assert steps.leave_slot(m, given(waiting=(issue_of(CAT),))).step.slot == "new1"
    assert steps.leave_slot(m, given()).step.kind is K.REVIEW


@pytest.mark.parametrize("kind", IN_ORDER[:-1])
def test_on_the_way_to_the_closing_slots_that_never_began_are_given_back(kind: StepKind) -> None:
    m = steps.skip_to_closing(at_step(kind), given())
    begun = 0 if kind in (K.OPENING, K.REPORT_BACK, K.BIDS) else 2 if kind is K.REVIEW else 1
    assert (m.step.kind, len(m.slots)) == (K.CLOSING, begun)
    assert m.agenda[m.step.position].step.kind is K.CLOSING
