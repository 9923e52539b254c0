"""The host, inside a unit of work: whom the bot asks for a date that is missing."""

from bot.domain.calendars import civil
from bot.domain.message_and_timer_kinds import Says
from bot.domain.notice_subjects import asked_for_a_date
from bot.domain.sets import host_in_turn
from bot.services.conversations import dm
from bot.services.locked_set import LockedSet
from bot.services.reminders import hours_of, may_be_written_to
from storage.sets import Membership


def host(locked: LockedSet) -> Membership | None:
    """Who is asked as the host: while that one is away or cannot be reached, the next member by turn."""
    memberships = {one.person.id: one for one in locked.roster}
    elsewhere = {id for id, one in memberships.items() if not may_be_written_to(locked, one)}
    chosen = host_in_turn(list(memberships), locked.set.host_id, elsewhere)
    return memberships[chosen] if chosen is not None else None


def ask_for_a_date(locked: LockedSet, meeting: int, nth: int) -> None:
    """A meeting has closed without a next date: its host is asked for one, by DM, at a civil hour of theirs (R16)."""
    asked = host(locked)
    if asked is None:
        return
    due_at = civil(locked.work.now, locked.zone_of(asked.person), hours_of(asked.person))
    facts = {"name": "no_date", "set": locked.set.public_id, "number": nth}
    locked.work.say(
        dm(locked.work, asked.person.id),
        Says.NOTICE,
        asked_for_a_date(meeting),
        set_id=locked.set.id,
        facts=facts,
        due_at=due_at,
    )
