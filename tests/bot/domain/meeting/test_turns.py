"""Calling peers in turn, as rules over a meeting; whom the order names is tested beside it."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bot.domain.meeting import prompting, turns
from bot.domain.meeting.effects import PromptOffered
from bot.domain.meeting.events import BoxOver, Came, MovedOn, Switched
from bot.domain.meeting.given import HeardPrompt
from bot.domain.meeting.log_entries import Key
from bot.domain.meeting.parts import Presence, Turn
from bot.domain.meeting.turn_events import PassedTurn
from bot.domain.meeting.value import Meeting
from bot.domain.message_and_timer_kinds import Later, Says
from bot.domain.question_bank import FOR_EVERY_FORMAT, Family, InSet
from bot.domain.questions.hints import noticed
from bot.domain.states import AskingPhase, MeetingState, TurnState
from bot.domain.step_kinds import StepKind
from tests.bot.domain.meeting.cases import (
    ANA,
    BEN,
    CAT,
    DAN,
    asking,
    at_step,
    away,
    by,
    clock,
    given,
    hears,
    issue_of,
    members,
    open_turn,
    said,
    silences,
    then,
)


def called_first(m: Meeting) -> int | None:
    after = turns.call_next(m, given())
    return open_turn(after).member if after is not None else None


# Whom to call


def test_the_next_peer_is_called_in_the_thread_with_a_prompt_of_the_bank() -> None:
    before = at_step(StepKind.QUESTION, at=clock("14:20"))
    after = turns.call_next(before, given())
    assert after is not None
    turn = open_turn(after)
    assert (turn.member, turn.state, turn.called_at, turn.step) == (
        BEN,
        TurnState.CALLED,
        clock("14:20"),
        after.step.id,
    )
    assert (after.log[-1].key, after.log[-1].under) == (Key(Says.CALL, turn.id), Key(Says.SLOT_CARD, "slot1"))
    assert after.effects == (PromptOffered(turn.prompt or "", "slot1"),)


@pytest.mark.parametrize(
    ("changes", "first"),
    [
        pytest.param({}, BEN, id="whoever came first"),
        pytest.param({"members": members(replace(members()[2], missed_call=True))}, CAT, id="whoever was missed"),
        pytest.param({"members": members(replace(members()[1], agreed=False))}, CAT, id="nobody who has not agreed"),
        pytest.param({"members": members(replace(members()[1], is_adviser=True))}, CAT, id="no adviser"),
        pytest.param({"here": (Presence(ANA, clock("14:00"), clock("14:00")),)}, None, id="not the presenter"),
    ],
)
def test_whom_to_call(changes: dict[str, Any], first: int | None) -> None:
    assert called_first(at_step(StepKind.QUESTION, **changes)) == first


def test_whoever_is_called_was_missed_no_more() -> None:
    missed = at_step(StepKind.QUESTION, members=members(replace(members()[2], missed_call=True)))
    after = turns.call_next(missed, given())
    assert after is not None
    assert not any(one.missed_call for one in after.members)


def test_a_turn_that_was_put_off_was_none() -> None:
    meeting = asking()
    put_off = turns.end_turn(meeting, open_turn(meeting).id, TurnState.PUT_OFF)
    assert called_first(put_off) == BEN
    assert turns.will_be_called(put_off, BEN)
    assert not turns.will_be_called(put_off, ANA)


# Prompts


def test_a_slot_hears_no_prompt_twice_within_one_moment_or_over_time() -> None:
    meeting, heard = at_step(StepKind.QUESTION), []
    before = given(heard_before=[HeardPrompt("question-1", "slot1"), HeardPrompt("question-2", "slot1")])
    for _ in range(3):
        meeting, prompt = prompting.fresh_prompt(meeting, StepKind.QUESTION, before)
        heard.append(prompt)
    assert sorted(heard[:2], key=str) == ["question-3", "question-4"]
    assert heard[2] is None
    assert meeting.effects == tuple(PromptOffered(str(one), "slot1") for one in heard[:2])


def test_whoever_is_called_is_lent_what_fits_their_call_and_not_the_next() -> None:
    meeting = hears(hears(asking(), BEN, "14:21"), ANA, "14:22")
    over = turns.end_turn(meeting, open_turn(meeting).id, TurnState.DONE)
    called = turns.call_next(over, given())
    assert called is not None
    before, now = prompting.occasion(over, StepKind.QUESTION), prompting.occasion(called, StepKind.QUESTION)
    assert now == before
    assert (now.calls, now.answered) == (1, True)


@pytest.mark.parametrize(
    ("kind", "slot", "asked"),
    [
        pytest.param(StepKind.SLOT_REVIEW, "slot1", True, id="questions of this slot"),
        pytest.param(StepKind.SLOT_REVIEW, "slot2", False, id="questions of another"),
        pytest.param(StepKind.REVIEW, "slot2", True, id="after the slots, those of any"),
        pytest.param(StepKind.REVIEW, "", False, id="after the slots, none"),
    ],
)
def test_a_prompt_looks_back_on_questions_only_where_there_were_some(kind: StepKind, slot: str, asked: bool) -> None:
    meeting = at_step(kind).with_slot(slot, asked=2)
    assert prompting.occasion(meeting, kind).asked is asked


@pytest.mark.parametrize(
    ("nth", "planned", "meetings"),
    [
        pytest.param(1, 6, {InSet.FIRST}, id="the first"),
        pytest.param(2, 6, {InSet.LATER}, id="a later one"),
        pytest.param(6, 6, {InSet.LATER, InSet.LAST}, id="the last"),
        pytest.param(1, 1, {InSet.FIRST, InSet.LAST}, id="the only one"),
    ],
)
def test_a_prompt_is_for_the_first_meeting_a_later_one_or_the_last(
    nth: int, planned: int, meetings: set[InSet]
) -> None:
    meeting = at_step(StepKind.OPENING, nth=nth)
    meeting = replace(meeting, of=replace(meeting.of, meetings_planned=planned))
    assert prompting.occasion(meeting, StepKind.OPENING).meetings == meetings


def test_a_step_that_is_about_to_be_has_all_its_time_and_all_prompts_before_it() -> None:
    meeting = replace(at_step(StepKind.CLARIFY), now=clock("14:32:30"))
    one = frozenset({Family.WHAT})
    steps = tuple(replace(plan, families=tuple(one)) for plan in meeting.format.slot)
    meeting = replace(meeting, format=replace(meeting.format, slot=steps))
    now, ahead = (prompting.occasion(meeting, kind) for kind in (StepKind.CLARIFY, StepKind.QUESTION))
    assert [(each.elapsed, each.families) for each in (now, ahead)] == [(0.5, one), (0.0, FOR_EVERY_FORMAT)]


@pytest.mark.parametrize("phase", [None, AskingPhase.ANSWERING, AskingPhase.FOLLOW_UPS])
def test_in_a_round_of_follow_ups_a_prompt_follows_up(phase: AskingPhase | None) -> None:
    meeting = at_step(StepKind.QUESTION).with_step(phase=phase)
    found = prompting.occasion(meeting, StepKind.QUESTION).follows_up
    assert found is (phase is AskingPhase.FOLLOW_UPS)


def test_another_slot_may_hear_what_this_one_has_heard() -> None:
    heard = [HeardPrompt(f"question-{number}", "slot1") for number in (1, 2, 3, 4)]
    second = at_step(StepKind.QUESTION, slot=1)
    assert prompting.fresh_prompt(second, StepKind.QUESTION, given(heard_before=heard))[1] is not None


def test_outside_of_slots_prompts_never_run_out() -> None:
    meeting = at_step(StepKind.OPENING)
    heard = [HeardPrompt(f"opening-{number}", None) for number in (1, 2, 3, 4)]
    after, prompt = prompting.fresh_prompt(meeting, StepKind.OPENING, given(heard_before=heard))
    assert after.effects == (PromptOffered(prompt or "", None),)


def test_a_turn_keeps_its_prompt_where_the_bank_has_no_other() -> None:
    meeting = asking()
    turn = open_turn(meeting)
    heard = [HeardPrompt(f"question-{number}", "slot1") for number in (1, 2, 3, 4)]
    assert prompting.another_prompt(meeting, turn.id, given(heard_before=heard)) == meeting


def test_what_a_presenter_does_not_welcome_is_not_offered() -> None:
    meeting = at_step(StepKind.QUESTION)
    assert meeting.slot is not None
    shy = meeting.with_slot("slot1", issue=issue_of(ANA, challenge=0))
    assert prompting.fresh_prompt(shy, StepKind.QUESTION, given()) == (shy, None)


# How a turn ends


@pytest.mark.parametrize(
    ("meeting", "state", "first"),
    [
        pytest.param(asking(), TurnState.CUT, [BEN, CAT, DAN], id="called"),
        pytest.param(hears(asking(), BEN, "14:21"), TurnState.DONE, [CAT, DAN], id="asked"),
    ],
)
def test_a_turn_ends_with_its_step_and_whoever_had_no_time_to_ask_comes_first_next_time(
    meeting: Meeting, state: TurnState, first: list[int]
) -> None:
    after = turns.cut(replace(meeting, now=clock("14:22")))
    assert [(one.state, one.ended_at) for one in after.turns] == [(state, clock("14:22"))]
    assert [one.number for one in after.members if one.missed_call] == first


def test_moving_on_cuts_the_turn() -> None:
    after = then(asking(), MovedOn(by=by(ANA), sure=True), "14:22")
    assert after.step.kind is StepKind.RESTATE
    assert [one.state for one in after.turns] == [TurnState.CUT]
    assert after.turn is None


def test_a_turn_that_is_opened_again_goes_on_from_now() -> None:
    meeting = turns.end_turn(asking(), open_turn(asking()).id, TurnState.SILENT)
    after = turns.reopen(replace(meeting, now=clock("14:22")), meeting.turns[0].id, said(BEN, "14:21").words)
    turn = open_turn(after)
    assert (turn.state, turn.ended_at, turn.asked_at, turn.word_at) == (
        TurnState.ASKED,
        None,
        clock("14:21"),
        clock("14:22"),
    )


# Time


@pytest.mark.parametrize(
    ("time_up", "at", "over"),
    [
        pytest.param(True, "14:40", True, id="up, and said so"),
        pytest.param(True, "14:39:59", False, id="up, and given more"),
        pytest.param(False, "14:41", False, id="not said yet"),
    ],
)
def test_nobody_is_called_once_time_is_over(time_up: bool, at: str, over: bool) -> None:
    meeting = replace(at_step(StepKind.QUESTION, at=clock("14:20")), now=clock(at)).with_step(time_up=time_up)
    assert turns.time_is_over(meeting) is over
    assert turns.is_asking(meeting) is not over
    assert not turns.is_asking(replace(meeting, state=MeetingState.PAUSED))


@pytest.mark.parametrize(
    ("spoken", "human", "holds"),
    [
        pytest.param(False, False, True, id="typed, though nobody gave a sign"),
        pytest.param(True, True, True, id="aloud, with a sign of somebody"),
        pytest.param(True, False, False, id="aloud, without one"),
    ],
)
def test_time_ends_no_turn_that_is_in_progress(spoken: bool, human: bool, holds: bool) -> None:
    meeting = replace(asking(), spoken=spoken).with_step(human=human)
    assert turns.hold_the_step(meeting) is holds
    assert not turns.hold_the_step(turns.end_turn(meeting, open_turn(meeting).id, TurnState.DONE))


@pytest.mark.parametrize(
    ("left", "spoken", "has_time"),
    [
        pytest.param(240, False, True, id="two minutes for each of two who wait"),
        pytest.param(239, False, False, id="a second less"),
        pytest.param(239, True, True, id="aloud that is their own affair"),
    ],
)
def test_follow_ups_are_what_a_short_round_drops_first(left: int, spoken: bool, has_time: bool) -> None:
    meeting = replace(asking(), spoken=spoken, now=clock("14:40") - timedelta(seconds=left))
    assert turns.has_time_to_follow_up(meeting) is has_time


@pytest.mark.parametrize(
    ("time_up", "at", "overdue"), [(True, "14:44", True), (True, "14:43:59", False), (False, "14:44", False)]
)
def test_a_turn_is_overdue_four_minutes_after_its_step(time_up: bool, at: str, overdue: bool) -> None:
    assert turns.is_overdue(replace(asking(), now=clock(at)).with_step(time_up=time_up)) is overdue


def test_once_time_is_up_nobody_else_is_called() -> None:
    up = then(asking(), BoxOver(step=asking().step.id), "14:40")
    after = then(up, PassedTurn(turn=open_turn(up).id, by=by(BEN)), "14:40:30")
    assert (after.turn, after.step.kind) == (None, StepKind.QUESTION)
    up = then(asking(), BoxOver(step=asking().step.id), "14:40")
    late = then(up, PassedTurn(turn=open_turn(up).id, by=by(BEN)), "14:41")
    assert late.step.kind is StepKind.RESTATE


# Since when


def asked(number: int, at: str, *, answered: bool = False, state: TurnState = TurnState.DONE) -> Turn:
    moment = clock(at)
    return Turn(f"t{number}", "step5", number, state, moment, asked_at=moment, word_at=moment, answered=answered)


@pytest.mark.parametrize(
    ("sign_at", "since"),
    [
        pytest.param("14:20", "14:21", id="since the first question that was not answered"),
        pytest.param("14:21", "14:21", id="asked at the moment of their sign"),
        pytest.param("14:22", "14:23", id="since the next one after their sign"),
        pytest.param("14:24", "14:24", id="since their sign, where nobody has asked after it"),
        pytest.param(None, "14:21", id="since the first question, where they are not here"),
    ],
)
def test_since_when_the_presenter_is_silent(sign_at: str | None, since: str) -> None:
    three = (
        asked(BEN, "14:20:30", answered=True),
        asked(CAT, "14:21"),
        asked(DAN, "14:23", state=TurnState.ASKED),
    )
    here = (Presence(ANA, clock("14:00"), clock(sign_at)),) if sign_at else ()
    meeting = at_step(StepKind.QUESTION, at=clock("14:20"), turns=three, here=here)
    assert meeting.step.id == "step5"
    assert turns.waits_since(meeting, three[-1]) == clock(since)
    assert turns.way_on_at(meeting, three[-1]) == clock(since) + timedelta(minutes=3)


def test_a_time_in_which_nobody_could_go_on_moves_every_turn_but_never_beyond_now() -> None:
    gap = timedelta(minutes=1)
    two = (asked(BEN, "14:21"), replace(asked(CAT, "14:23", state=TurnState.ASKED), word_at=clock("14:24")))
    meeting = at_step(StepKind.QUESTION, at=clock("14:24:30"), turns=two)
    first, second = turns.give_back(meeting, gap).turns
    assert (first.asked_at, first.word_at, first.called_at) == (clock("14:22"), clock("14:21"), clock("14:21"))
    assert (second.asked_at, second.called_at, second.word_at) == (clock("14:24"), clock("14:24"), clock("14:24:30"))


def test_silence_while_people_talked_aloud_was_none() -> None:
    aloud = then(hears(asking(), BEN, "14:21"), Switched(by=by(CAT)), "14:22")
    assert silences(aloud) == {Later.TURN_UNPRESSED: clock("14:25")}
    typed = then(aloud, Switched(by=by(CAT)), "14:30")
    assert silences(typed) == {Later.TURN_QUIET: clock("14:34"), Later.PRESENTER_SILENT: clock("14:33")}
    called = then(then(asking(), Switched(by=by(CAT)), "14:22"), Switched(by=by(CAT)), "14:30")
    assert silences(called) == {Later.TURN_SILENT: clock("14:31:30")}


def test_a_latecomer_joins_the_round() -> None:
    meeting = asking(here=tuple(Presence(one, clock("14:00"), clock("14:00")) for one in (ANA, BEN)))
    meeting = then(meeting, PassedTurn(turn=open_turn(meeting).id, by=by(BEN)), "14:21")
    assert meeting.turn is None
    assert open_turn(then(meeting, Came(by=by(CAT)), "14:22")).member == CAT


@pytest.mark.parametrize("member", [ANA, CAT])
def test_a_call_is_a_call_though_the_presenter_or_another_is_gone(member: int) -> None:
    assert silences(away(asking(), member)) == {Later.TURN_SILENT: clock("14:21:30")}


@pytest.mark.parametrize("before", [1, 2, 3])
@pytest.mark.parametrize(("text", "is_one"), [("What would it take?", True), ("Have you tried to ask them?", False)])
def test_what_is_asked_where_nobody_is_called_counts_as_what_it_is(before: int, text: str, is_one: bool) -> None:
    earlier = tuple(asked(number, "14:21") for number in range(2, 2 + before))
    words = replace(said(CAT, "14:24").words, noticed=noticed(text))
    meeting = at_step(StepKind.QUESTION, at=clock("14:24"), turns=earlier)
    after = turns.take_as_asked(meeting, CAT, words, given())
    assert [one.no_question for one in after.turns] == [*(False for _ in earlier), not is_one]
