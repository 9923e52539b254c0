"""Every kind of payload as Slack sends it: what `parse.py` takes out of one has been looked at here.

Whatever comes over HTTP or a socket goes by `check` before Bolt sees it.
"""

from collections.abc import Mapping
from typing import Final

from handlers.payload_checks import (
    ADDRESS,
    ANYTHING,
    DELIVERY_ID,
    ID,
    NAME,
    TS,
    Check,
    InvalidPayload,
    either,
    fields,
    listing,
    mapping,
    of,
    words,
)

HEARD_SUBTYPES: Final = frozenset({None, "file_share", "thread_broadcast", "me_message"})
"""Of a message that a person wrote; there are dozens of others, in shapes of their own."""
LARGEST_NUMBER: Final = 2**53
"""Beyond it JSON's numbers are not exact, and a database's columns end."""
DATE: Final = words(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
TIME: Final = words(r"[0-9]{2}:[0-9]{2}")

TEAM: Final = fields({"id": ID}, {"enterprise_id": ID})
USER: Final = fields({"id": ID}, {"team_id": ID})
CHANNEL: Final = fields({"id": ID})
OPTION: Final = fields({"value": words(most=2000)})
MESSAGE: Final = fields({}, {"ts": TS, "thread_ts": TS, "text": ANYTHING})
ELEMENT: Final = fields(
    {},
    {
        "value": ANYTHING,
        "selected_option": OPTION,
        "selected_options": listing(OPTION, most=10),
        "selected_users": listing(ID, most=1000),
        "selected_user": ID,
        "selected_date": DATE,
        "selected_time": TIME,
    },
)
ACTION: Final = fields(
    {"action_id": NAME},
    {"block_id": NAME, "type": NAME, "action_ts": TS, "value": words(most=2000), "selected_option": OPTION},
)
CONTAINER: Final = fields({}, {"channel_id": ID, "message_ts": TS, "thread_ts": TS, "type": NAME, "view_id": ID})
BLOCK: Final = fields({"type": NAME}, {"block_id": NAME})
VIEW: Final = fields(
    {"id": ID, "type": NAME, "callback_id": words(most=255)},
    {
        "private_metadata": words(most=3000),
        "blocks": listing(BLOCK, most=100),
        "team_id": ID,
        "app_installed_team_id": ID,
    },
)
FILLED: Final = fields({"state": fields({"values": mapping(mapping(ELEMENT))})})

PERSON_ACTS: Final = fields({"user": USER}, {"team": TEAM, "channel": CHANNEL, "response_url": ADDRESS, "view": VIEW})
TRIGGERED: Final = fields({"trigger_id": DELIVERY_ID})
COMMAND: Final = fields(
    {"command": words(r"/.{1,80}"), "team_id": ID, "user_id": ID, "channel_id": ID, "trigger_id": DELIVERY_ID},
    {"text": ANYTHING, "response_url": ADDRESS, "enterprise_id": ID},
)
INTERACTIONS: Final[Mapping[str, tuple[Check, ...]]] = {
    "block_actions": (
        PERSON_ACTS,
        TRIGGERED,
        fields({"actions": listing(ACTION, most=25, least=1)}, {"container": CONTAINER, "message": MESSAGE}),
    ),
    "view_submission": (PERSON_ACTS, fields({"view": FILLED}, {"trigger_id": DELIVERY_ID})),
    "view_closed": (PERSON_ACTS, fields({"view": FILLED}, {"trigger_id": DELIVERY_ID})),
    "message_action": (
        PERSON_ACTS,
        TRIGGERED,
        fields({"callback_id": NAME, "message": fields({"ts": TS}), "channel": CHANNEL}),
        fields({"message": MESSAGE}, {"message_ts": TS, "action_ts": TS}),
    ),
    "shortcut": (PERSON_ACTS, TRIGGERED, fields({"callback_id": NAME}, {"action_ts": TS})),
}
OTHERS: Final = frozenset({"url_verification", "app_rate_limited"})
"""What Slack tells an app about itself."""
IN_CHANNEL: Final = fields({"channel": ID})
WHO_IN_CHANNEL: Final = fields({"channel": ID, "user": ID})
EVENTS: Final[Mapping[str, Check]] = {
    "message": fields({"channel": ID, "ts": TS}, {"user": ID, "thread_ts": TS, "text": ANYTHING}),
    "app_mention": fields({"channel": ID, "ts": TS}, {"user": ID, "thread_ts": TS, "text": ANYTHING}),
    "message_deleted": fields({"channel": ID, "deleted_ts": TS}),
    "message_changed": fields({"channel": ID, "message": fields({"ts": TS})}),
    "app_home_opened": fields({"user": ID}, {"tab": NAME}),
    **dict.fromkeys(("member_joined_channel", "member_left_channel"), WHO_IN_CHANNEL),
    **dict.fromkeys(("channel_archive", "channel_unarchive", "channel_deleted", "channel_left"), IN_CHANNEL),
    **dict.fromkeys(("channel_shared", "channel_unshared"), IN_CHANNEL),
    **dict.fromkeys(("channel_rename", "group_rename"), fields({"channel": CHANNEL})),
    "app_uninstalled": fields({}),
    "tokens_revoked": fields({"tokens": fields({}, {"bot": listing(ID, most=1000), "oauth": listing(ID, most=1000)})}),
    "user_change": fields({"user": fields({"id": ID}, {"deleted": of(bool), "tz": ANYTHING})}),
    "channel_id_changed": fields({"old_channel_id": ID, "new_channel_id": ID}),
    **dict.fromkeys(("group_archive", "group_unarchive", "group_deleted", "group_left"), IN_CHANNEL),
}
"""Those that we listen to, messages by subtype; of any other only what Bolt looks at matters."""
EVENT_ID: Final = fields({"event": fields({"type": NAME})}, {"team_id": ID, "event_id": DELIVERY_ID})
OF_THE_APP: Final = frozenset({"app_uninstalled", "tokens_revoked"})
TOLD_WHEN: Final = fields({"event_time": of(int)})
TOLD: Final = fields({"team_id": ID, "event_id": DELIVERY_ID})

# What Bolt takes for granted in any payload while it looks for a listener.
_SOMEBODY: Final = either(fields({}, {"id": ANYTHING, "team_id": ANYTHING, "enterprise_id": ANYTHING}), ANYTHING)
_INNER: Final = fields(
    {},
    {
        **dict.fromkeys(("type", "subtype", "callback_id", "bot_id", "team_id", "team", "user_id"), ANYTHING),
        **dict.fromkeys(("user", "channel"), _SOMEBODY),
        **dict.fromkeys(("message", "previous_message", "item", "assistant_thread"), of(dict)),
    },
)
ANY_PAYLOAD: Final = fields(
    {},
    {
        **dict.fromkeys(
            ("type", "command", "callback_id", "team_id", "user_id", "enterprise_id", "channel_id"), ANYTHING
        ),
        **dict.fromkeys(("message", "container", "function_data", "state", "interactivity"), of(dict)),
        **dict.fromkeys(("team", "user", "channel", "enterprise"), _SOMEBODY),
        "view": fields({"type": NAME}, {"team_id": ANYTHING, "callback_id": ANYTHING}),
        "event": _INNER,
        "actions": listing(fields({}, dict.fromkeys(("type", "action_id", "block_id"), ANYTHING)), most=100),
        "authorizations": listing(
            fields({}, dict.fromkeys(("team_id", "user_id", "enterprise_id"), ANYTHING)), most=100
        ),
        "response_urls": listing(fields({}, {"response_url": ANYTHING}), most=100),
    },
)


def check(body: Mapping[str, object]) -> None:
    """Raises `Misshapen` for a payload that is not as Slack sends it, or that no database takes."""
    ANY_PAYLOAD(body)
    kind = body.get("type")
    if "command" in body:
        COMMAND(body)
    elif isinstance(kind, str) and kind in INTERACTIONS:
        for one in INTERACTIONS[kind]:
            one(body)
        _check_workspace(body)
    elif kind == "event_callback":
        _check_event(body)
    elif kind not in OTHERS and "ssl_check" not in body:
        raise InvalidPayload("type")


def _check_event(body: Mapping[str, object]) -> None:
    EVENT_ID(body)
    event = body["event"]
    if isinstance(event, dict) and (kind := _kind(event)) in EVENTS:
        TOLD(body)
        if kind in OF_THE_APP:
            TOLD_WHEN(body)
        EVENTS[kind](event)


def _kind(event: Mapping[str, object]) -> str:
    """A message that nobody listens to is known by its subtype, or as a bot's."""
    if event["type"] != "message":
        return str(event["type"])
    if event.get("subtype") not in HEARD_SUBTYPES:
        return str(event["subtype"])
    return "message of a bot" if event.get("bot_id") else "message"


def _check_workspace(body: Mapping[str, object]) -> None:
    """Whose set it is about stands in one of several places; on an organisation there may be no team."""
    team, user = body.get("team") or body.get("team_id") or body.get("enterprise"), body.get("user")
    if not (team or (isinstance(user, dict) and user.get("team_id"))):
        raise InvalidPayload("team")
