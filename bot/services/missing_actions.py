"""Actions that are missing: a presenter named neither an action nor none. Shown at the closing, and asked once by DM."""

from bot.domain.actions import NotSaid
from bot.domain.message_and_timer_kinds import DueTimer, Later, Says, WantedMessage
from bot.services.conversations import dm
from bot.services.locked_set import LockedSet
from bot.services.reminders import hears_at
from bot.services.service import Service
from storage import actions, meetings
from storage.models import Meeting, Slot


class MissingActions(Service):
    """The question by DM waits for a civil hour, and for whoever is away; it is dropped once the next meeting has begun."""

    def ask(self, timer: DueTimer) -> None:
        with self._fire(timer, though_paused=True) as locked:
            presented = meetings.slot(locked.work.db, timer.workspace, int(timer.subject)) if locked else None
            membership = locked.membership(presented.slot.member_id) if locked and presented else None
            if locked is None or presented is None or membership is None or not membership.person.reachable:
                return
            if _is_said(locked, presented.slot) or _is_past(locked, presented.slot):
                return
            at = hears_at(locked, membership)
            if at > locked.work.now:
                locked.work.later(Later.NOT_SAID, timer.subject, at, locked.set.id)
            else:
                locked.work.say(
                    dm(locked.work, membership.person.id), Says.NOT_SAID, timer.subject, set_id=locked.set.id
                )

    def show(self, wanted: WantedMessage) -> NotSaid | None:
        """The question as it is now; None before it was sent and once it is answered."""
        with self._resources.database.look() as db:
            presented = meetings.slot(db, wanted.workspace, int(wanted.subject))
            if presented is None or wanted.set_id is None:
                return None
            slot = presented.slot
            brought = actions.of_slots(db, wanted.set_id, [slot.id])[slot.id]
            if not wanted.is_there and (brought or slot.none_this_time):
                return None
            return NotSaid(presented.issue.sentence, slot.public_id, brought, slot.none_this_time)


def _is_said(locked: LockedSet, slot: Slot) -> bool:
    return slot.none_this_time or actions.of_slots(locked.work.db, locked.set.id, [slot.id])[slot.id] > 0


def _is_past(locked: LockedSet, slot: Slot) -> bool:
    """Whether the next meeting has begun: it opens with what there is."""
    held = meetings.by_id(locked.work.db, locked.work.workspace, slot.meeting_id)
    since: list[Meeting | None] = [
        meetings.open_of(locked.work.db, locked.set.id),
        meetings.last_closed(locked.work.db, locked.set.id),
    ]
    return held is None or any(one is not None and one.number > held.number for one in since)
