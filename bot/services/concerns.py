"""*Something is off*: sent for the next review without a name, and forgotten as that meeting closes."""

from collections.abc import Sequence
from dataclasses import replace

from bot.domain import concerns as rules
from bot.domain.askers import Asker
from bot.domain.concerns import Concern, Concerns
from bot.domain.errors import Refused
from bot.domain.meeting import concerns as in_meeting
from bot.domain.message_and_timer_kinds import WantedMessage
from bot.domain.refusals import Refusal
from bot.services.locked_meeting import find_meeting
from bot.services.locked_set import LockedSet
from bot.services.planned_meetings import next_meeting
from bot.services.service import Service
from storage import concerns


class ConcernsOfSets(Service):
    """That somebody has sent one is written in one transaction, what they sent in another."""

    def people(self, asker: Asker) -> tuple[str, ...]:
        """The Slack ids of all who are in the set, whose names are not to be sent; raises Refused where nothing may be now."""
        with self._enter(asker.without_deliveries()) as locked:
            _target(locked)
            adviser = [locked.adviser.user] if locked.adviser is not None else []
            return tuple(dict.fromkeys([*(one.person.user for one in locked.roster), *adviser]))

    def preview(self, asker: Asker, words: str, called: Sequence[str]) -> Concern:
        """What would be shown, and when; raises Refused where that may not be. `called` are the names of those people."""
        with self._enter(asker.without_deliveries()) as locked:
            _row, found = _target(locked)
            return replace(found, words=rules.checked(words, called))

    def send(self, asker: Asker, meeting_id: str, words: str) -> Concern:
        """Once a person and meeting; raises Refused for a second one, and for a preview that time has passed."""
        words = rules.checked(words, ())
        with self._enter(asker.untraced()) as locked:
            row, found = _target(locked)
            if found.meeting_id != meeting_id:
                raise Refused(Refusal.OTHER_MEETING)
            concerns.sends(locked.work.db, locked.work.workspace, row, locked.member.member.id)
        with self._resources.database.work() as db:
            concerns.keep(db, asker.workspace, row, words)
        return found

    def facilitator(self, asker: Asker) -> str:
        """Whom else they could tell; raises Refused where the set has no facilitator."""
        with self._enter(asker.without_deliveries()) as locked:
            if locked.adviser is None:
                raise Refused(Refusal.NO_FACILITATOR)
            return locked.adviser.user

    def show(self, wanted: WantedMessage) -> Concerns | None:
        """What was sent for a review; nothing more of it is known once its meeting has closed."""
        with self._resources.database.look() as db:
            words = tuple(concerns.of_meeting(db, int(wanted.subject)))
        return Concerns(words) if words or wanted.is_there else None


def _target(locked: LockedSet) -> tuple[int, Concern]:
    """The meeting in whose review it is shown: the number of its row, and the meeting as people know it."""
    rules.must_be_enough(len(locked.roster))
    row, found = _next_review(locked)
    if concerns.has_sent(locked.work.db, row, locked.member.member.id):
        raise Refused(Refusal.CONCERN_SENT, number=found.number)
    adviser = locked.adviser.user if locked.adviser is not None and not locked.is_adviser else None
    return row, replace(found, adviser=adviser)


def _next_review(locked: LockedSet) -> tuple[int, Concern]:
    meeting = find_meeting(locked)
    if meeting is not None and in_meeting.is_before_the_review(meeting.value):
        return meeting.value.number, Concern(meeting.value.id, meeting.value.nth)
    ahead = next_meeting(locked)
    if ahead is None:
        raise Refused(Refusal.NO_REVIEW_AHEAD)
    return ahead.row, Concern(ahead.meeting.id, ahead.meeting.number)
