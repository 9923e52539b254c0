"""Raising issues, and who gets a slot."""

from pathlib import Path

import pytest

from tests.house import a_house, labels, plain
from tests.scenes.play import newest, private, said

MERGER = "When to tell staff about the merger"
TECHNICIAN = "Two departments will not share a technician"
ROOF = "The roof leaks and nobody owns it"


async def test_an_issue_is_raised_by_form_edited_and_withdrawn_unseen_by_the_set(tmp_path: Path) -> None:
    async with a_house(tmp_path) as house:
        await house.found()
        answer = await house.command(house.ben, "/set-issue")
        assert answer.text == ""
        await house.submit(house.ben, sentence=MERGER, why="They hear it from others", urgency="5", challenge="1")
        assert private(house, house.ben)[-1].startswith(f"Raised: *{MERGER}*")
        assert labels(house.ws.ephemerals(house.ben)[-1]) == ["Add the rest", "Withdraw it"]
        await house.press(house.ben, "Add the rest", house.ws.ephemerals(house.ben)[-1])
        view = house.ws.view(house.ben)
        assert view is not None
        assert "They hear it from others" in str(view["blocks"])
        await house.submit(house.ben, sentence=ROOF)
        await house.press(house.ben, "Withdraw it", house.ws.ephemerals(house.ben)[-1])
        assert private(house, house.ben)[-1].startswith(f"Withdrawn: *{ROOF}*")
        assert MERGER not in " ".join(said(house))
        await house.start(house.ben, house.chloe)
        await house.press(house.ana, "Next", newest(house, "Opening until"))
        assert "Whoever has an issue presses *Bid*" in said(house)[-1]


async def test_a_list_or_help_inside_a_sentence_is_an_issue(tmp_path: Path) -> None:
    async with a_house(tmp_path) as house:
        await house.found()
        answer = await house.command(house.ben, "/set-issue", "help with the list of rooms")
        assert answer.text.startswith("Raised: *help with the list of rooms*")


@pytest.mark.promise(24, 25, 26, 27)
async def test_where_more_wait_than_fit_the_bot_suggests_and_the_rest_are_first_in_line(tmp_path: Path) -> None:
    async with a_house(tmp_path) as house:
        await house.found()
        await house.command(house.ana, "/set-issue")
        await house.submit(house.ana, sentence=MERGER, urgency="3")
        await house.command(house.chloe, "/set-issue")
        await house.submit(house.chloe, sentence=TECHNICIAN, urgency="4")
        await house.command(house.eva, "/set-issue")
        await house.submit(house.eva, sentence=ROOF, urgency="5")
        await house.start(house.ben, house.chloe, house.dan)
        await house.press(house.ana, "Next", newest(house, "Opening until"))
        card = said(house)[-1]
        assert "Three issues are waiting, and there is time for one slot." in card
        assert f"1. <@U003CHLOE>: {TECHNICIAN} · urgent 4 · has not presented yet" in card
        assert f"2. <@U001ANA>: {MERGER} · urgent 3 · has not presented yet" in card
        assert f"3. <@U005EVA>: {ROOF} · urgent 5 · has not presented yet · not here yet, keeps the place" in card
        assert "I suggest <@U003CHLOE>; <@U001ANA> goes first next time." in card
        await house.press(house.ben, "Number 3 goes")
        assert "They are not here yet; their issue keeps its place." in private(house, house.ben)[-1]
        bids = newest(house, "I suggest")
        await house.press(house.ben, "Number 2 goes")
        assert f"*Slot 1, <@U001ANA>* · until {until(newest(house, '*Slot 1').text)}" in newest(house, "*Slot 1").text
        assert bids.text == "Bids: over. Two issues stay in line."
        await house.press(house.ana, "That's it")
        await house.command(house.ana, "/set", "end")
        await house.command(house.ana, "/set", "end")
        await house.press(house.ana, "Close")
        await house.start(house.ben, house.chloe, house.dan, house.eva)
        assert "I suggest <@U005EVA>; <@U003CHLOE> goes first next time." in newest(house, "I suggest").text
        assert newest(house, "I suggest").text.count("first in line") == 2


def until(card: str) -> str:
    return card.partition("until ")[2].partition("\n")[0]


async def test_two_slots_fit_two_hours_and_one_issue_of_somebody_here_needs_no_bids(tmp_path: Path) -> None:
    async with a_house(tmp_path) as house:
        await house.found(minutes="120")
        await house.command(house.chloe, "/set-issue", TECHNICIAN)
        await house.start(house.ben, house.chloe, house.dan)
        await house.press(house.ana, "Next", newest(house, "Opening until"))
        agenda = plain(newest(house, "meeting 1 of 4").text)
        assert "● *Slot 1, <@U003CHLOE>*: now" in agenda
        assert "Who brings an issue" not in " ".join(said(house))
        await house.command(house.ana, "/set-issue", MERGER)
        assert "*Bid" not in said(house)[-1]


@pytest.mark.promise(24, 25)
async def test_an_issue_can_be_raised_at_the_bids(tmp_path: Path) -> None:
    async with a_house(tmp_path) as house:
        await house.found(minutes="120")
        await house.start(house.ben, house.chloe)
        await house.press(house.ana, "Next", newest(house, "Opening until"))
        await house.press(house.ben, "Bid")
        await house.submit(house.ben, sentence=MERGER)
        await house.press(house.chloe, "Bid")
        await house.submit(house.chloe, sentence=TECHNICIAN, urgency="5")
        assert "Two issues are waiting, and there is time for two slots." in newest(house, "I suggest").text
        await house.press(house.ana, "Next", newest(house, "I suggest"))
        agenda = newest(house, "meeting 1 of 4").text
        assert "*Slot 1, <@U003CHLOE>*" in agenda
        assert "○ Slot 2, <@U002BEN>: 40 minutes" in agenda
