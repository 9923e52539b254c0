"""Letters that could not be delivered, and letters that come again: each is there once, whatever happens meanwhile.

`SOAK=1` has each way in which Slack refuses one go on in each way.
"""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

import pytest

from rehearsal.faults import error
from rehearsal.messages import Message
from tests import forged_payloads
from tests.by_turns import by_turns
from tests.scene import Scene, a_scene, follows, founded, labels, plain

FIRST: Final = datetime(2026, 11, 5, 9, tzinfo=UTC)
"""Three working days before the meeting on Tuesday, by Ben's clock."""
MONDAY: Final = datetime(2026, 11, 9, 9, tzinfo=UTC)
A_MINUTE: Final = timedelta(minutes=1)
REFUSED: Final = {
    "the app takes no messages": error("messages_tab_disabled"),
    "the DM is not there": error("channel_not_found"),
    "it is given up": error("msg_too_long"),
}


@follows(founded())
async def with_an_action(scene: Scene) -> None:
    await scene.command(scene.ben, "/action", "Write one page by 20 Nov")


@follows(with_an_action)
async def with_the_first_letter(scene: Scene) -> None:
    await scene.to(FIRST + A_MINUTE)


@pytest.fixture
async def scene(tmp_path: Path) -> AsyncIterator[Scene]:
    """A set that meets on Tuesday; Ben has taken something on."""
    async with a_scene(tmp_path, after=with_an_action) as scene:
        yield scene


@pytest.fixture
async def written_to(tmp_path: Path) -> AsyncIterator[Scene]:
    """The same set, as Ben has just had his first letter."""
    async with a_scene(tmp_path, after=with_the_first_letter) as scene:
        yield scene


def letters(scene: Scene) -> list[Message]:
    """What Ben has had by direct message of the meeting, as it stands now."""
    return [one for one in scene.ws.dm(scene.ben) if "Heads of department" in plain(one.text)]


def days(scene: Scene) -> list[datetime]:
    return [one.at.replace(second=0, microsecond=0) for one in letters(scene)]


async def comes_once_with_the_next_opening(scene: Scene) -> None:
    await scene.to(FIRST + A_MINUTE)
    assert letters(scene) == []
    scene.ws.faults.clear()
    await scene.to(MONDAY + timedelta(days=1))
    assert days(scene) == [datetime(2026, 11, 6, 9, tzinfo=UTC), MONDAY]
    first, second = (plain(one.text) for one in letters(scene))
    assert "written again since" in first
    assert "still open" in second


async def the_next_letter_takes_its_place(scene: Scene) -> None:
    await scene.to(datetime(2026, 11, 6, 9, 1, tzinfo=UTC))
    assert letters(scene) == []
    scene.ws.faults.clear()
    await scene.to(datetime(2026, 11, 8, 20, tzinfo=UTC))
    assert letters(scene) == [], "nobody is written to on a Saturday"
    await scene.to(MONDAY + A_MINUTE)
    assert days(scene) == [MONDAY]
    assert "expect you" in plain(letters(scene)[0].text), "it tells all that the others had to tell"
    await scene.to(MONDAY + timedelta(hours=26))
    assert days(scene) == [MONDAY]


GOES_ON: Final = {
    "the next opening comes first": comes_once_with_the_next_opening,
    "the next letter comes first": the_next_letter_takes_its_place,
}


@pytest.mark.parametrize(("fault", "then"), by_turns(REFUSED, GOES_ON))
async def test_a_letter_that_could_not_be_delivered_is_there_once_all_the_same(
    scene: Scene, fault: str, then: str
) -> None:
    scene.ws.faults.add(
        "chat.postMessage", REFUSED[fault], times=None, when=lambda call: "expect you" in str(call.args.get("text"))
    )
    await GOES_ON[then](scene)


async def test_a_letter_that_waits_over_night_is_not_sent_beside_that_of_the_day(scene: Scene, tmp_path: Path) -> None:
    """Slack opens no direct messages for days."""
    scene.ws.faults.add("conversations.open", error("internal_error"), times=None)
    await scene.to(FIRST + A_MINUTE)
    assert waiting(tmp_path, scene) == 1
    await scene.command(scene.ben, "/action", "Ring Mo")
    await scene.to(MONDAY + A_MINUTE)
    assert (letters(scene), waiting(tmp_path, scene)) == ([], 1)


