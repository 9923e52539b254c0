"""The Web API answers and refuses as Slack's does."""

from datetime import UTC, datetime
from typing import Any

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from rehearsal.people import Channel, Person
from rehearsal.workspace import Workspace
from tests.rehearsal.bare_bot import refusal

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
SECTION = {"type": "section", "text": {"type": "mrkdwn", "text": "x"}}


async def test_the_bot_learns_who_it_is(slack: AsyncWebClient, ws: Workspace) -> None:
    who = await slack.auth_test()
    assert (who["team_id"], who["user_id"], who["bot_id"]) == ("T0001", "U0BOT", "B0BOT")
    assert set(who.headers["x-oauth-scopes"].split(",")) == ws.scopes
    assert (await slack.bots_info(bot="B0BOT"))["bot"]["user_id"] == "U0BOT"


async def test_a_post_stands_in_the_channel_with_its_metadata(
    slack: AsyncWebClient, ws: Workspace, room: Channel
) -> None:
    metadata = {"event_type": "post", "event_payload": {"key": "abc"}}
    posted = await slack.chat_postMessage(channel=room.id, text="hello", blocks=[SECTION], metadata=metadata)
    (message,) = ws.messages(room)
    assert (message.ts, message.text, message.at) == (posted["ts"], "hello", NOON)
    assert message.metadata == metadata
    assert message.blocks[0]["text"] == {"type": "mrkdwn", "text": "x"}
    assert (ws.calls[-1].method, ws.calls[-1].outcome, ws.calls[-1].at) == ("chat.postMessage", "ok", NOON)


async def test_a_form_says_the_same_as_json(slack: AsyncWebClient, ws: Workspace, room: Channel) -> None:
    form = {"channel": room.id, "blocks": '[{"type": "divider"}]', "metadata": '{"event_type":"p","event_payload":{}}'}
    await slack.api_call("chat.postMessage", data=form)
    (message,) = ws.messages(room)
    assert message.blocks[0]["type"] == "divider"
    assert message.metadata == {"event_type": "p", "event_payload": {}}


