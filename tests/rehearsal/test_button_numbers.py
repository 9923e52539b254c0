"""What can be pressed has a number that it keeps, and nobody presses what they do not see."""

from collections.abc import AsyncIterator

import pytest

from rehearsal.button_numbers import key_of
from rehearsal.finding import NotThere
from rehearsal.script_items import Presses
from tests.rehearsal.bare_bot import CARD, Block, plain
from tests.rehearsal.playing import Play, played


@pytest.fixture
async def play() -> AsyncIterator[Play]:
    async with played() as begun:
        begun.player.narrator.formatter.number = begun.numbers.give
        yield begun


async def test_a_button_keeps_its_number_while_its_message_is_edited(play: Play) -> None:
    slack, room = play.bot.app.client, play.participants.room.id
    posted = await slack.chat_postMessage(channel=room, text="card", blocks=CARD)
    row = "       [1 Done] [2 ... Next] [3 ... Pause] [4 ... Q & A] [5 Host: choose]"
    assert play.told[-2:] == [row, "       [6 Not yet]"]
    await slack.chat_update(channel=room, ts=str(posted["ts"]), text="card", blocks=[*CARD[1:], *CARD[:1]])
    assert play.told[-1] in (row, "       [6 Not yet]")


async def test_a_button_that_is_gone_or_somebody_elses_is_not_pressed(play: Play) -> None:
    slack, room, people = play.bot.app.client, play.participants.room.id, play.participants.people
    await slack.chat_postEphemeral(channel=room, user=people["ben"].id, text="psst", blocks=CARD[1:])
    target = play.numbers.target(1)
    assert target is not None
    finder = play.player.finder
    assert finder.still_there(people["ben"], target, key_of).words == "Not yet"
    with pytest.raises(NotThere, match="is not in front of Ana"):
        finder.still_there(people["ana"], target, key_of)
    assert play.numbers.target(0) is None
    assert play.numbers.target(2) is None


async def test_a_number_is_recorded_in_words_that_find_the_same_button(play: Play) -> None:
    row = {"type": "button", "text": plain("Done"), "action_id": "report"}
    blocks: list[Block] = []
    for number, words in enumerate(("Ask Mo", "Leave the rota")):
        blocks += [
            {"type": "section", "text": plain(words)},
            {"type": "actions", "elements": [{**row, "value": f"{number}"}]},
        ]
    slack, room, ana = play.bot.app.client, play.participants.room.id, play.participants.people["ana"]
    await slack.chat_postMessage(
        channel=room, text="older", blocks=[{"type": "section", "text": plain("Week 1")}, *blocks[1:2]]
    )
    await slack.chat_postMessage(channel=room, text="newer", blocks=blocks)
    found = [play.player.finder.described(ana, target) for target in map(play.numbers.target, (1, 2, 3)) if target]
    assert found == [
        Presses(0, "ana", "Done", "", "Week 1"),
        Presses(0, "ana", "Done", "", "Ask Mo"),
        Presses(0, "ana", "Done", "", "Leave the rota"),
    ]


async def test_what_stands_beside_it_is_recorded_as_it_is_read(play: Play) -> None:
    row = {"type": "actions", "elements": [{"type": "button", "text": plain("Done"), "action_id": "report"}]}
    said = "*Heads, meeting {} of 4* · until <!date^1793714400^{{time}}|15:30>"
    for number in (1, 2):
        words = {"type": "section", "text": {"type": "mrkdwn", "text": said.format(number)}}
        await play.bot.app.client.chat_postMessage(channel=play.participants.room.id, text="card", blocks=[words, row])
    target = play.numbers.target(1)
    assert target is not None
    found = play.player.finder.described(play.participants.people["ana"], target)
    assert found == Presses(0, "ana", "Done", "", "Heads, meeting 1 of 4")
    with pytest.raises(NotThere, match=r"There is \[2 Done\]\."):
        play.player.finder.target(play.participants.people["ana"], "Go")
