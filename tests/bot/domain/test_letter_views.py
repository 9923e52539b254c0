"""What a letter shows is worth being told once more as long as there is something to do about it."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.domain.actions import ActionLine, LatestReport
from bot.domain.cycles import AskedAlong, AskedAsleep, AskedGoingOn
from bot.domain.leave_requests import GoneMember, OthersAsked
from bot.domain.letter_views import DueLetter, MeetingLetter, is_left
from bot.domain.states import ActionStatus, Ahead, GoingOn, MeetingState

AT = datetime(2026, 11, 10, 14, 0, tzinfo=UTC)
DONE = LatestReport(ActionStatus.DONE, "", "", Ahead.KEEP)


def others_asked(*, is_open: bool = True, agrees: bool | None = None) -> OthersAsked:
    return OthersAsked("r1", "U1", "U2", "Heads", is_open, AT, "UTC", agrees)


def going_on(said: GoingOn | None = None, *, is_over: bool = False) -> AskedGoingOn:
    return AskedGoingOn("s1", "Heads", AT, "UTC", said, moved=False, is_over=is_over)


def line() -> ActionLine:
    return ActionLine("a1", "U1", "Ring Mo", "", None, None, ActionStatus.OPEN)


def due(*lines: ActionLine) -> DueLetter:
    return DueLetter("Heads", lines)


@pytest.mark.parametrize(
    ("shown", "left"),
    [
        pytest.param(MeetingLetter("Heads", "m1", 2, AT, "UTC", "", MeetingState.PLANNED), True, id="a meeting ahead"),
        pytest.param(MeetingLetter("Heads", "m1", 2, AT, "UTC", "", MeetingState.RUNNING), False, id="one that is on"),
        pytest.param(due(line()), True, id="what is due"),
        pytest.param(due(replace(line(), told=DONE)), False, id="they have told of it"),
        pytest.param(due(replace(line(), quiet=True)), False, id="they want to hear no more of it"),
        pytest.param(due(line(), replace(line(), quiet=True)), True, id="one of the two"),
        pytest.param(AskedAsleep("s1", "Heads", everybody=True, settled=False), True, id="how to go on"),
        pytest.param(AskedAsleep("s1", "Heads", everybody=True, settled=True), False, id="that is sorted"),
        pytest.param(AskedAlong("s1", "Heads", 4, AT, "UTC", comes=False), True, id="whether they come along"),
        pytest.param(AskedAlong("s1", "Heads", 4, AT, "UTC", comes=True), False, id="they do"),
        pytest.param(going_on(), True, id="whether they would go on"),
        pytest.param(going_on(GoingOn.YES), True, id="said, and may be changed"),
        pytest.param(going_on(is_over=True), False, id="the meeting has come"),
        pytest.param(others_asked(), True, id="whether somebody should leave"),
        pytest.param(others_asked(agrees=False), False, id="answered"),
        pytest.param(others_asked(is_open=False), False, id="settled by the others"),
        pytest.param(GoneMember("g1", "U2", "Heads", has_account=False), True, id="whether somebody has left"),
        pytest.param(GoneMember("g1", "U2", "Heads", has_account=False, kept=True), False, id="they keep their place"),
        pytest.param(None, False, id="lapsed"),
    ],
)
def test_what_is_settled_is_not_worth_telling_again(shown: object | None, left: bool) -> None:
    assert is_left(shown) is left
