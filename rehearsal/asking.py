"""A form filled in at the prompt, field by field."""

import re
from collections.abc import Awaitable, Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Final

from rehearsal.drawing import EMPTY, shown_value
from rehearsal.elements import Place
from rehearsal.filling import PICKED, entry, fields_of
from rehearsal.finding import NotThere, targets
from rehearsal.form_lines import Elsewhere, FormInFront, Read, elsewhere, takes_words
from rehearsal.markup import Reader
from rehearsal.participants import Participants
from rehearsal.people import Payload
from rehearsal.wrapping import harmless

Ask = Callable[[str], Awaitable[str]]
"""Shows its words and returns what was typed. Raises EOFError or KeyboardInterrupt for somebody who will not say."""
Entered = str | tuple[str, ...]
EMPTIED = "-"
BACK = "back"
WORDS: Final = ("help", "?", BACK, "cancel", EMPTIED)
DO: Final = ("do", "yes", "y")
YES: Final = ("yes", "y", "x")
NO: Final = ("no", "n")
DO_NOT: Final = ("", "no", "n")
HELP: Final = (
    "Enter keeps what is there, - empties it, back goes to the field before, cancel puts the form away and sends nothing. "
    "What is something to do anywhere else is done here too, or asked about: +10m, ben: hi, quit. "
    "To enter one of these words itself, put \\ in front: \\back."
)
TAKES: Final = {
    **PICKED,
    "users_select": "a person",
    "multi_users_select": "people, with commas",
    "static_select": "a choice, or its number",
    "radio_buttons": "a choice, or its number",
    "multi_static_select": "choices or their numbers, with commas",
    "checkboxes": "choices or their numbers, with commas",
}
SEVERAL: Final = {
    "multi_users_select": "people, with commas",
    "multi_static_select": "several with commas",
    "checkboxes": "several with commas",
}
"""What a field of several says with its question, whatever stands in it."""
TICK: Final = "yes ticks it"
NEW_LINE: Final = "\\n for a new line"
_AMONG_PEOPLE: Final = re.compile(r"\s*(?:[,;&]|\band\b)\s*", re.IGNORECASE)


class GaveUp(Exception):
    """Somebody puts the form away, to do `then` what they typed, if anything."""

    def __init__(self, then: str = "") -> None:
        super().__init__(then)
        self.then = then


@dataclass(frozen=True)
class AtPrompt:
    """How a line is read and done anywhere but in a form; `do` may raise whatever ends the asking."""

    read: Read
    do: Callable[[str], Awaitable[None]]


