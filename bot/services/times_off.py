"""The days off that a set has of its own: half-term, the summer, a week in which everybody is away."""

from collections.abc import Collection
from dataclasses import dataclass

from bot.domain.askers import Asker
from bot.domain.calendars import local_day
from bot.domain.days_off import Span, ahead, read_spans, with_span
from bot.domain.errors import Refused
from bot.domain.plan_changes import Change, PlanChange
from bot.domain.refusals import Refusal
from bot.domain.sets import PlannedMeeting
from bot.domain.states import MeetingState
from bot.services import plan_news
from bot.services.days_off import country_name
from bot.services.locked_set import LockedSet
from bot.services.planned_meetings import plan_of
from bot.services.service import Service


@dataclass(frozen=True, slots=True)
class TimesOff:
    """What a set has told of its days off, by their first day; `on_them` are the meetings that are planned for any day off.

    `country` is the name of the one whose public holidays it keeps, "" for none.
    """

    set_id: str
    spans: tuple[Span, ...]
    country: str
    zone: str
    on_them: tuple[PlannedMeeting, ...] = ()


class TimesOffOfSets(Service):
    """Any member adds days off and takes them away; on them nobody is written to."""

    def as_they_are(self, asker: Asker) -> TimesOff:
        """What the form begins with."""
        with self._enter(asker.without_deliveries()) as locked:
            return _times_off(locked)

    def change(self, asker: Asker, add: Span | None, remove: Collection[str] = ()) -> TimesOff:
        """Add these days, and take those away whose keys are named. Raises Refused for days that make no sense."""
        with self._enter(asker) as locked:
            today = local_day(locked.work.now, locked.set.zone)
            before = ahead(read_spans(locked.set.days_off), today)
            after = tuple(one for one in before if one.key not in remove)
            after = with_span(after, add, today) if add is not None else after
            if after != before:
                locked.plan_changes()
                locked.set.days_off = [one.key for one in after]
                locked.work.db.flush()
                _tell(locked, before, after)
            elif add is None and not remove:
                raise Refused(Refusal.NO_DATE, "first")
            return _times_off(locked)


def _times_off(locked: LockedSet) -> TimesOff:
    today, the_set = local_day(locked.work.now, locked.set.zone), locked.set
    meetings, _ = plan_of(locked)
    on_them = tuple(one for one in meetings if one.state is MeetingState.PLANNED and one.off is not None)
    spans = ahead(read_spans(the_set.days_off), today)
    return TimesOff(the_set.public_id, spans, country_name(the_set), the_set.zone, on_them)


def _tell(locked: LockedSet, before: Collection[Span], after: Collection[Span]) -> None:
    by = plan_news.who(locked)
    gone = [PlanChange(Change.OFF_NO_MORE, by, span=one) for one in before if one not in after]
    new = [PlanChange(Change.OFF, by, span=one) for one in after if one not in before]
    plan_news.tell(locked, *(gone if not new else []), *new)
