"""A message as one short value: two that are sent alike have the same."""

import json
from collections.abc import Mapping
from hashlib import sha256
from typing import Any


def hash_of(message: Mapping[str, Any], *, plain: bool) -> str | None:
    """The SHA-256 in hexadecimal of what is sent; None for a message that goes without its blocks, which are tried again."""
    if plain:
        return None
    sent = {"text": message["text"], "blocks": message.get("blocks"), "plain": plain}
    return sha256(json.dumps(sent, sort_keys=True, separators=(",", ":")).encode()).hexdigest()
