"""The programme of a set: its plan, meeting by meeting, changed by any member."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time

from bot.domain import plans
from bot.domain.askers import Asker
from bot.domain.calendars import after_day, instant, local, local_day
from bot.domain.days_off import Span, ahead, read_spans
from bot.domain.errors import Refused
from bot.domain.milestones import checked
from bot.domain.plan_changes import Change, PlanChange
from bot.domain.refusals import Refusal
from bot.domain.sets import MOST_MEETINGS, Charter, PlannedMeeting
from bot.domain.states import MeetingState
from bot.services import plan_news
from bot.services.hosts import ask_where_undated, host, next_in_turn
from bot.services.locked_set import LockedSet
from bot.services.next_dates import follow, showing_next_date
from bot.services.planned_meetings import add_to_plan, as_marked, cancel, charter_of, move_all
from bot.services.service import Service
from storage import meetings
from storage.models import Meeting


@dataclass(frozen=True, slots=True)
class PlanShown:
    """A plan as a member sees it. `host` and `next_host` are Slack ids, "" for nobody; `days_off` are the set's, to come."""

    charter: Charter
    host: str
    next_host: str
    days_off: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class MeetingToChange:
    """A planned meeting as a form about it begins: wall time in the set's zone. `after` are planned after it."""

    id: str
    number: int
    day: date
    at: time
    zone: str
    milestone: str
    after: int
    begins: datetime


@dataclass(frozen=True, slots=True)
class MeetingChanged:
    """A meeting as it is on the plan now; `followed` have moved with it."""

    meeting: PlannedMeeting
    zone: str
    set_id: str
    followed: int = 0


