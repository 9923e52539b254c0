"""What Block Kit allows in buttons, menus, pickers and fields."""

from collections.abc import Iterator
from typing import Final

from rehearsal.people import Payload

SIZES: Final = {
    "text objects": {"text": 75, "placeholder": 150},
    "strings": {"action_id": 255, "value": 2000, "url": 3000, "accessibility_label": 75},
}
OPTIONS_OF: Final = {
    "overflow": (2, 5),
    "radio_buttons": (1, 10),
    "checkboxes": (1, 10),
    "static_select": (1, 100),
    "multi_static_select": (1, 100),
}
FIELD_LENGTH: Final = 3000


def plain_error(what: str, at: str) -> str:
    """A refusal as Slack writes it."""
    return f"[ERROR] {what} [json-pointer:{at}]"


def too_long(value: object, limit: int, at: str) -> Iterator[str]:
    if value is not None and len(str(value)) > limit:
        yield plain_error(f"must be less than {limit + 1} characters", at)


def element_errors(element: Payload, at: str) -> Iterator[str]:
    """Errors of one interactive element, but for its text objects."""
    for name, limit in SIZES["strings"].items():
        yield from too_long(element.get(name), limit, f"{at}/{name}")
    kind = element["type"]
    if kind == "button":
        yield from _button(element, at)
    if kind in OPTIONS_OF:
        yield from _options(element, at)
    if kind == "plain_text_input":
        yield from _text_field(element, at)
    if kind == "datetimepicker" and not _is_moment(element.get("initial_date_time", 1_000_000_000)):
        yield plain_error("must be a Unix timestamp of 10 digits", f"{at}/initial_date_time")
    if kind == "number_input" and "is_decimal_allowed" not in element:
        yield plain_error("missing required field: is_decimal_allowed", at)
    if "confirm" in element:
        yield from _confirm(element["confirm"], f"{at}/confirm")


def _is_moment(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and len(str(value)) == 10


def _button(element: Payload, at: str) -> Iterator[str]:
    if "text" not in element:
        yield plain_error("missing required field: text", at)
    if element.get("style", "primary") not in ("primary", "danger"):
        yield plain_error("must be a valid enum value", f"{at}/style")


def _options(element: Payload, at: str) -> Iterator[str]:
    least, most = OPTIONS_OF[element["type"]]
    groups, options = element.get("option_groups"), element.get("options")
    if isinstance(groups, list) and element["type"].endswith("static_select"):
        if not 1 <= len(groups) <= 100:
            yield plain_error("must have 1 to 100 groups", f"{at}/option_groups")
        options = [option for group in groups for option in group.get("options", [])]
    elif not isinstance(options, list) or len(options) < least:
        yield plain_error(f"must provide at least {least} items", f"{at}/options")
        return
    elif len(options) > most:
        yield plain_error(f"no more than {most} items allowed", f"{at}/options")
    yield from _option_values(options or [], at)
    yield from _initial(element, options or [], at)


def _option_values(options: list[Payload], at: str) -> Iterator[str]:
    for number, option in enumerate(options):
        if not isinstance(option, dict) or not isinstance(option.get("value"), str):
            yield plain_error("missing required field: value", f"{at}/options/{number}")
        else:
            yield from too_long(option["value"], 150, f"{at}/options/{number}/value")


def _initial(element: Payload, options: list[Payload], at: str) -> Iterator[str]:
    values = {option.get("value") for option in options if isinstance(option, dict)}
    single = element.get("initial_option")
    for chosen in [*([single] if single else []), *element.get("initial_options", [])]:
        if chosen.get("value") not in values:
            yield plain_error("initial option does not match any option", f"{at}/initial_option")


def _text_field(element: Payload, at: str) -> Iterator[str]:
    for name in ("min_length", "max_length"):
        if not 0 <= element.get(name, 0) <= FIELD_LENGTH:
            yield plain_error(f"must be between 0 and {FIELD_LENGTH}", f"{at}/{name}")
    length, most = len(element.get("initial_value") or ""), element.get("max_length", FIELD_LENGTH)
    if length > most:
        yield plain_error(f"must be less than {most + 1} characters", f"{at}/initial_value")


def _confirm(dialog: object, at: str) -> Iterator[str]:
    if not isinstance(dialog, dict):
        yield plain_error("must be an object", at)
        return
    for name, limit in {"title": 100, "text": 300, "confirm": 30, "deny": 30}.items():
        text = dialog.get(name)
        if not isinstance(text, dict) or not text.get("text"):
            yield plain_error(f"missing required field: {name}", at)
        else:
            yield from too_long(text["text"], limit, f"{at}/{name}/text")
