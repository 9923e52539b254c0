"""Scripts for the rehearsal: read from YAML and checked before anything is played."""

import re
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

from yaml import Node, ScalarNode

from bot.yaml_files import YamlError, YamlFile, read_text
from rehearsal.chains import Chain
from rehearsal.clock_words import moment
from rehearsal.item_reading import Items
from rehearsal.script_items import PEERS, Cast, Item, OtherPlace, Script, key_for

MAIN_SCRIPT: Final = Path(__file__).parent / "scripts" / "report-backs.yaml"
"""What is played where no other is named."""
KIND: Final = "script"
NEEDS: Final = "`play:` with a list"
START: Final = "2026-11-03 14:00"
ZONE: Final = "Europe/London"
SETTING: Final = ("start", "zone", "channel", "private", "invited", "organisation", "seed", "places", "people")
"""What a script that goes on after another cannot say once more."""
KEYS: Final = ("title", "about", "lasts", "after", *SETTING, "play")
_KEY: Final = re.compile(r"[a-z][a-z0-9_-]{0,19}", re.ASCII)
_ID: Final = re.compile(r"[ET][A-Z0-9]{1,20}", re.ASCII)
_RESERVED: Final = ("note", "clock", "becomes", "see", "unseen", "now", "nowhere", "in", "to", "add", "help", "quit")


def load(path: Path) -> Script:
    """The script in that file. Raises YamlError with a sentence that names line and word."""
    text = read_text(path, KIND)
    return _Reading(YamlFile(path.name, KIND), Chain(path.parent).led_by(path)).script(text)


def read(text: str, name: str = "script", folder: Path = Path()) -> Script:
    """A script from its text; `name` is what complaints call it, `folder` where it looks for others. Raises YamlError."""
    return _Reading(YamlFile(name, KIND), Chain(folder)).script(text)


