"""Payloads are looked at in one place: what is as Slack sends it passes, whatever else stands in it, and nothing else does."""

import copy
from collections.abc import Sequence
from typing import Any, Final

import pytest

from handlers.payload_checks import InvalidPayload
from handlers.payloads import check

Payload = dict[str, Any]
PRESS: Final[Payload] = {
    "type": "block_actions",
    "team": {"id": "T1", "domain": "acme"},
    "user": {"id": "U1", "team_id": "T1"},
    "container": {"type": "message", "channel_id": "C1", "message_ts": "1.2", "thread_ts": "1.1"},
    "actions": [{"action_id": "turn_pass", "block_id": "b", "action_ts": "1.2", "type": "button", "value": "1|turn|x"}],
    "trigger_id": "13345224609.738474920.8088930838d88f008e0",
    "response_url": "https://hooks.slack.com/actions/T1/2/x",
}
FORM: Final[Payload] = {
    "type": "view_submission",
    "team": {"id": "T1"},
    "user": {"id": "U1"},
    "view": {
        "id": "V1",
        "type": "modal",
        "callback_id": "action_form",
        "private_metadata": "",
        "blocks": [{"type": "input", "block_id": "b"}],
        "state": {"values": {"b": {"b": {"type": "plain_text_input", "value": None}}}},
    },
}
SAID: Final[Payload] = {
    "type": "event_callback",
    "team_id": "T1",
    "event_id": "Ev1",
    "event": {"type": "message", "channel": "C1", "user": "U1", "text": "Hello", "ts": "1.2"},
}
LEFT: Final[Payload] = SAID | {"event": {"type": "member_left_channel", "channel": "C1", "user": "U1"}}
TYPED: Final[Payload] = {
    "command": "/set", "text": "", "team_id": "T1", "user_id": "U1", "channel_id": "C1", "trigger_id": "1.2.3",
}  # fmt: skip


def changed(payload: Payload, path: str, value: object) -> Payload:
    """With another value at the end of a path like `event.ts` or `actions.0.value`."""
    whole: Any = copy.deepcopy(payload)
    inner, *rest = whole, *path.split(".")
    for key in rest[:-1]:
        inner = inner[int(key) if key.isdigit() else key]
    inner[rest[-1]] = value
    return dict(whole)


@pytest.mark.parametrize(
    "payload",
    [
        pytest.param(PRESS, id="a button"),
        pytest.param(changed(PRESS, "team", None), id="of an app of a whole organisation"),
        pytest.param(PRESS | {"something_new": {"x": [1]}}, id="with what Slack may add"),
        pytest.param(FORM, id="a form"),
        pytest.param(FORM | {"type": "view_closed"}, id="a form put away"),
        pytest.param(SAID, id="a message"),
        pytest.param(changed(SAID, "event.user", None), id="a message of nobody"),
        pytest.param(SAID | {"event": {"type": "message", "subtype": "channel_topic", "ts": None}}, id="of no concern"),
        pytest.param(SAID | {"event": {"type": "message", "bot_id": "B1", "user": ""}}, id="of a bot"),
        pytest.param(SAID | {"event": {"type": "team_join", "user": {"id": "U1"}}}, id="an event for others"),
        pytest.param(LEFT, id="somebody who leaves"),
        pytest.param(TYPED, id="a command"),
        pytest.param({"type": "url_verification", "challenge": "x"}, id="a check of the address"),
        pytest.param({"ssl_check": "1"}, id="a check of TLS"),
    ],
)
def test_what_slack_sends_passes(payload: Payload) -> None:
    check(payload)


@pytest.mark.parametrize(
    "event",
    [
        pytest.param({"channel": {"id": "C1"}, "deleted_ts": "1.1"}, id="a channel that is none"),
        pytest.param({"channel": "C1", "deleted_ts": ["1.1"]}, id="a ts that is none"),
    ],
)
def test_a_deletion_is_looked_at_whoever_is_said_to_have_written(event: Payload) -> None:
    told = {"type": "message", "subtype": "message_deleted", "bot_id": "B1", "ts": "1.2", **event}
    with pytest.raises(InvalidPayload):
        check(SAID | {"event": told})


