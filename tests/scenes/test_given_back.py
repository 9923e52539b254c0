"""Time in which nobody was there goes back to each set once, before its first timer or gesture, and to no other."""

import shutil
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import event, select

from bot.domain.formats import StepKind
from bot.domain.outgoing import Later, Says
from bot.domain.states import TurnState
from bot.services.meeting_clock import MeetingClock
from storage.outgoing import Post
from tests.scenes.laws import Law
from tests.scenes.moves import PEOPLE, says
from tests.scenes.table import MEMBERS, Custom, Table

ANA, BEN, CHLOE, *_ = MEMBERS
MINUTE = timedelta(minutes=1)
TEN_MINUTES = timedelta(minutes=10)
A_DAY = timedelta(days=1)


@pytest.fixture
def table(sqlite_file: Path, tmp_path: Path) -> Iterator[Table]:
    """Chloé presents, with seven minutes before her."""
    with Table(Path(shutil.copy(sqlite_file, tmp_path / "sets.db")), watch=Law().holds) as table:
        table.found(Custom(format="classic"))
        for who, what in (
            (CHLOE, "raises an issue"),
            (CHLOE, "starts the meeting"),
            (ANA, "is here"),
            (BEN, "is here"),
        ):
            does(table, who, what)
        while kind(table) is not StepKind.PRESENT:
            moved = table.tries(lambda: PEOPLE["moves on"](table, CHLOE))
            table.pass_time(timedelta(0) if moved else MINUTE)
        yield table


@pytest.fixture
def suspended(table: Table, tmp_path: Path) -> Iterator[Table]:
    """The same table, served by a process that beats, and then not for ten minutes."""
    table.database.close()
    with Table(Path(shutil.copy(table.file, tmp_path / "more.db")), table.clock.now(), watches=True) as later:
        later.heartbeats.beat()
        later.clock.move_to(later.clock.now() + TEN_MINUTES)
        yield later


def does(table: Table, who: str, what: str) -> None:
    assert table.tries(lambda: PEOPLE[what](table, who)), f"{who} may not: {what}"


def kind(table: Table) -> StepKind:
    return table.seen().steps[-1].kind


def ends(table: Table) -> datetime:
    return table.seen().steps[-1].ends_at


def told(table: Table) -> int:
    """How often the set was told that the bot was away."""
    with table.database.look() as db:
        return len(db.scalars(select(Post.id).where(Post.kind == Says.CLOCK)).all())


def test_a_timer_that_came_due_meanwhile_is_moved_and_not_fired(table: Table) -> None:
    before = ends(table)
    table.misses(TEN_MINUTES)
    table.fires(Later.STEP_END)
    assert (kind(table), ends(table), told(table)) == (StepKind.PRESENT, before + TEN_MINUTES, 1)
    assert not table.seen().steps[-1].time_up
    table.fires(Later.STEP_WARN)
    assert (ends(table), told(table)) == (before + TEN_MINUTES, 1)


def test_a_step_whose_time_ran_out_after_the_last_heartbeat_has_seconds_left_and_is_not_up(table: Table) -> None:
    before = ends(table)
    table.pass_time(before - table.clock.now() + timedelta(seconds=2))
    assert table.seen().steps[-1].time_up
    table.misses(TEN_MINUTES, beaten=timedelta(seconds=8))
    table.fires(Later.STEP_GRACE)
    assert (kind(table), ends(table)) == (StepKind.PRESENT, before + TEN_MINUTES + timedelta(seconds=8))
    assert not table.seen().steps[-1].time_up


def test_a_process_that_was_suspended_gives_time_back_before_it_fires_a_timer(suspended: Table) -> None:
    before = ends(suspended)
    suspended.fires(Later.STEP_END)
    assert (kind(suspended), ends(suspended), told(suspended)) == (StepKind.PRESENT, before + TEN_MINUTES, 1)


def test_and_before_it_listens_to_anybody(suspended: Table) -> None:
    before = ends(suspended)
    PEOPLE["extends by a minute"](suspended, CHLOE)
    assert (ends(suspended), told(suspended)) == (before + TEN_MINUTES + MINUTE, 1)


