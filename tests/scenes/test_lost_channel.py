"""A channel that refuses: what is owed there asks again by itself, and with every gesture; its host is told once a loss."""

from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from rehearsal.faults import Call, Faults
from tests.house import House, a_house, labels, plain
from tests.scenes.play import newest, said, to_the_questions, to_the_slot

REASONS = pytest.mark.parametrize(
    "reason",
    ["restricted_action", "not_in_channel", "is_archived", "channel_not_found", "ekm_access_denied"],
)
ALWAYS = None


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    """A set of five that has agreed."""
    async with a_house(tmp_path) as house:
        await house.found()
        yield house


def refuses(house: House, reason: str, times: int | None = ALWAYS) -> None:
    """Slack refuses what is posted in the set's channel, so many times."""

    def there(call: Call) -> bool:
        return call.args.get("channel") == house.room.id

    house.ws.faults.add("chat.postMessage", Faults.error(reason), times=times, when=there)


def state(house: House) -> str:
    engine = create_engine(house.url)
    with engine.connect() as connection:
        (found,) = connection.execute(text("SELECT state FROM sets")).scalars()
    engine.dispose()
    return str(found)


def told(house: House) -> list[str]:
    return [plain(one.text) for one in house.ws.dm(house.ana) if "write in" in one.text]


def tries(house: House) -> int:
    posts = [one for one in house.ws.calls if one.method == "chat.postMessage"]
    return len([one for one in posts if one.args.get("channel") == house.room.id])


async def jumps_to(house: House, moment: str) -> None:
    """Days pass at once, and Slack is not asked every five minutes of them."""
    house.clock.move_to(datetime.fromisoformat(moment))
    await house.settle()


def times(house: House, words: str) -> int:
    return len([one for one in said(house) if words in one])


@REASONS
async def test_a_channel_that_refuses_once_is_asked_again_by_itself(house: House, reason: str) -> None:
    refuses(house, reason, times=1)
    await house.command(house.ana, "/set", "start")
    assert (state(house), times(house, "meeting 1 of")) == ("paused", 0)
    (notice,) = told(house)
    assert notice.startswith(f"I can't write in <#{house.room.id}> any more, so its set is paused. Nothing is lost.")
    await house.pass_time(minutes=5)
    await house.settle()
    assert (state(house), times(house, "meeting 1 of"), times(house, "Opening")) == ("active", 1, 1)
    assert told(house) == [f"I couldn't write in <#{house.room.id}> for a while. I can again."]


@pytest.mark.parametrize("reason", ["restricted_action", "not_in_channel"])
async def test_whatever_is_done_in_the_channel_asks_again_at_once(house: House, reason: str) -> None:
    refuses(house, reason, times=1)
    await house.command(house.ana, "/set", "start")
    await house.command(house.ben, "/set")
    assert (state(house), times(house, "meeting 1 of"), times(house, "Opening")) == ("active", 1, 1)


async def test_a_message_said_there_asks_again_with_no_meeting_open(house: House) -> None:
    await house.ws.archive(house.ana, house.room)
    assert state(house) == "paused"
    house.room.archived = False
    await house.say(house.ben, "Here we are again", in_thread=False)
    assert state(house) == "active"


async def test_resume_goes_on_where_the_meeting_was(house: House) -> None:
    await to_the_questions(house)
    refuses(house, "restricted_action", times=1)
    await house.say(house.ana, "What would have to be true?")
    await house.say(house.chloe, "They would have to trust each other")
    await house.press(house.ana, "Done")
    assert state(house) == "paused"
    refused = await house.press(house.chloe, "Park")
    assert (refused.ok, state(house)) == (True, "active")
    await house.press(house.ben, "Resume")
    assert "Pass" in labels(newest(house, f"<@{house.ben.id}>, your turn to ask"))


async def test_start_is_not_refused_and_works_once_slack_lets_it(house: House) -> None:
    refuses(house, "restricted_action")
    await house.command(house.ana, "/set", "start")
    await house.command(house.ana, "/set", "resume")
    assert state(house) == "paused"
    house.ws.faults.clear()
    await house.command(house.ana, "/set", "resume")
    assert (state(house), times(house, "meeting 1 of")) == ("active", 1)


async def test_while_it_refuses_the_host_is_told_once_and_slack_is_asked_every_few_minutes(house: House) -> None:
    refuses(house, "restricted_action")
    before = tries(house)
    await house.command(house.ana, "/set", "start")
    await house.pass_time(hours=3)
    await house.command(house.ben, "/set")
    assert (len(told(house)), state(house)) == (1, "paused")
    assert 30 <= tries(house) - before <= 40
    house.ws.faults.clear()
    await house.pass_time(minutes=5)
    assert (state(house), times(house, "meeting 1 of")) == ("active", 1)


