"""Scripts for the rehearsal: read from YAML and checked before anything is played."""

import re
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

from yaml import MappingNode, Node, ScalarNode, SequenceNode

from rehearsal.clock_words import moment, readable
from rehearsal.script_items import (
    PEERS,
    PLACES,
    Cancels,
    Cast,
    Fields,
    Fills,
    Item,
    Moves,
    Note,
    OpensHome,
    PlaceKind,
    Presses,
    Says,
    Script,
    Sees,
    Talk,
    Uses,
)
from rehearsal.yaml_nodes import ScriptError, Sheet, line_of, read_text, shown

START: Final = "2026-11-03 14:00"
ZONE: Final = "Europe/London"
KEYS: Final = ("title", "about", "start", "zone", "channel", "private", "invited", "people", "play")
GESTURES: Final = ("say", "press", "on", "beside", "fill", "refused", "cancel", "shortcut", "home")
SEEN: Final = ("who", "words", *PLACES)
_KEY: Final = re.compile(r"[a-z][a-z0-9_-]{0,19}", re.ASCII)
_RESERVED: Final = ("note", "clock", "see", "unseen", "in", "to", "help", "quit")


def load(path: Path) -> Script:
    """The script in that file. Raises ScriptError with a sentence that names line and word."""
    return read(read_text(path), path.name)


def read(text: str, name: str = "script") -> Script:
    """A script from its text; `name` is what complaints call it. Raises ScriptError."""
    return _Reading(Sheet(name)).script(text)


