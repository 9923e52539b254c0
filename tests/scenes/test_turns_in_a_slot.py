"""Questioning in turn: when a turn ends, who is called next, and who is told that it is another's turn."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from tests.house import House, a_house, labels
from tests.scenes.play import (
    arrives_late,
    asks,
    call,
    called,
    has_a_turn,
    newest,
    private,
    said,
    to_the_questions,
    to_the_slot,
)

OVER = "That turn is over; the set has moved on. Nothing has changed."
LATER = "<@U001ANA>, later."


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    """Ana is called to ask Chloé; Ben and Dan are here too, Eva is not."""
    async with a_house(tmp_path) as house:
        await house.found()
        await to_the_questions(house, house.dan)
        assert called(house) == house.ana
        yield house


@pytest.mark.promise(57)
async def test_a_turn_ends_two_minutes_after_the_last_word_of_asker_or_presenter(house: House) -> None:
    await asks(house, house.ana)
    await house.pass_time(seconds=110)
    await house.say(house.chloe, "I do not know")
    await house.pass_time(seconds=110)
    await house.say(house.ana, "What would you like it to be?")
    await house.pass_time(seconds=110)
    assert called(house) == house.ana
    await house.pass_time(seconds=12)
    assert called(house) == house.ben
    assert "<@U001ANA> asked." in said(house)


@pytest.mark.promise(2, 57)
async def test_a_turn_ends_by_done_of_asker_or_presenter_by_pass_by_park_and_by_decline(house: House) -> None:
    await has_a_turn(house, house.ana)
    await asks(house, house.ben)
    await house.press(house.dan, "Done", call(house))
    assert private(house, house.dan)[-1] == "That button is for <@U002BEN> or <@U003CHLOE>. Nothing has changed."
    await house.press(house.chloe, "Done", call(house))
    await house.press(house.dan, "Pass", call(house))
    assert "<@U004DAN> passed." in said(house)
    await asks(house, house.ana)
    await house.press(house.ana, "Park", call(house))
    assert private(house, house.ana)[-1] == "That button is for <@U003CHLOE>. Nothing has changed."
    await house.press(house.chloe, "Park", call(house))
    assert "<@U001ANA> asked; the question is parked." in said(house)
    await asks(house, house.ben)
    await house.press(house.chloe, "Decline", call(house))
    assert "<@U002BEN> asked; <@U003CHLOE> leaves the question open." in said(house)
    assert called(house) == house.dan


async def test_a_turn_ends_by_the_shortcut_that_parks_its_question(house: House) -> None:
    await asks(house, house.ana)
    question = house.ws.everything(house.room)[-1]
    await house.ws.shortcut(house.dan, "park_question", question)
    await house.settle()
    assert "Parking a question is for the presenter" in private(house, house.dan)[-1]
    assert called(house) == house.ana
    await house.ws.shortcut(house.chloe, "park_question", question)
    await house.settle()
    assert "<@U001ANA> asked; the question is parked." in said(house)
    assert called(house) == house.ben


@pytest.mark.promise(59)
async def test_only_done_ends_a_turn_with_a_third_persons_message_between_question_and_answer(house: House) -> None:
    await asks(house, house.ana)
    await house.say(house.dan, "We had the same in physics")
    await house.pass_time(minutes=4)
    await house.say(house.chloe, "Did you?")
    await house.pass_time(minutes=4)
    assert called(house) == house.ana
    await house.press(house.chloe, "Done", call(house))
    assert called(house) == house.ben


@pytest.mark.promise(59, 66)
async def test_a_third_persons_message_before_the_question_or_after_the_answer_changes_nothing(house: House) -> None:
    before = house.clock.now()
    await house.pass_time(seconds=20)
    await asks(house, house.ana)
    await arrives_late(house, house.dan, "We had the same in physics", before)
    await house.pass_time(seconds=125)
    assert called(house) == house.ben
    await asks(house, house.ben)
    await house.say(house.chloe, "They would have to trust each other")
    await house.say(house.dan, "So would ours")
    await house.pass_time(seconds=125)
    assert called(house) == house.dan


@pytest.mark.promise(54)
async def test_a_call_is_its_peers_alone_and_offers_prompts_that_nobody_has_heard(house: House) -> None:
    for label in ("Another prompt", "Pass", "Thinking"):
        await house.press(house.ben, label, call(house))
        assert private(house, house.ben)[-1] == "That button is for <@U001ANA>. Nothing has changed."
    assert called(house) == house.ana
    heard = set()
    for _ in range(5):
        heard.add(call(house).text.partition("If it helps: ")[2])
        await house.press(house.ana, "Another prompt", call(house))
    assert len(heard) == 5


@pytest.mark.promise(55, 56)
async def test_several_messages_are_one_question_and_a_call_that_is_over_changes_nothing(house: House) -> None:
    opened, old = call(house).ts, replace(call(house))
    await house.say(house.ana, "Just a second")
    await house.say(house.ana, "What would have to be true for both to want this?")
    await house.say(house.chloe, "Trust")
    await house.say(house.ana, "And who could begin?")
    assert call(house).ts == opened
    assert labels(call(house)) == ["Done", "Park", "Decline", "Next", "+5 minutes", "Pause"]
    asked = replace(call(house))
    await house.press(house.ana, "Pass", old)
    assert private(house, house.ana)[-1] == (
        "The question is asked already: *Done* ends the turn. Nothing has changed."
    )
    await house.press(house.ana, "Done", asked)
    for label, button in (("Done", asked), ("Park", asked)):
        await house.press(house.chloe, label, button)
        assert private(house, house.chloe)[-1] == OVER
    await house.press(house.ana, "Thinking", old)
    assert private(house, house.ana)[-1] == OVER
    assert called(house) == house.ben


@pytest.mark.promise(61, 63)
async def test_silence_passes_over_and_calls_again_at_the_end_of_the_round_but_not_a_third_time(house: House) -> None:
    await house.press(house.chloe, "+5 minutes", call(house))
    await house.pass_time(seconds=70)
    assert called(house) == house.ana
    await house.pass_time(seconds=20)
    assert called(house) == house.ben
    assert "<@U001ANA>, later." in said(house)
    await house.say(house.ana, "Sorry, the door", in_thread=False)
    await has_a_turn(house, house.ben)
    await house.press(house.dan, "Thinking", call(house))
    assert labels(call(house)) == ["Another prompt", "Pass", "Next", "+5 minutes", "Pause"]
    await house.pass_time(seconds=130)
    assert called(house) == house.dan
    await house.pass_time(seconds=25)
    assert called(house) == house.ana
    await house.pass_time(seconds=95)
    await has_a_turn(house, house.dan)
    await has_a_turn(house, house.ben)
    await has_a_turn(house, house.dan)
    assert called(house) == house.ben


@pytest.mark.promise(66)
async def test_a_question_that_was_written_in_time_may_arrive_later(house: House) -> None:
    await house.pass_time(seconds=60)
    written = house.clock.now()
    await house.pass_time(seconds=10)
    await arrives_late(house, house.ana, "Who could begin?", written)
    assert labels(call(house))[:3] == ["Done", "Park", "Decline"]
    await house.press(house.chloe, "Done", call(house))
    await arrives_late(house, house.ana, "And when?", written + timedelta(seconds=1))
    assert labels(call(house))[:1] == ["Another prompt"]
    assert private(house, house.ana)[-1].startswith("*Heads of department* is founded")


@pytest.mark.promise(62)
async def test_somebody_without_a_sign_of_life_is_not_called_a_second_time(house: House) -> None:
    await house.pass_time(seconds=95)
    await has_a_turn(house, house.ben)
    await has_a_turn(house, house.dan)
    assert called(house) == house.ben


async def test_with_nobody_left_to_call_the_controls_stay_and_whoever_comes_back_is_called(house: House) -> None:
    await house.pass_time(seconds=300)
    assert labels(newest(house, "I call each of you by name")) == ["That's it", "+5 minutes", "Pause"]
    await house.say(house.dan, "Back again", in_thread=False)
    assert called(house) == house.dan


@pytest.mark.promise(18, 31, 60)
async def test_everybody_is_called_once_before_anybody_twice_and_a_latecomer_at_the_end(house: House) -> None:
    await house.press(house.chloe, "+5 minutes", call(house))
    await has_a_turn(house, house.ana)
    await house.say(house.eva, "Here at last", in_thread=False)
    order = []
    for _ in range(5):
        order.append(called(house))
        await has_a_turn(house, called(house))
    assert order == [house.ben, house.dan, house.eva, house.ana, house.ben]


@pytest.mark.promise(64, 65)
async def test_talk_out_of_turn_is_told_privately_once_a_slot(house: House) -> None:
    await house.say(house.dan, "Thanks, Chloé!")
    assert private(house, house.dan)[1:] == []
    await house.say(house.ben, "You should talk to both of them")
    assert private(house, house.ben)[-1] == (
        "It is <@U001ANA>'s turn to ask just now. Keep your question: I call you in your turn."
    )
    told = len(private(house, house.ben))
    await house.say(house.ben, "Really, talk to them")
    await has_a_turn(house, house.ana)
    assert len(private(house, house.ben)) == told
    await house.say(house.chloe, "While you think: one more thing about May")
    assert private(house, house.chloe)[-1].startswith("Raised:")


async def test_an_answer_that_arrives_before_its_question_is_an_answer(tmp_path: Path) -> None:
    async with a_house(tmp_path) as house:
        await house.found()
        await to_the_questions(house)
        await house.pass_time(seconds=20)
        written = house.clock.now()
        await house.pass_time(seconds=20)
        await house.say(house.chloe, "They would have to trust each other")
        await arrives_late(house, house.ana, "What would have to be true?", written)
        await house.say(house.ben, "We had the same in physics")
        await house.pass_time(seconds=125)
        assert called(house) == house.ben


async def test_whoever_talks_into_the_presenting_is_told_that_asking_comes_next(tmp_path: Path) -> None:
    async with a_house(tmp_path) as house:
        await house.found()
        await to_the_slot(house)
        await house.say(house.ben, "Have you thought of buying another one?")
        assert private(house, house.ben)[-1] == (
            "<@U003CHLOE> is presenting just now. Keep your question: asking comes right after."
        )
        await house.say(house.chloe, "Not yet")
        assert labels(newest(house, "this thread is where we meet"))[0] == "That's it"


@pytest.mark.promise(71)
async def test_whoever_was_not_called_is_called_first_in_the_next_slot(tmp_path: Path) -> None:
    async with a_house(tmp_path) as house:
        await house.found(minutes="150")
        await house.command(house.ben, "/set-issue", "When to tell staff about the merger")
        await house.command(house.chloe, "/set-issue", "Two departments will not share a technician")
        await house.start(house.ben, house.chloe, house.dan, house.eva)
        await house.press(house.chloe, "Number 2 goes")
        await house.press(house.chloe, "That's it")
        await house.press(house.chloe, "Next")
        await has_a_turn(house, house.ana)
        await house.press(house.chloe, "Next", call(house))
        for label in ("Next", "That's all"):
            await house.press(house.chloe, label)
        await house.press(house.chloe, "Next", newest(house, "*Before we leave this slot.*"))
        assert "*Slot 2, <@U002BEN>*" in newest(house, "*Slot 2").text
        await house.press(house.ben, "That's it")
        await house.press(house.ben, "Next")
        order = []
        for _ in range(4):
            order.append(called(house))
            await house.press(called(house), "Pass", call(house))
        assert order == [house.dan, house.eva, house.ana, house.chloe]


@pytest.mark.promise(58)
async def test_a_set_chooses_how_long_a_turn_waits_for_another_word(tmp_path: Path) -> None:
    async with a_house(tmp_path) as house:
        await house.found(quiet_seconds="60")
        await to_the_questions(house)
        await asks(house, house.ana)
        await house.pass_time(seconds=58)
        assert called(house) == house.ana
        await house.pass_time(seconds=4)
        assert called(house) == house.ben


@pytest.mark.promise(70)
async def test_a_round_that_cannot_finish_leaves_out_follow_ups(tmp_path: Path) -> None:
    async with a_house(tmp_path) as house:
        await house.found()
        await to_the_questions(house, house.dan, house.eva)
        await asks(house, house.ana)
        assert "may follow up once" in call(house).text
        await house.say(house.ben, "We had the same in physics")
        await house.pass_time(minutes=11, seconds=30)
        await house.press(house.chloe, "Done", call(house))
        await asks(house, house.ben)
        assert "The round is short of time, so no follow-up; then *Done* ends the turn." in call(house).text
        await house.pass_time(seconds=40)
        assert called(house) == house.ben, "an answer is waited for as ever"
        await house.say(house.chloe, "They would have to trust each other")
        await house.pass_time(seconds=20)
        await house.say(house.ben, "And what else?")
        await house.pass_time(seconds=12)
        assert called(house) == house.dan
