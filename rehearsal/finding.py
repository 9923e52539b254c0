"""Finding what somebody means by words: a button, a message, a thread."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import Final

from rehearsal.drawing import Page, words_of
from rehearsal.elements import Place, places
from rehearsal.formatting import UNBROKEN, Formatter
from rehearsal.messages import Message
from rehearsal.participants import Participants
from rehearsal.people import Payload, Person
from rehearsal.script_items import Presses
from rehearsal.wrapping import plain

ENDS_A_STEP: Final = ("next", "close")
_QUOTES: Final = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "…": "...", " ": " "})


class NotThere(Exception):
    """Somebody names what is not in front of them; the sentence says what is."""


@dataclass(frozen=True)
class Target:
    """Something that can be pressed: in which message or view, and which option of a menu."""

    where: Message | Payload
    place: Place
    words: str

    @property
    def is_option(self) -> bool:
        return str(self.place.element["type"]) != "button"


def alike(words: str) -> str:
    """Words as they are compared: quotes, case and spaces make no difference."""
    return " ".join(words.translate(_QUOTES).split()).casefold()


def begun(words: str, labels: Iterable[str]) -> list[str]:
    """Those labels that say just these words, or else all that begin with them, each once."""
    there = list({alike(one): one for one in labels}.values())
    exact = [one for one in there if alike(one) == alike(words)]
    return exact or [one for one in there if alike(words) and alike(one).startswith(alike(words))]


class Finder:
    """Looks through what one person has on their screen: the form in front, then all messages, newest first."""

    def __init__(self, participants: Participants, formatter: Formatter) -> None:
        self._participants = participants
        self._ws = participants.ws
        self._formatter = formatter

    def target(self, who: Person, label: str, on: str = "", beside: str = "", *, old: bool = False) -> Target:
        """What `label` names, in the newest place that has it, or with `old` had it. Raises NotThere.

        It is all that the button says, or how no other there begins.
        """
        screens = [list(targets(where)) for where in (self._behind(who, on) if old else self._screens(who, on))]
        label = self._in_full(label, [one.words for there in screens for one in there])
        for there in screens:
            fitting = [one for one in there if alike(one.words) == alike(label)]
            if beside:
                fitting = [one for one in fitting if alike(beside) in alike(self._beside(one, who))]
            if len(fitting) > 1:
                raise NotThere(
                    f"there are {len(fitting)} [{label}] in one message; say which with `beside:` words there"
                )
            if fitting:
                return fitting[0]
        has = "never had an old" if old else "has no"
        raise NotThere(f"{who.name} {has} [{label}] to press{self._qualified(on, beside)}. {self._instead(who)}")

    def _in_full(self, label: str, there: list[str]) -> str:
        """All that the button says whose beginning this is. Raises NotThere where several begin so."""
        meant = begun(label, there)
        if len(meant) > 1:
            raise NotThere(f"several begin with “{label}”: {', '.join(f'[{one}]' for one in meant)}; say which")
        return meant[0] if meant else label

    def still_there(self, who: Person, target: Target, key: Callable[[Target], object]) -> Target:
        """The same button as it is on the person's screen now; `key` says what makes it the same. Raises NotThere."""
        for where in self._screens(who, ""):
            for one in targets(where):
                if key(one) == key(target):
                    return one
        raise NotThere(f"[{target.words}] is not in front of {who.name}: it is gone, or somebody else's")

    def described(self, who: Person, target: Target) -> Presses:
        """How a script would name this button: with as few words as tell it from the others. Raises NotThere.

        Where no words do, as of what somebody was told twice, it is a newer one that does the same.
        """
        on = _beginning(self._formatter.words(target.where)) if isinstance(target.where, Message) else "home"
        beside = _beginning(self._beside(target, who))
        for is_meant in (_is_in_one_block, _does_the_same):
            for ways in (("", ""), ("", beside), (on, ""), (on, beside)):
                with suppress(NotThere):
                    if is_meant(self.target(who, target.words, *ways), target):
                        return Presses(0, self._participants.key(who.id) or "", target.words, *ways)
        raise NotThere(f"no words tell this [{target.words}] from the others")

    def all_targets(self, who: Person) -> list[Target]:
        """Everything that this person can press now, newest place first."""
        return [target for where in self._screens(who, "") for target in targets(where)]

    def message(self, who: Person, words: str, *, own: bool = False) -> Message:
        """The newest message with these words that the person can see, or has written (`own`). Raises NotThere."""
        for message in self._messages(who):
            mine = message.user == who.id or not own
            if mine and alike(words) in alike(message.text if own else self._formatter.words(message)):
                return message
        raise NotThere(f"{who.name} {'has said nothing' if own else 'sees no message'} with “{words}”")

    def standing(self, who: Person | None) -> list[Message]:
        """Every message that one person, or anybody, can see now, newest first."""
        if who is not None:
            return self._messages(who)
        alone = [message for one in self._participants.people.values() for message in self._ws.dm(one)]
        rooms = (self._participants.room, *self._participants.places.values())
        said = [message for room in rooms for message in self._ws.everything(room)]
        everything = [*said, *alone, *self._ws.whispered]
        return sorted(everything, key=lambda message: message.ts, reverse=True)

    def newest_thread(self) -> str | None:
        """Where a person would answer the bot: in the thread it wrote in last, or under the card of a later step."""
        bot = self._ws.bot_user
        for message in reversed(self._ws.everything(self._participants.room)):
            if message.user != bot:
                continue
            if message.in_thread:
                return message.thread_ts
            if self._asks_for_talk(message):
                return message.ts
        return None

    def _asks_for_talk(self, message: Message) -> bool:
        """A card that says so, or carries the button that ends a step."""
        if any(alike(one.words) in ENDS_A_STEP for one in targets(message)):
            return True
        return "this thread" in alike(self._formatter.words(message))

    def card(self, words: str) -> str:
        """The thread under the newest top-level message with these words. Raises NotThere."""
        for message in reversed(self._ws.messages(self._participants.room)):
            if alike(words) in alike(self._formatter.words(message)):
                return message.ts
        raise NotThere(f"nothing in the channel says “{words}”")

    def _screens(self, who: Person, on: str) -> Iterator[Message | Payload]:
        form = self._ws.view(who)
        if form is not None and not on:
            yield form
        for message in self._messages(who):
            if not on or alike(on) in alike(self._formatter.words(message)):
                yield message
        home = self._ws.home(who)
        if home is not None and on in ("", "home"):
            yield home

    def _behind(self, who: Person, on: str) -> Iterator[Message]:
        """Messages as they stood before an edit, newest first, as a screen that is behind still shows them."""
        for message in self._messages(who):
            for edit in reversed(range(len(message.edits))):
                was = message.as_it_was(edit)
                if not on or alike(on) in alike(self._formatter.words(was)):
                    yield was

    def _messages(self, who: Person) -> list[Message]:
        rooms = [one for one in (self._participants.room, *self._participants.places.values()) if who.id in one.members]
        said = [message for room in rooms for message in self._ws.everything(room)]
        seen = [*said, *self._ws.dm(who), *self._ws.ephemerals(who)]
        return sorted(seen, key=lambda message: message.ts, reverse=True)

    def _beside(self, target: Target, who: Person) -> str:
        """The words of the block with the target, or else of the nearest one above that has any, as `who` reads them."""
        page = Page(self._formatter.reader((who.id,), marks=False), UNBROKEN)
        blocks = target.where.blocks if isinstance(target.where, Message) else target.where["blocks"]
        end = blocks.index(target.place.block) + 1
        for block in reversed(blocks[:end]):
            text = block.get("text")
            if isinstance(text, dict):
                return "\n".join(plain(words_of(text, page)))
        return ""

    def _qualified(self, on: str, beside: str) -> str:
        return (f" on “{on}”" if on else "") + (f" beside “{beside}”" if beside else "")

    def _instead(self, who: Person) -> str:
        there = {one.words: one for one in reversed(self.all_targets(who))}
        shown = ", ".join(f"[{self._numbered(one)}]" for one in list(reversed(there.values()))[:12])
        return f"There is {shown}." if shown else "There is nothing to press."

    def _numbered(self, target: Target) -> str:
        """What it says, with its number in front where things are pressed by numbers."""
        number = self._formatter.number
        return f"{number(target.where, target.place, target.words)} {target.words}" if number else target.words


def targets(where: Message | Payload) -> Iterator[Target]:
    """What can be pressed in a message or view: its buttons and the options of its menus. Fields are filled, not pressed."""
    for place in places(where.blocks if isinstance(where, Message) else where["blocks"]):
        kind = place.element["type"]
        if kind == "button":
            yield Target(where, place, place.label)
        elif kind in ("overflow", "static_select") and place.block["type"] != "input":
            for option in place.options:
                yield Target(where, place, str(option["text"]["text"]))


def _is_in_one_block(one: Target, other: Target) -> bool:
    return one.where is other.where and one.place.block is other.place.block


def _does_the_same(one: Target, other: Target) -> bool:
    return one.place.element == other.place.element


def _beginning(words: str) -> str:
    """As many words as somebody would say to name it, and no time of day among them if that can be."""
    return words.partition("\n")[0].partition(" · ")[0][:60].strip()
