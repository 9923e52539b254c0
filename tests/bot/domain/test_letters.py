"""What a letter holds, and when the next one may be due."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Final

import pytest

from bot.domain import letters
from bot.domain.asking_again import SaidOf
from bot.domain.calendars import CivilHours, OnDay, working_days_before
from bot.domain.letters import MeetingAhead, OwnAction, OwnSet, Part, Reader, Waiting
from bot.domain.states import ActionStatus, AskAgain
from tests.each import each

LONDON: Final = "Europe/London"
WORKS: Final = CivilHours(frozenset(range(5)), time(9), time(17))
READER: Final = Reader(LONDON, WORKS)
TUESDAY: Final = datetime(2026, 11, 10, 14, tzinfo=UTC)
"""When the set meets; three working days before is Thursday the fifth, the working day before is Monday the ninth."""


def at(day: int, hour: int = 9, minute: int = 0) -> datetime:
    """A moment of November 2026, when London's wall shows UTC."""
    return datetime(2026, 11, day, hour, minute, tzinfo=UTC)


def opened(row: int = 1, due: date | None = None, *, told: bool = False) -> OwnAction:
    return OwnAction(row, SaidOf(ActionStatus.OPEN), OnDay(due, LONDON) if due else None, told)


def meeting(told: datetime | None = None, again: datetime | None = None, *, expected: bool = True) -> MeetingAhead:
    return MeetingAhead(7, TUESDAY, told, again, expected)


def held(one: OwnSet, now: datetime, reader: Reader = READER) -> list[tuple[Part, tuple[int, ...]]]:
    return [(part.part, part.actions) for part in letters.held(reader, [one], now)]


THREE_BEFORE: Final = at(5)
DONE: Final = OwnAction(1, SaidOf(ActionStatus.DONE, at(6)))
NOT_YET: Final = OwnAction(1, SaidOf(ActionStatus.NOT_YET, at(6)))
DAY_BEFORE: Final = OwnAction(1, SaidOf(ActionStatus.NOT_YET, at(6), AskAgain.DAY_BEFORE))


