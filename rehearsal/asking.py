"""A form filled in at the prompt, field by field."""

import re
from collections.abc import Awaitable, Callable, Collection, Mapping
from typing import Final

from rehearsal.drawing import EMPTY, shown_value
from rehearsal.elements import Place
from rehearsal.filling import PICKED, entry, fields_of
from rehearsal.finding import NotThere
from rehearsal.markup import Reader
from rehearsal.participants import Participants
from rehearsal.people import Payload
from rehearsal.slash import INVITE, commands
from rehearsal.wrapping import harmless

Ask = Callable[[str], Awaitable[str]]
"""Shows its words and returns what was typed. Raises EOFError or KeyboardInterrupt for somebody who will not say."""
Entered = str | tuple[str, ...]
EMPTIED = "-"
BACK = "back"
WORDS: Final = ("help", "?", BACK, "cancel", EMPTIED)
HELP: Final = (
    "Enter keeps what is there, - empties it, back goes to the field before, cancel puts the form away and sends nothing. "
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
TOLD_FIRST: Final = (*PICKED, "multi_users_select")
"""What nobody would guess: said with the question where nothing in the field shows it."""


class GaveUp(Exception):
    """Somebody puts the form away."""


class FormAsker:
    """Asks for the fields of one form and keeps what was said, so that only what was wrong is asked for again."""

    def __init__(
        self, form: Payload, participants: Participants, reader: Reader, ask: Ask, put: Callable[[str], None]
    ) -> None:
        self._places = fields_of(form)
        self._participants = participants
        self._reader = reader
        self._ask = ask
        self._put = put
        self.fields: dict[str, Entered] = {}

    async def ask_all(self) -> Mapping[str, Entered]:
        """What was entered, by label; a field that was left as it is, is not in it. Raises GaveUp."""
        self._put("Field by field: Enter keeps what is there, - empties it, back, cancel; help says more.")
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
        while True:
            typed = await self._typed(place)
            if not typed:
                return 1
            if typed.casefold() == BACK:
                return -1
            if self._entered(place, typed):
                return 1

    def _entered(self, place: Place, typed: str) -> bool:
        """Keep what was typed as the field's value; False where it is none, which is then said."""
        if self._answered(place, typed):
            return False
        value = self._value(place, "" if typed == EMPTIED else self._literally(typed))
        try:
            entry(place, value, self._participants)
        except NotThere as problem:
            self._put(str(problem))
            return False
        self.fields[place.label] = value
        return True

    def _answered(self, place: Place, typed: str) -> bool:
        """Whether that was a question, or a line for another place than a form."""
        if typed.casefold() in WORDS[:2]:
            self._put(f"“{place.label}” takes {TAKES.get(str(place.element['type']), 'words')}. {HELP}")
        elif self._is_for_the_prompt(typed):
            self._put("This is a field of a form: cancel puts that away. To enter these very words, put \\ in front.")
        else:
            return False
        return True

    def _literally(self, typed: str) -> str:
        """Without the sign in front of what would mean something else here."""
        bare = typed.removeprefix("\\")
        return bare if bare.casefold() in WORDS or self._is_for_the_prompt(bare) else typed

    def _is_for_the_prompt(self, typed: str) -> bool:
        """Commands, and lines that begin with somebody's name and a colon."""
        known = {words.partition(" ")[0] for words in (*commands(), INVITE)}
        spoken = re.match(r"([^\s:]{1,40})\s*:", typed)
        named = spoken is not None and self._participants.named(spoken[1]) is not None
        return named or typed.partition(" ")[0] in known or typed.casefold() in ("quit", "exit")

    async def _typed(self, place: Place) -> str:
        try:
            typed = harmless(await self._ask(self._question(place))).strip()
        except (EOFError, KeyboardInterrupt):
            raise GaveUp from None
        if typed.casefold() == "cancel":
            raise GaveUp
        return typed

    def _question(self, place: Place) -> str:
        kind, now = str(place.element["type"]), self._now(place)
        notes = ["optional"] if place.block.get("optional") else []
        notes += [TAKES[kind]] if kind in TOLD_FIRST and now == EMPTY else []
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
            parts = [part.strip() for part in typed.split(",")] if _takes_several(kind) else [typed]
            named = tuple(_numbered(part, choices) for part in parts if part)
            return named if _takes_several(kind) else "".join(named)
        return typed.replace("\\n", "\n") if place.element.get("multiline") else typed


def _takes_several(kind: str) -> bool:
    return kind.startswith("multi_") or kind == "checkboxes"


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
