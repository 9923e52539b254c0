"""A slot's steps mention everyone once, show what the presenter prepared, and offer what each kind needs."""

from dataclasses import replace
from typing import Any

import pytest

from bot.domain.controls import Standing
from bot.domain.meetings import SlotCard
from bot.domain.states import IssueKind
from bot.domain.step_kinds import StepKind
from prompts.issues import CHALLENGE
from prompts.slots import slot_card, slot_step
from tests.prompts.samples import NOW, labels
from tests.prompts.samples import slot_step as shown

ALWAYS = ["A moment", "More"]


@pytest.mark.parametrize(
    ("kind", "offered"),
    [
        pytest.param(StepKind.PRESENT, ["That's it", "Write my question down", *ALWAYS], id="present"),
        pytest.param(StepKind.CLARIFY, ["Next", *ALWAYS], id="clarify"),
        pytest.param(StepKind.QUESTION, ["That's it", *ALWAYS], id="question"),
        pytest.param(StepKind.RESTATE, ["Write it down", "Next", *ALWAYS], id="restate"),
        pytest.param(StepKind.COMMIT, ["Add an action", "That's all", "None this time", *ALWAYS], id="commit"),
        pytest.param(StepKind.SLOT_REVIEW, ["Which question helped most?", "Keep this", *ALWAYS], id="slot review"),
    ],
)
def test_a_step_offers_its_controls_only_while_it_runs(kind: StepKind, offered: list[str]) -> None:
    assert labels(slot_step(shown("words", kind))) == offered
    assert labels(slot_step(shown("words", kind, paused=True))) == ["Resume"]
    assert labels(slot_step(shown("words", kind, is_open=False))) == []


def test_only_the_first_step_mentions_everyone_present() -> None:
    first = shown("words", StepKind.PRESENT)
    assert slot_step(first)["text"].count("<@UPEER3>") == 1
    assert "<@UPEER3>" not in slot_step(replace(first, first=False))["text"]


def test_what_the_presenter_did_not_prepare_is_not_shown() -> None:
    bare = replace(shown("", StepKind.PRESENT), why="It is my team")
    text = slot_step(bare)["text"]
    assert "*Why it matters:* It is my team" in text
    assert "Tried so far" not in text
    assert "*Wanted from the set:* A rest" in slot_step(replace(bare, wanted="A rest"))["text"]
    assert "*Challenge welcome:* a fair amount, with support" in text


def test_the_words_of_the_format_are_shown_as_they_are() -> None:
    assert "spoken words" in slot_step(shown("x", StepKind.CLARIFY))["text"]
    named = replace(shown("x", StepKind.CLARIFY), says="{presenter} and {peers}", peers=("U1", "U2"))
    assert "<@UOURS> and <@U1> <@U2>\n" in slot_step(named)["text"]
    assert "The presenter and <@U1> <@U2>\n" in slot_step(replace(named, presenter=""))["text"]


def test_a_step_whose_time_is_up_says_when_the_meeting_moves_on() -> None:
    message = slot_step(replace(shown("words", StepKind.CLARIFY), minutes_left=2, time_up=True))
    assert labels(message) == ["Next", "+5 minutes", *ALWAYS]
    text = message["text"]
    assert "Time's up. I'll move on at <!date^" in text
    assert "minutes left" not in text


def test_a_review_says_until_when_the_last_one_is_waited_for() -> None:
    waits = replace(shown("words", StepKind.SLOT_REVIEW), goes_on=NOW)
    assert "We're nearly all there, so I'll move on at <!date^" in slot_step(waits)["text"]
    assert "nearly" not in slot_step(replace(waits, time_up=True))["text"]


def test_a_slot_card_shows_what_was_kept() -> None:
    text = slot_card(SlotCard("U1", "A technician", "Who decides?", "Who goes first?", 1, NOW, 2))["text"]
    assert text.startswith("*Slot 1, <@U1>* · until <!date^")
    assert "*The question:* Who decides?" in text
    assert "*The real question now:* Who goes first?" in text
    assert "Takes on 2 actions." in text


def test_the_card_of_a_slot_that_its_presenter_ended_promises_nothing() -> None:
    over = SlotCard("U1", "", "", "", 1, None, 0)
    assert "below this card" in slot_card(over)["text"]
    assert "below this card" not in slot_card(replace(over, ended_early=True))["text"]


def test_a_slot_that_is_over_says_so() -> None:
    over = SlotCard("U1", "A technician", "", "", 1, None, 0)
    assert "*Slot 1, <@U1>* · over" in slot_card(over)["text"]
    assert "It's all below this card." in slot_card(over)["text"]
    assert slot_card(replace(over, sentence="", ended_early=True))["text"] == "*Slot 1, <@U1>* · over"


