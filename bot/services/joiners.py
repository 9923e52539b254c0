"""Who comes into a set's channel: members who are back, and others, who can read it from now on."""

from datetime import timedelta
from typing import Final

from bot.domain.askers import Asker
from bot.domain.message_and_timer_kinds import Says, WantedMessage
from bot.domain.sets import Joined
from bot.domain.states import SetState
from bot.services import gone_members
from bot.services.locked_set import LockedSet
from bot.services.service import Service, must_be_new
from storage import posts, sets

TOLD_AFTER: Final = timedelta(minutes=1)
"""Several who come within this time are told of in one line; whoever is added to the set meanwhile is not."""


class Joiners(Service):
    """The set is told once of whoever can read its channel and is not in it: people speak otherwise where they are heard."""

    def came(self, asker: Asker) -> None:
        """Somebody has come into a channel. Raises Repeated where that was told before."""
        with self._work(asker.workspace) as work:
            the_set = sets.in_channel(work.db, asker.workspace, asker.channel) if asker.channel else None
            if the_set is None or the_set.state is SetState.ENDED:
                return
            must_be_new(work, asker)
            locked = LockedSet(self._resources, work, the_set, asker.user)
            self._give_back(locked)
            if locked.me is not None:
                gone_members.is_back(locked, locked.me)
            elif not locked.is_adviser:
                _tell(locked, asker.user)

    def show(self, wanted: WantedMessage) -> Joined | None:
        """Those who came and are not in the set as it is told; None where they all are by then."""
        with self._look(wanted.workspace, wanted.set_id) as locked:
            if locked is None:
                return None
            inside = {one.person.user for one in locked.roster} | ({locked.adviser.user} if locked.adviser else set())
            outside = tuple(str(user) for user in wanted.facts["users"] if wanted.is_there or user not in inside)
            return Joined(outside) if outside else None


def _tell(locked: LockedSet, user: str) -> None:
    work, the_set = locked.work, locked.set
    waiting = posts.unsent_of(work.db, the_set.id, Says.JOINED, work.now)
    if waiting is not None:
        waiting.facts = {"users": list(dict.fromkeys([*waiting.facts["users"], user]))}
        return
    at = work.now + TOLD_AFTER
    subject = f"{the_set.id}:{at.timestamp():.0f}"
    work.say(locked.channel, Says.JOINED, subject, set_id=the_set.id, facts={"users": [user]}, due_at=at)
