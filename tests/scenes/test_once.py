"""Everything that Slack delivers again, and whatever two people do at once, has the effect of once."""

import asyncio
import re
from collections import Counter
from pathlib import Path

import pytest

from prompts import ids
from rehearsal.deliveries import Answer, Delivery
from rehearsal.people import Person
from tests import forged_payloads
from tests.scene import Scene, a_scene, founded, labels, plain
from tests.scenes.play import newest


async def play(scene: Scene, where: Path) -> None:
    """A meeting with something in it for every kind of delivery: commands, buttons, menus, forms, shortcuts and talk."""
    await scene.found()
    await scene.command(scene.chloe, "/set-issue", "Two departments will not share a technician")
    await scene.command(scene.dan, "/action", "Walk the site with the caretaker by Friday")
    await scene.command(scene.ben, "/set-issue")
    await scene.submit(scene.ben, sentence="Whom do I tell first", why="They will hear it anyway")
    await scene.start(scene.ben, scene.chloe, scene.dan, scene.eva)
    await scene.command(scene.dan, "/action", "report")
    await scene.press(scene.dan, "Partly", scene.ws.ephemerals(scene.dan)[-1])
    await scene.submit(scene.dan, happened="We saw half of it")
    await scene.press(scene.chloe, "Next", newest(scene, "That was the last report."))
    await at_the_bids(scene, where)
    await scene.press(scene.chloe, "That's it")
    await scene.press(scene.chloe, "Next")
    await questions(scene)
    await ending(scene)


async def at_the_bids(scene: Scene, where: Path) -> None:
    issue = forged_payloads.one(where, "SELECT public_id FROM issues WHERE sentence LIKE 'Two%'")
    await forged_payloads.press(scene, scene.ana, scene.with_button("Next"), ids.BID_GOES, f"1|issue|{issue}")


async def questions(scene: Scene) -> None:
    first = await called(scene)
    await scene.press(first, "Another prompt")
    await scene.press(first, "Thinking")
    asked = await scene.say(first, "What would have to be true for the two heads to want this?")
    await scene.ws.shortcut(scene.chloe, ids.PARK_QUESTION, asked)
    await scene.settle()
    await scene.press(await called(scene), "Pass")
    third = await called(scene)
    await scene.say(third, "Who else has seen this?")
    await scene.say(scene.chloe, "Nobody, I think")
    await scene.press(third, "Next question")
    await scene.press(scene.chloe, "A moment")
    await scene.press(scene.chloe, "Go on")
    resumed = newest(scene, "Let's carry on where we were.")
    await scene.press(scene.chloe, "Next", resumed)


async def ending(scene: Scene) -> None:
    await scene.press(scene.chloe, "Write it down")
    await scene.submit(scene.chloe, restated="How do I make it safe for either head to go first")
    await scene.press(scene.chloe, "Add an action")
    await scene.submit(scene.chloe, what="Ask Mo for twenty minutes alone", due="Friday")
    await scene.press(scene.chloe, "That's all")
    await scene.press(scene.ben, "Keep this")
    await scene.submit(scene.ben, note="That I like to be asked")
    await scene.press(scene.chloe, "Next")


async def called(scene: Scene) -> Person:
    """Whose turn it is to ask."""
    call = scene.with_button("Pass")
    return min((one for one in scene.people if one.id in call.text), key=lambda one: call.text.index(one.id))


