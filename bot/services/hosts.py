"""The host in turn, inside a unit of work: whom the bot asks for what is missing, and how the turn moves on."""

from collections.abc import Collection

from bot.domain.letters import Part, subject_of
from bot.domain.plans import PlanEntry
from bot.domain.sets import host_in_turn
from bot.services.host_in_turn import host_of, may_be_written_to
from bot.services.letter_parts import for_next_letter
from bot.services.locked_set import LockedSet
from bot.services.planned_meetings import next_meeting
from storage.models import Meeting
from storage.sets import Membership


def host(locked: LockedSet) -> Membership | None:
    """Who is asked as the host: while that one is away or cannot be reached, the next member by turn."""
    return host_of(locked.set, locked.roster, locked.work.now)


def asked_by_letter(locked: LockedSet) -> Membership | None:
    """The same of those who get letters, where anybody does."""
    return host_of(locked.set, locked.roster, locked.work.now, by_letter=True)


def next_in_turn(locked: LockedSet, absent: Collection[int] = ()) -> Membership | None:
    """Who hosts after the host of now: the next by turn who has agreed and can be reached; None where there is nobody else.

    `absent` are members whose turn it is not yet; where the host of now is one, whoever is next acts for them.
    """
    memberships = {one.person.id: one for one in locked.roster}
    now = host(locked)
    there = (one for one in locked.agreed if one.member.id not in absent)
    present = {one.person.id for one in there if may_be_written_to(locked.set, one, locked.work.now)}
    acts = host_in_turn(list(memberships), now.person.id if now is not None else None, memberships.keys() - present)
    elsewhere = memberships.keys() - present | ({acts} if acts is not None else set())
    chosen = host_in_turn(list(memberships), acts, elsewhere)
    return memberships[chosen] if chosen is not None and chosen not in elsewhere else None


def hand_on(locked: LockedSet, absent: Collection[int] = ()) -> Membership | None:
    """The turn to host moves on to the next member who is not `absent`, and is returned; it stays where there is nobody else."""
    found = next_in_turn(locked, absent)
    if found is not None:
        locked.set.host_id = found.person.id
    return found


def ask_for_a_date(locked: LockedSet, closed: int = 0) -> None:
    """No meeting is planned any more: the host is asked in their next letter what comes (R16).

    `closed` is the number of the meeting that has closed without a next date; 0 where what was planned is not to be.
    """
    asked, the_set = asked_by_letter(locked), locked.set
    if asked is not None:
        facts = {"closed": closed}
        for_next_letter(locked.work, asked.person.id, Part.NO_DATE, the_set.id, set_id=the_set.id, facts=facts)


def ask_where_undated(locked: LockedSet) -> None:
    """A date has been taken from the plan: where it was the last, the host is asked what comes; a closing asks by itself."""
    if next_meeting(locked) is None and not locked.is_meeting:
        ask_for_a_date(locked)


def ask_after(locked: LockedSet, meeting: Meeting) -> None:
    """A meeting was not held: its host is asked, once, whether it is skipped or has another date."""
    asked, at = asked_by_letter(locked), meeting.planned_at
    if asked is not None:
        facts, subject = {"row": meeting.id, "at": at.timestamp()}, subject_of(meeting.id, at)
        for_next_letter(locked.work, asked.person.id, Part.NOT_HELD, subject, set_id=locked.set.id, facts=facts)


def ask_before(locked: LockedSet, part: Part, entry: PlanEntry) -> None:
    """Something about a meeting to come is asked of its host, in their next letter."""
    asked = asked_by_letter(locked)
    if asked is not None:
        facts = {"row": entry.row, "asked": locked.work.now.timestamp()}
        for_next_letter(locked.work, asked.person.id, part, entry.row, set_id=locked.set.id, facts=facts)


def ask_whether_asleep(locked: LockedSet, *, everybody: bool) -> None:
    """A set does not meet: its host alone is asked in their next letter what becomes of it, or everybody is in theirs."""
    the_set, asked_at = locked.set, locked.set.sleep_asked_at or locked.work.now
    asked = asked_by_letter(locked)
    for one in locked.roster if everybody else [asked] if asked is not None else []:
        facts = {"everybody": everybody, "asked_at": asked_at.timestamp()}
        for_next_letter(locked.work, one.person.id, Part.SLEEPING, the_set.id, set_id=the_set.id, facts=facts)
