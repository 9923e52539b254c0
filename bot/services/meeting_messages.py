"""What the messages of meetings show, read at the moment they are drawn."""

from dataclasses import replace

from bot.domain.meeting.messages import messages_of
from bot.domain.meeting.step_rule_types import rules_of
from bot.domain.meeting.views import UNKNOWN, View
from bot.domain.message_and_timer_kinds import WantedMessage
from bot.domain.states import MeetingState
from bot.services.locked_meeting import LockedMeeting, find_meeting
from bot.services.locked_set import LockedSet
from bot.services.service import Service
from storage.meeting_places import MessagePlace, place_of


class MeetingMessages(Service):
    """A reader only: each message shows what its meeting says of it now, or None where it says nothing any more."""

    def show(self, wanted: WantedMessage) -> View:
        """What a message of a meeting shows, whichever it is of."""
        with self._look(wanted.workspace, wanted.set_id) as locked:
            place = place_of(locked.work.db, wanted) if locked else None
            if locked is None or place is None:
                return None
            return self._shown(locked, wanted, place)

    def _shown(self, locked: LockedSet, wanted: WantedMessage, place: MessagePlace) -> View:
        """What stands above a newer card of its meeting needs more of it to be loaded than what is going on."""
        heads = [place.head] if place.head is not None else []
        also = rules_of(place.step).needs if place.step is not None else frozenset()
        meeting = find_meeting(locked, place.meeting, also=also, threads=heads, whole=place.whole, last=wanted.id)
        view = _view_of(meeting, wanted, locked)
        if view is UNKNOWN and not place.whole:
            view = _view_of(find_meeting(locked, place.meeting, also=also, whole=True, last=wanted.id), wanted, locked)
        return None if view is UNKNOWN else view


def _view_of(meeting: LockedMeeting | None, wanted: WantedMessage, locked: LockedSet) -> View:
    if meeting is None:
        return None
    m = meeting.value
    if m.state is MeetingState.PLANNED:
        later = (row.planned_at for row in locked.ahead if row.number > m.nth and row.state is MeetingState.PLANNED)
        m = replace(m, of=replace(m.of, planned_after=next(later, None)))
    shown = messages_of(m, locked.resources.bank)
    return next((one.view for one in shown if one.entry.number == wanted.id), UNKNOWN)
