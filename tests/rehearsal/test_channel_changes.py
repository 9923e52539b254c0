"""Channels of the stand-in workspace change as Slack's do, and people come and go in them."""

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from rehearsal.workspace import Workspace


async def test_somebody_of_another_company_is_a_stranger_only_where_the_app_does_not_see_them(ws: Workspace) -> None:
    zoe, hal = (ws.person(name, team_id="T9") for name in ("Zoe", "Hal"))
    ws.channel("partners", members=[zoe])
    client = AsyncWebClient(token=ws.bot_token, base_url=ws.api_url)
    told = {one.name: (await client.users_info(user=one.id))["user"]["is_stranger"] for one in (zoe, hal)}
    assert told == {"Zoe": False, "Hal": True}


async def test_a_channel_that_has_another_id_keeps_what_was_said_and_its_old_id_is_nobodys(ws: Workspace) -> None:
    room = ws.channel("set", members=[ana := ws.person("Ana")])
    said = await ws.say(ana, room, "Hello")
    old = room.id
    await ws.change_id(room)
    assert room.id != old
    assert [one.text for one in ws.messages(room)] == ["Hello"]
    assert said.channel == room.id
    client = AsyncWebClient(token=ws.bot_token, base_url=ws.api_url)
    with pytest.raises(SlackApiError, match="channel_not_found"):
        await client.conversations_info(channel=old)


async def test_a_reload_takes_away_what_only_one_person_saw(ws: Workspace) -> None:
    ana, ben = ws.person("Ana"), ws.person("Ben")
    room = ws.channel("set", members=[ana, ben])
    client = AsyncWebClient(token=ws.bot_token, base_url=ws.api_url)
    for one in (ana, ben):
        await client.chat_postEphemeral(channel=room.id, user=one.id, text="Only you")
    await ws.reload(ana)
    assert ([one.text for one in ws.ephemerals(ana)], [one.text for one in ws.ephemerals(ben)]) == ([], ["Only you"])
