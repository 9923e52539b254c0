"""A rehearsal is kept as Markdown that shows who saw what."""

from rehearsal import scripts
from rehearsal.transcript import Transcript
from tests.rehearsal.bare_bot import CARD
from tests.rehearsal.playing import played


async def test_a_transcript_has_days_places_and_words() -> None:
    async with played() as play:
        kept: list[str] = []
        Transcript(scripts.read("title: A *set*\nplay: []"), play.participants, kept.append)
        slack, room = play.bot.app.client, play.participants.room
        posted = await slack.chat_postMessage(channel=room.id, text="*Now*, <@U001ANA>: `a|b`")
        await slack.chat_postMessage(channel=room.id, text="card", blocks=CARD[1:], thread_ts=str(posted["ts"]))
        await play.ws.say(play.participants.people["ben"], room, "2 * 3 <b>")
        await play.run("- clock: +1d\n- ana: {home: open}")
    assert "".join(kept) == (
        "# A \\*set\\*\n\n"
        "## Tuesday 3 November 2026, Europe/London\n\n"
        "14:00 **\\#set-heads, Set Adviser**\n\n"
        "> **Now**, @Ana: a\\|b  \n\n"
        "14:00 **THREAD Now, @Ana: a\\|b, Set Adviser**\n\n"
        ">> \\[Not yet\\]  \n\n"
        "14:00 **\\#set-heads**\n\n"
        "> **Ben:** 2 \\* 3 \\<b\\>  \n\n"
        "## Wednesday 4 November 2026, Europe/London\n\n"
        "14:00 **HOME ANA**\n\n"
        "> Your sets  \n"
    )
