"""In which sets somebody is away, as they type it behind a time, and as a form says it."""

from datetime import date
from typing import Final

import pytest

from bot.domain.absence_places import ChosenAway, InSets, absence_of, place_in
from bot.domain.absences import Absence, Said
from bot.domain.errors import Refused

TODAY: Final = date(2026, 11, 3)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("from 5 Nov until 12 Nov", ("from 5 Nov until 12 Nov", None)),
        ("from 5 Nov until 12 Nov in all my sets", ("from 5 Nov until 12 Nov", InSets.ALL)),
        ("until Friday, in all sets.", ("until Friday", InSets.ALL)),
        ("for a week from every set", ("for a week", InSets.ALL)),
        ("until Friday everywhere", ("until Friday", InSets.ALL)),
        ("until Friday for both my sets", ("until Friday", InSets.ALL)),
        ("in all my sets", ("", InSets.ALL)),
        ("until Friday in this set", ("until Friday", InSets.HERE)),
        ("until Friday only here", ("until Friday", InSets.HERE)),
        ("until Friday in this set only", ("until Friday", InSets.HERE)),
        ("back in all my sets", ("back", InSets.ALL)),
        ("all week", ("all week", None)),
        ("", ("", None)),
    ],
)
def test_in_which_sets(typed: str, expected: tuple[str, InSets | None]) -> None:
    assert place_in(typed) == expected


@pytest.mark.parametrize(
    ("chosen", "expected"),
    [
        (ChosenAway(None, date(2026, 11, 6)), Absence(date(2026, 11, 6), None, Said.SPAN)),
        (ChosenAway(TODAY, TODAY), Absence(TODAY, None, Said.SPAN)),
        (ChosenAway(date(2026, 11, 2), date(2026, 11, 6)), Absence(date(2026, 11, 6), None, Said.SPAN)),
        (
            ChosenAway(date(2026, 11, 5), date(2026, 11, 6)),
            Absence(date(2026, 11, 6), date(2026, 11, 5), Said.SPAN),
        ),
        (ChosenAway(None, None), None),
    ],
)
def test_what_a_form_says(chosen: ChosenAway, expected: Absence | None) -> None:
    assert absence_of(chosen, TODAY) == expected


@pytest.mark.parametrize(
    "chosen",
    [
        ChosenAway(date(2026, 11, 6), date(2026, 11, 5)),
        ChosenAway(None, date(2026, 11, 2)),
        ChosenAway(date(2026, 11, 6), None),
    ],
)
def test_what_cannot_stand_is_refused_at_its_last_day(chosen: ChosenAway) -> None:
    with pytest.raises(Refused) as refused:
        absence_of(chosen, TODAY)
    assert refused.value.field == "last"
