"""The plan of a set: which of its meetings is meant, and what follows from how the plan was before and is now."""

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from operator import attrgetter
from typing import Final

from bot.domain.calendars import DEFAULT_HOURS, NO_DAYS, instant, local, local_day, working_days_before
from bot.domain.errors import Refused
from bot.domain.message_and_timer_kinds import CHANNEL_ASKED_SELDOM, CHANNEL_LOOKED_AT_EVERY, Later
from bot.domain.refusals import Refusal
from bot.domain.sets import PlannedMeeting
from bot.domain.states import MeetingState

UNSTARTED: Final = timedelta(minutes=30)
"""So long after its card has appeared a meeting that nobody has started is offered to be moved."""

SOON: Final = timedelta(minutes=15)
"""So long before a meeting those who are expected are told that it is near."""

LOOKED_AT_BEFORE: Final = timedelta(minutes=30)
"""So long before a meeting its channel is looked at: there is time to give the set another."""

CHANNEL_ASKED_OFTEN: Final = timedelta(minutes=5)
ASKED_SELDOM_AFTER: Final = timedelta(days=1)
"""How often a lost channel is tried again on the first day."""

HOST_ASKED_BEFORE: Final = 10
"""So many working days before a meeting its host is told what is missing, or that it falls on a day off."""

MILESTONE_ASKED_BEFORE: Final = 7
"""So many working days before a meeting its host is asked whether its milestone is reached."""


@dataclass(frozen=True, slots=True)
class PlanEntry:
    """A meeting that is planned or open. `row` is the number of its row; `told_at` is when its card appeared (UTC).

    `held_with` is with how few its host has it held, `held_as` the format that was chosen for it, if one was.
    """

    row: int
    meeting: PlannedMeeting
    told_at: datetime | None = None
    held_with: int | None = None
    held_as: str | None = None

    @property
    def is_planned(self) -> bool:
        return self.meeting.state is MeetingState.PLANNED


Plan = Sequence[PlanEntry]
"""What is ahead of a set, by number."""


def dates(plan: Plan) -> tuple[PlannedMeeting, ...]:
    """The meetings of a plan as people see them."""
    return tuple(one.meeting for one in plan)


def timers_of(plan: Plan, zone: str, off: Container[date] = NO_DAYS) -> Mapping[tuple[Later, int], datetime]:
    """When each timer of a plan is due (UTC), by its kind and the row of its meeting: that of its time, and after that of its card.

    What its host is asked before it goes by the working days of the set: its zone, and its days `off`.
    """
    return {(kind, one.row): at for one in plan if one.is_planned for kind, at in _timers(one, zone, off)}


def _timers(one: PlanEntry, zone: str, off: Container[date]) -> Iterator[tuple[Later, datetime]]:
    if one.told_at is not None:
        yield Later.MEETING_UNSTARTED, one.told_at + UNSTARTED
        return
    yield Later.MEETING_DUE, one.meeting.at
    yield Later.MEETING_SOON, one.meeting.at - SOON
    yield Later.HOST_ASKED, asked_before(one, HOST_ASKED_BEFORE, zone, off)
    if one.meeting.milestone and not one.meeting.reached:
        yield Later.MILESTONE_ASKED, asked_before(one, MILESTONE_ASKED_BEFORE, zone, off)


def asked_before(one: PlanEntry, days: int, zone: str, off: Container[date] = NO_DAYS) -> datetime:
    """When the host is asked so many working days before a meeting (UTC)."""
    return working_days_before(one.meeting.at, days, zone, DEFAULT_HOURS, off)


def next_look(plan: Plan, now: datetime) -> datetime:
    """When the channel of a set is looked at next (UTC): within a day, and before each meeting."""
    before = (one.meeting.at - LOOKED_AT_BEFORE for one in plan if one.is_planned)
    return min((now + CHANNEL_LOOKED_AT_EVERY, *(moment for moment in before if moment > now)))


