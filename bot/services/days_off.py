"""On which days nobody is written to: the public holidays of a set's country, and its own days off."""

from collections.abc import Collection, Container
from datetime import date

from bot import public_holidays
from bot.domain.days_off import DaysOff, Together, read_spans
from bot.domain.errors import Refused
from bot.domain.refusals import Refusal
from storage.models import Set


def country_of(the_set: Set) -> str:
    """The code of the country whose public holidays a set keeps: that of its zone unless it has chosen; "" for none."""
    return public_holidays.country_of_zone(the_set.zone) if the_set.country is None else the_set.country


def days_off_of(the_set: Set) -> DaysOff:
    """The days off of a set, its holidays named in its language."""
    return public_holidays.days_off(country_of(the_set), read_spans(the_set.days_off), the_set.language)


def days_off_of_all(sets: Collection[Set]) -> Container[date]:
    """The days off of whoever is in all of these sets."""
    return Together(tuple(map(days_off_of, sets)))


def country_of_zone(zone: str, language: str = public_holidays.ENGLISH) -> str:
    """The name of the country that a zone proposes; "" where it is no place."""
    code = public_holidays.country_of_zone(zone)
    return public_holidays.name_of(code, language) if code else ""


def country_name(the_set: Set) -> str:
    """What that country is called in the language of the set; "" for none."""
    code = country_of(the_set)
    return public_holidays.name_of(code, the_set.language) if code else ""


def code_of_country(typed: str, language: str) -> str:
    """The code of the country that is meant, "" for none. Raises Refused for one that is not known."""
    code = public_holidays.code_named(typed, language) if typed.strip() else ""
    if code is None:
        raise Refused(Refusal.UNKNOWN_COUNTRY, "country")
    return code