class _Reading:
    """One script on its way from YAML; the people come first, since items name them."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet
        self._people: tuple[Cast, ...] = PEERS
        self._items: dict[str, Callable[[int, Node], list[Item]]] = {
            "note": lambda line, node: [Note(line, sheet.words(node))],
            "in": lambda line, node: [Talk(line, sheet.words(node))],
            "clock": self._clock,
            "see": lambda line, node: self._seen(line, node, there=True),
            "unseen": lambda line, node: self._seen(line, node, there=False),
        }

    def script(self, text: str) -> Script:
        root = self._sheet.root(text)
        given = self._sheet.fields(root, KEYS)
        if "play" not in given:
            raise self._sheet.wrong(root, "there is no `play:`, the list of what happens")
        zone = self._zone(given.get("zone"))
        if "people" in given:
            self._people = self._cast(given["people"], zone)
        return Script(
            title=self._words(given, "title", "A rehearsal"),
            about=self._words(given, "about", ""),
            start=self._start(given.get("start"), zone),
            zone=zone,
            channel=self._channel(given.get("channel")),
            private=self._yes(given, "private"),
            invited=self._yes(given, "invited"),
            people=self._people,
            items=tuple(item for node in self._sheet.items(given["play"]) for item in self._item(node)),
            source=self._sheet.name,
        )

    def _words(self, given: dict[str, Node], key: str, usual: str) -> str:
        return self._sheet.text(given[key]).strip() if key in given else usual

    def _yes(self, given: dict[str, Node], key: str) -> bool:
        return self._words(given, key, "yes").lower() not in ("no", "false")

    def _zone(self, node: Node | None) -> str:
        if node is None:
            return ZONE
        name = self._sheet.words(node)
        try:
            ZoneInfo(name)
        except (KeyError, ValueError, OSError):
            raise self._sheet.wrong(node, f"“{name}” is no time zone like {ZONE}") from None
        return name

    def _start(self, node: Node | None, zone: str) -> datetime:
        try:
            return moment(self._sheet.words(node) if node else START, zone)
        except ValueError as problem:
            raise self._sheet.wrong(node or 1, str(problem)) from None

    def _channel(self, node: Node | None) -> str:
        name = self._sheet.words(node).removeprefix("#") if node else "set-heads"
        if node and not re.fullmatch(r"[\w-]{1,80}", name):
            raise self._sheet.wrong(node, f"“{name}” is no name of a channel: letters, digits and hyphens")
        return name

    def _cast(self, node: Node, zone: str) -> tuple[Cast, ...]:
        people = tuple(self._one(key, value, zone) for key, value in self._sheet.fields(node).items())
        if not people:
            raise self._sheet.wrong(node, "there is nobody in `people:`")
        return people

    def _one(self, key: str, node: Node, zone: str) -> Cast:
        if not _KEY.fullmatch(key) or key in _RESERVED:
            raise self._sheet.wrong(
                node, f"“{key}” cannot name a person here: small letters, and no word of the script"
            )
        if isinstance(node, ScalarNode):
            return Cast(key, self._sheet.text(node).strip() or key.capitalize(), zone)
        given = self._sheet.fields(node, ("name", "zone", "outsider"))
        named = self._words(given, "name", key.capitalize())
        outsider = self._words(given, "outsider", "no").lower() in ("yes", "true")
        return Cast(key, named, self._zone(given["zone"]) if "zone" in given else zone, outsider)

    def _item(self, node: Node) -> list[Item]:
        entries = self._sheet.fields(node)
        if len(entries) != 1:
            raise self._sheet.wrong(node, f"one thing at a time: here are {', '.join(entries) or 'none'}")
        ((key, value),) = entries.items()
        if key in self._items:
            return self._items[key](line_of(node), value)
        self._known(key, node)
        return self._gesture(key, line_of(node), value)

    def _known(self, key: str, node: Node) -> str:
        people = [one.key for one in self._people]
        if key not in people:
            raise self._sheet.wrong(node, f"“{key}” is nobody in the play; there are {', '.join(people)}")
        return key

    def _clock(self, line: int, node: Node) -> list[Item]:
        words = self._sheet.words(node)
        try:
            readable(words)
        except ValueError as problem:
            raise self._sheet.wrong(node, str(problem)) from None
        return [Moves(line, words)]

    def _seen(self, line: int, node: Node, *, there: bool) -> list[Item]:
        if isinstance(node, ScalarNode):
            return [Sees(line, self._sheet.words(node), there=there)]
        if isinstance(node, SequenceNode):
            return [item for one in node.value for item in self._seen(line_of(one), one, there=there)]
        given = self._sheet.fields(node, SEEN)
        who = self._known(self._sheet.words(given["who"]), given["who"]) if "who" in given else ""
        places: list[tuple[PlaceKind | None, Node]] = [(place, given[place]) for place in PLACES if place in given]
        places += [(None, given["words"])] if "words" in given else []
        if not places:
            raise self._sheet.wrong(node, f"what is to be seen? One of: {', '.join(SEEN[1:])}")
        return [Sees(line, self._sheet.words(words), who, place, there) for place, words in places]

    def _gesture(self, who: str, line: int, node: Node) -> list[Item]:
        if isinstance(node, ScalarNode):
            return [Says(line, who, self._sheet.words(node))]
        given = self._sheet.fields(node, GESTURES)
        words = {key: self._sheet.words(given[key]) for key in given if key != "fill"}
        found = [*self._first(who, line, words), *self._form(who, line, given, words)]
        if not found:
            raise self._sheet.wrong(node, f"what does {who} do? One of: {', '.join(GESTURES)}")
        return found

    def _first(self, who: str, line: int, words: dict[str, str]) -> list[Item]:
        found: list[Item] = []
        if "say" in words:
            found.append(Says(line, who, words["say"]))
        if "home" in words:
            found.append(OpensHome(line, who))
        if "press" in words:
            found.append(Presses(line, who, words["press"], words.get("on", ""), words.get("beside", "")))
        if "shortcut" in words:
            if "on" not in words:
                raise self._sheet.wrong(line, "a shortcut is used on a message: say on which, with `on: words in it`")
            found.append(Uses(line, who, words["shortcut"], words["on"]))
        return found

    def _form(self, who: str, line: int, given: dict[str, Node], words: dict[str, str]) -> list[Item]:
        if "cancel" in words:
            return [Cancels(line, who)]
        if "fill" not in given:
            return []
        return [Fills(line_of(given["fill"]), who, self._entered(given["fill"]), words.get("refused", ""))]

    def _entered(self, node: Node) -> Fields:
        if isinstance(node, ScalarNode) and not node.value:
            return {}
        if not isinstance(node, MappingNode):
            raise self._sheet.wrong(node, f"{shown(node)} should be the fields of the form, like `What?: words`")
        return {label: self._value(value) for label, value in self._sheet.fields(node).items()}

    def _value(self, node: Node) -> str | tuple[str, ...]:
        if isinstance(node, SequenceNode):
            return tuple(self._sheet.text(one) for one in node.value)
        return self._sheet.text(node)


__all__ = ["ScriptError", "load", "read"]
