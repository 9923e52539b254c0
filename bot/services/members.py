"""Members: gone from the channel, or leaving for good."""

from contextlib import suppress
from dataclasses import replace

from bot.domain.askers import FORM, Asker, Role
from bot.domain.errors import NotIn, Refused, Repeated, WhichSet
from bot.domain.letters import Part
from bot.domain.meeting.events import Actor, Came
from bot.domain.refusals import Refusal
from bot.domain.states import Gone
from bot.services import gone_members
from bot.services.absences import is_of_this_step
from bot.services.gone_members import question_about
from bot.services.leaving import say_goodbye, take_out
from bot.services.locked_meeting import find_meeting
from bot.services.locked_set import LockedSet
from bot.services.service import Service
from storage import letters
from storage.sets import Membership


class Members(Service):
    """Whoever left is gone from the set; whoever is gone from its channel keeps their place until somebody says otherwise."""

    @property
    def is_held(self) -> bool:
        """Whether a legal hold keeps what leaving would delete."""
        return self._resources.legal_hold

    def refused(self, asker: Asker) -> None:
        """Whoever is refused something in the set's channel is there all the same: a sign of life, once for what they sent.

        A form may be sent again, so that its own id is not among it.
        """
        sent = tuple(one for one in asker.deliveries if not one.startswith(FORM))
        again = replace(asker, role=Role.PART, deliveries=sent)
        with suppress(NotIn, WhichSet, Refused, Repeated), self._enter(again) as locked:
            meeting = find_meeting(locked) if asker.channel == locked.set.channel else None
            if meeting is not None and is_of_this_step(meeting.value, asker.at):
                meeting.happens(Came(by=locked.by(asker.at)))

    def left_channel(self, asker: Asker) -> None:
        """Whoever leaves the set's channel is waited for at no meeting, until there is a sign of them there."""
        with self._enter(asker) as locked:
            if locked.me is not None and asker.channel == locked.set.channel:
                gone_members.goes(locked, locked.me, Gone.CHANNEL)

    def has_left(self, asker: Asker, user: str) -> str:
        """Somebody who is gone from the channel has left the set, a member says. Returns who.

        Raises Refused for whoever is there, or back: nobody else is taken out by a button.
        """
        with self._enter(asker) as locked:
            one = _gone(locked, user)
            take_out(locked, one, Actor(one.person.user, one.member.id))
            if one.member.gone is Gone.CHANNEL:
                say_goodbye(locked, one, "taken_for_left")
            return user

    def keep_place(self, asker: Asker, user: str) -> str:
        """Somebody who is gone keeps their place in the set, a member says; it is not asked again unless they come back."""
        with self._enter(asker) as locked:
            one = _gone(locked, user)
            for part in letters.about(locked.work.db, locked.work.workspace, Part.HAS_LEFT, question_about(one)):
                part.facts = {**part.facts, "kept": True}
            return user

    def leave(self, asker: Asker) -> str:
        """Leave the set: what is only one's own is deleted. Returns the set's name."""
        with self._enter(asker) as locked:
            me = locked.member
            if len(locked.roster) == 1:
                raise Refused(Refusal.LAST_MEMBER)
            take_out(locked, me, locked.by(asker.at))
            return locked.set.name


def _gone(locked: LockedSet, user: str) -> Membership:
    one = next((other for other in locked.roster if other.person.user == user), None)
    if one is None:
        raise Refused(Refusal.NOT_IN_THE_SET, person=user)
    if one.member.gone is None:
        raise Refused(Refusal.IS_BACK, person=user)
    return one
