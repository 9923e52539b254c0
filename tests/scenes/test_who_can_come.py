"""Who cannot come says so of a date; the host alone hears where too few can, in time, and what they decide counts."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import pytest

from rehearsal.messages import Message
from rehearsal.people import Person
from tests.scene import Scene, a_scene, follows, founded, labels, plain
from tests.scenes.play import private, said

FIRST: Final = datetime(2026, 11, 10, 14, 0, tzinfo=UTC)
MOVED: Final = datetime(2026, 11, 17, 14, 0, tzinfo=UTC)


def few_told(scene: Scene, who: Person) -> list[Message]:
    """What has told somebody that too few can come."""
    return [one for one in scene.ws.dm(who) if "can make it, and you need" in came_as(one)]


def came_as(message: Message) -> str:
    blocks = message.edits[0][1] if message.edits else message.blocks or []
    return plain(" ".join(str(one.get("text", {}).get("text", "")) for one in blocks))


async def cannot_come(scene: Scene, *those: Person) -> None:
    for one in those:
        await scene.command(one, "/set", "regrets")


@follows(founded())
async def too_few_can_come(scene: Scene) -> None:
    await cannot_come(scene, scene.ben, scene.dan, scene.eva)


async def move(scene: Scene, who: Person, day: str, at: str = "14:00") -> None:
    """By the plan."""
    await scene.command(who, "/set", "plan")
    await scene.press(who, "Move the next meeting", scene.ws.ephemerals(who)[-1])
    await scene.submit(who, day=day, at=at)


def told_to(scene: Scene, who: Person, words: str) -> Sequence[datetime]:
    return [one.at for one in scene.ws.dm(who) if words in plain(one.text)]


async def is_expected_on_the_new_date(scene: Scene) -> None:
    """Each gets the letter, the quarter of an hour and the card, and nobody is said not to come."""
    await scene.to(MOVED)
    for one in (scene.ben, scene.dan, scene.eva):
        assert told_to(scene, one, "Tue 17 Nov 2026, 14:00 (Europe/London). I'll expect you"), one.name
        assert told_to(scene, one, "meets Tue 17 Nov 2026, 14:00 (Europe/London), in "), one.name
    await scene.press(scene.ana, "Start")
    assert not [one for one in said(scene)[-3:] if "Not with us today" in one or "away:" in one]


async def test_who_could_not_come_is_expected_on_another_date_and_what_was_asked_is_settled(tmp_path: Path) -> None:
    async with a_scene(tmp_path, after=too_few_can_come) as scene:
        [asked] = few_told(scene, scene.ana)
        await scene.press(scene.ana, "Move it", asked)
        await scene.submit(scene.ana, day="2026-11-17", at="14:00")
        assert labels(asked) == []
        await is_expected_on_the_new_date(scene)


async def test_who_can_on_the_date_that_was_asked_about_is_expected(tmp_path: Path) -> None:
    """The proposal is settled as its date is taken."""
    async with a_scene(tmp_path, after=too_few_can_come) as scene:
        await scene.press(scene.ana, "Ask the set", few_told(scene, scene.ana)[-1])
        await scene.submit(scene.ana, date1=int(MOVED.timestamp()))
        for one in (scene.ben, scene.dan, scene.eva):
            await scene.press(one, "I can")
        proposed = next(one for one in scene.ws.dm(scene.ana) if "Take it" in labels(one))
        await scene.press(scene.ana, "Take it", proposed)
        assert labels(proposed) == []
        await is_expected_on_the_new_date(scene)


async def test_a_date_that_comes_back_is_one_on_which_they_cannot_come(tmp_path: Path) -> None:
    async with a_scene(tmp_path, after=founded()) as scene:
        await cannot_come(scene, scene.ben)
        await move(scene, scene.ana, "2026-11-17")
        await move(scene, scene.ana, "2026-11-10")
        await scene.to(FIRST)
        assert not told_to(scene, scene.ben, "in <#")
        await scene.press(scene.ana, "Start")
        assert f"Not with us today: <@{scene.ben.id}>" in said(scene)[-1]


async def test_the_evening_before_a_meeting_in_the_morning_the_host_hears_in_time(tmp_path: Path) -> None:
    async with a_scene(tmp_path, after=founded(at="09:00")) as scene:
        await scene.to(datetime(2026, 11, 9, 17, 30, tzinfo=UTC))
        await cannot_come(scene, scene.ben, scene.dan, scene.eva)
        await scene.to(datetime(2026, 11, 10, 9, 0, tzinfo=UTC))
        [asked] = few_told(scene, scene.ana)
        assert asked.at == datetime(2026, 11, 10, 8, 45, tzinfo=UTC)


async def test_of_what_waits_overnight_the_last_alone_is_said(tmp_path: Path) -> None:
    async with a_scene(tmp_path, after=founded()) as scene:
        await scene.to(datetime(2026, 11, 4, 20, 0, tzinfo=UTC))
        await cannot_come(scene, scene.ben, scene.dan, scene.eva, scene.chloe)
        await scene.to(datetime(2026, 11, 5, 10, 0, tzinfo=UTC))
        [asked] = few_told(scene, scene.ana)
        assert "only one of you" in came_as(asked)


async def test_what_was_settled_is_asked_anew_where_as_few_can_come_again(tmp_path: Path) -> None:
    async with a_scene(tmp_path, after=too_few_can_come) as scene:
        await scene.press(scene.eva, "I can make it after all", scene.ws.ephemerals(scene.eva)[-1])
        assert [labels(one) for one in few_told(scene, scene.ana)] == [[]]
        await cannot_come(scene, scene.eva)
        assert ["Move it" in labels(one) for one in few_told(scene, scene.ana)] == [False, True]


async def test_who_cannot_come_is_not_waited_for_though_they_are_away_at_another_time(tmp_path: Path) -> None:
    async with a_scene(tmp_path, after=founded()) as scene:
        await scene.command(scene.ben, "/set", "away from 1 Dec until 12 Dec")
        await cannot_come(scene, scene.ben)
        await scene.to(FIRST)
        assert f"<@{scene.ben.id}>" not in next(
            line for line in said(scene)[-1].splitlines() if line.endswith("it's time.")
        )
        await scene.press(scene.ana, "Start")
        for one in (scene.chloe, scene.dan, scene.eva):
            await scene.press(one, "I'm here")
        assert not [one for one in said(scene) if "still to come" in one]


async def test_who_could_not_come_and_does_is_here(tmp_path: Path) -> None:
    async with a_scene(tmp_path, after=founded()) as scene:
        await cannot_come(scene, scene.ben)
        await scene.to(FIRST)
        await scene.start(scene.ben, scene.chloe)
        [opening] = [one for one in said(scene) if "then answer the question below" in one]
        assert "away" not in opening


@pytest.mark.parametrize("held", [True, False])
async def test_a_meeting_held_with_two_begins_with_two(tmp_path: Path, held: bool) -> None:
    """Unless it has another date since."""
    async with a_scene(tmp_path, after=too_few_can_come) as scene:
        await scene.press(scene.ana, "Hold it with 2", few_told(scene, scene.ana)[-1])
        if not held:
            await move(scene, scene.ana, "2026-11-17")
            await scene.to(MOVED)
        else:
            await scene.to(FIRST)
        await scene.start(scene.chloe)
        await scene.command(scene.ana, "/set", "next")
        refused = [one for one in private(scene, scene.ana)[-1:] if "it takes 3" in one]
        assert bool(refused) is not held


async def test_one_less_than_those_with_whom_it_is_held_is_asked_about_again(tmp_path: Path) -> None:
    async with a_scene(tmp_path, after=too_few_can_come) as scene:
        await scene.press(scene.ana, "Hold it with 2", few_told(scene, scene.ana)[-1])
        await scene.command(scene.eva, "/set", "away until 12 Nov")
        assert len(few_told(scene, scene.ana)) == 1
        await scene.command(scene.chloe, "/set", "away until 12 Nov")
        assert len(few_told(scene, scene.ana)) == 2


async def test_the_host_hears_where_too_few_are_there_and_that_it_is_settled_once_they_are(tmp_path: Path) -> None:
    async with a_scene(tmp_path, after=founded()) as scene:
        for one in (scene.ben, scene.dan):
            await scene.command(one, "/set", "away until 12 Nov")
        assert few_told(scene, scene.ana) == []
        await scene.command(scene.eva, "/set", "leave")
        await scene.press(scene.eva, "Leave the set", scene.ws.ephemerals(scene.eva)[-1])
        [asked] = few_told(scene, scene.ana)
        assert "Tue 10 Nov 2026" in came_as(asked)
        assert "Hold it with 2" in labels(asked)
        await scene.command(scene.dan, "/set", "back")
        assert labels(asked) == []


async def test_the_host_hears_of_a_later_meeting_to_which_too_few_are_there(tmp_path: Path) -> None:
    """The second, and not the first."""
    async with a_scene(tmp_path, after=founded()) as scene:
        for one in (scene.ben, scene.dan, scene.eva):
            await scene.command(one, "/set", "away from 20 Nov until 30 Nov")
        [asked] = few_told(scene, scene.ana)
        assert "Tue 24 Nov 2026" in came_as(asked)


async def test_the_host_hears_of_a_new_date_on_which_too_few_are_there(tmp_path: Path) -> None:
    async with a_scene(tmp_path, after=founded()) as scene:
        for one in (scene.ben, scene.dan, scene.eva):
            await scene.command(one, "/set", "away from 16 Nov until 18 Nov")
        assert few_told(scene, scene.ana) == []
        await move(scene, scene.chloe, "2026-11-17")
        assert len(few_told(scene, scene.ana)) == 1
