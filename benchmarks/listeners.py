"""Which listener a delivery wakes, read from what Slack sends."""

from dataclasses import dataclass
from typing import Any, Final

from prompts import ids
from rehearsal.deliveries import Delivery

WORDS: Final = frozenset({"", "help", "list", "report"})
"""What `/action` and `/set-issue` take as words of their own; every other text is the person's."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A listener by its kind and name, as `handlers.access` lists it; `by` is the word, the button or the way that woke it."""

    kind: str
    name: str
    by: str = ""

    @property
    def listener(self) -> str:
        return f"{self.kind} {self.name}"

    def __str__(self) -> str:
        return f"{self.listener} {self.by}".strip()


def entry_of(delivery: Delivery) -> Entry:
    """What a delivery wakes."""
    payload = delivery.payload
    if delivery.kind == "slash_commands":
        return _command(payload["command"].removeprefix("/"), payload["text"])
    if delivery.kind == "events_api":
        return Entry("event", payload["event"]["type"])
    return _INTERACTIVE[payload["type"]](payload)


def _command(name: str, text: str) -> Entry:
    words = text.strip()
    if name == "set":
        return Entry("command", name, words.partition(" ")[0])
    return Entry("command", name, words if words in WORDS else "with words")


def _button(payload: dict[str, Any]) -> Entry:
    action = payload["actions"][0]
    name, _, by = action["action_id"].partition(":")
    chosen = ids.meant(str((action.get("selected_option") or {}).get("value", "")))
    return Entry("button", name, chosen[0] if chosen else by)


def _form(payload: dict[str, Any]) -> Entry:
    return Entry("form", payload["view"]["callback_id"])


def _put_away(payload: dict[str, Any]) -> Entry:
    return Entry("put away", payload["view"]["callback_id"])


def _shortcut(payload: dict[str, Any]) -> Entry:
    return Entry("shortcut", payload["callback_id"])


_INTERACTIVE: Final = {
    "block_actions": _button,
    "view_submission": _form,
    "view_closed": _put_away,
    "message_action": _shortcut,
}
