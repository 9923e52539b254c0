"""What the clock does to meetings."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Final

from bot.domain.formats import StepKind
from bot.domain.meetings import LEFT_OPEN, Move
from bot.domain.outgoing import DueTimer, Later, Says
from bot.domain.states import MeetingState
from bot.services import closing, course, lining
from bot.services.floor import Floor
from bot.services.work import Room, Service
from storage import meetings, posts, sets
from storage.models import Meeting

UNSTARTED: Final = timedelta(minutes=30)


class MeetingClock(Service):
    """What the clock does to meetings. Each method fires one timer in a unit of work of its own, looking at what is true now."""

    def due(self, timer: DueTimer) -> None:
        """The planned time has come: the agenda card appears with *Start*; time runs only from there."""
        with self._fire(timer) as room:
            meeting = meetings.by_id(room.work.db, timer.workspace, int(timer.subject)) if room else None
            if room is not None and meeting is not None and lining.is_next(room, meeting):
                _withdraw_earlier(room, meeting)
                room.work.say(room.channel, Says.AGENDA, meeting.id, set_id=room.set.id)
                room.work.later(Later.MEETING_UNSTARTED, meeting.id, room.work.now + UNSTARTED, room.set.id)
                lining.plan_report_backs(room, before=lining.after(room, meeting))

    def unstarted(self, timer: DueTimer) -> None:
        """Half an hour after its time nobody has started the meeting: offered, once a date, to start it or to move it."""
        with self._fire(timer) as room:
            meeting = meetings.by_id(room.work.db, timer.workspace, int(timer.subject)) if room else None
            if room is not None and meeting is not None and meeting.state is MeetingState.PLANNED:
                facts = {"name": "not_started", "meeting": meeting.public_id}
                room.work.say(room.channel, Says.NOTICE, lining.offer_of(meeting), set_id=room.set.id, facts=facts)

    def warn(self, timer: DueTimer) -> None:
        """A fifth of the time-box is left: said once, as an edit."""
        with self._step(timer) as floor:
            if floor is not None:
                floor.step.warned = True
                course.redraw_step(floor)

    def step_end(self, timer: DueTimer) -> None:
        with self._step(timer) as floor:
            if floor is not None:
                course.time_is_up(floor)

    def grace(self, timer: DueTimer) -> None:
        with self._step(timer) as floor:
            if floor is not None:
                course.grace_is_over(floor)

    def step_quiet(self, timer: DueTimer) -> None:
        """The presenter has said what the real question is now, and has been quiet since."""
        with self._step(timer) as floor:
            if floor is not None:
                course.move(floor, Move.FINISHED)

    def left_open(self, timer: DueTimer) -> None:
        """A day without a sign of anybody and the meeting closes itself, with its record, be its channel gone or not."""
        with self._fire(timer, though_paused=True) as room:
            meeting = meetings.open_of(room.work.db, room.set.id) if room else None
            if room is None or meeting is None or str(meeting.id) != timer.subject:
                return
            floor = Floor(room, meeting)
            if floor.last_sign + LEFT_OPEN > room.work.now:
                room.work.later(Later.MEETING_LEFT_OPEN, meeting.id, floor.last_sign + LEFT_OPEN, room.set.id)
                return
            if floor.step.kind is not StepKind.CLOSING:
                course.skip_to(floor, lambda planned: planned.plan.kind is StepKind.CLOSING)
            closing.close(floor)
            floor.notice("left_open", meeting.id)

    def give_back(self, workspace: str, set_id: int) -> None:
        """A set that nobody has spoken to since has the time back in which no process ran."""
        with self._work(workspace) as work:
            the_set = sets.locked(work.db, workspace, set_id)
            if the_set is not None:
                self._give_back(Room(self._ground, work, the_set))

    @contextmanager
    def _step(self, timer: DueTimer) -> Iterator[Floor | None]:
        """The floor of a step timer; None for a step that has ended already, or a meeting that is paused."""
        with self._fire(timer) as room:
            meeting = meetings.open_of(room.work.db, room.set.id) if room else None
            if room is None or meeting is None or meeting.state is not MeetingState.RUNNING:
                yield None
                return
            floor = Floor(room, meeting)
            yield floor if str(floor.step.id) == timer.subject and floor.step.ended_at is None else None


def _withdraw_earlier(room: Room, meeting: Meeting) -> None:
    """Cards and offers of earlier meetings that could not be told in their time are not told now."""
    earlier = [one for one in room.ahead if one.number < meeting.number and one.state is MeetingState.PLANNED]
    if earlier:
        db, workspace = room.work.db, room.work.workspace
        posts.withdraw(db, workspace, Says.AGENDA, [str(one.id) for one in earlier])
        posts.withdraw(db, workspace, Says.NOTICE, [lining.offer_of(one) for one in earlier])
