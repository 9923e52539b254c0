"""What the letters of the day after a meeting tell: put by as it closes, and read as they are drawn."""

from collections.abc import Sequence

from bot.domain.letter_views import MayReadLetter, MissedLetter, ParkedLetter
from bot.domain.letters import Part
from bot.domain.meeting.parts import Member
from bot.domain.meeting.value import Meeting
from bot.services.letter_parts import LetterContext, PartToShow, for_next_letter
from bot.services.locked_set import LockedSet
from storage import actions, letters, meetings


def put_by(locked: LockedSet, m: Meeting) -> None:
    """Questions that were parked, for whoever parked them; and that it was held, for whoever could not come."""
    set_id = locked.set.id
    for slot in m.slots:
        membership = locked.membership(slot.member) if slot.parked and not slot.ended_early else None
        if membership is not None:
            for_next_letter(locked.work, membership.person.id, Part.PARKED, slot.number, set_id=set_id)
    absent = [one for one in m.expected if not m.is_here(one.number)]
    if absent:
        _tell_what_they_missed(locked, m, absent)
    if absent and m.slots:
        _ask_whether_they_may_read(locked, m, absent)


def _tell_what_they_missed(locked: LockedSet, m: Meeting, absent: Sequence[Member]) -> None:
    """Of the last meeting that they missed, and with it of those before it of which no letter has told yet."""
    work, set_id = locked.work, locked.set.id
    known = letters.about(work.db, work.workspace, Part.MISSED_MEETING, str(set_id))
    waiting = {one.person_id: letters.missed_in(one) for one in known if one.letter_id is None}
    for one in absent:
        facts = {"meeting": m.number, "earlier": waiting.get(one.person, [])}
        for_next_letter(work, one.person, Part.MISSED_MEETING, set_id, set_id=set_id, facts=facts)


def _ask_whether_they_may_read(locked: LockedSet, m: Meeting, absent: Sequence[Member]) -> None:
    """Presenters who were not asked as they gave their pulse."""
    unsaid, facts = meetings.not_said_whether_read(locked.work.db, m.number), {"absent": [one.user for one in absent]}
    for slot in m.slots:
        membership = locked.membership(slot.member)
        if slot.number not in unsaid or slot.ended_early or membership is None or not m.is_here(slot.member):
            continue
        for_next_letter(
            locked.work, membership.person.id, Part.MAY_READ, slot.number, set_id=locked.set.id, facts=facts
        )


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
    earlier = meetings.began(context.work.db, part.facts.get("earlier", ()))
    the_set, reports = locked.set, bool(actions.open_of_members(locked.work.db, [locked.member.member.id]))
    return MissedLetter(
        the_set.name, the_set.public_id, row.public_id, row.started_at, the_set.zone, earlier, reports=reports
    )


def may_read(context: LetterContext, part: PartToShow) -> MayReadLetter | None:
    """What they have said to it; None before they were asked where they have said it by then."""
    locked, db, workspace = context.set_of(part), context.work.db, context.work.workspace
    presented = meetings.slot(db, workspace, int(part.subject)) if locked is not None else None
    row = meetings.by_id(db, workspace, presented.slot.meeting_id) if presented is not None else None
    if locked is None or presented is None or row is None or row.started_at is None:
        return None
    slot, absent = presented.slot, tuple(map(str, part.facts["absent"]))
    if not absent or slot.ended_early or (slot.absent_may_read is not None and not part.is_told):
        return None
    return MayReadLetter(locked.set.name, slot.public_id, row.started_at, locked.set.zone, absent, slot.absent_may_read)