def test_on_its_card_a_slot_is_stopped_and_all_else_is_behind_more() -> None:
    card = SlotCard("U1", "A technician", "", "", 1, NOW, 0, standing=Standing.MOMENT)
    assert labels(slot_card(card)) == ALWAYS
    assert labels(slot_card(replace(card, paused=True))) == ["Go on", "More"]
    assert labels(slot_card(replace(card, until=None))) == []


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        pytest.param({}, "I'll call each of you", id="nobody could be called so far"),
        pytest.param({"opened_above": True}, "", id="the first call, or the writing, has opened it"),
        pytest.param({"opened_above": True, "calling": True}, "*Questions*, ", id="somebody is called below"),
    ],
)
def test_the_questions_are_opened_once(changes: dict[str, Any], says: str) -> None:
    words = "I'll call each of you by name."
    step = replace(shown("", StepKind.QUESTION), says=words, first=False)
    step = replace(step, **{"calling": False, **changes})
    text = slot_step(step)["text"]
    assert text.startswith(says)
    assert (words in text) is not step.opened_above
    assert ("Nobody is waiting for a turn." in text) is not step.calling


@pytest.mark.parametrize(("spoken", "where"), [(False, "ask it here."), (True, "just ask.")])
def test_where_nobody_waits_for_a_turn_a_question_is_asked_as_the_set_talks(spoken: bool, where: str) -> None:
    text = slot_step(replace(shown("words", StepKind.QUESTION), calling=False, spoken=spoken))["text"]
    assert f"Nobody is waiting for a turn. If you have a question, {where}" in text


@pytest.mark.parametrize("number", [1, 2, 3])
def test_no_number_of_a_form_stands_in_a_message(number: int) -> None:
    text = slot_step(replace(shown("words", StepKind.PRESENT), challenge=number))["text"]
    assert f"*Challenge welcome:* {CHALLENGE[number]}" in text
    assert f"{number}:" not in text


@pytest.mark.parametrize(
    ("kind", "changes", "words"),
    [
        pytest.param(StepKind.PRESENT, {"why": "", "presenter": ""}, "Thank you.", id="of somebody who has left"),
        pytest.param(StepKind.CLARIFY, {}, "That's it for clarifying.", id="clarified"),
        pytest.param(StepKind.RESTATE, {"restated": ""}, "Thank you, <@UOURS>.", id="nothing restated"),
        pytest.param(StepKind.COMMIT, {"actions": 1}, "<@UOURS> takes on one action.", id="one action"),
        pytest.param(StepKind.COMMIT, {"said_none": True}, "<@UOURS> isn't taking on an action this time.", id="none"),
        pytest.param(
            StepKind.COMMIT,
            {},
            "<@UOURS> hasn't settled on an action yet. There's another chance at the end.",
            id="not said yet",
        ),
        pytest.param(
            StepKind.SLOT_REVIEW,
            {"presenter": "", "next_presenter": "U2"},
            "That's the end of a former member's slot. Thank you all. There's time for another: <@U2> is next, in the channel.",
            id="the next slot",
        ),
        pytest.param(StepKind.CLARIFY, {"ended_early": True}, "This part is over.", id="ended by its presenter"),
    ],
)
def test_a_step_that_is_over_says_little(kind: StepKind, changes: dict[str, Any], words: str) -> None:
    assert slot_step(replace(shown("", kind, is_open=False), **changes))["text"].startswith(words)


@pytest.mark.parametrize("kind", [kind for kind in StepKind if kind.in_slot])
def test_a_step_shows_the_question_that_it_offers_as_long_as_it_is_open(kind: StepKind) -> None:
    asks = replace(shown("words", kind), prompt="Who cares?", presenter_prompt="")
    assert slot_step(asks)["text"].count("Who cares?") == 1
    assert "Who cares?" not in slot_step(replace(asks, open=False))["text"]


def test_the_review_of_a_slot_has_a_question_for_the_presenter_and_one_for_the_others() -> None:
    both = replace(shown("words", StepKind.SLOT_REVIEW), prompt="What do you take?", presenter_prompt="What helped?")
    text = slot_step(both)["text"]
    assert "For <@UOURS>, if it helps: _What helped?_\nFor everyone else: _What do you take?_" in text
    assert "For everyone else" not in slot_step(replace(both, prompt=""))["text"]
    assert "If it helps: _What do you take?_" in slot_step(replace(both, presenter_prompt=""))["text"]


def test_where_nothing_was_asked_nobody_is_asked_which_question_helped() -> None:
    unasked = replace(shown("words", StepKind.SLOT_REVIEW), unasked=True)
    assert labels(slot_step(unasked)) == ["Keep this", *ALWAYS]


def test_an_opportunity_is_called_one_on_its_card_and_in_its_thread() -> None:
    card = SlotCard("UOURS", "A workshop next door", "", "", 1, NOW, 0)
    assert "An opportunity: _A workshop next door_" in slot_card(replace(card, about=IssueKind.OPPORTUNITY))["text"]
    assert "opportunity" not in slot_card(card)["text"]
    step = shown("words", StepKind.PRESENT)
    assert "*Tried so far:* words" in slot_step(step)["text"]
    assert "*Done so far:* words" in slot_step(replace(step, about=IssueKind.OPPORTUNITY))["text"]