class Programme(Service):
    """A meeting is named by its public id, and its set with it. Its changes are told to the channel."""

    def show(self, asker: Asker) -> PlanShown:
        """The plan for whoever asks."""
        with self._enter(asker) as locked:
            hosts, after = host(locked), next_in_turn(locked)
            off = ahead(read_spans(locked.set.days_off), local_day(locked.work.now, locked.set.zone))
            return PlanShown(
                charter_of(locked), hosts.person.user if hosts else "", after.person.user if after else "", off
            )

    def to_change(self, asker: Asker, meeting_id: str) -> MeetingToChange:
        """What a form about a meeting begins with. Raises Refused where it is not planned any more."""
        with self._enter(asker.without_deliveries(), self._set_of(asker, meeting_id)) as locked:
            row, zone = _planned(locked, meeting_id), locked.set.zone
            begins = local(row.planned_at, zone)
            after = sum(one.is_planned and one.meeting.at > row.planned_at for one in locked.plan)
            at = begins.time().replace(second=0, microsecond=0)
            return MeetingToChange(
                meeting_id, row.number, begins.date(), at, zone, row.milestone, after, row.planned_at
            )

    def to_add(self, asker: Asker) -> tuple[str, date, time, str]:
        """What the form of one more meeting begins with: the set, a day and wall time in the rhythm, and the zone."""
        with self._enter(asker.without_deliveries()) as locked:
            the_set, now = locked.set, locked.work.now
            planned = [one.meeting.at for one in locked.plan]
            held = meetings.last_closed(locked.work.db, the_set.id)
            last = max([*planned, *([held.planned_at] if held is not None else [])], default=now)
            moment = after_day(local_day(last, the_set.zone), the_set.at, the_set.zone, the_set.every_weeks, 1, now)[0]
            return the_set.public_id, local_day(moment, the_set.zone), the_set.at, the_set.zone

    def move(self, asker: Asker, meeting_id: str, day: date, at: time, *, all_after: bool = False) -> MeetingChanged:
        """It alone, or all after it by as much. Raises Refused for a moment that is past, and where the order would change."""
        with self._enter(asker, self._set_of(asker, meeting_id)) as locked:
            row, zone, shown = _planned(locked, meeting_id), locked.set.zone, showing_next_date(locked)
            entry = next(one for one in locked.plan if one.row == row.id)
            moment = instant(day, at, zone)
            found: Mapping[int, datetime] = {row.id: row.planned_at}
            if moment != row.planned_at:
                _must_be_free(locked, moment)
                found = plans.moved(locked.plan, entry, day, at, zone, all_after=all_after)
                told = _moves(locked, found)
                move_all(locked, found)
                if all_after and local(entry.meeting.at, zone).time() == locked.set.at:
                    locked.set.at = at  # so does what is planned beyond them
                follow(locked, shown)
                plan_news.tell(locked, *told)
            return _changed(locked, meeting_id, followed=len(found) - 1)

    def cancel(self, asker: Asker, meeting_id: str) -> MeetingChanged:
        """It is not held, and those after it move up by a number."""
        with self._enter(asker, self._set_of(asker, meeting_id)) as locked:
            row, shown = _planned(locked, meeting_id), showing_next_date(locked)
            told = PlanChange(Change.CANCELLED, plan_news.who(locked), row.id, row.number, was=row.planned_at)
            cancel(locked, row)
            follow(locked, shown)
            ask_where_undated(locked)
            plan_news.tell(locked, told)
            return _changed(locked, meeting_id)

    def name(self, asker: Asker, meeting_id: str, milestone: str) -> MeetingChanged:
        """What the set has reached by that meeting; without a word it has no milestone."""
        name = checked(milestone)
        with self._enter(asker, self._set_of(asker, meeting_id)) as locked:
            row = _planned(locked, meeting_id)
            if row.milestone != name:
                locked.plan_changes()
                row.milestone, row.reached_at = name, None
                locked.work.db.flush()
                plan_news.tell(locked, PlanChange(Change.NAMED, plan_news.who(locked), row.id, row.number))
            return _changed(locked, meeting_id)

    def reached(self, asker: Asker, meeting_id: str) -> MeetingChanged:
        """Its milestone is reached. Raises Refused where it has none any more, or the meeting is over."""
        with self._enter(asker, self._set_of(asker, meeting_id)) as locked:
            row = _planned(locked, meeting_id)
            if not row.milestone:
                raise Refused(Refusal.NO_MILESTONE)
            if row.reached_at is None:
                locked.plan_changes()
                row.reached_at = locked.work.now
                locked.work.db.flush()
                plan_news.tell(locked, PlanChange(Change.REACHED, plan_news.who(locked), row.id, row.number))
            return _changed(locked, meeting_id)

    def add(self, asker: Asker, day: date, at: time) -> MeetingChanged:
        """One more meeting, anywhere on the plan. Raises Refused for a moment that is past, and where the plan is full."""
        with self._enter(asker) as locked:
            shown, moment = showing_next_date(locked), instant(day, at, locked.set.zone)
            if moment <= locked.work.now:
                raise Refused(Refusal.PAST_MOMENT, "day")
            _must_be_free(locked, moment)
            if sum(one.is_planned for one in locked.plan) >= MOST_MEETINGS:
                raise Refused(Refusal.PLAN_FULL, "day", most=MOST_MEETINGS)
            row = add_to_plan(locked, moment)
            follow(locked, shown)
            plan_news.tell(locked, PlanChange(Change.ADDED, plan_news.who(locked), row.id, row.number, at=moment))
            return _changed(locked, row.public_id)

    def _set_of(self, asker: Asker, meeting_id: str) -> int | None:
        """The set of a meeting that a form or a menu names, wherever it was opened."""
        with self._resources.database.look() as db:
            named = meetings.by_public_id(db, asker.workspace, meeting_id)
            return named.set_id if named is not None else None


def _planned(locked: LockedSet, meeting_id: str) -> Meeting:
    """Raises Refused where it has begun, is over or was cancelled."""
    found = next((row for row in locked.ahead if row.public_id == meeting_id), None)
    if found is None or found.state is not MeetingState.PLANNED:
        raise Refused(Refusal.DATE_STANDS, "day")
    return found


def _must_be_free(locked: LockedSet, moment: datetime) -> None:
    if moment <= locked.work.now:
        raise Refused(Refusal.PAST_MOMENT, "day")
    if any(one.meeting.at == moment for one in locked.plan):
        raise Refused(Refusal.MEETS_THEN, "day")


def _moves(locked: LockedSet, found: Mapping[int, datetime]) -> list[PlanChange]:
    """Of a plan that has not changed yet."""
    by, was = plan_news.who(locked), {one.row: one.meeting for one in locked.plan}
    return [PlanChange(Change.MOVED, by, row, was[row].number, at=at, was=was[row].at) for row, at in found.items()]


def _changed(locked: LockedSet, meeting_id: str, followed: int = 0) -> MeetingChanged:
    row = meetings.by_public_id(locked.work.db, locked.work.workspace, meeting_id)
    if row is None:
        raise Refused(Refusal.DATE_STANDS, "day")
    return MeetingChanged(as_marked(locked, row), locked.set.zone, locked.set.public_id, followed)
