"""What letters ask the host of a set: read as they are drawn, and lapsed once it is answered."""

from collections.abc import Sequence
from datetime import UTC, datetime

from bot.domain.calendars import local_day
from bot.domain.host_letters import HostLetter, NoDateLetter, NotHeldLetter
from bot.domain.plans import PlanEntry
from bot.domain.states import MeetingState
from bot.services.hosts import asked_by_letter
from bot.services.letter_parts import LetterContext, PartToShow
from bot.services.locked_set import LockedSet
from bot.services.planned_meetings import next_meeting
from bot.services.sleep import is_resting
from storage import letters, meetings
from storage.letter_models import LetterPart


def milestone(context: LetterContext, part: PartToShow) -> HostLetter | None:
    """Whether it is reached."""
    locked, entry = _asked(context, part)
    if locked is None or entry is None or not entry.meeting.milestone or entry.meeting.reached:
        return None
    return _about(locked, entry, milestone=entry.meeting.milestone)


def day_off(context: LetterContext, part: PartToShow) -> HostLetter | None:
    """That its date falls on one."""
    locked, entry = _asked(context, part)
    day = local_day(entry.meeting.at, locked.set.zone) if locked is not None and entry is not None else None
    if locked is None or entry is None or day is None or day not in locked.days_off:
        return None
    return _about(locked, entry, holiday=locked.days_off.holiday(day) or "")


def place(context: LetterContext, part: PartToShow) -> HostLetter | None:
    """Where the set meets, which talks aloud."""
    locked, entry = _asked(context, part)
    if locked is None or entry is None or locked.set.place.strip() or not locked.set.spoken:
        return None
    return _about(locked, entry)


def no_date(context: LetterContext, part: PartToShow) -> NoDateLetter | None:
    """What comes where no meeting is planned any more; None before it was told where that is clear by then."""
    locked = context.set_of(part)
    if locked is None:
        return None
    the_set, db = locked.set, context.work.db
    settled = bool(part.facts.get("settled")) or next_meeting(locked) is not None
    if not part.is_told and (settled or locked.is_meeting or is_resting(locked)):
        return None
    held = meetings.last_held(db, the_set.id) - the_set.meetings_before
    renews = the_set.meetings_planned if 0 < the_set.meetings_planned <= held else 0
    return NoDateLetter(the_set.public_id, the_set.name, int(part.facts["closed"]), renews, settled)


def not_held(context: LetterContext, part: PartToShow) -> NotHeldLetter | None:
    """What becomes of a meeting that was not held; None before it was told where that is clear by then."""
    locked, at = context.set_of(part), datetime.fromtimestamp(float(part.facts["at"]), UTC)
    row = meetings.by_id(context.work.db, context.work.workspace, int(part.facts["row"])) if locked else None
    if locked is None or row is None:
        return None
    settled = row.state is not MeetingState.PLANNED or row.planned_at != at
    if settled and not part.is_told:
        return None
    return NotHeldLetter(locked.set.name, row.public_id, at, locked.set.zone, settled)


def _asked(context: LetterContext, part: PartToShow) -> tuple[LockedSet | None, PlanEntry | None]:
    """The meeting as it is on the plan; None where it is planned no more, a later letter has asked anew, or somebody else is asked as
    the host by now.
    """
    locked = context.set_of(part)
    if locked is None:
        return None, None
    those = letters.about(context.work.db, context.work.workspace, part.part, part.subject)
    if not _is_theirs(context, locked, those) or _is_asked_anew(context, part, those):
        return None, None
    row, now = int(part.facts["row"]), context.work.now
    ahead = (one for one in locked.plan if one.row == row and one.is_planned and one.meeting.at > now)
    return locked, next(ahead, None)


def _is_theirs(context: LetterContext, locked: LockedSet, those: Sequence[LetterPart]) -> bool:
    """Whether its reader is the host, or was asked in the host's place and nobody else has been since."""
    asked = asked_by_letter(locked)
    if asked is not None and asked.person.id == context.person_id:
        return True
    newest = max(those, key=lambda one: one.id, default=None)
    return newest is not None and newest.person_id == context.person_id


def _is_asked_anew(context: LetterContext, part: PartToShow, those: Sequence[LetterPart]) -> bool:
    """Whether a later letter of its reader's asks the same, as where the meeting has another date since."""
    told = (one for one in those if one.person_id == context.person_id and one.letter_id is not None)
    return any(one.facts.get("asked", 0) > part.facts.get("asked", 0) for one in told)


def _about(locked: LockedSet, entry: PlanEntry, *, milestone: str = "", holiday: str = "") -> HostLetter:
    one, the_set = entry.meeting, locked.set
    return HostLetter(
        set_id=the_set.public_id,
        set_name=the_set.name,
        meeting_id=one.id,
        number=one.number,
        at=one.at,
        zone=the_set.zone,
        milestone=milestone,
        holiday=holiday,
    )
