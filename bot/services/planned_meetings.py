"""The plan of a set, inside a unit of work: what is ahead, and how it changes. What follows is found as the work is written."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from bot.domain import plans
from bot.domain.calendars import after_day, instant, local, local_day, plan
from bot.domain.errors import Refused
from bot.domain.plans import PlanEntry
from bot.domain.refusals import Refusal
from bot.domain.sets import MOST_MEETINGS, MOST_ON_THE_PLAN, Charter, PlannedMeeting
from bot.domain.states import NOT_HELD, MeetingState
from bot.services.locked_set import LockedSet
from bot.services.service import new_id
from storage import meetings
from storage.charters import planned_of
from storage.models import Meeting


def plan_of(locked: LockedSet) -> tuple[tuple[PlannedMeeting, ...], int]:
    """The meetings to come and the last that are over, by date, and how many were held before them.

    One whose day is over was not held, though it may still be given another date.
    """
    over = meetings.last_over(locked.work.db, locked.set.id, MOST_ON_THE_PLAN)
    rows = {one.id: one for one in (*over, *locked.ahead)}.values()
    listed = sorted((as_marked(locked, row) for row in rows), key=_by_date)
    first = min((one.number for one in listed if one.state not in NOT_HELD), default=1)
    return tuple(listed), max(first - 1, 0)


def as_marked(locked: LockedSet, row: Meeting) -> PlannedMeeting:
    """A meeting as it looks on the plan now; one that is planned for a day off is marked."""
    one, zone, now = planned_of(row), locked.set.zone, locked.work.now
    if plans.was_missed(one, now, zone):
        return replace(one, state=MeetingState.MISSED)
    day, off = local_day(one.at, zone), locked.days_off
    is_off = one.state is MeetingState.PLANNED and day in off
    return replace(plans.as_seen(one, now), off=(off.holiday(day) or "") if is_off else None)


def _by_date(one: PlannedMeeting) -> tuple[datetime, int]:
    return one.at, one.number


def charter_of(locked: LockedSet) -> Charter:
    """The charter as it is now, with its plan."""
    return locked.charter(*plan_of(locked))


def next_meeting(locked: LockedSet) -> PlanEntry | None:
    """The next meeting of the set; never one that is running, or whose time is past."""
    plan = locked.plan
    found = plans.next_meeting(plans.dates(plan), locked.work.now, locked.set.zone)
    return next((one for one in plan if one.meeting is found), None)


def row_of_next(locked: LockedSet) -> Meeting | None:
    """The same to be changed."""
    found = next_meeting(locked)
    return _row_of(locked, found.meeting) if found is not None else None


def to_start(locked: LockedSet) -> Meeting:
    """The meeting to start where none is named; one beyond the plan where none is planned."""
    found = plans.to_start(map(planned_of, locked.ahead), locked.work.now, locked.set.zone)
    return _row_of(locked, found) or add_one(locked, locked.work.now)


def _row_of(locked: LockedSet, found: PlannedMeeting | None) -> Meeting | None:
    return next((row for row in locked.ahead if found is not None and row.number == found.number), None)


def after(locked: LockedSet, meeting: Meeting) -> PlanEntry | None:
    """The meeting that is planned after that one, should it not be held."""
    return next((one for one in locked.plan if one.is_planned and one.meeting.number > meeting.number), None)


def is_next(locked: LockedSet, meeting: Meeting) -> bool:
    """Whether it is still to be held: of several whose time came while nobody could be told, the last one."""
    later = after(locked, meeting)
    return meeting.state is MeetingState.PLANNED and (later is None or later.meeting.at > locked.work.now)


def plan_first(locked: LockedSet, moments: tuple[datetime, ...], milestones: Mapping[int, str]) -> None:
    """The meetings of a set that is founded (UTC), and their milestones by number."""
    locked.plan_changes()
    dated = {new_id(): moment for moment in moments}
    locked.ahead.extend(meetings.plan(locked.work.db, locked.set, dated, milestones=milestones))


def plan_anew(locked: LockedSet, every_weeks: int, many: int) -> None:
    """The set meets every so many weeks, `many` times in its cycle: meetings ahead of which nobody has been told follow.

    The next meeting stands on the charter, so its date stays, as those of cards that have appeared do; the others come after it.
    Raises Refused where there are more meetings than that already.
    """
    locked.plan_changes()
    db, now, zone = locked.work.db, locked.work.now, locked.set.zone
    kept, loose = _told_and_untold(locked)
    counted = [one for one in map(planned_of, kept) if one.state is MeetingState.PLANNED]
    before = locked.set.meetings_before
    standing = (
        meetings.last_held(db, locked.set.id) - before + sum(not plans.was_missed(one, now, zone) for one in counted)
    )
    if many < standing:
        raise Refused(Refusal.FEWER_THAN_STAND, "rhythm", count=standing)
    locked.set.every_weeks, locked.set.meetings_planned = every_weeks, many
    moments = _moments_after(locked, kept, many - standing)
    if moved := dict(zip([row.id for row in loose], moments, strict=False)):
        meetings.reschedule(db, moved)
    if surplus := [row.id for row in loose[len(moments) :]]:
        meetings.cancel(db, surplus)
    if more := moments[len(loose) :]:
        first = meetings.newest_number(db, locked.set.id) + 1
        meetings.plan(db, locked.set, {new_id(): moment for moment in more}, first)
    locked.look_ahead_again()
    renumber(locked)


def keep_to_zone(locked: LockedSet, zone: str) -> None:
    """Dates are wall time in that zone from now on.

    What everybody has been told of stays at its moment. The later meetings keep to the new wall at the hour that it shows
    at the usual time of the set, as that was until now.
    """
    locked.plan_changes()
    the_set, coming = locked.set, next_meeting(locked)
    day = local_day(coming.meeting.at if coming is not None else locked.work.now, the_set.zone)
    the_set.at = local(instant(day, the_set.at, the_set.zone), zone).time()
    kept, loose = _told_and_untold(locked)
    the_set.zone = zone
    if moved := dict(zip([row.id for row in loose], _moments_after(locked, kept, len(loose)), strict=True)):
        meetings.reschedule(locked.work.db, moved)
    locked.look_ahead_again()
    renumber(locked)


def _told_and_untold(locked: LockedSet) -> tuple[list[Meeting], list[Meeting]]:
    """What is ahead of the set: what everybody has been told of, or whose time is past, and the other dates."""
    coming, now = next_meeting(locked), locked.work.now
    told = {*locked.told, coming.row if coming is not None else 0}
    planned = [row for row in locked.ahead if row.state is MeetingState.PLANNED]
    loose = [row for row in planned if row.id not in told and row.planned_at > now]
    return [row for row in locked.ahead if row not in loose], loose


def _moments_after(locked: LockedSet, standing: Sequence[Meeting], many: int) -> tuple[datetime, ...]:
    """The next so many moments (UTC) in the rhythm of the set, counted from the last of those that stand, or was held."""
    the_set = locked.set
    held = meetings.last_closed(locked.work.db, the_set.id)
    dates = [row.planned_at for row in (*standing, *([held] if held is not None else []))]
    last = local_day(max(dates), the_set.zone) if dates else the_set.first_on - timedelta(weeks=the_set.every_weeks)
    return after_day(last, the_set.at, the_set.zone, the_set.every_weeks, many, locked.work.now)


def add_one(locked: LockedSet, moment: datetime) -> Meeting:
    """A meeting beyond the plan, from now on part of it; `moment` is UTC."""
    locked.plan_changes()
    number = meetings.newest_number(locked.work.db, locked.set.id) + 1
    in_cycle = number - locked.set.meetings_before
    locked.set.meetings_planned = max(locked.set.meetings_planned, min(in_cycle, MOST_MEETINGS))
    meeting = Meeting(
        workspace=locked.work.workspace,
        public_id=new_id(),
        set_id=locked.set.id,
        number=number,
        planned_at=moment,
        state=MeetingState.PLANNED,
    )
    locked.work.db.add(meeting)
    locked.work.db.flush()
    locked.ahead.append(meeting)
    return meeting


def add_to_plan(locked: LockedSet, moment: datetime) -> Meeting:
    """The same, at any place of the plan: it is numbered by date."""
    meeting = add_one(locked, moment)
    renumber(locked)
    return meeting


def move(locked: LockedSet, meeting: Meeting, moment: datetime) -> None:
    """A planned meeting gets another date (UTC): its card appears then."""
    locked.plan_changes()
    meeting.planned_at, meeting.sequence, meeting.held_with = moment, meeting.sequence + 1, None
    locked.told.pop(meeting.id, None)
    locked.work.db.flush()
    renumber(locked)


def move_all(locked: LockedSet, moments: Mapping[int, datetime]) -> None:
    """Planned meetings, by their rows, get other dates (UTC): their cards appear then."""
    locked.plan_changes()
    meetings.reschedule(locked.work.db, moments)
    for row in moments:
        locked.told.pop(row, None)
    locked.look_ahead_again()
    renumber(locked)


def cancel(locked: LockedSet, meeting: Meeting) -> None:
    """A planned meeting is not to be: it takes no number, those after it move up, and the set plans one less."""
    locked.plan_changes()
    meetings.cancel(locked.work.db, [meeting.id])
    locked.look_ahead_again()
    renumber(locked)


def skip(locked: LockedSet, meeting: Meeting) -> None:
    """A planned meeting is not held: it takes no number, those after it move up, and the set plans one less."""
    locked.plan_changes()
    meetings.miss(locked.work.db, [meeting.id])
    locked.look_ahead_again()
    renumber(locked)


def renumber(locked: LockedSet, first: Meeting | None = None) -> None:
    """Meetings are numbered by date, those that were never held not at all; `first` begins now.

    The set plans so many in its cycle as have a number: the last of them is the last of the cycle.
    """
    ahead, held = locked.ahead, meetings.last_held(locked.work.db, locked.set.id)
    wanted = plans.numbers(locked.plan, held, locked.work.now, locked.set.zone, first.id if first is not None else None)
    changed = {row.id: wanted[row.id] for row in ahead if wanted.get(row.id, row.number) != row.number}
    if changed:
        meetings.number(locked.work.db, changed)
        locked.look_ahead_again()
    in_cycle = max([held, *wanted.values()]) - locked.set.meetings_before
    locked.set.meetings_planned = min(max(in_cycle, 1), MOST_MEETINGS)


def time_has_come(locked: LockedSet, meeting: Meeting) -> None:
    """The card of a planned meeting appears; those before it which were never held are not held any more."""
    pass_over_what_was_missed(locked, meeting)
    locked.told[meeting.id] = locked.work.now


def pass_over_what_was_missed(locked: LockedSet, starting: Meeting) -> None:
    """Meetings before the one that starts which were never held are not held any more."""
    locked.plan_changes()
    rows = {row.number: row for row in locked.ahead}
    missed = plans.not_held(map(planned_of, rows.values()), planned_of(starting), locked.work.now, locked.set.zone)
    if missed:
        meetings.miss(locked.work.db, [rows[one.number].id for one in missed])
        locked.look_ahead_again()


def plan_another_cycle(locked: LockedSet, first: datetime) -> None:
    """The meetings of a set that goes on, the first then (UTC); what was planned before and is past was not held."""
    locked.plan_changes()
    db, the_set, begins = locked.work.db, locked.set, local(first, locked.set.zone)
    the_set.first_on, the_set.at = begins.date(), begins.time().replace(second=0, microsecond=0, fold=0)
    if missed := [row.id for row in locked.ahead if row.state is MeetingState.PLANNED]:
        meetings.miss(db, missed)
    moments = plan(the_set.first_on, the_set.at, the_set.zone, the_set.every_weeks, the_set.meetings_planned)
    newest = meetings.newest_number(db, the_set.id)
    meetings.plan(db, the_set, {new_id(): moment for moment in moments}, newest + 1)
    locked.look_ahead_again()
    renumber(locked)


def move_behind(locked: LockedSet, day: date) -> int:
    """Meetings planned before that day move behind it, and behind all that are planned, in the rhythm of the set. How many."""
    locked.plan_changes()
    the_set = locked.set
    planned = [row for row in locked.ahead if row.state is MeetingState.PLANNED]
    before = [row.id for row in planned if local_day(row.planned_at, the_set.zone) < day]
    if not before:
        return 0
    last, wakes = local_day(max(row.planned_at for row in planned), the_set.zone), instant(day, time(0), the_set.zone)
    moments = after_day(last, the_set.at, the_set.zone, the_set.every_weeks, len(before), wakes)
    move_all(locked, dict(zip(before, moments, strict=True)))
    return len(before)


def call_off_all(locked: LockedSet) -> None:
    """What is planned is not to be: the set ends."""
    locked.plan_changes()
    if planned := [row.id for row in locked.ahead if row.state is MeetingState.PLANNED]:
        meetings.cancel(locked.work.db, planned)
        locked.look_ahead_again()