@pytest.mark.parametrize(
    ("method", "args", "refused"),
    [
        pytest.param("chat.postMessage", {"channel": "C404", "text": "x"}, "channel_not_found", id="no such channel"),
        pytest.param("chat.postMessage", {"channel": "{secret}", "text": "x"}, "channel_not_found", id="private"),
        pytest.param("chat.postMessage", {"channel": "{public}", "text": "x"}, "not_in_channel", id="not invited"),
        pytest.param("chat.postMessage", {"channel": "{old}", "text": "x"}, "is_archived", id="archived"),
        pytest.param("chat.postMessage", {"channel": "{room}"}, "no_text", id="nothing to say"),
        pytest.param(
            "chat.postMessage", {"channel": "{room}", "text": "x", "thread_ts": "1.0"}, "thread_not_found", id="thread"
        ),
        pytest.param("chat.postMessage", {"channel": "{room}", "blocks": "[{"}, "invalid_blocks_format", id="not JSON"),
        pytest.param(
            "chat.postMessage", {"channel": "{room}", "blocks": [{"type": "?"}]}, "invalid_blocks", id="block"
        ),
        pytest.param(
            "chat.postMessage",
            {"channel": "{room}", "blocks": [{"type": "markdown", "text": "x" * 7000}] * 2},
            "msg_blocks_too_long",
            id="too much text",
        ),
        pytest.param(
            "chat.postMessage",
            {"channel": "{room}", "text": "x", "metadata": {"event_type": "p"}},
            "invalid_metadata_format",
            id="metadata without a payload",
        ),
        pytest.param(
            "chat.postMessage",
            {"channel": "{room}", "text": "x", "metadata": {"event_type": "p", "event_payload": {"k": "x" * 8000}}},
            "metadata_too_large",
            id="much metadata",
        ),
        pytest.param("chat.postMessage", {"channel": "{gone}", "text": "x"}, "channel_not_found", id="deactivated"),
        pytest.param("conversations.open", {"users": "{gone}"}, "user_disabled", id="opening a DM with them"),
        pytest.param("conversations.open", {"users": "U404"}, "user_not_found", id="opening a DM with nobody"),
        pytest.param("chat.update", {"channel": "{room}", "ts": "1.0", "text": "x"}, "message_not_found", id="edit"),
        pytest.param("chat.delete", {"channel": "{room}", "ts": "1.0"}, "message_not_found", id="delete"),
        pytest.param(
            "chat.postEphemeral", {"channel": "{room}", "user": "{gone}", "text": "x"}, "user_not_in_channel", id="hint"
        ),
        pytest.param("conversations.replies", {"channel": "{room}", "ts": "1.0"}, "thread_not_found", id="replies"),
        pytest.param("conversations.history", {"channel": "{room}", "cursor": "?"}, "invalid_cursor", id="cursor"),
        pytest.param("conversations.history", {"channel": "{room}", "limit": 1000}, "invalid_limit", id="limit"),
        pytest.param("conversations.info", {"channel": "{secret}"}, "channel_not_found", id="looking behind doors"),
        pytest.param("users.info", {"user": "U404"}, "user_not_found", id="nobody"),
        pytest.param("views.open", {"trigger_id": "1", "view": {}}, "invalid_arguments", id="no view"),
        pytest.param("views.update", {"view_id": "V1", "view": {}}, "not_found", id="no such view"),
        pytest.param("team.info", {}, "unknown_method", id="not offered"),
        pytest.param("apps.connections.open", {}, "not_allowed_token_type", id="a bot's token for a socket"),
    ],
)
async def test_what_slack_refuses_is_refused(
    slack: AsyncWebClient, ws: Workspace, room: Channel, method: str, args: dict[str, Any], refused: str
) -> None:
    old = ws.channel("old")
    old.archived = True
    names = {
        "{room}": room.id,
        "{old}": old.id,
        "{secret}": ws.channel("secret", bot_in=False).id,
        "{public}": ws.channel("public", private=False, bot_in=False).id,
        "{gone}": ws.person("Gone", deleted=True).id,
    }
    filled = {name: names.get(value, value) if isinstance(value, str) else value for name, value in args.items()}
    assert await refusal(slack, method, **filled) == refused
    assert ws.everything(room) == []
    assert ws.calls[-1].outcome == refused


async def test_refused_blocks_are_named(slack: AsyncWebClient, room: Channel) -> None:
    with pytest.raises(SlackApiError) as refused:
        await slack.chat_postMessage(
            channel=room.id, text="x", blocks=[{"type": "header", "text": {"type": "plain_text"}}]
        )
    assert refused.value.response["response_metadata"]["messages"] == [
        "[ERROR] missing required field: text [json-pointer:/blocks/0/text]"
    ]


@pytest.mark.parametrize(
    ("token", "refused"), [pytest.param("", "not_authed", id="none"), pytest.param("xoxb-no", "invalid_auth", id="bad")]
)
async def test_a_token_is_needed(ws: Workspace, token: str, refused: str) -> None:
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    async with aiohttp.ClientSession() as session, session.post(f"{ws.api_url}auth.test", headers=headers) as got:
        assert await got.json() == {"ok": False, "error": refused}


@pytest.mark.parametrize(
    ("method", "args", "scope"),
    [
        pytest.param("chat.postMessage", {"text": "x"}, "chat:write", id="posting"),
        pytest.param("conversations.open", {"users": "U1"}, "im:write", id="opening a DM"),
        pytest.param("users.info", {"user": "U1"}, "users:read", id="reading people"),
        pytest.param("conversations.members", {}, "groups:read", id="members of a private channel"),
        pytest.param("conversations.history", {}, "groups:history", id="history of a private channel"),
    ],
)
async def test_a_missing_scope_is_named(
    slack: AsyncWebClient, ws: Workspace, room: Channel, method: str, args: dict[str, Any], scope: str
) -> None:
    ws.scopes.remove(scope)
    with pytest.raises(SlackApiError) as refused:
        await slack.api_call(method, json={"channel": room.id, **args})
    assert (refused.value.response["error"], refused.value.response["needed"]) == ("missing_scope", scope)


