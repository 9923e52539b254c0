"""What is sent without a name is for a review that has not begun, waits while somebody presents, and is shown where five are here."""

from dataclasses import replace

import pytest

from bot.domain.errors import Refused
from bot.domain.meeting.concerns import begin_review, is_before_the_review
from bot.domain.meeting.events import Ended, LeftOpen
from bot.domain.meeting.log_entries import Key
from bot.domain.meeting.parts import Member, Presence
from bot.domain.meeting.value import Meeting
from bot.domain.meetings import LEFT_OPEN
from bot.domain.message_and_timer_kinds import Says
from bot.domain.refusals import Refusal
from bot.domain.step_kinds import StepKind
from tests.bot.domain.meeting.cases import ANA, START, at_step, by, given, happens, members, then

SHOWN = Key(Says.CONCERNS, "meeting")


def of_five(m: Meeting, *, here: int) -> Meeting:
    """The same of five members, of whom so many are here."""
    everybody = (*members(), Member(5, 105, "U5"))
    return replace(m, members=everybody, here=tuple(Presence(one.number, START, START) for one in everybody[:here]))


@pytest.mark.parametrize(
    ("here", "sent", "shown"),
    [
        pytest.param(5, 1, True, id="one"),
        pytest.param(5, 3, True, id="several"),
        pytest.param(5, 0, False, id="none"),
        pytest.param(4, 2, False, id="too few are here"),
    ],
)
def test_what_was_sent_is_shown_as_the_review_begins(here: int, sent: int, shown: bool) -> None:
    m = begin_review(of_five(at_step(StepKind.REVIEW), here=here), given(sent_concerns=sent))
    assert (m.entry(SHOWN) is not None) is shown


@pytest.mark.parametrize("kind", [StepKind.OPENING, StepKind.BIDS, StepKind.REVIEW])
@pytest.mark.parametrize(("here", "sent", "shown"), [(5, 1, True), (5, 0, False), (4, 2, False)])
def test_where_the_review_has_not_shown_it_the_closing_does(kind: StepKind, here: int, sent: int, shown: bool) -> None:
    m = of_five(at_step(kind), here=here)
    assert m.entry(SHOWN) is None
    m = then(m, Ended(by=by(ANA)), sent_concerns=sent)
    assert m.step.kind is StepKind.CLOSING
    assert (m.entry(SHOWN) is not None) is shown


def test_a_meeting_that_was_left_open_shows_nothing_as_it_closes() -> None:
    m = of_five(at_step(StepKind.BIDS), here=5)
    closed = happens(replace(m, now=m.last_sign + LEFT_OPEN), LeftOpen(), sent_concerns=1).meeting
    assert closed.closed_at is not None
    assert closed.entry(SHOWN) is None


def test_what_the_review_has_shown_does_not_stand_again() -> None:
    m = begin_review(of_five(at_step(StepKind.REVIEW), here=5), given(sent_concerns=1))
    closing = then(m, Ended(by=by(ANA)), sent_concerns=1)
    assert closing.step.kind is StepKind.CLOSING
    assert [one.key for one in closing.log].count(SHOWN) == 1


@pytest.mark.parametrize(
    ("kind", "before"),
    [
        (StepKind.OPENING, True),
        (StepKind.REPORT_BACK, True),
        (StepKind.BIDS, True),
        (StepKind.REVIEW, False),
        (StepKind.CLOSING, False),
    ],
)
def test_it_is_for_this_meeting_until_the_review_begins(kind: StepKind, before: bool) -> None:
    assert is_before_the_review(at_step(kind)) is before


@pytest.mark.parametrize("kind", [StepKind.PRESENT, StepKind.QUESTION, StepKind.SLOT_REVIEW])
def test_nothing_is_sent_during_a_slot(kind: StepKind) -> None:
    with pytest.raises(Refused) as refused:
        is_before_the_review(at_step(kind))
    assert refused.value.kind is Refusal.CONCERN_IN_SLOT