class _Reading:
    """One script on its way from YAML: its setting, then its items, which name its people."""

    def __init__(self, file: YamlFile, chain: Chain) -> None:
        self._file = file
        self._chain = chain

    def script(self, text: str) -> Script:
        root = self._file.root(text, NEEDS)
        given = self._file.fields(root, KEYS)
        if "play" not in given:
            raise self._file.wrong(root, "there is no `play:`, the list of what happens")
        return self._sequel(given) if "after" in given else self._first_of_all(given)

    def _sequel(self, given: dict[str, Node]) -> Script:
        """A script that goes on where another has ended, with its people, place and clock."""
        before = self._before(given["after"])
        for key in SETTING:
            if key in given:
                raise self._file.wrong(given[key], f"“{key}” is as in {before.source}, and cannot be given again")
        return replace(
            before,
            title=self._words(given, "title", before.title),
            about=self._words(given, "about", ""),
            lasts=self._seconds(given.get("lasts")),
            items=self._played(given["play"], (*before.people, *before.newcomers)),
            source=self._file.name,
            after=before,
        )

    def _before(self, node: Node) -> Script:
        words = self._file.words(node)
        try:
            path = self._chain.before(words)
            text = read_text(path, KIND)
        except (ValueError, YamlError) as problem:
            raise self._file.wrong(node, str(problem)) from None
        return _Reading(YamlFile(path.name, KIND), self._chain.led_by(path)).script(text)

    def _first_of_all(self, given: dict[str, Node]) -> Script:
        zone = self._zone(given.get("zone"))
        people = self._cast(given["people"], zone) if "people" in given else PEERS
        return Script(
            title=self._words(given, "title", "A rehearsal"),
            about=self._words(given, "about", ""),
            lasts=self._seconds(given.get("lasts")),
            start=self._start(given.get("start"), zone),
            zone=zone,
            channel=self._channel(given.get("channel")),
            private=self._yes(given, "private", usual=True),
            invited=self._yes(given, "invited", usual=True),
            organisation=self._id(given, "organisation"),
            seed=self._seed(given.get("seed")),
            places=self._places(given["places"]) if "places" in given else (),
            people=people,
            items=self._played(given["play"], people),
            source=self._file.name,
        )

    def _played(self, node: Node, people: tuple[Cast, ...]) -> tuple[Item, ...]:
        items = Items(self._file, [one.key for one in people], self._newcomer)
        return tuple(item for one in self._file.items(node) for item in items.read(one))

    def _words(self, given: dict[str, Node], key: str, usual: str) -> str:
        return self._file.text(given[key]).strip() if key in given else usual

    def _yes(self, given: dict[str, Node], key: str, usual: bool) -> bool:
        return self._file.yes(given[key]) if key in given else usual

    def _zone(self, node: Node | None) -> str:
        if node is None:
            return ZONE
        name = self._file.words(node)
        try:
            ZoneInfo(name)
        except (KeyError, ValueError, OSError):
            raise self._file.wrong(node, f"“{name}” is no time zone like {ZONE}") from None
        return name

    def _start(self, node: Node | None, zone: str) -> datetime:
        try:
            return moment(self._file.words(node) if node else START, zone)
        except ValueError as problem:
            raise self._file.wrong(node or 1, str(problem)) from None

    def _seed(self, node: Node | None) -> int | None:
        if node is None:
            return None
        words = self._file.words(node)
        if not re.fullmatch(r"\d{1,18}", words, re.ASCII):
            raise self._file.wrong(node, f"“{words}” is no number like 20")
        return int(words)

    def _seconds(self, node: Node | None) -> int | None:
        if node is None:
            return None
        words = self._file.words(node)
        if not re.fullmatch(r"[1-9]\d{0,2}", words, re.ASCII):
            raise self._file.wrong(node, f"“{words}” is no number of seconds like 120")
        return int(words)

    def _channel(self, node: Node | None) -> str:
        name = self._file.words(node).removeprefix("#") if node else "set-heads"
        if node and not re.fullmatch(r"[\w-]{1,80}", name):
            raise self._file.wrong(node, f"“{name}” is no name of a channel: letters, digits and hyphens")
        return name

    def _places(self, node: Node) -> tuple[OtherPlace, ...]:
        """Other channels: `places: {hall: {private: no, invited: no}}`."""
        return tuple(self._place(name, value) for name, value in self._file.fields(node).items())

    def _place(self, name: str, node: Node) -> OtherPlace:
        if not re.fullmatch(r"[\w-]{1,80}", name):
            raise self._file.wrong(node, f"“{name}” is no name of a channel: letters, digits and hyphens")
        given = self._file.fields(node, ("private", "invited", "shared"))
        return OtherPlace(
            name,
            private=self._yes(given, "private", usual=True),
            invited=self._yes(given, "invited", usual=True),
            shared=self._yes(given, "shared", usual=False),
        )

    def _cast(self, node: Node, zone: str) -> tuple[Cast, ...]:
        people: dict[str, Cast] = {}
        for key, value in self._file.fields(node).items():
            one = self._one(key, value, zone)
            if one.name.casefold() in people:
                raise self._file.wrong(value, f"there is somebody called “{one.name}” already")
            people[one.name.casefold()] = one
        if not people:
            raise self._file.wrong(node, "there is nobody in `people:`")
        return tuple(people.values())

    def _newcomer(self, node: Node) -> Cast:
        """Whoever comes later: a name, or `{gita: {name: Gita, guest: yes}}`."""
        if isinstance(node, ScalarNode):
            name = self._file.words(node)
            return self._one(key_for(name), node, ZONE)
        given = self._file.fields(node)
        if len(given) != 1:
            raise self._file.wrong(node, "one person at a time")
        ((key, value),) = given.items()
        return self._one(key, value, ZONE)

    def _one(self, key: str, node: Node, zone: str) -> Cast:
        if not _KEY.fullmatch(key) or key in _RESERVED:
            raise self._file.wrong(node, f"“{key}” cannot name a person here: small letters, and no word of the script")
        if isinstance(node, ScalarNode):
            return Cast(key, self._file.text(node).strip() or key.capitalize(), zone)
        given = self._file.fields(node, ("name", "zone", "outsider", "guest", "company", "teams"))
        teams = self._file.items(given["teams"]) if "teams" in given else []
        return Cast(
            key,
            self._words(given, "name", key.capitalize()),
            self._zone(given["zone"]) if "zone" in given else zone,
            outsider=self._yes(given, "outsider", usual=False),
            guest=self._yes(given, "guest", usual=False),
            participants=self._id(given, "company"),
            teams=tuple(self._file.words(one) for one in teams),
        )

    def _id(self, given: dict[str, Node], key: str) -> str:
        words = self._words(given, key, "")
        if key in given and not _ID.fullmatch(words):
            raise self._file.wrong(given[key], f"“{words}” is no id of Slack's like E0GRID or T0OTHER")
        return words


__all__ = ["YamlError", "load", "read"]
