"""One's own slot, whichever meeting it was in."""

from bot.domain.errors import NotIn, Refused
from bot.domain.meeting.presenting import NOT_THEIRS
from bot.services.locked_set import Ground, Room
from storage import meetings
from storage.models import Slot


def set_of_slot(ground: Ground, workspace: str, slot_id: str) -> int:
    """The set of a slot, by its public id; raises NotIn where there is none."""
    with ground.database.look() as db:
        presented = meetings.slot_by_public_id(db, workspace, slot_id)
        meeting = meetings.by_id(db, workspace, presented.slot.meeting_id) if presented else None
        if meeting is None:
            raise NotIn(found=False)
        return meeting.set_id


def own_slot(room: Room, slot_id: str) -> Slot:
    """One's own slot, by its public id; Refused for anybody else's."""
    presented = meetings.slot_by_public_id(room.work.db, room.work.workspace, slot_id)
    if presented is None or presented.slot.member_id != room.member.member.id:
        raise Refused(NOT_THEIRS)
    return presented.slot
