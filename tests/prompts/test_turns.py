"""A call offers what its state allows, and says quietly how it ended."""

from dataclasses import replace

import pytest

from bot.domain.states import TurnState
from bot.domain.turn_order import Call
from prompts import turns
from tests.prompts.samples import call, labels

ALWAYS = ["A moment", "More"]
CALLED = call("Who cares?", TurnState.CALLED)


@pytest.mark.parametrize(
    ("shown", "offered"),
    [
        pytest.param(CALLED, ["Pass", "Thinking", *ALWAYS], id="called"),
        pytest.param(replace(CALLED, thinking=True), ["Pass", *ALWAYS], id="thinking already"),
        pytest.param(replace(CALLED, spoken=True), ["Next person", "Pass", *ALWAYS], id="called aloud"),
        pytest.param(replace(CALLED, state=TurnState.ASKED), ["Done", "Park", "Decline", *ALWAYS], id="asked"),
        pytest.param(
            replace(CALLED, state=TurnState.ASKED, spoken=True),
            ["Next person", "Park", "Decline", *ALWAYS],
            id="asked aloud",
        ),
        pytest.param(replace(CALLED, paused=True), ["Resume"], id="paused"),
        pytest.param(replace(CALLED, latest=False), [], id="not the latest"),
        pytest.param(replace(CALLED, state=TurnState.DONE, controls=False), [], id="over"),
        pytest.param(
            replace(CALLED, state=TurnState.DONE, calling=False),
            ["That's it", *ALWAYS],
            id="over, the latest",
        ),
    ],
)
def test_a_call_offers_what_can_be_done(shown: Call, offered: list[str]) -> None:
    assert labels(turns.call(shown)) == offered


def test_posted_once_more_it_is_short_and_has_the_same_buttons() -> None:
    again = turns.call(replace(CALLED, state=TurnState.ASKED, shown_again=True))
    assert again["text"].splitlines()[0] == "We're on <@UPEER1>'s question; *Done* moves us on."
    assert "may *Park*" not in again["text"]
    assert labels(again) == ["Done", "Park", "Decline", *ALWAYS]


@pytest.mark.parametrize(
    ("state", "words"),
    [
        pytest.param(TurnState.DONE, "<@UPEER1> asked.", id="done"),
        pytest.param(TurnState.PASSED, "<@UPEER1> passed.", id="passed"),
        pytest.param(TurnState.SILENT, "<@UPEER1>: I'll come back to you.", id="silent"),
        pytest.param(TurnState.PARKED, "<@UPEER1> asked; the question is parked.", id="parked"),
        pytest.param(TurnState.DECLINED, "<@UPEER1> asked; <@UOURS> leaves the question open.", id="declined"),
        pytest.param(TurnState.CUT, "<@UPEER1> was called as the questions ended.", id="cut"),
        pytest.param(TurnState.PUT_OFF, "<@UPEER1>, right after this", id="put off"),
    ],
)
def test_a_turn_that_is_over_is_a_quiet_line(state: TurnState, words: str) -> None:
    assert turns.call(call("Who cares?", state))["text"].startswith(words)


def test_somebody_silent_who_is_not_called_again_is_not_promised_it() -> None:
    assert turns.call(replace(call("Who cares?", TurnState.SILENT), again=False))["text"] == "<@UPEER1> was called."


def test_a_follow_up_is_offered_where_there_is_time_for_it() -> None:
    asked = replace(CALLED, state=TurnState.ASKED)
    assert "<@UPEER1> may follow up once; then *Done* ends the turn." in turns.call(asked)["text"]
    short = turns.call(replace(asked, follow_up=False))["text"]
    assert "The round is short of time, so no follow-up; then *Done* ends the turn." in short


def test_a_turn_that_waits_for_its_answer_says_what_ends_it() -> None:
    asked = replace(CALLED, state=TurnState.ASKED, interrupted=True)
    assert "only *Done* ends it" in turns.call(asked)["text"]
    assert "only *Done* ends it" not in turns.call(replace(asked, interrupted=False))["text"]


def test_a_call_says_that_the_time_is_up_instead_of_what_is_left_of_it() -> None:
    text = turns.call(replace(CALLED, warned=True, time_up=True))["text"]
    assert "The time is up: this turn may finish, then we move on." in text
    assert "a fifth" not in text


def test_park_and_decline_are_explained_once() -> None:
    asked = replace(CALLED, state=TurnState.ASKED)
    assert "<@UOURS> may *Park* a question for later or *Decline* it" in turns.call(asked)["text"]
    assert "*Park*" not in turns.call(replace(asked, intro_minutes=None))["text"]


@pytest.mark.parametrize(
    ("spoken", "words"),
    [
        pytest.param(False, "then *Done* ends the turn.", id="typed"),
        pytest.param(True, "then *Next person* ends the turn.", id="spoken"),
    ],
)
def test_a_question_that_was_asked_names_the_button_that_ends_the_turn(spoken: bool, words: str) -> None:
    assert words in turns.call(replace(CALLED, state=TurnState.ASKED, spoken=spoken))["text"]


def test_the_first_call_opens_the_step_and_later_ones_do_not() -> None:
    assert turns.call(CALLED)["text"].startswith("*Questions*, 15 minutes, in turn. <@UPEER1>, you ask <@UOURS> first.")
    later = replace(CALLED, intro_minutes=None, warned=False)
    assert turns.call(later)["text"] == "<@UPEER1>, your turn to ask <@UOURS>. If it helps: _Who cares?_"


def test_an_older_call_says_how_the_turn_ended_as_the_newer_does() -> None:
    newer = call("", TurnState.DONE)
    assert (
        turns.call(replace(newer, elsewhere=True, latest=False))["text"]
        == turns.call(replace(newer, latest=False))["text"]
    )
