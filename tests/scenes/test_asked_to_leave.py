"""Whether a member should leave is asked of each of the others, of those too who have switched their letters off."""

from datetime import UTC, datetime
from pathlib import Path

from rehearsal.messages import Message
from rehearsal.people import Person
from tests.scene import Scene, a_scene, labels, plain

SHOULD_LEAVE = "They should leave"


def asked(scene: Scene, who: Person) -> list[Message]:
    return [one for one in scene.ws.dm(who) if "asks whether" in plain(one.text) and "should leave" in plain(one.text)]


async def eva_is_asked_with_three_without_letters(scene: Scene) -> None:
    """And says nothing, so that the others are asked: Ana asked, and Chloé and Dan get no letters, nor does she."""
    await scene.found()
    for one in (scene.ana, scene.chloe, scene.dan):
        await scene.command(one, "/set", "reminders off")
    await scene.command(scene.ana, "/set", f"remove <@{scene.eva.id}>")
    await scene.to(datetime(2026, 11, 12, 18, tzinfo=UTC))


async def test_those_without_letters_are_asked_in_a_message_of_its_own(tmp_path: Path) -> None:
    async with a_scene(tmp_path) as scene:
        await eva_is_asked_with_three_without_letters(scene)
        assert [len(asked(scene, one)) for one in (scene.ana, scene.ben, scene.chloe, scene.dan)] == [0, 1, 1, 1]
        await scene.press(scene.chloe, SHOULD_LEAVE, asked(scene, scene.chloe)[0])
        assert "✓ You said they should leave." in plain(str(scene.ws.dm(scene.chloe)[-1].blocks)).replace("*", "")
        await scene.press(scene.dan, SHOULD_LEAVE, asked(scene, scene.dan)[0])
        for one in (scene.chloe, scene.dan):
            assert SHOULD_LEAVE not in [label for message in scene.ws.dm(one) for label in labels(message)]
        await scene.to(datetime(2026, 11, 13, 18, tzinfo=UTC))
        assert "isn't in the set any more" in scene.ws.dm(scene.ana)[-1].text


async def test_whoever_keeps_their_place_is_told_so_without_letters_too(tmp_path: Path) -> None:
    async with a_scene(tmp_path) as scene:
        await eva_is_asked_with_three_without_letters(scene)
        await scene.command(scene.eva, "/set", "reminders off")
        for one in (scene.chloe, scene.dan):
            await scene.press(one, "They should stay", asked(scene, one)[0])
        await scene.to(datetime(2026, 11, 13, 18, tzinfo=UTC))
        assert "keeps their place in the set" in scene.ws.dm(scene.ana)[-1].text
        assert "you keep your place" in scene.ws.dm(scene.eva)[-1].text
