"""How hints were answered, and how peers asked, as slots have counted it: numbers alone."""

from collections.abc import Mapping
from typing import Final

from sqlalchemy import Integer, String, bindparam, func, select
from sqlalchemy.orm import Session

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


def found_fair(db: Session, workspace: str, person_id: int) -> Mapping[int, tuple[int, int]]:
    """Of each set that a person is the facilitator of: how many hints were found fair, and how many were answered."""
    rows = db.connection().execute(_FOUND_FAIR, {"workspace": workspace, "person_id": person_id})
    return {set_id: (fair, answered) for set_id, fair, answered in rows}
