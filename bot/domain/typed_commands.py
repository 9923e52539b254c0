"""What is typed after a command: the subcommand that runs, or what may have been meant.

A subcommand runs only as the whole text, closing punctuation, quotation marks and capitals aside. Words after it are read
where they can be nothing else; any others are asked about, so that no sentence moves a meeting.
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from typing import Final

from bot.domain.day_spelling import canonical, is_slip
from bot.domain.meetings import SPOKEN
from bot.domain.states import Guidance

WORDS: Final = (
    "new",
    "start",
    "next",
    "extend",
    "pause",
    "resume",
    "end",
    "balance",
    "plan",
    "format",
    "guidance",
    "members",
    "add",
    "remove",
    "rules",
    "questions",
    "concern",
    "away",
    "back",
    "regrets",
    "reminders",
    "hints",
    "leave",
    "renew",
    "recruit",
    "forget",
    "actions",
    "record",
    "help",
)
"""Those of `/set`; bare, it shows the set's card."""
OF_ACTION: Final = frozenset({"list", "report", "help"})
OF_ISSUE: Final = frozenset({"list", "help"})
DESTRUCTIVE: Final = frozenset({"end", "leave", "forget", "remove"})
"""Never suggested for another word."""
MOST: Final = 3
"""How many commands are suggested."""
_AROUND: Final = " \t\r\n\u00a0\u202f.,;:!?…\"'“”„‘’«»`*_~()"
_PEOPLE: Final = re.compile(r"(<@[UW][A-Z0-9]{2,20}(?:\|[^<>]*)?>)")
_BETWEEN_PEOPLE: Final = re.compile(r"(?:[\s,;&.]|\band\b)*", re.IGNORECASE)
_COPIED: Final = {
    name: re.compile(rf"^\s*[`“\"'*]?/(?:[\w-]{{1,40}}-)?{name}(?: |$)", re.IGNORECASE)
    for name in ("set", "set-issue", "action")
}
"""A command that was copied whole behind itself."""
_WHOLE: Final[Mapping[str, tuple[str, str]]] = {
    **{word: (word, "") for word in WORDS},
    **{f"end {which}slot": ("end", "slot") for which in ("", "my ", "this ", "the ")},
    **dict.fromkeys(("forget me", "forget my words"), ("forget", "")),
    **dict.fromkeys(("can't make it", "cant make it", "can't come", "cannot come", "not coming"), ("regrets", "")),
    **{f"leave {which}set": ("leave", "") for which in ("", "this ", "the ", "my ")},
    **{
        f"{ends} {which}set": ("end", "set")
        for ends in ("end", "close", "finish", "stop")
        for which in ("", "this ", "the ", "my ", "our ")
    },
    **dict.fromkeys(("something is off", "something's off", "something off"), ("concern", "")),
    **dict.fromkeys(("end well", "end the set well", "end set well"), ("end", "set")),
    **{f"pause {which}set": ("pause", "until") for which in ("", "this ", "the ", "my ", "our ")},
    **dict.fromkeys(("how much", "how much of you", "less of you", "more of you"), ("guidance", "")),
    **{f"renew {which}set": ("renew", "") for which in ("", "this ", "the ", "my ", "our ")},
    **dict.fromkeys(("record mine", "my record", "record of mine", "own record", "my own record"), ("record", "mine")),
}
_STARTED: Final = re.compile(r"(?:(?:as|in) )?(?:a )?(\w[\w-]*)(?:,? (?:and )?(?:as |in )?(?:a )?(\w[\w-]*))?")
"""One or two words after `start`: a format, how the meeting is held, or both in either order."""
_MINUTES: Final = re.compile(r"(?:by |for |another |\+ ?)?(\d{1,3}) ?(?:minute|m)?(?: more| longer)?", re.ASCII)
_HOURS: Final[Mapping[str, str]] = {"half an hour": "30", "an hour": "60", "1 hour": "60"}
_SOME_MINUTES: Final = re.compile(r"(?<![\d:.])(\d{1,2}) ?(?:minute|m)?(?= |$)(?! ?(?:[ap]m|of ))", re.ASCII)
_ABSENT: Final = re.compile(r"(?:away (?:until|till?|for|from|on)|back (?:on|in|at|tomorrow|next))\b")

_RESTS: Final = re.compile(
    r"(?:(?:it|us|(?:the|this|our|my) set|set) )?(?:(?:until|till?)(?: (.+))?|for (\w+ (?:day|week|month)s?))"
)
"""What stands after `pause` where the set is to rest, not a meeting."""

