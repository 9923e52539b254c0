"""Who is reminded, waited for and written to: what was once wrong, each named by what is right."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import pytest

from rehearsal.faults import Faults
from rehearsal.people import Person
from tests.scene import Scene, a_scene, founded, labels, plain

FIRST: Final = datetime(2026, 11, 10, 14, 0, tzinfo=UTC)
BEFORE: Final = datetime(2026, 11, 10, 13, 59, tzinfo=UTC)


def written(scene: Scene, who: Person) -> list[str]:
    return [plain(one.text) for one in scene.ws.dm(who)]


async def account_changes(scene: Scene, who: Person, *, deleted: bool) -> None:
    who.deleted = deleted
    await scene.ws.event({"type": "user_change", "user": who.described(who.team_id, scene.clock.now())})
    await scene.settle()


async def goes_on_without(scene: Scene, missing: Person) -> None:
    """The meeting is opened, waits for nobody but those who can come, and goes on as soon as they are there."""
    await scene.to(FIRST)
    await scene.press(scene.ana, "Start")
    for one in scene.people[1:]:
        if one is not missing:
            await scene.press(one, "I'm here")
    said = [plain(one.text) for one in scene.ws.messages(scene.room)]
    assert any("The opening is over. 4 people came." in one for one in said)
    assert not [one for one in said if "still to come" in one and f"<@{missing.id}>" in one]


async def test_before_a_meeting_everybody_hears_of_it_also_who_has_nothing_open(tmp_path: Path) -> None:
    """`no-reminder.yaml` and B76: three working days before, and a quarter of an hour."""
    async with a_scene(tmp_path, after=founded()) as scene:
        await scene.to(BEFORE)
        for one in scene.people:
            letter, line = written(scene, one)
            assert "*Heads of department* meets Tue 10 Nov 2026" in letter
            assert "I'll expect you." in letter
            assert line.startswith("*Heads of department* meets ")
            assert line.endswith(f", in <#{scene.room.id}>.")
        assert [one.at for one in scene.ws.dm(scene.ben)] == [
            datetime(2026, 11, 5, 9, tzinfo=UTC),
            datetime(2026, 11, 10, 13, 45, tzinfo=UTC),
        ]


async def test_the_working_day_before_a_meeting_asks_whoever_has_something_open_and_nobody_else(tmp_path: Path) -> None:
    """B76: the day before."""
    async with a_scene(tmp_path, after=founded()) as scene:
        await scene.command(scene.ben, "/action", "Ask Mo for twenty minutes")
        await scene.to(BEFORE)
        day_before = datetime(2026, 11, 9, 9, tzinfo=UTC)
        asked = [one.name for one in scene.people if any(letter.at == day_before for letter in scene.ws.dm(one))]
        assert asked == ["Ben"]
        assert "still open" in next(plain(one.text) for one in scene.ws.dm(scene.ben) if one.at == day_before)


@pytest.mark.parametrize("sign", ["a press", "an account"])
async def test_whoever_is_there_again_is_written_to_again(tmp_path: Path, sign: str) -> None:
    """B43: Ben's account was closed as a letter was due; he comes back, and does something or is only seen."""
    async with a_scene(tmp_path, after=founded()) as scene:
        await account_changes(scene, scene.ben, deleted=True)
        await scene.to(datetime(2026, 11, 6, tzinfo=UTC))
        assert written(scene, scene.ben) == []
        if sign == "an account":
            await account_changes(scene, scene.ben, deleted=False)
            await scene.to(FIRST)
        else:
            scene.ben.deleted = False
            await scene.to(FIRST)
        await scene.press(scene.ana, "Start")
        await scene.press(scene.ben, "I'm here")
        await scene.command(scene.ben, "/action", "Ask Mo for twenty minutes")
        await scene.command(scene.ana, "/set", "end")
        await scene.press(scene.ana, "Close")
        await scene.to(datetime(2026, 11, 24, 13, 59, tzinfo=UTC))
        assert any("One thing you took on" in one for one in written(scene, scene.ben))
        assert any(one.endswith(f", in <#{scene.room.id}>.") for one in written(scene, scene.ben))


@pytest.mark.parametrize("reason", ["messages_tab_disabled", "channel_not_found"])
async def test_what_is_no_fault_of_a_persons_mutes_nobody(tmp_path: Path, reason: str) -> None:
    """B44: once the messages tab was off as Ben was written to; what he was to hear comes a day later, and all after it as ever."""
    async with a_scene(tmp_path, after=founded()) as scene:
        await scene.to(datetime(2026, 11, 5, 8, 59, tzinfo=UTC))
        direct = scene.ws.dm_channel(scene.ben).id
        scene.ws.faults.add(
            "chat.postMessage", Faults.error(reason), times=1, when=lambda call: call.args.get("channel") == direct
        )
        await scene.to(datetime(2026, 11, 5, 12, tzinfo=UTC))
        assert written(scene, scene.ben) == []
        await scene.to(BEFORE)
        letter, line = scene.ws.dm(scene.ben)
        assert "I'll expect you." in letter.text
        assert letter.at.date() == datetime(2026, 11, 6, tzinfo=UTC).date()
        assert line.at == datetime(2026, 11, 10, 13, 45, tzinfo=UTC)


async def test_whose_account_is_closed_is_waited_for_at_no_meeting_and_the_host_may_say_that_they_have_left(
    tmp_path: Path,
) -> None:
    """B48."""
    async with a_scene(tmp_path, after=founded()) as scene:
        await account_changes(scene, scene.ben, deleted=True)
        await scene.to(datetime(2026, 11, 5, 12, tzinfo=UTC))
        asked = next(one for one in scene.ws.dm(scene.ana) if "account here is closed" in one.text)
        await scene.press(scene.ana, "They have left", asked)
        await scene.command(scene.ana, "/set", "members")
        assert f"<@{scene.ben.id}>" not in scene.told(scene.ana)
        await goes_on_without(scene, scene.ben)


async def test_whoever_has_left_the_channel_is_waited_for_at_no_meeting_and_asked_whether_they_leave(
    tmp_path: Path,
) -> None:
    """B49: Ben leaves the channel on Monday; the meeting is on Tuesday."""
    async with a_scene(tmp_path, after=founded()) as scene:
        await scene.to(datetime(2026, 11, 9, 8, tzinfo=UTC))
        before = len(scene.ws.dm(scene.ben))
        await scene.ws.leave(scene.ben, scene.room)
        await scene.settle()
        await goes_on_without(scene, scene.ben)
        told = written(scene, scene.ben)[before:]
        assert len(told) == 1
        assert "ave you left" in told[0] or "left the channel" in told[0]


async def test_nobody_is_removed_by_a_word_but_asked(tmp_path: Path) -> None:
    """B56: what is typed asks them first, privately; it is never taken for *resume*, and says who can take out of the channel."""
    async with a_scene(tmp_path, after=founded()) as scene:
        await scene.command(scene.ana, "/set", f"remove <@{scene.ben.id}>")
        assert "I'll ask <@U002BEN> first, privately." in scene.told(scene.ana)
        assert "I can't take anyone out of the channel." in scene.told(scene.ana)
        await scene.command(scene.ana, "/set", "members")
        assert f"✓ <@{scene.ben.id}> has agreed" in scene.told(scene.ana)
        for typed, offered in (("kick @ben", "`/set remove @ben`"), ("delete", "I can't delete a set at once.")):
            await scene.command(scene.ana, "/set", typed)
            assert offered.partition(" @")[0] in scene.told(scene.ana)
            assert "Leave the set" not in labels(scene.ws.ephemerals(scene.ana)[-1])
