"""What a form began with, before whoever sends it touched it."""

from collections.abc import Mapping
from typing import Any, Final

_INITIALLY: Final = {"initial_value": "value", "initial_option": "selected_option", "initial_user": "selected_user"}


def begun(view: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """What its fields began with, by action id, as Slack reports what is in them."""
    elements = (block.get("element") for block in view.get("blocks") or [] if block.get("type") == "input")
    known = [element for element in elements if isinstance(element, Mapping) and "action_id" in element]
    return {
        str(element["action_id"]): {holds: element[name] for name, holds in _INITIALLY.items() if name in element}
        for element in known
    }
