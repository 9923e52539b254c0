"""What silence does to turns."""

from collections.abc import Iterator
from contextlib import contextmanager

from bot.domain.outgoing import DueTimer
from bot.domain.states import OPEN_TURNS, MeetingState, TurnState
from bot.domain.turns import silent_at
from bot.services import calls, course, gone
from bot.services.floor import Floor
from bot.services.work import Service
from storage import meetings
from storage.models import Turn


class TurnClock(Service):
    """What silence does to turns. Each method fires one timer in a unit of work of its own."""

    def silent(self, timer: DueTimer) -> None:
        """The peer has not asked: passed over without comment, called again at the end of the round."""
        with self._open_turn(timer) as (floor, turn):
            if floor is None or turn is None or turn.state is not TurnState.CALLED:
                return
            if silent_at(turn.called_at, thinking=turn.thinking) > floor.now:
                calls.listen_for(floor, turn)
                return
            calls.end(floor, turn, TurnState.SILENT)
            course.turn_ended(floor)

    def quiet(self, timer: DueTimer) -> None:
        """Neither asker nor presenter has written for a while: the turn is done."""
        with self._open_turn(timer) as (floor, turn):
            if floor is None or turn is None or turn.state is not TurnState.ASKED or turn.interrupted:
                return
            calls.end(floor, turn, TurnState.DONE)
            course.turn_ended(floor)

    def presenter_silent(self, timer: DueTimer) -> None:
        """The presenter has been silent for three minutes: offered in one message a slot to wait, pause, or go to the review."""
        with self._open_turn(timer) as (floor, turn):
            if floor is None or turn is None or turn.state not in OPEN_TURNS:
                return
            presented, way_on = floor.presented, calls.way_on_at(floor, turn)
            if way_on is None or presented is None or presented.slot.away_offered or floor.presenter is None:
                return
            if way_on > floor.now:
                calls.listen_for(floor, turn)
                return
            gone.offer(floor, gone.SILENT)

    @contextmanager
    def _open_turn(self, timer: DueTimer) -> Iterator[tuple[Floor | None, Turn | None]]:
        with self._fire(timer) as room:
            meeting = meetings.open_of(room.work.db, room.set.id) if room else None
            if room is None or meeting is None or meeting.state is not MeetingState.RUNNING:
                yield None, None
                return
            floor = Floor(room, meeting)
            turn = meetings.turn(room.work.db, timer.workspace, int(timer.subject))
            yield (floor, turn) if turn is not None and turn.step_id == floor.step.id else (None, None)