async def test_a_later_loss_is_told_again(house: House) -> None:
    for number in (1, 2):
        refuses(house, "not_in_channel", times=1)
        await house.command(house.ana, "/set", "start" if number == 1 else f"add <@{house.otto.id}>")
        assert told(house)[-1].startswith("I can't write in")
        await house.pass_time(minutes=5)
        await house.settle()
        assert (len(told(house)), state(house)) == (number, "active")


@pytest.mark.parametrize("back", ["unarchived", "invited"])
async def test_a_return_that_slack_tells_of_ends_the_loss_with_nothing_owed(house: House, back: str) -> None:
    over = f"I couldn't write in <#{house.room.id}> for a while. I can again."
    for number in (1, 2):
        await event(house, f"{house.room.kind}_{'archive' if back == 'unarchived' else 'left'}")
        assert (len(told(house)), told(house)[-1].startswith("I can't write in")) == (number, True)
        await house.pass_time(hours=2)
        if back == "unarchived":
            await event(house, f"{house.room.kind}_unarchive")
        else:
            await house.ws.join(house.ws.bot_user, house.room)
            await house.settle()
        assert (told(house), state(house)) == ([over] * number, "active")


async def test_that_somebody_else_came_in_does_not_end_the_loss(house: House) -> None:
    await event(house, f"{house.room.kind}_left")
    await house.ws.join(house.otto, house.room)
    await house.settle()
    assert (len(told(house)), told(house)[-1].startswith("I can't write in")) == (1, True)


async def event(house: House, kind: str) -> None:
    await house.ws.event({"type": kind, "channel": house.room.id, "user": house.ana.id})
    await house.settle()


async def test_a_return_whose_event_was_missed_is_found_out(house: House) -> None:
    await house.ws.archive(house.ana, house.room)
    await house.command(house.ana, "/set", "start")
    await house.goes()
    house.room.archived = False
    await house.is_away_for(timedelta(hours=1))
    await house.arrives()
    await house.pass_time(minutes=5)
    await house.settle()
    assert (state(house), times(house, "meeting 1 of")) == ("active", 1)


async def test_a_meeting_whose_time_comes_meanwhile_gets_its_card_as_the_channel_is_back(house: House) -> None:
    refuses(house, "not_in_channel")
    await house.ws.archive(house.ana, house.room)
    house.room.archived = False
    await house.command(house.ana, "/set", f"add <@{house.otto.id}>")
    await jumps_to(house, "2026-11-10T13:30:00+00:00")
    await house.to(datetime.fromisoformat("2026-11-10T16:00:00+00:00"))
    assert (state(house), times(house, "meeting 1 of")) == ("paused", 0)
    house.ws.faults.clear()
    await house.pass_time(hours=1)
    await house.settle()
    assert (state(house), times(house, "meeting 1 of"), times(house, "is now in the set")) == ("active", 1, 1)
    assert "Start" in labels(newest(house, "meeting 1 of"))


async def test_of_several_meetings_whose_time_came_only_the_last_gets_a_card(house: House) -> None:
    refuses(house, "not_in_channel")
    await house.command(house.ana, "/set", f"add <@{house.otto.id}>")
    for day in ("2026-11-10", "2026-11-24"):
        await jumps_to(house, f"{day}T13:50:00+00:00")
        await house.to(datetime.fromisoformat(f"{day}T14:30:00+00:00"))
    house.ws.faults.clear()
    await house.pass_time(hours=1)
    await house.settle()
    assert [times(house, f"meeting {number} of") for number in (1, 2)] == [0, 1]


async def test_what_was_owed_comes_once_and_in_order(house: House) -> None:
    await to_the_slot(house)
    before = len(said(house))
    refuses(house, "restricted_action", times=2)
    await house.press(house.chloe, "That's it")
    await house.pass_time(minutes=12)
    await house.command(house.chloe, "/set", "resume")
    await house.press(house.chloe, "Next")
    new = said(house)[before:]
    assert len(new) == len(set(new))
    order = [one.ts for one in house.ws.everything(house.room) if one.bot_id]
    assert order == sorted(order)


async def test_whoever_could_not_be_reached_is_there_as_soon_as_they_do_something(house: House) -> None:
    engine = create_engine(house.url)
    with engine.begin() as connection:
        connection.execute(text("UPDATE people SET reachable = false"))
    await house.command(house.ben, "/set")
    with engine.connect() as connection:
        reached = connection.execute(text('SELECT "user" FROM people WHERE reachable')).scalars().all()
    engine.dispose()
    assert reached == [house.ben.id]