def asked_for_again(now: datetime, lost_at: datetime) -> datetime:
    """When a channel that was lost at that moment is tried again (UTC): soon on the first day, and then seldom."""
    return now + (CHANNEL_ASKED_OFTEN if now < lost_at + ASKED_SELDOM_AFTER else CHANNEL_ASKED_SELDOM)


DaysOffIn = tuple[str, Container[date]]
"""The zone of a set, and its days off."""


def fallen_on_days_off(before: Plan, after: Plan, was: DaysOffIn, now: DaysOffIn) -> Plan:
    """The meetings that keep their dates, and fall on a day off now that did not as the zone and the days off were before."""
    dated = {(one.row, _date(one)) for one in before}
    same = [one for one in after if one.is_planned and (one.row, _date(one)) in dated]
    return [one for one in same if _is_off(one, now) and not _is_off(one, was)]


def _is_off(one: PlanEntry, days_off: DaysOffIn) -> bool:
    zone, off = days_off
    return local_day(one.meeting.at, zone) in off


Timers = Mapping[tuple[Later, int], datetime]


def changes(was: Timers, now: Timers) -> Mapping[tuple[Later, int], datetime | None]:
    """What has to be written so that the timers that there were become those that there are; None for one that is dropped."""
    return {
        **{key: at for key, at in now.items() if was.get(key) != at},
        **{key: None for key in was if key not in now},
    }


@dataclass(frozen=True, slots=True)
class Difference:
    """What has become of those that were planned; each as it was before, but `told` as it is now.

    `lapsed` are planned for that date no more; of them `moved` have another, and `missed` were not held. The time of `told`
    has come, so that its card appears. The rows of `renumbered` have a card already, which names another number or format; those of
    `renamed` have another milestone, or have reached it. What was open is `over`.
    """

    lapsed: Plan
    moved: Plan
    missed: Plan
    told: Plan
    renumbered: Sequence[int] = ()
    renamed: Sequence[int] = ()
    over: Plan = ()

    def overtaken(self, plan: Plan) -> Plan:
        """Those of a plan that are still planned before one whose time has come."""
        latest = max((one.meeting.number for one in self.told), default=0)
        return [one for one in plan if one.is_planned and one.meeting.number < latest]


def difference(before: Plan, after: Plan) -> Difference:
    """What has become of the meetings of a plan."""
    now = {one.row: one for one in after}
    was = {one.row: one for one in before}
    lapsed = [one for one in before if one.is_planned and _date(one) != _date(now.get(one.row))]
    moved = [one for one in lapsed if one.row in now and now[one.row].is_planned]
    missed = [one for one in lapsed if one.row not in now]
    told = [one for one in after if one.is_planned and one.told_at and not (one.row in was and was[one.row].told_at)]
    kept = [(was[one.row], one) for one in after if one.is_planned and one.row in was]
    renumbered = [one.row for old, one in kept if old.told_at is not None and _on_card(old) != _on_card(one)]
    renamed = [one.row for old, one in kept if _milestone(old) != _milestone(one)]
    over = [one for one in before if not one.is_planned and one.row not in now]
    return Difference(lapsed, moved, missed, told, renumbered, renamed, over)


def _on_card(one: PlanEntry) -> tuple[int, str | None]:
    return one.meeting.number, one.held_as


def _milestone(one: PlanEntry) -> tuple[str, bool]:
    return one.meeting.milestone, one.meeting.reached


def _date(one: PlanEntry | None) -> datetime | None:
    return one.meeting.at if one is not None and one.is_planned else None


def numbers(plan: Plan, held: int, now: datetime, zone: str, first: int | None = None) -> Mapping[int, int]:
    """The number of each planned meeting, by its row: by date, after those that were `held` (the last one's number) or run.

    One whose day is over takes none, which is a number below zero. `first` is the row of one that begins now, be it of any day.
    """
    waiting = sorted(
        (one for one in plan if one.is_planned), key=lambda one: (one.row != first, one.meeting.at, one.row)
    )
    missed = {one.row: -one.row for one in waiting if one.row != first and was_missed(one.meeting, now, zone)}
    rest = [one.row for one in waiting if one.row not in missed]
    return {**missed, **{row: number for number, row in enumerate(rest, start=held + 1)}}


