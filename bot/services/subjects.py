"""For whoever runs the bot and must answer a request: all that is kept about somebody, or that it is deleted."""

from typing import Any

from bot.domain.calendars import local_day
from bot.domain.erasures import Erases
from bot.domain.message_and_timer_kinds import DueTimer, Later
from bot.domain.states import SetState
from bot.services.erasing import ask
from bot.services.leaving import take_out
from bot.services.locked_set import LockedSet
from bot.services.service import Service
from storage import erasures as rows
from storage import sets, subjects, timers

EXPORT, ERASE = "export", "erase"


class Subjects(Service):
    """Each use writes a row that says so, before anything else is done."""

    def find(self, user: str, workspace: str | None = None) -> list[tuple[str, int]]:
        """The workspaces, and the numbers there, of whoever has that Slack id."""
        with self._resources.database.look() as db:
            return subjects.people_of(db, user, workspace)

    def export(self, workspace: str, person_id: int, user: str, operator: str) -> dict[str, list[dict[str, Any]]]:
        """Every row about somebody, by table."""
        with self._work(workspace) as work:
            subjects.used(work.db, workspace, user, EXPORT, operator, work.now)
        with self._resources.database.look() as db:
            return subjects.everything_about(db, workspace, person_id, user)

    def erase(self, workspace: str, person_id: int, user: str, operator: str) -> None:
        """They leave their sets, and all that they gave, and what names them, is to be deleted from now on."""
        with self._work(workspace) as work:
            subjects.used(work.db, workspace, user, ERASE, operator, work.now)
            memberships = [
                (one.set_id, one.left_at is not None) for one in rows.memberships(work.db, workspace, person_id)
            ]
        for set_id, has_left in memberships:
            self._leave(workspace, set_id, person_id, user, has_left=has_left)
        with self._work(workspace) as work:
            ask(work, Erases.PERSON, None, person_id)

    def _leave(self, workspace: str, set_id: int, person_id: int, user: str, *, has_left: bool) -> None:
        with self._work(workspace) as work:
            the_set = sets.locked(work.db, workspace, set_id)
            if the_set is None:
                return
            if not has_left and the_set.state is not SetState.ENDED:
                locked = LockedSet(self._resources, work, the_set, user)
                if locked.me is not None:
                    _must_not_be_empty(locked)
                    take_out(locked, locked.me, locked.by())
            ask(work, Erases.WORDS, set_id, person_id)

    def due(self, workspace: str, person_id: int) -> list[DueTimer]:
        """What is to be deleted of somebody just now."""
        now = self._resources.clock.now()
        with self._resources.database.look() as db:
            theirs = {str(one.id) for one in rows.of_person(db, workspace, person_id)}
            found = timers.due(db, now, limit=1000)
            return [one for one in found if one.kind is Later.ERASE and one.subject in theirs]

    def is_done(self, workspace: str, person_id: int) -> bool:
        """Whether nothing of somebody is left to be deleted."""
        with self._resources.database.look() as db:
            return not rows.of_person(db, workspace, person_id)


def _must_not_be_empty(locked: LockedSet) -> None:
    """A set whose last member is deleted ends, and goes with them."""
    if len(locked.roster) == 1:
        locked.set.state, locked.set.ended_at = SetState.ENDED, locked.work.now
        locked.set.kept_until = local_day(locked.work.now, locked.set.zone)
