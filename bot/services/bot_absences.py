"""Time in which nobody was there goes back to the set, inside the first unit of work that it has afterwards."""

from bot.domain.meeting.events import NobodyWasThere
from bot.services.locked_meeting import find_meeting
from bot.services.locked_set import LockedSet
from storage import heartbeats


def give_back(locked: LockedSet) -> None:
    """What the set has not had back yet: to its open step, if its meeting is running."""
    absences = heartbeats.missed(locked.work.db, locked.set.given_back)
    meeting = find_meeting(locked) if absences else None
    for absence in absences:
        if meeting is not None:
            meeting.happens(NobodyWasThere(began=absence.began_at, ended=absence.ended_at))
    if absences:
        locked.set.given_back = absences[-1].id
