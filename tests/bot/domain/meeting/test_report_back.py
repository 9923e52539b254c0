"""The report-back waits for every owner who is here, and for forms that somebody has in front of them."""

from collections.abc import Collection
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bot.domain.actions import ActionLine, Listing
from bot.domain.errors import Refused
from bot.domain.meeting.events import Actor, FormWaitedLong
from bot.domain.meeting.parts import Owned, Presence
from bot.domain.meeting.people_events import FormPutAway, PassedReport, Reported, SaidReport
from bot.domain.meeting.timers import Timer, timers_of
from bot.domain.meeting.value import Meeting
from bot.domain.message_and_timer_kinds import Later
from bot.domain.refusals import Refusal
from bot.domain.states import ActionStatus, MeetingState
from bot.domain.step_kinds import StepKind
from tests.bot.domain.meeting.cases import ANA, BEN, CAT, DAN, START, at_step, by, clock, happens


def owned(member: int, *, told: bool) -> Owned:
    return Owned(member, ActionLine(f"a{member}", f"U{member}", "Act", "", None, None, ActionStatus.OPEN), told)


def opened(*, told: Collection[int] = (), untold: Collection[int] = ()) -> tuple[Owned, ...]:
    return (*(owned(one, told=True) for one in told), *(owned(one, told=False) for one in untold))


def reporting(**changes: Any) -> Meeting:
    """The report-back runs, with an action of ANA's and one of BEN's."""
    m = at_step(StepKind.REPORT_BACK).with_known(opened_with=opened(untold=(ANA, BEN)))
    return replace(m, **changes)


def here(*members: int) -> tuple[Presence, ...]:
    return tuple(Presence(one, START, START) for one in members)


@pytest.mark.parametrize(
    ("told", "untold", "passed", "there", "over"),
    [
        ((), (ANA, BEN), (), (ANA, BEN, CAT), False),
        ((ANA,), (BEN,), (), (ANA, BEN, CAT), False),
        ((ANA, BEN), (), (), (ANA, BEN, CAT), True),
        ((ANA,), (BEN,), (BEN,), (ANA, BEN, CAT), True),
        ((ANA,), (BEN,), (), (ANA, CAT), True),
        ((), (ANA, BEN), (), (CAT,), True),
        ((ANA,), (ANA,), (), (ANA, CAT), False),
        ((), (), (), (CAT,), True),
        ((), (ANA, BEN), (), (), False),
    ],
    ids=[
        "nobody has told",
        "one has told",
        "all have told",
        "the other passed",
        "the other is not here",
        "no owner is here",
        "one of two actions",
        "nothing left to tell",
        "nobody is here at all",
    ],
)
def test_is_over_once_every_owner_who_is_here_has_told_or_passed(
    told: tuple[int, ...], untold: tuple[int, ...], passed: tuple[int, ...], there: tuple[int, ...], over: bool
) -> None:
    m = reporting(here=here(*there)).with_known(opened_with=opened(told=told, untold=untold))
    m = m.with_step(passed=frozenset(passed), writing={DAN: clock("14:30")})
    after = happens(m, FormWaitedLong(step=m.step.id, member=DAN)).meeting
    assert after.step.kind is (StepKind.BIDS if over else StepKind.REPORT_BACK)


def test_a_press_whose_form_follows_is_waited_for_two_minutes() -> None:
    m = reporting(here=here(ANA, CAT))
    after = happens(m, Reported(by=by(ANA), opened_with=opened(told=(ANA,), untold=(BEN,)), form_follows=True)).meeting
    assert after.step.kind is StepKind.REPORT_BACK
    assert timers_of(after)[Timer(Later.REPORT_FORM, m.step.id, ANA)] == m.now + timedelta(minutes=2)


@pytest.mark.parametrize("ends", ["sent", "put away", "waited for long"])
def test_the_report_back_goes_on_once_the_form_is_over(ends: str) -> None:
    told = opened(told=(ANA,), untold=(BEN,))
    m = reporting(here=here(ANA, CAT)).with_known(opened_with=told).with_step(writing={ANA: clock("14:32")})
    events = {
        "sent": Reported(by=by(ANA), opened_with=told),
        "put away": FormPutAway(by=by(ANA)),
        "waited for long": FormWaitedLong(step=m.step.id, member=ANA),
    }
    after = happens(m, events[ends]).meeting
    assert after.step.kind is StepKind.BIDS
    assert not any(timer.kind is Later.REPORT_FORM for timer in timers_of(after))


def test_every_form_is_waited_for() -> None:
    m = reporting().with_known(opened_with=opened(told=(ANA, BEN)))
    m = m.with_step(writing={ANA: clock("14:32"), BEN: clock("14:31")})
    after = happens(m, FormPutAway(by=by(ANA))).meeting
    assert after.step.kind is StepKind.REPORT_BACK
    assert dict(after.step.writing) == {BEN: clock("14:31")}


