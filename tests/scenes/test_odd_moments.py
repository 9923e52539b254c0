"""What people and the world do at a moment when nobody expects it, each by itself: the meeting goes on from there."""

import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.domain.formats import StepKind
from bot.domain.states import MeetingState, TurnState
from tests.scenes.laws import Law
from tests.scenes.moves import PEOPLE, WORLD, first_of, says
from tests.scenes.table import MEMBERS, Custom, Table

ANA, BEN, CHLOE, DAN, EVA = MEMBERS
MINUTE = timedelta(minutes=1)


@pytest.fixture
def table(sqlite_file: Path, tmp_path: Path) -> Iterator[Table]:
    """A set of five with a planned meeting, watched by the laws."""
    with Table(Path(shutil.copy(sqlite_file, tmp_path / "sets.db")), watch=Law().holds) as table:
        table.found(Custom(format="classic"))
        yield table


def does(table: Table, who: str, what: str) -> None:
    assert table.tries(lambda: PEOPLE[what](table, who)), f"{who} may not: {what}"


def to_the_questions(table: Table, *here: str) -> None:
    """Chloé presents; the first peer of those here is called."""
    does(table, CHLOE, "raises an issue")
    does(table, CHLOE, "starts the meeting")
    for who in here:
        does(table, who, "is here")
    while step(table) is not StepKind.QUESTION:
        moved = table.tries(lambda: PEOPLE["moves on"](table, CHLOE))
        table.pass_time(timedelta(0) if moved else MINUTE)


def step(table: Table) -> StepKind:
    return table.seen().steps[-1].kind


def state(table: Table) -> MeetingState | None:
    meeting = table.seen().meeting
    return meeting.state if meeting is not None else None


def waiting(table: Table) -> str:
    return first_of(table, "SELECT COUNT(*) FROM issues WHERE state = 'waiting'")


def test_who_ends_the_meeting_at_the_bids_goes_to_the_closing_and_the_issues_wait(table: Table) -> None:
    for who in (BEN, CHLOE):
        does(table, who, "raises an issue")
    does(table, ANA, "starts the meeting")
    for who in MEMBERS[1:]:
        does(table, who, "is here")
    assert step(table) is StepKind.BIDS
    does(table, ANA, "ends the slot or the meeting")
    assert (step(table), waiting(table)) == (StepKind.CLOSING, "2")


def test_words_in_a_round_with_nobody_to_call_are_heard(table: Table) -> None:
    to_the_questions(table)
    assert table.seen().turns == ()
    does(table, CHLOE, "writes in the thread")
    does(table, BEN, "writes in the thread")
    assert len(table.seen().open_turns) == 1


def test_a_peer_who_leaves_while_the_meeting_is_paused_is_followed_by_the_next(table: Table) -> None:
    to_the_questions(table, BEN, DAN)
    does(table, DAN, "pauses")
    does(table, BEN, "leaves")
    does(table, DAN, "resumes")
    assert [turn.state for turn in table.seen().turns] == [TurnState.GONE, TurnState.CALLED]


def test_a_presenter_who_leaves_while_the_meeting_is_paused_takes_no_time_from_the_next_step(table: Table) -> None:
    to_the_questions(table, BEN, DAN)
    does(table, DAN, "pauses")
    table.pass_time(timedelta(minutes=20))
    does(table, CHLOE, "leaves")
    table.pass_time(timedelta(minutes=3))
    does(table, DAN, "resumes")
    review = table.seen().steps[-1]
    assert (review.kind, review.ends_at - table.clock.now()) == (StepKind.REVIEW, timedelta(minutes=10))


def test_a_meeting_is_left_open_a_day_after_the_last_sign_of_anybody_and_not_a_day_after_the_first(
    table: Table,
) -> None:
    """Its timer stays where it is with each gesture, and as it fires too early it is written anew."""
    does(table, ANA, "starts the meeting")
    does(table, ANA, "pauses")
    table.pass_time(timedelta(hours=12))
    does(table, BEN, "is here")
    table.pass_time(timedelta(hours=23))
    assert state(table) is MeetingState.PAUSED
    table.pass_time(timedelta(hours=1, minutes=1))
    assert state(table) is MeetingState.CLOSED


