"""The host in turn, inside a unit of work: whom the bot asks for what is missing, and how the turn moves on."""

from typing import Any

from bot.domain.letters import Part
from bot.domain.message_and_timer_kinds import Says
from bot.domain.notice_subjects import asked_after, asked_for_a_date
from bot.domain.plans import PlanEntry
from bot.domain.sets import host_in_turn
from bot.services.conversations import dm
from bot.services.letter_parts import for_next_letter
from bot.services.locked_set import LockedSet
from bot.services.reminders import hears_at, may_be_written_to
from storage.models import Meeting
from storage.sets import Membership


def host(locked: LockedSet) -> Membership | None:
    """Who is asked as the host: while that one is away or cannot be reached, the next member by turn."""
    memberships = {one.person.id: one for one in locked.roster}
    elsewhere = {id for id, one in memberships.items() if not may_be_written_to(locked, one)}
    chosen = host_in_turn(list(memberships), locked.set.host_id, elsewhere)
    return memberships[chosen] if chosen is not None else None


def next_in_turn(locked: LockedSet) -> Membership | None:
    """Who hosts after the host of now: the next by turn who has agreed and can be reached; None where there is nobody else."""
    memberships = {one.person.id: one for one in locked.roster}
    now = host(locked)
    present = {one.person.id for one in locked.agreed if may_be_written_to(locked, one)}
    elsewhere = memberships.keys() - present | ({now.person.id} if now is not None else set())
    chosen = host_in_turn(list(memberships), now.person.id if now is not None else None, elsewhere)
    return memberships[chosen] if chosen is not None and chosen not in elsewhere else None


def hand_on(locked: LockedSet) -> Membership | None:
    """The turn to host moves on to the next member, who is returned; it stays where there is nobody else."""
    found = next_in_turn(locked)
    if found is not None:
        locked.set.host_id = found.person.id
    return found


def ask_for_a_date(locked: LockedSet, meeting: int, nth: int, *, renews: int = 0) -> None:
    """A meeting has closed without a next date: its host is asked for one, by DM, at a civil hour of theirs (R16).

    After the last of a cycle they may as well renew the set, for as many meetings as `renews`, or end it.
    """
    facts = {"name": "no_date", "set": locked.set.public_id, "number": nth, "renews": renews}
    _ask(locked, asked_for_a_date(meeting), facts)


def ask_after(locked: LockedSet, meeting: Meeting) -> None:
    """A meeting was not held: its host is asked, once, whether it is skipped or has another date."""
    at = meeting.planned_at
    about = {"meeting": meeting.public_id, "set_name": locked.set.name, "zone": locked.set.zone}
    facts = {"name": "missed", "at": at.timestamp(), **about}
    _ask(locked, asked_after(meeting.id, at), facts)


def ask_before(locked: LockedSet, part: Part, entry: PlanEntry) -> None:
    """Something about a meeting to come is asked of its host, in their next letter."""
    asked = host(locked)
    if asked is not None:
        facts = {"row": entry.row}
        for_next_letter(locked.work, asked.person.id, part, entry.row, set_id=locked.set.id, facts=facts)


def ask_whether_asleep(locked: LockedSet, *, everybody: bool) -> None:
    """A set does not meet: its host alone is asked in their next letter what becomes of it, or everybody is in theirs."""
    the_set, asked_at = locked.set, locked.set.sleep_asked_at or locked.work.now
    asked = host(locked)
    for one in locked.roster if everybody else [asked] if asked is not None else []:
        facts = {"everybody": everybody, "asked_at": asked_at.timestamp()}
        for_next_letter(locked.work, one.person.id, Part.SLEEPING, the_set.id, set_id=the_set.id, facts=facts)


def _ask(locked: LockedSet, subject: str, facts: dict[str, Any]) -> None:
    """By DM, at a civil hour of theirs; where all are away, once they are back."""
    asked = host(locked)
    if asked is None:
        return
    direct = dm(locked.work, asked.person.id)
    locked.work.say(direct, Says.NOTICE, subject, set_id=locked.set.id, facts=facts, due_at=hears_at(locked, asked))
