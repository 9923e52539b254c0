"""What is told of changes of a plan: several in a minute as one."""

from datetime import UTC, date, datetime

import pytest

from bot.domain.days_off import Span
from bot.domain.plan_changes import Change, PlanChange, read_change, with_change


def at(day: int, hour: int = 14) -> datetime:
    return datetime(2026, 12, day, hour, tzinfo=UTC)


def moved(to: int, was: int = 8, by: str = "UANA") -> PlanChange:
    return PlanChange(Change.MOVED, by, 7, 2, at=at(to), was=at(was))


ADDED = PlanChange(Change.ADDED, "UANA", 7, 2, at=at(8))
CANCELLED = PlanChange(Change.CANCELLED, "UBEN", 7, 2, was=at(8))
NAMED = PlanChange(Change.NAMED, "UANA", 7, 2)
HALF_TERM = PlanChange(Change.OFF, "UANA", span=Span(date(2027, 2, 15), date(2027, 2, 19)))


@pytest.mark.parametrize(
    ("made", "told"),
    [
        pytest.param([moved(9), moved(10, 9)], [moved(10)], id="moved twice: from where it was to where it is"),
        pytest.param([moved(9), moved(8, 9)], [], id="moved and back: nothing has changed"),
        pytest.param([moved(9), CANCELLED], [CANCELLED], id="moved, and then cancelled"),
        pytest.param([ADDED, moved(9)], [PlanChange(Change.ADDED, "UANA", 7, 2, at=at(9))], id="added, and then moved"),
        pytest.param([ADDED, NAMED, CANCELLED], [], id="added and cancelled, and its name with it"),
        pytest.param([NAMED, NAMED], [NAMED], id="named twice"),
        pytest.param([HALF_TERM, NAMED], [HALF_TERM, NAMED], id="of different things each is told"),
        pytest.param(
            [moved(9), moved(10, 9, by="UBEN")],
            [moved(10, by="UBEN")],
            id="by two: whoever moved it last",
        ),
    ],
)
def test_what_is_told_is_what_has_changed_in_the_end(made: list[PlanChange], told: list[PlanChange]) -> None:
    found: tuple[PlanChange, ...] = ()
    for one in made:
        found = with_change(found, one)
    assert list(found) == told


@pytest.mark.parametrize("one", [moved(9), ADDED, CANCELLED, NAMED, HALF_TERM], ids=lambda one: one.what)
def test_a_change_is_read_as_it_was_kept(one: PlanChange) -> None:
    assert read_change(one.facts) == one
