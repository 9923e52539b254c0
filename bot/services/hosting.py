"""The host in turn: the turn is handed on, and the host is told beforehand what a meeting still lacks."""

from collections.abc import Callable, Mapping

from bot.domain.askers import Asker
from bot.domain.calendars import local_day
from bot.domain.errors import Refused
from bot.domain.lengths import LONGEST_AIM
from bot.domain.letters import Part
from bot.domain.meeting.people_events import MembersChanged
from bot.domain.message_and_timer_kinds import DueTimer, Later
from bot.domain.plan_changes import Change, PlanChange
from bot.domain.plans import PlanEntry
from bot.domain.refusals import Refusal
from bot.services import hosts, plan_news
from bot.services.locked_meeting import find_meeting, people_of, set_of
from bot.services.locked_set import LockedSet
from bot.services.named_meetings import must_be_in
from bot.services.service import Service


class Hosting(Service):
    """The host is the one who is asked; what they may do any member may."""

    def hand_on(self, asker: Asker, step_id: str = "") -> str:
        """The turn passes to the next member, who is told in the channel; returns their Slack id.

        `step_id` is the step that the button was drawn for, if for any. Raises Refused for one that is not of the open meeting,
        and where nobody else could host.
        """
        with self._enter(asker) as locked:
            meeting = find_meeting(locked)
            if step_id:
                must_be_in(locked, meeting, step_id)
            found = hosts.hand_on(locked)
            if found is None:
                raise Refused(Refusal.NO_OTHER_HOST)
            if meeting is not None:
                meeting.happens(MembersChanged(by=locked.by(), members=people_of(locked), of=set_of(locked)))
            plan_news.tell(locked, PlanChange(Change.HANDED_ON, plan_news.who(locked), to=found.person.user))
            return found.person.user

    def say_where(self, asker: Asker, place: str) -> str:
        """The set meets there from now on; returns the place. Raises Refused for none, or too long a one."""
        kept = " ".join(place.split())
        if not kept:
            raise Refused(Refusal.NO_PLACE, "place")
        if len(kept) > LONGEST_AIM:
            raise Refused(Refusal.TOO_LONG, "place", used=len(kept), most=LONGEST_AIM)
        with self._enter(asker) as locked:
            locked.set.place = kept
            plan_news.tell(locked, PlanChange(Change.PLACE, plan_news.who(locked)))
            return kept

    @property
    def fires(self) -> Mapping[Later, Callable[[DueTimer], None]]:
        """What becomes due some working days before a meeting."""
        return {Later.HOST_ASKED: self.look_ahead, Later.MILESTONE_ASKED: self.ask_if_reached}

    def look_ahead(self, timer: DueTimer) -> None:
        """The host hears of what the meeting lacks, and where it falls on a day off; nothing where all is well."""
        with self._fire(timer) as locked:
            entry = _planned(locked, timer)
            if locked is None or entry is None:
                return
            if local_day(entry.meeting.at, locked.set.zone) in locked.days_off:
                hosts.ask_before(locked, Part.DAY_OFF, entry)
            if locked.set.spoken and not locked.set.place.strip():
                hosts.ask_before(locked, Part.HOST, entry)

    def ask_if_reached(self, timer: DueTimer) -> None:
        """*Is it reached?*, unless somebody has said so."""
        with self._fire(timer) as locked:
            entry = _planned(locked, timer)
            if locked is not None and entry is not None and entry.meeting.milestone and not entry.meeting.reached:
                hosts.ask_before(locked, Part.MILESTONE, entry)


def _planned(locked: LockedSet | None, timer: DueTimer) -> PlanEntry | None:
    """The meeting that a timer is about, while it is still to come."""
    if locked is None:
        return None
    found = (one for one in locked.plan if one.row == int(timer.subject))
    return next((one for one in found if one.is_planned and one.meeting.at > locked.work.now), None)