def waiting(folder: Path, scene: Scene) -> int:
    """How many letters are to be sent to Ben."""
    unsent = (
        "SELECT count(*) FROM posts JOIN conversations c ON c.id = conversation_id JOIN people p ON p.id = person_id "
    )
    where = f"WHERE kind = 'letter' AND ts IS NULL AND NOT dropped AND p.user = '{scene.ben.id}'"
    return int(forged_payloads.one(folder, unsent + where))


async def test_a_letter_comes_again_once_though_nobody_was_there_at_its_hour(written_to: Scene) -> None:
    (letter,) = letters(written_to)
    await written_to.press(written_to.ben, "Later today", letter)
    await written_to.restarted(timedelta(hours=6))
    await written_to.pass_time(minutes=1)
    (again,) = letters(written_to)
    assert again.ts != letter.ts
    assert "Sorry this is late" in plain(again.text)
    await written_to.restarted(timedelta(minutes=5))
    await written_to.pass_time(hours=2)
    assert [one.ts for one in letters(written_to)] == [again.ts]


async def test_a_letter_of_which_nothing_is_left_does_not_come_again(written_to: Scene) -> None:
    (letter,) = letters(written_to)
    await written_to.press(written_to.ben, "Later today", letter)
    await written_to.command(written_to.ana, "/set", "start")
    await written_to.pass_time(hours=4)
    (there,) = letters(written_to)
    assert there.ts == letter.ts
    assert "bring this letter back" not in plain(there.text)


async def test_a_letter_that_comes_again_does_not_ask_what_its_reader_wants_to_hear_no_more_of(scene: Scene) -> None:
    await scene.command(scene.ben, "/action", "Ring Mo by 21 Nov")
    await scene.to(FIRST + A_MINUTE)
    (letter,) = letters(scene)
    values = [block["accessory"]["value"] for block in letter.blocks if "accessory" in block]
    await scene.ws.press(scene.ben, letter, "Not again for this one", value=values[0])
    await scene.press(scene.ben, "Later today", letter)
    await scene.pass_time(hours=4)
    (again,) = letters(scene)
    assert again.ts != letter.ts
    assert "Write one page" not in str(again.blocks)
    assert "Ring Mo" in str(again.blocks)
    await scene.press(scene.ben, "Not again for this one", again)
    assert "Ring Mo" in str(again.blocks), "it has come, and there is the way back"
    assert "Ask me after all" in labels(again)


@pytest.mark.parametrize("is_done", [True, False])
async def test_what_a_meeting_has_heard_of_since_is_not_asked_about_again(scene: Scene, *, is_done: bool) -> None:
    await scene.command(scene.ben, "/action", "Ring Mo by 4 Nov")
    await scene.to(datetime(2026, 11, 4, 9, 1, tzinfo=UTC))
    letter = scene.ws.dm(scene.ben)[-1]
    assert "is due" in plain(letter.text)
    await scene.press(scene.ben, "Tomorrow", letter)
    if is_done:
        await scene.press(scene.ben, "Done", letter)
    for word in ("start", "end", "end"):
        await scene.command(scene.ana, "/set", word)
    await scene.to(datetime(2026, 11, 5, 9, 1, tzinfo=UTC))
    assert [one.ts for one in scene.ws.dm(scene.ben) if one.at >= letter.at and "Ring Mo" in str(one.blocks)] == []
    assert letter in scene.ws.dm(scene.ben), "it has not come again"
    assert "nothing left to do here" in plain(letter.text), "the set has heard of it"


async def test_of_a_set_that_has_ended_nothing_comes_again(tmp_path: Path) -> None:
    async with a_scene(tmp_path, after=founded(meetings="1")) as scene:
        await scene.command(scene.ben, "/action", "Ring Mo by 4 Nov")
        await scene.to(datetime(2026, 11, 4, 9, 1, tzinfo=UTC))
        letter = scene.ws.dm(scene.ben)[-1]
        await scene.press(scene.ben, "Tomorrow", letter)
        for word in ("start", "end"):
            await scene.command(scene.ana, "/set", word)
        await scene.press(scene.ana, "End well")
        await scene.submit(scene.ana)
        before = scene.ws.dm(scene.ben)
        await scene.to(datetime(2026, 11, 5, 9, 1, tzinfo=UTC))
        assert scene.ws.dm(scene.ben) == before, "it would ask to report to a set that meets no more"