_AFTER: Final[Mapping[str, tuple[str, ...]]] = {
    "next": ("set next", "set plan"),
    "start": ("set start", "set plan"),
    "leave": ("set away until today",),
}
"""What may have been meant by a subcommand of `/set` with other words after it, where that is more than itself."""
_ENDS: Final[Mapping[str, tuple[str, ...]]] = {
    **dict.fromkeys(("slot", "turn"), ("set end slot",)),
    **dict.fromkeys(("set", "cycle", "group", "circle"), ("set end set",)),
    **dict.fromkeys(("meeting", "session", "it", "now", "this", "everything", "please"), ("set end",)),
}
_ALSO_SAID: Final[Mapping[tuple[str, ...], tuple[str, ...]]] = {
    ("status", "card", "info", "show", "overview", "agenda", "about", "where"): ("set",),
    ("when", "schedule", "date", "dates", "calendar", "reschedule", "move", "postpone", "plans", "meetings"): ("set plan",),
    ("milestone", "milestones", "host", "hosting", "programme", "program", "hand", "term", "half-term", "days"): ("set plan",),
    ("begin", "open", "go", "kickoff", "begins", "starting"): ("set start",),
    ("continue", "unpause", "restart"): ("set resume",),
    ("skip", "forward", "proceed"): ("set next",),
    ("stop", "halt", "wait", "break", "hold"): ("set pause",),
    ("longer", "more", "time", "minutes", "overrun"): ("set extend 5",),
    ("holiday", "vacation", "absent", "off", "sick", "ill", "out", "gone", "leaving"): ("set away",),
    ("return", "returned", "here", "present", "arrived"): ("set back",),
    ("join", "invite", "member", "person"): ("set add", "set members"),
    ("who", "people", "everyone"): ("set members",),
    ("rule", "charter", "agreement", "ground"): ("set rules",),
    ("question", "prompts", "prompt", "bank"): ("set questions",),
    ("found", "create"): ("set new",),
    ("list", "task", "tasks", "todo"): ("action list",),
    ("records", "history", "export", "download", "archive", "csv", "markdown", "ical", "ics"): ("set record",),
    ("report", "done"): ("action report", "action list"),
    ("issue", "issues", "problem"): ("set-issue",),
    ("action",): ("action",),
    ("cycle", "renewal", "prolong"): ("set renew",),
    ("recruiting", "recruitment", "newcomers"): ("set recruit",),
    ("finish", "conclude", "dissolve", "disband"): ("set end set",),
    ("hibernate", "sleep", "rest"): ("set pause until",),
    ("wake",): ("set resume",),
    ("concerns", "worry", "complaint", "complain", "wrong"): ("set concern",),
    ("hint", "nudge", "nudges", "detector", "advice"): ("set hints",),
    ("withdraw", "undo"): ("set-issue list", "action list"),
    ("cancel",): ("set plan", "set-issue list", "action list"),
    ("meeting", "session"): ("set plan",),
    ("command", "commands", "how", "what"): ("set help",),
}  # fmt: skip
"""Words that are no subcommand of `/set`, and which commands do what they ask for."""
_MOVES: Final = {"move on": "next", "go on": "resume", "carry on": "resume"}
_MOVE_ON: Final = re.compile(rf"\b(?:{'|'.join(_MOVES)})\b")
_SAID: Final = {word: meant for words, meant in _ALSO_SAID.items() for word in words}
_OF_LISTS: Final[Mapping[tuple[str, ...], tuple[str, ...]]] = {
    ("list", "show", "see", "view", "status", "open", "actions", "issues"): ("action list",),
    ("report", "done", "complete", "completed", "finish", "finished", "partly", "close", "closed", "update"): (
        "action report",
        "action list",
    ),
    (
        *("delete", "cancel", "remove", "withdraw", "drop", "dropped", "undo", "clear", "edit", "change", "changed"),
        "reopen",
    ): ("action list", "action report"),
    ("help", "commands", "command", "usage", "info", "how"): ("action help",),
}
_LISTED: Final = {word: meant for words, meant in _OF_LISTS.items() for word in words}
_SMALL_WORDS: Final = (
    "it all my me mine this that these one ones the a an of with action issue item items number no please pls back last first "
    "old new everything"
)
_BESIDE: Final = frozenset(_SMALL_WORDS.split())
_NUMBER: Final = re.compile(r"#?\d{1,3}")
_MOST_WORDS: Final = 4
"""Beyond them a text is somebody's own, whatever its words."""


class Cannot(Enum):
    """What people ask for that no command does."""

    DELETE = auto()
    RENAME = auto()


_CANNOT: Final[Mapping[str, Cannot]] = {
    **dict.fromkeys(("delete", "destroy", "erase", "archive"), Cannot.DELETE),
    "rename": Cannot.RENAME,
}
_REMOVES: Final = frozenset({"remove", "kick", "expel", "exclude", "evict", "oust"})
"""What asks for somebody to be taken out, which nobody can: they can be asked."""
_INSTEAD: Final[Mapping[Cannot, tuple[str, ...]]] = {
    Cannot.DELETE: ("set end set", "set-issue list", "action list"),
    Cannot.RENAME: ("set",),
}
"""What comes nearest to it, to press."""


