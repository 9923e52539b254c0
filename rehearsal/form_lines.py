"""What is typed while a form is filled in: words for its field, or something to do as anywhere else."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from rehearsal.elements import Place
from rehearsal.filling import entry
from rehearsal.finding import NotThere, alike, begun
from rehearsal.participants import Participants
from rehearsal.script_items import Cancels, Moves, OpensHome, Presses, Says, Uses
from rehearsal.typed import NotUnderstood, PressesNumber, Typed

BEHIND: Final = (Says, OpensHome, Cancels, Presses, PressesNumber, Uses)
"""What nobody does with a form in front of them."""
_NUMBER: Final = re.compile(r"\d+", re.ASCII)
_PLAIN: Final = re.compile(r"\+|[^\s:/]+\s*:|\S+ /|\S+ (?:press )?\d+$", re.ASCII | re.IGNORECASE)
"""The clock, talk and commands of somebody by name, and numbers of theirs: no field is meant by them."""


@dataclass(frozen=True)
class FormInFront:
    """Who has a form in front of them, by their key, and what can be pressed in it."""

    owner: str
    buttons: tuple[str, ...]
    participants: Participants


@dataclass(frozen=True)
class Elsewhere:
    """A line that does something at the prompt. Unless it is `certain` it is asked about; `gives_up` the form goes before it."""

    certain: bool
    gives_up: bool = False


Read = Callable[[str], Typed]
"""A line as the prompt reads it. Raises NotUnderstood."""


def elsewhere(typed: str, place: Place, form: FormInFront, read_line: Read) -> Elsewhere | None:
    """What the line is but a value of this field, and None where it is only that."""
    words = takes_words(place)
    if _NUMBER.fullmatch(typed) or (not words and _fits(place, typed, form.participants)):
        return None
    try:
        read = read_line(typed)
    except NotUnderstood as puzzled:
        somebody = form.participants.named(typed.partition(":")[0]) if ":" in typed else None
        return Elsewhere(certain=True) if somebody or not (puzzled.who or words) else None
    if read is None or (isinstance(read, Moves) and not re.match(r"\+|to\s", typed, re.IGNORECASE)):
        return None
    return _meant(read, typed, form, words=words)


def takes_words(place: Place) -> bool:
    """Whether its field takes whatever is typed."""
    return str(place.element["type"]).endswith("text_input")


def _meant(read: Typed, typed: str, form: FormInFront, *, words: bool) -> Elsewhere:
    of_the_form = isinstance(read, Presses) and bool(begun(read.label, form.buttons))
    if getattr(read, "who", "") == form.owner and isinstance(read, BEHIND) and not of_the_form:
        return Elsewhere(certain=isinstance(read, Cancels), gives_up=True)
    named = of_the_form and alike(typed).startswith("press ")
    return Elsewhere(certain=not words or named or isinstance(read, PressesNumber) or bool(_PLAIN.match(typed)))


def _fits(place: Place, typed: str, participants: Participants) -> bool:
    try:
        entry(place, typed, participants)
    except NotThere:
        return False
    return True
