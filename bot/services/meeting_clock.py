"""What the clock does to meetings."""

from collections.abc import Callable, Mapping
from datetime import time, timedelta
from typing import Final

from bot.domain import plans
from bot.domain.calendars import instant, local_day
from bot.domain.meeting.events import (
    BoxOver,
    Event,
    FormWaitedLong,
    GraceOver,
    HalfOver,
    LeftOpen,
    StepQuiet,
    WarningDue,
)
from bot.domain.meeting.timers import Timer
from bot.domain.meeting.turn_events import PeerSilent, PresenterSilent, TurnQuiet, TurnUnpressed
from bot.domain.meeting.written_events import WritingOver
from bot.domain.message_and_timer_kinds import DueTimer, Later, Says
from bot.domain.notice_subjects import offer_of
from bot.domain.states import MeetingState
from bot.services import hosts
from bot.services.coming import tell_it_is_soon
from bot.services.locked_meeting import find_meeting
from bot.services.locked_set import LockedSet
from bot.services.planned_meetings import is_next, renumber, time_has_come
from bot.services.service import Service
from storage import meetings, sets
from storage.charters import planned_of

WAKES: Final[Mapping[Later, Callable[[Timer], Event[None]]]] = {
    Later.STEP_WARN: lambda timer: WarningDue(step=timer.of),
    Later.STEP_END: lambda timer: BoxOver(step=timer.of),
    Later.STEP_GRACE: lambda timer: GraceOver(step=timer.of),
    Later.STEP_QUIET: lambda timer: StepQuiet(step=timer.of),
    Later.WRITING_ENDS: lambda timer: WritingOver(step=timer.of),
    Later.REVIEW_HALF: lambda timer: HalfOver(step=timer.of),
    Later.TURN_SILENT: lambda timer: PeerSilent(turn=timer.of),
    Later.TURN_QUIET: lambda timer: TurnQuiet(turn=timer.of),
    Later.PRESENTER_SILENT: lambda timer: PresenterSilent(turn=timer.of),
    Later.TURN_UNPRESSED: lambda timer: TurnUnpressed(turn=timer.of),
    Later.REPORT_FORM: lambda timer: FormWaitedLong(step=timer.of, member=timer.member or 0),
    Later.MEETING_LEFT_OPEN: lambda timer: LeftOpen(),
}
"""What each timer of an open meeting is to it."""


class MeetingClock(Service):
    """What the clock does to meetings. Each method fires one timer in a unit of work of its own, looking at what is true now."""

    def fire(self, timer: DueTimer) -> None:
        """Any timer of an open meeting: nothing where it is of a step or a turn that is over.

        One that waits for a sign of anybody fires also where the channel is gone.
        """
        left_open = timer.kind is Later.MEETING_LEFT_OPEN
        with self._fire(timer, though_paused=left_open) as locked:
            meeting = find_meeting(locked, whole=left_open) if locked else None
            fired = meeting.timer(timer) if meeting else None
            if meeting is None or fired is None:
                return
            if meeting.is_early(fired):
                meeting.put_off(fired)
            else:
                meeting.happens(WAKES[timer.kind](fired), fired)

    def due(self, timer: DueTimer) -> None:
        """The planned time has come: the agenda card appears with *Start*; time runs only from there."""
        with self._fire(timer) as locked:
            meeting = meetings.by_id(locked.work.db, timer.workspace, int(timer.subject)) if locked else None
            if locked is not None and meeting is not None and is_next(locked, meeting):
                time_has_come(locked, meeting)
                renumber(locked)

    def soon(self, timer: DueTimer) -> None:
        """A quarter of an hour before a meeting those who are expected are told, in a line; whatever hour it is where they are."""
        with self._fire(timer) as locked:
            meeting = meetings.by_id(locked.work.db, timer.workspace, int(timer.subject)) if locked else None
            if locked is None or meeting is None or locked.work.now >= meeting.planned_at:
                return
            if is_next(locked, meeting):
                tell_it_is_soon(locked, meeting)

    def unstarted(self, timer: DueTimer) -> None:
        """Half an hour after its time nobody has started the meeting: offered, once a date, to start it or to move it."""
        with self._fire(timer) as locked:
            meeting = meetings.by_id(locked.work.db, timer.workspace, int(timer.subject)) if locked else None
            if locked is not None and meeting is not None and meeting.state is MeetingState.PLANNED:
                facts = {"name": "not_started", "meeting": meeting.public_id}
                locked.work.say(
                    locked.channel,
                    Says.NOTICE,
                    offer_of(meeting.id, meeting.planned_at),
                    set_id=locked.set.id,
                    facts=facts,
                )
                tomorrow = local_day(meeting.planned_at, locked.set.zone) + timedelta(days=1)
                then = max(instant(tomorrow, time(0), locked.set.zone), locked.work.now)
                locked.work.later(Later.MEETING_MISSED, meeting.id, then, locked.set.id)

    def missed(self, timer: DueTimer) -> None:
        """The day after a meeting that nobody has started its host is asked what becomes of it; nothing once that is clear."""
        with self._fire(timer) as locked:
            meeting = meetings.by_id(locked.work.db, timer.workspace, int(timer.subject)) if locked else None
            if locked is None or meeting is None:
                return
            if plans.was_missed(planned_of(meeting), locked.work.now, locked.set.zone):
                hosts.ask_after(locked, meeting)
                locked.plan_changes()
                renumber(locked)

    def give_back(self, workspace: str, set_id: int) -> None:
        """A set that nobody has spoken to since has the time back in which no process ran."""
        with self._work(workspace) as work:
            the_set = sets.locked(work.db, workspace, set_id)
            if the_set is not None:
                self._give_back(LockedSet(self._resources, work, the_set))
