"""What follows from rows is written as a unit of work ends, whoever has changed them."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select

from bot.domain.erasures import ASKED_WHETHER_INSTALLED, Erases
from bot.domain.letters import Part
from bot.domain.message_and_timer_kinds import DueTimer, Later, Says
from bot.services.unit_of_work import UnitOfWork
from storage import changed_rows, posts
from storage.database import Database
from storage.delivery_models import Post, Timer
from storage.erasure_models import Erasure, Installation
from storage.letter_models import Letter, LetterPart
from storage.models import Person, Slot
from tests.query_plans import overhearing

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
TEAM = "T1"


@contextmanager
def working(database: Database) -> Iterator[UnitOfWork]:
    with database.work() as db:
        work = UnitOfWork(db, TEAM, NOON)
        yield work
        work.write()


def timers_in(database: Database) -> dict[tuple[str, str], datetime]:
    with database.look() as db:
        return {(one.kind, one.subject): one.due_at for one in db.scalars(select(Timer))}


@pytest.fixture
def letter(database: Database) -> int:
    """One that was sent, and holds what a presenter was asked of the slot 7; beside it the same waits for somebody."""
    with database.work() as db:
        db.add_all([Person(id=number, workspace=TEAM, user=f"U{number}") for number in (1, 2)])
        db.flush()
        one = Letter(workspace=TEAM, person_id=1, day=date(2026, 11, 24), composed_at=NOON, late=False)
        db.add(one)
        db.flush()
        asked = {"workspace": TEAM, "kind": Part.NOT_SAID, "subject": "7", "facts": {}}
        db.add_all([LetterPart(person_id=1, letter_id=one.id, **asked), LetterPart(person_id=2, **asked)])
        direct = posts.person_conversations(db, TEAM, [1])[1]
        posts.add(db, Says.LETTER, [(direct, str(one.id))], due_at=NOON, set_id=None, parent_id=None, facts={})
        return one.id


def wanted(database: Database) -> int:
    with database.look() as db:
        return db.scalars(select(Post.wanted)).one()


def letters_in(work: UnitOfWork) -> Letter:
    return work.db.scalars(select(Letter)).one()


def part_of(work: UnitOfWork, *, waits: bool) -> LetterPart:
    found = LetterPart.letter_id.is_(None) if waits else LetterPart.letter_id.is_not(None)
    return work.db.scalars(select(LetterPart).where(found)).one()


def test_a_row_that_shows_something_else_is_drawn_anew_be_it_written_early(database: Database, letter: int) -> None:
    with working(database) as work:
        letters_in(work).again_at = NOON + HOUR
        work.db.flush()
    assert (wanted(database), work.has_to_say) == (2, True)


def test_what_was_changed_back_or_shows_nowhere_is_not(database: Database, letter: int) -> None:
    with working(database) as work:
        letters_in(work).again_at = NOON + HOUR
        work.db.flush()
        letters_in(work).again_at = None
        letters_in(work).composed_at = NOON - HOUR
        part_of(work, waits=True).facts = {"settled": True}
    assert (wanted(database), work.has_to_say) == (1, False)


def test_a_part_of_a_letter_draws_the_letter_that_holds_it(database: Database, letter: int) -> None:
    with working(database) as work:
        part_of(work, waits=False).facts = {"kept": True}
    assert wanted(database) == 2
    with working(database) as work:
        work.settle_parts(Part.NOT_SAID, 7)
    assert wanted(database) == 3


def test_what_a_statement_of_its_own_has_written_is_told_of(database: Database, letter: int) -> None:
    with working(database) as work:
        changed_rows.tell(work.db, Slot(id=7, none_this_time=True))
    assert wanted(database) == 2
    with working(database) as work:
        changed_rows.tell(work.db, Slot(id=8, none_this_time=True))
    assert wanted(database) == 2


def test_timers_come_with_a_row_move_with_it_and_go(database: Database) -> None:
    key = Later.LOOK_AT_INSTALLATION.value, TEAM
    with working(database) as work:
        work.db.add(Installation(workspace=TEAM, installed_at=NOON, locked_at=NOON))
    assert timers_in(database) == {key: NOON + ASKED_WHETHER_INSTALLED}
    with working(database) as work:
        work.db.scalars(select(Installation)).one().locked_at = NOON + HOUR
    assert timers_in(database) == {key: NOON + HOUR + ASKED_WHETHER_INSTALLED}
    with working(database) as work:
        work.db.delete(work.db.scalars(select(Installation)).one())
    assert timers_in(database) == {}


@pytest.mark.parametrize("again", [pytest.param(None, id="never"), pytest.param(NOON + HOUR, id="in an hour")])
def test_a_timer_that_has_fired_comes_again_where_that_was_said(database: Database, again: datetime | None) -> None:
    with working(database) as work:
        erasure = Erasure(workspace=TEAM, erases=Erases.WORKSPACE, asked_at=NOON, reached=0)
        work.db.add(erasure)
    timer = DueTimer(TEAM, Later.ERASE, str(erasure.id), NOON)
    assert timers_in(database) == {(timer.kind, timer.subject): NOON}
    with overhearing() as heard, working(database) as work:
        assert work.take(timer)
        work.again_at = again
        if again is None:
            work.db.delete(work.db.scalars(select(Erasure)).one())
    assert timers_in(database) == ({(timer.kind, timer.subject): again} if again is not None else {})
    assert sum("DELETE FROM timers" in str(one) for one in heard) == 1


def test_a_timer_that_was_moved_meanwhile_stays_unless_it_is_answered(database: Database) -> None:
    with working(database) as work:
        work.later(Later.LOOK_AT_CHANNEL, 3, NOON + HOUR)
    timer = DueTimer(TEAM, Later.LOOK_AT_CHANNEL, "3", NOON)
    with working(database) as work:
        assert not work.take(timer)
    assert timers_in(database) == {(timer.kind, timer.subject): NOON + HOUR}
    with working(database) as work:
        work.answer(timer)
        work.later(Later.LOOK_AT_CHANNEL, 3, NOON)  # raised by what it was answered with
        work.again_at = NOON + 2 * HOUR
    assert timers_in(database) == {(timer.kind, timer.subject): NOON + 2 * HOUR}
    with working(database) as work:
        work.answer(timer)
    assert timers_in(database) == {}


def test_a_letter_that_is_looked_at_early_enough_is_left_alone_and_brought_forward_otherwise(
    database: Database,
) -> None:
    with working(database) as work:
        work.letter_is_due(1, NOON + HOUR)
        work.letter_by(1, NOON + HOUR)
        work.letter_by(1, NOON + 2 * HOUR)
    assert timers_in(database) == {}
    with working(database) as work:
        work.letter_is_due(1, NOON + HOUR)
        work.letter_by(1, NOON)
        work.letter_by(2, NOON + HOUR)
    assert timers_in(database) == {("letter", "1"): NOON, ("letter", "2"): NOON + HOUR}
