"""A bid that is said is none yet: whoever says one is shown once how to bid, and is here by it."""

from dataclasses import replace

import pytest

from bot.domain.channel_messages import OutOfTurn, Untimely
from bot.domain.meeting.events import Actor
from bot.domain.meeting.turn_events import Said
from bot.domain.meeting.value import Meeting
from bot.domain.step_kinds import StepKind
from tests.bot.domain.meeting.cases import ANA, CAT, DAN, at_step, away, decided, issue_of, said

CARD = "502.0"
"""The thread of the card that asks for bids."""


def says(member: int, at: str = "14:31", *, thread: str | None = None, bids: bool = True) -> Said:
    event = said(member, at, thread=thread)
    return replace(event, words=replace(event.words, bids=bids))


def bidding() -> Meeting:
    return away(at_step(StepKind.BIDS), CAT, DAN)


@pytest.mark.parametrize("thread", [None, CARD])
def test_whoever_says_a_bid_is_shown_once_how_to_bid(thread: str | None) -> None:
    found = decided(bidding(), says(CAT, thread=thread), "14:31", waiting=(issue_of(ANA),))
    assert found.answer == OutOfTurn("U3", "C", thread, "U3", Untimely.BID, about="step2")
    assert found.meeting.is_here(CAT)
    assert found.meeting.step.told_turn == {CAT}
    again = decided(found.meeting, says(CAT, "14:32", thread=thread), "14:32")
    assert again.answer is None
    other = decided(found.meeting, says(DAN, "14:32", thread=thread), "14:32")
    assert other.answer.user == "U4"
    assert other.meeting.step.told_turn == {CAT, DAN}


@pytest.mark.parametrize(
    ("event", "waiting"),
    [
        pytest.param(says(CAT), (CAT,), id="whose issue waits"),
        pytest.param(says(CAT, bids=False), (), id="who says something else"),
        pytest.param(replace(says(CAT), by=Actor("U3", None)), (), id="who advises and is no member"),
    ],
)
def test_nobody_is_shown(event: Said, waiting: tuple[int, ...]) -> None:
    found = decided(bidding(), event, "14:31", waiting=tuple(map(issue_of, waiting)))
    assert (found.answer, found.meeting.step.told_turn) == (None, frozenset())
    assert found.meeting.is_here(CAT) is (event.by is not None and event.by.member is not None)


def test_the_last_who_was_missing_does_not_end_the_bids() -> None:
    m = away(at_step(StepKind.BIDS), CAT)
    found = decided(m, says(CAT), "14:31")
    assert found.meeting.step.id == m.step.id
