"""How much the bot says in a meeting, inside a unit of work: what is only a question of time becomes an edit where it is full."""

from bot.domain.meetings import MOST_AT_THE_TOP, MOST_IN_A_SLOT, MOST_OF_THE_CLOCK, ROOM_FOR_ACTIONS, ROOM_FOR_SLOTS
from bot.domain.outgoing import Says
from bot.services.floor import Floor
from storage import posts


def has_room(floor: Floor) -> bool:
    """Whether one more message fits beside those that the steps ahead, actions and an offer to go on still need."""
    return _in_thread(floor) if floor.presented is not None else _at_the_top(floor)


def _in_thread(floor: Floor) -> bool:
    head, agenda, position = floor.head(), floor.agenda, floor.step.position
    if head is None or floor.presented is None:
        return True
    ahead = sum(one.slot == agenda[position].slot for one in agenda[position + 1 :])
    said = posts.count_under(floor.work.db, head.id)
    actions = max(0, ROOM_FOR_ACTIONS - said[Says.ACTION])
    offer = 0 if floor.presented.slot.away_offered else 1
    return said.total() - said[Says.CALL] + ahead + actions + offer < MOST_IN_A_SLOT


def _at_the_top(floor: Floor) -> bool:
    card = posts.find(floor.work.db, floor.work.workspace, Says.AGENDA, str(floor.meeting.id))
    if card is None:
        return True
    ahead = floor.agenda[floor.step.position + 1 :]
    cards = sum(one.slot is None for one in ahead) + len({one.slot for one in ahead if one.slot is not None})
    slots = 0 if floor.slots else ROOM_FOR_SLOTS
    spread = 1
    return posts.count_since(floor.work.db, card) + cards + slots + spread < MOST_AT_THE_TOP


def tell_of_the_clock(floor: Floor, name: str, **facts: object) -> None:
    """Say that the clock stands or goes, where the open step happens; beyond the second time by an edit of that message.

    Where there is no room even for the first, the step's own message says it alone.
    """
    presented, work = floor.presented, floor.work
    subjects = of_the_clock(_place(floor))
    known = posts.those(work.db, work.workspace, Says.CLOCK, subjects)
    adds = len(known) < MOST_OF_THE_CLOCK
    new = adds and ((name == "paused_itself" and _time_up_becomes(floor, subjects[len(known)])) or has_room(floor))
    if not new and not known:
        return
    where = {
        "meeting": floor.meeting.id,
        "slot": presented.slot.id if presented else None,
        "step": floor.step.public_id,
    }
    under, named = floor.head() if presented else None, {"name": name, **where, **facts}
    subject = subjects[len(known)] if new else known[-1].subject
    work.say(floor.room.channel, Says.CLOCK, subject, set_id=floor.room.set.id, under=under, facts=named)


def _time_up_becomes(floor: Floor, subject: str) -> bool:
    """Nobody answered that the time is up: that message, where it is the latest, now says that the meeting is paused."""
    asked = posts.find(floor.work.db, floor.work.workspace, Says.TIME_UP, str(floor.step.id))
    if asked is None or not posts.is_latest(floor.work.db, asked.id):
        return False
    asked.kind, asked.subject = Says.CLOCK, subject
    floor.work.db.flush()
    return True


def redraw_the_clock(floor: Floor) -> None:
    """Whether the clock stands has changed: what was said of it before is settled."""
    places = [f"meeting:{floor.meeting.id}", *(f"slot:{one.slot.id}" for one in floor.slots)]
    floor.work.redraw(Says.CLOCK, *(subject for place in places for subject in of_the_clock(place)))


def _place(floor: Floor) -> str:
    return f"slot:{floor.presented.slot.id}" if floor.presented else f"meeting:{floor.meeting.id}"


def of_the_clock(place: str) -> list[str]:
    """The subjects of what is said of the clock in a slot, or outside of slots, oldest first."""
    return [f"{place}:{number}" for number in range(1, MOST_OF_THE_CLOCK + 1)]


def tell_that_time_is_up(floor: Floor) -> bool:
    """Say so below whatever has been said since the last time; False where there is no room for that."""
    work, step = floor.work, floor.step
    known = posts.find(work.db, work.workspace, Says.TIME_UP, str(step.id))
    new = known is None or not posts.is_latest(work.db, known.id)
    if new and not has_room(floor):
        return False
    if new and known is not None:
        known.subject, known.wanted = f"{step.id}:{known.id}", known.wanted + 1
        work.db.flush()
    under = floor.head() if floor.presented else None
    work.say(floor.room.channel, Says.TIME_UP, step.id, set_id=floor.room.set.id, under=under)
    return True
