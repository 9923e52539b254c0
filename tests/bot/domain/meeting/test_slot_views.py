"""A slot's card and what stands in its thread."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bot.domain.actions import LatestReport
from bot.domain.meeting.log_entries import Key
from bot.domain.meeting.parts import Taken, Turn
from bot.domain.meeting.views import UNKNOWN
from bot.domain.message_and_timer_kinds import Says
from bot.domain.states import ActionStatus, Ahead, AskingPhase, TurnState
from bot.domain.step_kinds import StepKind
from tests.bot.domain.meeting.cases import BEN, at_step, clock
from tests.bot.domain.meeting.message_views import CARD, changed, line, paused, seen, turn, unsent, view, with_said


def test_the_card_of_a_slot_says_until_when_it_goes() -> None:
    meeting = at_step(StepKind.RESTATE, slot=1).with_slot("slot1", brought=2, question="What?")
    one, two = seen(meeting, CARD), seen(meeting, Key(Says.SLOT_CARD, "slot2"))
    assert (one.presenter, one.position, one.until, one.actions, one.question) == ("U1", 1, None, 2, "What?")
    assert (two.presenter, two.position, two.until, two.paused) == ("U2", 2, clock("14:43"), False)
    assert seen(paused(meeting), Key(Says.SLOT_CARD, "slot2")).paused


def test_a_step_of_a_slot_names_those_who_are_there_and_has_the_controls_while_it_is_latest() -> None:
    meeting = at_step(StepKind.PRESENT).with_step(says="{presenter} tells {peers}.")
    key = Key(Says.STEP, meeting.step.id)
    shown = seen(meeting, key)
    assert (shown.presenter, shown.peers, shown.first, shown.latest) == ("U1", ("U2", "U3", "U4"), True, True)
    assert shown.says == "{presenter} tells {peers}."
    assert not seen(with_said(meeting, Key(Says.ACTION, "slot1", "1")), key).latest
    beside = replace(meeting, of=replace(meeting.of, adviser="UADV"), adviser_sign_at=meeting.now)
    assert seen(beside, key).everyone == ("U1", "U2", "U3", "U4", "UADV")
    assert seen(replace(beside, adviser_sign_at=None), key).everyone == ("U1", "U2", "U3", "U4")
    assert not seen(at_step(StepKind.CLARIFY), Key(Says.STEP, "step4")).first


@pytest.mark.parametrize(
    ("turns", "phase", "opened"),
    [
        pytest.param((), None, False, id="nobody could be called so far"),
        pytest.param((turn(1, BEN, TurnState.PASSED),), None, True, id="by the first call"),
        pytest.param((), AskingPhase.FOLLOW_UPS, True, id="where peers wrote"),
    ],
)
def test_what_opens_the_questions_stands_in_one_message(
    turns: tuple[Turn, ...], phase: AskingPhase | None, opened: bool
) -> None:
    meeting = at_step(StepKind.QUESTION, turns=turns).with_step(phase=phase)
    shown = seen(meeting, Key(Says.STEP, meeting.step.id))
    assert (shown.opened_above, shown.calling) == (opened, False)


def test_a_step_of_a_slot_that_was_over_before_it_was_sent_says_nothing() -> None:
    meeting = at_step(StepKind.CLARIFY)
    assert view(unsent(meeting, Key(Says.STEP, "step3")), Key(Says.STEP, "step3")) is None
    assert view(unsent(meeting, Key(Says.STEP, "step4")), Key(Says.STEP, "step4")) is not None


@pytest.mark.parametrize(
    ("kind", "changes", "differs"),
    [
        (StepKind.PRESENT, {"question": "What?"}, True),
        (StepKind.PRESENT, {"restated": "Why?"}, False),
        (StepKind.CLARIFY, {"question": "What?", "restated": "Why?", "brought": 1}, False),
        (StepKind.RESTATE, {"restated": "Why?"}, True),
        (StepKind.RESTATE, {"brought": 1, "question": "What?"}, False),
        (StepKind.COMMIT, {"brought": 1}, True),
        (StepKind.COMMIT, {"none_this_time": True}, True),
        (StepKind.COMMIT, {"restated": "Why?", "question": "What?"}, False),
    ],
)
def test_a_step_that_is_over_shows_what_its_kind_is_about(
    kind: StepKind, changes: Mapping[str, Any], differs: bool
) -> None:
    meeting = at_step(StepKind.SLOT_REVIEW)
    key = next(Key(Says.STEP, step.id) for step in meeting.steps if step.kind is kind)
    assert (key in changed(meeting, meeting.with_slot("slot1", **changes))) is differs


def test_the_question_may_be_restated_until_the_slot_is_over() -> None:
    meeting, later = at_step(StepKind.SLOT_REVIEW), at_step(StepKind.PRESENT, slot=1)
    key = next(Key(Says.STEP, step.id) for step in meeting.steps if step.kind is StepKind.RESTATE)
    assert seen(meeting, key).slot_runs
    assert not seen(later, key).slot_runs
    assert not seen(meeting.with_slot("slot1", restated="Why?"), key).slot_runs


def test_a_slot_that_is_over_says_who_has_the_next_one() -> None:
    later = at_step(StepKind.REVIEW)
    reviews = [Key(Says.STEP, step.id) for step in later.steps if step.kind is StepKind.SLOT_REVIEW]
    assert [seen(later, key).next_presenter for key in reviews] == ["U2", ""]


def test_actions_beyond_the_third_join_its_message() -> None:
    meeting = at_step(StepKind.COMMIT)
    taken = tuple(Taken(number, line(number)) for number in range(1, 6))
    for number in (1, 2, 3):
        meeting = with_said(meeting, Key(Says.ACTION, "slot1", str(number)))
    keys = [Key(Says.ACTION, "slot1", str(number)) for number in (1, 2, 3)]
    assert view(meeting, keys[0]) is UNKNOWN
    meeting = meeting.with_slot("slot1", actions=taken, brought=5)
    assert [[one.action_id[-1] for one in seen(meeting, key).lines] for key in keys] == [["1"], ["2"], ["3", "4", "5"]]
    assert [seen(meeting, key).carried is not None for key in keys] == [False, False, True]
    assert changed(meeting.with_slot("slot1", actions=taken[:4]), meeting) == {keys[2]}
    edited = (taken[0], replace(taken[1], line=line(2, what="Do it")), *taken[2:])
    assert changed(meeting, meeting.with_slot("slot1", actions=edited)) == {keys[1]}
    told = LatestReport(ActionStatus.DONE, "Done.", "", Ahead.KEEP)
    reported = (replace(taken[0], line=line(1, status=ActionStatus.DONE, told=told)), *taken[1:])
    assert changed(meeting, meeting.with_slot("slot1", actions=reported)) == set()
    assert view(meeting.with_slot("slot1", actions=taken[1:]), keys[0]) is None


def test_an_action_that_was_due_is_past_the_day_after() -> None:
    key = Key(Says.ACTION, "slot1", "1")
    due = Taken(1, line(1, due_on=clock("14:30").date(), due_zone="Etc/UTC"))
    meeting = with_said(at_step(StepKind.COMMIT).with_slot("slot1", actions=(due,)), key)
    later = replace(meeting, now=meeting.now + timedelta(days=1))
    assert [seen(one, key).lines[0].past for one in (meeting, later)] == [False, True]