def was_missed(one: PlannedMeeting, now: datetime, zone: str) -> bool:
    """Whether it is still planned, though its day is over."""
    return one.state is MeetingState.PLANNED and _is_past(one, now, zone)


def as_seen(one: PlannedMeeting, now: datetime) -> PlannedMeeting:
    """The same as it looks now: a moment that is past is not shown as one that is ahead."""
    return replace(one, late=one.state is MeetingState.PLANNED and one.at <= now)


def to_start(plan: Iterable[PlannedMeeting], now: datetime, zone: str) -> PlannedMeeting | None:
    """The meeting that a start means which names none, of those still planned; None where there is none.

    One of today in the set's zone goes before every other; then the one whose time is nearest, be it past or to come.
    """
    today = local_day(now, zone)
    waiting = [one for one in plan if one.state is MeetingState.PLANNED]
    return min(waiting, key=lambda one: (local_day(one.at, zone) != today, abs(one.at - now), one.number), default=None)


def next_meeting(plan: Iterable[PlannedMeeting], now: datetime, zone: str) -> PlannedMeeting | None:
    """The next meeting: the first still planned whose day in `zone` is not past; while one is open, whose time is not."""
    found, today = list(plan), local_day(now, zone)
    is_open = not _OPEN.isdisjoint([one.state for one in found])
    planned = [one for one in found if one.state is MeetingState.PLANNED]
    ahead = [one for one in planned if one.at > now or (not is_open and local_day(one.at, zone) == today)]
    return min(ahead, key=attrgetter("at"), default=None)


_OPEN: Final = frozenset({MeetingState.RUNNING, MeetingState.PAUSED})


def not_held(
    plan: Iterable[PlannedMeeting], started: PlannedMeeting, now: datetime, zone: str
) -> tuple[PlannedMeeting, ...]:
    """The meetings before the one that starts which were never held and whose day in `zone` is past."""
    earlier = (one for one in plan if one.number < started.number)
    return tuple(one for one in earlier if was_missed(one, now, zone))


def _is_past(one: PlannedMeeting, now: datetime, zone: str) -> bool:
    return local_day(one.at, zone) < local_day(now, zone)


def moved(plan: Plan, entry: PlanEntry, day: date, at: time, zone: str, *, all_after: bool) -> Mapping[int, datetime]:
    """The moments (UTC) of the meetings that move as one does to that wall time, by their rows: it alone, or all after it by as much.

    The order of a plan stays: raises Refused where one would come before the last meeting that stays, or after the next.
    """
    ahead = sorted((one for one in plan if one.is_planned), key=lambda one: one.meeting.at)
    later = [one for one in ahead if one.meeting.at > entry.meeting.at]
    shift = datetime.combine(day, at) - _wall(entry, zone)
    moving = [entry, *(later if all_after else [])]
    found = {one.row: _shifted(one, shift, zone) for one in moving}
    found[entry.row] = instant(day, at, zone)
    earlier = [one for one in ahead if one.meeting.at < entry.meeting.at]
    if earlier and found[entry.row] <= earlier[-1].meeting.at:
        raise Refused(Refusal.BEFORE_AN_EARLIER_MEETING, "day", number=earlier[-1].meeting.number)
    if later and not all_after and found[entry.row] >= later[0].meeting.at:
        raise Refused(Refusal.AFTER_A_LATER_MEETING, "day", number=later[0].meeting.number)
    return found


def _wall(one: PlanEntry, zone: str) -> datetime:
    return local(one.meeting.at, zone).replace(tzinfo=None, fold=0)


def _shifted(one: PlanEntry, shift: timedelta, zone: str) -> datetime:
    """By wall time: the clocks may change in between."""
    wall = _wall(one, zone) + shift
    return instant(wall.date(), wall.time(), zone)
