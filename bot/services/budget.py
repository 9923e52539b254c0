"""How much the bot says in a meeting, inside a unit of work: what is only a question of time becomes an edit where it is full."""

from bot.domain.meetings import MOST_AT_THE_TOP, MOST_IN_A_SLOT, ROOM_FOR_ACTIONS, ROOM_FOR_SLOTS
from bot.domain.outgoing import Says
from bot.services.floor import Floor
from storage import posts


def has_room(floor: Floor) -> bool:
    """Whether one more message fits beside those that the steps ahead still need."""
    return _in_thread(floor) if floor.presented is not None else _at_the_top(floor)


def _in_thread(floor: Floor) -> bool:
    head, agenda, position = floor.head(), floor.agenda, floor.step.position
    if head is None:
        return True
    ahead = sum(one.slot == agenda[position].slot for one in agenda[position + 1 :])
    said = posts.count_under(floor.work.db, head.id, but=Says.CALL)
    return said + ahead + ROOM_FOR_ACTIONS < MOST_IN_A_SLOT


def _at_the_top(floor: Floor) -> bool:
    card = posts.find(floor.work.db, floor.work.workspace, Says.AGENDA, str(floor.meeting.id))
    if card is None:
        return True
    ahead = floor.agenda[floor.step.position + 1 :]
    cards = sum(one.slot is None for one in ahead) + len({one.slot for one in ahead if one.slot is not None})
    slots = 0 if floor.slots else ROOM_FOR_SLOTS
    spread = 1
    return posts.count_since(floor.work.db, card) + cards + slots + spread < MOST_AT_THE_TOP
