"""What comes signed and is not as Slack sends it is turned away with 400, or is no concern of ours: it never fails inside."""

import copy
import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pytest

from rehearsal.deliveries import Delivery
from tests.scene import Scene, a_scene, founded

Payload = dict[str, Any]
MARKER: Final = "a word of somebody's"
WRONG: Final[tuple[object, ...]] = (None, [], 5, {"id": None}, MARKER)
TAKEN_OR_TURNED_AWAY: Final = {200, 400}


def told(event: Payload) -> Payload:
    return {
        "type": "event_callback",
        "team_id": "T0001",
        "event_id": "Ev1",
        "event_time": 1,
        "authorizations": [{"team_id": "T0001", "user_id": "U0BOT"}],
        "event": event,
    }


def events(room: str, user: str) -> dict[str, Payload]:
    """One of each kind that we listen to, and some that we do not."""
    said = {"channel": room, "user": user, "text": MARKER, "ts": "1793714400.000100", "channel_type": "group"}
    deleted: Payload = {
        "channel": room,
        "deleted_ts": "1793714400.000100",
        "ts": "1793714401.000100",
        "previous_message": {},
    }
    changed: Payload = {"channel": room, "message": {"ts": "1793714400.000100", "subtype": "tombstone"}, "ts": "1.2"}
    found: dict[str, Payload] = {
        "message": said,
        "app_mention": said,
        "app_home_opened": {"user": user, "tab": "home", "channel": "D1"},
        "channel_id_changed": {"old_channel_id": "C9998", "new_channel_id": "C9999"},
        "channel_rename": {"channel": {"id": room, "name": "x", "created": 1}},
        "member_joined_channel": {"channel": room, "user": user, "channel_type": "G", "team": "T0001"},
        "member_left_channel": {"channel": room, "user": "U9NOBODY", "channel_type": "G", "team": "T0001"},
        "channel_shared": {"channel": "C9999", "connected_team_id": "T9"},
        "channel_archive": {"channel": "C9999", "user": user},
        "reaction_added": {"user": user, "item": {"type": "message", "channel": room}, "reaction": "eyes"},
    }
    kinds = {kind: {"type": kind, **event} for kind, event in found.items()}
    of_messages = {"message_deleted": deleted, "message_changed": changed}
    return kinds | {kind: {"type": "message", "subtype": kind, **event} for kind, event in of_messages.items()}


def mutated(payload: Payload) -> Iterator[tuple[str, Payload]]:
    """The payload with each value in it, however deep, replaced by a wrong one, or gone."""
    for path in _paths(payload):
        for wrong in (*WRONG, KeyError):
            changed = copy.deepcopy(payload)
            inner: Any = changed
            for key in path[:-1]:
                inner = inner[key]
            if wrong is KeyError:
                del inner[path[-1]]
            else:
                inner[path[-1]] = copy.deepcopy(wrong)
            yield f"{'.'.join(map(str, path))} = {wrong}", changed


def _paths(value: Any, so_far: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, one in inner:
        yield (*so_far, key)
        yield from _paths(one, (*so_far, key))


@pytest.fixture
def lines(caplog: pytest.LogCaptureFixture) -> pytest.LogCaptureFixture:
    caplog.set_level(logging.INFO)
    return caplog


async def of_no_harm(scene: Scene, kind: str, payload: Payload, lines: pytest.LogCaptureFixture) -> list[str]:
    """What was answered otherwise, logged as an error, or repeated of what was sent."""
    found = []
    for what, changed in mutated(payload):
        delivery = Delivery("events_api" if "event" in payload else "interactive", changed)
        lines.clear()
        answer = await scene.ws.deliveries.attempt(delivery)
        errors = [one.getMessage() for one in lines.records if one.levelno >= logging.ERROR or one.exc_info]
        leaked = [one.getMessage() for one in lines.records if MARKER in one.getMessage()]
        if answer.status not in TAKEN_OR_TURNED_AWAY or errors or leaked or MARKER in answer.body:
            found.append(f"{kind}: {what}: {answer.status} {errors} {leaked}")
    return found


async def test_no_malformed_event_fails_inside(tmp_path: Path, lines: pytest.LogCaptureFixture) -> None:
    async with a_scene(tmp_path, after=founded()) as scene:
        wrong = [
            one
            for kind, event in events(scene.room.id, scene.ana.id).items()
            for one in await of_no_harm(scene, kind, told(event), lines)
        ]
    assert wrong == []


def interactions(room: str, user: str) -> dict[str, Payload]:
    about = {"team": {"id": "T0001", "domain": "x"}, "user": {"id": user, "team_id": "T0001"}, "trigger_id": "1.2"}
    button = {"action_id": MARKER, "block_id": "b", "type": "button", "value": MARKER, "action_ts": "1.2"}
    place = {"type": "message", "message_ts": "1.2", "channel_id": room}
    state = {"values": {"b": {"b": {"type": "plain_text_input", "value": MARKER}}}}
    view = {"id": "V1", "type": "modal", "callback_id": MARKER, "private_metadata": "", "state": state, "blocks": []}
    return {
        "block_actions": {"type": "block_actions", **about, "container": place, "actions": [button], "message": {}},
        "view_submission": {"type": "view_submission", **about, "view": view},
        "view_closed": {"type": "view_closed", **about, "view": view},
        "block_suggestion": {"type": "block_suggestion", **about, "action_id": MARKER, "value": MARKER},
        "of an earlier Slack": {"type": "interactive_message", **about, "actions": [button], "callback_id": MARKER},
    }


async def test_no_malformed_press_or_form_fails_inside(tmp_path: Path, lines: pytest.LogCaptureFixture) -> None:
    async with a_scene(tmp_path, after=founded()) as scene:
        wrong = [
            one
            for kind, payload in interactions(scene.room.id, scene.ana.id).items()
            for one in await of_no_harm(scene, kind, payload, lines)
        ]
    assert wrong == []
