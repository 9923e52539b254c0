"""What stands somewhere now is found whenever it was said, and a script that expects otherwise says what is there."""

from collections.abc import AsyncIterator

import pytest

from rehearsal.script_failures import Failed
from tests.rehearsal.bare_bot import CARD, plain
from tests.rehearsal.playing import Play, played

HEARD = "- ana: /set x\n- ben: hi there\n- dan: well\n"
CARRIES = "buttons: [Done, Next, Pause, Q & A, Not yet]"


@pytest.fixture
async def play() -> AsyncIterator[Play]:
    """Ana was answered privately, and then others spoke under a card that carries buttons."""
    async with played() as begun:
        room = begun.participants.room.id
        await begun.bot.app.client.chat_postMessage(channel=room, text="older card", blocks=CARD)
        words = {"type": "section", "text": plain("the card")}
        posted = await begun.bot.app.client.chat_postMessage(channel=room, text="c", blocks=[words, *CARD])
        await begun.bot.app.client.chat_postMessage(channel=room, text="in its thread", thread_ts=posted["ts"])
        yield begun


@pytest.mark.parametrize(
    "item",
    [
        pytest.param("now: heard x", id="by anybody, also what is long past"),
        pytest.param("now: {who: ana, private: HEARD  x}", id="by the one who was told"),
        pytest.param("nowhere: {who: ben, words: heard}", id="not by another"),
        pytest.param("now: {thread: hi there}", id="in a place"),
        pytest.param("nowhere: {channel: hi there}", id="not in another"),
        pytest.param("now: {who: ben, thread: in its thread, times: 1}", id="so many times"),
        pytest.param("now: {words: Not yet, times: 2}", id="in several messages"),
        pytest.param(f"now: {{channel: the card, {CARRIES}}}", id="with all its buttons"),
        pytest.param("now: {thread: hi there, buttons: []}", id="without a button"),
        pytest.param("now: [hi there, {thread: well}]", id="several things"),
        pytest.param("nowhere: [oh, {dm: well}]", id="several that are not there"),
    ],
)
async def test_what_stands_is_found(play: Play, item: str) -> None:
    await play.run(f"{HEARD}- {item}")


@pytest.mark.parametrize(
    ("item", "said"),
    [
        pytest.param("now: oh", "“oh” stands nowhere now. What is newest there: “", id="nowhere"),
        pytest.param("now: {who: ben, private: heard}", "stands nowhere now (private). What", id="for another"),
        pytest.param("nowhere: hi", "“hi” stands, and should not: “hi there”", id="there after all"),
        pytest.param("nowhere: {thread: hi}", "“hi” stands (thread), and should not", id="in that place"),
        pytest.param("now: {words: Not yet, times: 1}", "stands in 2 messages, not in 1", id="too often"),
        pytest.param("now: {thread: hi, times: 2}", "stands in 1 message (thread), not in 2", id="too seldom"),
        pytest.param(
            "now: {channel: the card, buttons: [Done]}",
            "“the card” carries [Done] [Next] [Pause] [Q & A] [Not yet], and should carry [Done]",
            id="more buttons",
        ),
        pytest.param("now: {thread: hi, buttons: [Go]}", "carries no button, and should carry [Go]", id="no button"),
        pytest.param("now: {channel: the card, buttons: []}", "and should carry no button", id="a button too many"),
    ],
)
async def test_what_does_not_stand_so_stops_the_script(play: Play, item: str, said: str) -> None:
    with pytest.raises(Failed) as failed:
        await play.run(f"{HEARD}- {item}")
    assert (failed.value.line, said in failed.value.what) == (5, True), failed.value.what


async def test_words_of_the_newest_message_count_for_its_buttons(play: Play) -> None:
    await play.bot.app.client.chat_postMessage(channel=play.participants.room.id, text="the card, bare")
    await play.run("- now: {channel: the card, buttons: []}")


async def test_to_look_is_not_to_do(play: Play) -> None:
    await play.run("- ana: /set x\n- now: the card\n- nowhere: oh\n- see: heard x")


async def edited(play: Play) -> None:
    message = play.ws.messages(play.participants.room)[-1]
    await play.bot.app.client.chat_update(channel=message.channel, ts=message.ts, text="over", blocks=[])


async def test_an_old_button_is_pressed_as_it_stood(play: Play) -> None:
    await edited(play)
    await play.run("- ana: {press: Not yet, on: the card, old: yes}")
    assert play.bot.heard[0]["actions"][0]["value"] == "2"
    with pytest.raises(Failed, match=r"Ana has no \[Not yet\] to press on “the card”"):
        await play.run("- ana: {press: Not yet, on: the card}")


async def test_a_button_that_only_stands_now_is_no_old_one(play: Play) -> None:
    with pytest.raises(Failed, match=r"Ana never had an old \[Done\] to press. There is \[Done\]"):
        await play.run("- ana: {press: Done, old: yes}")


async def test_what_arrives_late_was_written_before(play: Play) -> None:
    await play.run("- clock: +10m\n- ana: {say: 'Who then?', late: 90s}")
    event = play.bot.heard[0]["event"]
    thread = play.ws.everything(play.participants.room)[-1].thread_ts
    assert (event["text"], event["user"], event["thread_ts"]) == (
        "Who then?",
        play.participants.people["ana"].id,
        thread,
    )
    assert float(event["ts"]) == play.participants.now.timestamp() - 90
    assert any("wrote 90s ago, and the bot hears of it only now: Who then?" in line for line in play.told)
