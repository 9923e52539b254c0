"""What happens in a script, item by item: read from YAML, and checked against who is in the play."""

import re
from collections.abc import Callable, Sequence
from typing import Final

from yaml import MappingNode, Node, ScalarNode, SequenceNode

from bot.yaml_files import YamlFile, line_of, shown
from rehearsal.becoming import BECOMES
from rehearsal.clock_words import readable
from rehearsal.script_items import (
    PLACES,
    STANDING,
    Adds,
    BecomesOfChannel,
    Cancels,
    Cast,
    Deletes,
    Edits,
    Fields,
    Fills,
    Item,
    JoinsOrLeaves,
    Moves,
    Note,
    OpensHome,
    PlaceKind,
    Presses,
    Reacts,
    Reloads,
    Says,
    Sees,
    Stands,
    Talk,
    Uses,
)

GESTURES: Final = (
    "say",
    "press",
    "on",
    "beside",
    "fill",
    "refused",
    "cancel",
    "shortcut",
    "home",
    "delete",
    "late",
    "old",
    "edit",
    "to",
    "reload",
    "join",
    "leave",
    "react",
)
ONLY: Final = {"home": "open", "cancel": "form", "reload": "screen", "join": "channel", "leave": "channel"}
"""What can be done with these, the one thing each."""
SEEN: Final = ("who", "words", *PLACES)
NOWHERE: Final = ("who", "words", *STANDING)
NOW: Final = (*NOWHERE, "times", "buttons")


