"""A call offers what its state allows, and says quietly how it ended."""

from dataclasses import replace

import pytest

from bot.domain.channel_messages import Untimely
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
        pytest.param(replace(CALLED, state=TurnState.ASKED), ["Next question", "Park", "Decline", *ALWAYS], id="asked"),
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
    assert again["text"].splitlines()[0] == "We're on <@UPEER1>'s question. Press *Next question* to move on."
    assert "can *Park*" not in again["text"]
    assert labels(again) == ["Next question", "Park", "Decline", *ALWAYS]


@pytest.mark.parametrize(
    ("state", "words"),
    [
        pytest.param(TurnState.DONE, "<@UPEER1> asked.", id="done"),
        pytest.param(TurnState.PASSED, "<@UPEER1> passed.", id="passed"),
        pytest.param(TurnState.SILENT, "<@UPEER1>: I'll come back to you.", id="silent"),
        pytest.param(TurnState.PARKED, "<@UPEER1> asked; the question is parked.", id="parked"),
        pytest.param(TurnState.DECLINED, "<@UPEER1> asked; <@UOURS> is leaving that one.", id="declined"),
        pytest.param(
            TurnState.CUT,
            "<@UPEER1>: we moved on before yours, sorry. If there's another slot today, you're first.",
            id="cut",
        ),
        pytest.param(TurnState.PUT_OFF, "<@UPEER1>, you're next", id="put off"),
    ],
)
def test_a_turn_that_is_over_is_a_quiet_line(state: TurnState, words: str) -> None:
    assert turns.call(call("Who cares?", state))["text"].startswith(words)


@pytest.mark.parametrize("state", [TurnState.SILENT, TurnState.CUT])
def test_somebody_who_is_not_called_again_is_not_promised_it(state: TurnState) -> None:
    assert turns.call(replace(call("Who cares?", state), again=False))["text"] == "<@UPEER1> was called."


def test_a_follow_up_is_offered_where_there_is_time_for_it() -> None:
    asked = replace(CALLED, state=TurnState.ASKED)
    assert "<@UPEER1> has asked, and can follow up once; over to <@UOURS>." in turns.call(asked)["text"]
    short = turns.call(replace(asked, follow_up=False))["text"]
    assert "We're short of time, so no follow-up." in short


def test_a_turn_that_waits_for_its_answer_says_what_ends_it() -> None:
    asked = replace(CALLED, state=TurnState.ASKED, interrupted=True)
    assert "This time I'll wait for *Next question*." in turns.call(asked)["text"]
    assert "wait for" not in turns.call(replace(asked, interrupted=False))["text"]


def test_a_call_says_that_the_time_is_up_instead_of_what_is_left_of_it() -> None:
    text = turns.call(replace(CALLED, minutes_left=3, time_up=True))["text"]
    assert "Time's up: finish this turn, and then we'll move on." in text
    assert "left" not in text


def test_park_and_decline_are_explained_once() -> None:
    asked = replace(CALLED, state=TurnState.ASKED)
    assert "<@UOURS> can *Park* a question for later or *Decline* it" in turns.call(asked)["text"]
    assert "*Park*" not in turns.call(replace(asked, intro_minutes=None))["text"]


@pytest.mark.parametrize(
    ("spoken", "words"),
    [
        pytest.param(False, "Press *Next question* when you've finished.", id="typed"),
        pytest.param(True, "When <@UOURS> has answered, press *Next person*.", id="spoken"),
    ],
)
def test_a_question_that_was_asked_names_the_button_that_ends_the_turn(spoken: bool, words: str) -> None:
    assert words in turns.call(replace(CALLED, state=TurnState.ASKED, spoken=spoken))["text"]


def test_the_first_call_opens_the_step_and_later_ones_do_not() -> None:
    assert turns.call(CALLED)["text"].startswith(
        "*Questions*, 15 minutes, in turn. <@UPEER1>, you're first to ask <@UOURS>."
    )
    later = replace(CALLED, intro_minutes=None, minutes_left=0)
    assert turns.call(later)["text"] == "<@UPEER1>, your turn to ask <@UOURS>. If it helps: _Who cares?_"


def test_an_older_call_says_how_the_turn_ended_as_the_newer_does() -> None:
    newer = call("", TurnState.DONE)
    assert (
        turns.call(replace(newer, elsewhere=True, latest=False))["text"]
        == turns.call(replace(newer, latest=False))["text"]
    )


@pytest.mark.parametrize(
    ("why", "whose", "link", "words"),
    [
        pytest.param(
            Untimely.PRESENTING,
            "",
            None,
            "A former member is presenting. Hold on to your question: questions come next.",
            id="presenting",
        ),
        pytest.param(
            Untimely.ASKING, "U1", None, "It's <@U1>'s turn. Hold on to yours; I'll come to you.", id="not yours yet"
        ),
        pytest.param(Untimely.LATE, "U1", None, "after I'd moved on to <@U1>. It's in the thread", id="late"),
        pytest.param(
            Untimely.LATE, "", None, "after I'd moved on. It's in the thread", id="late, and nobody is called"
        ),
        pytest.param(Untimely.OWN_SLOT, "", None, "in the thread under your slot's card: please write", id="own slot"),
        pytest.param(
            Untimely.OWN_SLOT,
            "",
            "https://slack.test/1",
            "in the thread <https://slack.test/1|under your slot's card>: please write",
            id="own slot, with a link",
        ),
        pytest.param(Untimely.ELSEWHERE, "", None, "in the thread under the slot's card: ask it", id="elsewhere"),
        pytest.param(
            Untimely.ELSEWHERE,
            "",
            "https://a.b/p1",
            "the thread <https://a.b/p1|under the slot's card>: ask",
            id="link",
        ),
    ],
)
def test_whoever_writes_out_of_turn_is_told_when_theirs_is(
    why: Untimely, whose: str, link: str | None, words: str
) -> None:
    assert words in turns.not_your_turn(whose, why, link)["text"]
