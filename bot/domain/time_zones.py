"""Time zones by what people call them: the name of one, or a city in it."""

import unicodedata
from collections.abc import Mapping
from functools import cache
from typing import Final
from zoneinfo import available_timezones

from bot.domain.calendars import known_zone

_UTC: Final = "Etc/UTC"
_NO_CITIES: Final = ("Etc/", "SystemV/", "US/", "Canada/", "Mexico/", "Brazil/", "Chile/")
"""What follows these names no city, as in US/Eastern."""


def zone_named(typed: str) -> str | None:
    """The IANA name of the zone that is meant, by that name or by its city alone; None where there is none.

    Not by letters such as EST, which know no summer time: whoever types them means a place.
    """
    words = "_".join(typed.split())
    if "/" in words and known_zone(words):
        return words
    return _by_name().get(_without_accents(words.casefold()))


def _without_accents(words: str) -> str:
    return "".join(one for one in unicodedata.normalize("NFKD", words) if not unicodedata.combining(one))


@cache
def _by_name() -> Mapping[str, str]:
    """Zones by their names and by the cities that end them; of two names of one city the first will do, they are the same."""
    places = sorted(name for name in available_timezones() if "/" in name and not name.startswith(_NO_CITIES))
    cities = {name.rpartition("/")[2].casefold(): name for name in reversed(places)}
    return {**cities, **{name.casefold(): name for name in places}, "utc": _UTC}