async def test_the_last_word_counts_of_when_a_letter_comes_again(written_to: Scene) -> None:
    (letter,) = letters(written_to)
    await written_to.press(written_to.ben, "Later today", letter)
    await written_to.press(written_to.ben, "Tomorrow", letter)
    await written_to.to(datetime(2026, 11, 6, 8, 59, tzinfo=UTC))
    assert [one.ts for one in letters(written_to)] == [letter.ts]
    await written_to.pass_time(minutes=2)
    assert days(written_to) == [datetime(2026, 11, 6, 9, tzinfo=UTC)]


async def test_whoever_presses_twice_is_answered_once(written_to: Scene) -> None:
    (letter,) = letters(written_to)
    before = len(written_to.ws.ephemerals(written_to.ben))
    await written_to.press(written_to.ben, "Later today", letter)
    await written_to.press(written_to.ben, "Later today", letter)
    assert len(written_to.ws.ephemerals(written_to.ben)) == before + 1
    await written_to.press(written_to.ben, "Tomorrow", letter)
    assert len(written_to.ws.ephemerals(written_to.ben)) == before + 2


async def test_what_was_asked_for_comes_though_reminders_are_off(written_to: Scene) -> None:
    (letter,) = letters(written_to)
    await written_to.press(written_to.ben, "Tomorrow", letter)
    await written_to.command(written_to.ben, "/set", "reminders off")
    await written_to.to(datetime(2026, 11, 6, 9, 1, tzinfo=UTC))
    assert days(written_to) == [datetime(2026, 11, 6, 9, tzinfo=UTC)]


async def test_a_zone_that_changed_without_a_word_is_known_before_the_letter(scene: Scene) -> None:
    """No event tells of it, and nothing else happens until the letter: it comes at nine where Ben is by then."""
    scene.ben.zone = "Pacific/Auckland"
    await scene.to(MONDAY, every_look=True)
    (letter, *_) = letters(scene)
    assert letter.at.replace(second=0, microsecond=0) == datetime(2026, 11, 5, 20, tzinfo=UTC), (
        "nine on Friday the sixth"
    )


async def test_whoever_moves_a_day_before_their_letter_has_it_at_nine_where_they_are(written_to: Scene) -> None:
    """No event tells of it: the zones of those whose sets live are known anew every day."""
    await written_to.to(MONDAY - timedelta(hours=26))
    written_to.ben.zone = "America/New_York"
    await written_to.to(MONDAY + timedelta(hours=6), every_look=True)
    assert days(written_to) == [FIRST, MONDAY + timedelta(hours=5)]


async def test_nobody_is_asked_about_more_than_once_a_day_nor_once_their_set_has_ended(written_to: Scene) -> None:
    assert asked_about(written_to, FIRST - timedelta(days=1)) == 1
    await written_to.command(written_to.ana, "/set", "end well")
    await written_to.submit(written_to.ana)
    since = written_to.clock.now() + timedelta(days=1)
    await written_to.pass_time(days=5, every_look=True)
    assert asked_about(written_to, since) == 0


def asked_about(scene: Scene, since: datetime) -> int:
    """How often Slack was asked about Ben since then."""
    asked = [one for one in scene.ws.calls if one.method == "users.info" and one.args.get("user") == scene.ben.id]
    return len([one for one in asked if one.at > since])


async def test_what_came_of_a_zone_is_asked_again_weeks_later(scene: Scene) -> None:
    """The next letter is a fortnight away: Slack is asked once more before it."""
    await scene.to(datetime(2026, 11, 10, 13, tzinfo=UTC))
    scene.ben.zone = "America/New_York"
    await scene.to(datetime(2026, 11, 20, tzinfo=UTC), every_look=True)
    assert [one.at.hour for one in letters(scene) if one.at > datetime(2026, 11, 18, tzinfo=UTC)] == [14]
