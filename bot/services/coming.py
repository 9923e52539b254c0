"""Who can come to a planned meeting, inside a unit of work; and what is told where they are too few."""

from collections.abc import Collection

from bot.domain.message_and_timer_kinds import Says
from bot.domain.notice_subjects import told_it_is_soon
from bot.domain.plans import PlanEntry
from bot.services import too_few
from bot.services.conversations import dms
from bot.services.locked_set import LockedSet
from storage import regrets
from storage.charters import planned_of
from storage.models import Meeting
from storage.sets import Membership


def coming(locked: LockedSet, meeting: Meeting) -> list[Membership]:
    """Those who agreed to the rules and have not said that they cannot come, nor are away on its day, or gone."""
    cannot = cannot_come(locked, meeting)
    return [
        one for one in too_few.not_away(locked.set, locked.roster, meeting.planned_at) if one.member.id not in cannot
    ]


def cannot_come(locked: LockedSet, meeting: Meeting) -> Collection[int]:
    """The members who have said that they cannot come to a meeting on its date."""
    return regrets.of_meetings(locked.work.db, [meeting.id]).get(meeting.id, frozenset())


def tell_it_is_soon(locked: LockedSet, meeting: Meeting) -> None:
    """A line by direct message, with the way to the channel, to all who can come and can be reached.

    Whoever has not answered to rules that are new is invited as well; whoever has declined them is not.
    """
    work = locked.work
    cannot = cannot_come(locked, meeting)
    invited = [one for one in locked.roster if one.member.declined_at is None and one.member.id not in cannot]
    there = too_few.there(locked.set, invited, meeting.planned_at)
    told = [one.person.id for one in there if one.person.reachable and one.person.reminders]
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


def needed(locked: LockedSet, meeting: Meeting) -> int:
    """How many must be there for a meeting to move on from its opening."""
    return too_few.needed(locked.set, locked.roster, meeting.held_with)


def ask_where_too_few(locked: LockedSet, meeting: Meeting) -> None:
    """The host alone is told that too few can come; each time that there is one less."""
    there = [one.member.id for one in coming(locked, meeting)]
    if len(there) < needed(locked, meeting):
        entry = PlanEntry(meeting.id, planned_of(meeting), held_with=meeting.held_with)
        too_few.ask(locked.work, locked.set, locked.roster, entry, there)


def nobody_need_decide(locked: LockedSet, meeting: Meeting) -> None:
    """What the host was asked about too few is settled: they have decided, or enough can come."""
    locked.work.settle(*too_few.subjects(meeting.id, meeting.planned_at))


def more_can_come(locked: LockedSet, meeting: Meeting) -> None:
    """What the host was asked where fewer could come than now is settled."""
    there = len(coming(locked, meeting))
    if there >= needed(locked, meeting):
        nobody_need_decide(locked, meeting)
    else:
        locked.work.settle(*too_few.subjects(meeting.id, meeting.planned_at, there))
