"""Cards and steps with all that they show, field by field: what people see of a message is nothing but this."""

from dataclasses import replace

import pytest

from bot.domain.controls import Standing
from bot.domain.meeting.log_entries import Key
from bot.domain.meeting.parts import Known
from bot.domain.meetings import Recorded, Where
from bot.domain.message_and_timer_kinds import Says
from bot.domain.states import IssueKind, MeetingState
from bot.domain.step_kinds import StepKind
from tests.bot.domain.meeting.cases import ANA, BEN, CAT, DAN, START, at_step, clock, issue_of
from tests.bot.domain.meeting.message_views import AGENDA, ALL_KNOWN, CARD, holds, paused, seen, shown, with_said


def test_the_agenda_names_the_set_its_rules_and_its_place() -> None:
    meeting = at_step(StepKind.OPENING)
    of = replace(meeting.of, rules=("Listen",), place="Room 3", spoken=True, formats=(("test", "A test"),))
    found = shown(replace(meeting, of=of), AGENDA)
    holds(found, meeting_id="meeting", set_name="The set", planned_at=START, rules=("Listen",), place="Room 3")
    holds(found, minutes=120, all_agreed=True, elsewhere=False, spoken=False, formats=())
    assert [line["minutes"] for line in found["lines"]] == [5, 10, 5, 43, 43, 5, 5]
    assert not shown(meeting.with_member(CAT, agreed=False), AGENDA)["all_agreed"]


def test_an_agenda_whose_place_a_newer_one_has_taken_says_no_more_than_when() -> None:
    retired = replace(AGENDA, nth="1")
    meeting = at_step(StepKind.OPENING, spoken=True)
    found = shown(meeting.with_entry(meeting.log[0], key=retired), retired)
    holds(found, elsewhere=True, state=MeetingState.CLOSED, spoken=False, lines=(), planned_at=START)
    planned = replace(meeting, state=MeetingState.PLANNED, started_at=None, steps=())
    found = shown(planned.with_entry(planned.log[0], key=retired), retired)
    holds(found, state=MeetingState.PLANNED)


def test_a_step_that_was_jumped_over_is_told_apart_from_one_that_is_over() -> None:
    meeting = at_step(StepKind.REVIEW)
    without = replace(
        meeting, steps=tuple(one for one in meeting.steps if one.position not in (1, 9, 10, 11, 12, 13, 14))
    )
    assert [line["where"] for line in shown(without, AGENDA)["lines"]] == [
        Where.OVER,
        Where.SKIPPED,
        Where.OVER,
        Where.OVER,
        Where.SKIPPED,
        Where.NOW,
        Where.AHEAD,
    ]


def test_no_clock_is_told_of_while_the_meeting_is_paused() -> None:
    for kind in (StepKind.REPORT_BACK, StepKind.CLARIFY):
        found = shown(paused(at_step(kind)), AGENDA)
        assert found["until"] is None
        assert {line["until"] for line in found["lines"]} == {None}
        assert [line["where"] for line in found["lines"]].count(Where.NOW) == 1


@pytest.mark.parametrize(("minutes", "overrun"), [(72, 1), (73, 0), (74, 0)])
def test_a_format_that_is_longer_than_the_meeting_says_by_how_much(minutes: int, overrun: int) -> None:
    for kind, told in ((StepKind.BIDS, overrun), (StepKind.PRESENT, 0)):
        meeting = at_step(kind)
        found = shown(replace(meeting, of=replace(meeting.of, minutes=minutes)), AGENDA)
        assert found["overrun"] == told


def test_the_card_of_a_step() -> None:
    meeting = at_step(StepKind.OPENING).with_step(prompt="opening-1", warned=True, time_up=True)
    key = Key(Says.STEP_CARD, "step0")
    holds(
        shown(meeting, key), step_id="step0", meeting_id="meeting", kind=StepKind.OPENING, says="Open.", minutes=5,
        until=clock("14:35"), open=True, paused=False, minutes_left=1, time_up=True, prompt="opening 1?", zone="Etc/UTC",
    )  # fmt: skip
    assert shown(paused(meeting), key)["paused"]
    too_few = with_said(meeting, Key(Says.CLOCK, "meeting:meeting", "1"), None, name="too_few", step="step0")
    standing = [shown(one, key)["standing"] for one in (paused(too_few), too_few)]
    assert standing == [Standing.TOO_FEW, Standing.PAUSED]
    aloud = replace(meeting, spoken=True)
    assert [shown(one, key)["spoken"] for one in (meeting, aloud)] == [False, True]
    over = shown(paused(aloud.with_step(ended_at=clock("14:31"))), key)
    holds(over, open=False, paused=False, minutes_left=0, time_up=False, prompt="", until=clock("14:35"), spoken=False)


def test_the_record_says_whose_slot_brought_what() -> None:
    meeting = at_step(StepKind.CLOSING, known=ALL_KNOWN).with_slot("slot1", restated="Why?", none_this_time=True)
    meeting = meeting.with_slot("slot2", brought=3)
    found = seen(meeting, Key(Says.STEP_CARD, "step16"))
    assert found.record == (
        Recorded("U1", "The issue of 1", "Why?", True, 0),
        Recorded("U2", "The issue of 2", "", False, 3),
    )
    beyond = replace(meeting, nth=9)
    holds(shown(beyond, Key(Says.STEP_CARD, "step16")), number=9, of=9)
    holds(shown(beyond, AGENDA), number=9, of=9)


