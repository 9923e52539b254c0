"""The report-back waits for every owner who is here, and for forms that somebody has in front of them."""

from collections.abc import Collection
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bot.domain.actions import ActionLine, Listing
from bot.domain.errors import Refused
from bot.domain.meeting import reading, report_back
from bot.domain.meeting.events import Actor, Came, Extended, FormWaitedLong, MovedOn, Paused, Resumed, StepQuiet
from bot.domain.meeting.log_entries import Key
from bot.domain.meeting.parts import LeftWithNone, Owned, Presence
from bot.domain.meeting.people_events import FormPutAway, LookedBack, PassedReport, Reported, SaidReport
from bot.domain.meeting.timers import Timer, timers_of
from bot.domain.meeting.value import Meeting
from bot.domain.message_and_timer_kinds import Later, Says
from bot.domain.refusals import Refusal
from bot.domain.states import ActionStatus, MeetingState
from bot.domain.step_kinds import StepKind
from tests.bot.domain.meeting.cases import ANA, BEN, CAT, DAN, START, at_step, by, clock, happens, members


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
    ("told", "untold", "passed", "there", "then"),
    [
        ((), (ANA, BEN), (), (ANA, BEN, CAT), "waits"),
        ((ANA,), (BEN,), (), (ANA, BEN, CAT), "waits"),
        ((ANA, BEN), (), (), (ANA, BEN, CAT), "reads"),
        ((ANA,), (BEN,), (BEN,), (ANA, BEN, CAT), "reads"),
        ((ANA,), (BEN,), (), (ANA, CAT), "reads"),
        ((), (ANA, BEN), (ANA, BEN), (ANA, BEN, CAT), "goes on"),
        ((), (ANA, BEN), (), (CAT,), "goes on"),
        ((ANA,), (ANA,), (), (ANA, CAT), "waits"),
        ((), (), (), (CAT,), "goes on"),
        ((), (ANA, BEN), (), (), "waits"),
    ],
    ids=[
        "nobody has told",
        "one has told",
        "all have told",
        "the other passed",
        "the other is not here",
        "all have passed",
        "no owner is here",
        "one of two actions",
        "nothing left to tell",
        "nobody is here at all",
    ],
)
def test_waits_for_every_owner_who_is_here_and_leaves_time_to_read_what_was_told(
    told: tuple[int, ...], untold: tuple[int, ...], passed: tuple[int, ...], there: tuple[int, ...], then: str
) -> None:
    m = reporting(here=here(*there)).with_known(opened_with=opened(told=told, untold=untold))
    m = m.with_step(passed=frozenset(passed), writing={DAN: clock("14:30")})
    after = happens(m, FormWaitedLong(step=m.step.id, member=DAN)).meeting
    assert after.step.kind is (StepKind.BIDS if then == "goes on" else StepKind.REPORT_BACK)
    assert (reading.ends_at(after) is not None) is (then == "reads")


def read(m: Meeting) -> Meeting:
    """The same once the time to read is over."""
    until = timers_of(m)[Timer(Later.STEP_QUIET, m.step.id)]
    return happens(replace(m, now=until), StepQuiet(step=m.step.id)).meeting


def all_told(**changes: Any) -> Meeting:
    """ANA and BEN have told, the last of them just now."""
    m = reporting(**changes)
    return happens(m, Reported(by=by(BEN), opened_with=opened(told=(ANA, BEN)), with_words=True)).meeting


def test_two_minutes_stand_for_reading_and_then_the_meeting_goes_on() -> None:
    m = all_told()
    assert timers_of(m)[Timer(Later.STEP_QUIET, m.step.id)] == m.now + timedelta(minutes=2)
    assert read(m).step.kind is StepKind.BIDS


def test_that_it_was_the_last_is_said_in_the_thread_once_with_the_way_on() -> None:
    m = all_told()
    (said,) = [one for one in m.log if one.key == Key(Says.NOTICE, "reading", m.step.id)]
    assert said.under == m.head_key
    assert said.facts["until"] == (m.now + timedelta(minutes=2)).timestamp()
    again = happens(m, Reported(by=by(BEN), opened_with=opened(told=(ANA, BEN)), with_words=True)).meeting
    assert again.log == m.log
    assert next(one for one in read(m).log if one.key == said.key).facts["settled"]


def test_next_moves_on_at_once() -> None:
    m = all_told()
    assert happens(m, MovedOn(by=by(CAT), step=m.step.id)).meeting.step.kind is StepKind.BIDS


def test_the_time_to_read_is_whole_though_the_time_box_is_over() -> None:
    late = clock("14:41")
    m = reporting(now=late).with_step(time_up=True, ends_at=clock("14:40"))
    m = happens(m, Reported(by=by(BEN), opened_with=opened(told=(ANA, BEN)), with_words=True)).meeting
    assert dict(timers_of(m)).keys() & {Timer(kind, m.step.id) for kind in (Later.STEP_END, Later.STEP_GRACE)} == set()
    assert timers_of(m)[Timer(Later.STEP_QUIET, m.step.id)] == late + timedelta(minutes=2)


