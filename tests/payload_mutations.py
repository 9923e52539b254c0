"""Payloads as Slack sends them, bent in one to three places: what a guess at the next version of Slack might look like, or malice."""

import copy
import itertools
import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from random import Random
from typing import Any, Final

from rehearsal.deliveries import Answer, Delivery

Payload = dict[str, Any]
Path = tuple[str | int, ...]

ODD: Final[tuple[Any, ...]] = (
    None, True, False, 0, -1, 5, 2**53, 2**63, 10**30, 1e308, 0.5, "", " ", "x", "x" * 33, "x" * 300, "x" * 10_000,
    [], {}, [1], [None], ["x"], [[]], [{}], {"id": 1}, {"id": "U1"}, {"value": None}, {"x": {"x": {"x": []}}},
    "a\0b", "\ud800", "\u202e", "é" * 40, "٣", "<!channel>", "<@" * 50, "'; DROP TABLE sets; --", "%s {0} \\", "\n\r\t",
    "10000-01-01", "9999-12-31", "0001-01-01", "2026-02-30", "2026-W01-1", "24:00", "09:00+14:00", "23:59", "9" * 300, "9" * 5000,
    "-1", "1e9", "1.2", "0.0", "9999999999.999999", "99999999999.1", "1.2.3", "T" * 32, "UNOBODY01", "1|set|", "1|step|x|y|z",
    "2|step|x", "1|action|" + "x" * 1900, "@@@@", "1|set|x@C1@@1.2", "action_report:maybe", "done", "nothing", "http://[", "/nothing",
)  # fmt: skip
"""Nothing, other kinds, other lengths, other characters, and values that are almost right."""
VALUE: Final = re.compile(r"1\|(\w+)\|[\w-]+")
LISTED_LONG: Final = 300
LARGEST: Final = 200_000
WORDS: Final = ("blocks", "text", "token", "username", "domain")
"""Under these there is little that anybody reads, so few changes are made there."""


@dataclass(frozen=True)
class Mutations:
    """Deliveries made of real ones. `issued` makes a trigger id that opens a form, for a person.

    `living` are public ids by their kind, `others` ids of all kinds that belong to others.
    """

    real: Sequence[Delivery]
    chance: Random
    issued: Callable[[str], str]
    living: Mapping[str, Sequence[str]]
    others: Sequence[str]
    numbers: Iterator[int] = field(default_factory=itertools.count)

    def next(self) -> Delivery:
        """One more, with ids of its own, about something that is there, and odd in up to three places."""
        one = self.chance.choice(self.real)
        payload = self._alive(copy.deepcopy(one.payload))
        self._own_ids(payload)
        for _ in range(self.chance.randint(1, 3)):
            self._bend(payload)
        if one.kind == "slash_commands":  # a form cannot carry half a character
            payload = {key: "\ufffd" if value == "\ud800" else value for key, value in payload.items()}
        # beyond a megabyte it is refused for its size, which others test
        return Delivery(one.kind, payload) if len(json.dumps(payload)) < LARGEST else self.next()

    def _own_ids(self, payload: Payload) -> None:
        number = next(self.numbers)
        if "event_id" in payload:
            payload["event_id"] = f"EvM{number}"
        if "trigger_id" in payload:
            user = payload.get("user_id") or payload["user"]["id"]
            payload["trigger_id"] = self.issued(user)
        if isinstance(payload.get("view"), dict) and self.chance.random() < 0.8:
            payload["view"]["id"] = f"VM{number}"

    def _alive(self, value: Any) -> Any:
        """What buttons and forms are about, as something of the same kind that is in the database now."""
        if isinstance(value, dict):
            return {key: self._alive(inner) for key, inner in value.items()}
        if isinstance(value, list):
            return [self._alive(inner) for inner in value]
        return VALUE.sub(self._another, value) if isinstance(value, str) and self.chance.random() < 0.7 else value

    def _another(self, found: re.Match[str]) -> str:
        known = self.living.get(found[1]) or [one for ids in self.living.values() for one in ids]
        return f"1|{found[1]}|{self.chance.choice(known)}"

    def _bend(self, payload: Payload) -> None:
        path = self._somewhere(payload)
        parent = _at(payload, path[:-1])
        key = path[-1]
        match self.chance.randrange(10):
            case 0 | 1:
                del parent[key]
            case 2:
                parent[key] = self._from_elsewhere(payload)
            case 3:
                parent[key] = self.chance.choice(self.others)
            case 4:
                small = len(str(parent[key])) < LISTED_LONG
                times = self.chance.choice((1, 2, LISTED_LONG if small else 3))
                parent[key] = [copy.deepcopy(parent[key]) for _ in range(times)]
            case 5:
                parent[key] = {str(key): parent[key]}
            case _ if key != "trigger_id":
                parent[key] = copy.deepcopy(self.chance.choice(ODD))  # its lists are bent in their turn
            case _:
                # one that looks right and is not would be refused by Slack, as it should
                parent[key] = copy.deepcopy(
                    self.chance.choice([one for one in ODD if not isinstance(one, str) or len(one) > 200])
                )

    def _somewhere(self, payload: Payload) -> Path:
        paths = list(_paths(payload))
        read = [path for path in paths if not set(path) & set(WORDS)]
        return self.chance.choice(read if read and self.chance.random() < 0.9 else paths)

    def _from_elsewhere(self, payload: Payload) -> Any:
        source = payload if self.chance.random() < 0.5 else self.chance.choice(self.real).payload
        return copy.deepcopy(_at(source, self._somewhere(source)))


def shapes_of(made: Sequence[Answer], most: int = 2) -> list[Delivery]:
    """What was delivered, no more than so many of each kind, name and set of keys."""
    kept: dict[str, list[Delivery]] = {}
    for one in made:
        of_its_kind = kept.setdefault(name_of(one.delivery.payload), [])
        if len(of_its_kind) < most:
            of_its_kind.append(replace(one.delivery, attempts=0))
    return [one for of_its_kind in kept.values() for one in of_its_kind]


def name_of(payload: Payload) -> str:
    """By what listeners are found."""
    action = (payload.get("actions") or [{}])[0].get("action_id", "")
    view = (payload.get("view") or {}).get("callback_id", "")
    event = (payload.get("event") or {}).get("type", "")
    place = (payload.get("container") or {}).get("type", "")
    named = (payload.get("command"), payload.get("type"), payload.get("callback_id"), action, view, event, place)
    return " ".join(str(part) for part in named if part)


def _paths(value: Any, so_far: Path = ()) -> Iterator[Path]:
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, one in inner:
        yield (*so_far, key)
        yield from _paths(one, (*so_far, key))


def _at(value: Any, path: Path) -> Any:
    for key in path:
        value = value[key]
    return value
