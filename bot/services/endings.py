"""How a set ends: with what it keeps, for how long, and its channel free for another."""

from bot.domain.askers import Asker
from bot.domain.calendars import local_day
from bot.domain.cycles import Ending, kept_until
from bot.domain.errors import Refused
from bot.domain.meeting.events import Closed
from bot.domain.message_and_timer_kinds import Says
from bot.domain.refusals import Refusal
from bot.domain.states import SetState
from bot.domain.step_kinds import StepKind
from bot.services.locked_meeting import find_meeting
from bot.services.locked_set import LockedSet
from bot.services.planned_meetings import call_off_all
from bot.services.proposals import set_aside
from bot.services.service import Service
from bot.services.sleep import is_awake, settle_what_was_asked
from storage import actions, cycles


class Endings(Service):
    """Any member ends the set, once a form has said what it means. What it keeps is deleted at the end of its kept time."""

    def look(self, asker: Asker) -> Ending:
        """What it would mean; Refused while a meeting is on, unless it is closing."""
        with self._enter(asker.without_deliveries()) as locked:
            _must_not_meet(locked)
            the_set = locked.set
            until = kept_until(local_day(locked.work.now, the_set.zone), the_set.kept_months)
            still_open = actions.open_in(locked.work.db, the_set.id)
            held = self._resources.legal_hold
            return Ending(the_set.public_id, the_set.name, until, the_set.kept_months, still_open, held)

    def end(self, asker: Asker) -> Ending:
        """The set ends; a meeting that is closing closes with it. Open actions are their owners' alone from now on."""
        with self._enter(asker) as locked:
            _must_not_meet(locked)
            _close_the_meeting(locked, asker)
            is_awake(locked)
            settle_what_was_asked(locked)
            the_set, db = locked.set, locked.work.db
            still_open = actions.open_in(db, the_set.id)
            _call_off(locked)
            _say_so(locked, still_open)
            the_set.ended_at, the_set.state = locked.work.now, SetState.ENDED
            the_set.kept_until = kept_until(local_day(locked.work.now, the_set.zone), the_set.kept_months)
            return Ending(the_set.public_id, the_set.name, the_set.kept_until, the_set.kept_months, still_open)


def _must_not_meet(locked: LockedSet) -> None:
    meeting = find_meeting(locked)
    if meeting is not None and meeting.value.step.kind is not StepKind.CLOSING:
        raise Refused(Refusal.MEETING_IS_ON)


def _close_the_meeting(locked: LockedSet, asker: Asker) -> None:
    meeting = find_meeting(locked)
    if meeting is not None:
        meeting.happens(Closed(by=locked.by(asker.at), step=meeting.value.step.id, was_last=True))


def _call_off(locked: LockedSet) -> None:
    """What is still planned, or before the set to be decided, is not to be."""
    call_off_all(locked)
    set_aside(locked)


def _say_so(locked: LockedSet, still_open: int) -> None:
    """The last card of the set, in its channel."""
    the_set = locked.set
    until = kept_until(local_day(locked.work.now, the_set.zone), the_set.kept_months)
    facts = {
        "name": "ended",
        "set": the_set.public_id,
        "by": locked.user_asking,
        "meetings": cycles.held_between(locked.work.db, the_set.id),
        "actions": still_open,
        "day": until.isoformat(),
    }
    locked.work.say(locked.channel, Says.NOTICE, f"ended:{the_set.id}", set_id=the_set.id, facts=facts)