def test_whoever_comes_meanwhile_and_has_something_to_tell_is_waited_for_after_all() -> None:
    untold = opened(told=(ANA,), untold=(BEN,))
    m = reporting(here=here(ANA, CAT)).with_known(opened_with=untold)
    m = happens(m, Reported(by=by(ANA), opened_with=untold, with_words=True)).meeting
    assert reading.ends_at(m) is not None
    m = happens(m, Came(by=by(BEN))).meeting
    assert reading.ends_at(m) is None
    assert Timer(Later.STEP_END, m.step.id) in timers_of(m)
    m = happens(m, PassedReport(by=by(BEN), step=m.step.id)).meeting
    assert reading.ends_at(m) == m.now + timedelta(minutes=2)


def test_more_time_is_all_for_reading() -> None:
    m = all_told()
    longer = happens(m, Extended(by=by(CAT), minutes=5, step=m.step.id)).meeting
    assert reading.ends_at(longer) == m.now + timedelta(minutes=7)


def test_after_a_pause_there_is_the_whole_time_to_read() -> None:
    m = all_told()
    m = happens(replace(m, now=clock("14:31")), Paused(by=by(CAT))).meeting
    assert not [timer for timer in timers_of(m) if timer.kind is Later.STEP_QUIET]
    m = happens(replace(m, now=clock("14:50")), Resumed(by=by(CAT))).meeting
    assert reading.ends_at(m) == clock("14:52")


def test_where_all_was_told_beforehand_the_report_back_is_for_reading() -> None:
    m = replace(at_step(StepKind.OPENING), here=here(ANA, BEN, CAT))
    told = opened(told=(ANA, BEN))
    after = happens(m, Came(by=by(DAN)), opened_with=told).meeting
    assert after.step.kind is StepKind.REPORT_BACK
    assert reading.ends_at(after) == after.now + timedelta(minutes=2)


ASKED = (LeftWithNone(DAN, 77, "old-slot"),)


def looking_back(*there: int, owned_by: Collection[int] = ()) -> Meeting:
    """The report-back has begun, and DAN took on nothing at the meeting before."""
    m = replace(at_step(StepKind.OPENING), here=here(*(one for one in there if one != CAT)), members=members())
    around = {"opened_with": opened(untold=owned_by), "left_with_none": ASKED}
    return happens(m, MovedOn(by=by(CAT), step=m.step.id, sure=True), **around).meeting


def test_whoever_took_on_nothing_is_asked_in_the_thread_how_it_looks_now() -> None:
    m = looking_back(ANA, BEN, CAT, DAN)
    assert m.step.kind is StepKind.REPORT_BACK
    (asked,) = report_back.looks_back(m)
    assert (asked.under, asked.key, dict(asked.facts)) == (
        m.head_key,
        Key(Says.LOOK_BACK, m.step.id, "77"),
        {"member": DAN, "slot": "old-slot", "answer": "", "times": 0},
    )


def test_where_nobody_has_an_action_and_they_are_not_here_there_is_no_report_back() -> None:
    assert looking_back(ANA, BEN, CAT).step.kind is StepKind.BIDS


def test_what_they_tell_is_there_to_read_and_where_they_pass_the_meeting_goes_on() -> None:
    m = looking_back(ANA, BEN, CAT, DAN)
    told = happens(m, LookedBack(by=by(DAN), slot="old-slot", told=True)).meeting
    assert reading.ends_at(told) is not None
    passed = happens(m, LookedBack(by=by(DAN), slot="old-slot")).meeting
    assert passed.step.kind is StepKind.BIDS


def test_they_are_waited_for_as_owners_are() -> None:
    m = looking_back(ANA, BEN, CAT, DAN, owned_by=(ANA,))
    told = opened(told=(ANA,))
    m = happens(m, Reported(by=by(ANA), opened_with=told, with_words=True)).meeting
    assert reading.ends_at(m) is None
    m = happens(m, LookedBack(by=by(DAN), slot="old-slot")).meeting
    assert reading.ends_at(m) is not None


@pytest.mark.parametrize(
    ("who", "slot", "kind"),
    [(ANA, "old-slot", Refusal.NOT_THE_PRESENTER), (DAN, "another", Refusal.REPORT_BACK_OVER)],
    ids=["somebody else", "a slot that nobody is asked about"],
)
def test_nobody_else_answers_for_them(who: int, slot: str, kind: Refusal) -> None:
    m = looking_back(ANA, BEN, CAT, DAN)
    with pytest.raises(Refused, match=kind):
        happens(m, LookedBack(by=by(who), slot=slot))


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
    assert reading.ends_at(after) is not None
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
    assert reading.ends_at(after) is not None


def test_whoever_passed_can_tell_after_all() -> None:
    m = reporting().with_step(passed=frozenset({ANA}))
    m = happens(m, SaidReport(by=by(ANA), step=m.step.id), opened_with=opened(untold=(ANA, BEN))).meeting
    assert not m.step.passed
    assert m.step.said_it == {ANA}


def test_thats_it_in_a_report_back_that_is_over_is_refused() -> None:
    with pytest.raises(Refused, match=Refusal.REPORT_BACK_OVER):
        happens(at_step(StepKind.BIDS), SaidReport(by=by(ANA), step="step1"))
