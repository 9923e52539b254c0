"""What the messages of meetings show, read at the moment they are drawn."""

from collections.abc import Mapping
from dataclasses import replace

from bot.domain.meeting.messages import messages_of
from bot.domain.meeting.step_rule_types import rules_of
from bot.domain.meeting.views import UNKNOWN, View
from bot.domain.message_and_timer_kinds import WantedMessage
from bot.domain.states import MeetingState
from bot.services.known_views import KnownViews
from bot.services.locked_meeting import LockedMeeting, find_meeting
from bot.services.locked_set import LockedSet, Resources
from bot.services.service import Service
from storage.meeting_places import MessagePlace, place_of


class MeetingMessages(Service):
    """A reader only: each message shows what its meeting says of it now, or None where it says nothing any more.

    A meeting is loaded once for messages that are drawn one after another, as long as nothing has changed in between.
    """

    def __init__(self, resources: Resources) -> None:
        super().__init__(resources)
        self._known = KnownViews()

    def show(self, wanted: WantedMessage) -> View:
        """What a message of a meeting shows, whichever it is of."""
        changed = self._resources.database.changed
        known = self._known.find(wanted, self._resources.clock.now(), changed)
        if known is not UNKNOWN:
            return known
        with self._look(wanted.workspace, wanted.set_id) as locked:
            place = place_of(locked.work.db, wanted) if locked else None
            if locked is None or place is None:
                return None
            return self._shown(locked, wanted, place, changed)

    def _shown(self, locked: LockedSet, wanted: WantedMessage, place: MessagePlace, changed: int) -> View:
        """What stands above a newer card of its meeting needs more of it to be loaded than what is going on."""
        heads = [place.head] if place.head is not None else []
        also = rules_of(place.step).needs if place.step is not None else frozenset()
        meeting = find_meeting(locked, place.meeting, also=also, threads=heads, whole=place.whole, last=wanted.id)
        view = self._view(meeting, wanted, locked, changed)
        if view is UNKNOWN and not place.whole:
            meeting = find_meeting(locked, place.meeting, also=also, whole=True, last=wanted.id)
            view = self._view(meeting, wanted, locked, changed)
        return None if view is UNKNOWN else view

    def _view(self, meeting: LockedMeeting | None, wanted: WantedMessage, locked: LockedSet, changed: int) -> View:
        """The other views of the meeting are kept for what is drawn next."""
        if meeting is None:
            return None
        views = _views_of(meeting, locked)
        self._known.keep(views, meeting.revisions, locked.work.now, changed)
        return views.get(wanted.id, UNKNOWN)


def _views_of(meeting: LockedMeeting, locked: LockedSet) -> Mapping[int, View]:
    """By the numbers of their posts."""
    m = meeting.value
    if m.state is MeetingState.PLANNED:
        later = (row.planned_at for row in locked.ahead if row.number > m.nth and row.state is MeetingState.PLANNED)
        m = replace(m, of=replace(m.of, planned_after=next(later, None)))
    return {one.entry.number: one.view for one in messages_of(m, locked.bank)}
