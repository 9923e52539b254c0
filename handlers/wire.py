"""A body as it came over the wire, read into the mapping that Bolt works on, or refused."""

import json
from collections.abc import Mapping
from typing import Final
from urllib.parse import parse_qsl

Body = dict[str, object]

JSON: Final = "application/json"
FORM: Final = "application/x-www-form-urlencoded"
DEEPEST: Final = 64
MOST_FIELDS: Final = 50

Kinds = tuple[type, ...]
TEXT: Final[Kinds] = (str, type(None))
MAPPING: Final[Kinds] = (dict, type(None))
SOMEBODY: Final[Kinds] = (dict, str, type(None))
LISTING: Final[Kinds] = (list, type(None))
# What Bolt takes for granted while it looks for a listener. Slack keeps to it; a body that does not is not Slack's.
SHAPE: Final[Mapping[str, Kinds]] = {
    **dict.fromkeys(("type", "command", "callback_id", "team_id", "user_id", "enterprise_id", "channel_id"), TEXT),
    **dict.fromkeys(("view", "event", "message", "container"), MAPPING),
    **dict.fromkeys(("team", "user", "channel", "enterprise"), SOMEBODY),
    **dict.fromkeys(("actions", "authorizations", "response_urls"), LISTING),
}
INNER_SHAPE: Final[Mapping[str, Kinds]] = {
    **dict.fromkeys(("id", "type", "subtype", "callback_id", "action_id", "block_id", "team_id"), TEXT)
}
# What a body of this type cannot be without: where it is, and the name in it by which listeners are found.
NEEDED: Final[Mapping[str, tuple[str, str]]] = {
    "event_callback": ("event", "type"),
    "block_actions": ("actions", "action_id"),
    "view_submission": ("view", "callback_id"),
    "view_closed": ("view", "callback_id"),
}


def read(raw: bytes, content_type: str) -> Body:
    """The body of a request: of a form with a `payload` that payload, else the form, or the JSON object.

    Raises `ValueError` for whatever is not as Slack sends it; its text may repeat what was sent. Bolt would read most
    bodies itself, but takes every form with the word "payload" in it for a button's, a typed one included.
    """
    try:
        text = raw.decode()
        body = _object(text) if content_type == JSON else _form(text)
    except RecursionError:
        raise ValueError("too deep") from None
    _check_values(body)
    _check_shape(body)
    return body


def _form(text: str) -> Body:
    pairs = parse_qsl(text, keep_blank_values=True, strict_parsing=True, errors="strict", max_num_fields=MOST_FIELDS)
    fields: Body = dict(pairs)
    if len(fields) != len(pairs):
        raise ValueError("a field twice")
    if "payload" in fields:
        return _object(str(fields["payload"]))
    if "command" not in fields and "ssl_check" not in fields:
        raise ValueError("neither a payload nor a command")
    return fields


def _object(text: str) -> Body:
    value = json.loads(text, parse_constant=_no_number)
    if not isinstance(value, dict):
        raise ValueError("not an object")
    return value


def _no_number(name: str) -> None:
    raise ValueError(f"{name} is not JSON")


def _check_values(body: Body) -> None:
    level: list[object] = [body]
    for _ in range(DEEPEST):
        level = [inner for value in level for inner in _within(value)]
        if not level:
            return
    raise ValueError("too deep")


def _within(value: object) -> list[object]:
    if isinstance(value, dict):
        return [*value.keys(), *value.values()]
    if isinstance(value, list):
        return value
    if isinstance(value, str):
        _check_text(value)
    return []


def _check_text(text: str) -> None:
    """Refuse what no database takes."""
    text.encode()  # half of a surrogate pair is an error
    if "\0" in text:
        raise ValueError("a NUL")


def _check_shape(body: Body) -> None:
    _check_kinds(body, SHAPE)
    for name in ("event", "view", "team", "user", "channel", "actions", "authorizations", "response_urls"):
        for part in _parts(body.get(name)):
            _check_kinds(part, INNER_SHAPE)
    if str(body.get("type")) in NEEDED:
        _check_needed(body, *NEEDED[str(body["type"])])
    if body.get("view") is not None:
        _check_needed(body, "view", "type")


def _check_needed(body: Body, where: str, name: str) -> None:
    parts = _parts(body.get(where))
    if not parts or not all(isinstance(part.get(name), str) for part in parts):
        raise ValueError(f"no {name}")


def _check_kinds(body: Body, shape: Mapping[str, Kinds]) -> None:
    for name, kinds in shape.items():
        if not isinstance(body.get(name), kinds):
            raise ValueError(f"{name} is of another kind")


def _parts(value: object) -> list[Body]:
    """A mapping by itself, or the mappings of a list, which may hold nothing else."""
    if isinstance(value, dict):
        return [value]
    if not isinstance(value, list):
        return []
    if not all(isinstance(part, dict) for part in value):
        raise ValueError("a list of something else")
    return value
