"""Members who are gone from the channel, or have no account any more, inside a unit of work.

They keep their place until they leave, or the host says that they have: but they are waited for at no meeting.
"""

from bot.domain.meeting.events import Actor
from bot.domain.meeting.people_events import MembersChanged, WentAway
from bot.domain.states import Gone
from bot.services.locked_meeting import find_meeting, people_of
from bot.services.locked_set import LockedSet
from storage.sets import Membership


def goes(locked: LockedSet, one: Membership, why: Gone) -> None:
    """From now on nobody waits for them, in the meeting that is open neither."""
    if one.member.gone is why:
        return
    meeting = find_meeting(locked)
    locked.change_member(one, gone=why, gone_at=one.member.gone_at or locked.work.now)
    if meeting is not None:
        by = Actor(one.person.user, one.member.id)
        meeting.happens(WentAway(by=by, members=people_of(locked)))


def is_back(locked: LockedSet, one: Membership) -> None:
    """They are there again: waited for as all others are."""
    if one.member.gone is None:
        return
    meeting = find_meeting(locked)
    locked.change_member(one, gone=None, gone_at=None)
    if meeting is not None:
        meeting.happens(MembersChanged(members=people_of(locked)))
