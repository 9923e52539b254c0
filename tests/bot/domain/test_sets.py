"""What a set needs to be founded, to start, and to begin a meeting."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any, Final

import pytest

from bot.domain.errors import Refused
from bot.domain.sets import (
    Answer,
    Charter,
    Founding,
    MemberLine,
    PlannedMeeting,
    changed,
    checked,
    host_in_turn,
    is_drawn_anew,
    merged,
    quorum,
    still_needed,
    usual_first,
)
from bot.domain.states import MeetingState, SetState

FOUNDING = Founding(
    name="Heads",
    learn="",
    do="",
    change="",
    plan_link="",
    members=("U1", "U2", "U3", "U4", "U5"),
    adviser=None,
    meetings=4,
    minutes=90,
    first=datetime(2026, 11, 10, 14, tzinfo=UTC),
    every_weeks=2,
    place="",
    spoken=False,
    rules=("We ask.",),
    format="classic",
)


@pytest.mark.parametrize(
    "change",
    [
        pytest.param({}, id="as it is"),
        pytest.param({"members": ("U1", "U2")}, id="two members"),
        pytest.param({"members": tuple(f"U{n}" for n in range(12))}, id="twelve members"),
        pytest.param({"meetings": 1}, id="one meeting"),
        pytest.param({"meetings": 52}, id="fifty-two meetings"),
        pytest.param({"minutes": 30}, id="half an hour"),
        pytest.param({"minutes": 480}, id="eight hours"),
        pytest.param({"every_weeks": 1}, id="every week"),
        pytest.param({"every_weeks": 26}, id="twice a year"),
        pytest.param({"zone": "Europe/Sofia"}, id="in a zone"),
    ],
)
def test_a_founding_within_the_limits_stands(change: dict[str, Any]) -> None:
    founding = replace(FOUNDING, **change)
    assert checked(founding) == founding


@pytest.mark.parametrize(
    ("change", "field"),
    [
        pytest.param({"name": "  "}, "name", id="no name"),
        pytest.param({"members": ("U1",)}, "members", id="one member"),
        pytest.param({"members": tuple(f"U{n}" for n in range(13))}, "members", id="thirteen members"),
        pytest.param({"meetings": 0}, "rhythm", id="no meeting"),
        pytest.param({"meetings": 53}, "rhythm", id="too many meetings"),
        pytest.param({"minutes": 29}, "minutes", id="too short"),
        pytest.param({"minutes": 481}, "minutes", id="too long"),
        pytest.param({"every_weeks": 0}, "rhythm", id="no weeks between"),
        pytest.param({"every_weeks": 27}, "rhythm", id="too many weeks between"),
        pytest.param({"rules": ()}, "rules", id="no rules"),
    ],
)
def test_a_founding_beyond_the_limits_is_refused_in_its_field(change: dict[str, Any], field: str) -> None:
    with pytest.raises(Refused) as refused:
        checked(replace(FOUNDING, **change))
    assert refused.value.field == field


@pytest.mark.parametrize(
    ("agreed", "members", "more"),
    [
        pytest.param(0, 5, 3, id="nobody of five"),
        pytest.param(2, 5, 1, id="two of five"),
        pytest.param(3, 5, 0, id="three of five may start"),
        pytest.param(5, 5, 0, id="all"),
        pytest.param(3, 12, 0, id="three of twelve may start"),
        pytest.param(1, 2, 1, id="of two, both"),
        pytest.param(2, 2, 0, id="both of two"),
    ],
)
def test_at_least_three_must_agree_or_all_of_fewer(agreed: int, members: int, more: int) -> None:
    answers = (Answer.AGREED,) * agreed + (Answer.WAITING,) * (members - agreed)
    assert still_needed(answers) == more


def test_who_declines_does_not_count() -> None:
    assert still_needed((Answer.AGREED, Answer.AGREED, Answer.DECLINED)) == 1


@pytest.mark.parametrize(
    ("host", "elsewhere", "asked"),
    [
        pytest.param(2, set(), 2, id="the host themselves"),
        pytest.param(2, {2}, 3, id="the next by turn"),
        pytest.param(2, {2, 3}, 1, id="round to the first"),
        pytest.param(3, {3}, 1, id="after the last comes the first"),
        pytest.param(2, {1, 2, 3}, 2, id="all elsewhere: it waits for the host"),
        pytest.param(None, {1}, 2, id="no host yet"),
        pytest.param(9, set(), 1, id="a host who is gone"),
    ],
)
def test_the_host_is_asked_or_the_next_member_by_turn(host: int | None, elsewhere: set[int], asked: int) -> None:
    assert host_in_turn([1, 2, 3], host, elsewhere) == asked


def test_nobody_hosts_a_set_without_members() -> None:
    assert host_in_turn([], 1, set()) is None


@pytest.mark.parametrize(
    ("members", "needed"), [(2, 2), (3, 3), (5, 3), (6, 3), (7, 4), (8, 4), (9, 5), (12, 6)], ids=str
)
@pytest.mark.promise(19)
def test_a_quorum_is_half_and_at_least_three(members: int, needed: int) -> None:
    assert quorum(members) == needed


PLANNED: Final = MeetingState.PLANNED
FIRST, SECOND = (PlannedMeeting(n, datetime(2026, 11, day, 12, tzinfo=UTC), PLANNED) for n, day in ((1, 10), (2, 24)))
CHARTER: Final = Charter(
    set_id="s",
    name="Heads",
    learn="",
    do="",
    change="",
    plan_link="",
    place="",
    rules=("We ask.",),
    members=(MemberLine("U1", Answer.AGREED), MemberLine("U2", Answer.WAITING)),
    adviser=None,
    host="U1",
    private=True,
    spoken=False,
    minutes=90,
    format="Classic",
    every_weeks=2,
    meetings=(FIRST, SECOND),
    zone="Europe/Sofia",
    state=SetState.ACTIVE,
    still_needed=0,
    next_meeting=FIRST,
)
RUNNING: Final = replace(FIRST, state=MeetingState.RUNNING)
SHOWN: Final[dict[str, dict[str, Any]]] = {
    "somebody has agreed": {"members": (CHARTER.members[0], MemberLine("U2", Answer.AGREED))},
    "somebody is away": {"members": (MemberLine("U1", Answer.AGREED, date(2026, 11, 9)), CHARTER.members[1])},
    "another hosts": {"host": "U2"},
    "other rules": {"rules": ("We listen.",)},
    "another date": {"meetings": (replace(FIRST, at=SECOND.at), SECOND)},
    "one date less": {"meetings": (FIRST,)},
    "one that has begun": {"meetings": (RUNNING, SECOND)},
    "another comes next": {"next_meeting": SECOND},
    "the set has ended": {"state": SetState.ENDED},
}
NOT_SHOWN: Final[dict[str, dict[str, Any]]] = {
    "nothing": {},
    "its channel is gone": {"state": SetState.PAUSED},
    "enough have agreed": {"state": SetState.AGREEING},
    "one that is over": {"meetings": (replace(FIRST, number=0, state=MeetingState.CLOSED), FIRST, SECOND)},
}


@pytest.mark.parametrize("changes", [pytest.param(changes, id=name) for name, changes in SHOWN.items()])
def test_the_card_of_a_charter_is_drawn_anew_where_it_shows_something_else(changes: dict[str, Any]) -> None:
    assert is_drawn_anew(CHARTER, replace(CHARTER, **changes))


@pytest.mark.parametrize("changes", [pytest.param(changes, id=name) for name, changes in NOT_SHOWN.items()])
def test_the_card_of_a_charter_stays_where_it_shows_the_same(changes: dict[str, Any]) -> None:
    assert not is_drawn_anew(CHARTER, replace(CHARTER, **changes))


def test_one_that_pauses_shows_the_same_meetings() -> None:
    paused = replace(RUNNING, state=MeetingState.PAUSED)
    assert not is_drawn_anew(replace(CHARTER, meetings=(RUNNING, SECOND)), replace(CHARTER, meetings=(paused, SECOND)))


@pytest.mark.parametrize(
    ("day", "first"),
    [
        pytest.param(3, datetime(2026, 11, 17, 12, tzinfo=UTC), id="in two weeks"),
        pytest.param(6, datetime(2026, 11, 20, 12, tzinfo=UTC), id="a Friday"),
        pytest.param(7, datetime(2026, 11, 23, 12, tzinfo=UTC), id="not on a Saturday"),
        pytest.param(8, datetime(2026, 11, 23, 12, tzinfo=UTC), id="not on a Sunday"),
    ],
)
def test_the_wizard_begins_with_a_working_day_in_two_weeks(day: int, first: datetime) -> None:
    assert usual_first(datetime(2026, 11, day, 9, tzinfo=UTC), "Europe/Sofia") == first


def test_what_has_changed_is_named_and_a_rhythm_is_one_thing() -> None:
    assert changed(FOUNDING, FOUNDING) == ()
    assert changed(FOUNDING, replace(FOUNDING, meetings=6, every_weeks=3, name="Others")) == ("name", "rhythm")


def test_what_others_changed_meanwhile_stays_unless_it_was_changed_as_well() -> None:
    now = replace(FOUNDING, name="Heads of school", minutes=60, every_weeks=1)
    wanted = replace(FOUNDING, minutes=120, meetings=6)
    found = merged(now, FOUNDING, wanted)
    assert (found.name, found.minutes, found.every_weeks, found.meetings) == ("Heads of school", 120, 2, 6)
