"""A channel that refuses: what is owed there asks again by itself, and with every gesture; its host is told once a loss."""

from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from rehearsal.faults import Call, Faults
from rehearsal.people import Person
from tests.scene import Scene, a_scene, founded, labels, plain
from tests.scenes.play import newest, said, to_the_questions, to_the_slot

REASONS = pytest.mark.parametrize(
    "reason",
    ["restricted_action", "not_in_channel", "is_archived", "channel_not_found", "ekm_access_denied"],
)
ALWAYS = None


@pytest.fixture
async def scene(tmp_path: Path) -> AsyncIterator[Scene]:
    """A set of five that has agreed."""
    async with a_scene(tmp_path, after=founded()) as scene:
        yield scene


def refuses(scene: Scene, reason: str, times: int | None = ALWAYS) -> None:
    """Slack refuses what is posted in the set's channel, so many times."""

    def there(call: Call) -> bool:
        return call.args.get("channel") == scene.room.id

    scene.ws.faults.add("chat.postMessage", Faults.error(reason), times=times, when=there)


def state(scene: Scene) -> str:
    engine = create_engine(scene.url)
    with engine.connect() as connection:
        (found,) = connection.execute(text("SELECT state FROM sets")).scalars()
    engine.dispose()
    return str(found)


def told(scene: Scene) -> list[str]:
    """What anybody was told of the channel by DM."""
    return [words for one in scene.people for words in told_to(scene, one)]


def told_to(scene: Scene, who: Person) -> list[str]:
    return [plain(one.text) for one in scene.ws.dm(who) if "write in" in one.text]


def tries(scene: Scene) -> int:
    posts = [one for one in scene.ws.calls if one.method == "chat.postMessage"]
    return len([one for one in posts if one.args.get("channel") == scene.room.id])


async def jumps_to(scene: Scene, moment: str) -> None:
    """Days pass at once, and Slack is not asked every five minutes of them."""
    scene.clock.move_to(datetime.fromisoformat(moment))
    await scene.settle()


def times(scene: Scene, words: str) -> int:
    return len([one for one in said(scene) if words in one])


@REASONS
async def test_a_channel_that_refuses_once_is_asked_again_by_itself(scene: Scene, reason: str) -> None:
    refuses(scene, reason, times=1)
    await scene.command(scene.ana, "/set", "start")
    assert (state(scene), times(scene, "meeting 1 of")) == ("paused", 0)
    (notice,) = told(scene)
    assert told_to(scene, scene.ben) == [notice], "the turn to host has moved on as the meeting opened"
    assert notice.startswith(f"I can't write in <#{scene.room.id}> any more, so its set is paused. Nothing is lost.")
    await scene.pass_time(minutes=5)
    await scene.settle()
    assert (state(scene), times(scene, "meeting 1 of"), times(scene, "Opening")) == ("active", 1, 1)
    assert told(scene) == [f"I couldn't write in <#{scene.room.id}> for a while. I can again."]


@pytest.mark.parametrize("reason", ["restricted_action", "not_in_channel"])
async def test_whatever_is_done_in_the_channel_asks_again_at_once(scene: Scene, reason: str) -> None:
    refuses(scene, reason, times=1)
    await scene.command(scene.ana, "/set", "start")
    await scene.command(scene.ben, "/set")
    assert (state(scene), times(scene, "meeting 1 of"), times(scene, "Opening")) == ("active", 1, 1)


async def test_a_message_said_there_asks_again_with_no_meeting_open(scene: Scene) -> None:
    await scene.ws.archive(scene.ana, scene.room)
    assert state(scene) == "paused"
    scene.room.archived = False
    await scene.say(scene.ben, "Here we are again", in_thread=False)
    assert state(scene) == "active"


async def test_resume_goes_on_where_the_meeting_was(scene: Scene) -> None:
    await to_the_questions(scene)
    refuses(scene, "restricted_action", times=1)
    await scene.say(scene.ana, "What would have to be true?")
    await scene.say(scene.chloe, "They would have to trust each other")
    await scene.press(scene.ana, "Next question")
    assert state(scene) == "paused"
    refused = await scene.press(scene.chloe, "Park")
    assert (refused.ok, state(scene)) == (True, "active")
    await scene.press(scene.ben, "Resume")
    assert "Pass" in labels(newest(scene, f"<@{scene.ben.id}>, your turn to ask"))


async def test_start_is_not_refused_and_works_once_slack_lets_it(scene: Scene) -> None:
    refuses(scene, "restricted_action")
    await scene.command(scene.ana, "/set", "start")
    await scene.command(scene.ana, "/set", "resume")
    assert state(scene) == "paused"
    scene.ws.faults.clear()
    await scene.command(scene.ana, "/set", "resume")
    assert (state(scene), times(scene, "meeting 1 of")) == ("active", 1)


async def test_while_it_refuses_the_host_is_told_once_and_slack_is_asked_every_few_minutes(scene: Scene) -> None:
    refuses(scene, "restricted_action")
    before = tries(scene)
    await scene.command(scene.ana, "/set", "start")
    await scene.pass_time(hours=3)
    await scene.command(scene.ben, "/set")
    assert (len(told(scene)), state(scene)) == (1, "paused")
    assert 30 <= tries(scene) - before <= 40
    scene.ws.faults.clear()
    await scene.pass_time(minutes=5)
    assert (state(scene), times(scene, "meeting 1 of")) == ("active", 1)


