"""The host, inside a unit of work: whom the bot asks for a date that is missing."""

from bot.domain.calendars import civil
from bot.domain.notices import asked_for_a_date
from bot.domain.outgoing import Says
from bot.domain.sets import host_in_turn
from bot.services.conversations import dm
from bot.services.locked_set import Room
from bot.services.reminders import hours_of, may_be_written_to
from storage.sets import Fellow


def host(room: Room) -> Fellow | None:
    """Who is asked as the host: while that one is away or cannot be reached, the next member by turn."""
    fellows = {one.person.id: one for one in room.roster}
    elsewhere = {id for id, one in fellows.items() if not may_be_written_to(room, one)}
    chosen = host_in_turn(list(fellows), room.set.host_id, elsewhere)
    return fellows[chosen] if chosen is not None else None


def ask_for_a_date(room: Room, meeting: int, nth: int) -> None:
    """A meeting has closed without a next date: its host is asked for one, by DM, at a civil hour of theirs (R16)."""
    asked = host(room)
    if asked is None:
        return
    due_at = civil(room.work.now, room.zone_of(asked.person), hours_of(asked.person))
    facts = {"name": "no_date", "set": room.set.public_id, "number": nth}
    room.work.say(
        dm(room.work, asked.person.id),
        Says.NOTICE,
        asked_for_a_date(meeting),
        set_id=room.set.id,
        facts=facts,
        due_at=due_at,
    )
