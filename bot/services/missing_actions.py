"""Actions that are missing: a presenter named neither an action nor none. Shown at the closing, and asked once by DM."""

from bot.domain.actions import NotSaid
from bot.domain.outgoing import DueTimer, Later, Says, Wanted
from bot.services.conversations import dm
from bot.services.locked_set import Room
from bot.services.reminders import hears_at
from bot.services.work import Service
from storage import actions, meetings
from storage.models import Meeting, Slot


class MissingActions(Service):
    """The question by DM waits for a civil hour, and for whoever is away; it is dropped once the next meeting has begun."""

    def ask(self, timer: DueTimer) -> None:
        with self._fire(timer, though_paused=True) as room:
            presented = meetings.slot(room.work.db, timer.workspace, int(timer.subject)) if room else None
            fellow = room.fellow(presented.slot.member_id) if room and presented else None
            if room is None or presented is None or fellow is None or not fellow.person.reachable:
                return
            if _is_said(room, presented.slot) or _is_past(room, presented.slot):
                return
            at = hears_at(room, fellow)
            if at > room.work.now:
                room.work.later(Later.NOT_SAID, timer.subject, at, room.set.id)
            else:
                room.work.say(dm(room.work, fellow.person.id), Says.NOT_SAID, timer.subject, set_id=room.set.id)

    def show(self, wanted: Wanted) -> NotSaid | None:
        """The question as it is now; None before it was sent and once it is answered."""
        with self._ground.database.look() as db:
            presented = meetings.slot(db, wanted.workspace, int(wanted.subject))
            if presented is None or wanted.set_id is None:
                return None
            slot = presented.slot
            brought = actions.of_slots(db, wanted.set_id, [slot.id])[slot.id]
            if not wanted.is_there and (brought or slot.none_this_time):
                return None
            return NotSaid(presented.issue.sentence, slot.public_id, brought, slot.none_this_time)


def _is_said(room: Room, slot: Slot) -> bool:
    return slot.none_this_time or actions.of_slots(room.work.db, room.set.id, [slot.id])[slot.id] > 0


def _is_past(room: Room, slot: Slot) -> bool:
    """Whether the next meeting has begun: it opens with what there is."""
    held = meetings.by_id(room.work.db, room.work.workspace, slot.meeting_id)
    since: list[Meeting | None] = [
        meetings.open_of(room.work.db, room.set.id),
        meetings.last_closed(room.work.db, room.set.id),
    ]
    return held is None or any(one is not None and one.number > held.number for one in since)
