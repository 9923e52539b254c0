"""Where messages stand is asked of Slack once each."""

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from handlers import slack_queries
from handlers.slack_queries import SlackQueries
from rehearsal.messages import Message
from rehearsal.people import Channel
from rehearsal.workspace import Workspace

TEAM = "T0ADVISER"


@pytest.fixture
def queries(slack: Workspace) -> SlackQueries:
    client = AsyncWebClient(slack.bot_token, base_url=slack.api_url)
    return SlackQueries(lambda _workspace: client)


async def said(slack: Workspace, room: Channel, text: str) -> Message:
    await slack.say(slack.person("Ana"), room, text)
    return slack.messages(room)[-1]


def asked(slack: Workspace) -> int:
    return sum(one.method == "chat.getPermalink" for one in slack.calls)


async def test_a_link_is_asked_for_once(slack: Workspace, room: Channel, queries: SlackQueries) -> None:
    message = await said(slack, room, "What would they say?")
    first = await queries.link(TEAM, room.id, message.ts)
    assert first is not None
    assert message.ts.replace(".", "") in first
    assert await queries.link(TEAM, room.id, message.ts) == first
    assert asked(slack) == 1


async def test_what_is_not_there_is_asked_for_again(slack: Workspace, room: Channel, queries: SlackQueries) -> None:
    assert await queries.link(TEAM, room.id, "1.000100") is None
    assert await queries.link(TEAM, room.id, "1.000100") is None
    assert asked(slack) == 2


async def test_only_so_many_are_remembered_the_oldest_is_forgotten(
    slack: Workspace, room: Channel, queries: SlackQueries, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(slack_queries, "MOST_LINKS", 2)
    messages = [await said(slack, room, f"Which {number}?") for number in range(3)]
    for one in [*messages, messages[1], messages[2], messages[0]]:
        await queries.link(TEAM, room.id, one.ts)
    assert asked(slack) == 4
