"""Nobody is stuck: whatever people, the clock and crashes do to a meeting, it keeps its order, and anybody can close it."""

import os
import shutil
import tempfile
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from typing import Final

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.domain.states import Asking, MeetingState
from bot.domain.step_kinds import StepKind
from tests.scenes.invariants import OPEN, Invariant
from tests.scenes.moves import PEOPLE, WORLD, first_of
from tests.scenes.set_without_slack import MEMBERS, STRANGER, Custom, SetWithoutSlack

SOAKING: Final = "SOAK" in os.environ
EXAMPLES: Final = 300 if SOAKING else 10
LONGEST: Final = 120 if SOAKING else 60
MINUTES_ALONE: Final = 240
NOBODY: Final = "nobody"
A_DAY_AND_AN_HOUR: Final = timedelta(hours=25)

gestures: Final = st.tuples(st.sampled_from(sorted(PEOPLE)), st.sampled_from((*MEMBERS, STRANGER)))
customs: Final = st.builds(
    Custom,
    adviser=st.sampled_from([None, STRANGER, MEMBERS[4]]),
    spoken=st.booleans(),
    format=st.sampled_from(["express", "classic"]),
    meetings=st.sampled_from([1, 2]),
    asking=st.sampled_from(Asking),
)


def play(the_set: SetWithoutSlack, move: tuple[str, str] | str) -> None:
    if isinstance(move, str):
        the_set.tries(lambda: WORLD[move](the_set))
    else:
        what, who = move
        the_set.tries(lambda: PEOPLE[what](the_set, who))


def begin(the_set: SetWithoutSlack, custom: Custom, here: int, issues: int) -> None:
    """The meeting has started, so many are here, and so many of them have raised an issue."""
    the_set.found(custom)
    for who in MEMBERS[:issues]:
        the_set.does.issues.raise_one(the_set.asker(who), "Two departments will not share a technician")
    the_set.tries(lambda: the_set.does.meetings.start(the_set.asker(MEMBERS[0])))
    for who in MEMBERS[1:here]:
        play(the_set, ("is here", who))


def one_alone_can_close(the_set: SetWithoutSlack, who: str) -> None:
    """One member, whoever it is, with nobody else there any more, once the channel is there."""
    play(the_set, "the channel is back")
    for one in MEMBERS[:2]:
        play(the_set, ("adds whoever left", one))
    for _ in range(MINUTES_ALONE):
        seen = the_set.seen()
        if seen.meeting is None or seen.meeting.state not in OPEN:
            return
        for what in (
            "resumes",
            "has asked aloud",
            "ends the slot or the meeting",
            "goes to the review",
            "closes for good",
        ):
            play(the_set, (what, who))
        the_set.pass_time(timedelta(minutes=1))
    raise AssertionError(f"{who} cannot close the meeting: {the_set.seen()}")


def the_clock_alone_closes(the_set: SetWithoutSlack) -> None:
    """Nobody is there any more; after a day the meeting is closed with its record."""
    the_set.pass_time(A_DAY_AND_AN_HOUR)
    closed = the_set.seen()
    assert closed.meeting is not None
    assert closed.meeting.state is MeetingState.CLOSED
    record = f"SELECT id FROM posts WHERE kind = 'step_card' AND subject = '{closed.steps[-1].id}'"  # noqa: S608 -- a number
    assert (closed.steps[-1].kind, first_of(the_set, record) != "none") == (StepKind.CLOSING, True)


@pytest.mark.promise(86)
@settings(
    max_examples=EXAMPLES,
    derandomize=not SOAKING,
    database=None,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
    print_blob=SOAKING,
)
@given(
    custom=customs,
    here=st.integers(1, 5),
    issues=st.integers(0, 3),
    moves=st.lists(gestures | st.sampled_from(sorted(WORLD)), min_size=10, max_size=LONGEST),
    alone=st.sampled_from((*MEMBERS, NOBODY)),
)
def test_whatever_happens_the_meeting_keeps_its_order_and_anybody_can_close_it(
    sqlite_file: Path, custom: Custom, here: int, issues: int, moves: Sequence[tuple[str, str] | str], alone: str
) -> None:
    """`make soak` lets each of many meetings be closed in both ways, by one alone and by the clock; here some by either."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(shutil.copy(sqlite_file, Path(folder, "sets.db")))
        with SetWithoutSlack(file, watch=Invariant().holds) as the_set:
            begin(the_set, custom, here, issues)
            for move in moves:
                play(the_set, move)
            if SOAKING or alone == NOBODY:
                with the_set.again(Path(folder, "again.db"), Invariant().holds) as copy:
                    the_clock_alone_closes(copy)
            if alone != NOBODY:
                one_alone_can_close(the_set, alone)
