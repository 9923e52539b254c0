"""How hints were answered, and how peers asked, as slots have counted it: numbers alone."""

from collections.abc import Mapping, Sequence
from typing import Final

from sqlalchemy import Integer, String, bindparam, func, select
from sqlalchemy.orm import Session

from bot.domain.meeting.parts import Tally
from bot.domain.states import MeetingState
from storage.json_rows import table_of
from storage.models import Meeting, Set, Slot

sets, meetings, slots = table_of(Set), table_of(Meeting), table_of(Slot)
_FOUND_FAIR: Final = (
    select(sets.c.id, func.sum(slots.c.hints_fair), func.sum(slots.c.hints_fair + slots.c.hints_unfair))
    .select_from(sets.join(meetings, meetings.c.set_id == sets.c.id).join(slots, slots.c.meeting_id == meetings.c.id))
    .where(sets.c.adviser_id == bindparam("person_id", type_=Integer))
    .where(sets.c.workspace == bindparam("workspace", type_=String()))
    .group_by(sets.c.id)
)
_turns: Final = func.sum(slots.c.turns_used)
_TALLIES_BEFORE: Final = (
    select(_turns, func.sum(slots.c.turns_asked))
    .select_from(meetings.join(slots, slots.c.meeting_id == meetings.c.id))
    .where(meetings.c.set_id == bindparam("set_id", type_=Integer), meetings.c.state == MeetingState.CLOSED)
    .where(meetings.c.number < bindparam("nth", type_=Integer))
    .group_by(meetings.c.id, meetings.c.number)
    .having(_turns >= bindparam("fewest", type_=Integer))
    .order_by(meetings.c.number.desc())
    .limit(bindparam("latest", type_=Integer))
)


def tallies_before(db: Session, set_id: int, nth: int, fewest: int, latest: int) -> Sequence[Tally]:
    """How peers asked in the latest closed meetings of a set before the one of number `nth`, oldest first.

    Those in which fewer turns were counted are left out.
    """
    asked = {"set_id": set_id, "nth": nth, "fewest": fewest, "latest": latest}
    rows = db.connection().execute(_TALLIES_BEFORE, asked).all()
    return [Tally(turns=int(turns), questions=int(questions)) for turns, questions in reversed(rows)]


def found_fair(db: Session, workspace: str, person_id: int) -> Mapping[int, tuple[int, int]]:
    """Of each set that a person is the facilitator of: how many hints were found fair, and how many were answered."""
    rows = db.connection().execute(_FOUND_FAIR, {"workspace": workspace, "person_id": person_id})
    return {set_id: (fair, answered) for set_id, fair, answered in rows}
