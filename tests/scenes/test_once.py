"""Everything that Slack delivers again, and whatever two people do at once, has the effect of once."""

import asyncio
import re
from collections import Counter
from pathlib import Path

import pytest

from prompts import ids
from rehearsal.deliveries import Answer, Delivery
from rehearsal.people import Person
from tests import forgery
from tests.house import House, a_house, labels, plain
from tests.scenes.play import newest


async def play(house: House, where: Path) -> None:
    """A meeting with something in it for every kind of delivery: commands, buttons, menus, forms, shortcuts and talk."""
    await house.found()
    await house.command(house.chloe, "/set-issue", "Two departments will not share a technician")
    await house.command(house.dan, "/action", "Walk the site with the caretaker by Friday")
    await house.command(house.ben, "/set-issue")
    await house.submit(house.ben, sentence="Whom do I tell first", why="They will hear it anyway")
    await house.start(house.ben, house.chloe, house.dan, house.eva)
    await house.command(house.dan, "/action", "report")
    await house.press(house.dan, "Partly", house.ws.ephemerals(house.dan)[-1])
    await house.submit(house.dan, happened="We saw half of it", learned="To bring a lamp")
    await at_the_bids(house, where)
    await house.press(house.chloe, "That's it")
    await house.press(house.chloe, "Next")
    await questions(house)
    await ending(house)


async def at_the_bids(house: House, where: Path) -> None:
    issue = forgery.one(where, "SELECT public_id FROM issues WHERE sentence LIKE 'Two%'")
    await forgery.press(house, house.ana, house.with_button("Next"), ids.BID_GOES, f"1|issue|{issue}")


async def questions(house: House) -> None:
    first = await called(house)
    await house.press(first, "Another prompt")
    await house.press(first, "Thinking")
    asked = await house.say(first, "What would have to be true for the two heads to want this?")
    await house.ws.shortcut(house.chloe, ids.PARK_QUESTION, asked)
    await house.settle()
    await house.press(await called(house), "Pass")
    third = await called(house)
    await house.say(third, "Who else has seen this?")
    await house.say(house.chloe, "Nobody, I think")
    await house.press(third, "Done")
    await house.press(house.chloe, "A moment")
    await house.press(house.chloe, "Go on")
    resumed = newest(house, "We go on where we were.")
    await house.ws.press(house.chloe, resumed, ids.MORE, option="Next")
    await house.settle()


async def ending(house: House) -> None:
    await house.press(house.chloe, "Write it down")
    await house.submit(house.chloe, restated="How do I make it safe for either head to go first")
    await house.press(house.chloe, "Add an action")
    await house.submit(house.chloe, what="Ask Mo for twenty minutes alone", due="Friday")
    await house.press(house.chloe, "That's all")
    await house.press(house.ben, "Keep this")
    await house.submit(house.ben, note="That I like to be asked")
    await house.press(house.chloe, "Next")


async def called(house: House) -> Person:
    """Whose turn it is to ask."""
    call = house.with_button("Another prompt")
    return min((one for one in house.people if one.id in call.text), key=lambda one: call.text.index(one.id))


def again_and_again(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """From now on every delivery comes three times at once; the bot's one real answer is what Slack shows."""
    attempt = house.ws.deliveries.attempt

    async def thrice(delivery: Delivery, reason: str | None = None) -> Answer:
        answers = await asyncio.gather(*(attempt(delivery, reason) for _ in range(3)))
        assert [answer.status for answer in answers] == [200, 200, 200]
        return next((answer for answer in answers if answer.body), answers[0])

    monkeypatch.setattr(house.ws.deliveries, "attempt", thrice)


def shown(house: House) -> list[str]:
    """What stands in the channel, without the times of day."""
    told = (f"{plain(one.text)} {labels(one)}" for one in house.ws.everything(house.room))
    return [re.sub(r"\d\d:\d\d", "--:--", one) for one in told]


def counted(where: Path) -> Counter[str]:
    return Counter({table: len(rows) for table, rows in forgery.kept(where).items()})


async def played(where: Path) -> tuple[list[str], Counter[str]]:
    async with a_house(where) as house:
        await play(house, where)
        return shown(house), counted(where)


async def test_a_meeting_in_which_everything_comes_three_times_at_once_is_the_same_meeting(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    said, kept = await played(tmp_path_factory.mktemp("once"))
    thrice = tmp_path_factory.mktemp("thrice")
    async with a_house(thrice) as house:
        again_and_again(house, monkeypatch)
        await play(house, thrice)
        assert shown(house) == said
        assert counted(thrice) == kept
    assert kept["reports"] == 1
    assert kept["actions"] == kept["issues"] == 2
    assert kept["learnings"] == kept["parked"] == 1
    assert kept["slots"] == 2, "Chloé's, and Ben's in the time that was left"


async def test_what_comes_again_when_the_meeting_has_gone_on_changes_nothing(tmp_path: Path) -> None:
    async with a_house(tmp_path) as house:
        await play(house, tmp_path)
        before = forgery.seen(house, tmp_path)
        _founding, *others = house.ws.deliveries.made  # where a set is by now that one is refused: a sign of life
        for answer in others:
            again = await house.ws.redeliver(answer)
            assert again.status == 200
        await house.settle()
        assert forgery.seen(house, tmp_path).changes(before) == []


async def test_two_who_press_next_at_once_move_the_meeting_once(tmp_path: Path) -> None:
    async with a_house(tmp_path) as house:
        await house.found()
        await house.command(house.chloe, "/set-issue", "Two departments will not share a technician")
        await house.start(house.ben, house.chloe)
        card = house.with_button("Next")
        await asyncio.gather(*(house.ws.press(one, card, "Next") for one in (house.ana, house.ben)))
        await house.settle()
        told = [one.text for who in (house.ana, house.ben) for one in house.ws.ephemerals(who)]
        assert told.count("The meeting has moved on since that button was drawn. Nothing has changed.") == 1
        assert forgery.all_of(tmp_path, "SELECT kind FROM steps ORDER BY id") == ["opening", "bids"]


@pytest.mark.parametrize("at_once", [True, False], ids=["at once", "one after the other"])
async def test_a_form_that_is_submitted_twice_is_kept_once(tmp_path: Path, at_once: bool) -> None:
    async with a_house(tmp_path) as house:
        await house.found()
        first = forgery.submission(house, house.ben, house.room, ids.ISSUE_FORM, "", {"sentence": "Whom do I tell"})
        second = Delivery(first.kind, first.payload | {"trigger_id": "pressed.again"})
        if at_once:
            await asyncio.gather(*(house.ws.deliveries.attempt(one) for one in (first, second)))
        else:
            for one in (first, second):
                await house.ws.deliveries.attempt(one)
        assert len(forgery.kept(tmp_path)["issues"]) == 1
