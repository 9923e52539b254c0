"""A form filled in at the prompt, field by field."""

from collections.abc import Awaitable, Callable, Collection, Mapping

from rehearsal.company import Company
from rehearsal.drawing import EMPTY, shown_value
from rehearsal.elements import Place
from rehearsal.filling import entry, fields_of
from rehearsal.finding import NotThere
from rehearsal.markup import Reader
from rehearsal.people import Payload
from rehearsal.wrapping import harmless

Ask = Callable[[str], Awaitable[str]]
"""Shows its words and returns what was typed. Raises EOFError or KeyboardInterrupt for somebody who will not say."""
Entered = str | tuple[str, ...]
EMPTIED = "-"


class GaveUp(Exception):
    """Somebody puts the form away."""


class FormAsker:
    """Asks for the fields of one form and keeps what was said, so that only what was wrong is asked for again."""

    def __init__(self, form: Payload, company: Company, reader: Reader, ask: Ask, put: Callable[[str], None]) -> None:
        self._places = fields_of(form)
        self._company = company
        self._reader = reader
        self._ask = ask
        self._put = put
        self.fields: dict[str, Entered] = {}

    async def ask_all(self) -> Mapping[str, Entered]:
        """What was entered, by label; a field that was left as it is, is not in it. Raises GaveUp."""
        self._put("Field by field: Enter keeps what is there, - empties it, cancel puts it away.")
        return await self._ask_for([place.label for place in self._places])

    async def ask_again(self, labels: Collection[str]) -> Mapping[str, Entered]:
        """Ask for some fields once more, for instance those that the form complained of. Raises GaveUp."""
        return await self._ask_for(labels)

    async def _ask_for(self, labels: Collection[str]) -> Mapping[str, Entered]:
        for place in self._places:
            if place.label in labels:
                await self._ask_one(place)
        return dict(self.fields)

    async def _ask_one(self, place: Place) -> None:
        choices = self._choices(place)
        for number, words in enumerate(choices, start=1):
            self._put(words if _say_numbers(choices) else f"{number} = {words}")
        while True:
            typed = await self._typed(place)
            if not typed:
                return
            value = self._value(place, "" if typed == EMPTIED else typed)
            try:
                entry(place, value, self._company)
            except NotThere as problem:
                self._put(str(problem))
                continue
            self.fields[place.label] = value
            return

    async def _typed(self, place: Place) -> str:
        optional = " (optional)" if place.block.get("optional") else ""
        try:
            typed = harmless(await self._ask(f"{place.label}{optional} [{self._now(place)}]: ")).strip()
        except (EOFError, KeyboardInterrupt):
            raise GaveUp from None
        if typed.casefold() == "cancel":
            raise GaveUp
        return typed

    def _now(self, place: Place) -> str:
        value = self.fields.get(place.label)
        words = shown_value(place.initially(), self._reader) if value is None else ", ".join(_listed(value)) or EMPTY
        words = " ".join(words.split())
        return words if len(words) <= 40 else words[:39] + "…"

    def _choices(self, place: Place) -> list[str]:
        return [self._company.read_out(str(option["text"]["text"])) for option in place.options]

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
