"""A message, or what was entered into a form, as one short value: two that are alike have the same."""

import json
from collections.abc import Mapping
from hashlib import sha256
from typing import Any


def hash_of(message: Mapping[str, Any], *, plain: bool) -> str | None:
    """The SHA-256 in hexadecimal of what is sent; None for a message that goes without its blocks, which are tried again."""
    if plain:
        return None
    return _hash({"text": message["text"], "blocks": message.get("blocks"), "plain": plain})


def hash_of_form(view_id: str, values: Mapping[str, Any]) -> str:
    """The SHA-256 in hexadecimal of what was entered; with the form's own id, so that equal words in two forms differ."""
    return _hash({"view": view_id, "values": values})


def _hash(value: Mapping[str, Any]) -> str:
    return sha256(json.dumps(value, sort_keys=True, separators=(",", ":")).encode()).hexdigest()