class Items:
    """Reads the items of one file; `people` are the keys by which it may name somebody, `newcomer` reads who comes later."""

    def __init__(self, file: YamlFile, people: Sequence[str], newcomer: Callable[[Node], Cast]) -> None:
        self._file = file
        self._people = list(people)
        self._newcomer = newcomer
        self._items: dict[str, Callable[[int, Node], list[Item]]] = {
            "note": lambda line, node: [Note(line, file.words(node))],
            "in": lambda line, node: [Talk(line, file.words(node))],
            "clock": self._clock,
            "becomes": self._becoming,
            "add": self._adding,
            "see": lambda line, node: self._seen(line, node, there=True),
            "unseen": lambda line, node: self._seen(line, node, there=False),
            "now": lambda line, node: self._standing(line, node, there=True),
            "nowhere": lambda line, node: self._standing(line, node, there=False),
        }

    def read(self, node: Node) -> list[Item]:
        """One entry of the list; it may be several things, one after the other. Raises YamlError."""
        entries = self._file.fields(node)
        if len(entries) != 1:
            raise self._file.wrong(node, f"one thing at a time: here are {', '.join(entries) or 'none'}")
        ((key, value),) = entries.items()
        if key in self._items:
            return self._items[key](line_of(node), value)
        self._known(key, node)
        return self._gesture(key, line_of(node), value)

    def _known(self, key: str, node: Node) -> str:
        if key not in self._people:
            raise self._file.wrong(node, f"“{key}” is nobody in the play; there are {', '.join(self._people)}")
        return key

    def _clock(self, line: int, node: Node) -> list[Item]:
        words = self._file.words(node)
        try:
            readable(words)
        except ValueError as problem:
            raise self._file.wrong(node, str(problem)) from None
        return [Moves(line, words)]

    def _becoming(self, line: int, node: Node) -> list[Item]:
        words = self._file.words(node)
        if words not in BECOMES:
            raise self._file.wrong(node, f"a channel becomes no “{words}”; it can become {', '.join(BECOMES)}")
        return [BecomesOfChannel(line, words)]

    def _adding(self, line: int, node: Node) -> list[Item]:
        newcomer = self._newcomer(node)
        if newcomer.key in self._people:
            raise self._file.wrong(node, f"there is a “{newcomer.key}” already")
        self._people.append(newcomer.key)
        return [Adds(line, newcomer)]

    def _seen(self, line: int, node: Node, *, there: bool) -> list[Item]:
        if isinstance(node, ScalarNode):
            return [Sees(line, self._file.words(node), there=there)]
        if isinstance(node, SequenceNode):
            return [item for one in self._several(node) for item in self._seen(line_of(one), one, there=there)]
        given = self._file.fields(node, SEEN)
        who = self._viewer(given)
        places = self._places(node, given, SEEN[1:])
        return [Sees(line, words, who, place, there) for place, words in places]

    def _standing(self, line: int, node: Node, *, there: bool) -> list[Item]:
        if isinstance(node, ScalarNode):
            return [Stands(line, self._file.words(node), there=there)]
        if isinstance(node, SequenceNode):
            return [item for one in self._several(node) for item in self._standing(line_of(one), one, there=there)]
        given = self._file.fields(node, NOW if there else NOWHERE)
        who, times, buttons = self._viewer(given), self._times(given.get("times")), given.get("buttons")
        carried = tuple(self._file.text(one) for one in self._file.items(buttons)) if buttons else None
        places = self._places(node, given, NOWHERE[1:])
        return [Stands(line, words, who, place, there, times, carried) for place, words in places]

    def _several(self, node: SequenceNode) -> list[Node]:
        if not node.value:
            raise self._file.wrong(node, "what is to be seen? This list is empty")
        return list(node.value)

    def _viewer(self, given: dict[str, Node]) -> str:
        return self._known(self._file.words(given["who"]), given["who"]) if "who" in given else ""

    def _places(self, node: Node, given: dict[str, Node], known: tuple[str, ...]) -> list[tuple[PlaceKind | None, str]]:
        found: list[tuple[PlaceKind | None, Node]] = [(place, given[place]) for place in PLACES if place in given]
        found += [(None, given["words"])] if "words" in given else []
        if not found:
            raise self._file.wrong(node, f"what is to be seen? One of: {', '.join(known)}")
        return [(place, self._file.words(words)) for place, words in found]

    def _times(self, node: Node | None) -> int | None:
        if node is None:
            return None
        words = self._file.words(node)
        if not re.fullmatch(r"[1-9]\d{0,3}", words, re.ASCII):
            raise self._file.wrong(node, f"“{words}” is no number of messages like 1 or 2; `nowhere` is for none")
        return int(words)

    def _gesture(self, who: str, line: int, node: Node) -> list[Item]:
        if isinstance(node, ScalarNode):
            return [Says(line, who, self._file.words(node))]
        given = self._file.fields(node, GESTURES)
        words = {key: self._file.words(given[key]) for key in given if key != "fill"}
        for key, only in ONLY.items():
            if words.get(key, only) != only:
                raise self._file.wrong(given[key], f"“{words[key]}” should be {only}: `{key}: {only}`")
        found = [*self._first(who, line, given, words), *self._form(who, line, given, words)]
        if not found:
            raise self._file.wrong(node, f"what does {who} do? One of: {', '.join(GESTURES)}")
        return found

    def _first(self, who: str, line: int, given: dict[str, Node], words: dict[str, str]) -> list[Item]:
        found: list[Item] = []
        if "say" in words:
            found.append(Says(line, who, words["say"], self._late(line, words)))
        if "home" in words:
            found.append(OpensHome(line, who))
        if "reload" in words:
            found.append(Reloads(line, who))
        found += [JoinsOrLeaves(line, who, key == "join") for key in ("join", "leave") if key in words]
        found += self._with_messages(line, who, words)
        if "press" in words:
            old = self._file.yes(given["old"]) if "old" in given else False
            found.append(Presses(line, who, words["press"], words.get("on", ""), words.get("beside", ""), old))
        if "shortcut" in words:
            if "on" not in words:
                raise self._file.wrong(line, "a shortcut is used on a message: say on which, with `on: words in it`")
            found.append(Uses(line, who, words["shortcut"], words["on"]))
        return found

    def _with_messages(self, line: int, who: str, words: dict[str, str]) -> list[Item]:
        found: list[Item] = []
        if "edit" in words:
            if "to" not in words:
                raise self._file.wrong(line, "a message is edited to other words: say which, with `to: new words`")
            found.append(Edits(line, who, words["edit"], words["to"]))
        if "react" in words:
            found.append(Reacts(line, who, words["react"], words.get("on", "")))
        if "delete" in words:
            found.append(Deletes(line, who, words["delete"]))
        return found

    def _late(self, line: int, words: dict[str, str]) -> str:
        late = words.get("late", "")
        try:
            readable(f"+{late}" if late else "+1s")
        except ValueError:
            raise self._file.wrong(line, f"“{late}” is no length of time like 90s or 2m") from None
        return late

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
            raise self._file.wrong(node, f"{shown(node)} should be the fields of the form, like `What?: words`")
        return {label: self._value(value) for label, value in self._file.fields(node).items()}

    def _value(self, node: Node) -> str | tuple[str, ...]:
        if isinstance(node, SequenceNode):
            return tuple(self._file.text(one) for one in node.value)
        return self._file.text(node)