ODD_TS: Final[tuple[object, ...]] = (
    "",
    "1",
    "soon",
    "1.2.3",
    "9" * 12 + ".1",
    "1." + "0" * 7,
    "٣.٣",
    1.2,
    None,
    [],
    {"x": 1},
)
ODD_ID: Final[tuple[object, ...]] = ("", "U" * 33, "U1>", "U 1", "é", "U1\n", 7, True, None, ["U1"], {"id": "U1"})
ODD_KEY: Final[tuple[object, ...]] = ("", "x" * 121, "a b", "a\n", 7, None, [], {})


@pytest.mark.parametrize(
    ("payload", "path", "values"),
    [
        pytest.param(SAID, "event.ts", ODD_TS, id="the ts of a message"),
        pytest.param(SAID, "event.thread_ts", [one for one in ODD_TS if one is not None], id="the ts of a thread"),
        pytest.param(SAID, "event.user", [one for one in ODD_ID if one is not None], id="an author"),
        pytest.param(SAID, "event.channel", ODD_ID, id="a channel"),
        pytest.param(SAID, "event.text", (7, [], {}), id="words"),
        pytest.param(SAID, "event.type", (7, [], {}, None, ""), id="a kind"),
        pytest.param(SAID, "event.subtype", (7, [], {}, ["file_share"]), id="a kind of message"),
        pytest.param(SAID, "event_id", ODD_KEY, id="event_id"),
        pytest.param(SAID, "team_id", ODD_ID, id="the workspace of an event"),
        pytest.param(LEFT, "event.user", ODD_ID, id="who leaves"),
        pytest.param(PRESS, "trigger_id", ODD_KEY, id="trigger_id"),
        pytest.param(PRESS, "user.id", ODD_ID, id="who presses"),
        pytest.param(PRESS, "team.id", ODD_ID, id="the workspace of a button"),
        pytest.param(PRESS, "actions", (None, [], {}, [7], [{}], "x"), id="the buttons"),
        pytest.param(PRESS, "actions.0.action_id", (None, "", 7, [], "x" * 256), id="a button"),
        pytest.param(PRESS, "actions.0.value", (7, [], {}, "x" * 2001), id="its value"),
        pytest.param(PRESS, "actions.0.selected_option", (7, [], {}, {"value": 7}, "x"), id="its choice"),
        pytest.param(PRESS, "actions.0.action_ts", [one for one in ODD_TS if one is not None], id="when"),
        pytest.param(PRESS, "container.channel_id", [one for one in ODD_ID if one is not None], id="where"),
        pytest.param(PRESS, "response_url", ("", "x", "http://[", "ftp://a/b", "https://a b/", 7, []), id="an address"),
        pytest.param(FORM, "view.id", ODD_ID, id="the id of a form"),
        pytest.param(FORM, "view.callback_id", (None, 7, []), id="the name of a form"),
        pytest.param(FORM, "view.private_metadata", (7, [], {}, "x" * 3001), id="what a form carries"),
        pytest.param(
            FORM, "view.state", (None, [], {}, {"values": []}, {"values": {"b": []}}), id="what was filled in"
        ),
        pytest.param(
            FORM, "view.state.values.b.b", (None, 7, [], {"value": 7}, {"selected_users": ["U 1"]}), id="a field"
        ),
        pytest.param(
            FORM, "view.state.values.b.b", ({"selected_date": "10000-01-01"}, {"selected_time": "9"}), id="a day"
        ),
        pytest.param(TYPED, "user_id", ODD_ID, id="who types"),
        pytest.param(TYPED, "trigger_id", ODD_KEY, id="the trigger_id of a command"),
        pytest.param(TYPED, "text", (7, [], {}), id="what is typed"),
        pytest.param(TYPED, "command", ("", "set", "/", None, 7, "/" + "x" * 81), id="a command"),
        pytest.param(SAID, "type", ("made_up", None, 7, [], {}), id="the kind of all"),
    ],
)
def test_what_slack_would_never_send_does_not_pass(payload: Payload, path: str, values: Sequence[object]) -> None:
    for value in values:
        with pytest.raises(InvalidPayload):
            check(changed(payload, path, value))
        if value is not None:
            continue
        without = copy.deepcopy(payload)
        if "." not in path:
            del without[path]
            with pytest.raises(InvalidPayload):
                check(without)
