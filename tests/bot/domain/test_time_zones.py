"""A time zone is named as people name it, by a city, and never by letters that know no summer time."""

from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.time_zones import zone_named


@pytest.mark.parametrize(
    ("typed", "zone"),
    [
        pytest.param("Europe/London", "Europe/London", id="its name"),
        pytest.param("europe/london", "Europe/London", id="its name in small letters"),
        pytest.param("London", "Europe/London", id="a city"),
        pytest.param(" new  york ", "America/New_York", id="a city of two words"),
        pytest.param("São Paulo", "America/Sao_Paulo", id="a city with an accent"),
        pytest.param("Buenos Aires", "America/Argentina/Buenos_Aires", id="a city with two names"),
        pytest.param("UTC", "Etc/UTC", id="UTC"),
        pytest.param("Etc/UTC", "Etc/UTC", id="UTC in full"),
    ],
)
def test_a_zone_is_known_by_its_name_and_by_its_city(typed: str, zone: str) -> None:
    assert zone_named(typed) == zone


@pytest.mark.parametrize(
    "typed", ["EST", "CET", "GMT", "Eastern", "Bulgaria", "Europe", "", " ", "../../etc/passwd", "a/b", "Europe/\0"]
)
def test_what_names_no_place_is_no_zone(typed: str) -> None:
    assert zone_named(typed) is None


@given(st.sampled_from(sorted(available_timezones())) | st.text(max_size=40))
def test_whatever_is_typed_is_a_zone_that_there_is_or_none(typed: str) -> None:
    zone = zone_named(typed)
    assert zone is None or ZoneInfo(zone).key == zone
