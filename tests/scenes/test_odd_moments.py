"""What people and the world do at a moment when nobody expects it, each by itself: the meeting goes on from there."""

import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.domain.states import MeetingState, TurnState
from bot.domain.step_kinds import StepKind
from tests.scenes.invariants import Invariant
from tests.scenes.moves import PEOPLE, WORLD, first_of, says
from tests.scenes.set_without_slack import MEMBERS, Custom, SetWithoutSlack

ANA, BEN, CHLOE, DAN, EVA = MEMBERS
MINUTE = timedelta(minutes=1)


@pytest.fixture
def the_set(sqlite_file: Path, tmp_path: Path) -> Iterator[SetWithoutSlack]:
    """A set of five with a planned meeting, watched by the invariants."""
    with SetWithoutSlack(Path(shutil.copy(sqlite_file, tmp_path / "sets.db")), watch=Invariant().holds) as the_set:
        the_set.found(Custom(format="classic"))
        yield the_set


def does(the_set: SetWithoutSlack, who: str, what: str) -> None:
    assert the_set.tries(lambda: PEOPLE[what](the_set, who)), f"{who} may not: {what}"


def to_the_questions(the_set: SetWithoutSlack, *here: str) -> None:
    """Chloé presents; the first peer of those here is called."""
    does(the_set, CHLOE, "raises an issue")
    does(the_set, CHLOE, "starts the meeting")
    for who in here:
        does(the_set, who, "is here")
    for _ in range(99):
        if step(the_set) is StepKind.QUESTION:
            return
        moved = any(the_set.tries(lambda: PEOPLE[does](the_set, CHLOE)) for does in ("moves on", "resumes"))  # noqa: B023
        the_set.pass_time(timedelta(0) if moved else MINUTE)
    raise AssertionError(f"they never come to the questions, and stand at {step(the_set)}")


def step(the_set: SetWithoutSlack) -> StepKind:
    return the_set.seen().steps[-1].kind


def state(the_set: SetWithoutSlack) -> MeetingState | None:
    meeting = the_set.seen().meeting
    return meeting.state if meeting is not None else None


def waiting(the_set: SetWithoutSlack) -> str:
    return first_of(the_set, "SELECT COUNT(*) FROM issues WHERE state = 'waiting'")


def test_who_ends_the_meeting_at_the_bids_goes_to_the_closing_and_the_issues_wait(the_set: SetWithoutSlack) -> None:
    for who in (BEN, CHLOE):
        does(the_set, who, "raises an issue")
    does(the_set, ANA, "starts the meeting")
    for who in MEMBERS[1:]:
        does(the_set, who, "is here")
    assert step(the_set) is StepKind.BIDS
    does(the_set, ANA, "ends the slot or the meeting")
    assert (step(the_set), waiting(the_set)) == (StepKind.CLOSING, "2")


def test_words_in_a_round_with_nobody_to_call_are_heard(the_set: SetWithoutSlack) -> None:
    to_the_questions(the_set)
    assert the_set.seen().turns == ()
    does(the_set, CHLOE, "writes in the thread")
    does(the_set, BEN, "writes in the thread")
    assert len(the_set.seen().open_turns) == 1


def test_a_peer_who_leaves_while_the_meeting_is_paused_is_followed_by_the_next(the_set: SetWithoutSlack) -> None:
    to_the_questions(the_set, BEN, DAN)
    does(the_set, DAN, "pauses")
    does(the_set, BEN, "leaves")
    does(the_set, CHLOE, "resumes")
    assert [turn.state for turn in the_set.seen().turns] == [TurnState.GONE, TurnState.CALLED]


def test_a_presenter_who_leaves_while_the_meeting_is_paused_takes_no_time_from_the_next_step(
    the_set: SetWithoutSlack,
) -> None:
    to_the_questions(the_set, BEN, DAN)
    does(the_set, DAN, "pauses")
    the_set.pass_time(timedelta(minutes=20))
    does(the_set, CHLOE, "leaves")
    the_set.pass_time(timedelta(minutes=3))
    does(the_set, DAN, "resumes")
    review = the_set.seen().steps[-1]
    assert (review.kind, review.ends_at - the_set.clock.now()) == (StepKind.REVIEW, timedelta(minutes=10))


def test_a_meeting_is_left_open_a_day_after_the_last_sign_of_anybody_and_not_a_day_after_the_first(
    the_set: SetWithoutSlack,
) -> None:
    """Its timer stays where it is with each gesture, and as it fires too early it is written anew."""
    does(the_set, ANA, "starts the meeting")
    does(the_set, ANA, "pauses")
    the_set.pass_time(timedelta(hours=12))
    does(the_set, BEN, "is here")
    the_set.pass_time(timedelta(hours=23))
    assert state(the_set) is MeetingState.PAUSED
    the_set.pass_time(timedelta(hours=1, minutes=1))
    assert state(the_set) is MeetingState.CLOSED