def again_and_again(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    """From now on every delivery comes three times at once; the bot's one real answer is what Slack shows."""
    attempt = scene.ws.deliveries.attempt

    async def thrice(delivery: Delivery, reason: str | None = None) -> Answer:
        answers = await asyncio.gather(*(attempt(delivery, reason) for _ in range(3)))
        assert [answer.status for answer in answers] == [200, 200, 200]
        return next((answer for answer in answers if answer.body), answers[0])

    monkeypatch.setattr(scene.ws.deliveries, "attempt", thrice)


def shown(scene: Scene) -> list[str]:
    """What stands in the channel, without the times of day."""
    told = (f"{plain(one.text)} {labels(one)}" for one in scene.ws.everything(scene.room))
    return [re.sub(r"\d\d:\d\d", "--:--", one) for one in told]


def counted(where: Path) -> Counter[str]:
    return Counter({table: len(rows) for table, rows in forged_payloads.kept(where).items()})


async def played(scene: Scene) -> None:
    await play(scene, Path(scene.url.removeprefix("sqlite:///")).parent)


async def test_a_meeting_in_which_everything_comes_three_times_at_once_is_the_same_meeting(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    once = tmp_path_factory.mktemp("once")
    async with a_scene(once, after=played) as scene:
        said, kept = shown(scene), counted(once)
    thrice = tmp_path_factory.mktemp("thrice")
    async with a_scene(thrice) as scene:
        again_and_again(scene, monkeypatch)
        await play(scene, thrice)
        assert shown(scene) == said
        assert counted(thrice) == kept
    assert kept["reports"] == 1
    assert kept["actions"] == kept["issues"] == 2
    assert kept["learnings"] == kept["parked"] == 1
    assert kept["slots"] == 2, "Chloé's, and Ben's in the time that was left"


async def test_what_comes_again_when_the_meeting_has_gone_on_changes_nothing(tmp_path: Path) -> None:
    async with a_scene(tmp_path, after=played) as scene:
        before = forged_payloads.seen(scene, tmp_path)
        _founding, *others = scene.ws.deliveries.made  # where a set is by now that one is refused: a sign of life
        for answer in others:
            again = await scene.ws.redeliver(answer)
            assert again.status == 200
        await scene.settle()
        assert forged_payloads.seen(scene, tmp_path).changes(before) == []


async def test_two_who_press_next_at_once_move_the_meeting_once(tmp_path: Path) -> None:
    async with a_scene(tmp_path, after=founded()) as scene:
        await scene.command(scene.chloe, "/set-issue", "Two departments will not share a technician")
        await scene.start(scene.ben, scene.chloe)
        card = scene.with_button("Next")
        await asyncio.gather(*(scene.ws.press(one, card, "Next") for one in (scene.ana, scene.ben)))
        await scene.settle()
        told = [one.text for who in (scene.ana, scene.ben) for one in scene.ws.ephemerals(who)]
        assert told.count("We've moved on since that button appeared. Nothing has changed.") == 1
        assert forged_payloads.all_of(tmp_path, "SELECT kind FROM steps ORDER BY id") == ["opening", "bids"]


async def test_two_who_press_next_person_at_once_call_one(tmp_path: Path) -> None:
    async with a_scene(tmp_path, after=founded(spoken="spoken")) as scene:
        await scene.command(scene.chloe, "/set-issue", "Two departments will not share a technician")
        await scene.start()
        for label in ("We're all here", "Next", "That's it", "Next"):
            await scene.press(scene.chloe, label)
        call = scene.with_button("Next person")
        await asyncio.gather(*(scene.ws.press(one, call, "Next person") for one in (scene.ana, scene.ben)))
        await scene.settle()
        assert forged_payloads.all_of(tmp_path, "SELECT state FROM turns ORDER BY id") == ["done", "called"]
        told = [one.text for who in (scene.ana, scene.ben) for one in scene.ws.ephemerals(who)]
        assert len([words for words in told if "turn" in words]) == 1


@pytest.mark.parametrize("at_once", [True, False], ids=["at once", "one after the other"])
async def test_a_form_that_is_submitted_twice_is_kept_once(tmp_path: Path, at_once: bool) -> None:
    async with a_scene(tmp_path, after=founded()) as scene:
        first = forged_payloads.submission(
            scene, scene.ben, scene.room, ids.ISSUE_FORM, "", {"sentence": "Whom do I tell"}
        )
        second = Delivery(first.kind, first.payload | {"trigger_id": "pressed.again"})
        if at_once:
            await asyncio.gather(*(scene.ws.deliveries.attempt(one) for one in (first, second)))
        else:
            for one in (first, second):
                await scene.ws.deliveries.attempt(one)
        assert len(forged_payloads.kept(tmp_path)["issues"]) == 1
