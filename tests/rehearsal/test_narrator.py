"""Everybody's view is told so that channel, threads, hints, direct messages and forms can be told apart."""

from collections.abc import AsyncIterator

import pytest

from tests.rehearsal.bare_bot import CARD, FORM
from tests.rehearsal.playing import Play, played


@pytest.fixture
async def play() -> AsyncIterator[Play]:
    async with played() as begun:
        yield begun


async def test_a_channel_post_has_its_time_its_place_and_its_buttons(play: Play) -> None:
    await play.bot.app.client.chat_postMessage(channel=play.participants.room.id, text="card", blocks=CARD[1:])
    assert play.printed == [
        "",
        "---- Tuesday 3 November 2026, Europe/London ".ljust(80, "-"),
        "",
        "14:00  #set-heads, Set Adviser",
        "       [Not yet]",
    ]


async def test_talk_in_a_thread_stands_further_in_and_goes_on_under_one_heading(play: Play) -> None:
    posted = await play.bot.app.client.chat_postMessage(
        channel=play.participants.room.id, text="Chloé's slot · until 14:40"
    )
    ana, ben = play.participants.people["ana"], play.participants.people["ben"]
    play.printed.clear()
    await play.ws.say(ana, play.participants.room, "Who else knows?", thread=str(posted["ts"]))
    await play.ws.say(ben, play.participants.room, "<b> & co", thread=str(posted["ts"]))
    assert play.printed == [
        "",
        "14:00      THREAD Chloé's slot",
        "           Ana: Who else knows?",
        "           Ben: <b> & co",
    ]


async def test_a_private_hint_says_who_sees_it(play: Play) -> None:
    ben = play.participants.people["ben"]
    await play.bot.app.client.chat_postEphemeral(channel=play.participants.room.id, user=ben.id, text="psst")
    assert play.told == ["14:00      ONLY BEN SEES, in #set-heads, Set Adviser", "           psst"]


async def test_a_direct_message_is_told_in_its_readers_zone(play: Play) -> None:
    eva = play.participants.people["eva"]
    dated = "Due <!date^1793714400^{date_short_pretty} at {time}|later>"
    await play.bot.app.client.chat_postMessage(channel=eva.id, text=dated)
    assert play.told == ["14:00  DM EVA, Set Adviser", "       Due today at 16:00"]


async def test_of_an_edit_only_what_is_new_is_told(play: Play) -> None:
    slack, room = play.bot.app.client, play.participants.room.id
    posted = await slack.chat_postMessage(channel=room, text="Meeting 1\nhere: Ana\nuntil 15:30")
    play.printed.clear()
    await slack.chat_update(channel=room, ts=str(posted["ts"]), text="Meeting 1\nhere: Ana and Ben\nuntil 15:30")
    assert play.told == ["14:00  #set-heads, changed: “Meeting 1”", "       here: Ana and Ben"]


async def test_an_edit_that_only_takes_away_is_not_told_but_is_seen(play: Play) -> None:
    slack, room = play.bot.app.client, play.participants.room.id
    posted = await slack.chat_postMessage(channel=room, text="Meeting 1\nhere: Ana")
    play.printed.clear()
    await slack.chat_update(channel=room, ts=str(posted["ts"]), text="Meeting 1")
    assert play.printed == []
    assert play.player.narrator.fresh[-1].words == "Meeting 1"


async def test_a_form_is_drawn_and_then_only_what_was_changed_in_it(play: Play) -> None:
    await play.run("- ana: /set form\n- ana: {fill: {In one sentence: Mo & I, With: [ben, Eva]}}")
    assert play.told[:3] == ["14:00  Ana types /set form", "14:00  FORM ANA, Issue", "       In one sentence: (empty)"]
    assert play.told[-4:] == [
        "14:00  FORM ANA, Issue",
        "       In one sentence: Mo & I",
        "       With (optional): Ben, Eva".replace(" (optional)", ""),
        "       Ana presses [Raise]",
    ]
    assert FORM["submit"]["text"] == "Raise"


async def test_a_form_that_is_sent_back_shows_what_is_complained_of_and_what_was_typed(play: Play) -> None:
    await play.run("- ana: /set form")
    play.bot.answer = {"response_action": "errors", "errors": {"sentence": "Say more."}}
    play.printed.clear()
    await play.run("- ana: {fill: {In one sentence: Mo}, refused: say more}")
    assert play.told[-4:] == [
        "14:00  FORM ANA, sent back, Issue",
        "       In one sentence: Mo",
        "         ! Say more.",
        "       [Raise]",
    ]


async def test_a_home_tab_is_told(play: Play) -> None:
    await play.run("- ana: {home: open}")
    assert play.told == ["14:00  HOME ANA", "       Your sets"]


async def test_no_line_is_wider_than_eighty_columns(play: Play) -> None:
    await play.bot.app.client.chat_postMessage(channel=play.participants.room.id, text="wörter " * 60 + "x" * 200)
    assert max(len(line) for line in play.printed) <= 80


async def test_with_colour_the_words_are_the_same() -> None:
    async with played(colour=True) as play:
        await play.bot.app.client.chat_postMessage(channel=play.participants.room.id, text="*Next* moves on")
        assert play.told[-1] == "       \x1b[1mNext\x1b[0m moves on"