@dataclass(frozen=True, slots=True)
class Typed:
    """A command as somebody would type it: its name without slash and prefix, and the words after it."""

    name: str
    text: str = ""

    def __str__(self) -> str:
        return f"{self.name} {self.text}".strip()


@dataclass(frozen=True, slots=True)
class Subcommand:
    """What runs: its word, "" for none, and what it takes."""

    word: str
    rest: str = ""


@dataclass(frozen=True, slots=True)
class Unclear:
    """What may have been meant, the likeliest first, if anything may; and what was asked for that cannot be done.

    `formats` are those in which a meeting can start, where one word named another.
    """

    perhaps: tuple[Typed, ...] = ()
    cannot: Cannot | None = None
    formats: tuple[str, ...] = ()


def bare(text: str) -> str:
    """The words as they are compared: without what a phone or a copied help adds around them."""
    return " ".join(text.split()).strip(_AROUND).casefold()


def read_set(text: str, formats: Collection[str] = ()) -> Subcommand | Unclear:
    """What is typed after `/set`. People in it are mentioned as Slack sends them."""
    text = _COPIED["set"].sub("", text)
    words = bare(text)
    if not words:
        return Subcommand("help" if text.strip() else "")
    if words in _WHOLE:
        return Subcommand(*_WHOLE[words])
    first, _, rest = words.partition(" ")
    given = text.strip(_AROUND).partition(text.strip(_AROUND).split()[0])[2].strip(_AROUND)
    taken = _taken(first.strip(_AROUND), rest.strip(_AROUND), given, formats)
    return taken or _unclear(words, given, formats)


def _taken(first: str, rest: str, given: str, formats: Collection[str]) -> Subcommand | None:
    """The subcommand with the words that it takes, where all of them are such."""
    match first:
        case "start":
            found = _STARTED.fullmatch(rest)
            name, manner = started_as(" ".join(filter(None, found.groups()))) if found else ("", "")
            known = name in formats if name else manner in SPOKEN
            return Subcommand("start", f"{name} {manner}".strip()) if known and manner in {"", *SPOKEN} else None
        case "format" | "guidance":
            return Subcommand(first, rest) if rest in (formats if first == "format" else [*Guidance]) else None
        case "extend":
            minutes = _minutes(rest)
            return Subcommand("extend", minutes) if minutes else None
        case "add" | "remove":
            return Subcommand(first, given) if _names_only_people(first, given) else None
        case "away":
            return Subcommand("away", given)
        case "regrets":
            return Subcommand("regrets", given)
        case "reminders" | "hints":
            return Subcommand(first, rest) if rest in {"on", "off"} else None
        case "pause":
            found = _RESTS.fullmatch(rest)
            return Subcommand("pause", f"until {_until(found)}".strip()) if found else None
        case "back":
            return Subcommand("away", f"back {given}")
        case _:
            return None


def _names_only_people(first: str, given: str) -> bool:
    """Whether the words are people and what stands between them; to add somebody, also a name that Slack has not resolved."""
    beside = _PEOPLE.sub("", given)
    return bool(_BETWEEN_PEOPLE.fullmatch(beside)) if beside != given else first == "add"


def _until(rests: re.Match[str]) -> str:
    """Until which day a set is to rest, as it is read; nothing where none was named."""
    return f"in {rests[2]}" if rests[2] else rests[1] or ""


def started_as(rest: str) -> tuple[str, str]:
    """What `start` takes: the name of a format, and `spoken` or `typed`; nothing for what was not said."""
    words = rest.split()
    return " ".join(one for one in words if one not in SPOKEN), " ".join(one for one in words if one in SPOKEN)


def _minutes(rest: str) -> str:
    """The minutes of `extend 5`, `extend by ten minutes`; nothing where there are none, or other words."""
    words = canonical(rest)
    if rest.startswith(("-", "–")):
        return ""
    found = _MINUTES.fullmatch(words)
    return found[1] if found else _HOURS.get(words, "")


def _unclear(words: str, given: str, formats: Collection[str]) -> Unclear:
    tokens = [token.strip(f"{_AROUND}/") for token in words.split()]
    first = tokens[0]
    if first in _CANNOT:
        cannot = _CANNOT[first]
        return Unclear(_typed(_INSTEAD.get(cannot, ())), cannot)
    known = tuple(sorted(formats)) if first in ("start", "format") and len(tokens) == 2 else ()
    return Unclear(tuple(dict.fromkeys(_perhaps(first, tokens[1:], given, formats)))[:MOST], formats=known)


