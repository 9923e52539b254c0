"""What was played, written as a script that plays it again."""

from collections.abc import Callable, Iterable
from typing import Any, Final
from zoneinfo import ZoneInfo

import yaml

from rehearsal.script_items import (
    Adds,
    BecomesOfChannel,
    Cancels,
    Cast,
    Deletes,
    Edits,
    Fills,
    Item,
    JoinsOrLeaves,
    Moves,
    Note,
    OpensHome,
    OtherPlace,
    Presses,
    Reacts,
    Reloads,
    Says,
    Script,
    Sees,
    Stands,
    Talk,
    Uses,
)

WIDTH: Final = 110


class Recording:
    """A script that grows in its file with everything that is done."""

    def __init__(self, script: Script, put: Callable[[str], None]) -> None:
        self._put = put
        self._begun = False
        put(_yaml(_head(script)))

    def add(self, item: Item) -> None:
        self._put(("" if self._begun else "play:\n") + _yaml([_entry(item)]))
        self._begun = True

    def finish(self) -> None:
        """A script needs its list, even an empty one."""
        if not self._begun:
            self._put("play: []\n")


def written(script: Script, items: Iterable[Item]) -> str:
    """A script in YAML with the people of `script` and these items."""
    text: list[str] = []
    recording = Recording(script, text.append)
    for item in items:
        recording.add(item)
    recording.finish()
    return "".join(text)


def _yaml(value: object) -> str:
    return str(yaml.safe_dump(value, allow_unicode=True, sort_keys=False, width=WIDTH))


def _head(script: Script) -> dict[str, Any]:
    wall = script.start.astimezone(ZoneInfo(script.zone)).replace(tzinfo=None)
    head: dict[str, Any] = {"title": script.title, "about": script.about} if script.about else {"title": script.title}
    return head | {
        "start": wall.isoformat(sep=" ", timespec="auto" if wall.second else "minutes"),
        "zone": script.zone,
        "channel": script.channel,
        "private": "yes" if script.private else "no",
        "invited": "yes" if script.invited else "no",
        **({"organisation": script.organisation} if script.organisation else {}),
        **({} if script.seed is None else {"seed": str(script.seed)}),
        **({"places": {one.name: _place(one) for one in script.places}} if script.places else {}),
        "people": {one.key: _person(one, script) for one in script.people},
    }


def _place(one: OtherPlace) -> dict[str, str]:
    return {
        name: "yes" if yes else "no"
        for name, yes in (("private", one.private), ("invited", one.invited), ("shared", one.shared))
    }


def _person(one: Cast, script: Script) -> str | dict[str, Any]:
    more = _about(one, script.zone)
    return {"name": one.name, **more} if more else one.name


def _about(one: Cast, usual: str) -> dict[str, Any]:
    """All but their name, and their zone where it is the `usual` one."""
    more: dict[str, Any] = {"zone": one.zone} if one.zone != usual else {}
    more |= {"outsider": "yes"} if one.outsider else {}
    more |= {"guest": "yes"} if one.guest else {}
    more |= {"company": one.participants} if one.participants else {}
    return more | ({"teams": list(one.teams)} if one.teams else {})


def _entry(item: Item) -> dict[str, Any]:
    match item:
        case Note():
            return {"note": item.words}
        case Talk():
            return {"in": item.place}
        case Moves():
            return {"clock": item.words}
        case BecomesOfChannel():
            return {"becomes": item.words}
        case Adds():
            return {"add": {item.newcomer.key: {"name": item.newcomer.name, **_about(item.newcomer, "")}}}
        case Sees():
            return {"see" if item.there else "unseen": _seen(item)}
        case Stands():
            return {"now" if item.there else "nowhere": _standing(item)}
        case Says(late=""):
            return {item.who: item.words}
        case _:
            return {item.who: _gesture(item)}


def _seen(item: Sees | Stands) -> str | dict[str, str]:
    if not item.who and item.where is None:
        return item.words
    return ({"who": item.who} if item.who else {}) | {item.where or "words": item.words}


def _standing(item: Stands) -> str | dict[str, Any]:
    if item.times is None and item.buttons is None:
        return _seen(item)
    where = {"who": item.who} if item.who else {}
    times = {} if item.times is None else {"times": str(item.times)}
    buttons = {} if item.buttons is None else {"buttons": list(item.buttons)}
    return where | {item.where or "words": item.words} | times | buttons


def _gesture(
    item: Says | Presses | Fills | Cancels | Uses | Deletes | Edits | Reacts | Reloads | JoinsOrLeaves | OpensHome,
) -> dict[str, Any]:
    match item:
        case Says():
            return {"say": item.words, "late": item.late}
        case Presses():
            ways = {"on": item.on, "beside": item.beside, "old": "yes" if item.old else ""}
            return {"press": item.label, **{name: words for name, words in ways.items() if words}}
        case Fills():
            fields = {label: value if isinstance(value, str) else list(value) for label, value in item.fields.items()}
            return {"fill": fields} | ({"refused": item.refused} if item.refused else {})
        case Uses():
            return {"shortcut": item.shortcut, "on": item.on}
        case Deletes():
            return {"delete": item.on}
        case Edits():
            return {"edit": item.on, "to": item.to}
        case Reacts():
            return {"react": item.emoji} | ({"on": item.on} if item.on else {})
        case _:
            return _bare(item)


def _bare(item: Cancels | Reloads | JoinsOrLeaves | OpensHome) -> dict[str, Any]:
    """What is done with one thing only."""
    match item:
        case Cancels():
            return {"cancel": "form"}
        case Reloads():
            return {"reload": "screen"}
        case JoinsOrLeaves():
            return {"join" if item.joins else "leave": "channel"}
        case OpensHome():
            return {"home": "open"}
