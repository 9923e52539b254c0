"""What the words of a refusal are, and how each of its facts is written in them."""

from collections.abc import Callable, Mapping
from typing import Any, Final, NamedTuple

from babel.dates import get_day_names, get_month_names

from bot.domain.refusals import Refusal
from prompts.language import locale
from prompts.wording import day_written, in_a_line, number, slash

PEOPLE: Final = frozenset({"presenter", "adviser", "person", "people"})
"""Facts that are Slack's ids of people: a message mentions them, the field of a form cannot."""


class Words(NamedTuple):
    """A sentence of the catalogue with placeholders for the facts, and for `{command}` where it names one of ours."""

    sentence: str
    command: str = ""


Wording = Words | Callable[..., str]
"""A sentence, or where it depends on the facts what makes it of them; people are named to it already."""
Table = Mapping[Refusal, Wording]


def _month(value: int) -> str:
    return str(get_month_names("wide", locale=locale())[value])


def _weekday(value: int) -> str:
    """Counted from Monday as 0."""
    return str(get_day_names("wide", locale=locale())[value])


SHOWN: Final[Mapping[str, Callable[[Any], str]]] = {
    **dict.fromkeys(PEOPLE, str),
    "channel": "<#{}>".format,
    "command": slash,
    "bot": in_a_line,
    "day": day_written,
    "month": _month,
    "weekday": _weekday,
    "year": str,
    **dict.fromkeys(("number", "count", "low", "high", "most", "used", "given", "here", "needed"), number),
}
"""By the name of a fact, which says what it is."""
