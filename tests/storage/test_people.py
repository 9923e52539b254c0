"""People in a workspace."""

import time
from datetime import UTC, date, datetime, timedelta
from datetime import time as time_of_day
from typing import Any

import pytest
from sqlalchemy import select

from bot.domain.message_and_timer_kinds import Later
from bot.domain.states import Gone, SetState
from bot.services.deadline import Deadline, within
from bot.services.unit_of_work import UnitOfWork
from bot.services.zones_anew import ask_about_everybody
from storage import people, posts
from storage.database import Database
from storage.delivery_models import Timer
from storage.models import Member, Person, Set

TEAM = "T1"
SOON = 5.0
NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
LONG_SINCE = NOON - timedelta(days=1)


def a_set(**more: Any) -> Set:
    day = {"first_on": date(2026, 11, 3), "at": time_of_day(14), "zone": "Etc/UTC", "founded_at": NOON}
    how = {"meetings_planned": 2, "minutes": 90, "every_weeks": 2, "spoken": False, "format": "classic"}
    who = {"public_id": "s1", "channel": "C1", "private": True, "name": "Heads", "rules": ["Ask"]}
    return Set(id=1, **({"workspace": TEAM, "state": SetState.ACTIVE, **day, **how, **who} | more))


def asked_about(database: Database) -> list[Timer]:
    with database.work() as db:
        work = UnitOfWork(db, TEAM, NOON)
        ask_about_everybody(work)
        work.write()
    with database.look() as db:
        return list(db.scalars(select(Timer).where(Timer.kind == Later.LEARN_PERSON)))


@pytest.mark.parametrize(
    ("of_set", "of_member", "of_person", "is_asked_about"),
    [
        pytest.param({}, {}, {}, True, id="a member of a set that meets"),
        pytest.param({"state": SetState.AGREEING}, {}, {}, True, id="of one that has not agreed yet"),
        pytest.param({"state": SetState.ENDED}, {}, {}, False, id="of one that has ended"),
        pytest.param({"state": SetState.PAUSED}, {}, {}, False, id="of one without its channel"),
        pytest.param({"paused_until": date(2026, 12, 24)}, {}, {}, False, id="of one that rests"),
        pytest.param({"paused_until": date(2026, 11, 26)}, {}, {}, True, id="of one that is about to wake"),
        pytest.param({"workspace": "T2"}, {}, {}, False, id="of another workspace"),
        pytest.param({}, {"left_at": NOON}, {}, False, id="who has left"),
        pytest.param({}, {"declined_at": NOON}, {}, False, id="who has declined"),
        pytest.param({}, {"gone": Gone.CHANNEL}, {}, True, id="who is not in the channel"),
        pytest.param({}, {}, {"reachable": False}, False, id="whom nothing reaches"),
        pytest.param({}, {"gone": Gone.ACCOUNT}, {"reachable": False}, True, id="who may have an account again"),
        pytest.param({}, {}, {"known_at": None}, True, id="of whom nothing is known"),
        pytest.param({}, {}, {"known_at": NOON - timedelta(minutes=50)}, False, id="of whom Slack has just told"),
    ],
)
def test_those_whose_zones_are_wanted_are_asked_about_once_a_day(
    database: Database,
    of_set: dict[str, Any],
    of_member: dict[str, Any],
    of_person: dict[str, Any],
    *,
    is_asked_about: bool,
) -> None:
    workspace = {"workspace": of_set.get("workspace", TEAM)}
    with database.work() as db:
        db.add(a_set(**of_set))
        db.add(Person(id=7, user="U1", **({"known_at": LONG_SINCE, **workspace} | of_person)))
        db.flush()
        db.add(Member(set_id=1, person_id=7, **workspace, **of_member))
    asked = [(one.subject, one.due_at) for one in asked_about(database)]
    assert asked == ([("7", NOON)] if is_asked_about else [])


@pytest.mark.parametrize("database", ["postgres"], indirect=True)
def test_who_learns_about_a_person_holds_up_nobody_who_refers_to_them(database: Database) -> None:
    with database.work() as db:
        ana = Person(workspace=TEAM, user="U1")
        db.add(ana)
    with database.work() as learning:
        assert people.locked(learning, TEAM, ana.id) is not None
        with within(Deadline(time.monotonic() + SOON)), database.work() as db:
            assert posts.person_conversations(db, TEAM, [ana.id])
