"""What a modal or a Home tab may be."""

import json
from collections.abc import Iterator
from typing import Any

from rehearsal.block_elements import plain_error, too_long
from rehearsal.block_limits import block_errors, text_errors
from rehearsal.people import ApiError, Payload

VIEW_BYTES = 250_000


def checked_view(view: Any, kind: str) -> Payload:
    """The view, if Slack would take it. Raises ApiError: `invalid_arguments` with the places, or `view_too_large`."""
    if not isinstance(view, dict):
        raise ApiError("invalid_arguments", response_metadata={"messages": ["[ERROR] missing required field: view"]})
    if len(json.dumps(view)) > VIEW_BYTES:
        raise ApiError("view_too_large")
    errors = view_errors(view, kind)
    if errors:
        raise ApiError("invalid_arguments", response_metadata={"messages": errors})
    return view


def view_errors(view: Payload, kind: str) -> list[str]:
    """Everything that Slack would refuse in this view; `kind` is `modal` or `home`."""
    if view.get("type") != kind:
        return [plain_error(f"must be a {kind}", "/view/type")]
    errors = [*_sizes(view), *(_modal(view) if kind == "modal" else ())]
    return errors + [
        error.replace("json-pointer:", "json-pointer:/view") for error in block_errors(view.get("blocks"), kind)
    ]


def _sizes(view: Payload) -> Iterator[str]:
    yield from too_long(view.get("private_metadata"), 3000, "/view/private_metadata")
    yield from too_long(view.get("callback_id"), 255, "/view/callback_id")
    yield from too_long(view.get("external_id"), 255, "/view/external_id")


def _modal(view: Payload) -> Iterator[str]:
    yield from text_errors(view.get("title"), "/view/title", 24, plain=True)
    for name in ("submit", "close"):
        if name in view:
            yield from text_errors(view[name], f"/view/{name}", 24, plain=True)
    blocks = view.get("blocks")
    kinds = {block.get("type") for block in blocks if isinstance(block, dict)} if isinstance(blocks, list) else set()
    if "input" in kinds and "submit" not in view:
        yield plain_error("a view with input blocks must have a submit button", "/view/submit")
