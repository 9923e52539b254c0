"""The format of one meeting: any member chooses it, beside the one that the set usually meets in."""

from bot.domain.askers import Asker
from bot.domain.errors import Refused
from bot.domain.materials import FormatChoice
from bot.domain.plan_changes import Change, PlanChange
from bot.domain.refusals import Refusal
from bot.domain.states import MeetingState
from bot.services import plan_news
from bot.services.locked_set import LockedSet
from bot.services.planned_meetings import next_meeting
from bot.services.service import Service
from storage import meetings
from storage.models import Meeting


class MeetingFormats(Service):
    """A meeting is named by its public id; without one it is the next that is planned."""

    def to_choose(self, asker: Asker, meeting_id: str = "") -> FormatChoice:
        """What the form begins with. Raises Refused where the meeting is not planned any more, or none is."""
        with self._enter(asker.without_deliveries(), self._set_of(asker, meeting_id)) as locked:
            return _choice(locked, _planned(locked, meeting_id))

    def choose(self, asker: Asker, name: str, meeting_id: str = "") -> FormatChoice:
        """The meeting is held in that format; the channel is told, unless it would have been anyway."""
        with self._enter(asker, self._set_of(asker, meeting_id)) as locked:
            if name not in locked.material.formats:
                raise Refused(Refusal.NO_SUCH_FORMAT, "format", formats=tuple(sorted(locked.material.formats)))
            row = _planned(locked, meeting_id)
            was = row.chosen_format or locked.set.format
            locked.plan_changes()
            row.chosen_format = name
            locked.work.db.flush()
            if name != was:
                title = locked.material.format(name).title
                change = PlanChange(Change.FORMAT, plan_news.who(locked), row.id, row.number, to=title)
                plan_news.tell(locked, change)
            return _choice(locked, row)

    def _set_of(self, asker: Asker, meeting_id: str) -> int | None:
        """The set of a meeting that a form, a menu or a card names, wherever it was opened."""
        if not meeting_id:
            return None
        with self._resources.database.look() as db:
            named = meetings.by_public_id(db, asker.workspace, meeting_id)
            return named.set_id if named is not None else None


def _planned(locked: LockedSet, meeting_id: str) -> Meeting:
    if not meeting_id and (following := next_meeting(locked)) is not None:
        return next(row for row in locked.ahead if row.id == following.row)
    if not meeting_id:
        raise Refused(Refusal.NO_MEETING_TO_CHOOSE_FOR)
    found = next((row for row in locked.ahead if row.public_id == meeting_id), None)
    if found is None or found.state is not MeetingState.PLANNED:
        raise Refused(Refusal.DATE_STANDS, "format")
    return found


def _choice(locked: LockedSet, row: Meeting) -> FormatChoice:
    material = locked.material
    chosen = material.format(row.chosen_format or locked.set.format)
    offered = [(name, one.title, one.about) for name, one in material.formats.items()]
    return FormatChoice(
        row.public_id,
        row.number,
        row.planned_at,
        locked.set.zone,
        locked.set.public_id,
        chosen.name,
        chosen.title,
        offered,
    )
