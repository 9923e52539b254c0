"""What people type for a day, and how much of it is read rightly: `python -m tests.bot.domain.typed_dates` prints the shares."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Final

from bot.domain.calendars import OnDay
from bot.domain.dates import UnclearDay, read_day, read_promise
from bot.domain.refusals import Refusal

ZONE: Final = "Europe/London"
LIST: Final = Path(__file__).with_suffix(".txt")


@dataclass(frozen=True, slots=True)
class Typed:
    """One line of the list: what was typed, when, and what is right: a day in ISO 8601, "meeting" or "ask"."""

    words: str
    today: date
    right: str

    @property
    def now(self) -> datetime:
        return datetime(self.today.year, self.today.month, self.today.day, 13, 50, tzinfo=UTC)

    @property
    def meeting(self) -> datetime:
        return self.now + timedelta(weeks=1)


@cache
def listed() -> tuple[Typed, ...]:
    """The lines of the list."""
    today, found = date.min, list[Typed]()
    for line in LIST.read_text(encoding="utf-8").splitlines():
        if line.startswith("# today"):
            today = date.fromisoformat(line.split()[2])
        elif line and not line.startswith("#"):
            words, right = line.rsplit(" = ", 1)
            found.append(Typed(words, today, right))
    return tuple(found)


def alone(typed: Typed) -> str:
    """What a field makes of it: a day, "meeting", "ask", or "none" where it takes it for no date."""
    try:
        due = read_day(typed.words, now=typed.now, zone=ZONE, field="due", meeting=typed.meeting)
    except UnclearDay as unclear:
        return "none" if unclear.kind is Refusal.UNREADABLE_DAY else "ask"
    return due.day.isoformat() if isinstance(due, OnDay) else "meeting"


def in_a_sentence(typed: Typed) -> str:
    """What the end of a sentence is taken for."""
    return _promised(f"Ring the bursar {typed.words}", typed)


def in_the_middle(typed: Typed) -> str:
    """What it is taken for where the sentence goes on."""
    return _promised(f"Tell the bursar {typed.words} that I will not write a rota", typed)


def _promised(sentence: str, typed: Typed) -> str:
    try:
        due = read_promise(sentence, now=typed.now, zone=ZONE, meeting=typed.meeting).due
    except UnclearDay:
        return "ask"
    return "none" if due is None else due.day.isoformat() if isinstance(due, OnDay) else "meeting"


def verdict(typed: Typed, read: str) -> str:
    """How what was read compares: "right", "asked", "wrong" or "no date"."""
    if read == typed.right:
        return "right"
    return {"ask": "asked", "none": "no date"}.get(read, "wrong")


def shares(reader: Callable[[Typed], str], of: Sequence[Typed] | None = None) -> Counter[str]:
    """How many of the list, or `of` some lines of it, are read how."""
    return Counter(verdict(typed, reader(typed)) for typed in (listed() if of is None else of))


def _print() -> None:
    for name, reader in (("alone", alone), ("in a sentence", in_a_sentence), ("in the middle", in_the_middle)):
        found = shares(reader)
        print(
            name, len(listed()), {one: f"{count} ({100 * count / len(listed()):.1f} %)" for one, count in found.items()}
        )
        for typed in listed():
            if verdict(typed, read := reader(typed)) != "right":
                print(f"    {typed.today} {typed.words!r}: {read}, right {typed.right}")


if __name__ == "__main__":
    _print()
