"""Public holidays by country, and the countries of time zones: what the library and the zone database know, as values."""

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache, lru_cache
from importlib.resources import files
from types import ModuleType
from typing import Final

from babel import Locale, UnknownLocaleError

from bot.domain.days_off import DaysOff, Span

ENGLISH: Final = "en"
_PARTS_OF_ZONES: Final[Mapping[str, str]] = {
    "Europe/London": "GB-ENG",
    "Australia/Adelaide": "AU-SA",
    "Australia/Brisbane": "AU-QLD",
    "Australia/Darwin": "AU-NT",
    "Australia/Hobart": "AU-TAS",
    "Australia/Melbourne": "AU-VIC",
    "Australia/Perth": "AU-WA",
    "Australia/Sydney": "AU-NSW",
}
"""Where a zone tells which part of a country is meant, and the country as a whole has hardly any holidays in common."""


@cache
def _library() -> ModuleType:
    """Loaded once it is needed: hundreds of countries are much to read for whoever only starts the bot."""
    import holidays

    return holidays


def days_off(country: str, own: tuple[Span, ...], language: str = ENGLISH) -> DaysOff:
    """The days off of a set in that country ("" for none), its holidays named in that language where the library has it."""
    return DaysOff(lambda year: of_year(country, year, language), own)


@lru_cache(maxsize=512)
def of_year(country: str, year: int, language: str = ENGLISH) -> Mapping[date, str]:
    """The public holidays of a country, or a part of it such as GB-SCT, by their names; none of one that is not known."""
    code, _, part = country.partition("-")
    known = _library().list_supported_countries()
    if code not in known:
        return {}
    found = _library().country_holidays(
        code, subdiv=part if part in known[code] else None, years=year, language=_language(code, language)
    )
    return {day: name for day, name in found.items() if day.year == year}


@cache
def _language(code: str, wanted: str) -> str | None:
    """The library's own name of a language that it has for that country: the one wanted, or English; None for the country's."""
    has = _library().list_localized_countries().get(code, ())
    for language in (wanted.partition("_")[0], ENGLISH):
        if found := next((one for one in has if one.partition("_")[0] == language), None):
            return str(found)
    return None


def country_of_zone(zone: str) -> str:
    """The country in which a time zone is kept, or the part of it that the zone tells; "" where it is no place."""
    return _PARTS_OF_ZONES.get(zone) or _countries().get(zone) or _countries().get(_other_name(zone), "")


@cache
def _countries() -> Mapping[str, str]:
    """Countries by the zones that they are most of; from the same database as the zones themselves."""
    rows = [line.split("\t") for line in _table("zone.tab")]
    return {zone.strip(): code for code, _, zone, *_rest in rows}


def _table(name: str) -> Iterator[str]:
    text = (files("tzdata") / "zoneinfo" / name).read_text(encoding="utf-8")
    return (line for line in text.splitlines() if line and not line.startswith("#"))


def _other_name(zone: str) -> str:
    """What a zone by an older name is called now: the file of one is a copy of that of the other."""
    try:
        return _zones_by_rules().get(_rules(zone), "")
    except OSError:
        return ""


@cache
def _zones_by_rules() -> Mapping[bytes, str]:
    """By what its file holds the first zone that has a country."""
    return {_rules(zone): zone for zone in reversed(list(_countries()))}


def _rules(zone: str) -> bytes:
    return (files("tzdata") / "zoneinfo").joinpath(*zone.split("/")).read_bytes()


def name_of(country: str, language: str = ENGLISH) -> str:
    """What a country, or a part of one, is called in that language; parts have an English name, or that of the country."""
    code, _, part = country.partition("-")
    if part:
        return next((name for name, found in _parts().items() if found == country), country)
    return str(_locale(language).territories.get(code, code))


def code_named(typed: str, language: str = ENGLISH) -> str | None:
    """The code of the country, or the part of one, that is meant by its name or its code; None where there is none."""
    words = " ".join(typed.split())
    if words.upper() in _library().list_supported_countries() or words.upper() in _parts().values():
        return words.upper()
    for names in (_names(language), _names(ENGLISH), _folded(_parts())):
        if words.casefold() in names:
            return names[words.casefold()]
    return None


@cache
def _names(language: str) -> Mapping[str, str]:
    """Countries of which holidays are known, by their names in a language."""
    territories = _locale(language).territories
    return _folded({name: code for code, name in territories.items() if code in _library().list_supported_countries()})


def _folded(names: Mapping[str, str]) -> Mapping[str, str]:
    return {name.casefold(): code for name, code in names.items()}


@cache
def _parts() -> Mapping[str, str]:
    """Parts of countries by their names; where two countries have a part of one name, it is that of the first by its code."""
    found: dict[str, str] = {}
    for code in sorted(_library().list_supported_countries()):
        for name, part in _aliases(code).items():
            found.setdefault(name, f"{code}-{part}")
    return found


def _aliases(code: str) -> Mapping[str, str]:
    """The names of the parts of a country that the library knows."""
    listed = getattr(_library(), code).get_subdivision_aliases()
    return {name: part for part, names in listed.items() for name in names}


def _locale(language: str) -> Locale:
    try:
        return Locale.parse(language)
    except (UnknownLocaleError, ValueError):
        return Locale.parse(ENGLISH)