async def test_an_edit_keeps_what_was_there(slack: AsyncWebClient, ws: Workspace, room: Channel) -> None:
    ts = (await slack.chat_postMessage(channel=room.id, text="one", blocks=[SECTION]))["ts"]
    await slack.chat_update(channel=room.id, ts=ts, text="two", blocks=[])
    (message,) = ws.messages(room)
    assert (message.text, message.blocks) == ("two", [])
    assert (message.edits[0][0], message.edits[0][1][0]["type"]) == ("one", "section")
    assert message.as_it_was().text == "one"
    assert "edited" in (await slack.conversations_history(channel=room.id))["messages"][0]


async def test_an_edit_without_blocks_leaves_them(slack: AsyncWebClient, ws: Workspace, room: Channel) -> None:
    ts = (await slack.chat_postMessage(channel=room.id, text="one", blocks=[SECTION]))["ts"]
    await slack.chat_update(channel=room.id, ts=ts, text="two")
    assert ws.messages(room)[0].blocks[0]["text"]["text"] == "x"


async def test_only_its_own_messages_can_be_edited(
    slack: AsyncWebClient, ws: Workspace, room: Channel, ana: Person
) -> None:
    ws.deliveries.event_retries = ()
    theirs = await ws.say(ana, room, "mine")
    assert await refusal(slack, "chat.update", channel=room.id, ts=theirs.ts, text="x") == "cant_update_message"
    assert await refusal(slack, "chat.delete", channel=room.id, ts=theirs.ts) == "cant_delete_message"
    own = (await slack.chat_postMessage(channel=room.id, text="one"))["ts"]
    assert await refusal(slack, "chat.update", channel=room.id, ts=own, text="x" * 4001) == "msg_too_long"
    hint = (await slack.chat_postEphemeral(channel=room.id, user=ana.id, text="psst"))["message_ts"]
    assert await refusal(slack, "chat.update", channel=room.id, ts=hint, text="x") == "message_not_found"
    assert [whispered.text for whispered in ws.ephemerals(ana)] == ["psst"]


async def test_a_deleted_message_is_gone(slack: AsyncWebClient, ws: Workspace, room: Channel) -> None:
    ts = (await slack.chat_postMessage(channel=room.id, text="one"))["ts"]
    await slack.chat_delete(channel=room.id, ts=ts)
    assert ws.messages(room) == []


async def test_a_direct_message_goes_by_user_or_by_channel(slack: AsyncWebClient, ws: Workspace, ana: Person) -> None:
    opened = (await slack.conversations_open(users=ana.id))["channel"]["id"]
    by_user = await slack.chat_postMessage(channel=ana.id, text="one")
    await slack.chat_postMessage(channel=opened, text="two")
    assert by_user["channel"] == opened
    assert [(message.text, message.notified) for message in ws.dm(ana)] == [("one", (ana.id,)), ("two", (ana.id,))]


async def test_a_permalink_leads_into_the_thread(slack: AsyncWebClient, ws: Workspace, room: Channel) -> None:
    card = (await slack.chat_postMessage(channel=room.id, text="card"))["ts"]
    reply = (await slack.chat_postMessage(channel=room.id, text="in it", thread_ts=card))["ts"]
    digits = reply.replace(".", "")
    link = await slack.chat_getPermalink(channel=room.id, message_ts=reply)
    assert link["permalink"] == (
        f"https://stand-in.invalid/archives/{room.id}/p{digits}?thread_ts={card}&cid={room.id}"
    )


async def test_history_is_paged_from_the_newest(slack: AsyncWebClient, room: Channel) -> None:
    stamps = [(await slack.chat_postMessage(channel=room.id, text=f"{n}"))["ts"] for n in range(5)]
    first = await slack.conversations_history(channel=room.id, limit=3, oldest=stamps[0])
    assert [message["text"] for message in first["messages"]] == ["4", "3", "2"]
    cursor = first["response_metadata"]["next_cursor"]
    second = await slack.conversations_history(channel=room.id, limit=3, oldest=stamps[0], cursor=cursor)
    assert ([message["text"] for message in second["messages"]], second["has_more"]) == (["1"], False)


