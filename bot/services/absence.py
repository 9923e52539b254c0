"""Time in which nobody was there goes back to the set, inside the first unit of work that it has afterwards."""

from bot.domain.meeting.events import NobodyWasThere
from bot.services.deciding import held
from bot.services.locked_set import Room
from storage import presence


def give_back(room: Room) -> None:
    """What the set has not had back yet: to its open step, if its meeting is running."""
    absences = presence.missed(room.work.db, room.set.given_back)
    meeting = held(room) if absences else None
    for absence in absences:
        if meeting is not None:
            meeting.happens(NobodyWasThere(began=absence.began_at, ended=absence.ended_at))
    if absences:
        room.set.given_back = absences[-1].id