@pytest.mark.parametrize(
    ("one", "now", "expected"),
    [
        pytest.param(OwnSet(1, (meeting(),)), at(4), [], id="four working days before"),
        pytest.param(OwnSet(1, (meeting(),)), at(5), [(Part.MEETING, ())], id="three working days before"),
        pytest.param(
            OwnSet(1, (meeting(),), (opened(),)), at(5), [(Part.MEETING, (1,))], id="with what is open of theirs"
        ),
        pytest.param(
            OwnSet(1, (replace(meeting(), is_last=True),)),
            at(5),
            [(Part.MEETING, ()), (Part.GOING_ON, ())],
            id="before the last of a cycle",
        ),
        pytest.param(
            OwnSet(1, (replace(meeting(THREE_BEFORE), is_last=True),)),
            at(9),
            [(Part.GOING_ON, ())],
            id="that has become the last since it was told of",
        ),
        pytest.param(
            OwnSet(1, (replace(meeting(THREE_BEFORE), is_last=True, has_asked=True),)), at(9), [], id="and once only"
        ),
        pytest.param(
            OwnSet(1, (meeting(), MeetingAhead(8, at(10, 16))), (opened(),)),
            at(5),
            [(Part.MEETING, (1,)), (Part.MEETING, ())],
            id="two meetings are near: what is open is asked about once",
        ),
        pytest.param(
            OwnSet(1, (meeting(THREE_BEFORE), MeetingAhead(8, at(10, 16), THREE_BEFORE)), (opened(),)),
            at(9),
            [(Part.STILL_OPEN, (1,))],
            id="and so it is the day before",
        ),
        pytest.param(
            OwnSet(1, (meeting(THREE_BEFORE),), (replace(opened(), asked=(THREE_BEFORE, at(6))),)),
            at(9),
            [],
            id="asked about twice, before another meeting that is near",
        ),
        pytest.param(
            OwnSet(1, (meeting(),), (replace(opened(), asked=(at(3), at(4))),)),
            at(5),
            [(Part.MEETING, (1,))],
            id="asked about twice, before the window",
        ),
        pytest.param(
            OwnSet(1, (meeting(),), (opened(), OwnAction(2, SaidOf(ActionStatus.OPEN, not_again=at(4))))),
            at(5),
            [(Part.MEETING, (1,))],
            id="not again for one of two",
        ),
        pytest.param(
            OwnSet(1, (meeting(THREE_BEFORE),), (OwnAction(2, SaidOf(ActionStatus.OPEN, not_again=THREE_BEFORE)),)),
            at(9),
            [],
            id="not again for the only one",
        ),
        pytest.param(
            OwnSet(1, (), (OwnAction(2, SaidOf(ActionStatus.OPEN, not_again=at(3)), OnDay(date(2026, 11, 4), LONDON)),)),
            at(4),
            [],
            id="not again, on its day",
        ),
        pytest.param(OwnSet(1, (meeting(expected=False),)), at(5), [], id="not expected, and nothing open"),
        pytest.param(
            OwnSet(1, (meeting(expected=False),), (opened(),)), at(5), [(Part.MEETING, (1,))], id="not expected"
        ),
        pytest.param(OwnSet(1, (meeting(),)), at(10), [(Part.MEETING, ())], id="on its day, of which none told"),
        pytest.param(OwnSet(1, (meeting(),)), at(10, 14), [], id="as it begins"),
        pytest.param(OwnSet(1, (meeting(THREE_BEFORE),), (opened(),)), at(6), [], id="told, two working days before"),
        pytest.param(
            OwnSet(1, (meeting(THREE_BEFORE),), (opened(),)), at(9), [(Part.STILL_OPEN, (1,))], id="still open"
        ),
        pytest.param(OwnSet(1, (meeting(THREE_BEFORE),)), at(9), [], id="nothing open the day before"),
        pytest.param(OwnSet(1, (meeting(THREE_BEFORE),), (DONE,)), at(9), [], id="done since"),
        pytest.param(OwnSet(1, (meeting(THREE_BEFORE),), (NOT_YET,)), at(9), [], id="answered since"),
        pytest.param(
            OwnSet(1, (meeting(THREE_BEFORE),), (DAY_BEFORE,)), at(9), [(Part.STILL_OPEN, (1,))], id="asked for it"
        ),
        pytest.param(OwnSet(1, (meeting(at(9)),), (opened(),)), at(9, 10), [], id="told on the same day"),
        pytest.param(OwnSet(1, (meeting(THREE_BEFORE, at(9)),), (opened(),)), at(10), [], id="told twice"),
        pytest.param(
            OwnSet(1, (), (opened(due=date(2026, 11, 4)), opened(2, date(2026, 11, 4)))),
            at(4),
            [(Part.DUE, (1, 2))],
            id="two due today",
        ),
        pytest.param(OwnSet(1, (), (opened(due=date(2026, 11, 7)),)), at(6), [(Part.DUE, (1,))], id="due on Saturday"),
        pytest.param(OwnSet(1, (), (opened(due=date(2026, 11, 7)),)), at(9), [], id="was due on Saturday"),
        pytest.param(OwnSet(1, (), (opened(due=date(2026, 11, 4), told=True),)), at(4), [], id="told of that day"),
        pytest.param(OwnSet(1, (meeting(THREE_BEFORE),), (opened(due=date(2026, 11, 6)),)), at(6), [], id="in the window"),
        pytest.param(
            OwnSet(1, (meeting(),), (opened(due=date(2026, 11, 4)),)), at(4), [(Part.DUE, (1,))], id="before the window"
        ),
        pytest.param(OwnSet(1, waiting=(Waiting(3, Part.NOT_SAID),)), at(4), [(Part.NOT_SAID, ())], id="waiting"),
        pytest.param(OwnSet(1, waiting=(Waiting(3, Part.NOT_SAID, at(5)),)), at(4), [], id="not before another day"),
        pytest.param(
            OwnSet(1, (meeting(),), away=(None, date(2026, 11, 5))), at(5), [], id="away three working days before"
        ),
        pytest.param(
            OwnSet(1, (meeting(),), away=(None, date(2026, 11, 5))), at(6), [(Part.MEETING, ())], id="as they are back"
        ),
        pytest.param(OwnSet(1, (meeting(),), off={date(2026, 11, 5)}), at(5), [], id="a day off"),
    ],
)  # fmt: skip
def test_what_a_letter_holds(one: OwnSet, now: datetime, expected: list[tuple[Part, tuple[int, ...]]]) -> None:
    assert held(one, now) == expected


def test_there_is_one_letter_a_day() -> None:
    one = OwnSet(1, (meeting(),))
    assert held(one, at(5), Reader(LONDON, WORKS, last=date(2026, 11, 4)))
    assert not held(one, at(5), Reader(LONDON, WORKS, last=date(2026, 11, 5)))


def test_nobody_is_written_to_who_wants_no_letters() -> None:
    one = OwnSet(1, (meeting(),))
    assert not held(one, at(5), Reader(LONDON, WORKS, wants=False))
    assert letters.next_at(Reader(LONDON, WORKS, wants=False), [one], at(1)) is None


