"""People press, choose, fill in and cancel, and the bot is told as Slack tells it."""

from typing import Any

import pytest
from aiohttp import ClientSession
from slack_sdk.errors import SlackApiError

from rehearsal.elements import found
from rehearsal.people import Channel, Person
from rehearsal.workspace import Workspace
from tests.rehearsal.bare_bot import CARD, FORM, Block, Bot, plain, posted


async def test_a_button_in_a_thread_says_where_it_was(ws: Workspace, bot: Bot, ana: Person, room: Channel) -> None:
    await posted(bot, room)
    (card,) = ws.messages(room)
    await posted(bot, room, thread_ts=card.ts)
    await ws.press(ana, ws.messages(room, card)[1], "Done")
    body = bot.heard[0]
    assert (body["user"]["id"], body["channel"]["id"], body["container"]["thread_ts"]) == (ana.id, room.id, card.ts)
    assert (body["actions"][0]["action_id"], body["actions"][0]["value"]) == ("report", "1")
    assert body["message"]["thread_ts"] == card.ts
    assert body["trigger_id"]


@pytest.mark.parametrize(
    ("key", "more", "told"),
    [
        pytest.param("report", {"value": "2"}, ("report", "value", "2"), id="one of two buttons, by its value"),
        pytest.param("Not yet", {}, ("report", "value", "2"), id="a button by its label"),
        pytest.param("more", {"option": "Pause"}, ("more", "selected_option", "Pause"), id="a menu by its id"),
        pytest.param("Pause", {}, ("more", "selected_option", "Pause"), id="a menu by what is chosen"),
        pytest.param("Host", {"option": "U1"}, ("host", "selected_user", "U1"), id="a person"),
    ],
)
async def test_things_are_pressed_as_people_find_them(
    ws: Workspace, http_bot: Bot, ana: Person, room: Channel, key: str, more: dict[str, Any], told: tuple[str, str, str]
) -> None:
    await posted(http_bot, room)
    await ws.press(ana, ws.messages(room)[0], key, **more)
    action = http_bot.heard[0]["actions"][0]
    chosen = action[told[1]]
    assert (action["action_id"], chosen["text"]["text"] if isinstance(chosen, dict) else chosen) == (told[0], told[2])


@pytest.mark.parametrize("key", ["report", "Nothing"], ids=["two of them", "none"])
def test_what_cannot_be_told_apart_or_found_cannot_be_pressed(key: str) -> None:
    with pytest.raises(LookupError):
        found([{"block_id": f"{n}", **block} for n, block in enumerate(CARD)], key)


async def test_plain_text_comes_back_escaped_from_a_menu(
    ws: Workspace, http_bot: Bot, ana: Person, room: Channel
) -> None:
    await posted(http_bot, room)
    await ws.press(ana, ws.messages(room)[0], "Q & A")
    assert http_bot.heard[0]["actions"][0]["selected_option"]["text"]["text"] == "Q &amp; A"


async def test_a_response_url_answers_or_replaces(ws: Workspace, http_bot: Bot, ana: Person, room: Channel) -> None:
    await posted(http_bot, room)
    card = ws.messages(room)[0]
    http_bot.answer = {"text": "only you"}
    await ws.press(ana, card, "Done")
    http_bot.answer = {"text": "replaced", "replace_original": True}
    await ws.press(ana, card, "Done")
    assert [hint.text for hint in ws.ephemerals(ana)] == ["only you"]
    assert ws.messages(room)[0].text == "replaced"
    await ws.press(ana, card.as_it_was(), "Done")
    assert [call.outcome for call in ws.calls if call.method == "response_url"] == ["ok", "ok", "ok"]


async def test_a_response_url_wears_out(ws: Workspace, http_bot: Bot, ana: Person, room: Channel) -> None:
    await ws.command(ana, room, "/set")
    url = http_bot.heard[0]["response_url"]
    async with ClientSession() as session:
        codes = [(await session.post(url, json={"text": f"{n}"})).status for n in range(6)]
        bad = await session.post(url.rpartition("/")[0] + "/404", json={"text": "x"})
    assert codes == [200] * 5 + [404]
    assert await bad.json() == {"ok": False, "error": "expired_url"}
    assert [hint.text for hint in ws.ephemerals(ana)] == ["heard ", "0", "1", "2", "3", "4"]


async def test_of_an_ephemeral_message_the_content_is_not_told(
    ws: Workspace, http_bot: Bot, ana: Person, room: Channel
) -> None:
    await http_bot.app.client.chat_postEphemeral(channel=room.id, user=ana.id, text="psst", blocks=CARD)
    http_bot.answer = {"delete_original": True}
    await ws.press(ana, ws.ephemerals(ana)[0], "Done")
    assert http_bot.heard[0]["container"]["is_ephemeral"]
    assert "message" not in http_bot.heard[0]
    assert ws.ephemerals(ana) == []


async def opened(ws: Workspace, ana: Person, room: Channel) -> None:
    await ws.command(ana, room, "/set", "form")


