"""Time in which nobody was there goes back to each set once, before its first timer or gesture, and to no other."""

import shutil
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import event, select

from bot.domain.message_and_timer_kinds import Later, Says
from bot.domain.states import TurnState
from bot.domain.step_kinds import StepKind
from bot.services.meeting_clock import MeetingClock
from storage.delivery_models import Post
from tests.scenes.invariants import Invariant
from tests.scenes.moves import PEOPLE, says
from tests.scenes.set_without_slack import MEMBERS, Custom, SetWithoutSlack

ANA, BEN, CHLOE, *_ = MEMBERS
MINUTE = timedelta(minutes=1)
TEN_MINUTES = timedelta(minutes=10)
A_DAY = timedelta(days=1)


@pytest.fixture
def the_set(sqlite_file: Path, tmp_path: Path) -> Iterator[SetWithoutSlack]:
    """Chloé presents, with seven minutes before her."""
    with SetWithoutSlack(Path(shutil.copy(sqlite_file, tmp_path / "sets.db")), watch=Invariant().holds) as the_set:
        the_set.found(Custom(format="classic"))
        for who, what in (
            (CHLOE, "raises an issue"),
            (CHLOE, "starts the meeting"),
            (ANA, "is here"),
            (BEN, "is here"),
        ):
            does(the_set, who, what)
        while kind(the_set) is not StepKind.PRESENT:
            moved = the_set.tries(lambda: PEOPLE["moves on"](the_set, CHLOE))
            the_set.pass_time(timedelta(0) if moved else MINUTE)
        yield the_set


@pytest.fixture
def suspended(the_set: SetWithoutSlack, tmp_path: Path) -> Iterator[SetWithoutSlack]:
    """The same table, served by a process that beats, and then not for ten minutes."""
    the_set.database.close()
    with SetWithoutSlack(
        Path(shutil.copy(the_set.file, tmp_path / "more.db")), the_set.clock.now(), watches=True
    ) as later:
        later.heartbeats.beat()
        later.clock.move_to(later.clock.now() + TEN_MINUTES)
        yield later


def does(the_set: SetWithoutSlack, who: str, what: str) -> None:
    assert the_set.tries(lambda: PEOPLE[what](the_set, who)), f"{who} may not: {what}"


def kind(the_set: SetWithoutSlack) -> StepKind:
    return the_set.seen().steps[-1].kind


def ends(the_set: SetWithoutSlack) -> datetime:
    return the_set.seen().steps[-1].ends_at


def told(the_set: SetWithoutSlack) -> int:
    """How often the set was told that the bot was away."""
    with the_set.database.look() as db:
        return len(db.scalars(select(Post.id).where(Post.kind == Says.CLOCK)).all())


def test_a_timer_that_came_due_meanwhile_is_moved_and_not_fired(the_set: SetWithoutSlack) -> None:
    before = ends(the_set)
    the_set.misses(TEN_MINUTES)
    the_set.fires(Later.STEP_END)
    assert (kind(the_set), ends(the_set), told(the_set)) == (StepKind.PRESENT, before + TEN_MINUTES, 1)
    assert not the_set.seen().steps[-1].time_up
    the_set.fires(Later.STEP_WARN)
    assert (ends(the_set), told(the_set)) == (before + TEN_MINUTES, 1)


def test_a_step_whose_time_ran_out_after_the_last_heartbeat_has_seconds_left_and_is_not_up(
    the_set: SetWithoutSlack,
) -> None:
    before = ends(the_set)
    the_set.pass_time(before - the_set.clock.now() + timedelta(seconds=2))
    assert the_set.seen().steps[-1].time_up
    the_set.misses(TEN_MINUTES, beaten=timedelta(seconds=8))
    the_set.fires(Later.STEP_GRACE)
    assert (kind(the_set), ends(the_set)) == (StepKind.PRESENT, before + TEN_MINUTES + timedelta(seconds=8))
    assert not the_set.seen().steps[-1].time_up


def test_a_process_that_was_suspended_gives_time_back_before_it_fires_a_timer(suspended: SetWithoutSlack) -> None:
    before = ends(suspended)
    suspended.fires(Later.STEP_END)
    assert (kind(suspended), ends(suspended), told(suspended)) == (StepKind.PRESENT, before + TEN_MINUTES, 1)


def test_and_before_it_listens_to_anybody(suspended: SetWithoutSlack) -> None:
    before = ends(suspended)
    PEOPLE["extends by a minute"](suspended, CHLOE)
    assert (ends(suspended), told(suspended)) == (before + TEN_MINUTES + MINUTE, 1)


