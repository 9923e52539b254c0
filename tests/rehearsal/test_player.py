"""A script is played as people would, and stops where it does not see what it expects."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest

from rehearsal.script_failures import Failed
from tests.rehearsal.bare_bot import CARD, Block, plain
from tests.rehearsal.playing import Play, played


@pytest.fixture
async def play() -> AsyncIterator[Play]:
    async with played() as begun:
        yield begun


async def post(play: Play, text: str, blocks: list[Block] | None = None, thread: str | None = None) -> str:
    posted = await play.bot.app.client.chat_postMessage(
        channel=play.participants.room.id, text=text, blocks=blocks or [], thread_ts=thread
    )
    return str(posted["ts"])


def row_of(*labels: str) -> Block:
    buttons = [
        {"type": "button", "text": plain(one), "action_id": f"report{number}"} for number, one in enumerate(labels)
    ]
    return {"type": "actions", "elements": buttons}


async def test_talk_goes_to_the_bots_newest_thread_and_elsewhere_when_told(play: Play) -> None:
    card = await post(play, "Slot of Ana")
    await post(play, "Ana, seven minutes are yours", thread=card)
    await play.run("- ana: one\n- in: channel\n- ben: two\n- in: dm\n- eva: three\n- in: slot of ana\n- dan: four")
    where = {one.text: (one.channel, one.thread_ts) for one in play.ws.everything(play.participants.room)}
    room = play.participants.room.id
    assert (where["one"], where["two"], where["four"]) == ((room, card), (room, None), (room, card))
    assert [one.text for one in play.ws.dm(play.participants.people["eva"])] == ["three"]


async def test_a_card_that_asks_for_talk_in_its_thread_gets_it(play: Play) -> None:
    card = await post(play, "In one line, in this thread: how are you?")
    await play.run("- ana: well")
    assert play.ws.everything(play.participants.room)[-1].thread_ts == card


async def test_talk_goes_under_the_card_of_a_later_step_until_that_is_over(play: Play) -> None:
    slot = await post(play, "Slot of Ana")
    await post(play, "Ana, seven minutes are yours", thread=slot)
    row = {"type": "actions", "elements": [{"type": "button", "text": plain("Next"), "action_id": "report"}]}
    review = await post(play, "Review", [row])
    await post(play, "The next meeting has moved")
    await play.run("- ana: what I learned")
    assert play.ws.everything(play.participants.room)[-1].thread_ts == review
    await play.bot.app.client.chat_update(channel=play.participants.room.id, ts=review, text="Review: over", blocks=[])
    await play.run("- ana: later")
    assert play.ws.everything(play.participants.room)[-1].thread_ts == slot


async def test_where_talk_goes_has_a_name(play: Play) -> None:
    ana, otto = play.participants.people["ana"], play.participants.people["otto"]
    assert (play.player.where(ana), play.player.where(otto)) == ("channel", "dm")
    await post(play, "In one line, in this thread: how are you?")
    assert play.player.where(ana) == "thread In one line, in this thread…"
    await play.run("- in: channel")
    assert play.player.where(ana) == "channel"


async def test_names_with_a_sign_in_front_are_mentions(play: Play) -> None:
    await play.run("- ana: /set add @otto")
    assert play.bot.heard[0]["text"] == f"add <@{play.participants.people['otto'].id}>"


async def test_a_command_that_nobody_has_is_not_sent(play: Play) -> None:
    with pytest.raises(Failed, match="“/nonsense” is no command here, and nobody heard it"):
        await play.run("- ana: /nonsense at all")
    assert play.bot.heard == []


async def test_somebody_outside_the_channel_types_to_the_bot_alone(play: Play) -> None:
    await play.run("- otto: /set\n- in: channel\n- otto: hello")
    alone = play.ws.dm_channel(play.participants.people["otto"]).id
    assert play.bot.heard[0]["channel_id"] == alone
    assert [one.text for one in play.ws.dm(play.participants.people["otto"])] == ["hello"]
    assert play.ws.everything(play.participants.room) == []


async def test_somebody_in_the_channel_invites_people_with_slacks_own_command(play: Play) -> None:
    await play.run("- ana: /invite @otto")
    assert play.participants.people["otto"].id in play.participants.room.members


@pytest.mark.parametrize(
    ("item", "said"),
    [
        pytest.param("ana: /invite @kim", "“@kim” is nobody to invite; there are @set-adviser, @ana", id="nobody"),
        pytest.param("ana: /invite @set-adviser", "“@set-adviser” is in #set-heads already", id="there already"),
        pytest.param(
            "otto: /invite @otto", "Otto is not in #set-heads, and can invite nobody there", id="from outside"
        ),
    ],
)
async def test_an_invitation_that_cannot_be_gets_a_sentence(play: Play, item: str, said: str) -> None:
    with pytest.raises(Failed, match=said):
        await play.run(f"- {item}")


async def test_a_bot_that_is_not_invited_is_not_in_the_channel() -> None:
    async with played("invited: no\nplay: []") as play:
        assert play.ws.bot_user not in play.participants.room.members
        await play.run("- ana: /invite @set-adviser")
        assert play.ws.bot_user in play.participants.room.members


async def test_a_button_is_found_by_its_words_whatever_their_quotes_and_case(play: Play) -> None:
    row = {"type": "actions", "elements": [{"type": "button", "text": plain("That's it"), "action_id": "report"}]}
    await post(play, "older", [row])
    newer = await post(play, "newer", [row])
    await play.run("- ben: {press: that’s it}")
    assert play.bot.heard[0]["container"]["message_ts"] == newer


async def test_a_button_is_told_from_its_like_by_what_stands_beside_it(play: Play) -> None:
    row = {"type": "button", "text": plain("Done"), "action_id": "report"}
    blocks: list[Block] = []
    for number, words in enumerate(("Ask Mo", "Leave the rota")):
        blocks += [
            {"type": "section", "text": plain(words)},
            {"type": "actions", "elements": [{**row, "value": f"{number}"}]},
        ]
    await post(play, "two", blocks)
    with pytest.raises(Failed, match=r"there are 2 \[Done\] in one message"):
        await play.run("- ana: {press: Done}")
    await play.run("- ana: {press: Done, beside: leave the rota}")
    assert play.bot.heard[0]["actions"][0]["value"] == "1"


@pytest.mark.parametrize(
    ("label", "pressed"),
    [
        pytest.param("That", "That's it", id="a beginning that no other button has"),
        pytest.param("that’s i", "That's it", id="whatever its quotes and case"),
        pytest.param("Next", "Next", id="a whole label before a beginning"),
        pytest.param("Next p", "Next person", id="the beginning of a longer one"),
    ],
)
async def test_a_button_is_found_by_how_no_other_begins(play: Play, label: str, pressed: str) -> None:
    labels = ("That's it", "Next", "Next person", "Done", "Don't wait")
    await post(play, "row", [row_of(*labels)])
    assert play.player.finder.target(play.participants.people["ben"], label).words == pressed


async def test_a_beginning_of_several_buttons_is_asked_about(play: Play) -> None:
    await post(play, "older", [row_of("Done")])
    await post(play, "newer", [row_of("Don't wait")])
    with pytest.raises(Failed, match=r"several begin with “do”: \[Don't wait\], \[Done\]; say which"):
        await play.run("- ben: {press: do}")


async def test_an_option_of_a_menu_is_pressed_like_a_button(play: Play) -> None:
    await post(play, "menu", CARD)
    await play.run("- ana: {press: Pause}")
    assert play.bot.heard[0]["actions"][0]["selected_option"]["value"] == "pause"


async def test_what_is_behind_more_is_found_there_and_its_form_put_away(play: Play) -> None:
    row = {"type": "actions", "elements": [{"type": "button", "text": plain("More"), "action_id": "behind"}]}
    with pytest.raises(Failed, match=r"Ana has no \[Longer\] to press"):
        await play.run("- ana: {press: Longer}")
    await post(play, "card", [row])
    await play.run("- ana: {press: Longer}")
    assert [one["actions"][0]["action_id"] for one in play.bot.heard] == ["behind", "report"]
    assert play.ws.view(play.participants.people["ana"]) is None
    with pytest.raises(Failed, match=r"Ana has no \[Shorter\] to press"):
        await play.run("- ana: {press: Shorter}")
    assert play.ws.view(play.participants.people["ana"]) is None
    await play.run("- ana: {press: More}")
    assert play.ws.view(play.participants.people["ana"]) is not None


async def test_the_clock_goes_where_it_is_sent(play: Play) -> None:
    await play.run("- clock: +10m\n- clock: to Wednesday 09:00")
    assert play.participants.now == datetime(2026, 11, 4, 9, 0, tzinfo=UTC)


async def test_a_form_is_put_away(play: Play) -> None:
    await play.run("- ana: /set form\n- ana: {cancel: form}")
    assert play.ws.view(play.participants.people["ana"]) is None


@pytest.mark.parametrize(
    ("items", "line", "said"),
    [
        pytest.param("- ana: /set\n- see: {who: ana, private: heard}", None, "", id="seen privately"),
        pytest.param("- ana: /set\n- unseen: {who: ben, words: heard}", None, "", id="and not by the others"),
        pytest.param(
            "- ana: /set x\n- see: {who: ana, private: HEARD  x}", None, "", id="spaces and capitals do not matter"
        ),
        pytest.param(
            "- ana: /set x\n- see: {who: ben, words: heard}", 3, "Ben did not see “heard”", id="not seen by another"
        ),
        pytest.param(
            "- ana: /set x\n- see: {dm: heard}", 3, "nobody saw “heard” (dm). What was seen there", id="or elsewhere"
        ),
        pytest.param("- ana: /set x\n- unseen: heard", 3, "“heard” was seen, and should not have been", id="unseen"),
        pytest.param("- ana: /set x\n- ben: hi\n- see: heard", 4, "nobody saw", id="only since the last gesture"),
        pytest.param("- ana: {press: Go}", 2, "Ana has no [Go] to press. There is nothing to press.", id="no button"),
        pytest.param("- ana: {fill: {a: b}}", 2, "Ana has no form open", id="no form"),
        pytest.param("- ana: {cancel: form}", 2, "Ana has no form open", id="no form to put away"),
        pytest.param("- in: the moon", 2, "nothing in the channel says “the moon”", id="no such place"),
        pytest.param("- ana: {shortcut: Fly, on: x}", 2, "sees no message with “x”", id="no message"),
        pytest.param("- ana: /nonsense", 2, "is no command here", id="a command that nobody has"),
        pytest.param("- clock: to 2026-11-01", 2, "only goes forward", id="backwards"),
    ],
)
async def test_what_is_expected_is_seen_or_the_script_stops(
    play: Play, items: str, line: int | None, said: str
) -> None:
    if line is None:
        await play.run(items)
        return
    with pytest.raises(Failed) as failed:
        await play.run(items)
    assert (failed.value.line, said in failed.value.what) == (line, True)


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        pytest.param("Nope: x", "the form has no field “Nope”; it has “In one sentence”", id="no such field"),
        pytest.param("In one sentence: [a]", "takes one value, not a list", id="a list for a word"),
        pytest.param("{In one sentence: a, Urgent: Soon}", "has no choice “Soon”; there is “Next”", id="no choice"),
        pytest.param("{In one sentence: a, With: zoe}", "“zoe” is nobody; there are ana", id="nobody"),
        pytest.param("{In one sentence: a, By: soon}", "takes a day like 2026-12-01", id="no day"),
        pytest.param("{In one sentence: a, By: 31 Feb}", "There's no 31 February", id="a day that is none"),
        pytest.param("{In one sentence: a, At: 9}", "comes twice a day: 09:00 or 21:00", id="a time in two ways"),
        pytest.param("{In one sentence: a, At: 25:99}", "takes a time like 14:00", id="no time"),
        pytest.param("By: 2026-12-02", "the form was not taken: “Please complete", id="left empty"),
    ],
)
async def test_a_form_filled_in_wrongly_says_what_it_takes(play: Play, fields: str, said: str) -> None:
    await play.run("- ana: /set form")
    with pytest.raises(Failed) as failed:
        await play.run(f"- ana:\n    fill:\n      {fields}")
    assert said in failed.value.what


async def test_a_form_may_be_expected_to_complain(play: Play) -> None:
    await play.run("- ana: /set form\n- ana: {fill: {}, refused: complete this required}")
    play.bot.answer = {"response_action": "errors", "errors": {"sentence": "There's no 31 February."}}
    await play.run("- ana: {fill: {In one sentence: x}, refused: no 31 February}")
    assert play.printed[-12:].count("         ! There's no 31 February.") == 1
    play.bot.answer = {}
    with pytest.raises(Failed, match="should have said “no 30 February”"):
        await play.run("- ana: {fill: {}, refused: no 30 February}")


async def test_what_slack_would_not_show_fails(play: Play) -> None:
    play.bot.answer = {"blocks": [{"type": "nonsense"}]}
    with pytest.raises(Failed, match="Slack would not show what the bot answered"):
        await play.run("- ana: /set")


async def test_an_event_that_the_bot_fails_at_is_not_passed_over(play: Play) -> None:
    play.bot.failing = 5
    with pytest.raises(Failed, match="the bot failed at something"):
        await play.run("- ana: hello")


async def test_an_emoji_stands_on_a_message_and_no_bot_hears_of_it(play: Play) -> None:
    await play.run("- ana: Call me\n- ben: Me too\n- eva: {react: ':tada:', on: call me}\n- dan: {react: 👍}")
    said = {one.text: one for one in play.ws.everything(play.participants.room)}
    assert said["Call me"].reactions == {"tada": [play.participants.people["eva"].id]}
    assert said["Me too"].described()["reactions"][0]["name"] == "👍"
    assert [body["event"]["type"] for body in play.bot.heard] == ["message", "message"]


async def test_somebody_new_talks_is_mentioned_and_invited_like_anybody(play: Play) -> None:
    await play.run(
        "- add: Zoé Rao\n- zoe: hi\n- add: {gita: {name: Gita, outsider: yes}}\n- ana: /set add @gita\n- ana: /invite @gita"
    )
    zoe, gita = (play.participants.people[key] for key in ("zoe", "gita"))
    assert {zoe.id, gita.id} <= set(play.participants.room.members)
    assert any(body.get("text") == f"add <@{gita.id}>" for body in play.bot.heard)


async def test_people_change_only_what_they_have_said_and_leave_only_where_they_are(play: Play) -> None:
    await play.run("- ana: Call me\n- ana: {edit: Call me, to: Call me later}\n- ana: {leave: channel}")
    for item, said in (
        ("- ben: {edit: Call me, to: Don't}", "Ben has said nothing with “Call me”"),
        ("- ana: {leave: channel}", "Ana is not in #set-heads"),
        ("- ben: {join: channel}", "Ben is in #set-heads"),
    ):
        with pytest.raises(Failed, match=said):
            await play.run(item)