def test_the_slot_of_somebody_who_has_left_is_passed_over(the_set: SetWithoutSlack) -> None:
    for who in (BEN, CHLOE):
        does(the_set, who, "raises an issue")
    does(the_set, ANA, "starts the meeting")
    for who in MEMBERS[1:]:
        does(the_set, who, "is here")
    the_set.does.meetings.choose(
        the_set.asker(ANA), first_of(the_set, "SELECT public_id FROM issues WHERE member_id = 3")
    )
    does(the_set, BEN, "leaves")
    does(the_set, CHLOE, "ends the slot or the meeting")
    does(the_set, DAN, "resumes")
    assert step(the_set) is StepKind.REVIEW


@pytest.mark.parametrize("by_itself", [True, False], ids=["no event tells of it", "an event tells of it"])
def test_a_meeting_whose_channel_is_gone_stands_still_until_it_is_back(
    the_set: SetWithoutSlack, by_itself: bool
) -> None:
    to_the_questions(the_set, BEN, DAN)
    WORLD["the channel is gone"](the_set)
    assert state(the_set) is MeetingState.PAUSED
    the_set.pass_time(timedelta(hours=2))
    assert state(the_set) is MeetingState.PAUSED
    if not by_itself:
        WORLD["the channel is back"](the_set)
    does(the_set, DAN, "resumes")
    assert (step(the_set), state(the_set)) == (StepKind.QUESTION, MeetingState.RUNNING)


def test_a_meeting_whose_channel_stays_gone_closes_after_a_day(the_set: SetWithoutSlack) -> None:
    to_the_questions(the_set, BEN, DAN)
    WORLD["the channel is gone"](the_set)
    the_set.pass_time(timedelta(hours=24))
    assert (step(the_set), state(the_set)) == (StepKind.CLOSING, MeetingState.CLOSED)


def test_nobody_closes_a_meeting_by_moving_on_where_the_next_date_is_missing(the_set: SetWithoutSlack) -> None:
    for closes in (True, False):
        does(the_set, ANA, "starts the meeting")
        does(the_set, ANA, "ends the slot or the meeting")
        assert the_set.tries(lambda: PEOPLE["moves on"](the_set, ANA)) is closes
    does(the_set, ANA, "closes for good")


def test_once_time_is_up_those_who_are_here_are_offered_a_way_past_a_turn_that_only_people_end(
    the_set: SetWithoutSlack,
) -> None:
    to_the_questions(the_set, BEN, DAN)
    for who in (BEN, CHLOE, BEN, DAN):
        the_set.pass_time(timedelta(seconds=1))
        says(the_set, who)
    the_set.pass_time(18 * MINUTE)
    assert not the_set.tries(lambda: PEOPLE["goes to the review"](the_set, DAN))
    the_set.pass_time(2 * MINUTE)
    does(the_set, DAN, "goes to the review")
    assert step(the_set) is StepKind.SLOT_REVIEW


def test_aloud_a_turn_that_nobody_presses_holds_no_step(the_set: SetWithoutSlack) -> None:
    to_the_questions(the_set, BEN, DAN)
    does(the_set, DAN, "switches between spoken and typed")
    the_set.pass_time(15 * MINUTE)
    assert step(the_set) is StepKind.QUESTION
    the_set.pass_time(2 * MINUTE)
    assert step(the_set) is StepKind.RESTATE


def test_what_was_answered_in_a_pause_moves_nothing_before_it_is_over(the_set: SetWithoutSlack) -> None:
    to_the_questions(the_set, BEN)
    while step(the_set) is not StepKind.SLOT_REVIEW:
        does(the_set, CHLOE, "moves on")
    does(the_set, BEN, "pauses")
    for who in (BEN, CHLOE):
        does(the_set, who, "learned something")
    assert (step(the_set), state(the_set)) == (StepKind.SLOT_REVIEW, MeetingState.PAUSED)


def test_who_wrote_when_is_forgotten_as_the_slot_ends_and_not_only_at_the_close(the_set: SetWithoutSlack) -> None:
    to_the_questions(the_set, BEN, DAN)
    for who in (BEN, DAN, CHLOE):
        the_set.pass_time(timedelta(seconds=1))
        says(the_set, who)
    kept = ("FROM lines", "FROM turns WHERE asked_ts IS NOT NULL OR word_at IS NOT NULL")
    assert "0" not in [first_of(the_set, f"SELECT COUNT(*) {where}") for where in kept]
    does(the_set, CHLOE, "ends the slot or the meeting")
    assert [first_of(the_set, f"SELECT COUNT(*) {where}") for where in kept] == ["0", "0"]
    does(the_set, DAN, "resumes")
    assert (step(the_set), state(the_set)) == (StepKind.REVIEW, MeetingState.RUNNING)
    assert [first_of(the_set, f"SELECT COUNT(*) {where}") for where in kept] == ["0", "0"]
