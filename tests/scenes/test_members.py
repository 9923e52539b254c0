"""Members who are away, come back, leave, or join again."""

from pathlib import Path

import pytest

from tests.house import a_house
from tests.scenes.play import called, newest, private, said, to_the_questions, to_the_slot


@pytest.mark.promise(9, 19)
async def test_whoever_is_away_is_not_waited_for(tmp_path: Path) -> None:
    async with a_house(tmp_path) as house:
        await house.found()
        answer = await house.command(house.eva, "/set", "away until 3 Dec")
        assert "away until Thu 3 Dec 2026" in answer.text
        await house.start(house.ben, house.chloe, house.dan)
        assert "Opening: over" in newest(house, "Opening:").text, "all who are not away are here"
        assert f"Away: <@{house.eva.id}>" in newest(house, "meeting 1 of 4").text


async def test_a_member_comes_back_earlier(tmp_path: Path) -> None:
    async with a_house(tmp_path) as house:
        await house.found()
        await house.command(house.eva, "/set", "away until 3 Dec")
        await house.command(house.eva, "/set", "back")
        await house.start(house.ben)
        assert "Away" not in newest(house, "meeting 1 of 4").text


async def test_away_without_a_day_or_with_a_strange_one_is_asked_about(tmp_path: Path) -> None:
    async with a_house(tmp_path) as house:
        await house.found()
        assert "Say until when" in (await house.command(house.eva, "/set", "away")).text
        assert "no 31 February" in (await house.command(house.eva, "/set", "away until 31 Feb")).text


async def test_whoever_leaves_is_asked_once_and_is_gone_from_the_set(tmp_path: Path) -> None:
    async with a_house(tmp_path) as house:
        await house.found()
        await house.command(house.dan, "/set-issue", "A thing of mine")
        await house.command(house.dan, "/set", "leave")
        await house.press(house.dan, "Leave the set", house.ws.ephemerals(house.dan)[-1])
        assert "You have left" in private(house, house.dan)[-1]
        assert house.dan.id not in (await house.command(house.ana, "/set", "members")).text
        refused = await house.command(house.dan, "/set", "plan")
        assert "you are not in it" in refused.text
        await house.start(house.ben)
        assert "A thing of mine" not in "".join(said(house))


async def test_whoever_left_can_be_added_again_and_agrees_afresh(tmp_path: Path) -> None:
    async with a_house(tmp_path) as house:
        await house.found()
        await house.command(house.dan, "/set", "leave")
        await house.press(house.dan, "Leave the set", house.ws.ephemerals(house.dan)[-1])
        await house.command(house.ana, "/set", f"add <@{house.dan.id}>")
        assert f"○ <@{house.dan.id}> has not answered yet" in (await house.command(house.ana, "/set", "members")).text
        await house.press(house.dan, "I agree")
        assert f"✓ <@{house.dan.id}> has agreed" in (await house.command(house.ana, "/set", "members")).text


@pytest.mark.promise(9)
async def test_the_turn_of_whoever_leaves_goes_to_the_next_peer(tmp_path: Path) -> None:
    async with a_house(tmp_path) as house:
        await house.found()
        await to_the_questions(house)
        gone = called(house)
        await house.command(gone, "/set", "leave")
        await house.press(gone, "Leave the set", house.ws.ephemerals(gone)[-1])
        assert called(house) is not gone


@pytest.mark.promise(9)
async def test_the_slot_of_whoever_leaves_ends(tmp_path: Path) -> None:
    async with a_house(tmp_path) as house:
        await house.found()
        await to_the_slot(house)
        await house.command(house.chloe, "/set", "leave")
        await house.press(house.chloe, "Leave the set", house.ws.ephemerals(house.chloe)[-1])
        assert "Review until" in newest(house, "Review").text


async def test_whoever_says_they_are_away_in_the_opening_is_not_waited_for_any_more(tmp_path: Path) -> None:
    async with a_house(tmp_path) as house:
        await house.found()
        await house.start(house.ben, house.chloe, house.dan)
        assert "Opening until" in newest(house, "Opening until").text
        await house.command(house.eva, "/set", "away until 3 Dec")
        assert "Opening: over" in newest(house, "Opening: over").text


async def test_whoever_leaves_in_the_opening_is_not_waited_for_any_more(tmp_path: Path) -> None:
    async with a_house(tmp_path) as house:
        await house.found()
        await house.start(house.ben, house.chloe, house.dan)
        await house.command(house.eva, "/set", "leave")
        await house.press(house.eva, "Leave the set", house.ws.ephemerals(house.eva)[-1])
        assert "Opening: over" in newest(house, "Opening: over").text


async def test_the_turn_of_whoever_goes_away_goes_to_the_next_peer(tmp_path: Path) -> None:
    async with a_house(tmp_path) as house:
        await house.found()
        await to_the_questions(house)
        gone = called(house)
        await house.command(gone, "/set", "away until 3 Dec")
        assert called(house) is not gone
