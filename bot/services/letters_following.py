"""Letters follow from a set and its people: when somebody's next one is due is looked at anew where those have changed."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, time, timedelta
from typing import Any, Final

from sqlalchemy.orm import Session

from bot.domain import letters, plans
from bot.domain.absences import is_away
from bot.domain.asking_again import SaidOf
from bot.domain.calendars import CivilHours, OnDay, civil, instant, local_day
from bot.domain.letters import MeetingAhead, OwnAction, OwnSet, Part, Reader
from bot.domain.message_and_timer_kinds import Says
from bot.domain.plans import Difference, Plan
from bot.domain.states import SetState
from bot.services.days_off import days_off_of
from bot.services.host_in_turn import host_of
from bot.services.unit_of_work import UnitOfWork
from storage import meetings
from storage.action_models import Action, Report
from storage.base import Base
from storage.changed_rows import ChangedRow
from storage.charters import SetSnapshot
from storage.cycles import CycleAnswer
from storage.letters import PutBy
from storage.models import Person, Set
from storage.regret_models import Regret
from storage.sets import MemberRow, Membership, PersonRow

LOOKED_AT: Final = 3
"""So many of the next meetings are looked at; by the time of a later one a letter has been due."""
_OF_THE_SET: Final = ("state", "zone", "country", "days_off", "paused_until")
_ON_CARDS: Final = (
    "name",
    "place",
    "spoken",
    "minutes",
    "format",
    "rules",
    "adviser_id",
    "meetings_planned",
    "meetings_before",
)
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


def follow_what_was_said(
    work: UnitOfWork, the_set: Set, roster: Mapping[int, Membership], changed: Sequence[ChangedRow]
) -> None:
    """Letters show what their readers have taken on, told of it and answered; and the next is due on the day that an action is.

    No letter holds an action that is new. `roster` is by member.
    """
    for one in changed:
        member_id = _told_by(work.db, one.row)
        membership = roster.get(member_id) if member_id is not None else None
        if membership is None:
            continue
        if one.was is not None or not isinstance(one.row, Action):
            work.redraw_letters(the_set.id, membership.person.id)
        if isinstance(one.row, Action):
            _tell_on_its_day(work, the_set, membership, one.row)


def _told_by(db: Session, row: Base) -> int | None:
    """The member in whose letters a row is shown."""
    said_of = db.get(Action, row.action_id) if isinstance(row, Report) else row
    return said_of.member_id if isinstance(said_of, (Action, Regret, CycleAnswer)) else None


def _tell_on_its_day(work: UnitOfWork, the_set: Set, owner: Membership, action: Action) -> None:
    due = due_day(action)
    if due is not None and is_told_of(the_set, owner.member):
        theirs = (OwnAction(0, SaidOf(action.status), due),)
        own = OwnSet(the_set.id, actions=theirs, off=days_off_of(the_set))
        moment = letters.next_at(reader_of(the_set, owner.person), [own], work.now)
        if moment is not None:
            work.letter_by(owner.person.id, moment)


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


def follow_the_dates(work: UnitOfWork, set_id: int, found: Difference) -> None:
    """Letters that told of a date expect nobody any more once the set meets then, or does not; nor is it asked about.

    As a meeting is over, what was not said of the slots of those before it is asked no more.
    """
    lapsed, over = (
        [letters.subject_of(one.row, one.meeting.at) for one in those] for those in (found.lapsed, found.over)
    )
    for part in (Part.MEETING, Part.STILL_OPEN):
        work.redraw_parts(part, *lapsed, *over)
    for part in (Part.GOING_ON, Part.NOT_HELD):
        work.redraw_parts(part, *lapsed)
    work.redraw_parts(Part.MILESTONE, *found.renamed)
    work.redraw(Says.OTHER_DATES, *(one.row for one in found.lapsed))
    for one in found.over:
        work.redraw_parts(Part.NOT_SAID, *meetings.slots_before(work.db, set_id, one.row))


def follow_what_is_shown(
    work: UnitOfWork, before: SetSnapshot, the_set: Set, roster: Sequence[Membership], plan: Plan
) -> None:
    """What cards of planned meetings and letters show of the set, and of its members."""
    (was, was_roster), rows = before.rows, [one.row for one in plan if one.is_planned]
    if any(getattr(was, name) != getattr(the_set, name) for name in _ON_CARDS):
        work.redraw(Says.AGENDA, *rows)
    if (was.place, was.spoken) != (the_set.place, the_set.spoken):
        work.redraw_parts(Part.HOST, *rows)
    if was.cycle == the_set.cycle > 1 and _have_answered(was_roster, roster):
        work.redraw_parts(Part.RENEWAL, the_set.id)
    there = {one.member.id for one in roster}
    work.redraw_parts(Part.HAS_LEFT, *_gone(one for one in was_roster if one.member.id not in there))


def _have_answered(before: Sequence[Membership], roster: Sequence[Membership]) -> bool:
    """Whether anybody says something else to the rules than they did."""
    was = {one.member.id: (one.member.agreed_version, one.member.declined_at) for one in before}
    now = ((one.member.agreed_version, one.member.declined_at, one.member.id) for one in roster)
    return any((agreed, declined) != was.get(member, (agreed, declined)) for agreed, declined, member in now)


def _gone(those: Iterable[Membership]) -> set[str]:
    """What it is called, in letters, whether those of them who are gone have left."""
    found = ((one.member.id, one.member.gone_at) for one in those)
    return {letters.about_gone(member, since) for member, since in found if since is not None}


def _state(one: Membership) -> tuple[Any, ...]:
    of_person = tuple(getattr(one.person, name) for name in _OF_THE_PERSON)
    return (*(getattr(one.member, name) for name in _OF_THE_MEMBER), *of_person)