def test_the_bids_that_were_not_chosen_stay_on_their_card_without_a_clock() -> None:
    meeting = at_step(StepKind.BIDS, known=Known(waiting=tuple(map(issue_of, (ANA, BEN, CAT)))))
    key = Key(Says.STEP_CARD, "step2")
    holds(shown(meeting, key), fits=2, next_in_line="U3", number=2)
    over = shown(replace(meeting, state=MeetingState.CLOSED), key)
    holds(over, open=False, fits=1, next_in_line="", number=0)
    assert [bid["user"] for bid in over["bids"]] == ["U1", "U2", "U3"]
    two = replace(meeting, known=Known(waiting=tuple(map(issue_of, (ANA, BEN)))))
    assert shown(two, key)["next_in_line"] == "", "all who are ready have a slot"


def test_the_card_of_a_slot() -> None:
    meeting = at_step(StepKind.CLARIFY).with_slot("slot1", question="What?", restated="Why?", brought=1)
    assert shown(meeting, CARD) == {
        "presenter": "U1", "sentence": "The issue of 1", "question": "What?", "restated": "Why?", "position": 1,
        "until": clock("15:08"), "actions": 1, "slot_id": "slot1", "paused": False,
        "standing": Standing.PAUSED, "ended_early": False, "spoken": False, "about": IssueKind.PROBLEM,
    }  # fmt: skip
    over = paused(meeting.with_step(ended_at=clock("14:31")))
    holds(shown(over, CARD), until=None, paused=False)


def test_the_card_of_a_slot_says_how_it_stands_only_while_it_runs() -> None:
    clock_of_it = Key(Says.CLOCK, "slot:slot1", "1")
    meeting = with_said(paused(at_step(StepKind.CLARIFY, spoken=True)), clock_of_it, name="moment", step="step4")
    holds(shown(meeting, CARD), standing=Standing.MOMENT, spoken=True, paused=True)
    holds(shown(meeting, Key(Says.STEP, "step4")), standing=Standing.MOMENT, spoken=True, paused=True)
    over = meeting.with_step(ended_at=clock("14:31"))
    holds(shown(over, CARD), standing=Standing.PAUSED, spoken=False, paused=False)


@pytest.mark.parametrize("kind", list(IssueKind))
def test_the_card_of_a_slot_says_what_it_is_about_until_its_presenter_ends_it(kind: IssueKind) -> None:
    meeting = at_step(StepKind.CLARIFY).with_slot("slot1", issue=issue_of(ANA, kind=kind), brought=2, restated="Why?")
    holds(shown(meeting, CARD), about=kind, actions=2, restated="Why?")
    ended = meeting.with_slot("slot1", ended_early=True)
    holds(shown(ended, CARD), about=IssueKind.PROBLEM, actions=0, restated="", sentence="", ended_early=True)


def test_of_a_slot_that_its_presenter_has_ended_no_step_shows_what_was_said() -> None:
    issue = issue_of(ANA, why="It nags", tried="A list", wanted="Rest", challenge=4)
    meeting = at_step(StepKind.SLOT_REVIEW).with_slot(
        "slot1", issue=issue, question="What?", restated="Why?", brought=2
    )
    ended = meeting.with_step(ended_at=meeting.now).with_slot("slot1", ended_early=True)
    for step in ended.steps:
        if step.slot is not None:
            found = shown(ended, Key(Says.STEP, step.id))
            holds(found, ended_early=True, why="", tried="", wanted="", question="", restated="", actions=0)
    holds(shown(meeting, Key(Says.STEP, "step3")), ended_early=False, why="It nags", question="What?")


@pytest.mark.parametrize(
    ("kind", "brought", "acted"),
    [
        pytest.param(StepKind.COMMIT, 1, True, id="an action is there"),
        pytest.param(StepKind.COMMIT, 0, False, id="none so far"),
        pytest.param(StepKind.SLOT_REVIEW, 1, False, id="none is asked for any more"),
        pytest.param(StepKind.RESTATE, 1, False, id="none is asked for yet"),
    ],
)
def test_none_this_time_is_offered_until_there_is_an_action(kind: StepKind, brought: int, acted: bool) -> None:
    meeting = at_step(kind).with_slot("slot1", brought=brought)
    key = Key(Says.STEP, meeting.step.id)
    assert shown(meeting, key)["acted"] is acted
    below = Key(Says.CLOCK, "slot:slot1", "1")
    meeting = with_said(meeting, below, name="resumed", step=meeting.step.id)
    assert not shown(meeting, key)["acted"], "its buttons stand below"
    carried = seen(meeting, below).carried
    assert carried is not None
    assert carried.acted is acted


