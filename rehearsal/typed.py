"""What somebody types at the prompt, read as a thing to do."""

import re
from dataclasses import dataclass
from typing import Final, Literal

from rehearsal.clock_words import readable
from rehearsal.finding import alike
from rehearsal.participants import Participants
from rehearsal.script_items import Cancels, Item, Moves, Note, OpensHome, Presses, Says, Sees, Talk, Uses
from rehearsal.wrapping import harmless

LONGEST: Final = 10_000
GLOBAL: Final = ("help", "quit", "channel", "thread", "note", "see", "to")
OWN: Final = ("press", "fill", "cancel", "home", "dm", "look", "use", "say")
USAGE: Final = {
    "press": "Type press and the words on a button, or its number: press Done, or 12.",
    "use": "Type use SHORTCUT on WORDS: use park this question on what does he want. There are: make this my action, "
    "park this question.",
    "see": "Type see and words that should be on somebody's screen.",
    "say": "Type say and what is said, or ana: and what she says.",
    "note": "Type note and what whoever watches should read.",
    "to": "Type to and a day or time: to 14:30, to Tuesday 09:00.",
}
_SPOKEN: Final = re.compile(r"\s*([^\s:/]{1,40})\s*:\s*(.*)", re.DOTALL)
_PRESS: Final = re.compile(r"press\s+(.+?)(?:\s+beside\s+(.+?))?(?:\s+on\s+(.+))?", re.IGNORECASE | re.DOTALL)
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
    if re.match(r"\+|-\d|to\s", line, re.IGNORECASE):
        return _clock(line)
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
        return _gesture(rest.strip(), who) if rest.strip() else Asks("become", who)
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
    return _gesture(line, current)


def _gesture(line: str, who: str) -> Typed:
    if line.startswith("/"):
        return Says(0, who, line)
    number = re.fullmatch(r"(?:press\s+)?(\d{1,6})", line, re.IGNORECASE | re.ASCII)
    if number:
        return PressesNumber(who, int(number[1]))
    press = _PRESS.fullmatch(line)
    if press:
        return Presses(0, who, _unbracketed(press[1]), press[3] or "", press[2] or "")
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
    if alike(first) in USAGE and (not rest or alike(first) == "use"):
        raise NotUnderstood(f"{alike(first)} what? {USAGE[alike(first)]}")
    shown = line if len(line) <= 40 else line[:39] + "…"
    raise NotUnderstood(
        f"“{shown}” is nothing to do here; help says what is. To say it, type {who}: {shown}", who, line
    )


def _unbracketed(label: str) -> str:
    return label.strip().removeprefix("[").removesuffix("]").strip()


def _key(name: str, participants: Participants) -> str | None:
    person = participants.named(name)
    return participants.key(person.id) if person else None
