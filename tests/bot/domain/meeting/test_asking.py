"""The buttons of a call, and what silence does to a turn."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any, Final

import pytest

from bot.domain.controls import Standing
from bot.domain.errors import Refused
from bot.domain.meeting import prompting
from bot.domain.meeting.absent_presenter import offer_key
from bot.domain.meeting.effects import PromptOffered
from bot.domain.meeting.events import Actor
from bot.domain.meeting.given import HeardPrompt
from bot.domain.meeting.turn_events import (
    AskedAloud,
    AskedForAnotherPrompt,
    AskedToLend,
    Declined,
    DoneAsking,
    OfTurn,
    ParkedMessage,
    ParkedQuestion,
    PassedTurn,
    PeerSilent,
    PresenterSilent,
    Thinks,
    TurnQuiet,
)
from bot.domain.meeting.value import Meeting
from bot.domain.message_and_timer_kinds import Later
from bot.domain.refusals import Facts, Refusal
from bot.domain.states import MeetingState, PromptsShown, TurnState
from bot.domain.step_kinds import StepKind
from tests.bot.domain.meeting.cases import (
    ANA,
    BANK,
    BEN,
    CAT,
    DAN,
    SET,
    asking,
    by,
    clock,
    decided,
    hears,
    open_turn,
    said,
    silences,
    then,
)

BUTTONS: Final = (
    AskedForAnotherPrompt,
    Thinks,
    PassedTurn,
    DoneAsking,
    AskedAloud,
    ParkedQuestion,
    Declined,
)
Pressed = Callable[..., OfTurn[Any]]


def called() -> Meeting:
    """BEN is called at 14:20."""
    return asking()


def asked() -> Meeting:
    """BEN has asked at 14:21."""
    return hears(called(), BEN, "14:21")


def press(m: Meeting, button: Pressed, who: int | Actor, at: str = "14:22") -> Meeting:
    return then(m, button(turn=open_turn(m).id, by=by(who) if isinstance(who, int) else who), at)


def refusal(m: Meeting, button: Pressed, who: int | Actor, at: str = "14:22") -> tuple[Refusal, Facts]:
    with pytest.raises(Refused) as refused:
        press(m, button, who, at)
    return refused.value.kind, refused.value.facts


@pytest.mark.parametrize(
    ("button", "who", "state"),
    [
        pytest.param(DoneAsking, BEN, TurnState.DONE, id="the asker is done"),
        pytest.param(DoneAsking, ANA, TurnState.DONE, id="the presenter is done with it"),
        pytest.param(AskedAloud, BEN, TurnState.DONE, id="asked aloud"),
        pytest.param(AskedAloud, ANA, TurnState.DONE, id="asked aloud, says the presenter"),
        pytest.param(ParkedQuestion, ANA, TurnState.PARKED, id="parked"),
        pytest.param(Declined, ANA, TurnState.DECLINED, id="declined"),
    ],
)
def test_a_button_ends_the_turn_and_the_next_peer_is_called(button: Pressed, who: int, state: TurnState) -> None:
    meeting = press(asked(), button, who)
    ended, following = meeting.turns_now
    assert (ended.state, ended.ended_at) == (state, clock("14:22"))
    assert (following.member, following.state, following.called_at) == (CAT, TurnState.CALLED, clock("14:22"))
    assert meeting.log[-1].key.of == following.id
    assert meeting.log[-1].under == meeting.head_key


@pytest.mark.parametrize(
    ("button", "who", "people"),
    [
        pytest.param(AskedForAnotherPrompt, ANA, ("U2",), id="another prompt is the peer's"),
        pytest.param(Thinks, CAT, ("U2",), id="time to think as well"),
        pytest.param(PassedTurn, ANA, ("U2",), id="and to pass"),
        pytest.param(DoneAsking, CAT, ("U2", "U1"), id="done is the peer's and the presenter's"),
        pytest.param(AskedAloud, CAT, ("U2", "U1"), id="aloud too, while the presenter is here"),
        pytest.param(ParkedQuestion, BEN, ("U1",), id="to park is the presenter's"),
        pytest.param(Declined, BEN, ("U1",), id="and to decline"),
        pytest.param(Declined, Actor("U9", None), ("U1",), id="not of somebody who is no member"),
    ],
)
def test_a_button_is_not_everybodys(button: Pressed, who: int | Actor, people: tuple[str, ...]) -> None:
    assert refusal(called(), button, who) == (Refusal.TURN_OF_ANOTHER, {"people": people})


def test_a_presenter_who_has_left_is_not_named() -> None:
    meeting = replace(called(), members=called().members[1:])
    assert refusal(meeting, DoneAsking, CAT) == (Refusal.TURN_OF_ANOTHER, {"people": ("U2",)})


def test_an_adviser_may_call_the_next_peer_aloud_and_is_named() -> None:
    meeting = replace(called(), of=replace(SET, adviser="U9"))
    assert refusal(meeting, AskedAloud, CAT) == (Refusal.TURN_OF_ANOTHER, {"people": ("U2", "U1", "U9")})
    assert press(meeting, AskedAloud, Actor("U9", None, is_adviser=True)).turns_now[0].state is TurnState.DONE


@pytest.mark.parametrize(
    ("at", "may"),
    [pytest.param("14:44", True, id="four minutes after the end"), pytest.param("14:43:59", False, id="before that")],
)
def test_once_its_step_is_long_over_anybody_may_end_a_turn(at: str, may: bool) -> None:
    meeting = called().with_step(time_up=True)
    if may:
        assert press(meeting, AskedAloud, CAT, at).step.kind is StepKind.RESTATE
    else:
        assert refusal(meeting, AskedAloud, CAT, at)[0] is Refusal.TURN_OF_ANOTHER


@pytest.mark.parametrize("button", BUTTONS)
def test_a_turn_that_is_over_stays_what_it_is(button: Pressed) -> None:
    meeting = press(asked(), DoneAsking, BEN)
    for who in (ANA, BEN):
        with pytest.raises(Refused, match=Refusal.TURN_OVER):
            then(meeting, button(turn=meeting.turns_now[0].id, by=by(who)), "14:23")
    with pytest.raises(Refused, match=Refusal.TURN_OVER):
        then(meeting, button(turn="of another meeting", by=by(BEN)), "14:23")


@pytest.mark.parametrize("button", BUTTONS)
def test_no_button_of_a_call_works_in_a_pause(button: Pressed) -> None:
    assert refusal(replace(called(), state=MeetingState.PAUSED), button, BEN) == (
        Refusal.PAUSED,
        {"standing": Standing.PAUSED},
    )


@pytest.mark.parametrize("button", [AskedForAnotherPrompt, Thinks, PassedTurn])
def test_what_is_for_before_the_question_is_refused_after_it(button: Pressed) -> None:
    assert refusal(asked(), button, BEN) == (Refusal.ASKED_ALREADY, {})


def test_another_prompt_stands_in_the_same_message() -> None:
    meeting, heard = called(), list[str]()
    for _ in range(4):
        heard.append(open_turn(meeting).prompt or "")
        before = [HeardPrompt(one, "slot1") for one in heard]
        pressed = AskedForAnotherPrompt(turn=open_turn(meeting).id, by=by(BEN))
        meeting = then(meeting, pressed, "14:21", heard_before=before)
    assert sorted(heard) == ["question-1", "question-2", "question-3", "question-4"]
    assert open_turn(meeting).prompt == heard[-1]  # the bank has no fifth one
    assert meeting.log == called().log


def lending(prompts: PromptsShown, nth: int = 2) -> Meeting:
    """BEN is called in a meeting of a set that chose so."""
    return replace(called(), nth=nth, of=replace(called().of, prompts=prompts))


@pytest.mark.parametrize(
    ("prompts", "nth", "shown", "lent"),
    [
        pytest.param(PromptsShown.LENT, 2, False, True, id="lent, from the second meeting on"),
        pytest.param(PromptsShown.LENT, 1, True, False, id="in the first meeting for all to see"),
        pytest.param(PromptsShown.NONE, 1, True, False, id="there also where the set wants none later"),
        pytest.param(PromptsShown.PUBLIC, 2, True, False, id="for all to see where the set chose that"),
        pytest.param(PromptsShown.NONE, 2, False, False, id="none"),
    ],
)
def test_prompts_stand_in_the_call_or_are_lent_as_the_set_chose(
    prompts: PromptsShown, nth: int, shown: bool, lent: bool
) -> None:
    meeting = lending(prompts, nth)
    assert (prompting.shows_prompts(meeting), prompting.lends_prompts(meeting)) == (shown, lent)
    after = press(meeting, PassedTurn, BEN, "14:21")
    assert (open_turn(after).prompt is not None) is shown


def test_prompts_are_lent_to_whoever_is_called_alone_and_count_as_heard() -> None:
    meeting = lending(PromptsShown.LENT)
    lent = decided(meeting, AskedToLend(turn=open_turn(meeting).id, by=by(BEN)), "14:21")
    assert len(set(lent.answer)) == 3
    assert {"question 1?", "question 2?"} < set(lent.answer), "what and who first"
    by_words = {one.text: one.id for one in BANK.prompts}
    assert lent.effects == tuple(PromptOffered(by_words[words], "slot1") for words in lent.answer)
    assert lent.meeting.turn == meeting.turn, "for all others nothing has changed"
    heard = [HeardPrompt(by_words[words], "slot1") for words in lent.answer]
    again = decided(meeting, AskedToLend(turn=open_turn(meeting).id, by=by(BEN)), "14:21", heard_before=heard)
    assert len(again.answer) == 1, "what this slot has not heard"
    assert not set(again.answer) & set(lent.answer)
    with pytest.raises(Refused):
        decided(meeting, AskedToLend(turn=open_turn(meeting).id, by=by(CAT)), "14:21")


def test_a_minute_more_to_think() -> None:
    assert silences(called()) == {Later.TURN_SILENT: clock("14:21:30")}
    assert silences(press(called(), Thinks, BEN, "14:21")) == {Later.TURN_SILENT: clock("14:22:30")}


def test_a_question_that_was_asked_aloud_is_answered() -> None:
    turn = press(called(), AskedAloud, BEN).turns_now[0]
    assert (turn.asked_at, turn.answered) == (clock("14:22"), True)
    assert press(asked(), AskedAloud, BEN).turns_now[0].asked_at == clock("14:21")


def test_a_question_is_parked_once_and_one_that_was_not_asked_leaves_no_link() -> None:
    ts = said(BEN, "14:21").words.ts
    once = then(asked(), ParkedMessage(ts="5.0", by=by(ANA)), "14:22")
    slot = press(once, ParkedQuestion, ANA).slot
    assert slot is not None
    assert slot.parked == ("5.0", ts)
    slot = press(called(), ParkedQuestion, ANA).slot
    assert slot is not None
    assert slot.parked == ()


def test_parking_the_message_of_the_open_turn_ends_it() -> None:
    parked = decided(asked(), ParkedMessage(ts=said(BEN, "14:21").words.ts, by=by(ANA)), "14:22")
    assert parked.answer is True
    assert parked.meeting.turns_now[0].state is TurnState.PARKED
    other = decided(asked(), ParkedMessage(ts="5.0", by=by(ANA)), "14:22")
    again = decided(other.meeting, ParkedMessage(ts="5.0", by=by(ANA)), "14:22")
    for one in (other, again):
        assert one.answer is False
        assert one.meeting.turns == asked().turns
        assert one.meeting.slot is not None
        assert one.meeting.slot.parked == ("5.0",)


@pytest.mark.parametrize("who", [by(BEN), Actor("U9", None, is_adviser=True)])
def test_only_the_presenter_parks(who: Actor) -> None:
    with pytest.raises(Refused) as refused:
        then(asked(), ParkedMessage(ts="5.0", by=who))
    assert refused.value.kind is Refusal.NOT_PRESENTING


# Silence


def ticks(m: Meeting, timer: Pressed, at: str, **changes: Any) -> Meeting:
    return then(replace(m, **changes), timer(turn=open_turn(m).id), at)


@pytest.mark.parametrize(
    ("at", "state"),
    [
        pytest.param("14:21:30", TurnState.SILENT, id="ninety seconds"),
        pytest.param("14:21:29", TurnState.CALLED, id="a second less"),
    ],
)
def test_a_peer_is_passed_over_for_silence(at: str, state: TurnState) -> None:
    assert ticks(called(), PeerSilent, at).turns_now[0].state is state


def test_whoever_thinks_is_passed_over_a_minute_later() -> None:
    thinking = press(called(), Thinks, BEN, "14:21")
    assert ticks(thinking, PeerSilent, "14:22:29").turns_now[0].state is TurnState.CALLED
    assert ticks(thinking, PeerSilent, "14:22:30").turns_now[0].state is TurnState.SILENT


def test_whoever_is_silent_without_a_sign_of_life_is_not_called_again() -> None:
    meeting, states = called(), []
    while meeting.turn is not None:
        turn = open_turn(meeting)
        states.append(turn.member)
        later = turn.called_at + timedelta(seconds=90)
        meeting = then(meeting, PeerSilent(turn=turn.id), f"{later:%H:%M:%S}")
    assert states == [BEN, CAT, DAN, BEN]  # BEN came into this step by a gesture, and is silent twice


def test_a_turn_is_done_after_a_while_of_quiet_unless_only_done_ends_it() -> None:
    assert ticks(asked(), TurnQuiet, "14:23").turns_now[0].state is TurnState.DONE
    assert ticks(called(), TurnQuiet, "14:23").turns_now[0].state is TurnState.CALLED
    assert ticks(hears(asked(), DAN, "14:22"), TurnQuiet, "14:23").turns_now[0].state is TurnState.ASKED


@pytest.mark.parametrize("timer", [PeerSilent, TurnQuiet, PresenterSilent])
@pytest.mark.parametrize("meeting", [called(), asked()])
def test_silence_does_nothing_in_a_pause_or_to_a_turn_that_is_over(timer: Pressed, meeting: Meeting) -> None:
    paused = replace(meeting, state=MeetingState.PAUSED)
    assert replace(ticks(paused, timer, "15:30"), now=paused.now) == paused
    over = press(asked(), DoneAsking, BEN)
    assert then(over, timer(turn=over.turns_now[0].id)) == over


def test_a_presenter_who_is_silent_for_three_minutes_is_offered_to_be_waited_for_once_a_slot() -> None:
    meeting = hears(asked(), DAN, "14:22")
    assert ticks(meeting, PresenterSilent, "14:23:59").slot == meeting.slot
    offered = ticks(meeting, PresenterSilent, "14:24")
    entry = offered.entry(offer_key("slot1"))
    assert entry is not None
    assert (entry.under, entry.facts["name"], entry.facts["presenter"]) == (
        offered.head_key,
        "presenter_silent",
        "U1",
    )
    assert silences(offered) == {}
    assert replace(ticks(offered, PresenterSilent, "14:30"), now=offered.now) == offered
