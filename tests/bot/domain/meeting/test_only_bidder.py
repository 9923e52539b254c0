"""The bids are over, and whoever alone has an issue is not here yet: it is asked once whether to wait for them."""

from dataclasses import replace
from datetime import timedelta
from typing import Final

import pytest

from bot.domain.meeting import bids, steps
from bot.domain.meeting.log_entries import Key
from bot.domain.meeting.parts import Issue, Member, Slot
from bot.domain.meeting.timers import timers_of
from bot.domain.meeting.value import Meeting
from bot.domain.meetings import Move
from bot.domain.message_and_timer_kinds import Later, Says
from bot.domain.step_kinds import StepKind
from tests.bot.domain.meeting.cases import (
    ANA,
    BEN,
    CAT,
    DAN,
    at_step,
    away,
    clock,
    given,
    issue_of,
    members,
    said_since,
)

K: Final = StepKind
OF_DAN: Final = (issue_of(DAN),)
ASKED: Final = Key(Says.NOTICE, "bidder_missing", "step2")


def bidding(*gone: int) -> Meeting:
    """The time of the bids is over, at 14:35, without those."""
    m = at_step(K.BIDS, at=clock("14:30")).with_step(time_up=True, warned=True)
    return replace(away(m, *gone), now=clock("14:35"))


def over(m: Meeting, waiting: tuple[Issue, ...] = OF_DAN) -> Meeting:
    return steps.move(m, Move.TIME, given(waiting=waiting))


def test_they_are_waited_for_five_minutes_without_a_warning() -> None:
    m = bidding(CAT, DAN)
    after = over(m, (issue_of(DAN), issue_of(CAT), issue_of(DAN, id="another")))
    assert said_since(m, after) == [(ASKED, None)]
    assert after.log[-1].facts["users"] == ["U3", "U4"]
    assert after.step == replace(m.step, ends_at=clock("14:40"), time_up=False)
    assert {timer.kind: at for timer, at in timers_of(after).items() if timer.kind is not Later.MEETING_LEFT_OPEN} == {
        Later.STEP_END: clock("14:40")
    }


def test_that_is_asked_once_and_settled_as_the_meeting_goes_on() -> None:
    asked = over(bidding(DAN))
    m = over(replace(asked, now=clock("14:40")))
    assert m.step.kind is K.REVIEW
    assert m.slots == ()
    entry = m.entry(ASKED)
    assert entry is not None
    assert entry.facts["settled"]


def test_if_they_come_meanwhile_theirs_is_the_slot() -> None:
    asked = over(bidding(DAN))
    m = over(replace(asked, here=at_step(K.BIDS).here))
    assert (m.step.kind, [one.member for one in m.slots]) == (K.PRESENT, [DAN])


@pytest.mark.parametrize(
    ("m", "waiting"),
    [
        pytest.param(bidding(), OF_DAN, id="who is here"),
        pytest.param(bidding(DAN), (*OF_DAN, issue_of(CAT)), id="beside whom another could present"),
        pytest.param(bidding(DAN).with_member(DAN, away_until=clock("14:35").date()), OF_DAN, id="who is away"),
        pytest.param(replace(bidding(DAN), cannot_come=frozenset({DAN})), OF_DAN, id="who cannot come"),
        pytest.param(bidding(DAN).with_member(DAN, agreed=False), OF_DAN, id="who has not agreed"),
        pytest.param(bidding(DAN), (), id="where there are no bids"),
        pytest.param(away(at_step(K.OPENING), DAN), OF_DAN, id="before the bids"),
        pytest.param(away(at_step(K.REVIEW, slots=()), DAN), OF_DAN, id="after the bids"),
        pytest.param(
            replace(bidding(DAN), slots=(Slot("slot2", issue_of(BEN)),)), OF_DAN, id="once somebody has a slot"
        ),
    ],
)
def test_nobody_is_waited_for(m: Meeting, waiting: tuple[Issue, ...]) -> None:
    after = over(m, waiting)
    assert after.step.id != m.step.id
    assert not [one for one in after.log if one.key.of == "bidder_missing"]


def test_the_missing_are_told_from_those_who_have_not_agreed_or_are_away() -> None:
    not_agreed = Member(ANA, 101, "U1", agreed=False)
    m = away(at_step(K.BIDS, members=members(not_agreed)), ANA, BEN, CAT, DAN)
    m = m.with_member(CAT, away_until=(m.now + timedelta(days=1)).date())
    missing = bids.only_missing(m, given(waiting=tuple(map(issue_of, (ANA, BEN, CAT, DAN)))))
    assert [one.user for one in missing] == ["U2", "U4"]
