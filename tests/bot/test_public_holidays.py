"""What the library of holidays and the zone database are asked."""

from datetime import date
from zoneinfo import available_timezones

import pytest

from bot import public_holidays
from bot.domain.days_off import Span


@pytest.mark.parametrize(
    ("zone", "country"),
    [
        pytest.param("Europe/Berlin", "DE", id="a country"),
        pytest.param("Europe/London", "GB-ENG", id="a part of one"),
        pytest.param("Australia/Sydney", "AU-NSW", id="another"),
        pytest.param("Asia/Calcutta", "IN", id="an older name"),
        pytest.param("US/Eastern", "US", id="a name that is no city's"),
        pytest.param("Etc/UTC", "", id="no place"),
        pytest.param("Nowhere/Else", "", id="no zone"),
    ],
)
def test_a_zone_proposes_a_country(zone: str, country: str) -> None:
    assert public_holidays.country_of_zone(zone) == country


def test_every_zone_can_be_asked_about() -> None:
    assert all(isinstance(public_holidays.country_of_zone(zone), str) for zone in available_timezones())


@pytest.mark.parametrize(
    ("typed", "language", "code"),
    [
        pytest.param("Germany", "en", "DE", id="by its English name"),
        pytest.param("  united   kingdom ", "en_GB", "GB", id="spaces and capitals aside"),
        pytest.param("Deutschland", "de", "DE", id="by its name in the language of the set"),
        pytest.param("Germany", "de", "DE", id="in English all the same"),
        pytest.param("Scotland", "en", "GB-SCT", id="a part of one"),
        pytest.param("de", "en", "DE", id="by its code"),
        pytest.param("GB-SCT", "en", "GB-SCT", id="the code of a part"),
        pytest.param("Narnia", "en", None, id="none"),
    ],
)
def test_a_country_is_known_by_its_name(typed: str, language: str, code: str | None) -> None:
    assert public_holidays.code_named(typed, language) == code


@pytest.mark.parametrize("code", ["DE", "GB-ENG", "GB-SCT", "US", "EG", "CL", "IN", "AU-NSW"])
def test_a_name_that_is_shown_is_understood_again(code: str) -> None:
    assert public_holidays.code_named(public_holidays.name_of(code)) == code


@pytest.mark.parametrize(
    ("country", "day", "name"),
    [
        pytest.param("GB-ENG", date(2027, 3, 29), "Easter Monday", id="England"),
        pytest.param("GB-SCT", date(2027, 3, 29), None, id="in Scotland that is none"),
        pytest.param("DE", date(2027, 10, 3), "German Unity Day", id="Germany, in English"),
        pytest.param("", date(2027, 12, 25), None, id="no country"),
        pytest.param("XX", date(2027, 12, 25), None, id="one that is not known"),
    ],
)
def test_public_holidays_have_names(country: str, day: date, name: str | None) -> None:
    assert public_holidays.days_off(country, ()).holiday(day) == name


def test_a_holiday_is_named_in_the_language_of_the_set() -> None:
    assert public_holidays.days_off("DE", (), "de").holiday(date(2027, 3, 29)) == "Ostermontag"


def test_days_off_of_the_set_stand_beside_public_holidays() -> None:
    off = public_holidays.days_off("DE", (Span(date(2027, 2, 15), date(2027, 2, 19)),))
    assert [day in off for day in (date(2027, 2, 17), date(2027, 10, 3), date(2027, 10, 4))] == [True, True, False]
