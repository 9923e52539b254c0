"""What somebody types at the prompt, read as a thing to do."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final, Literal

from rehearsal.clock_words import moved, readable
from rehearsal.finding import alike
from rehearsal.participants import Participants
from rehearsal.script_items import (
    Adds,
    Cancels,
    Cast,
    Deletes,
    Edits,
    Item,
    JoinsOrLeaves,
    Moves,
    Note,
    OpensHome,
    Presses,
    Reacts,
    Says,
    Sees,
    Talk,
    Uses,
    key_for,
)
from rehearsal.wrapping import harmless
from rehearsal.written_times import stretch

LONGEST: Final = 10_000
GLOBAL: Final = ("help", "quit", "channel", "thread", "note", "see", "to", "add")
OWN: Final = (
    "press", "fill", "cancel", "home", "dm", "look", "use", "say", "join", "leave", "edit", "delete", "react",
)  # fmt: skip
USAGE: Final = {
    "press": "Type press and the words on a button, or its number: press Done, or 12.",
    "use": "Type use SHORTCUT on WORDS: use park this question on what does he want. There are: make this my action, "
    "park this question.",
    "see": "Type see and words that should be on somebody's screen.",
    "say": "Type say and what is said, or ana: and what she says.",
    "note": "Type note and what whoever watches should read.",
    "edit": "Type edit WORDS to OTHER WORDS: edit Call me to Call me later.",
    "delete": "Type delete and words of the message: delete call me.",
    "react": "Type react EMOJI on WORDS: react tada on call me; without on WORDS it is the newest message.",
    "add": "Type add and the name of somebody new: add Gita, add Gita as guest, or add Gita outside, who is in no channel.",
    "to": "Type to and a day or time: to 14:30, to Tuesday 09:00.",
}
_SPOKEN: Final = re.compile(r"\s*([^\s:/]{1,40})\s*:\s*(.*)", re.DOTALL)
_PRESS: Final = re.compile(r"press\s+(.+?)(?:\s+beside\s+(.+?))?(?:\s+on\s+(.+))?", re.IGNORECASE | re.DOTALL)
_EDIT: Final = re.compile(r"edit\s+(.+\s+to\s+.+)", re.IGNORECASE | re.DOTALL)
_REACT: Final = re.compile(r"react\s+(?:with\s+)?(\S+)(?:\s+(?:on|to)\s+(.+))?", re.IGNORECASE | re.DOTALL)
_ADD: Final = re.compile(r"@?(.+?)(?:\s+(?:as (?:an? )?)?(guest|outside|outsider))?", re.IGNORECASE)
_CLOCK: Final = re.compile(r"\+|-\d|to\s", re.IGNORECASE | re.ASCII)
_BARE_TIME: Final = re.compile(r"\d{1,2}[:.]\d\d\b", re.ASCII)
_USE: Final = re.compile(r"use\s+(.+?)\s+on\s+(.+)", re.IGNORECASE | re.DOTALL)


@dataclass(frozen=True)
class Asks:
    """Something for the prompt itself to do, as the person it names."""

    what: Literal["help", "quit", "become", "look", "dm", "fill"]
    who: str


@dataclass(frozen=True)
class PressesNumber:
    """Somebody presses the control of that number on their screen."""

    who: str
    number: int


Typed = Item | Asks | PressesNumber | None


class NotUnderstood(Exception):
    """What was typed is nothing to do; the sentence says what would be. `who` may have meant a button by `words`."""

    def __init__(self, sentence: str, who: str = "", words: str = "") -> None:
        super().__init__(sentence)
        self.who = who
        self.words = words


def read_line(text: str, participants: Participants, current: str) -> Typed:
    """One line, typed while `current` is the person in front; None for an empty one. Raises Puzzled."""
    if len(text) > LONGEST:
        raise NotUnderstood(f"that is more than {LONGEST:,} characters; nothing was done")
    line = harmless(text).strip()
    if not line:
        return None
    if _CLOCK.match(line):
        return _clock(line)
    if _BARE_TIME.match(line):
        _not_meant_to_move(line)
    spoken = _SPOKEN.fullmatch(line)
    if spoken and not line.startswith("/"):
        return _said(spoken[1], spoken[2].strip(), participants)
    return _told(line, participants, current)


def would_press(text: str, participants: Participants) -> PressesNumber | Presses | None:
    """What `ana: press Done` would press without its colon; with it, those are words that are said."""
    spoken = _SPOKEN.fullmatch(harmless(text).strip())
    who = _key(spoken[1], participants) if spoken else None
    if spoken is None or who is None or not spoken[2].casefold().startswith("press "):
        return None
    read = _gesture(spoken[2].strip(), who)
    return read if isinstance(read, PressesNumber | Presses) else None


def _clock(line: str) -> Item:
    try:
        readable(line)
    except ValueError as problem:
        raise NotUnderstood(str(problem)) from None
    return Moves(0, line)


def _said(name: str, words: str, participants: Participants) -> Typed:
    who = _key(name, participants)
    if who is None:
        raise NotUnderstood(f"“{name}” is nobody here; there are {', '.join(participants.people)}")
    return Says(0, who, words) if words else Asks("become", who)


def _told(line: str, participants: Participants, current: str) -> Typed:
    first, _, rest = line.partition(" ")
    who = _key(first, participants)
    if who is not None:
        line = rest.strip()
        return _edited(line, who, participants) or _gesture(line, who) if line else Asks("become", who)
    match alike(first), rest.strip():
        case "help" | "?", _:
            return Asks("help", current)
        case "quit" | "exit", "":
            return Asks("quit", current)
        case "channel", "":
            return Talk(0, "channel")
        case "thread", words:
            return Talk(0, words or "thread")
        case "note", words if words:
            return Note(0, words)
        case "see", words if words:
            return Sees(0, words)
        case "add", words if words:
            return _newcomer(words, participants)
    return _edited(line, current, participants) or _gesture(line, current)


def _newcomer(words: str, participants: Participants) -> Item:
    found = _ADD.fullmatch(words)
    name, how = (found[1], (found[2] or "").casefold()) if found else (words, "")
    key = key_for(name)
    if not re.fullmatch(r"[a-z][a-z0-9_-]{0,19}", key) or key in (*GLOBAL, *OWN):
        raise NotUnderstood(f"“{name}” can be nobody's name here. {USAGE['add']}")
    if participants.named(key) or participants.named(name):
        raise NotUnderstood(
            f"{name} is here already. /invite @{key} brings them into the channel, /set add @{key} into the set."
        )
    return Adds(0, Cast(key, name, participants.zone, outsider=how.startswith("outside"), guest=how == "guest"))


def _edited(line: str, who: str, participants: Participants) -> Item | None:
    """Their message and what becomes of it; of several “to” the first that leaves words which they have said."""
    found = _EDIT.fullmatch(line)
    if not found:
        return None
    splits = [(found[1][: to.start()].strip(), found[1][to.end() :].strip()) for to in re.finditer(r"\sto\s", found[1])]
    rooms = (participants.room, participants.ws.dm_channel(participants.people[who]))
    person = participants.people[who].id
    said = [alike(one.text) for room in rooms for one in participants.ws.everything(room) if one.user == person]
    on, to = next((split for split in splits if any(alike(split[0]) in one for one in said)), splits[0])
    return Edits(0, who, on, to)


def _gesture(line: str, who: str) -> Typed:
    if line.startswith("/"):
        return Says(0, who, line)
    number = re.fullmatch(r"(?:press\s+)?(\d{1,6})", line, re.IGNORECASE | re.ASCII)
    if number:
        return PressesNumber(who, int(number[1]))
    press = _PRESS.fullmatch(line)
    if press:
        return Presses(0, who, _unbracketed(press[1]), press[3] or "", press[2] or "")
    react = _REACT.fullmatch(line)
    if react:
        return Reacts(0, who, react[1].strip(":"), react[2] or "")
    use = _USE.fullmatch(line)
    if use:
        return Uses(0, who, use[1], use[2])
    return _word(line, who)


def _word(line: str, who: str) -> Typed:
    first, _, rest = line.partition(" ")
    match alike(first), rest.strip():
        case "say", words if words:
            return Says(0, who, words)
        case "home", "":
            return OpensHome(0, who)
        case "cancel", "":
            return Cancels(0, who)
        case "look", "":
            return Asks("look", who)
        case "dm", "":
            return Asks("dm", who)
        case "fill", "":
            return Asks("fill", who)
    if alike(first) in USAGE and (not rest or alike(first) in ("use", "edit", "react")):
        raise NotUnderstood(f"{alike(first)} what? {USAGE[alike(first)]}")
    found = _with_slack(alike(first), rest.strip(), who)
    if found is not None:
        return found
    _not_meant_to_move(line)
    shown = line if len(line) <= 40 else line[:39] + "…"
    raise NotUnderstood(
        f"“{shown}” is nothing to do here; help says what is. To say it, type {who}: {shown}", who, line
    )


def _with_slack(verb: str, words: str, who: str) -> Item | None:
    """What somebody does with Slack itself."""
    match verb, words:
        case "join" | "leave", "" | "channel" | "the channel":
            return JoinsOrLeaves(0, who, verb == "join")
        case "delete", words if words:
            return Deletes(0, who, words)
    return None


def _not_meant_to_move(line: str) -> None:
    """Raises NotUnderstood for a day or a time alone: it may be words for something else, and the clock never goes back."""
    if alike(line) == "now":
        return
    try:
        moved(line, datetime(2026, 1, 1, tzinfo=UTC), "UTC")
        onward = stretch(line) if ":" not in line else None
    except ValueError:
        return
    bare = re.sub(r"^(?:by|on|in|at|before|until)\s+", "", line, flags=re.IGNORECASE)
    raise NotUnderstood(f"To move the clock, type {'to ' if onward is None else '+'}{bare}")


def _unbracketed(label: str) -> str:
    return label.strip().removeprefix("[").removesuffix("]").strip()


def _key(name: str, participants: Participants) -> str | None:
    person = participants.named(name)
    return participants.key(person.id) if person else None
