"""Letters follow from a set and its people: when somebody's next one is due is looked at anew where those have changed."""

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from typing import Any, Final

from bot.domain import letters, plans
from bot.domain.absences import is_away
from bot.domain.calendars import CivilHours, OnDay, civil, instant, local_day
from bot.domain.letters import MeetingAhead, OwnSet, Part, Reader
from bot.domain.message_and_timer_kinds import Says
from bot.domain.plans import Difference, Plan
from bot.domain.states import SetState
from bot.services.days_off import days_off_of
from bot.services.host_in_turn import host_of
from bot.services.unit_of_work import UnitOfWork
from storage.action_models import Action
from storage.charters import SetSnapshot
from storage.letters import PutBy
from storage.models import Person, Set
from storage.sets import MemberRow, Membership, PersonRow

LOOKED_AT: Final = 3
"""So many of the next meetings are looked at; by the time of a later one a letter has been due."""
_OF_THE_SET: Final = ("state", "zone", "country", "days_off", "paused_until")
_OF_THE_MEMBER: Final = ("away_from", "away_until", "declined_at", "gone")
_OF_THE_PERSON: Final = ("zone", "works_on", "opens", "closes", "reachable", "reminders")


def due_day(action: Action) -> OnDay | None:
    """The day on which an action is due, where one was named."""
    return OnDay(action.due_on, action.due_zone) if action.due_on and action.due_zone else None


def hours_of(person: Person | PersonRow) -> CivilHours:
    """The hours at which a person may be written to."""
    return CivilHours(frozenset(int(day) for day in person.works_on), person.opens, person.closes)


def is_alive(the_set: Set) -> bool:
    """Whether a set meets, or is to, and has its channel."""
    return the_set.state in (SetState.AGREEING, SetState.ACTIVE)


def is_told_of(the_set: Set, member: MemberRow) -> bool:
    """Whether a member hears of a set: it is alive and has its channel, and they are not gone, nor have declined its rules."""
    return is_alive(the_set) and member.declined_at is None and member.gone is None


def reader_of(the_set: Set, person: PersonRow) -> Reader:
    """A member of a set as somebody who is written to; in the zone of the set until Slack has told their own."""
    return Reader(person.zone or the_set.zone, hours_of(person), person.reachable and person.reminders)


def heard_at(the_set: Set, one: Membership, now: datetime) -> datetime:
    """When a member may next be written to (UTC): at a civil hour of theirs, and not before they are back."""
    reader, member, off = reader_of(the_set, one.person), one.member, days_off_of(the_set)
    at = civil(now, reader.zone, reader.hours, off)
    if member.away_until is None or not is_away(member.away_from, member.away_until, local_day(at, reader.zone)):
        return at
    back = instant(member.away_until + timedelta(days=1), time(0), reader.zone)
    return civil(back, reader.zone, reader.hours, off)


def follow_the_plan(work: UnitOfWork, the_set: Set, roster: Sequence[Membership], plan: Plan) -> None:
    """Everybody hears of the next meetings on the days that follow from their dates."""
    ahead = sorted(one.meeting.at for one in plan if one.is_planned and one.meeting.at > work.now)[:LOOKED_AT]
    meetings, off = tuple(MeetingAhead(0, at) for at in ahead), days_off_of(the_set)
    for one in roster:
        away = (one.member.away_from, one.member.away_until)
        own = OwnSet(the_set.id, meetings, away=away, off=off, rests_until=the_set.paused_until)
        moment = letters.next_at(reader_of(the_set, one.person), [own], work.now)
        if moment is not None and is_told_of(the_set, one.member):
            work.letter_by(one.person.id, moment)


def follow_the_people(
    work: UnitOfWork, before: SetSnapshot, the_set: Set, roster: Sequence[Membership], *, plan_follows: bool
) -> None:
    """Whoever came, or is away, or back, or reachable again, or works at other hours is looked at anew; all, where the set changed.

    Whoever is new hears of the plan, where that `plan_follows` as well.
    """
    was = {one.person.id: _state(one) for one in before.roster}
    of_set = any(before.the_set.get(name) != getattr(the_set, name) for name in _OF_THE_SET)
    for one in roster:
        known = was.get(one.person.id)
        if of_set or (known is None and not plan_follows) or (known is not None and known != _state(one)):
            work.letter_by(one.person.id, work.now)


def ask_of_days_off(
    work: UnitOfWork, plan: tuple[Plan, Plan], of: tuple[Set, Set], roster: Sequence[Membership]
) -> None:
    """The host hears of meetings that fall on a day off as the plan and the set are now, and did not before.

    Of those for which that has been looked already: whether others do is seen when their time comes.
    """
    (before, after), (was, the_set), off = plan, of, days_off_of(of[1])
    found = plans.fallen_on_days_off(before, after, (was.zone, days_off_of(was)), (the_set.zone, off))
    looked = [one for one in found if plans.asked_before(one, plans.HOST_ASKED_BEFORE, the_set.zone, off) <= work.now]
    asked = host_of(the_set, roster, work.now, by_letter=True) if looked else None
    if asked is None:
        return
    for one in looked:
        work.put_by(
            PutBy(
                asked.person.id,
                Part.DAY_OFF,
                f"{one.row}",
                the_set.id,
                {"row": one.row, "asked": work.now.timestamp()},
                None,
            )
        )


def redraw_what_lapsed(work: UnitOfWork, found: Difference) -> None:
    """Letters that told of a date expect nobody any more once the set meets then, or does not; nor is it asked about."""
    subjects = [letters.subject_of(one.row, one.meeting.at) for one in found.lapsed]
    if subjects:
        for part in (Part.MEETING, Part.STILL_OPEN, Part.GOING_ON, Part.NOT_HELD):
            work.redraw_parts(part, *subjects)
        work.redraw(Says.OTHER_DATES, *(one.row for one in found.lapsed))


def _state(one: Membership) -> tuple[Any, ...]:
    of_person = tuple(getattr(one.person, name) for name in _OF_THE_PERSON)
    return (*(getattr(one.member, name) for name in _OF_THE_MEMBER), *of_person)
