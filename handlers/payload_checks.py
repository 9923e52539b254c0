"""What a value of a payload may be: small checks, put together to the shape of a whole payload."""

import re
from collections.abc import Callable, Mapping
from typing import Final

Check = Callable[[object], None]
"""Raises `Misshapen` for a value that is not as it should be, else does nothing."""


class InvalidPayload(ValueError):
    """Something is not as Slack sends it: `where` names the keys down to it, ours to know; what was sent is not repeated."""

    def __init__(self, where: str = "") -> None:
        super().__init__(f"{where or 'it'} is not as Slack sends it")
        self.where = where


def words(form: str = "", most: int | None = None) -> Check:
    """A text that matches the pattern as a whole, with at most so many characters."""
    pattern = re.compile(form or r"[\s\S]*+", re.ASCII)

    def check(value: object) -> None:
        if not isinstance(value, str) or (most is not None and len(value) > most) or not pattern.fullmatch(value):
            raise InvalidPayload

    return check


def of(*kinds: type) -> Check:
    """A value of one of these kinds. True is no number."""

    def check(value: object) -> None:
        if not isinstance(value, kinds) or (isinstance(value, bool) and bool not in kinds):
            raise InvalidPayload

    return check


def maybe(check: Check) -> Check:
    """Such a value, or null."""

    def either(value: object) -> None:
        if value is not None:
            check(value)

    return either


def either(one: Check, other: Check) -> Check:
    """A value that one of the two takes."""

    def check(value: object) -> None:
        try:
            one(value)
        except InvalidPayload:
            other(value)

    return check


def fields(needed: Mapping[str, Check], others: Mapping[str, Check] | None = None) -> Check:
    """A mapping that has what is needed; of the others each may be missing or null. What is not named is not looked at."""

    def check(value: object) -> None:
        if not isinstance(value, dict):
            raise InvalidPayload
        for name, inner in needed.items():
            _at(name, inner, value.get(name))
        for name, inner in (others or {}).items():
            _at(name, maybe(inner), value.get(name))

    return check


def mapping(check: Check, most: int = 200) -> Check:
    """A mapping of anything to such values."""

    def each(value: object) -> None:
        if not isinstance(value, dict) or len(value) > most:
            raise InvalidPayload
        for inner in value.values():
            _at("*", check, inner)

    return each


def listing(check: Check, most: int, least: int = 0) -> Check:
    """A list of such values."""

    def each(value: object) -> None:
        if not isinstance(value, list) or not least <= len(value) <= most:
            raise InvalidPayload
        for inner in value:
            _at("*", check, inner)

    return each


def _at(name: str, check: Check, value: object) -> None:
    try:
        check(value)
    except InvalidPayload as error:
        raise InvalidPayload(f"{name}.{error.where}" if error.where else name) from None


ID: Final = words(r"[A-Za-z0-9]{1,32}")
"""Of a person, a channel, a workspace or a view; our columns have as much room."""
TS: Final = words(r"[0-9]{1,10}\.[0-9]{1,6}")
"""A moment as Slack writes it, which is also the id of a message."""
DELIVERY_ID: Final = words(r"[\w.:-]{1,120}")
"""What one delivery is known by, with room for what we put before it."""
NAME: Final = words(r".{1,255}")
ANYTHING: Final = words()
ADDRESS: Final = words(r"https?://[A-Za-z0-9.-]{1,255}(?::[0-9]{1,5})?(?:/[!-~]*)?", most=3000)
