"""What letters ask the host of a set before a meeting: read as they are drawn, and lapsed once it is answered."""

from bot.domain.calendars import local_day
from bot.domain.host_letters import HostLetter
from bot.domain.plans import PlanEntry
from bot.services.hosts import host
from bot.services.letter_parts import LetterContext, PartToShow
from bot.services.locked_set import LockedSet


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


def _asked(context: LetterContext, part: PartToShow) -> tuple[LockedSet | None, PlanEntry | None]:
    """The meeting as it is on the plan; None where it is planned no more, or somebody else is the host by now."""
    locked = context.set_of(part)
    asked = host(locked) if locked is not None else None
    if locked is None or asked is None or asked.person.id != context.person_id:
        return None, None
    row, now = int(part.facts["row"]), context.work.now
    ahead = (one for one in locked.plan if one.row == row and one.is_planned and one.meeting.at > now)
    return locked, next(ahead, None)


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
