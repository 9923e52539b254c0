"""At which hour a letter comes again that its reader has put off."""

from datetime import UTC, datetime, time
from typing import Final

import pytest

from bot.domain.calendars import CivilHours
from bot.domain.letters_again import Again, ComesAgain, comes_again

LONDON: Final = "Europe/London"
WORKS: Final = CivilHours(frozenset(range(5)), time(9), time(17))
NIGHTS: Final = CivilHours(frozenset(range(5)), time(20), time(23, 30))


def at(day: int, hour: int, minute: int = 0, second: int = 0) -> datetime:
    """A moment of November 2026, when London's wall shows UTC."""
    return datetime(2026, 11, day, hour, minute, second, tzinfo=UTC)


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        pytest.param(at(5, 9), at(5, 12), id="in three hours"),
        pytest.param(at(5, 9, 1, 7), at(5, 12, 15), id="to the quarter"),
        pytest.param(at(5, 13), at(5, 16), id="an hour before their day ends"),
        pytest.param(at(5, 14, 30), at(5, 16), id="not later than that"),
        pytest.param(at(5, 15, 30), at(5, 16), id="half an hour is enough"),
        pytest.param(at(5, 15, 45), at(5, 18, 45), id="with less they mean the evening"),
        pytest.param(at(5, 19), at(5, 22), id="in the evening"),
        pytest.param(at(5, 6), at(5, 9), id="early in the morning"),
        pytest.param(at(7, 10), at(7, 13), id="on a Saturday"),
        pytest.param(at(5, 20, 45), at(5, 23, 45), id="the last quarter of the day"),
    ],
)
def test_later_today(now: datetime, expected: datetime) -> None:
    assert comes_again(Again.LATER, now, LONDON, WORKS) == ComesAgain(expected, LONDON)


def test_what_would_be_past_midnight_comes_tomorrow() -> None:
    assert comes_again(Again.LATER, at(5, 21), LONDON, WORKS) == ComesAgain(at(6, 9), LONDON, is_tomorrow=True)
    assert comes_again(Again.LATER, at(5, 21), LONDON, NIGHTS) == ComesAgain(at(5, 22, 30), LONDON)


@pytest.mark.parametrize(
    ("now", "zone", "expected"),
    [
        pytest.param(at(5, 9), LONDON, at(6, 9), id="the next morning"),
        pytest.param(at(6, 17), LONDON, at(7, 9), id="a Saturday, as they said"),
        pytest.param(at(6, 0, 30), LONDON, at(7, 9), id="just after midnight"),
        pytest.param(at(5, 23, 30), "Asia/Kolkata", at(7, 3, 30), id="by their own calendar"),
        pytest.param(datetime(2026, 10, 24, 9, tzinfo=UTC), LONDON, datetime(2026, 10, 25, 9, tzinfo=UTC), id="by the wall"),
    ],
)  # fmt: skip
def test_tomorrow(now: datetime, zone: str, expected: datetime) -> None:
    assert comes_again(Again.TOMORROW, now, zone, WORKS) == ComesAgain(expected, zone)


def test_a_zone_of_three_quarters_of_an_hour_keeps_to_its_quarters() -> None:
    found = comes_again(Again.LATER, at(5, 3, 20), "Asia/Kathmandu", WORKS)
    assert found == ComesAgain(at(5, 6, 30), "Asia/Kathmandu")
