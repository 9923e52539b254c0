"""Private hints at how somebody asked: what they answer, who wants none, and how many were found fair, in numbers alone."""

from dataclasses import replace

from bot.domain.askers import Asker
from bot.domain.errors import NotIn
from bot.domain.hint_settings import FoundFair, HintSettings, HintsInSet, Stands
from bot.domain.meeting.events import Answer
from bot.domain.meeting.turn_events import AskedInstead, OfHint, SaidItAsked
from bot.services.locked_meeting import find_meeting, open_meeting
from bot.services.named_meetings import must_be_in
from bot.services.service import Service, must_be_new
from bot.services.unit_of_work import UnitOfWork
from storage import hints, people, sets
from storage.models import Person


class Hints(Service):
    """Nobody is named in what is counted, and that somebody has turned hints off is told to nobody else."""

    def ask_instead(self, asker: Asker, step_id: str, rewrite: str) -> None:
        """*Ask that instead*: the question of that name is asked as theirs."""
        self._answered(asker, AskedInstead(step=step_id, rewrite=rewrite))

    def was_a_question(self, asker: Asker, step_id: str, rewrite: str) -> Stands:
        """*It was a question*: what they wrote stands; gives back what becomes of it."""
        return self._answered(asker, SaidItAsked(step=step_id, rewrite=rewrite))

    def _answered(self, asker: Asker, event: OfHint[Answer]) -> Answer:
        with self._enter(asker) as locked:
            meeting = find_meeting(locked)
            must_be_in(locked, meeting, event.step)
            return (meeting or open_meeting(locked)).happens(replace(event, by=locked.by(asker.at)))

    def as_they_are(self, asker: Asker) -> HintSettings:
        """What the form begins with; raises NotIn for whoever is in no set."""
        with self._work(asker.workspace) as work:
            person = self._person(work, asker)
            found = hints.found_fair(work.db, asker.workspace, person.id)
            mine = [
                HintsInSet(
                    one.public_id,
                    one.name,
                    one.hints,
                    FoundFair(*found.get(one.id, (0, 0))) if one.adviser_id == person.id else None,
                )
                for one in sets.of_person(work.db, asker.workspace, asker.user)
            ]
            return HintSettings(person.hints, tuple(mine))

    def turn(self, asker: Asker, *, wanted: bool) -> bool:
        """On or off for oneself, in all one's sets; gives back what holds from now on."""
        with self._work(asker.workspace) as work:
            person = self._person(work, asker)
            must_be_new(work, asker)
            person.hints = wanted
            return person.hints

    def _person(self, work: UnitOfWork, asker: Asker) -> Person:
        person = people.locked_by_user(work.db, asker.workspace, asker.user)
        if person is None or not sets.of_person(work.db, asker.workspace, asker.user):
            raise NotIn(found=False)
        return person
