"""How a clock of tests passes over what only looks: it stops at everything else, and each look is made once, before it rests."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select, update

from bot.domain.message_and_timer_kinds import Later
from storage.database import Database
from storage.delivery_models import Timer
from tests.leaps import JUST_BEFORE, Leaps

MONDAY = datetime(2026, 11, 2, 9, tzinfo=UTC)
TUESDAY, FRIDAY = MONDAY + timedelta(days=1), MONDAY + timedelta(days=4)


@pytest.fixture
def known(sqlite_url: str) -> Iterator[Database]:
    """Slack is to be asked about somebody on Monday, and somebody's letter is due on Tuesday."""
    database = Database(sqlite_url)
    with database.work() as db:
        for kind, due_at in ((Later.LEARN_PERSON, MONDAY), (Later.LETTER, TUESDAY)):
            db.add(Timer(workspace="T1", kind=kind, subject="1", due_at=due_at))
    yield database
    database.close()


def due(database: Database) -> dict[str, datetime]:
    with database.look() as db:
        return dict(db.execute(select(Timer.kind, Timer.due_at)).all())


def until(database: Database, moment: datetime, target: datetime) -> datetime:
    with Leaps(database.engine.url.render_as_string().replace("+begun", "")) as leaps:
        return leaps.until(moment, target)


def test_a_look_is_put_off_until_shortly_before_the_end_and_all_else_stays(known: Database) -> None:
    assert until(known, MONDAY, FRIDAY) == TUESDAY
    assert due(known) == {Later.LEARN_PERSON: FRIDAY - JUST_BEFORE, Later.LETTER: TUESDAY}


def test_what_is_no_look_is_stopped_at_and_puts_nothing_off(known: Database) -> None:
    with known.work() as db:
        db.execute(update(Timer).where(Timer.kind == Later.LEARN_PERSON).values(due_at=TUESDAY + timedelta(hours=1)))
    before = due(known)
    assert until(known, TUESDAY, FRIDAY) == TUESDAY
    assert due(known) == before


def test_where_there_is_no_time_to_put_it_off_a_look_is_made_when_it_is_due(known: Database) -> None:
    before = due(known)
    assert until(known, MONDAY, MONDAY + JUST_BEFORE) == MONDAY
    assert due(known) == before
