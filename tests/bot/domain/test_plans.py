"""Which meeting of a plan is meant. The set is in Sofia, two hours before UTC in November."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, time

import pytest

from bot.domain import plans
from bot.domain.days_off import DaysOff, Span
from bot.domain.errors import Refused
from bot.domain.message_and_timer_kinds import Later
from bot.domain.plans import Plan, PlanEntry, difference, moved, next_meeting, not_held, to_start
from bot.domain.refusals import Refusal
from bot.domain.sets import PlannedMeeting
from bot.domain.states import MeetingState

SOFIA = "Europe/Sofia"
PLANNED, RUNNING, CLOSED = MeetingState.PLANNED, MeetingState.RUNNING, MeetingState.CLOSED


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=UTC)


def plan(*states: MeetingState) -> list[PlannedMeeting]:
    """Meetings on the 3rd, 10th, 17th and 24th at 14:00 in Sofia."""
    return [PlannedMeeting(n, at(3 + 7 * (n - 1), 12), state) for n, state in enumerate(states, start=1)]


@pytest.mark.parametrize(
    ("now", "meant"),
    [
        pytest.param(at(1, 12), 1, id="before the first"),
        pytest.param(at(5, 12), 1, id="two days late"),
        pytest.param(at(6, 23, 59), 1, id="just nearer to the one that was missed"),
        pytest.param(at(7, 0), 1, id="as near to both: the earlier one"),
        pytest.param(at(7, 0, 1), 2, id="just nearer to the one to come"),
        pytest.param(at(9, 22), 2, id="its day has begun in Sofia"),
        pytest.param(at(10, 21, 59), 2, id="its day is not over in Sofia"),
        pytest.param(at(30, 12), 4, id="all missed"),
    ],
)
def test_a_start_means_the_nearest_meeting(now: datetime, meant: int) -> None:
    found = to_start(plan(PLANNED, PLANNED, PLANNED, PLANNED), now, SOFIA)
    assert found is not None
    assert found.number == meant


def test_one_of_today_goes_before_a_nearer_one_of_another_day() -> None:
    night = PlannedMeeting(1, at(9, 21, 30), PLANNED)
    found = to_start([night, *plan(CLOSED, PLANNED)[1:]], at(9, 22, 30), SOFIA)
    assert found is not None
    assert found.number == 2


def test_a_start_means_none_where_none_is_planned() -> None:
    assert to_start(plan(CLOSED, MeetingState.MISSED), at(12, 12), SOFIA) is None


@pytest.mark.parametrize(
    ("states", "now", "number"),
    [
        pytest.param((PLANNED, PLANNED), at(1, 12), 1, id="the first"),
        pytest.param((PLANNED, PLANNED), at(3, 21, 59), 1, id="today, though its time is past: it may still begin"),
        pytest.param((PLANNED, PLANNED), at(3, 22), 2, id="its day is over in Sofia"),
        pytest.param(
            (PLANNED, RUNNING, PLANNED), at(10, 12), 3, id="neither the one that runs nor one that was missed"
        ),
        pytest.param((RUNNING, PLANNED), at(10, 13), None, id="one of today that was not held, while another runs"),
        pytest.param((CLOSED, PLANNED), at(11, 12), None, id="all past"),
        pytest.param((CLOSED, MeetingState.MISSED, PLANNED), at(9, 12), 3, id="one that was not held is never next"),
    ],
)
def test_the_next_meeting_is_never_past(states: tuple[MeetingState, ...], now: datetime, number: int | None) -> None:
    found = next_meeting(plan(*states), now, SOFIA)
    assert (found.number if found else None) == number


def test_whatever_was_planned_before_the_one_that_starts_and_is_past_was_not_held() -> None:
    dates = plan(CLOSED, PLANNED, PLANNED, PLANNED)
    assert [one.number for one in not_held(dates, dates[3], at(24, 12), SOFIA)] == [2, 3]


def test_one_whose_day_is_not_over_may_still_be_held() -> None:
    dates = plan(PLANNED, PLANNED)
    assert not_held(dates, dates[1], at(3, 21, 59), SOFIA) == ()
    assert [one.number for one in not_held(dates, dates[1], at(3, 22), SOFIA)] == [1]


DUE, SOON, UNSTARTED = Later.MEETING_DUE, Later.MEETING_SOON, Later.MEETING_UNSTARTED


def ahead(*states: MeetingState) -> list[PlanEntry]:
    """The same, in rows 101, 102 and so on; no card has appeared."""
    return [PlanEntry(100 + one.number, one) for one in plan(*states)]


def put(one: PlanEntry, moment: datetime) -> PlanEntry:
    """The same with another date; its card is to appear then."""
    return replace(one, meeting=replace(one.meeting, at=moment), told_at=None)


def timers_of(those: Plan) -> dict[tuple[Later, int], datetime]:
    """Those of its time, or of its card; what its host is asked before it has tests of its own."""
    return {key: when for key, when in plans.timers_of(those, SOFIA).items() if key[0] in (DUE, SOON, UNSTARTED)}


def changes(before: Plan, after: Plan) -> Mapping[tuple[Later, int], datetime | None]:
    return plans.changes(timers_of(before), timers_of(after))


def test_a_planned_meeting_waits_for_its_time_and_then_for_somebody_to_start_it() -> None:
    first, second, third = ahead(RUNNING, PLANNED, PLANNED)
    told = replace(second, told_at=at(10, 12, 1))
    assert timers_of([first, told, third]) == {
        (UNSTARTED, 102): at(10, 12, 31),
        (DUE, 103): at(17, 12),
        (SOON, 103): at(17, 11, 45),
    }


def test_nothing_is_written_for_a_plan_that_has_not_changed() -> None:
    assert changes(ahead(PLANNED, PLANNED), ahead(PLANNED, PLANNED)) == {}


@pytest.mark.parametrize(
    ("after", "written"),
    [
        pytest.param(
            put(ahead(PLANNED)[0], at(5, 9)),
            {(DUE, 101): at(5, 9), (SOON, 101): at(5, 8, 45), (UNSTARTED, 101): None},
            id="moved",
        ),
        pytest.param(replace(ahead(RUNNING)[0], told_at=at(3, 12)), {(UNSTARTED, 101): None}, id="begun"),
        pytest.param(None, {(UNSTARTED, 101): None}, id="not held"),
    ],
)
def test_nobody_asks_for_a_meeting_that_is_no_more_planned_for_then(
    after: PlanEntry | None, written: dict[object, datetime | None]
) -> None:
    told = replace(ahead(PLANNED)[0], told_at=at(3, 12))
    assert changes([told], [after] if after is not None else []) == written


def test_one_that_begins_before_its_time_does_not_wait_for_it() -> None:
    assert changes(ahead(PLANNED), ahead(RUNNING)) == {(DUE, 101): None, (SOON, 101): None}


def test_a_card_that_has_appeared_has_its_own_time() -> None:
    told = replace(ahead(PLANNED)[0], told_at=at(3, 12))
    assert changes(ahead(PLANNED), [told]) == {
        (UNSTARTED, 101): at(3, 12, 30),
        (DUE, 101): None,
        (SOON, 101): None,
    }


def test_the_meetings_of_a_new_plan_wait_for_their_time() -> None:
    assert changes([], ahead(PLANNED, PLANNED)) == {
        (DUE, 101): at(3, 12),
        (SOON, 101): at(3, 11, 45),
        (DUE, 102): at(10, 12),
        (SOON, 102): at(10, 11, 45),
    }


def test_what_becomes_of_a_plan_is_told_apart() -> None:
    missed, moved, begun, kept = before = ahead(PLANNED, PLANNED, PLANNED, PLANNED)
    running = replace(begun, meeting=replace(begun.meeting, state=RUNNING))
    found = difference(before, [put(moved, at(20, 9)), running, kept])
    assert (found.lapsed, found.moved, found.missed, found.told) == ([missed, moved, begun], [moved], [missed], [])


def test_the_card_of_one_whose_time_has_come_overtakes_those_before_it() -> None:
    first, second, third = before = ahead(PLANNED, PLANNED, PLANNED)
    after = [first, replace(second, told_at=at(10, 12)), third]
    found = difference(before, after)
    assert (found.told, found.overtaken(after), found.lapsed) == ([after[1]], [first], [])
    assert difference(after, after).told == []


def test_one_that_is_over_has_no_place_in_either_plan() -> None:
    found = difference(ahead(RUNNING), [])
    assert (found.lapsed, found.missed) == ([], [])


# Numbers

EARLY, LATE = at(3, 14), at(24, 14)


def row(number: int, when: datetime, state: MeetingState = PLANNED) -> plans.PlanEntry:
    return plans.PlanEntry(number, PlannedMeeting(number, when, state))


@pytest.mark.parametrize(
    ("plan", "held", "first", "numbers"),
    [
        pytest.param([], 3, None, {}, id="nothing ahead"),
        pytest.param([row(1, LATE), row(2, at(25, 14))], 0, None, {1: 1, 2: 2}, id="as planned"),
        pytest.param([row(7, LATE), row(8, at(20, 14))], 4, None, {8: 5, 7: 6}, id="by date"),
        pytest.param([row(1, EARLY), row(2, LATE)], 0, None, {1: -1, 2: 1}, id="one whose day is over takes none"),
        pytest.param([row(1, EARLY), row(2, LATE)], 0, 1, {1: 1, 2: 2}, id="one whose day is over begins after all"),
        pytest.param([row(1, LATE), row(2, at(25, 14))], 0, 2, {2: 1, 1: 2}, id="a later one begins first"),
        pytest.param([row(1, EARLY, RUNNING), row(2, LATE)], 1, None, {2: 2}, id="the one that runs keeps its own"),
        pytest.param([row(1, at(10, 9)), row(2, LATE)], 0, None, {1: 1, 2: 2}, id="today is not over"),
    ],
)
def test_meetings_are_numbered_by_date_and_those_never_held_not_at_all(
    plan: list[plans.PlanEntry], held: int, first: int | None, numbers: dict[int, int]
) -> None:
    assert plans.numbers(plan, held, at(10, 12), "UTC", first) == numbers


def test_a_card_that_names_another_number_is_drawn_anew() -> None:
    told = plans.PlanEntry(5, PlannedMeeting(2, LATE, PLANNED), told_at=LATE)
    after = plans.PlanEntry(5, PlannedMeeting(1, LATE, PLANNED), told_at=LATE)
    assert plans.difference([told], [after]).renumbered == [5]


HALF_TERM = DaysOff(own=(Span(date(2027, 2, 15), date(2027, 2, 19)),))


@pytest.mark.parametrize(
    ("meeting", "asked"),
    [
        pytest.param(PlannedMeeting(2, at(24, 12), PLANNED), {Later.HOST_ASKED: at(10, 7)}, id="ten working days"),
        pytest.param(
            PlannedMeeting(2, at(24, 12), PLANNED, milestone="mid-way"),
            {Later.HOST_ASKED: at(10, 7), Later.MILESTONE_ASKED: at(13, 7)},
            id="and seven where it has a milestone",
        ),
        pytest.param(
            PlannedMeeting(2, at(24, 12), PLANNED, milestone="mid-way", reached=True),
            {Later.HOST_ASKED: at(10, 7)},
            id="not of one that is reached",
        ),
        pytest.param(
            PlannedMeeting(2, datetime(2027, 2, 23, 12, tzinfo=UTC), PLANNED, milestone="mid-way"),
            {
                Later.HOST_ASKED: datetime(2027, 2, 2, 7, tzinfo=UTC),
                Later.MILESTONE_ASKED: datetime(2027, 2, 5, 7, tzinfo=UTC),
            },
            id="half-term is no working day",
        ),
        pytest.param(PlannedMeeting(2, at(24, 12), RUNNING, milestone="mid-way"), {}, id="not of one that has begun"),
    ],
)
def test_a_host_is_asked_beforehand_in_working_days(meeting: PlannedMeeting, asked: Mapping[Later, datetime]) -> None:
    found = plans.timers_of([PlanEntry(102, meeting)], SOFIA, HALF_TERM)
    assert {kind: when for (kind, _), when in found.items() if kind not in (DUE, SOON)} == asked


def test_what_the_host_is_asked_moves_with_the_days_off() -> None:
    entry = PlanEntry(102, PlannedMeeting(2, datetime(2027, 2, 23, 12, tzinfo=UTC), PLANNED))
    written = plans.changes(plans.timers_of([entry], SOFIA), plans.timers_of([entry], SOFIA, HALF_TERM))
    assert written == {(Later.HOST_ASKED, 102): datetime(2027, 2, 2, 7, tzinfo=UTC)}


SPRING = [
    PlanEntry(100 + n, PlannedMeeting(n, datetime(2027, month, day, 12 - int(n > 2), tzinfo=UTC), PLANNED))
    for n, month, day in ((1, 2, 23), (2, 3, 23), (3, 4, 20), (4, 5, 18))
]
"""Every four weeks on a Tuesday at 14:00 in Sofia, where the clocks go forward on 28 March."""


def spring(month: int, day: int, hour: int) -> datetime:
    return datetime(2027, month, day, hour, tzinfo=UTC)


@pytest.mark.parametrize(
    ("nth", "to", "all_after", "moments"),
    [
        pytest.param(1, (date(2027, 3, 25), time(15)), False, {102: spring(3, 25, 13)}, id="only this one"),
        pytest.param(
            1,
            (date(2027, 3, 25), time(15)),
            True,
            {102: spring(3, 25, 13), 103: spring(4, 22, 12), 104: spring(5, 20, 12)},
            id="all after it, by wall time over the change of the clocks",
        ),
        pytest.param(
            0,
            (date(2027, 3, 30), time(14)),
            True,
            {101: spring(3, 30, 11), 102: spring(4, 27, 11), 103: spring(5, 25, 11), 104: spring(6, 22, 11)},
            id="beyond where the next one was: it goes along",
        ),
        pytest.param(
            3, (date(2027, 4, 27), time(14)), True, {104: spring(4, 27, 11)}, id="the last one has none after it"
        ),
    ],
)
def test_a_meeting_moves_alone_or_with_all_after_it(
    nth: int, to: tuple[date, time], all_after: bool, moments: Mapping[int, datetime]
) -> None:
    assert moved(SPRING, SPRING[nth], *to, SOFIA, all_after=all_after) == moments


@pytest.mark.parametrize(
    ("nth", "day", "all_after", "kind"),
    [
        pytest.param(1, date(2027, 4, 21), False, Refusal.AFTER_A_LATER_MEETING, id="past the next, which stays"),
        pytest.param(2, date(2027, 3, 22), False, Refusal.BEFORE_AN_EARLIER_MEETING, id="before the one before it"),
        pytest.param(2, date(2027, 3, 22), True, Refusal.BEFORE_AN_EARLIER_MEETING, id="with all after it as well"),
    ],
)
def test_the_order_of_a_plan_stays(nth: int, day: date, all_after: bool, kind: Refusal) -> None:
    with pytest.raises(Refused) as found:
        moved(SPRING, SPRING[nth], day, time(14), SOFIA, all_after=all_after)
    assert (found.value.kind, found.value.field) == (kind, "day")
