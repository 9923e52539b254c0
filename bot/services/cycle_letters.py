"""What letters ask at the end of a cycle, as it is renewed, and where a set does not meet: read as they are drawn."""

from bot.domain.cycles import AskedAlong, AskedAsleep, AskedGoingOn, ends_a_cycle
from bot.domain.states import MeetingState, SetState
from bot.services.letter_parts import LetterContext, PartToShow
from bot.services.planned_meetings import next_meeting
from storage import cycles, meetings
from storage.charters import has_agreed


def sleeping(context: LetterContext, part: PartToShow) -> AskedAsleep | None:
    """What becomes of the set; None before it was asked where somebody has said so by then."""
    locked = context.set_of(part)
    if locked is None:
        return None
    asked_at = locked.set.sleep_asked_at
    settled = asked_at is None or asked_at.timestamp() != float(part.facts["asked_at"])
    if settled and not part.is_told:
        return None
    return AskedAsleep(locked.set.public_id, locked.set.name, bool(part.facts["everybody"]), settled)


def renewal(context: LetterContext, part: PartToShow) -> AskedAlong | None:
    """Whether they come along; None before they were asked where they have said so, or the set has gone on since."""
    locked = context.set_of(part)
    if locked is None or locked.set.cycle != int(part.facts["cycle"]):
        return None
    comes = has_agreed(locked.member.member, locked.set)
    if comes and not part.is_told:
        return None
    coming, the_set = next_meeting(locked), locked.set
    first = coming.meeting.at if coming is not None else None
    return AskedAlong(the_set.public_id, the_set.name, the_set.meetings_planned, first, the_set.zone, comes)


def going_on(context: LetterContext, part: PartToShow) -> AskedGoingOn | None:
    """What has moved, and whether they would go on; None before they were asked where that meeting is not ahead any more."""
    locked = context.set_of(part)
    row = meetings.by_id(context.work.db, context.work.workspace, int(part.facts["meeting"])) if locked else None
    if locked is None or row is None:
        return None
    the_set = locked.set
    is_last = ends_a_cycle(row.number, the_set.meetings_before, the_set.meetings_planned)
    is_over = row.state is not MeetingState.PLANNED or not is_last or the_set.state is SetState.ENDED
    if is_over and not part.is_told:
        return None
    said, moved = cycles.said_by(context.work.db, locked.member.member.id, the_set.cycle)
    return AskedGoingOn(the_set.public_id, the_set.name, row.planned_at, the_set.zone, said, moved, is_over)