async def test_a_later_loss_is_told_again(scene: Scene) -> None:
    for number in (1, 2):
        refuses(scene, "not_in_channel", times=1)
        await scene.command(scene.ana, "/set", "start" if number == 1 else f"add <@{scene.otto.id}>")
        assert told(scene)[-1].startswith("I can't write in")
        await scene.pass_time(minutes=5)
        await scene.settle()
        assert (len(told(scene)), state(scene)) == (number, "active")


@pytest.mark.parametrize("back", ["unarchived", "invited"])
async def test_a_return_that_slack_tells_of_ends_the_loss_with_nothing_owed(scene: Scene, back: str) -> None:
    over = f"I couldn't write in <#{scene.room.id}> for a while. I can again."
    for number in (1, 2):
        await event(scene, f"{scene.room.kind}_{'archive' if back == 'unarchived' else 'left'}")
        assert (len(told(scene)), told(scene)[-1].startswith("I can't write in")) == (number, True)
        await scene.pass_time(hours=2)
        if back == "unarchived":
            await event(scene, f"{scene.room.kind}_unarchive")
        else:
            await scene.ws.join(scene.ws.bot_user, scene.room)
            await scene.settle()
        assert (told(scene), state(scene)) == ([over] * number, "active")


async def test_that_somebody_else_came_in_does_not_end_the_loss(scene: Scene) -> None:
    await event(scene, f"{scene.room.kind}_left")
    await scene.ws.join(scene.otto, scene.room)
    await scene.settle()
    assert (len(told(scene)), told(scene)[-1].startswith("I can't write in")) == (1, True)


async def event(scene: Scene, kind: str) -> None:
    await scene.ws.event({"type": kind, "channel": scene.room.id, "user": scene.ana.id})
    await scene.settle()


async def test_a_return_whose_event_was_missed_is_found_out(scene: Scene) -> None:
    await scene.ws.archive(scene.ana, scene.room)
    await scene.command(scene.ana, "/set", "start")
    await scene.goes()
    scene.room.archived = False
    await scene.is_away_for(timedelta(hours=1))
    await scene.arrives()
    await scene.pass_time(minutes=5)
    await scene.settle()
    assert (state(scene), times(scene, "meeting 1 of")) == ("active", 1)


async def test_a_meeting_whose_time_comes_meanwhile_gets_its_card_as_the_channel_is_back(scene: Scene) -> None:
    refuses(scene, "not_in_channel")
    await scene.ws.archive(scene.ana, scene.room)
    scene.room.archived = False
    await scene.command(scene.ana, "/set", f"add <@{scene.otto.id}>")
    await jumps_to(scene, "2026-11-10T13:30:00+00:00")
    await scene.to(datetime.fromisoformat("2026-11-10T16:00:00+00:00"))
    assert (state(scene), times(scene, "meeting 1 of")) == ("paused", 0)
    scene.ws.faults.clear()
    await scene.pass_time(hours=1)
    await scene.settle()
    assert (state(scene), times(scene, "meeting 1 of"), times(scene, "has added")) == ("active", 1, 1)
    assert "Start" in labels(newest(scene, "meeting 1 of"))


async def test_of_several_meetings_whose_time_came_only_the_last_gets_a_card(scene: Scene) -> None:
    refuses(scene, "not_in_channel")
    await scene.command(scene.ana, "/set", f"add <@{scene.otto.id}>")
    for day in ("2026-11-10", "2026-11-24"):
        await jumps_to(scene, f"{day}T13:50:00+00:00")
        await scene.to(datetime.fromisoformat(f"{day}T14:30:00+00:00"))
    scene.ws.faults.clear()
    for _ in range(2):
        await scene.pass_time(hours=1)
        await scene.settle()
    assert [times(scene, f"meeting {number} of") for number in (1, 2)] == [
        1,
        0,
    ]  # the one that was never held takes no number


async def test_what_was_owed_comes_once_and_in_order(scene: Scene) -> None:
    await to_the_slot(scene)
    before = len(said(scene))
    refuses(scene, "restricted_action", times=2)
    await scene.press(scene.chloe, "That's it")
    await scene.pass_time(minutes=12)
    await scene.command(scene.chloe, "/set", "resume")
    await scene.press(scene.chloe, "Next")
    new = said(scene)[before:]
    assert len(new) == len(set(new))
    order = [one.ts for one in scene.ws.everything(scene.room) if one.bot_id]
    assert order == sorted(order)


async def test_whoever_could_not_be_reached_is_there_as_soon_as_they_do_something(scene: Scene) -> None:
    engine = create_engine(scene.url)
    with engine.begin() as connection:
        connection.execute(text("UPDATE people SET reachable = false"))
    await scene.command(scene.ben, "/set")
    with engine.connect() as connection:
        reached = connection.execute(text('SELECT "user" FROM people WHERE reachable')).scalars().all()
    engine.dispose()
    assert reached == [scene.ben.id]
