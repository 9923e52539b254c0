"""The daily sweep, in a workspace with more than fits into one unit of work."""

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from random import Random

import pytest
from sqlalchemy import func, insert, select, update

from bot.clock import MovableClock
from bot.domain.message_and_timer_kinds import SWEPT_EVERY, DueTimer, Later
from bot.domain.retention import REQUESTS_KNOWN, WITH_THE_REST
from bot.domain.states import SetState
from bot.services.erasing import SETS_AT_ONCE
from bot.services.locked_set import Resources
from bot.services.retention import Retention
from bot.services.zones_anew import AT_ONCE, HANDFUL
from storage import timers
from storage.database import Database
from storage.delivery_models import SeenRequest, Timer
from storage.erasure_models import Erasure
from storage.models import Member, Person, Set
from storage.people import LOOKED_AT

TEAM = "T1"
NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
LONG_SINCE = NOON - timedelta(days=1)
PEOPLE = 1200
SETS = 50
SWEEP = DueTimer(TEAM, Later.SWEEP, TEAM, NOON)


def sets(database: Database, many: int, state: SetState = SetState.ACTIVE, kept_until: date | None = None) -> None:
    day = {"first_on": date(2026, 11, 3), "at": time(14), "zone": "Etc/UTC", "founded_at": NOON}
    how = {"meetings_planned": 2, "minutes": 90, "every_weeks": 2, "spoken": False, "format": "classic"}
    what = {"workspace": TEAM, "private": True, "name": "Heads", "rules": [], "state": state, "kept_until": kept_until}
    named = [
        {"id": one, "public_id": f"s{one}", "channel": f"C{one}", **day, **how, **what} for one in range(1, many + 1)
    ]
    with database.work() as db:
        db.execute(insert(Set), named)


def people(database: Database) -> set[int]:
    """In one set, all of them."""
    with database.work() as db:
        here = {"workspace": TEAM}
        db.execute(insert(Person), [{"user": f"U{one}", "known_at": LONG_SINCE, **here} for one in range(PEOPLE)])
        ids = db.scalars(select(Person.id)).all()
        db.execute(insert(Member), [{"set_id": 1, "person_id": one, **here} for one in ids])
    return set(ids)


def swept(database: Database) -> Iterator[datetime]:
    """Fires the sweep and what it leaves for later, each when it is due, until nothing is left for that day; gives each moment."""
    clock = MovableClock(NOON)
    retention = Retention(Resources(database, clock, Random(1), {}, lambda: None))
    with database.work() as db:
        timers.put(db, TEAM, SWEEP.kind, SWEEP.subject, NOON, None)
    fires = {Later.SWEEP: retention.sweep, Later.ASK_ABOUT_EVERYBODY: retention.ask_about_the_rest}
    while due := first(database, clock.now()):
        fires[due.kind](due)
        yield clock.now()
        clock.move_to(clock.now() + WITH_THE_REST)


def first(database: Database, now: datetime) -> DueTimer | None:
    with database.look() as db:
        kinds = (Later.SWEEP, Later.ASK_ABOUT_EVERYBODY)
        return next((one for one in timers.due(db, now) if one.kind in kinds), None)


def asked_about(database: Database) -> list[Timer]:
    with database.look() as db:
        return list(db.scalars(select(Timer).where(Timer.kind == Later.LEARN_PERSON)))


def test_a_thousand_people_are_asked_about_evenly_over_the_day_and_a_few_are_noted_at_once(database: Database) -> None:
    sets(database, 1)
    ids = people(database)
    noted = [0, *(len(asked_about(database)) for _ in swept(database))]
    asked = asked_about(database)
    moments = Counter(one.due_at for one in asked)
    hours = Counter((one.due_at - NOON) // timedelta(hours=1) for one in asked)
    assert max(after - before for before, after in pairwise(noted)) == AT_ONCE
    assert {int(one.subject) for one in asked} == ids
    assert max(moments.values()) <= HANDFUL
    assert (len(hours), max(hours.values()) <= PEOPLE / 24 + 2 * HANDFUL) == (24, True)


def test_those_about_whom_nothing_is_asked_are_gone_through_a_few_at_a_time_as_well(database: Database) -> None:
    sets(database, 1, SetState.ENDED)
    people(database)
    assert (len(list(swept(database))), asked_about(database)) == (PEOPLE // LOOKED_AT + 1, [])


def test_who_is_asked_about_is_gone_through_once_a_day_however_often_the_sweep_goes_on(database: Database) -> None:
    sets(database, 1)
    people(database)
    old = NOON - REQUESTS_KNOWN - timedelta(hours=1)
    with database.work() as db:
        seen = [{"key": str(one), "seen_at": old - timedelta(seconds=one), "workspace": TEAM} for one in range(350)]
        db.execute(insert(SeenRequest), seen)
    done = [(len(asked_about(database)), deliveries(database)) for _ in swept(database)]
    assert done[:4] == [(0, 250), (0, 150), (0, 50), (AT_ONCE, 0)]
    assert done[-1] == (PEOPLE, 0)
    with database.look() as db:
        left = db.execute(select(Timer.kind, Timer.due_at).where(Timer.kind.not_in([Later.LEARN_PERSON]))).all()
    assert left == [(Later.SWEEP, NOON + 3 * WITH_THE_REST + SWEPT_EVERY)]


def deliveries(database: Database) -> int:
    with database.look() as db:
        return db.scalar(select(func.count()).select_from(SeenRequest)) or 0


def test_sets_that_all_end_on_one_day_are_begun_to_be_deleted_a_few_at_a_time(database: Database) -> None:
    sets(database, SETS, SetState.ENDED, NOON.date() - timedelta(days=1))
    assert [begun(database) for _ in swept(database)] == [SETS_AT_ONCE, 2 * SETS_AT_ONCE, SETS]


@pytest.mark.parametrize("zone", [pytest.param("Etc/GMT+12", id="a day behind")])
def test_sets_whose_last_day_is_not_over_hold_nobody_up(database: Database, zone: str) -> None:
    sets(database, SETS, SetState.ENDED, NOON.date())
    with database.work() as db:
        db.execute(update(Set).values(zone=zone))
    assert [begun(database) for _ in swept(database)] == [0]


def begun(database: Database) -> int:
    with database.look() as db:
        return db.scalar(select(func.count()).select_from(Erasure)) or 0
