"""One's own slot, whichever meeting it was in."""

from bot.domain.errors import NotIn, Refused
from bot.domain.refusals import Refusal
from bot.services.locked_set import LockedSet, Resources
from storage import meetings
from storage.models import Slot


def set_of_slot(resources: Resources, workspace: str, slot_id: str) -> int:
    """The set of a slot, by its public id; raises NotIn where there is none."""
    with resources.database.look() as db:
        presented = meetings.slot_by_public_id(db, workspace, slot_id)
        meeting = meetings.by_id(db, workspace, presented.slot.meeting_id) if presented else None
        if meeting is None:
            raise NotIn(found=False)
        return meeting.set_id


def own_slot(locked: LockedSet, slot_id: str) -> Slot:
    """One's own slot, by its public id; Refused for anybody else's."""
    presented = meetings.slot_by_public_id(locked.work.db, locked.work.workspace, slot_id)
    if presented is None or presented.slot.member_id != locked.member.member.id:
        raise Refused(Refusal.NOT_THE_PRESENTER)
    return presented.slot
