"""What people were told about what they gave, held against what the database kept."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import Final

from sqlalchemy import select

from rehearsal.deliveries import Answer
from storage.action_models import Action, Learning, Report
from storage.database import Database
from storage.models import Issue, Step

TAKEN: Final = ("Noted", "Raised")
"""How the answer to a command begins that saved what was typed."""
UNSURE: Final = "not sure it was saved"
KEPT_IN: Final = (Action.what, Issue.sentence, Learning.note)


@dataclass(frozen=True, slots=True)
class GivenWords:
    """Words that nobody else gave, and what the bot answered to them; `replaced` once a form opened with them to be changed."""

    words: str
    answer: Answer
    replaced: bool = False

    @property
    def saved(self) -> bool | None:
        """Whether it was said to be saved; None where nothing was said, or that nobody knows, and of what was changed since."""
        if self.replaced or not self.answer.ok or UNSURE in self.answer.body:
            return None
        if self.answer.delivery.kind == "slash_commands":
            return self.answer.text.startswith(TAKEN)
        return "response_action" not in self.answer.response


def broken(told: Iterable[GivenWords], url: str) -> list[str]:
    """Whoever was told something about their words that is not true, and whatever was kept twice."""
    kept = _kept(url)
    return [
        f"{one.words!r} is kept {kept[one.words]} times; answered {one.answer.status} {one.answer.text!r}"
        for one in told
        if kept[one.words] not in _allowed(one.saved)
    ]


def _allowed(saved: bool | None) -> tuple[int, ...]:
    return (0, 1) if saved is None else (int(saved),)


def _kept(url: str) -> Counter[str]:
    """How often words were kept. A press that counts at once keeps those that were told of its action just before."""
    database = Database(url)
    try:
        with database.look() as db:
            told = db.execute(select(Report.action_id, Report.happened).order_by(Report.action_id, Report.id))
            given = (words for column in KEPT_IN for words in db.scalars(select(column)))
            of_actions = groupby((row.action_id, row.happened) for row in told)
            return Counter(given) + Counter(words for (_, words), _ in of_actions)
    finally:
        database.close()


def run_twice(url: str) -> list[str]:
    """Steps that were run twice, and steps that began before the one before had ended."""
    database = Database(url)
    try:
        with database.look() as db:
            steps = db.scalars(select(Step).order_by(Step.meeting_id, Step.position)).all()
    finally:
        database.close()
    runs = Counter((step.meeting_id, step.kind, step.slot_id) for step in steps)
    again = [
        f"{kind} of meeting {meeting} ran {times} times" for (meeting, kind, _), times in runs.items() if times > 1
    ]
    return again + [
        f"step {after.position} of meeting {after.meeting_id} began {after.began_at}, the one before ended {one.ended_at}"
        for one, after in pairwise(steps)
        if one.meeting_id == after.meeting_id and (one.ended_at is None or one.ended_at > after.began_at)
    ]
