"""The card of a meeting, as it is now."""

from dataclasses import replace
from datetime import datetime

import pytest

from bot.domain.meeting.log_entries import Key
from bot.domain.meeting.parts import Presence
from bot.domain.message_and_timer_kinds import Says
from bot.domain.states import MeetingState
from bot.domain.step_kinds import StepKind
from tests.bot.domain.meeting.cases import ANA, DAN, at_step, clock, members
from tests.bot.domain.meeting.message_views import AGENDA, changed, paused, seen, unsent, view


def test_the_agenda_of_a_meeting_that_runs() -> None:
    meeting = at_step(StepKind.OPENING, members=members(), here=(Presence(ANA, clock("14:30"), clock("14:30")),))
    shown = seen(meeting.with_member(DAN, away_until=clock("14:30").date()), AGENDA)
    assert (shown.number, shown.of, shown.state, shown.overrun) == (2, 6, MeetingState.RUNNING, 0)
    assert [(one.kind, one.where.value, one.until) for one in shown.lines] == [
        (StepKind.OPENING, "now", clock("14:35")),
        (StepKind.REPORT_BACK, "ahead", None),
        (StepKind.BIDS, "ahead", None),
        (None, "ahead", None),
        (None, "ahead", None),
        (StepKind.REVIEW, "ahead", None),
        (StepKind.CLOSING, "ahead", None),
    ]
    assert shown.until == clock("16:26"), "20 minutes from opening to bids, 43 a slot, 10 of review and closing"
    assert shown.formats == ()


def test_who_is_here_changes_the_agenda_only_once_the_card_of_the_opening_says_it_no_more() -> None:
    ana = (Presence(ANA, clock("14:30"), clock("14:30")),)
    dan = Presence(DAN, clock("14:30"), clock("14:30"))
    alone, two = (at_step(StepKind.OPENING, members=members(), here=here) for here in (ana, (*ana, dan)))
    assert seen(alone, AGENDA) == seen(two, AGENDA)
    shown = seen(alone, AGENDA)
    assert (shown.gathers, shown.here, shown.missing, shown.away) == (True, (), (), ())
    later = at_step(StepKind.REPORT_BACK, members=members(), here=ana)
    shown = seen(later.with_member(DAN, away_until=clock("14:30").date()), AGENDA)
    assert (shown.gathers, shown.here, shown.missing, shown.away) == (False, ("U1",), ("U2", "U3"), ("U4",))


def test_the_agenda_within_a_slot_says_until_when_it_goes_and_whose_is_next() -> None:
    lines = seen(at_step(StepKind.RESTATE), AGENDA).lines[3:5]
    assert [(one.presenter, one.where.value, one.until) for one in lines] == [
        ("U1", "now", clock("14:43")),
        ("U2", "ahead", None),
    ]


def test_the_agenda_of_a_meeting_that_is_planned_offers_formats() -> None:
    meeting = at_step(StepKind.OPENING, state=MeetingState.PLANNED, started_at=None, steps=(), here=())
    meeting = replace(meeting, of=replace(meeting.of, formats=(("test", "A test"),), spoken=True, minutes=60))
    shown = seen(meeting, AGENDA)
    assert (shown.formats, shown.spoken, shown.until) == ((("test", "A test"),), True, None)
    assert {one.where.value for one in shown.lines} == {"ahead"}
    assert shown.overrun == 30 + 43 - 60


@pytest.mark.parametrize(("later", "told"), [(None, True), (clock("14:30"), False), (clock("14:31"), True)])
def test_a_card_whose_time_was_overtaken_before_it_was_sent_says_nothing(later: datetime | None, told: bool) -> None:
    meeting = at_step(StepKind.OPENING, state=MeetingState.PLANNED, started_at=None, steps=())
    meeting = unsent(replace(meeting, of=replace(meeting.of, planned_after=later)), AGENDA)
    assert (view(meeting, AGENDA) is not None) is told
    sent = meeting.with_entry(meeting.log[0], sent=True)
    assert view(sent, AGENDA) is not None


def test_a_card_that_was_retired_only_says_where_to_look() -> None:
    retired = replace(AGENDA, nth="1")
    meeting = at_step(StepKind.OPENING)
    meeting = meeting.with_entry(meeting.log[0], key=retired)
    assert seen(meeting, retired).elsewhere
    assert changed(meeting, paused(meeting)) == {Key(Says.STEP_CARD, "step0")}
    assert view(unsent(meeting, retired), retired) is None


@pytest.mark.parametrize("state", [MeetingState.CLOSED, MeetingState.MISSED])
def test_the_agenda_of_a_meeting_that_is_over_names_nobody(state: MeetingState) -> None:
    shown = seen(at_step(StepKind.CLOSING, state=state), AGENDA)
    assert (shown.state, shown.lines, shown.here, shown.rules, shown.until) == (state, (), (), (), None)
