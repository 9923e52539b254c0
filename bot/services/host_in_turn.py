"""Who is asked as the host of a set: while they are away or cannot be reached, the next member by turn."""

from collections.abc import Collection, Sequence
from datetime import datetime

from bot.domain.absences import is_away
from bot.domain.calendars import local_day
from bot.domain.sets import host_in_turn
from storage.models import Set
from storage.sets import Membership


def may_be_written_to(the_set: Set, one: Membership, now: datetime) -> bool:
    """Whether a member can be reached, and is neither gone nor away."""
    today = local_day(now, one.person.zone or the_set.zone)
    return (
        one.person.reachable
        and one.member.gone is None
        and not is_away(one.member.away_from, one.member.away_until, today)
    )


def host_of(
    the_set: Set, roster: Sequence[Membership], now: datetime, *, by_letter: bool = False, but: Collection[int] = ()
) -> Membership | None:
    """None where nobody is in the set. Asked `by_letter`, it is somebody who gets letters, where anybody does.

    It is none of the people of `but` (by their rows) either, where there is anybody else.
    """
    members = {one.person.id: one for one in roster}
    elsewhere = {
        id
        for id, one in members.items()
        if not may_be_written_to(the_set, one, now) or (by_letter and not one.person.reminders) or id in but
    }
    chosen = host_in_turn(list(members), the_set.host_id, elsewhere)
    return members[chosen] if chosen is not None else None
