"""What slack_sdk itself says of blocks: it judges in tests all that is drawn, where production draws plain dicts."""

import json
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from slack_sdk.errors import SlackObjectFormationError
from slack_sdk.models.blocks import Block

Judge = Callable[[object, str], list[str]]


def formation_errors(blocks: list[dict[str, Any]]) -> list[str]:
    """What slack_sdk refuses in these blocks, and whatever it would have made otherwise."""
    return [error for block in blocks for error in _errors_of(json.dumps(block))]


@lru_cache(maxsize=10_000)  # a card that is edited keeps most of its blocks
def _errors_of(written: str) -> tuple[str, ...]:
    block = json.loads(written)
    try:
        parsed = Block.parse(block)
        made = parsed.to_dict() if parsed is not None else None
    except SlackObjectFormationError as error:
        return (f"{error} in {block}",)
    return () if made == block else (f"{made} instead of {block}",)


def strict(judge: Judge) -> Judge:
    """A judge of blocks who asks slack_sdk as well about those that he himself would let pass."""

    def judged(blocks: object, where: str) -> list[str]:
        errors = judge(blocks, where)
        return errors or formation_errors(blocks if isinstance(blocks, list) else [])

    return judged
