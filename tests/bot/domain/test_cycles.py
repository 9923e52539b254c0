"""The half of a cycle, whether all would go on, until when a set is kept, and when it sleeps."""

from datetime import UTC, date, datetime, timedelta

import pytest

from bot.domain.cycles import Together, all_go_on, checked_pause, is_midway, kept_until, sleeps_at
from bot.domain.errors import Refused
from bot.domain.refusals import Refusal
from bot.domain.states import GoingOn

MET = datetime(2026, 11, 3, 15, tzinfo=UTC)
YES, IF, NO = GoingOn.YES, GoingOn.YES_IF, GoingOn.NO


@pytest.mark.parametrize(
    ("many", "asked_at"),
    [
        pytest.param(1, [], id="the only meeting is the last"),
        pytest.param(2, [1], id="the first of two"),
        pytest.param(3, [2], id="the second of three"),
        pytest.param(4, [2, 3], id="from the half of four on, and never at the last"),
        pytest.param(12, [6, 7, 8, 9, 10, 11], id="from the half of twelve on"),
    ],
)
def test_a_review_may_ask_from_the_half_of_a_cycle_on_and_not_at_its_end(many: int, asked_at: list[int]) -> None:
    assert [place for place in range(1, many + 2) if is_midway(place, many)] == asked_at


@pytest.mark.parametrize(
    ("answers", "all_would"),
    [
        pytest.param([], None, id="nobody is in it"),
        pytest.param([None, None], None, id="nobody has said"),
        pytest.param([YES, YES, YES], Together.ALL, id="all"),
        pytest.param([YES, YES, None], Together.NOT_ALL_SAID, id="one has not said"),
        pytest.param([YES, YES, IF], Together.NOT_ALL, id="one has a condition, which is theirs to say"),
        pytest.param([YES, YES, NO], Together.NOT_ALL, id="one would not"),
        pytest.param([YES, None, NO], Together.NOT_ALL, id="one would not, and one has not said"),
    ],
)
def test_only_a_plain_yes_of_everybody_is_told_as_all(
    answers: list[GoingOn | None], all_would: Together | None
) -> None:
    assert all_go_on(answers) is all_would


@pytest.mark.parametrize(
    ("ended", "months", "until"),
    [
        pytest.param(date(2026, 11, 3), 3, date(2027, 2, 3), id="three months"),
        pytest.param(date(2026, 11, 30), 3, date(2027, 2, 28), id="to the end of a shorter month"),
        pytest.param(date(2028, 2, 29), 12, date(2029, 2, 28), id="from a leap day"),
    ],
)
def test_a_record_is_kept_for_months_as_people_count_them(ended: date, months: int, until: date) -> None:
    assert kept_until(ended, months) == until


@pytest.mark.parametrize(
    ("ahead", "missed", "sleeps"),
    [
        pytest.param(None, False, timedelta(weeks=8), id="no date: two intervals after it met"),
        pytest.param(timedelta(weeks=4), False, timedelta(weeks=8), id="a date in its rhythm, and not held yet"),
        pytest.param(timedelta(weeks=10), False, timedelta(weeks=10, days=1), id="put off on purpose: after that date"),
        pytest.param(timedelta(weeks=12), True, timedelta(weeks=8), id="two were not held, though a third is ahead"),
    ],
)
def test_a_set_sleeps_that_has_not_met_for_two_intervals(
    ahead: timedelta | None, missed: bool, sleeps: timedelta
) -> None:
    at = MET + ahead if ahead is not None else None
    assert sleeps_at(MET, 4, at, missed=missed) == MET + sleeps


@pytest.mark.parametrize(
    ("day", "refused"),
    [
        pytest.param(date(2026, 11, 3), Refusal.PAST_DAY_CHOSEN, id="today"),
        pytest.param(date(2027, 11, 5), Refusal.PAUSE_TOO_LONG, id="in more than a year"),
    ],
)
def test_a_set_rests_until_a_day_that_is_ahead_and_within_a_year(day: date, refused: Refusal) -> None:
    assert checked_pause(date(2027, 11, 4), date(2026, 11, 3)) == date(2027, 11, 4)
    with pytest.raises(Refused) as told:
        checked_pause(day, date(2026, 11, 3))
    assert told.value.kind is refused