async def test_history_takes_its_edges_along_only_when_told(slack: AsyncWebClient, room: Channel) -> None:
    stamps = [(await slack.chat_postMessage(channel=room.id, text=f"{n}"))["ts"] for n in range(4)]
    edges = {"channel": room.id, "oldest": stamps[0], "latest": stamps[2]}
    without = await slack.conversations_history(**edges)
    within = await slack.conversations_history(**edges, inclusive=True)
    assert [message["text"] for message in without["messages"]] == ["1"]
    assert [message["text"] for message in within["messages"]] == ["2", "1", "0"]


async def test_metadata_is_told_only_when_asked_for(slack: AsyncWebClient, room: Channel) -> None:
    metadata = {"event_type": "post", "event_payload": {"key": "abc"}}
    card = (await slack.chat_postMessage(channel=room.id, text="card", metadata=metadata))["ts"]
    await slack.chat_postMessage(channel=room.id, text="reply", thread_ts=card, metadata=metadata)
    silent = await slack.conversations_history(channel=room.id)
    replies = await slack.conversations_replies(channel=room.id, ts=card, include_all_metadata=True)
    assert [("metadata" in message, message["reply_count"]) for message in silent["messages"]] == [(False, 1)]
    assert [message["metadata"] for message in replies["messages"]] == [metadata, metadata]


async def test_every_page_of_a_thread_begins_with_its_parent(slack: AsyncWebClient, room: Channel) -> None:
    card = (await slack.chat_postMessage(channel=room.id, text="card"))["ts"]
    for n in range(3):
        await slack.chat_postMessage(channel=room.id, text=f"{n}", thread_ts=card)
    first = await slack.conversations_replies(channel=room.id, ts=card, limit=2)
    cursor = first["response_metadata"]["next_cursor"]
    second = await slack.conversations_replies(channel=room.id, ts=card, limit=2, cursor=cursor)
    assert [message["text"] for message in first["messages"]] == ["card", "0", "1"]
    assert [message["text"] for message in second["messages"]] == ["card", "2"]


async def test_people_and_channels_are_described(slack: AsyncWebClient, ws: Workspace, room: Channel) -> None:
    guest = ws.person("Gea", zone="Europe/Sofia", guest=True, team_id="T0002")
    user = (await slack.users_info(user=guest.id))["user"]
    assert (user["tz"], user["tz_offset"], user["is_restricted"]) == ("Europe/Sofia", 7200, True)
    assert (user["deleted"], user["is_bot"], user["is_stranger"]) == (False, False, True)
    bel = ws.person("Bel", locale="bg-BG")
    assert "locale" not in (await slack.users_info(user=bel.id))["user"]
    assert (await slack.users_info(user=bel.id, include_locale=True))["user"]["locale"] == "bg-BG"
    told = (await slack.conversations_info(channel=room.id))["channel"]
    assert (told["is_private"], told["is_member"], told["is_ext_shared"]) == (True, True, False)
    assert (await slack.conversations_members(channel=room.id))["members"] == room.members


async def test_who_is_in_the_thread_is_notified_of_what_follows(
    slack: AsyncWebClient, ws: Workspace, ana: Person, room: Channel
) -> None:
    ben, outsider = ws.person("Ben"), ws.person("Out")
    room.members.append(ben.id)
    card = (await slack.chat_postMessage(channel=room.id, text="card"))["ts"]
    called = f"<@{ana.id}> <@{outsider.id}> &lt;@{ben.id}&gt;"
    await slack.chat_postMessage(channel=room.id, text=called, thread_ts=card)
    await slack.chat_postMessage(channel=room.id, text="next", thread_ts=card)
    await slack.chat_postMessage(channel=room.id, text="<!channel>")
    assert [message.notified for message in ws.everything(room)] == [(), (ana.id,), (ana.id,), (ana.id, ben.id)]
    assert [message.broadcast for message in ws.everything(room)] == [False, False, False, True]


async def test_it_is_there_again_on_the_same_port(ws: Workspace, slack: AsyncWebClient, room: Channel) -> None:
    await slack.chat_postMessage(channel=room.id, text="one")
    port = ws.port
    await ws.stop()
    await ws.start(port)
    await slack.chat_postMessage(channel=room.id, text="two")
    assert [message.text for message in ws.messages(room)] == ["one", "two"]
