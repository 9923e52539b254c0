"""The cards of steps outside of slots, and the thread of the report-back."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bot.domain.actions import Listing
from bot.domain.meeting import nearly_all, reading
from bot.domain.meeting.log_entries import Key
from bot.domain.meeting.parts import Known, Member, Owned, Presence
from bot.domain.meeting.value import Meeting
from bot.domain.meeting.views import UNKNOWN
from bot.domain.message_and_timer_kinds import Says
from bot.domain.states import Guidance, IssueKind, MeetingState
from bot.domain.step_kinds import StepKind
from tests.bot.domain.meeting.cases import ANA, BEN, CAT, DAN, at_step, clock, issue_of
from tests.bot.domain.meeting.message_views import AGENDA, ALL_KNOWN, changed, line, seen, view, with_said


def test_the_opening_names_who_is_here_and_counts_them_once_it_is_over() -> None:
    meeting = at_step(StepKind.OPENING, here=(Presence(BEN, clock("14:30"), clock("14:30")),))
    shown = seen(meeting, Key(Says.STEP_CARD, "step0"))
    assert (shown.open, shown.here, shown.missing, shown.says) == (True, ("U2",), ("U1", "U3", "U4"), "Open.")
    later = at_step(StepKind.BIDS, known=ALL_KNOWN)
    over = seen(later, Key(Says.STEP_CARD, "step0"))
    assert (over.open, over.here, over.came) == (False, (), ("U1", "U2", "U3", "U4"))
    assert changed(later, replace(later, here=later.here[1:])) == {AGENDA}


@pytest.mark.parametrize(
    ("changes", "left"),
    [
        pytest.param({}, 1, id="of five minutes"),
        pytest.param({"ends_at": clock("14:42")}, 2, id="of twelve"),
        pytest.param({"ends_at": clock("14:31")}, 1, id="never less than one"),
        pytest.param({"warned": False}, 0, id="not warned yet"),
        pytest.param({"ended_at": clock("14:34")}, 0, id="over"),
    ],
)
def test_a_card_warns_of_the_fifth_that_is_left(changes: Mapping[str, Any], left: int) -> None:
    meeting = at_step(StepKind.OPENING).with_step(**{"warned": True, **changes})
    assert seen(meeting, Key(Says.STEP_CARD, "step0")).minutes_left == left


def test_while_the_only_bidder_is_waited_for_nothing_is_nearly_over() -> None:
    meeting = at_step(StepKind.BIDS, known=ALL_KNOWN).with_step(warned=True)
    waits = with_said(meeting, Key(Says.NOTICE, "bidder_missing", meeting.step.id))
    card = Key(Says.STEP_CARD, meeting.step.id)
    assert (seen(meeting, card).minutes_left, seen(waits, card).minutes_left) == (1, 0)


def test_the_report_back_counts_people_actions_and_who_has_told_all_of_theirs() -> None:
    owned = (
        Owned(ANA, line(1), True),
        Owned(ANA, line(2), True),
        Owned(BEN, line(3), True),
        Owned(BEN, line(4), False),
    )
    meeting = at_step(StepKind.REPORT_BACK, known=Known(opened_with=owned))
    shown = seen(meeting, Key(Says.STEP_CARD, "step1"))
    assert (shown.owners, shown.actions, shown.told) == (2, 4, ("U1",))
    over = replace(meeting.with_step(ended_at=meeting.now), state=MeetingState.CLOSED)
    assert seen(over, Key(Says.STEP_CARD, "step1")).told == ()
    assert view(at_step(StepKind.REPORT_BACK), Key(Says.STEP_CARD, "step1")) is UNKNOWN


def test_the_bids_stand_in_the_suggested_order() -> None:
    waiting = (issue_of(ANA), issue_of(BEN, urgency=5), issue_of(CAT, in_line=1), issue_of(DAN, urgency=4))
    waiting = (replace(waiting[0], kind=IssueKind.OPPORTUNITY), *waiting[1:])
    meeting = at_step(StepKind.BIDS, known=Known(waiting=waiting))
    shown = seen(meeting, Key(Says.STEP_CARD, "step2"))
    assert [one.user for one in shown.bids] == ["U3", "U2", "U4", "U1"]
    assert [one.sentence for one in shown.bids] == [f"The issue of {number}" for number in (CAT, BEN, DAN, ANA)]
    assert [one.kind for one in shown.bids] == [IssueKind.PROBLEM] * 3 + [IssueKind.OPPORTUNITY]
    assert (shown.fits, shown.next_in_line, shown.number) == (2, "U4", 2), "there is time for two slots"
    assert view(at_step(StepKind.BIDS), Key(Says.STEP_CARD, "step2")) is UNKNOWN


@pytest.mark.parametrize(
    ("kind", "goes_on"),
    [
        pytest.param(StepKind.REPORT_BACK, reading.FOR_READING, id="once what was told is read"),
        pytest.param(StepKind.REVIEW, nearly_all.FOR_THE_LAST, id="without the last one"),
        pytest.param(StepKind.BIDS, None, id="by hand or time"),
    ],
)
def test_a_card_says_when_its_step_goes_on_by_itself(kind: StepKind, goes_on: timedelta | None) -> None:
    meeting = at_step(kind, known=ALL_KNOWN).with_step(ready_at=clock("14:31"))
    key = Key(Says.STEP_CARD, meeting.step.id)
    assert seen(meeting, key).goes_on == (clock("14:31") + goes_on if goes_on is not None else None)
    assert seen(meeting.with_step(ended_at=clock("14:32")), key).goes_on is None


@pytest.mark.parametrize(
    ("more", "guidance", "ranged"),
    [
        pytest.param(0, Guidance.LEAD, False, id="four members"),
        pytest.param(1, Guidance.LEAD, True, id="five"),
        pytest.param(1, Guidance.KEEP, False, id="the set wants only the clock"),
    ],
)
def test_a_range_is_promised_to_a_set_that_is_large_enough(more: int, guidance: Guidance, ranged: bool) -> None:
    meeting = at_step(StepKind.REVIEW)
    others = tuple(Member(5 + one, 105 + one, f"U{5 + one}") for one in range(more))
    meeting = replace(meeting, members=(*meeting.members, *others), of=replace(meeting.of, guidance=guidance))
    assert seen(meeting, Key(Says.STEP_CARD, meeting.step.id)).ranged is ranged


def closing(**changes: Any) -> Meeting:
    return replace(at_step(StepKind.CLOSING, known=ALL_KNOWN), **changes)


def test_the_closing_has_the_record_and_asks_the_host_while_it_is_open() -> None:
    meeting = closing().with_slot("slot2", restated="Why?", brought=2)
    meeting = replace(meeting, of=replace(meeting.of, host="U2"))
    key = Key(Says.STEP_CARD, meeting.step.id)
    shown = seen(meeting, key)
    assert [(one.presenter, one.restated, one.actions) for one in shown.record] == [("U1", "", 0), ("U2", "Why?", 2)]
    assert (shown.host, shown.next_at, shown.number, shown.of) == ("U2", None, 2, 6)
    away = meeting.with_member(BEN, away_until=meeting.now.date())
    assert seen(away, key).host == "U3", "the next by turn"
    assert seen(meeting.with_member(BEN, away_until=meeting.now.date() - timedelta(days=1)), key).host == "U2"
    assert seen(meeting.with_member(BEN, reachable=False), key).host == "U3"
    dated = replace(meeting, known=replace(ALL_KNOWN, next_meeting=(clock("15:00"),)))
    assert (seen(dated, key).host, seen(dated, key).next_at) == ("", clock("15:00"))
    assert (shown.hosts, seen(dated, key).hosts) == ("", "U2"), "named where there is a next date"
    closed = replace(meeting, state=MeetingState.CLOSED).with_step(ended_at=meeting.now)
    assert (seen(closed, key).open, seen(closed, key).host, len(seen(closed, key).record)) == (False, "", 2)


@pytest.mark.parametrize(
    ("due_on", "closed", "past"),
    [
        pytest.param(23, None, True, id="due the day before"),
        pytest.param(24, None, False, id="due today"),
        pytest.param(24, 24, False, id="due the day it closed"),
        pytest.param(23, 24, True, id="due before it closed"),
    ],
)
def test_an_open_action_is_past_as_the_meeting_closes_and_stays_as_it_was(
    due_on: int, closed: int | None, past: bool
) -> None:
    today = clock("14:30")
    opened = Listing((line(1, due_on=today.replace(day=due_on).date(), due_zone="Etc/UTC"),), 1)
    meeting = closing(known=replace(ALL_KNOWN, open_actions=opened))
    if closed is not None:
        over = today.replace(day=closed)
        meeting = replace(meeting, state=MeetingState.CLOSED, closed_at=over, now=over + timedelta(days=9))
    assert [one.past for one in seen(meeting, Key(Says.STEP_CARD, meeting.step.id)).open_actions.lines] == [past]


def test_where_everybody_has_left_the_closing_asks_nobody() -> None:
    meeting = closing(members=())
    assert seen(meeting, Key(Says.STEP_CARD, meeting.step.id)).host == ""


def test_a_host_who_is_no_member_any_more_is_not_asked() -> None:
    meeting = closing()
    meeting = replace(meeting, of=replace(meeting.of, host="U9"))
    assert seen(meeting, Key(Says.STEP_CARD, meeting.step.id)).host == "U1"


@pytest.mark.parametrize("missing", ["next_meeting", "open_actions", "learned"])
def test_the_closing_is_not_known_while_part_of_its_record_is_not(missing: str) -> None:
    nothing: Mapping[str, Any] = {missing: None}
    meeting = closing(known=replace(ALL_KNOWN, **nothing))
    assert view(meeting, Key(Says.STEP_CARD, meeting.step.id)) is UNKNOWN


def test_an_owner_tells_and_passes_until_the_meeting_closes() -> None:
    owned = (Owned(ANA, line(1), True), Owned(BEN, line(3), False))
    meeting = with_said(at_step(StepKind.REPORT_BACK), Key(Says.OWNER, "step1", "2"), Key(Says.STEP_CARD, "step1"))
    key = Key(Says.OWNER, "step1", "2")
    assert view(meeting, key) is UNKNOWN
    meeting = replace(meeting, known=Known(opened_with=owned))
    shown = seen(meeting.with_step(passed=frozenset({BEN})), key)
    assert (shown.owner, shown.lines, shown.passed, shown.open, shown.correctable) == (
        "U2", (line(3),), True, True, True,
    )  # fmt: skip
    assert changed(meeting, meeting.with_step(passed=frozenset({BEN}))) == {key}
    over = seen(replace(meeting, state=MeetingState.CLOSED).with_step(ended_at=meeting.now), key)
    assert (over.passed, over.open, over.correctable) == (False, False, False)


def test_an_owner_who_has_said_it_or_is_heard_on_the_call_is_shown_as_such() -> None:
    key = Key(Says.OWNER, "step1", "2")
    known = Known(opened_with=(Owned(BEN, line(3), False),))
    meeting = with_said(at_step(StepKind.REPORT_BACK, known=known), key, Key(Says.STEP_CARD, "step1"))
    assert (seen(meeting, key).said_it, seen(meeting, key).spoken) == (False, False)
    assert seen(meeting.with_step(said_it=frozenset({BEN})), key).said_it
    assert not seen(meeting.with_step(said_it=frozenset({ANA})), key).said_it
    assert seen(replace(meeting, spoken=True), key).spoken


def test_a_due_action_of_an_owner_is_past_the_day_after() -> None:
    key = Key(Says.OWNER, "step1", "2")
    due = line(3, due_on=clock("14:30").date(), due_zone="Etc/UTC")
    meeting = with_said(at_step(StepKind.REPORT_BACK, known=Known(opened_with=(Owned(BEN, due, False),))), key)
    later = replace(meeting, now=meeting.now + timedelta(days=1))
    assert [seen(one, key).lines[0].past for one in (meeting, later)] == [False, True]


def test_how_it_looks_now_is_told_while_the_report_back_is_open() -> None:
    key = Key(Says.LOOK_BACK, "step1", "301")
    asked = with_said(at_step(StepKind.REPORT_BACK), key, Key(Says.STEP_CARD, "step1"), member=BEN, answer="")
    assert seen(asked, key) == {"member": BEN, "answer": "", "open": True}
    assert seen(asked.with_step(ended_at=asked.now), key)["open"] is False
    assert seen(replace(asked, state=MeetingState.CLOSED), key)["open"] is False
