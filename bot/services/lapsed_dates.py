"""What was said and asked about a date of a meeting lapses with it, inside a unit of work."""

from collections.abc import Mapping
from datetime import datetime

from bot.domain.calendars import local_day
from bot.domain.notice_subjects import asked_about_quorum, date_suits, of_a_date
from bot.domain.plans import Difference, Plan, PlanEntry
from bot.domain.sets import MOST
from bot.services.unit_of_work import UnitOfWork
from storage import regrets
from storage.models import Set


def lapse(work: UnitOfWork, the_set: Set, found: Difference, after: Plan) -> None:
    """What its host was asked about it needs no answer; on another day everybody is expected anew."""
    work.settle(*(subject for one in found.lapsed for subject in _asked(one)))
    now = {one.row: one.meeting.at for one in after}
    moved = [one.row for one in found.moved if _is_another_day(one, now, the_set.zone)]
    if moved:
        regrets.lapse(work.db, moved)


def _asked(one: PlanEntry) -> list[str]:
    at = one.meeting.at
    return [
        *of_a_date(one.row, at),
        date_suits(one.row, at),
        *(asked_about_quorum(one.row, at, coming) for coming in range(MOST)),
    ]


def _is_another_day(was: PlanEntry, now: Mapping[int, datetime], zone: str) -> bool:
    return local_day(was.meeting.at, zone) != local_day(now[was.row], zone)
