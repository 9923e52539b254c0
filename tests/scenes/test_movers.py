"""Who may move a meeting on: presenter, adviser, and any member where they are gone."""

from pathlib import Path

import pytest

from tests.house import a_house, plain
from tests.scenes.play import ISSUE, call, called, has_a_turn, newest, private, said, to_the_slot

PRESENTING = "this thread is where we meet"


@pytest.mark.promise(2, 4, 6, 19)
async def test_without_an_adviser_any_member_here_moves_and_inside_a_slot_its_presenter_alone(tmp_path: Path) -> None:
    async with a_house(tmp_path) as house:
        await house.found()
        await house.command(house.chloe, "/set-issue", ISSUE)
        await house.start()
        await house.press(house.ana, "Next", newest(house, "Opening until"))
        assert private(house, house.ana)[-1] == (
            "1 here so far; a meeting of this set needs 3. *I'm here* is on the agenda card."
        )
        for one in (house.ben, house.chloe):
            await house.press(one, "I'm here")
        await house.press(house.ben, "Next", newest(house, "Opening until"))
        assert "*Slot 1, <@U003CHLOE>*" in newest(house, "*Slot 1").text
        await house.command(house.ana, "/set", "next")
        assert private(house, house.ana)[-1] == (
            "Moving on is for <@U003CHLOE>, whose slot it is. You can pause the meeting."
        )
        old = newest(house, PRESENTING)
        await house.press(house.chloe, "That's it")
        await house.press(house.chloe, "Next")
        await house.ws.press(house.chloe, old.as_it_was(0), "+5 minutes")
        await house.settle()
        assert private(house, house.chloe)[-1] == (
            "The meeting has moved on since that button was drawn. Nothing has changed."
        )
        await house.command(house.chloe, "/set", "end")
        assert "*How did we work?*" in said(house)[-1]


@pytest.mark.promise(1, 5, 6, 65)
async def test_an_adviser_moves_every_step_is_never_called_and_is_replaced_after_five_minutes(tmp_path: Path) -> None:
    async with a_house(tmp_path) as house:
        await house.found(adviser=house.otto.id)
        await house.command(house.chloe, "/set-issue", ISSUE)
        await house.start(house.ben, house.chloe)
        await house.press(house.ana, "Next", newest(house, "Opening until"))
        assert private(house, house.ana)[-1] == (
            "Moving on is for <@U006OTTO>, the adviser. You can pause the meeting."
        )
        await house.command(house.otto, "/set", "next")
        await house.command(house.ana, "/set", "next")
        assert private(house, house.ana)[-1] == (
            "Moving on is for <@U003CHLOE>, whose slot it is, or <@U006OTTO>, the adviser. You can pause the meeting."
        )
        await house.command(house.otto, "/set", "next")
        await house.press(house.otto, "Next", newest(house, "*Clarify*"))
        await house.say(house.otto, "Take your time, all of you")
        assert private(house, house.otto) == []
        for one in (house.ana, house.ben, house.ana):
            await has_a_turn(house, one)
        assert called(house) == house.ben
        await house.press(house.otto, "Next", call(house))
        await house.press(house.otto, "Next", newest(house, "*Restate.*"))
        await house.command(house.otto, "/set", "end")
        assert "*Before we part.*" in said(house)[-1]
        await house.command(house.ben, "/set", "end")
        assert private(house, house.ben)[-1] == (
            "Moving on is for <@U006OTTO>, the adviser. You can pause the meeting."
        )
        await house.pass_time(minutes=5, seconds=1)
        await house.command(house.ben, "/set", "end")
        assert "*That was meeting 1 of 4.*" in newest(house, "*That was").text


@pytest.mark.promise(1, 25)
async def test_an_adviser_extends_a_step_and_changes_the_order(tmp_path: Path) -> None:
    async with a_house(tmp_path) as house:
        await house.found(adviser=house.otto.id)
        await house.command(house.chloe, "/set-issue", ISSUE)
        await house.command(house.ben, "/set-issue", "When to tell staff about the merger")
        await house.start(house.ben, house.chloe)
        await house.press(house.otto, "+5 minutes", newest(house, "Opening until"))
        assert "Opening until 14:13 UTC" in plain(newest(house, "Opening until").text)
        await house.press(house.otto, "Next", newest(house, "Opening until"))
        assert f"I suggest <@{house.chloe.id}>" in newest(house, "I suggest").text
        await house.press(house.ana, "Number 2 goes")
        assert "Moving on is for <@U006OTTO>, the adviser." in private(house, house.ana)[-1]
        await house.press(house.otto, "Number 2 goes")
        assert f"*Slot 1, <@{house.ben.id}>*" in newest(house, "*Slot 1").text


@pytest.mark.promise(7)
async def test_an_adviser_who_presents_hands_moving_to_the_others(tmp_path: Path) -> None:
    async with a_house(tmp_path) as house:
        await house.found(adviser=house.chloe.id)
        await house.command(house.chloe, "/set-issue", ISSUE)
        await house.start(house.ben, house.chloe)
        await house.press(house.chloe, "Next", newest(house, "Opening until"))
        await house.command(house.ben, "/set", "next")
        assert "*Clarify*" in said(house)[-1]
        await house.press(house.chloe, "Next", newest(house, "*Clarify*"))
        assert called(house) == house.ana


async def test_who_is_not_here_must_say_so_first_and_who_is_no_member_learns_nothing(tmp_path: Path) -> None:
    async with a_house(tmp_path) as house:
        await house.found()
        await to_the_slot(house)
        await house.command(house.otto, "/set", "next")
        assert "There is a set in this channel, and you are not in it." in private(house, house.otto)[-1]
        assert PRESENTING in newest(house, PRESENTING).text
