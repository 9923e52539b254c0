"""Who comes into a set's channel: members who are back, and others, who can read it from now on."""

from bot.domain.askers import Asker
from bot.domain.message_and_timer_kinds import WantedMessage
from bot.domain.sets import Joined
from bot.domain.states import SetState
from bot.services import channel_readers, gone_members
from bot.services.locked_set import LockedSet
from bot.services.service import Service, must_be_new
from storage import sets


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
                gone_members.are_in_the_channel(locked, locked.me.person.id)
                gone_members.is_back(locked, locked.me)
            elif locked.adviser is not None and locked.is_adviser:
                gone_members.are_in_the_channel(locked, locked.adviser.id)
            else:
                channel_readers.came(locked, asker.user)

    def show(self, wanted: WantedMessage) -> Joined | None:
        """Those who came and are not in the set as it is told; None where they all are by then."""
        with self._look(wanted.workspace, wanted.set_id) as locked:
            if locked is None:
                return None
            inside = {one.person.user for one in locked.roster} | ({locked.adviser.user} if locked.adviser else set())
            outside = tuple(str(user) for user in wanted.facts["users"] if wanted.is_there or user not in inside)
            return Joined(outside) if outside else None
