"""Who can come to a planned meeting, inside a unit of work; and what is told where they are too few."""

from collections.abc import Sequence

from bot.domain.absences import is_away
from bot.domain.calendars import local_day
from bot.domain.message_and_timer_kinds import Says
from bot.domain.notice_subjects import asked_about_quorum, told_it_is_soon
from bot.domain.sets import MOST, quorum
from bot.services.conversations import dm, dms
from bot.services.host_in_turn import host_of
from bot.services.locked_set import LockedSet
from bot.services.reminders import hears_at
from storage import posts, regrets
from storage.models import Meeting
from storage.sets import Membership


def coming(locked: LockedSet, meeting: Meeting) -> list[Membership]:
    """Those who agreed to the rules and have not said that they cannot come, nor are away on its day, or gone."""
    return _who_can(locked, locked.agreed, meeting)


def _who_can(locked: LockedSet, those: Sequence[Membership], meeting: Meeting) -> list[Membership]:
    cannot = {member_id for member_id, _, _ in regrets.of_meeting(locked.work.db, meeting.id)}
    return [one for one in those if one.member.id not in cannot and _is_there(locked, one, meeting)]


def _is_there(locked: LockedSet, one: Membership, meeting: Meeting) -> bool:
    day = local_day(meeting.planned_at, locked.zone_of(one.person))
    return one.member.gone is None and not is_away(one.member.away_from, one.member.away_until, day)


def whoever_cannot_come_is_away(locked: LockedSet, meeting: Meeting) -> bool:
    """Nobody waits today for those who have said that they cannot come, unless they come all the same. Whether there are any."""
    cannot = [member_id for member_id, _, _ in regrets.of_meeting(locked.work.db, meeting.id)]
    for one in filter(None, map(locked.membership, cannot)):
        today = local_day(locked.work.now, locked.zone_of(one.person))
        if one.member.away_until is None or one.member.away_until < today:
            locked.change_member(one, away_from=today, away_until=today)
    return bool(cannot)


def tell_it_is_soon(locked: LockedSet, meeting: Meeting) -> None:
    """A line by direct message, with the way to the channel, to all who can come and can be reached.

    Whoever has not answered to rules that are new is invited as well; whoever has declined them is not.
    """
    work = locked.work
    invited = [one for one in locked.roster if one.member.declined_at is None]
    can = _who_can(locked, invited, meeting)
    told = [one.person.id for one in can if one.person.reachable and one.person.reminders]
    facts = {
        "name": "soon",
        "set_name": locked.set.name,
        "channel": locked.set.channel,
        "at": meeting.planned_at.timestamp(),
        "zone": locked.set.zone,
    }
    subject = told_it_is_soon(meeting.id, meeting.planned_at)
    each = [(conversation, subject) for conversation in dms(work, told).values()]
    work.say_to_each(each, Says.NOTICE, set_id=locked.set.id, facts=facts)


def needed(locked: LockedSet) -> int:
    """How many must be there for a meeting to move on from its opening."""
    return quorum(len([one for one in locked.agreed if one.member.gone is None]))


def ask_where_too_few(locked: LockedSet, meeting: Meeting) -> None:
    """The host alone is told, at a civil hour of theirs, that too few can come; each time that there is one less.

    A host who cannot come either has nothing to hold: the next by turn is asked who can. What was not sent yet is not sent besides.
    """
    there, least = coming(locked, meeting), needed(locked)
    cannot = {one.person.id for one in locked.roster}.difference(one.person.id for one in there)
    asked = host_of(locked.set, locked.roster, locked.work.now, but=cannot)
    if len(there) >= least or asked is None:
        return
    others = [count for count in range(MOST) if count != len(there)]
    earlier = [asked_about_quorum(meeting.id, meeting.planned_at, count) for count in others]
    posts.withdraw(locked.work.db, locked.work.workspace, Says.NOTICE, earlier)
    due_at = hears_at(locked, asked)
    facts = {
        "name": "too_few",
        "meeting": meeting.public_id,
        "set_name": locked.set.name,
        "at": meeting.planned_at.timestamp(),
        "zone": locked.set.zone,
        "coming": len(there),
        "needed": least,
        "settled": False,
    }
    subject = asked_about_quorum(meeting.id, meeting.planned_at, len(there))
    direct = dm(locked.work, asked.person.id)
    if due_at < meeting.planned_at:
        locked.work.say(direct, Says.NOTICE, subject, set_id=locked.set.id, facts=facts, due_at=due_at)


def nobody_need_decide(locked: LockedSet, meeting: Meeting, counts: Sequence[int]) -> None:
    """What the host was asked where so many could come is settled."""
    locked.work.settle(*(asked_about_quorum(meeting.id, meeting.planned_at, count) for count in counts))