def test_an_open_step_of_a_slot() -> None:
    meeting = at_step(StepKind.PRESENT).with_step(prompt="present-1", warned=True, time_up=True)
    issue = issue_of(ANA, why="It nags", tried="A list", wanted="Rest", challenge=4)
    meeting = meeting.with_slot("slot1", issue=issue, question="What?", restated="Why?", brought=2)
    found = shown(meeting, Key(Says.STEP, "step3"))
    holds(
        found, step_id="step3", kind=StepKind.PRESENT, says="{presenter} presents.", minutes=5, presenter="U1",
        everyone=("U1", "U2", "U3", "U4"), peers=("U2", "U3", "U4"), first=True, until=clock("14:35"), open=True,
        paused=False, minutes_left=1, time_up=True, spoken=False, latest=True, next_presenter="U2",
    )  # fmt: skip
    holds(found, why="It nags", tried="A list", wanted="Rest", challenge=4, question="What?", prompt="present 1?")
    holds(found, restated="", actions=0, said_none=False, slot_runs=False, calling=False, tells_time_up=True)
    told = with_said(meeting, Key(Says.TIME_UP, "step3"))
    holds(shown(told, Key(Says.STEP, "step3")), time_up=True, tells_time_up=False)
    aloud = shown(paused(replace(meeting, spoken=True)), Key(Says.STEP, "step3"))
    holds(aloud, paused=True, spoken=True)


def test_a_step_of_a_slot_that_is_over() -> None:
    meeting = at_step(StepKind.RESTATE, spoken=True)
    issue = issue_of(ANA, why="It nags", tried="A list", wanted="Rest", challenge=4)
    meeting = paused(meeting.with_slot("slot1", issue=issue, question="What?"))
    found = shown(meeting, Key(Says.STEP, "step3"))
    holds(
        found, step_id="step3", kind=StepKind.PRESENT, says="", minutes=5, presenter="U1", everyone=(), peers=(),
        first=False, until=clock("14:34:59"), open=False, paused=False, minutes_left=0, spoken=False, latest=False,
    )  # fmt: skip
    holds(
        found,
        why="It nags",
        tried="A list",
        wanted="Rest",
        challenge=4,
        question="What?",
        prompt="",
        next_presenter="U2",
    )
    holds(found, time_up=False, tells_time_up=False, calling=False)


@pytest.mark.parametrize(
    ("kind", "restated"),
    [(StepKind.CLARIFY, ""), (StepKind.RESTATE, "Why?"), (StepKind.COMMIT, "Why?"), (StepKind.SLOT_REVIEW, "")],
)
def test_the_question_as_it_is_now_is_shown_where_it_is_asked_for_or_acted_on(kind: StepKind, restated: str) -> None:
    meeting = at_step(kind).with_slot("slot1", restated="Why?", brought=2, none_this_time=True)
    holds(shown(meeting, Key(Says.STEP, meeting.step.id)), restated=restated, actions=0, said_none=False)


def test_a_commit_step_that_is_over_shows_what_it_brought() -> None:
    meeting = at_step(StepKind.SLOT_REVIEW).with_slot("slot1", restated="Why?", brought=2, none_this_time=True)
    holds(shown(meeting, Key(Says.STEP, "step7")), actions=2, said_none=True, restated="")
    holds(shown(meeting, Key(Says.STEP, "step6")), actions=0, said_none=False, restated="Why?", slot_runs=False)


@pytest.mark.parametrize(("restated", "runs"), [("", True), (" \n", True), ("Why?", False)])
def test_a_slot_can_be_restated_while_it_runs_and_was_not(restated: str, runs: bool) -> None:
    meeting = at_step(StepKind.COMMIT).with_slot("slot1", restated=restated)
    assert shown(meeting, Key(Says.STEP, "step6"))["slot_runs"] is runs
    assert not shown(replace(meeting, closed_at=meeting.now), Key(Says.STEP, "step6"))["slot_runs"]


@pytest.mark.parametrize(("adviser", "beside"), [("U9", ("U9",)), ("U2", ()), (None, ())])
def test_an_adviser_who_is_no_member_stands_beside_everyone(adviser: str | None, beside: tuple[str, ...]) -> None:
    meeting = at_step(StepKind.PRESENT, adviser_sign_at=START)
    meeting = replace(meeting, of=replace(meeting.of, adviser=adviser))
    assert shown(meeting, Key(Says.STEP, "step3"))["everyone"] == ("U1", "U2", "U3", "U4", *beside)


def test_a_slot_whose_presenter_has_left_is_somebody_s() -> None:
    meeting = at_step(StepKind.PRESENT)
    meeting = replace(meeting, members=meeting.members[1:], here=meeting.here[1:])
    holds(shown(meeting, Key(Says.STEP, "step3")), says="{presenter} presents.", presenter="")


@pytest.mark.parametrize("member", [ANA, DAN])
def test_an_owner_s_part_of_the_report_back_names_its_step(member: int) -> None:
    key = Key(Says.OWNER, "step1", str(member))
    meeting = with_said(at_step(StepKind.REPORT_BACK, known=ALL_KNOWN), key, Key(Says.STEP_CARD, "step1"))
    holds(shown(meeting, key), owner=f"U{member}", lines=(), passed=False, open=True, step_id="step1", correctable=True)