@pytest.mark.parametrize(
    ("one", "after", "expected"),
    [
        pytest.param(OwnSet(1, (meeting(),)), at(2), at(5), id="three working days before"),
        pytest.param(OwnSet(1, (meeting(),)), at(6, 12), at(9), id="found out later"),
        pytest.param(OwnSet(1, (meeting(),)), at(10, 9), None, id="too late"),
        pytest.param(OwnSet(1, (meeting(at(5)),)), at(5), at(9), id="the working day before"),
        pytest.param(OwnSet(1, (meeting(),), away=(None, date(2026, 11, 6))), at(2), at(9), id="once back"),
        pytest.param(OwnSet(1, (), (opened(due=date(2026, 11, 7)),)), at(2), at(6), id="due on a Saturday"),
        pytest.param(OwnSet(1, (), (opened(due=date(2026, 11, 4)),)), at(4), None, id="its morning is past"),
        pytest.param(OwnSet(1, waiting=(Waiting(3, Part.NOT_SAID),)), at(6, 15), at(9), id="the next morning"),
        pytest.param(OwnSet(1, waiting=(Waiting(3, Part.NOT_SAID, at(11, 12)),)), at(6), at(12), id="not before"),
        pytest.param(OwnSet(1), at(2), None, id="nothing ahead"),
    ],
)
def test_when_the_next_letter_may_be_due(one: OwnSet, after: datetime, expected: datetime | None) -> None:
    assert letters.next_at(READER, [one], after) == expected


@pytest.mark.parametrize(
    "after", [pytest.param(at(day, hour), id=f"{day} {hour}") for day in range(2, 10) for hour in (8, 9, 10)]
)
def test_what_is_told_is_told_once(after: datetime) -> None:
    own: tuple[OwnSet, ...] = (OwnSet(1, (meeting(),), (opened(due=date(2026, 11, 4)),), (Waiting(3, Part.NOT_SAID),)),)
    told: list[Part] = []
    moment = after
    while (due := letters.next_at(READER, own, moment)) is not None:
        moment = due
        assert letters.is_opening(READER, moment)
        now_told = letters.held(READER, own, moment)
        told += [one.part for one in now_told]
        own = letters.once_told(own, now_told, moment)
    assert told.count(Part.MEETING) == told.count(Part.NOT_SAID) == 1
    assert told.count(Part.DUE) == (1 if after < at(4) else 0)
    assert told.count(Part.STILL_OPEN) == (1 if after < at(6) else 0)


def letters_until(own: tuple[OwnSet, ...], moment: datetime, until: datetime) -> list[tuple[datetime, tuple[int, ...]]]:
    """When each letter came until then, and about which actions it asked, in the order in which it names them."""
    came: list[tuple[datetime, tuple[int, ...]]] = []
    while (due := letters.next_at(READER, own, moment)) is not None and due < until:
        moment = due
        parts = letters.held(READER, own, moment)
        came.append((moment, tuple(action for part in parts for action in part.actions)))
        own = letters.once_told(own, parts, moment)
    return came


def moved(own: tuple[OwnSet, ...], to: datetime) -> tuple[OwnSet, ...]:
    """The first meeting has another date: nobody has been told of that one."""
    return tuple(replace(one, meetings=(MeetingAhead(7, to), *one.meetings[1:])) for one in own)


@each(
    {
        f"due on {due}, {gap} days between, {last} meetings": (due, gap, last)
        for due in range(2, 25)
        for gap in (0, 1, 2, 3, 6, 7, 10)
        for last in (1, 2, 3)
    }
)
def test_near_a_meeting_nobody_is_asked_about_an_action_more_than_twice(case: tuple[int, int, int]) -> None:
    due, gap, last = case
    dates = [TUESDAY + timedelta(days=gap * nth, hours=nth) for nth in range(last)]
    ahead = tuple(MeetingAhead(nth, moment) for nth, moment in enumerate(dates))
    own = (OwnSet(1, ahead, (opened(1, date(2026, 11, due)), opened(2))),)
    came = letters_until(own, at(1), max(dates))
    assert all(len(asked) == len(set(asked)) for _, asked in came), "an action is asked about once in a letter"
    for meets in dates:
        near = [asked for moment, asked in came if working_days_before(meets, 3, LONDON, WORKS) <= moment < meets]
        assert all(sum(action in asked for asked in near) <= 2 for action in (1, 2))
    assert any(2 in asked for _, asked in came), "it is asked about at all"


def test_a_meeting_that_is_moved_on_its_day_asks_no_third_time() -> None:
    own: tuple[OwnSet, ...] = (OwnSet(1, (meeting(),), (opened(),)),)
    first = letters.held(READER, own, at(5))
    own = moved(letters.once_told(own, first, at(5)), at(10, 16))
    second = letters.held(READER, own, at(6))
    assert [(one.part, one.actions) for one in (*first, *second)] == [(Part.MEETING, (1,))] * 2
    assert letters.held(READER, letters.once_told(own, second, at(6)), at(9)) == ()
