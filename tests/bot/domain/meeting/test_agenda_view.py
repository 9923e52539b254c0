"""The card of a meeting, as it is now."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any, Final

import pytest

from bot.domain.controls import Standing
from bot.domain.formats import Proposed
from bot.domain.meeting.log_entries import Key
from bot.domain.meeting.parts import Presence
from bot.domain.message_and_timer_kinds import Says
from bot.domain.question_bank import InSet
from bot.domain.states import MeetingState
from bot.domain.step_kinds import StepKind
from tests.bot.domain.meeting.cases import ANA, DAN, FORMAT, SET, at_step, clock, members
from tests.bot.domain.meeting.message_views import AGENDA, changed, paused, seen, unsent, view, with_said

PLANNED: Final[Mapping[str, Any]] = {"state": MeetingState.PLANNED, "started_at": None, "steps": ()}
MADE_FOR: Final = {one: Proposed(one.value, "Made for it", "Slowly.") for one in (InSet.FIRST, InSet.LAST)}
FOR_THE_FIRST: Final = replace(FORMAT, name="first")


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


@pytest.mark.parametrize("kind", [plan.kind for plan in FORMAT.slot])
def test_a_slot_is_now_from_its_first_step_to_its_last(kind: StepKind) -> None:
    lines = seen(at_step(kind, slot=1), AGENDA).lines[3:6]
    assert [(one.presenter, one.where.value, one.until is not None) for one in lines] == [
        ("U1", "over", False),
        ("U2", "now", True),
        (None, "ahead", False),
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
    assert (shown.missing, shown.away, shown.adviser, shown.formats) == ((), (), None, ())


def test_the_agenda_says_why_the_clock_stands_while_it_does() -> None:
    key = Key(Says.CLOCK, "slot:slot1", "1")
    meeting = with_said(at_step(StepKind.CLARIFY), key, name="moment", step="step4")
    assert [seen(one, AGENDA).standing for one in (meeting, paused(meeting))] == [Standing.PAUSED, Standing.MOMENT]


@pytest.mark.parametrize(
    ("nth", "cycle", "changes", "proposed"),
    [
        pytest.param(1, (0, 6), PLANNED, InSet.FIRST, id="the first"),
        pytest.param(2, (0, 6), PLANNED, None, id="the second"),
        pytest.param(5, (0, 6), PLANNED, None, id="the last but one"),
        pytest.param(6, (0, 6), PLANNED, InSet.LAST, id="the last"),
        pytest.param(7, (0, 6), PLANNED, InSet.LAST, id="one more"),
        pytest.param(8, (6, 8), PLANNED, InSet.LAST, id="the last of another cycle"),
        pytest.param(7, (6, 7), PLANNED, None, id="the first and last of another cycle"),
        pytest.param(6, (6, 8), PLANNED, None, id="before another cycle"),
        pytest.param(1, (0, 1), PLANNED, InSet.FIRST, id="the only one"),
        pytest.param(1, (0, 6), {**PLANNED, "format_chosen": True}, None, id="the first, once one is chosen"),
        pytest.param(1, (0, 6), {**PLANNED, "format": FOR_THE_FIRST}, None, id="where it is the usual one"),
        pytest.param(1, (0, 6), {}, None, id="the first, once it runs"),
    ],
)
def test_which_format_is_proposed_for_a_meeting(
    nth: int, cycle: tuple[int, int], changes: dict[str, Any], proposed: InSet | None
) -> None:
    of = replace(SET, made_for=MADE_FOR, meetings_before=cycle[0], meetings_planned=cycle[1])
    shown = seen(at_step(StepKind.OPENING, nth=nth, of=of, **changes), AGENDA)
    assert (shown.proposed, shown.usual) == ((MADE_FOR[proposed], "test") if proposed else (None, ""))


def test_nothing_is_proposed_where_nothing_is_made_for_it() -> None:
    shown = seen(at_step(StepKind.OPENING, nth=1, **PLANNED), AGENDA)
    assert (shown.proposed, shown.usual) == (None, "")


def test_whoever_advises_is_named_before_the_meeting() -> None:
    of = replace(SET, adviser="UADV")
    assert seen(at_step(StepKind.OPENING, of=of, **PLANNED), AGENDA).adviser == "UADV"
    assert seen(at_step(StepKind.OPENING, of=of), AGENDA).adviser is None
