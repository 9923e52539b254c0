"""What people do with a letter as a whole: have it again later, or have no more asked about one of their actions."""

from datetime import date

from bot.domain.askers import Asker
from bot.domain.errors import NotIn
from bot.domain.letters_again import Again, ComesAgain, comes_again
from bot.services.letters_following import hours_of
from bot.services.own_actions import own_action, set_of_action
from bot.services.service import Service, must_be_new
from storage import letters, people, sets


class ToldAgain(Service):
    """A letter is put off as a row of its own; the timer of its reader's letters sees to the rest."""

    def again(self, asker: Asker, day: date, when: Again) -> ComesAgain | None:
        """One's own letter of that day comes again then, instead of at any hour that was said before; None where it does already.

        Raises NotIn without one.
        """
        with self._work(asker.workspace) as work:
            person = people.locked_by_user(work.db, asker.workspace, asker.user)
            letter = letters.of_day(work.db, person.id, day) if person is not None else None
            if person is None or letter is None:
                raise NotIn(found=False)
            must_be_new(work, asker)
            zone = person.zone or next(
                (one.zone for one in sets.of_person(work.db, asker.workspace, asker.user)), "UTC"
            )
            found = comes_again(when, work.now, zone, hours_of(person))
            if letter.again_at == found.at:
                return None
            letter.again_at = found.at
            work.db.flush()
            work.letter_by(person.id, found.at)
            return found

    def not_again(self, asker: Asker, action_id: str) -> str:
        """No letter asks about that action of theirs before the next meeting. Returns the name of its set."""
        return self._quiet(asker, action_id, quiet=True)

    def after_all(self, asker: Asker, action_id: str) -> str:
        """Letters ask about it again, as they would have. Returns the name of its set."""
        return self._quiet(asker, action_id, quiet=False)

    def _quiet(self, asker: Asker, action_id: str, *, quiet: bool) -> str:
        with self._enter(asker, set_of_action(self._resources, asker.workspace, action_id)) as locked:
            action = own_action(locked, action_id).action
            action.not_again_at = locked.work.now if quiet else None
            locked.work.db.flush()
            locked.work.letter_by(locked.member.person.id, locked.work.now)
            return locked.set.name
