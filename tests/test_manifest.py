"""app.yaml, the listeners and the calls to Slack agree, so that an app made from it lacks nothing and asks for no more."""

import ast
import re
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any, Final

import pytest
import pytest_asyncio
import yaml

from handlers.access import RegisteredListener
from prompts import ids
from rehearsal import slash
from tests.scene import a_scene

pytestmark = pytest.mark.asyncio(loop_scope="module")

ROOT: Final = Path(__file__).parent.parent
MANIFEST: Final[dict[str, Any]] = yaml.safe_load((ROOT / "app.yaml").read_text())
FEATURES: Final[dict[str, Any]] = MANIFEST["features"]
EVENTS: Final[list[str]] = MANIFEST["settings"]["event_subscriptions"]["bot_events"]

SCOPES_OF_METHOD: Final[dict[str, set[str]]] = {
    "chat.postMessage": {"chat:write"},
    "chat.update": {"chat:write"},
    "chat.delete": {"chat:write"},
    "auth.test": set(),
    "users.list": {"users:read"},
    "chat.postEphemeral": {"chat:write"},
    "views.open": set(),
    "views.publish": set(),
    "views.update": set(),
    "chat.getPermalink": set(),
    "users.info": {"users:read"},
    "conversations.open": {"im:write"},
    "files.getUploadURLExternal": {"files:write"},
    "files.completeUploadExternal": {"files:write"},
    "files.delete": {"files:write"},
    "conversations.info": {"channels:read", "groups:read"},
    "conversations.members": {"channels:read", "groups:read"},
    "conversations.history": {"channels:history", "groups:history", "im:history"},
    "conversations.replies": {"channels:history", "groups:history", "im:history"},
}
"""One scope a kind of conversation: a public channel, a private one, and for what is looked up a person's messages."""
SCOPES_OF_EVENT: Final[dict[str, set[str]]] = {
    "app_uninstalled": set(),
    "tokens_revoked": set(),
    "app_home_opened": set(),
    "message.channels": {"channels:history"},
    "message.groups": {"groups:history"},
    "message.im": {"im:history"},
    "app_mention": {"app_mentions:read"},
    "channel_id_changed": {"channels:read", "groups:read"},
    "channel_shared": {"channels:read", "groups:read"},
    "channel_unshared": {"channels:read", "groups:read"},
    "channel_rename": {"channels:read"},
    "group_rename": {"groups:read"},
    "channel_archive": {"channels:read"},
    "channel_unarchive": {"channels:read"},
    "channel_deleted": {"channels:read"},
    "channel_left": {"channels:read"},
    "group_archive": {"groups:read"},
    "group_unarchive": {"groups:read"},
    "group_deleted": {"groups:read"},
    "group_left": {"groups:read"},
    "member_joined_channel": {"channels:read", "groups:read"},
    "member_left_channel": {"channels:read", "groups:read"},
    "user_change": {"users:read"},
}
SCOPES_OF_FEATURES: Final = {"commands"}
"""Slash commands and shortcuts."""


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def listed(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[list[RegisteredListener]]:
    """Every listener of the bot as it runs."""
    async with a_scene(tmp_path_factory.mktemp("scene")) as scene:
        yield scene.bot.access.listed


def names(listed: list[RegisteredListener], kind: str) -> list[str]:
    return sorted(one.name for one in listed if one.kind == kind)


def called() -> set[str]:
    """The Web API methods that the code calls, as Slack names them."""
    found = set()
    for path in (path for folder in ("bot", "handlers") for path in (ROOT / folder).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Attribute) and re.match(
                r"(chat|views|conversations|users|auth|files)_[a-z]", node.attr
            ):
                found.add(node.attr.replace("_", ".", 1))
    return found


async def test_commands_are_those_that_are_listened_to(listed: list[RegisteredListener]) -> None:
    manifest = [one["command"].removeprefix("/") for one in FEATURES["slash_commands"]]
    assert sorted(manifest) == names(listed, "command")


async def test_shortcuts_are_those_that_are_listened_to(listed: list[RegisteredListener]) -> None:
    assert sorted(one["callback_id"] for one in FEATURES["shortcuts"]) == names(listed, "shortcut")
    assert {one["type"] for one in FEATURES["shortcuts"]} == {"message"}


async def test_events_are_those_that_are_listened_to(listed: list[RegisteredListener]) -> None:
    assert sorted({event.split(".")[0] for event in EVENTS}) == names(listed, "event")


async def test_nothing_is_listened_to_twice(listed: list[RegisteredListener]) -> None:
    heard = [(one.kind, one.name) for one in listed]
    assert len(heard) == len(set(heard))


NEVER_SENT: Final = {"MORE_FORM", "RECORD_FORM", "SET_ACTIONS_FORM", "STORY_FORM"}
"""Forms with buttons of their own and none that sends them."""


async def test_every_id_that_is_rendered_has_its_listener(listed: list[RegisteredListener]) -> None:
    written = {name: value for name, value in vars(ids).items() if name.isupper() and name != "VERSION"}
    heard = {one.name for one in listed}
    told_apart = {name: value.partition(":")[0] for name, value in written.items()}  # one listener hears both of a pair
    assert {name for name, value in told_apart.items() if value not in heard and is_rendered(name)} == NEVER_SENT


def is_rendered(name: str) -> bool:
    return any(f"ids.{name}" in path.read_text() for path in (ROOT / "prompts").glob("*.py"))


async def test_the_calls_that_are_made_are_known_here() -> None:
    assert called() == set(SCOPES_OF_METHOD)


async def test_the_scopes_are_those_that_are_needed() -> None:
    needed = SCOPES_OF_FEATURES.union(*SCOPES_OF_METHOD.values(), *(SCOPES_OF_EVENT[event] for event in EVENTS))
    asked: list[str] = MANIFEST["oauth_config"]["scopes"]["bot"]
    assert sorted(asked) == sorted(needed)
    assert set(MANIFEST["oauth_config"]["scopes"]) == {"bot"}


async def test_people_who_are_added_come_with_ids_and_names_in_what_is_kept_come_as_typed() -> None:
    escaped = {one["command"] for one in FEATURES["slash_commands"] if one["should_escape"]}
    assert escaped == {"/set"}
    assert escaped == slash.ESCAPED


async def test_socket_mode_is_on_and_nothing_needs_an_address() -> None:
    settings = MANIFEST["settings"]
    assert settings["socket_mode_enabled"] is True
    assert settings["interactivity"] == {"is_enabled": True}
    assert settings["token_rotation_enabled"] is False
    assert not any("url" in one for one in FEATURES["slash_commands"])


async def test_reminders_can_arrive() -> None:
    assert FEATURES["app_home"]["home_tab_enabled"] is True
    assert FEATURES["app_home"]["messages_tab_enabled"] is True


LIMITS: Final = [
    pytest.param([MANIFEST["display_information"]["name"]], 35, id="name of the app"),
    pytest.param([MANIFEST["display_information"]["description"]], 140, id="short description"),
    pytest.param([MANIFEST["display_information"]["long_description"]], 4000, id="long description"),
    pytest.param([FEATURES["bot_user"]["display_name"]], 80, id="name of the bot"),
    pytest.param([one["command"] for one in FEATURES["slash_commands"]], 32, id="names of commands"),
    pytest.param([one["description"] for one in FEATURES["slash_commands"]], 2000, id="descriptions of commands"),
    pytest.param([one["usage_hint"] for one in FEATURES["slash_commands"]], 1000, id="usage hints"),
    pytest.param([one["name"] for one in FEATURES["shortcuts"]], 24, id="names of shortcuts"),
    pytest.param([one["description"] for one in FEATURES["shortcuts"]], 150, id="descriptions of shortcuts"),
]


@pytest.mark.parametrize(("texts", "most"), LIMITS)
async def test_the_manifest_keeps_within_slacks_limits(texts: list[str], most: int) -> None:
    assert [text for text in texts if not 1 <= len(text) <= most] == []


async def test_the_long_description_is_long_enough_for_slack() -> None:
    assert len(MANIFEST["display_information"]["long_description"]) >= 175


async def test_there_are_not_more_of_anything_than_slack_takes() -> None:
    assert len(FEATURES["slash_commands"]) <= 50
    assert len(FEATURES["shortcuts"]) <= 5
    assert len(EVENTS) <= 100
