"""Who did something once in a step: rows of `lines`, each a named field in the value."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Final

from sqlalchemy import bindparam, delete
from sqlalchemy.orm import Session

from bot.domain.meeting.parts import Step, Turn
from bot.domain.meeting.value import Meeting
from storage.meeting_rows import lines
from storage.meeting_writing import upsert

NAMES: Final = {
    "answered": "answered",
    "pulse": "pulsed",
    "passed": "passed",
    "restated": "restated",
    "told": "told_turn",
    "late": "told_late",
    "said": "said_it",
    "offered": "offered",
    "hinted": "hinted",
    "hint_over": "hint_answered",
}
"""The fields of a step that are sets of members, by what stands in the rows."""
MOMENTS: Final = ("writing", "talked", "kept", "thoughts")
"""The fields that say of each member when, or until when, under the same names in the rows."""
FOLLOWED_UP: Final = "follow:"
SPENT: Final = "spent:"
"""With the number of the turn behind each: what is longer would not fit."""

Named = tuple[int, int, str]
"""Step, member and what they did."""
GONE: Final = delete(lines).where(
    lines.c.step_id == bindparam("step"), lines.c.member_id == bindparam("member"), lines.c.what == bindparam("did")
)


def of_step(step: Step) -> Iterator[tuple[Named, datetime | None]]:
    for what, field in NAMES.items():
        for member in getattr(step, field):
            yield (step.number, member, what), None
    for what in MOMENTS:
        for member, moment in getattr(step, what).items():
            yield (step.number, member, what), moment


def of_turn(turn: Turn, step: int) -> Iterator[tuple[Named, datetime | None]]:
    if turn.followed_up:
        yield (step, turn.member, f"{FOLLOWED_UP}{turn.number}"), None
    if turn.spent:
        yield (step, turn.member, f"{SPENT}{turn.number}"), None


def write_lines(db: Session, workspace: str, before: Meeting, after: Meeting) -> None:
    """Write those that are new, or are waited for until another moment, and delete those that are no more."""
    was, now = _lines(before, after), _lines(after, before)
    new = [
        {"workspace": workspace, "step_id": step, "member_id": member, "what": what, "until": until}
        for (step, member, what), until in now.items()
        if was.get((step, member, what), workspace) != until
    ]
    upsert(db, lines, new)
    if gone := [{"step": step, "member": member, "did": what} for step, member, what in was.keys() - now.keys()]:
        db.connection().execute(GONE, gone)


def _lines(m: Meeting, other: Meeting) -> Mapping[Named, datetime | None]:
    """Of the steps and turns that are not the very same in the other; those have the same lines."""
    same = {id(one) for one in (*other.steps, *other.turns)}
    numbers = {one.id: one.number for one in m.steps}
    found = dict(line for step in m.steps if id(step) not in same for line in of_step(step))
    for turn in m.turns:
        if id(turn) not in same:
            found.update(of_turn(turn, numbers[turn.step]))
    return found
