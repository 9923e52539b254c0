"""Finding buttons and fields as a person finds them, and what Slack reports of what was entered."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from rehearsal.block_elements import FIELD_LENGTH
from rehearsal.people import Payload

HOLDS: Final = {
    "plain_text_input": "value",
    "number_input": "value",
    "email_text_input": "value",
    "url_text_input": "value",
    "static_select": "selected_option",
    "external_select": "selected_option",
    "radio_buttons": "selected_option",
    "overflow": "selected_option",
    "checkboxes": "selected_options",
    "multi_static_select": "selected_options",
    "multi_external_select": "selected_options",
    "users_select": "selected_user",
    "multi_users_select": "selected_users",
    "conversations_select": "selected_conversation",
    "multi_conversations_select": "selected_conversations",
    "channels_select": "selected_channel",
    "multi_channels_select": "selected_channels",
    "datepicker": "selected_date",
    "timepicker": "selected_time",
    "datetimepicker": "selected_date_time",
    "rich_text_input": "rich_text_value",
    "file_input": "files",
}
STATELESS: Final = ("button", "overflow", "image")


@dataclass(frozen=True)
class Place:
    """An interactive element and the block that it is in."""

    block: Payload
    element: Payload

    @property
    def key(self) -> tuple[str, str]:
        return str(self.block["block_id"]), str(self.element.get("action_id", ""))

    @property
    def holds(self) -> str:
        """The name under which Slack reports what was entered."""
        return HOLDS[self.element["type"]]

    @property
    def label(self) -> str:
        """What a person reads on it, or beside it."""
        for text in (self.block.get("label"), self.element.get("text"), self.element.get("placeholder")):
            if isinstance(text, dict):
                return str(text["text"])
        return ""

    @property
    def options(self) -> list[Payload]:
        groups = self.element.get("option_groups", [])
        return [*self.element.get("options", []), *(option for group in groups for option in group["options"])]

    def option(self, wanted: object) -> Payload:
        """The option with this text or value. Raises LookupError with those there are."""
        for option in self.options:
            if wanted in (option["text"]["text"], option["value"]):
                return option
        if self.element["type"].endswith("external_select"):
            return {"text": {"type": "plain_text", "text": str(wanted)}, "value": str(wanted)}
        raise LookupError(f"no option {wanted!r} in {self.key}: {[option['text']['text'] for option in self.options]}")

    def entered(self, wanted: Any) -> Any:
        """What is reported when somebody enters this: options by text or value, several in a list."""
        if wanted is None or wanted == "":
            return [] if self.holds.endswith("s") else None
        if self.holds == "selected_option":
            return self.option(wanted)
        if self.holds == "selected_options":
            return [self.option(one) for one in ([wanted] if isinstance(wanted, str) else wanted)]
        if self.holds in ("selected_users", "selected_conversations", "selected_channels"):
            return [getattr(one, "id", one) for one in (wanted if isinstance(wanted, list | tuple) else [wanted])]
        if self.holds == "value":
            return str(wanted)
        if self.holds == "selected_date_time":
            return int(wanted)
        return getattr(wanted, "id", wanted)

    def initially(self) -> Any:
        usual: Any = [] if self.holds.endswith("s") else None
        return self.element.get(
            self.holds.replace("selected", "initial") if "_" in self.holds else "initial_value", usual
        )


def places(blocks: list[Payload]) -> Iterator[Place]:
    """All interactive elements, in the order in which they are seen."""
    for block in blocks:
        candidates = [*block.get("elements", []), block.get("accessory"), block.get("element")]
        for element in candidates:
            if isinstance(element, dict) and (element.get("type") == "button" or element.get("type") in HOLDS):
                yield Place(block, element)


def found(blocks: list[Payload], key: str, value: object = None) -> Place:
    """The element with this action id, or else this label, or else an option with this text.

    Among several buttons `value` decides. Raises LookupError if there is none, or more than one.
    """
    everything = list(places(blocks))
    for fits in (_has_id, _has_label, _has_option):
        matching = [place for place in everything if fits(place, key) and _has_value(place, value)]
        if len(matching) == 1:
            return matching[0]
        if matching:
            raise LookupError(f"{len(matching)} elements are {key!r}: say which with value={_values(matching)}")
    there = [(place.element.get("action_id"), place.label) for place in everything]
    raise LookupError(f"there is no {key!r} (value {value!r}) to press among {there}")


def _values(matching: list[Place]) -> list[object]:
    return [place.element.get("value") for place in matching]


def _has_id(place: Place, key: str) -> bool:
    return place.element.get("action_id") == key


def _has_label(place: Place, key: str) -> bool:
    return place.label == key


def _has_option(place: Place, key: str) -> bool:
    return any(option["text"]["text"] == key for option in place.options)


def _has_value(place: Place, value: object) -> bool:
    return value is None or place.element["type"] != "button" or place.element.get("value") == value


def field_named(blocks: list[Payload], name: str) -> Place:
    """The field with this action id, block id or label. Raises LookupError with those there are."""
    fields = [place for place in places(blocks) if place.element["type"] not in STATELESS]
    for place in fields:
        if name in (place.element.get("action_id"), place.block["block_id"], place.label):
            return place
    raise LookupError(f"no field {name!r} among {[(*place.key, place.label) for place in fields]}")


def state_of(blocks: list[Payload], typed: Mapping[tuple[str, str], Any]) -> Payload:
    """The `state.values` of a message or view: every field, touched or not."""
    values: dict[str, Payload] = {}
    for place in places(blocks):
        if place.element["type"] in STATELESS:
            continue
        block_id, action_id = place.key
        entered = typed.get(place.key, place.initially())
        values.setdefault(block_id, {})[action_id] = {"type": place.element["type"], place.holds: entered}
    return {"values": values}


def refused_by_client(blocks: list[Payload], typed: Mapping[tuple[str, str], Any]) -> dict[str, str]:
    """What Slack's own app says, by block id, before it sends a form at all."""
    said: dict[str, str] = {}
    for place in places(blocks):
        if place.block["type"] != "input":
            continue
        entered = typed.get(place.key, place.initially())
        complaint = _complaint(place, entered)
        if complaint:
            said[place.key[0]] = complaint
    return said


def _complaint(place: Place, entered: Any) -> str | None:
    if entered in (None, "", []):
        return None if place.block.get("optional") else "Please complete this required field."
    if place.element["type"] == "plain_text_input":
        least, most = place.element.get("min_length", 0), place.element.get("max_length", FIELD_LENGTH)
        if not least <= len(entered) <= most:
            return f"Please enter between {least} and {most} characters."
    return None