def test_a_clock_that_is_set_back_takes_the_meeting_with_it(table: Table, tmp_path: Path) -> None:
    while not table.seen().open_turns:
        does(table, CHLOE, "moves on")
    table.database.close()
    with Table(Path(shutil.copy(table.file, tmp_path / "more.db")), table.clock.now(), watches=True) as ahead:
        ahead.heartbeats.beat()
        before = ends(ahead)
        ahead.clock.set_back(A_DAY)
        ahead.heartbeats.beat()
        called = ahead.seen().open_turns[0].member_id
        says(ahead, MEMBERS[called - 1])
        assert (kind(ahead), ends(ahead), told(ahead)) == (StepKind.QUESTION, before - A_DAY, 0)
        assert ahead.seen().open_turns[0].state is TurnState.ASKED
        ahead.clock.move_to(ahead.clock.now() + timedelta(seconds=5))
        says(ahead, CHLOE)
        assert ahead.seen().open_turns[0].answered


def test_a_gesture_comes_after_the_time_is_given_back(table: Table) -> None:
    before = ends(table)
    table.misses(TEN_MINUTES)
    PEOPLE["extends by five"](table, CHLOE)
    assert ends(table) == before + TEN_MINUTES + 5 * MINUTE


def test_a_gesture_that_is_refused_leaves_it_to_the_next(table: Table) -> None:
    before = ends(table)
    table.misses(TEN_MINUTES)
    assert not table.tries(lambda: PEOPLE["moves on"](table, ANA))
    does(table, CHLOE, "extends by a minute")
    assert ends(table) == before + TEN_MINUTES + MINUTE


def test_two_absences_are_both_given_back(table: Table) -> None:
    before = ends(table)
    table.misses(TEN_MINUTES)
    table.pass_time(timedelta(seconds=1))
    table.misses(20 * MINUTE)
    table.fires(Later.STEP_END)
    assert ends(table) == before + 30 * MINUTE


def test_a_pause_gives_the_time_back_itself(table: Table) -> None:
    before = ends(table)
    does(table, ANA, "pauses")
    table.misses(TEN_MINUTES)
    table.pass_time(MINUTE)
    does(table, ANA, "resumes")
    does(table, ANA, "pauses")
    does(table, ANA, "resumes")
    assert ends(table) == before + TEN_MINUTES + MINUTE


def test_a_channel_that_goes_right_then_pauses_the_meeting_with_its_time_back(table: Table) -> None:
    before = ends(table)
    table.misses(TEN_MINUTES)
    table.does.channels.gone("T01", "C01", "channel_not_found")
    table.does.channels.back("T01", "C01", True)
    does(table, ANA, "resumes")
    assert ends(table) == before + TEN_MINUTES


def test_a_meeting_that_begins_afterwards_has_nothing_to_get_back(sqlite_file: Path, tmp_path: Path) -> None:
    with Table(Path(shutil.copy(sqlite_file, tmp_path / "sets.db"))) as table:
        table.found(Custom())
        table.misses(TEN_MINUTES)
        does(table, CHLOE, "starts the meeting")
        before = ends(table)
        does(table, ANA, "is here")
        assert (ends(table), told(table)) == (before, 0)


def test_a_crash_in_the_middle_gives_nothing_back_twice_and_loses_nothing(table: Table) -> None:
    before = ends(table)
    table.misses(TEN_MINUTES)

    def dies(*_: object) -> None:
        raise KeyboardInterrupt

    event.listen(table.database.engine, "commit", dies, once=True)
    with pytest.raises(KeyboardInterrupt):
        table.fires(Later.STEP_END)
    table.database.engine.dispose()
    assert ends(table) == before
    for _ in range(2):
        MeetingClock(table.resources).give_back("T01", 1)
        assert (ends(table), told(table)) == (before + TEN_MINUTES, 1)


def test_what_was_accounted_for_costs_nothing_more(table: Table) -> None:
    table.misses(TEN_MINUTES)
    table.fires(Later.STEP_END)
    asked: list[str] = []
    event.listen(table.database.engine, "before_cursor_execute", lambda *executed: asked.append(executed[2]))
    does(table, CHLOE, "extends by a minute")
    assert not any("absences" in statement for statement in asked)


def test_a_meeting_that_nobody_touches_is_found_and_no_other(table: Table) -> None:
    def owed() -> tuple[bool, list[tuple[str, int]]]:
        return table.heartbeats.may_owe, table.heartbeats.owed()

    assert owed() == (False, [])
    table.misses(TEN_MINUTES)
    assert owed() == owed() == (True, [("T01", 1)])
    table.fires(Later.STEP_END)
    assert owed() == (True, [])
    assert owed() == (False, []), "once all have had their time back nobody asks again"