async def test_a_form_arrives_with_every_field(ws: Workspace, bot: Bot, ana: Person, room: Channel) -> None:
    await opened(ws, ana, room)
    filled = {
        "sentence": "Q & A",
        "Urgent": "Pause",
        "at": "14:00",
        "with": [ana],
        "Kinds": ["Next", "pause"],
    }
    answer = await ws.submit(ana, filled)
    assert (answer.status, answer.problem, ws.view(ana)) == (200, None, None)
    entered: Block = {}
    for fields in bot.heard[-1]["view"]["state"]["values"].values():
        entered |= fields
    assert entered["sentence"] == {"type": "plain_text_input", "value": "Q & A"}
    assert entered["urgent"]["selected_option"]["value"] == "pause"
    assert entered["by"] == {"type": "datepicker", "selected_date": "2026-12-01"}
    assert entered["at"] == {"type": "timepicker", "selected_time": "14:00"}
    assert entered["with"] == {"type": "multi_users_select", "selected_users": [ana.id]}
    assert [option["value"] for option in entered["kinds"]["selected_options"]] == ["next", "pause"]


@pytest.mark.parametrize(
    ("sentence", "complaint"),
    [
        pytest.param("", "Please complete this required field.", id="left empty"),
        pytest.param("x" * 21, "Please enter between 0 and 20 characters.", id="too long"),
    ],
)
async def test_a_form_not_filled_in_is_held_back(
    ws: Workspace, http_bot: Bot, ana: Person, room: Channel, sentence: str, complaint: str
) -> None:
    await opened(ws, ana, room)
    answer = await ws.submit(ana, {"sentence": sentence})
    assert (answer.status, answer.errors, ws.view_errors(ana)) == (
        0,
        {"sentence": complaint},
        {"sentence": complaint},
    )
    assert len(http_bot.heard) == 1


SECOND: Block = {"type": "modal", "title": plain("Second"), "blocks": [{"type": "divider"}]}


@pytest.mark.parametrize(
    ("answer", "title", "errors", "problem"),
    [
        pytest.param(
            {"response_action": "errors", "errors": {"sentence": "No."}},
            "Issue",
            {"sentence": "No."},
            False,
            id="errors",
        ),
        pytest.param(
            {"response_action": "errors", "errors": {"nowhere": "No."}}, "Issue", {}, True, id="errors of no field"
        ),
        pytest.param({"response_action": "update", "view": SECOND}, "Second", {}, False, id="update"),
        pytest.param({"response_action": "push", "view": SECOND}, "Second", {}, False, id="push"),
        pytest.param({"response_action": "push", "view": {}}, "Issue", {}, True, id="no view"),
        pytest.param({"response_action": "clear"}, None, {}, False, id="clear"),
    ],
)
async def test_the_answer_to_a_form_is_done(
    ws: Workspace,
    bot: Bot,
    ana: Person,
    room: Channel,
    answer: dict[str, Any],
    title: str | None,
    errors: dict[str, str],
    problem: bool,
) -> None:
    await opened(ws, ana, room)
    bot.answer = answer
    got = await ws.submit(ana, {"sentence": "x"})
    view = ws.view(ana)
    assert (view["title"]["text"] if view else None) == title
    assert (ws.view_errors(ana), got.problem is not None) == (errors, problem)


async def test_a_form_is_cancelled(ws: Workspace, http_bot: Bot, ana: Person, room: Channel) -> None:
    await opened(ws, ana, room)
    await ws.close_view(ana)
    assert ws.view(ana) is None
    assert http_bot.heard[-1]["type"] == "view_closed"


async def test_what_was_typed_stays_when_a_form_is_redrawn(
    ws: Workspace, http_bot: Bot, ana: Person, room: Channel
) -> None:
    await opened(ws, ana, room)
    await ws.fill(ana, {"sentence": "kept"})
    shown = ws.view(ana)
    assert shown is not None
    await http_bot.app.client.views_update(view_id=shown["id"], hash=shown["hash"], view=FORM)
    await ws.submit(ana)
    assert http_bot.heard[-1]["view"]["state"]["values"]["sentence"]["sentence"]["value"] == "kept"


async def test_a_form_that_changed_meanwhile_is_not_redrawn(
    ws: Workspace, http_bot: Bot, ana: Person, room: Channel
) -> None:
    await opened(ws, ana, room)
    shown = ws.view(ana)
    assert shown is not None
    with pytest.raises(SlackApiError) as refused:
        await http_bot.app.client.views_update(view_id=shown["id"], hash="older", view=FORM)
    assert refused.value.response["error"] == "hash_conflict"


async def test_a_trigger_opens_one_view_and_not_for_long(
    ws: Workspace, http_bot: Bot, ana: Person, room: Channel, monkeypatch: pytest.MonkeyPatch
) -> None:
    await ws.command(ana, room, "/set", "first")
    await ws.command(ana, room, "/set", "second")
    first, second = (body["trigger_id"] for body in http_bot.heard)

    async def outcome(trigger_id: str) -> str:
        url = f"{ws.api_url}views.open"
        headers = {"Authorization": f"Bearer {ws.bot_token}"}
        async with ClientSession() as session:
            got = await session.post(url, json={"trigger_id": trigger_id, "view": SECOND}, headers=headers)
            told = await got.json()
        return str(told.get("error", "ok"))

    assert await outcome(first) == "ok"
    assert await outcome(first) == "exchanged_trigger_id"
    assert await outcome("1.2.3") == "invalid_trigger_id"
    monkeypatch.setattr("rehearsal.triggers.TRIGGER_LIFE", 0.0)
    assert await outcome(second) == "expired_trigger_id"


async def test_no_more_than_three_views_lie_on_each_other(
    ws: Workspace, http_bot: Bot, ana: Person, room: Channel
) -> None:
    await opened(ws, ana, room)
    http_bot.answer = {"response_action": "push", "view": FORM}
    problems = [(await ws.submit(ana, {"sentence": "x"})).problem for _ in range(3)]
    assert problems == [None, None, "push_limit_reached"]
