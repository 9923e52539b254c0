"""What lookups have found out about people."""

from datetime import UTC, datetime, timedelta
from random import Random

import pytest

from bot.clock import MovableClock
from bot.domain.message_and_timer_kinds import Later
from bot.services.locked_set import Resources
from bot.services.people import Account, People
from storage import posts, timers
from storage.database import Database
from storage.delivery_models import Post
from storage.models import Person

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
TEAM = "T1"


class Woken:
    def __init__(self) -> None:
        self.times = 0

    def __call__(self) -> None:
        self.times += 1


@pytest.fixture
def woken() -> Woken:
    return Woken()


@pytest.fixture
def people(database: Database, woken: Woken) -> People:
    return People(Resources(database, MovableClock(NOON), Random(1), {}, woken))


@pytest.fixture
def ana(database: Database) -> int:
    with database.work() as db:
        person = Person(workspace=TEAM, user="U1", zone="Europe/Sofia")
        db.add(person)
        db.flush()
        posts.person_conversations(db, TEAM, [person.id])[person.id]
        for kind in (Later.LEARN_PERSON, Later.OPEN_DM):
            timers.put(db, TEAM, kind, str(person.id), NOON, None)
        return person.id


def person(database: Database, person_id: int) -> Person:
    with database.look() as db:
        return db.get_one(Person, person_id)


def left(database: Database) -> list[Later]:
    with database.look() as db:
        return [timer.kind for timer in timers.lookups(db, NOON)]


@pytest.mark.parametrize(
    ("zone", "kept"),
    [
        pytest.param("Asia/Tokyo", "Asia/Tokyo", id="a zone that we know"),
        pytest.param("Mars/Olympus", "Europe/Sofia", id="one that we do not know"),
        pytest.param("../etc/passwd", "Europe/Sofia", id="no zone at all"),
        pytest.param(None, "Europe/Sofia", id="none given"),
    ],
)
def test_a_zone_is_kept_where_we_know_it_too(
    people: People, database: Database, ana: int, zone: str | None, kept: str
) -> None:
    people.learned(TEAM, ana, Account(zone))
    learned = person(database, ana)
    assert (learned.zone, learned.known_at, learned.reachable) == (kept, NOON, True)
    assert left(database) == [Later.OPEN_DM]


def test_the_language_that_slack_tells_is_kept_and_stays_where_it_tells_none(
    people: People, database: Database, ana: int
) -> None:
    for told, kept in ((None, "en_GB"), ("bg_BG", "bg_BG"), (None, "bg_BG")):
        people.learned(TEAM, ana, Account("Asia/Tokyo", language=told))
        assert people.language(TEAM, "U1") == kept
        assert left(database) == [Later.OPEN_DM]


def test_what_slack_said_of_somebody_long_ago_is_asked_again(people: People, database: Database, ana: int) -> None:
    people.learned(TEAM, ana, Account("Asia/Tokyo", language="bg_BG"))
    with database.work() as db:
        db.get_one(Person, ana).known_at = NOON - timedelta(days=8)
    assert people.language(TEAM, "U1") == "bg_BG"
    assert left(database) == [Later.LEARN_PERSON, Later.OPEN_DM]


def test_nobody_knows_what_a_stranger_reads(people: People) -> None:
    assert people.language(TEAM, "U404") is None


def test_an_opened_dm_wakes_what_waits_for_it(people: People, database: Database, ana: int, woken: Woken) -> None:
    people.dm_opened(TEAM, ana, "D1")
    with database.work() as db:
        assert posts.person_conversations(db, TEAM, [ana])[ana].channel == "D1"
    assert (left(database), woken.times) == ([Later.LEARN_PERSON], 1)


def test_what_waits_for_somebody_unreachable_is_dropped_and_what_they_have_stays(
    people: People, database: Database, ana: int
) -> None:
    with database.work() as db:
        dm = posts.person_conversations(db, TEAM, [ana])[ana]
        sent, waiting = (
            posts.put(db, dm, "notice", subject, due_at=NOON, set_id=None, parent_id=None, facts={})
            for subject in ("sent", "waiting")
        )
        sent.ts = "1.1"
        ids = (sent.id, waiting.id)
    people.unreachable(TEAM, ana)
    with database.look() as db:
        assert [db.get_one(Post, post_id).dropped for post_id in ids] == [False, True]
    assert (person(database, ana).reachable, left(database)) == (False, [])


def test_an_answer_that_comes_twice_changes_nothing(people: People, database: Database, ana: int) -> None:
    for _ in range(2):
        people.learned(TEAM, ana, Account("Asia/Tokyo"))
        people.dm_opened(TEAM, ana, "D1")
    assert (person(database, ana).zone, left(database)) == ("Asia/Tokyo", [])


def test_somebody_who_is_not_there_any_more_is_nobody(people: People) -> None:
    people.learned(TEAM, 4711, Account("Asia/Tokyo"))
    assert people.user(TEAM, 4711) is None