def _perhaps(first: str, others: Sequence[str], given: str, formats: Collection[str]) -> Iterator[Typed]:
    if first == "extend":
        some = _SOME_MINUTES.search(canonical(" ".join(others)))
        yield Typed("set", f"extend {some[1] if some else 5}")
    elif first == "end":
        yield from _typed(_ENDS.get(next((one for one in others if one in _ENDS), ""), ("set plan",)))
    elif first == "new":
        yield from _for_others(others)
        yield Typed("set", "new")
    elif first == "add":
        yield Typed("set", f"add {' '.join(_PEOPLE.findall(given))}")
    elif first in _REMOVES:
        yield from _for_others(others)
        yield Typed("set", f"remove {' '.join(_PEOPLE.findall(given))}".strip())
    elif first in WORDS:
        yield from _typed(_AFTER.get(first, (f"set {first}",)))
    elif first in {"issue", "set-issue", "action"}:
        yield Typed("action" if first == "action" else "set-issue", given)
    elif people := _PEOPLE.findall(given):
        yield Typed("set", f"add {' '.join(people)}")
    elif near := _near(first, [word for word in WORDS if word not in DESTRUCTIVE]):
        again = read_set(f"{near} {given}".strip(), formats)
        yield Typed("set", f"{near} {given}".strip()) if isinstance(again, Subcommand) else Typed("set", near)
    else:
        yield from _for_others(_MOVE_ON.sub(lambda found: _MOVES[found[0]], " ".join((first, *others))).split())


def _for_others(words: Sequence[str]) -> Iterator[Typed]:
    """What may be meant by a sentence that begins with no subcommand: what its words ask for."""
    for place, word in enumerate(words):
        if word in {"away", "back"} and words[place + 1 :]:
            yield Typed("set", f"away {' '.join(words[place + int(word == 'away') :])}")
            return
        if word in WORDS and word not in DESTRUCTIVE:
            yield from _typed(_AFTER.get(word, (f"set {word}",)))
        elif word in _SAID:
            yield from _typed(_SAID[word])


def _typed(commands: Sequence[str]) -> tuple[Typed, ...]:
    return tuple(Typed(*command.split(maxsplit=1)) for command in commands)


def _near(word: str, known: Collection[str]) -> str:
    """The one that it is but for a slip."""
    return next((one for one in known if len(word) > 2 and is_slip(word, one)), "")


def read_action(text: str) -> Subcommand | Unclear:
    """What is typed after `/action`; words that are no subcommand are an action, and its word is ""."""
    text = _COPIED["action"].sub("", text)
    words = bare(text)
    if not words:
        return Subcommand("help" if text.strip() else "", text)
    if words in OF_ACTION:
        return Subcommand(words)
    near = _near(words, OF_ACTION)
    perhaps = _typed((f"action {near}",)) if near else _of_lists(words) or _of_set(text)
    return Unclear(perhaps) if perhaps else Subcommand("", text)


def read_issue(text: str) -> Subcommand | Unclear:
    """What is typed after `/set-issue`; words that are no subcommand are an issue, and its word is ""."""
    text = _COPIED["set-issue"].sub("", text)
    words = bare(text)
    if not words:
        return Subcommand("help" if text.strip() else "", text)
    if words in OF_ISSUE:
        return Subcommand(words)
    perhaps = (
        _typed(("set-issue help",)) if _near(words, ("help",)) else tuple(map(_about_issues, _of_lists(words)))
    ) or _of_set(text)
    return Unclear(tuple(dict.fromkeys(perhaps))) if perhaps else Subcommand("", text)


def _about_issues(command: Typed) -> Typed:
    """What would show one's actions shows one's issues; reporting stays what it is."""
    return {"list": Typed("set-issue", "list"), "help": Typed("set-issue", "help")}.get(command.text, command)


def _of_lists(words: str) -> tuple[Typed, ...]:
    """The commands that a few words ask for which are command words and nothing else: "done 1", "delete it"."""
    tokens = [token.strip(_AROUND) for token in words.split()]
    if len(tokens) > _MOST_WORDS or not all(
        one in _LISTED or one in _BESIDE or _NUMBER.fullmatch(one) for one in tokens
    ):
        return ()
    return next((_typed(_LISTED[one]) for one in tokens if one in _LISTED), ())


def _of_set(text: str) -> tuple[Typed, ...]:
    """Words of `/set` that were typed after another command."""
    words = bare(text)
    is_one = words in _WHOLE or words.startswith("extend ") or bool(_ABSENT.match(words))
    if not is_one or len(words.split()) > _MOST_WORDS or isinstance(read_set(text), Unclear):
        return ()
    return (Typed("set", words),)
