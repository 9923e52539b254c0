"""Messages that earlier versions sent by themselves, where letters hold what they say: they are still drawn as what they are."""

from bot.domain.actions import NotSaid
from bot.domain.message_and_timer_kinds import WantedMessage
from bot.services.service import Service
from storage import actions, meetings


class EarlierRequests(Service):
    """None is wanted any more; those that are there follow what is said, and their buttons answer."""

    def show_not_said(self, wanted: WantedMessage) -> NotSaid | None:
        """The question as it is now; None before it was sent and once it is answered."""
        with self._look(wanted.workspace, wanted.set_id) as locked:
            presented = meetings.slot(locked.work.db, wanted.workspace, int(wanted.subject)) if locked else None
            if locked is None or presented is None:
                return None
            slot = presented.slot
            brought = actions.of_slots(locked.work.db, locked.set.id, [slot.id])[slot.id]
            if not wanted.is_there and (brought or slot.none_this_time):
                return None
            return NotSaid(locked.set.name, slot.public_id, brought, slot.none_this_time)
