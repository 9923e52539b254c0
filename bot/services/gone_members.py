"""Members who are gone from the channel, or have no account any more, inside a unit of work.

They keep their place until they leave, or somebody says that they have: but they are waited for at no meeting.
"""

from bot.domain.letters import Part, about_gone
from bot.domain.meeting.events import Actor
from bot.domain.meeting.people_events import MembersChanged, WentAway
from bot.domain.states import Gone
from bot.services.hosts import asked_by_letter
from bot.services.letter_parts import for_next_letter
from bot.services.locked_meeting import find_meeting, people_of
from bot.services.locked_set import LockedSet
from storage import posts
from storage.sets import Membership


def goes(locked: LockedSet, one: Membership, why: Gone) -> None:
    """From now on nobody waits for them, in the meeting that is open neither; the host is asked whether they have left."""
    if one.member.gone is why:
        return
    meeting, since = find_meeting(locked), one.member.gone_at or locked.work.now
    locked.change_member(one, gone=why, gone_at=since)
    if meeting is not None:
        by = Actor(one.person.user, one.member.id)
        meeting.happens(WentAway(by=by, members=people_of(locked)))
    if one.member.gone is None:  # as they were: it is asked once for each time that they go
        _ask(locked, one, why)


def _ask(locked: LockedSet, one: Membership, why: Gone) -> None:
    """The host, once for each time that they go; and whoever has only left the channel themselves."""
    subject, work = about_gone(one.member.id, locked.work.now), locked.work
    asked = asked_by_letter(locked)
    if asked is not None and asked.person.id != one.person.id:
        since = locked.work.now.timestamp()
        facts = {"member": one.member.id, "user": one.person.user, "why": why.value, "since": since}
        for_next_letter(work, asked.person.id, Part.HAS_LEFT, subject, set_id=locked.set.id, facts=facts)
    if why is Gone.CHANNEL:
        for_next_letter(work, one.person.id, Part.OUTSIDE, subject, set_id=locked.set.id)


def question_about(one: Membership) -> str:
    """What the question whether somebody who is gone has left is about, in letters."""
    return about_gone(one.member.id, one.member.gone_at) if one.member.gone_at is not None else ""


def are_in_the_channel(locked: LockedSet, *person_ids: int) -> None:
    """What waits to tell them that they are not in it is not sent, or leaves that out."""
    for post in posts.notices_not_sent(locked.work.db, locked.set.id, person_ids):
        if post.facts["name"] == "not_in_the_room":
            post.dropped = True
        elif post.facts["name"] == "facilitates":
            post.facts = {**post.facts, "outside": False}


def is_back(locked: LockedSet, one: Membership) -> None:
    """They are there again: waited for as all others are."""
    if one.member.gone is None:
        return
    meeting = find_meeting(locked)
    locked.change_member(one, gone=None, gone_at=None)
    if meeting is not None:
        meeting.happens(MembersChanged(members=people_of(locked)))
