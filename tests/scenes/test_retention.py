"""Ninety days after a meeting closed: what only served its running is gone, and nothing that people can press or see has changed."""

from collections.abc import Iterable
from datetime import timedelta
from pathlib import Path
from typing import Final

from prompts import ids
from rehearsal.messages import Message
from rehearsal.people import Person
from tests.forged_payloads import all_of, press
from tests.scene import Scene, a_scene, founded
from tests.scenes.play import call, called, newest, through_the_slot, to_the_questions

FORGOTTEN: Final = ("attendance", "lines")
STAY: Final = ("steps", "turns", "prompts_heard", "slots", "issues", "actions", "members", "meetings")
WORDED: Final = (
    "SELECT kind || subject || conversation_id || ts FROM posts "
    "WHERE kind IN ('charter', 'agenda', 'step_card', 'slot_card', 'step', 'action', 'not_said') ORDER BY id"
)
WORDLESS: Final = "SELECT kind FROM posts WHERE kind IN ('call', 'time_up', 'clock')"
SWEPT: Final = "SELECT due_at FROM timers WHERE kind = 'sweep'"

Old = dict[tuple[str, str], Message]


def remember(scene: Scene, old: Old) -> None:
    """Every button that stands somewhere now, by what it sends: they live in Slack for ever."""
    for message in (*scene.ws.everything(scene.room), *(one for who in scene.people for one in scene.ws.dm(who))):
        for block in message.blocks or []:
            for button in [*block.get("elements", []), *([block["accessory"]] if "accessory" in block else [])]:
                if "value" in button:
                    old[button["action_id"], button["value"]] = message


async def held(scene: Scene) -> Old:
    """A meeting with a slot in which somebody asked, the clock stood; closed with its record."""
    old: Old = {}
    await to_the_questions(scene)
    remember(scene, old)
    await scene.say(called(scene), "What would have to be true for both to want this?")
    remember(scene, old)
    await scene.press(scene.chloe, "Next question", call(scene))
    await scene.command(scene.ben, "/set", "pause")
    remember(scene, old)
    await scene.command(scene.chloe, "/set", "resume")
    await scene.pass_time(minutes=20)
    remember(scene, old)
    await through_the_slot(scene, scene.chloe)
    remember(scene, old)
    await scene.command(scene.ana, "/set", "end")
    remember(scene, old)
    await scene.press(scene.ana, "Decide later")
    await scene.pass_time(days=1)
    remember(scene, old)
    return old


async def answers(scene: Scene, old: Old, who: Person) -> dict[tuple[str, str], str]:
    """What each of these buttons says to a person who presses it; when a letter would come again is another answer each day."""
    found = {}
    of_meetings = {key: message for key, message in old.items() if not key[0].startswith(ids.LETTER_AGAIN)}
    for (action_id, value), message in of_meetings.items():
        before = len(scene.ws.ephemerals(who))
        answer = await press(scene, who, message, action_id, value)
        view, whispered = scene.ws.view(who), [one.text for one in scene.ws.ephemerals(who)[before:]]
        found[action_id, value] = " ".join([str(answer.status), answer.text, *whispered, str(view and view["title"])])
        if view is not None:
            await scene.ws.close_view(who)
    return found


def counts(where: Path, tables: Iterable[str]) -> dict[str, object]:
    return {table: all_of(where, f"SELECT count(*) FROM {table}")[0] for table in tables}  # noqa: S608 - names of ours


async def test_old_buttons_answer_as_before_once_a_meeting_is_cleaned(tmp_path: Path) -> None:
    async with a_scene(tmp_path, after=founded(meetings="1")) as scene:
        old = await held(scene)
        assert len(old) > 15
        await scene.is_asleep_for(days=80)
        before = {who.name: await answers(scene, old, who) for who in (scene.ana, scene.chloe)}
        rows, worded = counts(tmp_path, STAY), all_of(tmp_path, WORDED)
        assert counts(tmp_path, FORGOTTEN)["attendance"] == 3
        assert len(all_of(tmp_path, WORDLESS)) > 3
        await scene.is_asleep_for(days=9)
        await scene.pass_time(days=1)
        assert counts(tmp_path, FORGOTTEN) == {"attendance": 0, "lines": 0}
        assert all_of(tmp_path, WORDLESS) == []
        assert (counts(tmp_path, STAY), all_of(tmp_path, WORDED)) == (rows, worded)
        assert {who.name: await answers(scene, old, who) for who in (scene.ana, scene.chloe)} == before


async def test_the_record_goes_on_after_a_meeting_is_cleaned(tmp_path: Path) -> None:
    async with a_scene(tmp_path, after=founded(meetings="1")) as scene:
        await held(scene)
        await scene.is_asleep_for(days=90)
        await scene.pass_time(days=5)
        asked = scene.with_button("Add an action", scene.ws.dm(scene.chloe))
        await scene.press(scene.chloe, "Add an action", asked)
        await scene.submit(scene.chloe, what="Ask both heads", due="in two weeks")
        assert "takes on one action" in newest(scene, "That was meeting").text
        assert "one action" in newest(scene, "*Slot 1").text.lower()
        assert "Meeting 1: held" in (await scene.command(scene.ana, "/set", "plan")).text


async def test_the_sweep_is_not_put_off_by_sets_that_are_founded_each_day(tmp_path: Path) -> None:
    async with a_scene(tmp_path, after=founded()) as scene:
        swept = all_of(tmp_path, SWEPT)
        await scene.pass_time(hours=20)
        scene.room = scene.ws.channel("set-deputies", members=scene.people)
        await scene.found()
        assert (len(swept), all_of(tmp_path, SWEPT)) == (1, swept)


async def test_a_meeting_is_cleaned_ninety_days_after_its_close_and_not_before(tmp_path: Path) -> None:
    async with a_scene(tmp_path, after=founded(meetings="1")) as scene:
        await scene.start(scene.ben, scene.chloe)
        await scene.command(scene.ana, "/set", "end")
        await scene.press(scene.ana, "Decide later")
        closed = scene.clock.now()  # a few seconds later: the clock has moved over what Slack's pace held up
        await scene.is_asleep_for(days=88)
        await scene.to(closed + timedelta(days=90, minutes=-1))
        assert counts(tmp_path, FORGOTTEN)["attendance"] == 3
        await scene.to(closed + timedelta(days=90))
        assert counts(tmp_path, FORGOTTEN)["attendance"] == 0