def test_a_form_of_an_earlier_step_is_nothing_to_the_open_one() -> None:
    m = reporting().with_step(writing={ANA: clock("14:32")})
    assert happens(m, FormWaitedLong(step="step0", member=ANA)).meeting == m


@pytest.mark.parametrize("kind", [StepKind.OPENING, StepKind.SLOT_REVIEW, StepKind.REVIEW])
def test_that_all_have_told_ends_no_other_step_that_waits_for_everybody(kind: StepKind) -> None:
    m = at_step(kind).with_known(opened_with=opened(told=(ANA, BEN)))
    assert happens(m, FormPutAway(by=by(ANA))).meeting == m


def test_in_a_pause_a_form_is_forgotten_and_nothing_moves() -> None:
    m = reporting(state=MeetingState.PAUSED, paused_at=clock("14:30")).with_known(opened_with=opened(told=(ANA, BEN)))
    after = happens(m.with_step(writing={ANA: clock("14:32")}), FormWaitedLong(step=m.step.id, member=ANA)).meeting
    assert after.step.kind is StepKind.REPORT_BACK
    assert not after.step.writing


def test_in_a_pause_the_last_report_is_kept_and_nothing_moves() -> None:
    m = reporting(state=MeetingState.PAUSED, paused_at=clock("14:30"))
    after = happens(m, Reported(by=by(BEN), opened_with=opened(told=(ANA, BEN)))).meeting
    assert after.step.kind is StepKind.REPORT_BACK
    assert after.known.opened_with == opened(told=(ANA, BEN))


def test_in_another_step_a_press_is_told_and_its_form_not_waited_for() -> None:
    m = at_step(StepKind.CLARIFY).with_known(opened_with=opened(untold=(ANA,)))
    after = happens(m, Reported(by=by(ANA), opened_with=opened(told=(ANA,)), form_follows=True)).meeting
    assert after.step.id == m.step.id
    assert not after.step.writing
    assert after.known.opened_with == opened(told=(ANA,))


def test_the_closing_knows_what_is_open_after_a_report() -> None:
    m = at_step(StepKind.CLOSING).with_known(opened_with=opened(untold=(ANA,)), open_actions=Listing((), 1))
    reported = Reported(by=by(ANA), opened_with=opened(told=(ANA,)), open_actions=Listing())
    after = happens(m, reported).meeting
    assert (after.known.opened_with, after.known.open_actions) == (opened(told=(ANA,)), Listing())
    assert after.step.id == m.step.id


def test_whoever_reports_is_here_and_may_be_the_last_for_whom_the_opening_waits() -> None:
    m = replace(at_step(StepKind.OPENING), here=here(ANA, BEN, CAT))
    untold = opened(untold=(ANA,))
    after = happens(m, Reported(by=by(DAN), opened_with=untold), opened_with=untold).meeting
    assert after.is_here(DAN)
    assert after.step.kind is StepKind.REPORT_BACK


def test_passing_counts_for_this_meeting_alone() -> None:
    m = reporting(here=here(ANA, BEN))
    after = happens(m, PassedReport(by=by(ANA), step=m.step.id)).meeting
    assert after.step.passed == {ANA}
    assert after.known.opened_with == m.known.opened_with
    assert after.step.kind is StepKind.REPORT_BACK
    assert happens(after, PassedReport(by=by(BEN), step=m.step.id)).meeting.step.kind is StepKind.BIDS


def test_passing_after_the_report_back_changes_nothing() -> None:
    with pytest.raises(Refused) as refused:
        happens(at_step(StepKind.BIDS), PassedReport(by=by(ANA), step="step1"))
    assert refused.value.kind is Refusal.REPORT_BACK_OVER


def test_an_adviser_who_is_no_member_has_nothing_to_pass() -> None:
    m = reporting()
    with pytest.raises(Refused) as refused:
        happens(m, PassedReport(by=Actor("UADV", None, is_adviser=True), step=m.step.id))
    assert refused.value.kind is Refusal.MEMBERS_ONLY


def test_what_is_said_counts_with_thats_it() -> None:
    m = reporting()
    m = happens(m, SaidReport(by=by(ANA), step=m.step.id), opened_with=opened(untold=(ANA, BEN))).meeting
    assert m.step.kind is StepKind.REPORT_BACK
    assert m.step.said_it == {ANA}
    after = happens(m, SaidReport(by=by(BEN), step=m.step.id), opened_with=opened(untold=(ANA, BEN))).meeting
    assert after.step.kind is not StepKind.REPORT_BACK


def test_whoever_passed_can_tell_after_all() -> None:
    m = reporting().with_step(passed=frozenset({ANA}))
    m = happens(m, SaidReport(by=by(ANA), step=m.step.id), opened_with=opened(untold=(ANA, BEN))).meeting
    assert not m.step.passed
    assert m.step.said_it == {ANA}


def test_thats_it_in_a_report_back_that_is_over_is_refused() -> None:
    with pytest.raises(Refused, match=Refusal.REPORT_BACK_OVER):
        happens(at_step(StepKind.BIDS), SaidReport(by=by(ANA), step="step1"))
