"""*Something is off*: sent for the next review without a name, and forgotten as that meeting closes."""

from collections.abc import Sequence
from dataclasses import replace

from bot.domain import concerns as rules
from bot.domain.askers import Asker
from bot.domain.concerns import Concern, Concerns
from bot.domain.errors import Refused
from bot.domain.meeting.concerns import is_before_the_review
from bot.domain.message_and_timer_kinds import WantedMessage
from bot.domain.refusals import Refusal
from bot.services.locked_meeting import open_meeting_or_none
from bot.services.locked_set import LockedSet
from bot.services.planned_meetings import row_of_next
from bot.services.service import Service
from storage import concerns
from storage.sets import PersonRow


class ConcernsOfSets(Service):
    """That somebody has sent one is written in one transaction, what they sent in another, so that nothing ties the two."""

    def open(self, asker: Asker) -> Concern:
        """What can be written now, and for when; raises Refused where nothing can. Changes nothing."""
        with self._enter(asker.without_deliveries()) as locked:
            return target(locked)[1]

    def people(self, asker: Asker) -> tuple[str, ...]:
        """The Slack ids of everybody in the set, whose names are not to be sent."""
        with self._enter(asker.without_deliveries()) as locked:
            adviser = [locked.adviser.user] if locked.adviser is not None else []
            return tuple(dict.fromkeys([*(one.person.user for one in locked.roster), *adviser]))

    def preview(self, asker: Asker, words: str, called: Sequence[str]) -> Concern:
        """What would be sent. Raises Refused as `open` does, and where these words cannot be; nothing of them is kept."""
        with self._enter(asker.without_deliveries()) as locked:
            return replace(target(locked)[1], words=rules.checked(words, called))

    def send(self, asker: Asker, words: str) -> Concern:
        """Send the words of a preview: once a person and meeting. Raises Refused as above."""
        words = rules.checked(words)
        with self._enter(asker.untraced()) as locked:
            meeting, found = target(locked)
            concerns.sends(locked.work.db, locked.work.workspace, meeting, locked.member.member.id)
        with self._resources.database.work() as db:
            concerns.keep(db, asker.workspace, meeting, words)
        return found

    def show(self, wanted: WantedMessage) -> Concerns | None:
        """What was sent for a review. Once its meeting has closed that is nothing, and what was never shown is never said."""
        with self._resources.database.look() as db:
            words = tuple(concerns.of_meeting(db, int(wanted.subject)))
        return Concerns(words) if words or wanted.is_there else None


def target(locked: LockedSet) -> tuple[int, Concern]:
    """The row of the meeting in whose review it would be shown, and what is known of it."""
    rules.must_be_enough(len(locked.roster))
    meeting, number = _next_review(locked)
    if concerns.has_sent(locked.work.db, meeting, locked.member.member.id):
        raise Refused(Refusal.CONCERN_SENT, number=number)
    adviser = adviser_of(locked)
    return meeting, Concern(locked.set.public_id, number, adviser.user if adviser is not None else None)


def adviser_of(locked: LockedSet) -> PersonRow | None:
    """The facilitator who could be told; None where there is none whom the bot can write to, or it is they who ask."""
    adviser = locked.adviser
    return adviser if adviser is not None and adviser.reachable and not locked.is_adviser else None


def _next_review(locked: LockedSet) -> tuple[int, int]:
    """The row and the number of the open meeting, or once its review has begun of the next one."""
    meeting = open_meeting_or_none(locked)
    if meeting is not None and is_before_the_review(meeting.value):
        return meeting.value.number, meeting.value.nth
    ahead = row_of_next(locked)
    if ahead is None:
        raise Refused(Refusal.NO_REVIEW_AHEAD)
    return ahead.id, ahead.number
