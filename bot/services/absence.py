"""Time in which nobody was there goes back to the set, inside the first unit of work that it has afterwards."""

from datetime import timedelta
from typing import Final

from bot.domain.states import MeetingState
from bot.services import budget, course
from bot.services.floor import Floor
from bot.services.work import Room
from storage import meetings, presence
from storage.outgoing import Absence

LEAST_GIVEN_BACK: Final = timedelta(minutes=2)
NOTICEABLE: Final = timedelta(seconds=30)


def give_back(room: Room) -> None:
    """What the set has not had back yet: to its open step, if its meeting is running. A pause gives time back by itself."""
    absences = presence.missed(room.work.db, room.set.given_back)
    meeting = meetings.open_of(room.work.db, room.set.id) if absences else None
    if meeting is not None and meeting.state is MeetingState.RUNNING:
        floor = Floor(room, meeting)
        for absence in absences:
            _give_back_to(floor, absence)
    if absences:
        room.set.given_back = absences[-1].id


def _give_back_to(floor: Floor, absence: Absence) -> None:
    """At least two minutes where anybody could notice; where the clock was set back, the step goes back with it."""
    gap = absence.ended_at - absence.began_at
    noticeable = gap >= NOTICEABLE
    course.give_back(floor, max(gap, LEAST_GIVEN_BACK) if noticeable else gap)
    course.redraw_step(floor)
    if noticeable:
        moments = {"from": absence.began_at, "to": absence.ended_at, "until": floor.step.ends_at}
        times = {name: moment.timestamp() for name, moment in moments.items()}
        budget.tell_of_the_clock(floor, "away", **times)
