"""What Block Kit allows: a message or view is refused here as Slack refuses it."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from rehearsal.block_elements import SIZES, element_errors, plain_error, too_long
from rehearsal.people import Payload

TOTAL_TEXT = 13_200
BLOCKS_OF = {"message": 50, "modal": 100, "home": 100}
IN_ACTIONS = frozenset({
    "button", "checkboxes", "datepicker", "datetimepicker", "timepicker", "overflow", "radio_buttons", "static_select",
    "external_select", "users_select", "conversations_select", "channels_select", "workflow_button",
})  # fmt: skip
IN_SECTION = (IN_ACTIONS - {"datetimepicker"}) | {
    "image", "multi_static_select", "multi_external_select", "multi_users_select", "multi_conversations_select",
    "multi_channels_select",
}  # fmt: skip
IN_INPUT = (IN_SECTION - {"button", "overflow", "image", "workflow_button"}) | {
    "plain_text_input", "number_input", "email_text_input", "url_text_input", "datetimepicker", "file_input",
    "rich_text_input",
}  # fmt: skip


def block_errors(blocks: object, where: str) -> list[str]:
    """Everything that Slack would refuse in these blocks; `where` is `message`, `modal` or `home`.

    Written as Slack writes it, with a JSON pointer to the place.
    """
    if not isinstance(blocks, list):
        return [plain_error("must be an array", "/blocks")]
    errors = [] if len(blocks) <= BLOCKS_OF[where] else [
        plain_error(f"no more than {BLOCKS_OF[where]} items allowed", "/blocks")
    ]  # fmt: skip
    seen: set[str] = set()
    for number, block in enumerate(blocks):
        errors += _one_block(block, f"/blocks/{number}", where, seen)
    return errors


def _one_block(block: object, at: str, where: str, seen: set[str]) -> Iterator[str]:
    if not isinstance(block, dict):
        yield plain_error("must be an object", at)
        return
    yield from _block_id(block, at, seen)
    kind = str(block.get("type"))
    if kind == "input" and where == "message":
        yield plain_error("unsupported type: input", f"{at}/type")
    elif kind in CHECKS:
        yield from CHECKS[kind](block, at)
    elif kind not in UNCHECKED:
        yield plain_error(f"unsupported type: {kind}", f"{at}/type")


def _block_id(block: Payload, at: str, seen: set[str]) -> Iterator[str]:
    block_id = block.get("block_id")
    if block_id is None:
        return
    yield from too_long(block_id, 255, f"{at}/block_id")
    if block_id in seen:
        yield plain_error(f"block_id already exists: {block_id}", f"{at}/block_id")
    seen.add(str(block_id))


def text_errors(value: object, at: str, limit: int, *, plain: bool = False) -> Iterator[str]:
    """Errors of a text object: its type, and 1 to `limit` characters."""
    if not isinstance(value, dict):
        yield plain_error("missing required text object", at)
    elif value.get("type") not in (("plain_text",) if plain else ("plain_text", "mrkdwn")):
        yield plain_error(f"unsupported type: {value.get('type')}", f"{at}/type")
    elif not isinstance(value.get("text"), str):
        yield plain_error("missing required field: text", at)
    elif not value["text"]:
        yield plain_error("must be more than 0 characters", f"{at}/text")
    else:
        yield from too_long(value["text"], limit, f"{at}/text")


def _section(block: Payload, at: str) -> Iterator[str]:
    if "text" not in block and "fields" not in block:
        yield plain_error("missing required field: text or fields", at)
    if "text" in block:
        yield from text_errors(block["text"], f"{at}/text", 3000)
    if "fields" in block:
        yield from _sized(block, "fields", 10, at)
        for number, text in enumerate(block["fields"]):
            yield from text_errors(text, f"{at}/fields/{number}", 2000)
    if "accessory" in block:
        yield from _element(block["accessory"], f"{at}/accessory", IN_SECTION)


def _context(block: Payload, at: str) -> Iterator[str]:
    yield from _sized(block, "elements", 10, at)
    for number, element in enumerate(block.get("elements") or ()):
        place = f"{at}/elements/{number}"
        if isinstance(element, dict) and element.get("type") == "image":
            yield from _image(element, place)
        else:
            yield from text_errors(element, place, 3000)


def _actions(block: Payload, at: str) -> Iterator[str]:
    yield from _sized(block, "elements", 25, at)
    seen: set[object] = set()
    for number, element in enumerate(block.get("elements") or ()):
        place = f"{at}/elements/{number}"
        yield from _element(element, place, IN_ACTIONS)
        action_id = element.get("action_id") if isinstance(element, dict) else None
        if action_id is not None and action_id in seen:
            yield plain_error(f"action_id already exists: {action_id}", f"{place}/action_id")
        seen.add(action_id)


def _input(block: Payload, at: str) -> Iterator[str]:
    yield from text_errors(block.get("label"), f"{at}/label", 2000, plain=True)
    if "hint" in block:
        yield from text_errors(block["hint"], f"{at}/hint", 2000, plain=True)
    yield from _element(block.get("element"), f"{at}/element", IN_INPUT)


def _image(block: Payload, at: str) -> Iterator[str]:
    if not block.get("image_url") and not block.get("slack_file"):
        yield plain_error("missing required field: image_url", at)
    if not block.get("alt_text"):
        yield plain_error("missing required field: alt_text", at)
    yield from too_long(block.get("alt_text"), 2000, f"{at}/alt_text")
    yield from too_long(block.get("image_url"), 3000, f"{at}/image_url")


def _markdown(block: Payload, at: str) -> Iterator[str]:
    if not isinstance(block.get("text"), str) or not block["text"]:
        yield plain_error("missing required field: text", at)
    yield from too_long(block.get("text"), 12_000, f"{at}/text")


def _header(block: Payload, at: str) -> Iterator[str]:
    yield from text_errors(block.get("text"), f"{at}/text", 150, plain=True)


def _rich_text(block: Payload, at: str) -> Iterator[str]:
    if not isinstance(block.get("elements"), list):
        yield plain_error("missing required field: elements", at)


def _sized(block: Payload, name: str, most: int, at: str) -> Iterator[str]:
    items = block.get(name)
    if not isinstance(items, list) or not items:
        yield plain_error(f"missing required field: {name}", at)
    elif len(items) > most:
        yield plain_error(f"no more than {most} items allowed", f"{at}/{name}")


def _element(element: Any, at: str, allowed: frozenset[str]) -> Iterator[str]:
    kind = element.get("type") if isinstance(element, dict) else None
    if kind not in allowed:
        yield plain_error(f"unsupported type: {kind}", f"{at}/type")
        return
    if kind == "image":
        yield from _image(element, at)
        return
    for name, limit in SIZES["text objects"].items():
        if name in element:
            yield from text_errors(element[name], f"{at}/{name}", limit, plain=True)
    yield from element_errors(element, at)
    yield from _option_texts(element, at)


def _option_texts(element: Payload, at: str) -> Iterator[str]:
    marked_up = element["type"] in ("checkboxes", "radio_buttons")
    for number, option in enumerate(element.get("options") or ()):
        place = f"{at}/options/{number}"
        if not isinstance(option, dict):
            yield plain_error("must be an object", place)
            continue
        yield from text_errors(option.get("text"), f"{place}/text", 75, plain=not marked_up)
        if "description" in option:
            yield from text_errors(option["description"], f"{place}/description", 75, plain=not marked_up)


def text_total(blocks: object) -> int:
    """Characters of all text in the blocks, which Slack limits to about 13,200 (bolt-js issue 2509)."""
    if isinstance(blocks, list):
        return sum(text_total(item) for item in blocks)
    if isinstance(blocks, dict):
        own = len(blocks["text"]) if isinstance(blocks.get("text"), str) else 0
        return own + sum(text_total(item) for item in blocks.values())
    return 0


CHECKS: Final[Mapping[str, Callable[[Payload, str], Iterator[str]]]] = {
    "section": _section,
    "header": _header,
    "context": _context,
    "actions": _actions,
    "input": _input,
    "image": _image,
    "markdown": _markdown,
    "rich_text": _rich_text,
}
UNCHECKED: Final = ("divider", "video", "file")
