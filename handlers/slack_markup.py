"""Slack's own markup, as people read it."""

import re
from typing import Final

from prompts.wording import unnamed

MARKUP: Final = re.compile(r"<(?P<what>[@#!]?[^<>|]+)(?:\|(?P<label>[^<>]*))?>")
NAMES: Final = "@#"
"""What stands before the id of a person, or of a channel."""
SCHEME: Final = re.compile(r"^(?:https?://|mailto:|tel:)(?:www\.)?", re.IGNORECASE)


def as_read(text: str) -> str:
    """Slack's own markup as people read it: names, addresses and characters instead of ids and entities.

    A link keeps its address, behind its words where they do not say it.
    """
    shown = MARKUP.sub(lambda found: _read(found["what"], found["label"]), text)
    return shown.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&").strip()


def _read(what: str, label: str | None) -> str:
    sign, rest = what[:1], what[1:]
    if sign in NAMES:
        return f"{sign}{label}" if label else unnamed(sign)
    if sign == "!":
        return label or f"@{rest.partition('^')[0]}"
    return f"{label} ({what})" if label and _is_hidden(label, what) else label or what


def _is_hidden(label: str, address: str) -> bool:
    """Whether the words of a link do not say where it leads."""
    leads, says = (SCHEME.sub("", one.strip()).rstrip("/").casefold() for one in (address, label))
    return says != leads