def test_a_clock_that_is_set_back_takes_the_meeting_with_it(the_set: SetWithoutSlack, tmp_path: Path) -> None:
    while not the_set.seen().open_turns:
        does(the_set, CHLOE, "moves on")
    the_set.database.close()
    with SetWithoutSlack(
        Path(shutil.copy(the_set.file, tmp_path / "more.db")), the_set.clock.now(), watches=True
    ) as ahead:
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


def test_a_gesture_comes_after_the_time_is_given_back(the_set: SetWithoutSlack) -> None:
    before = ends(the_set)
    the_set.misses(TEN_MINUTES)
    PEOPLE["extends by five"](the_set, CHLOE)
    assert ends(the_set) == before + TEN_MINUTES + 5 * MINUTE


def test_a_gesture_that_is_refused_leaves_it_to_the_next(the_set: SetWithoutSlack) -> None:
    before = ends(the_set)
    the_set.misses(TEN_MINUTES)
    assert not the_set.tries(lambda: PEOPLE["moves on"](the_set, ANA))
    does(the_set, CHLOE, "extends by a minute")
    assert ends(the_set) == before + TEN_MINUTES + MINUTE


def test_two_absences_are_both_given_back(the_set: SetWithoutSlack) -> None:
    before = ends(the_set)
    the_set.misses(TEN_MINUTES)
    the_set.pass_time(timedelta(seconds=1))
    the_set.misses(20 * MINUTE)
    the_set.fires(Later.STEP_END)
    assert ends(the_set) == before + 30 * MINUTE


def test_a_pause_gives_the_time_back_itself(the_set: SetWithoutSlack) -> None:
    before = ends(the_set)
    does(the_set, CHLOE, "pauses")
    the_set.misses(TEN_MINUTES)
    the_set.pass_time(MINUTE)
    does(the_set, CHLOE, "resumes")
    does(the_set, CHLOE, "pauses")
    does(the_set, CHLOE, "resumes")
    assert ends(the_set) == before + TEN_MINUTES + MINUTE


def test_a_channel_that_goes_right_then_pauses_the_meeting_with_its_time_back(the_set: SetWithoutSlack) -> None:
    before = ends(the_set)
    the_set.misses(TEN_MINUTES)
    the_set.does.channels.gone("T01", "C01", "channel_not_found")
    the_set.does.channels.back("T01", "C01", True)
    does(the_set, ANA, "resumes")
    assert ends(the_set) == before + TEN_MINUTES


def test_a_meeting_that_begins_afterwards_has_nothing_to_get_back(sqlite_file: Path, tmp_path: Path) -> None:
    with SetWithoutSlack(Path(shutil.copy(sqlite_file, tmp_path / "sets.db"))) as the_set:
        the_set.found(Custom())
        the_set.misses(TEN_MINUTES)
        does(the_set, CHLOE, "starts the meeting")
        before = ends(the_set)
        does(the_set, ANA, "is here")
        assert (ends(the_set), told(the_set)) == (before, 0)


def test_a_crash_in_the_middle_gives_nothing_back_twice_and_loses_nothing(the_set: SetWithoutSlack) -> None:
    before = ends(the_set)
    the_set.misses(TEN_MINUTES)

    def dies(*_: object) -> None:
        raise KeyboardInterrupt

    event.listen(the_set.database.engine, "commit", dies, once=True)
    with pytest.raises(KeyboardInterrupt):
        the_set.fires(Later.STEP_END)
    the_set.database.engine.dispose()
    assert ends(the_set) == before
    for _ in range(2):
        MeetingClock(the_set.resources).give_back("T01", 1)
        assert (ends(the_set), told(the_set)) == (before + TEN_MINUTES, 1)


def test_what_was_accounted_for_costs_nothing_more(the_set: SetWithoutSlack) -> None:
    the_set.misses(TEN_MINUTES)
    the_set.fires(Later.STEP_END)
    asked: list[str] = []
    event.listen(the_set.database.engine, "before_cursor_execute", lambda *executed: asked.append(executed[2]))
    does(the_set, CHLOE, "extends by a minute")
    assert not any("absences" in statement for statement in asked)


def test_a_meeting_that_nobody_touches_is_found_and_no_other(the_set: SetWithoutSlack) -> None:
    def owed() -> tuple[bool, list[tuple[str, int]]]:
        return the_set.heartbeats.may_owe, the_set.heartbeats.owed()

    assert owed() == (False, [])
    the_set.misses(TEN_MINUTES)
    assert owed() == owed() == (True, [("T01", 1)])
    the_set.fires(Later.STEP_END)
    assert owed() == (True, [])
    assert owed() == (False, []), "once all have had their time back nobody asks again"
