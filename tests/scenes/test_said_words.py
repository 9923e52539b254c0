"""Words that were said stand nowhere but in Slack until they are kept, whatever becomes of the offer to keep them."""

from datetime import timedelta
from pathlib import Path
from typing import Final

import pytest

from rehearsal.faults import FaultKind, Faults
from tests import forged_payloads
from tests.scene import Scene, a_scene, follows, labels
from tests.scenes.play import at_the_questions, newest, private

SAID: Final = "Whether the porcupine may stay by Friday"
LONG: Final = "I never asked who else is afraid of it. " * 55
"""More than a button carries, in one message."""


@follows(at_the_questions)
async def to_committing(scene: Scene) -> None:
    await scene.press(scene.chloe, "Next", newest(scene, "first to ask"))
    await scene.press(scene.chloe, "Next", newest(scene, "*Restate.*"))


@follows(to_committing)
async def to_the_review_of_the_slot(scene: Scene) -> None:
    await scene.press(scene.chloe, "That's all")


def everything_on_disk(where: Path) -> bytes:
    """All of the database, with what is not written back into it yet."""
    return b"".join(path.read_bytes() for path in sorted(where.iterdir()) if path.is_file())


def offers(scene: Scene) -> list[str]:
    return [one for one in private(scene, scene.chloe) if one.startswith("Keep that")]


async def test_no_row_holds_the_words_before_they_are_kept(tmp_path: Path) -> None:
    async with a_scene(tmp_path, after=to_committing) as scene:
        await scene.say(scene.chloe, SAID)
        assert b"porcupine" not in everything_on_disk(tmp_path)
        assert [one for one in forged_payloads.kept(tmp_path)["timers"] if "keep_words" in one]
        await scene.pass_time(seconds=25)
        assert len(offers(scene)) == 1
        assert b"porcupine" not in everything_on_disk(tmp_path)
        await scene.press(scene.chloe, "Keep these words", scene.ws.ephemerals(scene.chloe)[-1])
        assert b"porcupine" in everything_on_disk(tmp_path)
        assert forged_payloads.one(tmp_path, "SELECT what FROM actions") == "Whether the porcupine may stay"
        assert forged_payloads.one(tmp_path, "SELECT due_on FROM actions") == "2026-11-06"


async def test_who_talked_is_forgotten_with_the_slot(tmp_path: Path) -> None:
    async with a_scene(tmp_path, after=to_the_review_of_the_slot) as scene:
        for who in (scene.ana, scene.ben, scene.chloe):
            await scene.say(who, f"I learned to wait, says {who.id}")
        await scene.pass_time(seconds=30)
        assert len(offers(scene)) == 1
        of_talk = "SELECT count(*) FROM lines WHERE what IN ('talked', 'kept', 'offered')"
        assert forged_payloads.one(tmp_path, of_talk) == "0"
        assert not [one for one in forged_payloads.kept(tmp_path)["timers"] if "keep_words" in one]


async def test_long_words_open_in_the_form_with_all_that_it_takes(tmp_path: Path) -> None:
    async with a_scene(tmp_path, after=to_the_review_of_the_slot) as scene:
        await scene.say(scene.ben, LONG)
        await scene.pass_time(seconds=25)
        offered = scene.ws.ephemerals(scene.ben)[-1]
        assert labels(offered) == ["Keep these words"]
        assert "porcupine" not in str(offered.blocks)
        await scene.press(scene.ben, "Keep these words", offered)
        form = scene.ws.view(scene.ben)
        assert form is not None
        assert form["blocks"][0]["element"]["initial_value"] == LONG.strip()
        await scene.submit(scene.ben)
        assert forged_payloads.one(tmp_path, "SELECT note FROM learnings") == LONG.strip()


async def test_the_bot_that_was_gone_meanwhile_offers_it_as_it_comes_back_or_not_at_all(tmp_path: Path) -> None:
    for away, offered in ((30, 1), (600, 0)):
        where = tmp_path / f"away{away}"
        where.mkdir()
        async with a_scene(where, after=to_committing) as scene:
            await scene.say(scene.chloe, SAID)
            await scene.goes()
            scene.clock.move_to(scene.clock.now() + timedelta(seconds=away))
            await scene.arrives()
            await scene.settle()
            await scene.pass_time(seconds=30)
            assert len(offers(scene)) == offered


@pytest.mark.parametrize(
    "fault", [Faults.status(500), Faults.error("missing_scope"), Faults.garbage("<html>")], ids=lambda one: one.name
)
async def test_where_slack_does_not_say_nothing_is_offered_and_the_meeting_goes_on(
    tmp_path: Path, fault: FaultKind
) -> None:
    async with a_scene(tmp_path, after=to_committing) as scene:
        scene.ws.faults.add("conversations.replies", fault, times=None)
        await scene.say(scene.chloe, SAID)
        await scene.pass_time(seconds=25)
        assert offers(scene) == []
        await scene.press(scene.chloe, "Add an action")
        form = scene.ws.view(scene.chloe)
        assert form is not None
        assert "initial_value" not in form["blocks"][0]["element"]
        await scene.submit(scene.chloe, what="Ask Mo")
        assert forged_payloads.one(tmp_path, "SELECT what FROM actions") == "Ask Mo"


async def test_what_cannot_be_shown_where_it_was_said_is_not_sent_anywhere_else(tmp_path: Path) -> None:
    async with a_scene(tmp_path, after=to_committing) as scene:
        scene.ws.faults.add("chat.postEphemeral", Faults.error("user_not_in_channel"), times=None)
        await scene.say(scene.chloe, SAID)
        await scene.pass_time(seconds=25)
        assert "porcupine" not in " ".join(one.text for one in scene.ws.dm(scene.chloe))


async def test_two_presses_keep_one_note(tmp_path: Path) -> None:
    async with a_scene(tmp_path, after=to_the_review_of_the_slot) as scene:
        await scene.say(scene.ben, "I rush")
        await scene.pass_time(seconds=25)
        offered = scene.ws.ephemerals(scene.ben)[-1]
        await scene.press(scene.ben, "Keep these words", offered)
        await scene.press(scene.ben, "Keep them for the set", offered)
        assert forged_payloads.all_of(tmp_path, "SELECT note FROM learnings WHERE shared") == ["I rush"]
        assert forged_payloads.one(tmp_path, "SELECT count(*) FROM learnings") == "1"


async def test_an_offer_that_is_pressed_late_belongs_to_its_slot_all_the_same(tmp_path: Path) -> None:
    async with a_scene(tmp_path, after=to_committing) as scene:
        await scene.press(scene.chloe, "Add an action")
        await scene.submit(scene.chloe, what="Call Eva")
        await scene.say(scene.chloe, SAID)
        await scene.pass_time(seconds=25)
        offered = scene.ws.ephemerals(scene.chloe)[-1]
        await scene.press(scene.chloe, "That's all")
        await scene.press(scene.chloe, "Keep these words", offered)
        assert forged_payloads.one(tmp_path, "SELECT count(*) FROM actions WHERE slot_id IS NOT NULL") == "2"
