"""A spoken meeting: the bot keeps the process, messages move nothing, and nobody is passed over for silence."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.house import House, a_house, labels
from tests.scenes.play import call, called, newest, private, said, to_the_questions, to_the_slot

NEXT_PEER = "Asked, next peer"


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    """A set that talks on a call."""
    async with a_house(tmp_path) as house:
        await house.found(spoken="spoken")
        yield house


@pytest.mark.promise(49, 50, 51)
async def test_each_call_is_moved_on_by_asker_or_presenter_and_by_nothing_that_is_typed(house: House) -> None:
    await to_the_questions(house, house.dan)
    assert labels(call(house)) == [NEXT_PEER, "Another prompt", "Pass", "Next", "+5 minutes", "Pause"]
    assert "Ask aloud; then one of you presses *Asked, next peer*." in call(house).text
    await house.pass_time(minutes=4)
    assert called(house) == house.ana
    await house.say(house.ana, "The link I meant is in the pinned note, is it not?")
    await house.say(house.ben, "Here is the plan of the lab")
    await house.pass_time(minutes=3)
    assert called(house) == house.ana
    assert private(house, house.ben)[1:] == []
    await house.press(house.dan, NEXT_PEER, call(house))
    assert private(house, house.dan)[-1] == (
        "Moving on is for <@U003CHLOE>, whose slot it is. You can pause the meeting."
    )
    await house.press(house.ana, NEXT_PEER, call(house))
    assert called(house) == house.ben
    await house.press(house.chloe, NEXT_PEER, call(house))
    assert called(house) == house.dan
    assert "<@U001ANA> asked." in said(house)


async def test_time_does_not_cut_short_whoever_is_asking_aloud(house: House) -> None:
    await to_the_questions(house)
    await house.press(house.ana, NEXT_PEER, call(house))
    await house.pass_time(minutes=17)
    assert called(house) == house.ben
    assert "The turn that is open may finish" in said(house)[-1]
    await house.press(house.ben, NEXT_PEER, call(house))
    assert "*Restate.*" in said(house)[-1]
    await house.say(house.chloe, "Typed while we talk")
    await house.pass_time(seconds=60)
    assert "*Restate.*" in said(house)[-1]


async def test_a_spoken_meeting_that_everybody_left_pauses_itself(house: House) -> None:
    await to_the_slot(house)
    await house.pass_time(minutes=60)
    assert said(house)[-1].startswith("Two steps ran out without a word from anybody")
    assert labels(newest(house, "meeting 1 of 4")) == ["Resume"]
