"""Whether enough can come to the meetings ahead, inside a unit of work: their host alone is told where too few can."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime

from bot.domain.absences import is_away
from bot.domain.calendars import local_day
from bot.domain.message_and_timer_kinds import Says
from bot.domain.notice_subjects import asked_about_quorum
from bot.domain.plans import SOON, Difference, Plan, PlanEntry
from bot.domain.sets import MOST, quorum
from bot.domain.states import SetState
from bot.services.conversations import dm
from bot.services.host_in_turn import host_of
from bot.services.letters_following import heard_at
from bot.services.unit_of_work import UnitOfWork
from storage import posts, regrets
from storage.charters import SetSnapshot, has_agreed
from storage.models import Set
from storage.sets import Membership


def not_away(the_set: Set, roster: Iterable[Membership], at: datetime) -> list[Membership]:
    """Those who agreed to the rules as they are, and are neither gone nor away on that day of theirs."""
    return there(the_set, (one for one in roster if has_agreed(one.member, the_set)), at)


def there(the_set: Set, those: Iterable[Membership], at: datetime) -> list[Membership]:
    """Those of them who are neither gone nor away on that day of theirs."""
    return [
        one
        for one in those
        if one.member.gone is None
        and not is_away(one.member.away_from, one.member.away_until, local_day(at, one.person.zone or the_set.zone))
    ]


def needed(the_set: Set, roster: Iterable[Membership], held_with: int | None) -> int:
    """How many must be there for a meeting to move on from its opening; fewer where its host has it held with these."""
    least = quorum(len([one for one in roster if has_agreed(one.member, the_set) and one.member.gone is None]))
    return min(least, held_with or least)


def ask(work: UnitOfWork, the_set: Set, roster: Sequence[Membership], entry: PlanEntry, there: Collection[int]) -> None:
    """At a civil hour of the host's; where none is left before the meeting, as it would be told that it is near.

    `there` are the members who can come: a host who cannot either has nothing to hold, and the next by turn is asked who can.
    What was to be said of more, and has not been, is not said any more; what was settled since is asked anew.
    """
    cannot = {one.person.id for one in roster if one.member.id not in there}
    asked, at, coming = host_of(the_set, roster, work.now, but=cannot), entry.meeting.at, len(there)
    if asked is None or at <= work.now:
        return
    civil = heard_at(the_set, asked, work.now)
    subject = asked_about_quorum(entry.row, at, coming)
    others = [one for one in subjects(entry.row, at) if one != subject]
    posts.withdraw(work.db, work.workspace, Says.NOTICE, others)
    known = posts.find(work.db, work.workspace, Says.NOTICE, subject)
    if known is not None and known.facts.get("settled"):
        posts.retire(work.db, known)
    facts = {
        "name": "too_few",
        "meeting": entry.meeting.id,
        "set_name": the_set.name,
        "at": at.timestamp(),
        "zone": the_set.zone,
        "coming": coming,
        "needed": needed(the_set, roster, entry.held_with),
        "settled": False,
    }
    due_at = civil if civil < at else max(work.now, at - SOON)
    work.say(dm(work, asked.person.id), Says.NOTICE, subject, set_id=the_set.id, facts=facts, due_at=due_at)


def subjects(row: int, at: datetime, below: int = MOST) -> list[str]:
    """The notices that ask the host of the meeting of that row on that date, where fewer can come than so many."""
    return [asked_about_quorum(row, at, count) for count in range(below)]


def follow(
    work: UnitOfWork, before: SetSnapshot, the_set: Set, roster: Sequence[Membership], plan: Plan, found: Difference
) -> None:
    """Somebody is away, gone, or there again, or a meeting has another date: its host is told where too few can come now."""
    was_set, was_roster = before.rows
    if the_set.state is not SetState.ACTIVE or was_set.state is not SetState.ACTIVE:
        return
    moved = {one.row for one in found.moved}
    ahead = [one for one in plan if one.is_planned and one.meeting.at > work.now]
    both = {one.row: (_ids(was_set, was_roster, one), _ids(the_set, roster, one)) for one in ahead}
    changed = [one for one in ahead if one.row in moved or both[one.row][0] != both[one.row][1]]
    cannot = regrets.of_meetings(work.db, [one.row for one in changed]) if changed else {}
    settled: list[str] = []
    for one in changed:
        was, now = (those - cannot.get(one.row, frozenset()) for those in both[one.row])
        least = needed(the_set, roster, one.held_with)
        if len(now) < least and (len(now) < len(was) or one.row in moved):
            ask(work, the_set, roster, one, now)
        elif len(now) > len(was):
            settled += subjects(one.row, one.meeting.at, MOST if len(now) >= least else len(now))
    work.settle(*settled)


def _ids(the_set: Set, roster: Collection[Membership], entry: PlanEntry) -> frozenset[int]:
    return frozenset(one.member.id for one in not_away(the_set, roster, entry.meeting.at))
