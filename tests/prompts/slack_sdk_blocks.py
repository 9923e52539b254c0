"""What slack_sdk itself says of blocks: it judges in tests all that is drawn, where production draws plain dicts."""

from collections.abc import Callable
from typing import Any

from slack_sdk.errors import SlackObjectFormationError
from slack_sdk.models.blocks import Block

Judge = Callable[[object, str], list[str]]


def formation_errors(blocks: list[dict[str, Any]]) -> list[str]:
    """What slack_sdk refuses in these blocks, and whatever it would have made otherwise."""
    found = []
    for block in blocks:
        try:
            parsed = Block.parse(block)
            made = parsed.to_dict() if parsed is not None else None
        except SlackObjectFormationError as error:
            found.append(f"{error} in {block}")
        else:
            found += [] if made == block else [f"{made} instead of {block}"]
    return found


def strict(judge: Judge) -> Judge:
    """A judge of blocks who asks slack_sdk as well about those that he himself would let pass."""

    def judged(blocks: object, where: str) -> list[str]:
        errors = judge(blocks, where)
        return errors or formation_errors(blocks if isinstance(blocks, list) else [])

    return judged
