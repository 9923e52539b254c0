"""What was played, written as a script that plays it again."""

from collections.abc import Iterable
from typing import Any, Final
from zoneinfo import ZoneInfo

import yaml

from rehearsal.script_items import (
    Cancels,
    Cast,
    Fills,
    Item,
    Moves,
    Note,
    OpensHome,
    Presses,
    Says,
    Script,
    Sees,
    Talk,
    Uses,
)

WIDTH: Final = 110


def written(script: Script, items: Iterable[Item]) -> str:
    """A script in YAML with the people of `script` and these items."""
    wall = script.start.astimezone(ZoneInfo(script.zone)).replace(tzinfo=None)
    head: dict[str, Any] = {"title": script.title, "about": script.about} if script.about else {"title": script.title}
    head |= {
        "start": wall.isoformat(sep=" ", timespec="auto" if wall.second else "minutes"),
        "zone": script.zone,
        "channel": script.channel,
        "private": "yes" if script.private else "no",
        "invited": "yes" if script.invited else "no",
        "people": {one.key: _person(one, script) for one in script.people},
        "play": [_entry(item) for item in items],
    }
    return str(yaml.safe_dump(head, allow_unicode=True, sort_keys=False, width=WIDTH))


def _person(one: Cast, script: Script) -> str | dict[str, str]:
    more = {"zone": one.zone} if one.zone != script.zone else {}
    more |= {"outsider": "yes"} if one.outsider else {}
    return {"name": one.name, **more} if more else one.name


def _entry(item: Item) -> dict[str, Any]:
    match item:
        case Note():
            return {"note": item.words}
        case Talk():
            return {"in": item.place}
        case Moves():
            return {"clock": item.words}
        case Sees():
            return {"see" if item.there else "unseen": _seen(item)}
        case Says():
            return {item.who: item.words}
        case _:
            return {item.who: _gesture(item)}


def _seen(item: Sees) -> str | dict[str, str]:
    if not item.who and item.where is None:
        return item.words
    return ({"who": item.who} if item.who else {}) | {item.where or "words": item.words}


def _gesture(item: Presses | Fills | Cancels | Uses | OpensHome) -> dict[str, Any]:
    match item:
        case Presses():
            ways = {"on": item.on, "beside": item.beside}
            return {"press": item.label, **{name: words for name, words in ways.items() if words}}
        case Fills():
            fields = {label: value if isinstance(value, str) else list(value) for label, value in item.fields.items()}
            return {"fill": fields} | ({"refused": item.refused} if item.refused else {})
        case Uses():
            return {"shortcut": item.shortcut, "on": item.on}
        case Cancels():
            return {"cancel": "form"}
        case OpensHome():
            return {"home": "open"}