class FormAsker:
    """Asks for the fields of one form and keeps what was said, so that only what was wrong is asked for again.

    The form is in front of `owner`, by their key.
    """

    def __init__(
        self, form: Payload, owner: str, participants: Participants, reader: Reader, ask: Ask,
        put: Callable[[str], None], prompt: AtPrompt,
    ) -> None:  # fmt: skip
        self._places = fields_of(form)
        self._form = FormInFront(owner, tuple(one.words for one in targets(form)), participants)
        self._prompt = prompt
        self._participants = participants
        self._reader = reader
        self._ask = ask
        self._put = put
        self.fields: dict[str, Entered] = {}

    async def ask_all(self) -> Mapping[str, Entered]:
        """What was entered, by label; a field that was left as it is, is not in it. Raises GaveUp."""
        if self._places:
            buttons = "".join(f", press {label}" for label in self._form.buttons)
            self._put(
                f"Field by field: Enter keeps what is there, - empties it, back, cancel{buttons}; help says more."
            )
        return await self._ask_for([place.label for place in self._places])

    async def ask_again(self, labels: Collection[str]) -> Mapping[str, Entered]:
        """Ask for some fields once more, for instance those that the form complained of. Raises GaveUp."""
        return await self._ask_for(labels)

    async def _ask_for(self, labels: Collection[str]) -> Mapping[str, Entered]:
        asked = [place for place in self._places if place.label in labels]
        number = 0
        while number < len(asked):
            number = max(0, number + await self._ask_one(asked[number]))
        return dict(self.fields)

    async def _ask_one(self, place: Place) -> int:
        """Ask until there is an answer; how many fields it goes on, or back."""
        choices = self._choices(place)
        for number, words in enumerate(choices, start=1):
            self._put(words if _say_numbers(choices) else f"{number} = {words}")
        again = ""
        while True:
            typed = again or await self._typed(place)
            if not typed:
                return 1
            if typed.casefold() == BACK:
                return -1
            again, is_value = await self._told_apart(place, typed)
            if is_value and self._entered(place, typed):
                return 1

    async def _told_apart(self, place: Place, typed: str) -> tuple[str, bool]:
        """Do what is something to do; else what was typed anew, if anything, and whether the line is for the field."""
        other = self._elsewhere(place, typed) if typed.casefold() not in WORDS else None
        if other is None:
            return "", True
        answer = DO[0] if other.certain else await self._asked_about(place, typed, gives_up=other.gives_up)
        if answer.casefold() not in DO:
            stays = answer.casefold() in DO_NOT
            return "" if stays else answer, stays and takes_words(place)
        if other.gives_up:
            raise GaveUp(typed if typed.casefold().split()[-1] != "cancel" else "")
        await self._prompt.do(typed)
        return "", False

    def _elsewhere(self, place: Place, typed: str) -> Elsewhere | None:
        return elsewhere(typed, place, self._form, self._prompt.read)

    async def _asked_about(self, place: Place, typed: str, *, gives_up: bool) -> str:
        shown = typed if len(typed) <= 40 else typed[:39] + "…"
        stays = f"Enter puts it into “{place.label}”" if takes_words(place) else "Enter goes on with the form"
        does = "do puts the form away and does it" if gives_up else "do does it now, and the form stays"
        self._put(f"“{shown}” is something to do anywhere else. {stays}; {does}.")
        return await self._heard("Enter or do: ")

    def _entered(self, place: Place, typed: str) -> bool:
        """Keep what was typed as the field's value; False where it is none, which is then said."""
        if self._answered(place, typed):
            return False
        value = self._value(place, "" if typed == EMPTIED else self._literally(place, typed))
        try:
            entry(place, value, self._participants)
        except NotThere as problem:
            self._put(str(problem))
            return False
        self.fields[place.label] = value
        return True

    def _answered(self, place: Place, typed: str) -> bool:
        """Whether that was a question."""
        if typed.casefold() in WORDS[:2]:
            self._put(f"“{place.label}” takes {TAKES.get(str(place.element['type']), 'words')}. {HELP}")
            return True
        return False

    def _literally(self, place: Place, typed: str) -> str:
        """Without the sign in front of what would mean something else here."""
        bare = typed.removeprefix("\\")
        meant = bare.casefold() in WORDS or self._elsewhere(place, bare)
        return bare if meant else typed

    async def _typed(self, place: Place) -> str:
        return await self._heard(self._question(place))

    async def _heard(self, question: str) -> str:
        try:
            typed = harmless(await self._ask(question)).strip()
        except (EOFError, KeyboardInterrupt):
            raise GaveUp from None
        if typed.casefold() == "cancel":
            raise GaveUp
        return typed

    def _question(self, place: Place) -> str:
        kind, now = str(place.element["type"]), self._now(place)
        notes = ["optional"] if place.block.get("optional") else []
        notes += [TAKES[kind]] if kind in PICKED and now == EMPTY else []
        notes += [SEVERAL[kind]] if kind in SEVERAL and len(place.options) != 1 else []
        notes += [TICK] if kind == "checkboxes" and len(place.options) == 1 else []
        notes += [NEW_LINE] if place.element.get("multiline") else []
        noted = f" ({', '.join(notes)})" if notes else ""
        return f"{place.label}{noted} [{now}]: "

    def _now(self, place: Place) -> str:
        value = self.fields.get(place.label)
        words = shown_value(place.initially(), self._reader) if value is None else ", ".join(_listed(value)) or EMPTY
        words = " ".join(words.split())
        return words if len(words) <= 40 else words[:39] + "…"

    def _choices(self, place: Place) -> list[str]:
        return [self._participants.read_out(str(option["text"]["text"])) for option in place.options]

    def _value(self, place: Place, typed: str) -> Entered:
        """Choices by number too; people and ticks several in a line, with commas; `\\n` is a new line where there may be."""
        choices, kind = self._choices(place), str(place.element["type"])
        if choices or kind.startswith("multi_"):
            only = kind == "checkboxes" and len(choices) == 1
            parts = (
                choices
                if only and typed.casefold() in YES
                else []
                if only and typed.casefold() in NO
                else _parts(kind, typed)
            )
            named = tuple(_numbered(part, choices) for part in parts if part)
            return named if _takes_several(kind) else "".join(named)
        return typed.replace("\\n", "\n") if place.element.get("multiline") else typed


def _takes_several(kind: str) -> bool:
    return kind.startswith("multi_") or kind == "checkboxes"


def _parts(kind: str, typed: str) -> list[str]:
    """One or several in a line: people also with “and” between them."""
    if not _takes_several(kind):
        return [typed]
    return _AMONG_PEOPLE.split(typed) if kind == "multi_users_select" else [part.strip() for part in typed.split(",")]


def _say_numbers(choices: list[str]) -> bool:
    """Whether every choice begins with the number by which it can be chosen."""
    return all(choice.startswith(str(number)) for number, choice in enumerate(choices, start=1))


def _numbered(typed: str, choices: list[str]) -> str:
    """The choice with this number, unless a choice says the number itself."""
    if typed.isascii() and typed.isdigit() and not any(choice.startswith(typed) for choice in choices):
        number = int(typed[:4])
        return choices[number - 1] if 1 <= number <= len(choices) else typed
    return typed


def _listed(value: Entered) -> list[str]:
    return [value] if isinstance(value, str) else list(value)