def test_the_slot_of_somebody_who_has_left_is_passed_over(table: Table) -> None:
    for who in (BEN, CHLOE):
        does(table, who, "raises an issue")
    does(table, ANA, "starts the meeting")
    for who in MEMBERS[1:]:
        does(table, who, "is here")
    table.does.meetings.choose(table.asker(ANA), first_of(table, "SELECT public_id FROM issues WHERE member_id = 3"))
    does(table, BEN, "leaves")
    does(table, CHLOE, "ends the slot or the meeting")
    assert step(table) is StepKind.REVIEW


@pytest.mark.parametrize("by_itself", [True, False], ids=["no event tells of it", "an event tells of it"])
def test_a_meeting_whose_channel_is_gone_stands_still_until_it_is_back(table: Table, by_itself: bool) -> None:
    to_the_questions(table, BEN, DAN)
    WORLD["the channel is gone"](table)
    assert state(table) is MeetingState.PAUSED
    table.pass_time(timedelta(hours=2))
    assert state(table) is MeetingState.PAUSED
    if not by_itself:
        WORLD["the channel is back"](table)
    does(table, DAN, "resumes")
    assert (step(table), state(table)) == (StepKind.QUESTION, MeetingState.RUNNING)


def test_a_meeting_whose_channel_stays_gone_closes_after_a_day(table: Table) -> None:
    to_the_questions(table, BEN, DAN)
    WORLD["the channel is gone"](table)
    table.pass_time(timedelta(hours=24))
    assert (step(table), state(table)) == (StepKind.CLOSING, MeetingState.CLOSED)


def test_nobody_closes_a_meeting_by_moving_on_where_the_next_date_is_missing(table: Table) -> None:
    for closes in (True, False):
        does(table, ANA, "starts the meeting")
        does(table, ANA, "ends the slot or the meeting")
        assert table.tries(lambda: PEOPLE["moves on"](table, ANA)) is closes
    does(table, ANA, "closes for good")


def test_once_time_is_up_those_who_are_here_are_offered_a_way_past_a_turn_that_only_people_end(table: Table) -> None:
    to_the_questions(table, BEN, DAN)
    for who in (BEN, DAN, CHLOE):
        table.pass_time(timedelta(seconds=1))
        says(table, who)
    table.pass_time(18 * MINUTE)
    assert not table.tries(lambda: PEOPLE["goes to the review"](table, DAN))
    table.pass_time(2 * MINUTE)
    does(table, DAN, "goes to the review")
    assert step(table) is StepKind.SLOT_REVIEW


def test_aloud_anybody_who_is_here_ends_a_turn_that_is_open_long_after_its_step(table: Table) -> None:
    to_the_questions(table, BEN, DAN)
    does(table, DAN, "switches between spoken and typed")
    table.pass_time(18 * MINUTE)
    assert not table.tries(lambda: PEOPLE["has asked aloud"](table, DAN))
    table.pass_time(2 * MINUTE)
    does(table, DAN, "has asked aloud")
    assert step(table) is StepKind.RESTATE


def test_what_was_answered_in_a_pause_moves_nothing_before_it_is_over(table: Table) -> None:
    to_the_questions(table, BEN)
    while step(table) is not StepKind.SLOT_REVIEW:
        does(table, CHLOE, "moves on")
    does(table, BEN, "pauses")
    for who in (BEN, CHLOE):
        does(table, who, "learned something")
    assert (step(table), state(table)) == (StepKind.SLOT_REVIEW, MeetingState.PAUSED)


def test_who_wrote_when_is_forgotten_as_the_slot_ends_and_not_only_at_the_close(table: Table) -> None:
    to_the_questions(table, BEN, DAN)
    for who in (BEN, DAN, CHLOE):
        table.pass_time(timedelta(seconds=1))
        says(table, who)
    kept = ("FROM lines", "FROM turns WHERE asked_ts IS NOT NULL OR word_at IS NOT NULL")
    assert "0" not in [first_of(table, f"SELECT COUNT(*) {where}") for where in kept]
    does(table, CHLOE, "ends the slot or the meeting")
    assert (step(table), state(table)) == (StepKind.REVIEW, MeetingState.RUNNING)
    assert [first_of(table, f"SELECT COUNT(*) {where}") for where in kept] == ["0", "0"]
