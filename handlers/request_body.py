"""A body as it came over the wire, read into the mapping that Bolt works on, or refused."""

import json
from typing import Final
from urllib.parse import parse_qsl

from handlers import payloads

Body = dict[str, object]

JSON: Final = "application/json"
FORM: Final = "application/x-www-form-urlencoded"
DEEPEST: Final = 64
MOST_FIELDS: Final = 50


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
    check(body)
    return body


def check(body: Body) -> None:
    """Raises `ValueError` for a payload that is not as Slack sends it, however it came; Socket Mode has read it already."""
    _check_values(body)
    payloads.check(body)


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
    if isinstance(value, int | float) and not abs(value) <= payloads.LARGEST_NUMBER:
        raise ValueError("a number beyond all bounds")
    return []


def _check_text(text: str) -> None:
    """Refuse what no database takes."""
    text.encode()  # half of a surrogate pair is an error
    if "\0" in text:
        raise ValueError("a NUL")
