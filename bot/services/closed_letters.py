"""What the letters of the day after a meeting tell: put by as it closes, and read as they are drawn."""

from bot.domain.letter_views import MissedLetter, ParkedLetter
from bot.domain.letters import Part
from bot.domain.meeting.value import Meeting
from bot.services.letter_parts import LetterContext, PartToShow, for_next_letter
from bot.services.locked_set import LockedSet
from storage import meetings


def put_by(locked: LockedSet, m: Meeting) -> None:
    """Questions that were parked, for whoever parked them; and that it was held, for whoever could not come: the last one that was."""
    set_id = locked.set.id
    for slot in m.slots:
        membership = locked.membership(slot.member) if slot.parked and not slot.ended_early else None
        if membership is not None:
            for_next_letter(locked.work, membership.person.id, Part.PARKED, slot.number, set_id=set_id)
    for one in m.expected:
        if not m.is_here(one.number):
            facts = {"meeting": m.number}
            for_next_letter(locked.work, one.person, Part.MISSED_MEETING, set_id, set_id=set_id, facts=facts)


def parked(context: LetterContext, part: PartToShow) -> ParkedLetter | None:
    """None once none of them is kept any more."""
    locked = context.set_of(part)
    count = len(meetings.parked(locked.work.db, int(part.subject))) if locked is not None else 0
    return ParkedLetter(locked.set.name, count) if locked is not None and count else None


def missed(context: LetterContext, part: PartToShow) -> MissedLetter | None:
    """The meeting as it was held; nobody's words of it stand here."""
    locked = context.set_of(part)
    number = int(part.facts.get("meeting", part.subject))  # what an earlier version put by is named by its meeting
    row = meetings.by_id(context.work.db, context.work.workspace, number) if locked is not None else None
    if locked is None or row is None or row.started_at is None:
        return None
    return MissedLetter(locked.set.name, locked.set.public_id, row.started_at, locked.set.zone)
