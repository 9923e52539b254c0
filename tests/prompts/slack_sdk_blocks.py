"""What slack_sdk itself says of blocks: it judges in tests all that is drawn, where production draws plain dicts."""

from bisect import bisect_left
from collections.abc import Callable, Hashable, Iterator
from copy import deepcopy
from typing import Any, Final

from slack_sdk.errors import SlackObjectFormationError
from slack_sdk.models.basic_objects import JsonObject
from slack_sdk.models.blocks import Block

Judge = Callable[[object, str], list[str]]
SAID: Final = frozenset({"text", "value", "initial_value", "accessibility_label", "action_id", "block_id", "url"})
"""What of a block differs from one to the next: of these it looks at nothing but their length."""


def formation_errors(blocks: list[dict[str, Any]]) -> list[str]:
    """What slack_sdk refuses in these blocks, and whatever it would have made otherwise."""
    return [error for block in blocks for error in _known_errors_of(block)]


_KNOWN: Final[dict[Hashable, tuple[str, ...]]] = {}


def _known_errors_of(block: dict[str, Any]) -> tuple[str, ...]:
    """Those of the first block that was alike: most are, since most cards are drawn many times with other words."""
    shape = _shape(block)
    if shape not in _KNOWN:
        _KNOWN[shape] = _errors_of(block)
    return _KNOWN[shape]


def _errors_of(block: dict[str, Any]) -> tuple[str, ...]:
    try:
        parsed = Block.parse(deepcopy(block))
        made = parsed.to_dict() if parsed is not None else None
    except SlackObjectFormationError as error:
        return (f"{error} in {block}",)
    return () if made == block else (f"{made} instead of {block}",)


def _shape(part: object, name: str = "") -> Hashable:
    """All that it is judged by: whatever is said in it counts by the limits between which its length is."""
    if isinstance(part, dict):
        return ("object", *((key, _shape(value, key)) for key, value in part.items()))
    if isinstance(part, list):
        return ("list", *map(_shape, part))
    if isinstance(part, str) and name in SAID:
        return bisect_left(LIMITS, len(part))
    return type(part), part


def _limits_of(model: type[Any]) -> Iterator[int]:
    """Every length that slack_sdk compares something with."""
    yield from (value for name, value in vars(model).items() if name.endswith("max_length") and isinstance(value, int))
    for narrower in model.__subclasses__():
        yield from _limits_of(narrower)


LIMITS: Final = sorted({0, *_limits_of(JsonObject)})


def strict(judge: Judge) -> Judge:
    """A judge of blocks who asks slack_sdk as well about those that he himself would let pass."""

    def judged(blocks: object, where: str) -> list[str]:
        errors = judge(blocks, where)
        return errors or formation_errors(blocks if isinstance(blocks, list) else [])

    return judged
