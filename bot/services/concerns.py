"""*Something is off*: sent for the next review without a name, and forgotten as that meeting closes."""

from collections.abc import Sequence
from dataclasses import replace

from bot.domain import concerns as rules
from bot.domain.askers import Asker
from bot.domain.concerns import Concern, Concerns
from bot.domain.message_and_timer_kinds import WantedMessage
from bot.services.next_review import target
from bot.services.service import Service
from storage import concerns


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
