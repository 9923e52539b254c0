"""When people may be written to, inside a unit of work: at civil hours of theirs, and not while they are away."""

from datetime import datetime

from bot.domain.calendars import civil, working_days_before
from bot.services.letters_following import heard_at, hours_of
from bot.services.locked_set import LockedSet
from storage.sets import Membership, PersonRow


def told_at(locked: LockedSet, meets_at: datetime, membership: Membership, days: int) -> datetime:
    """The opening hour of a member's day that lies so many of their working days before that moment (UTC)."""
    zone, hours = locked.zone_of(membership.person), hours_of(membership.person)
    return working_days_before(meets_at, days, zone, hours, locked.days_off)


def may_be_told_at(locked: LockedSet, person: PersonRow) -> datetime:
    """The next civil hour of somebody, be they a member or the adviser (UTC)."""
    return civil(locked.work.now, locked.zone_of(person), hours_of(person), locked.days_off)


def hears_at(locked: LockedSet, membership: Membership) -> datetime:
    """When a member may next be written to (UTC): at a civil hour of theirs, and not before they are back."""
    return heard_at(locked.set, membership, locked.work.now)
