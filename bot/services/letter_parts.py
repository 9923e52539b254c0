"""What is put by for somebody's next letter, inside a unit of work, and what a part of a letter shows.

Whoever has something for somebody that is not urgent writes no message: it is a part of that person's next letter. A kind of
part is a member of `Part`, a reader in `bot/services/letter_readers.py`, which says what it shows now, and its words in
`prompts/letters.py`.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from bot.domain.letters import Part
from bot.services.locked_set import LockedSet, Resources
from bot.services.unit_of_work import UnitOfWork
from storage import sets
from storage.letters import PutBy


def for_next_letter(
    work: UnitOfWork,
    person_id: int,
    part: Part,
    subject: object,
    *,
    set_id: int | None = None,
    facts: Mapping[str, Any] | None = None,
    not_before: datetime | None = None,
) -> None:
    """Tell somebody in their next letter; nothing before that moment (UTC). What waits for it under that subject is replaced.

    `facts` are ids, numbers and dates, never typed words. What the part shows is read as the letter is composed: where it has
    lapsed by then it is not told.
    """
    work.put_by(PutBy(person_id, part, str(subject), set_id, facts or {}, not_before))


def for_next_letters(
    work: UnitOfWork,
    person_ids: Collection[int],
    part: Part,
    subject: object,
    *,
    set_id: int | None = None,
    facts: Mapping[str, Any] | None = None,
    not_before: datetime | None = None,
) -> None:
    """The same to several people, each in their own next letter."""
    for person_id in person_ids:
        for_next_letter(work, person_id, part, subject, set_id=set_id, facts=facts, not_before=not_before)


@dataclass(frozen=True, slots=True)
class PartToShow:
    """A part of a letter as its reader finds it. `told_at` is when the letter was sent (UTC); None while it is not there.

    `asked_at` is when it told this first (UTC), where it has come again since, or is about to.
    """

    part: Part
    subject: str
    set_id: int | None
    facts: Mapping[str, Any] = field(default_factory=dict)
    told_at: datetime | None = None
    asked_at: datetime | None = None

    @property
    def is_told(self) -> bool:
        return self.told_at is not None


class LetterContext:
    """What a reader of parts may look at: the person who is written to, and their sets, none of which is locked."""

    def __init__(self, resources: Resources, work: UnitOfWork, person_id: int, user: str) -> None:
        self._resources, self.work, self.person_id, self.user = resources, work, person_id, user
        self._sets: dict[int, LockedSet | None] = {}

    def set_of(self, part: PartToShow) -> LockedSet | None:
        """The set that a part is of, as its reader is in it; None where it is gone, or they have left it."""
        set_id = part.set_id
        if set_id is None:
            return None
        if set_id not in self._sets:
            found = sets.seen(self.work.db, self.work.workspace, set_id)
            self._sets[set_id] = LockedSet(self._resources, self.work, found, self.user) if found else None
        locked = self._sets[set_id]
        return locked if locked is not None and locked.me is not None else None


ShowPart = Callable[[LetterContext, PartToShow], object | None]
"""What a part shows now, as a frozen value; None once it has lapsed: it is left out, or struck."""
