"""Actions that are missing: a presenter named neither an action nor none. Shown at the closing, and asked once by letter."""

from bot.domain.actions import NotSaid
from bot.services.letter_parts import LetterContext, PartToShow
from bot.services.locked_set import LockedSet
from storage import actions, meetings
from storage.models import Meeting, Slot


def not_said(context: LetterContext, part: PartToShow) -> NotSaid | None:
    """The question as it is now; None before it was sent once it is answered, or the next meeting has begun."""
    locked = context.set_of(part)
    presented = meetings.slot(context.work.db, context.work.workspace, int(part.subject)) if locked else None
    if locked is None or presented is None:
        return None
    found = as_it_is(locked, presented.slot)
    answered = found.actions or found.said_none or found.over
    return None if answered and not part.is_told else found


def as_it_is(locked: LockedSet, slot: Slot) -> NotSaid:
    """What has been said of a slot by now."""
    brought = actions.of_slots(locked.work.db, locked.set.id, [slot.id])[slot.id]
    return NotSaid(locked.set.name, slot.public_id, brought, slot.none_this_time, over=_is_past(locked, slot))


def _is_past(locked: LockedSet, slot: Slot) -> bool:
    """Whether the next meeting has begun: it opens with what there is."""
    held = meetings.by_id(locked.work.db, locked.work.workspace, slot.meeting_id)
    since: list[Meeting | None] = [
        meetings.open_of(locked.work.db, locked.set.id),
        meetings.last_closed(locked.work.db, locked.set.id),
    ]
    return held is None or any(one is not None and one.number > held.number for one in since)
