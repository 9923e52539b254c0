"""When a meeting ends, and what its close leaves behind, inside a unit of work."""

from datetime import datetime, timedelta

from bot.domain.meetings import KEPT_AFTER_THE_CLOSE, agenda
from bot.domain.outgoing import Later, Says
from bot.domain.states import MeetingState
from bot.services import bidding, budget, hosting, lining, unsaid
from bot.services.floor import STEP_TIMERS, TURN_TIMERS, Floor


def slot_ends(floor: Floor) -> datetime:
    """When the slot that is running ends, if its steps keep their time-boxes."""
    position, agenda = floor.step.position, floor.agenda
    left = [one.plan.minutes for one in agenda[position + 1 :] if one.slot == agenda[position].slot]
    return floor.step.ends_at + timedelta(minutes=sum(left))


def planned_end(floor: Floor) -> datetime:
    """When the meeting ends, if what is left of it keeps its time-boxes, with the slots that it has or is to have."""
    ahead = agenda(floor.format, bidding.slots_to_come(floor))[floor.step.position + 1 :]
    return max(floor.step.ends_at, floor.now) + timedelta(minutes=sum(one.plan.minutes for one in ahead))


def close(floor: Floor, *, was_last: bool = False) -> None:
    """Close the meeting with its record; what was only for the running of it is deleted. The host is asked for what is missing."""
    meeting, work = floor.meeting, floor.work
    if floor.step.ended_at is None:
        floor.step.ended_at = work.now
    meeting.state, meeting.closed_at, meeting.paused_at = MeetingState.CLOSED, work.now, None
    work.never_of_set(STEP_TIMERS | TURN_TIMERS | {Later.MEETING_LEFT_OPEN}, floor.room.set.id)
    work.later(Later.MEETING_LONG_OVER, meeting.id, work.now + KEPT_AFTER_THE_CLOSE, floor.room.set.id)
    work.redraw(Says.AGENDA, meeting.id)
    work.redraw(Says.STEP_CARD, floor.step.id)
    work.redraw(Says.TIME_UP, floor.step.id)
    budget.redraw_the_clock(floor)
    lining.redraw_owners(floor)
    lining.forget_talk(floor)
    unsaid.plan_to_ask(floor)
    following = lining.following(floor.room)
    if following is not None:
        lining.plan_report_backs(floor.room, before=following)
    elif not was_last:
        hosting.ask_for_a_date(floor.room, meeting.id, meeting.number)
