"""What a direct message said when it came, as its reader would tell it: which parts, of which sets, about which actions."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Any, Final, NamedTuple

from rehearsal.messages import Message
from tests.scene import plain


class Told(NamedTuple):
    """One part of a letter: what it is, of which set, the words of the actions that it asks about, and of those it only names.

    It shows the record of so many meetings that were `missed`.
    """

    part: str
    set_name: str
    actions: frozenset[str] = frozenset()
    named: frozenset[str] = frozenset()
    missed: int = 0


_PARTS: Final[Mapping[str, re.Pattern[str]]] = {
    "still open": re.compile(
        r"\*(?P<set>[^*]+)\* meets .*are still open:|\*(?P<other>[^*]+)\* meets .*is still open:", re.S
    ),
    "meeting": re.compile(r"\*(?P<set>[^*]+)\* meets (?!.*, in <#)"),
    "soon": re.compile(r"\*(?P<set>[^*]+)\* meets .*, in <#"),
    "going on": re.compile(r"\*(?P<set>[^*]+)\*: .* is the last meeting you planned"),
    "day off": re.compile(r"\*(?P<set>[^*]+)\*, meeting \d+: .* falls "),
    "missed": re.compile(r"\*(?P<set>[^*]+)\* met .* without you"),
    "while away": re.compile(r"While you were away, \*(?P<set>[^*]+)\* "),
    "void": re.compile(r"\*(?P<set>[^*]+)\* was going to meet "),
    "changed": re.compile(r"\*(?P<set>[^*]+)\* (?:won't meet|has moved)"),
    "due": re.compile(r"thing(?:s)? you took on (?:is|are) due|Something you took on (?:is|was) due"),
}
"""Tried in this order. What asks about a day that is due names no set: its actions tell it."""
_FOOT: Final = "Not a good moment?"
"""Below the parts of a letter stands how to have it again."""
_ACTION: Final = re.compile(r"Task \d+ of (?P<set>Set \d+)")


def told(message: Message) -> frozenset[Told]:
    """The parts of a message as it came; what is none that we know is told by its first words."""
    return frozenset(_read(*one) for one in _segments(message) if not one[0].startswith(_FOOT))


def doubled(message: Message) -> list[str]:
    """What stood in it twice: the words of an action, or a button that does one thing to one thing."""
    blocks = came_as(message)
    words = Counter(one.group() for text in _texts(blocks) for one in _ACTION.finditer(text))
    pressed = Counter(
        (element["action_id"], element.get("value")) for block in blocks for element in block.get("elements", ())
        if block["type"] == "actions"
    )  # fmt: skip
    return [f"{one}" for one, times in [*words.items(), *pressed.items()] if times > 1]


def came_as(message: Message) -> list[dict[str, Any]]:
    """Its blocks before it was edited."""
    return message.edits[0][1] if message.edits else message.blocks


def _segments(message: Message) -> Iterator[tuple[str, frozenset[str], int]]:
    """The words of each part, the actions that it asks about: below those stands *Done*, and how many records it shows."""
    blocks: list[dict[str, Any]] = []
    for block in [*came_as(message), {"type": "divider"}]:
        if block["type"] == "divider":
            yield (
                plain("\n".join(_texts(blocks))),
                frozenset(_asked(blocks)),
                _words_of(blocks).count("Read what happened"),
            )
            blocks = []
        else:
            blocks.append(block)


def _asked(blocks: list[dict[str, Any]]) -> Iterator[str]:
    for above, row in pairwise(blocks):
        if row["type"] == "actions" and any(one["text"]["text"] == "Done" for one in row["elements"]):
            yield from (one.group() for text in _texts([above]) for one in _ACTION.finditer(text))


def _words_of(blocks: list[dict[str, Any]]) -> list[str]:
    """What stands on the buttons."""
    elements = (one for block in blocks for one in (*block.get("elements", ()), block.get("accessory", {})))
    return [one["text"]["text"] for one in elements if isinstance(one.get("text"), dict)]


def _texts(blocks: list[dict[str, Any]]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block.get("text"), dict):
            yield str(block["text"]["text"])
        elif block["type"] == "context":
            yield from (str(one["text"]) for one in block["elements"])


def _read(segment: str, asked: frozenset[str], missed: int) -> Told:
    named = frozenset(one.group() for one in _ACTION.finditer(segment)) - asked
    for part, words in _PARTS.items():
        if (found := words.search(segment)) is not None:
            set_name = next((name for name in found.groups() if name), None)
            return Told(part, set_name or _set_of(segment), asked, named, missed)
    return Told(segment[:90], "", asked, named, missed)


def _set_of(segment: str) -> str:
    found = _ACTION.search(segment)
    return found["set"] if found is not None else ""
