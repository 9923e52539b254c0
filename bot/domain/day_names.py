"""Days that have a name of their own. Those whose date differs from country to country, or is seen by the moon, are asked about."""

import re
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Final

from dateutil.easter import easter
from dateutil.relativedelta import MO, SU, TH, relativedelta

from bot.domain.day_asked import Asked, Matched
from bot.domain.day_words import Doubt, Reading, year_number
from bot.domain.refusals import Refusal


def _on(month: int, day: int) -> Callable[[int], date]:
    return lambda year: date(year, month, day)


def _from_easter(days: int) -> Callable[[int], date]:
    return lambda year: easter(year) + timedelta(days=days)


def _thanksgiving(year: int) -> date:
    return date(year, 11, 1) + relativedelta(weekday=TH(4))


NAMED: Final[Mapping[str, Callable[[int], date]]] = {
    "christmas(?: day)?": _on(12, 25),
    "christmas eve": _on(12, 24),
    "boxing day": _on(12, 26),
    "newyear eve|nye|hogmanay|silvester": _on(12, 31),
    "newyear day": _on(1, 1),
    "epiphany|twelfth night": _on(1, 6),
    "burns night": _on(1, 25),
    "valentine'?s?(?: day)?": _on(2, 14),
    "st patrick'?s day": _on(3, 17),
    "st george'?s day": _on(4, 23),
    "st andrew'?s day": _on(11, 30),
    "april fools?'?s?(?: day)?": _on(4, 1),
    "shrove tuesday|pancake day": _from_easter(-47),
    "ash wednesday": _from_easter(-46),
    "palm sunday": _from_easter(-7),
    "maundy thursday": _from_easter(-3),
    "good friday": _from_easter(-2),
    "easter(?: sunday| day)?": _from_easter(0),
    "easter monday": _from_easter(1),
    "ascension day": _from_easter(39),
    "whit sunday|pentecost": _from_easter(49),
    "whit monday": _from_easter(50),
    "may day": _on(5, 1),
    "midsummer day|midsummer's day": _on(6, 24),
    "bastille day": _on(7, 14),
    "halloween|hallowe'en": _on(10, 31),
    "all saints'?(?: day)?": _on(11, 1),
    "bonfire night|guy fawkes(?: night)?": _on(11, 5),
    "armistice day|remembrance day|veterans'? day": _on(11, 11),
    "remembrance sunday": lambda year: date(year, 11, 1) + relativedelta(weekday=SU(2)),
    "thanksgiving(?: day)?": _thanksgiving,
    "black friday": lambda year: _thanksgiving(year) + timedelta(days=1),
    "cyber monday": lambda year: _thanksgiving(year) + timedelta(days=4),
    "(?:mlk|martin luther king'?s?)(?: jr)? day": lambda year: date(year, 1, 1) + relativedelta(weekday=MO(3)),
    "presidents?'? day": lambda year: date(year, 2, 1) + relativedelta(weekday=MO(3)),
    "memorial day": lambda year: date(year, 5, 31) + relativedelta(weekday=MO(-1)),
    "(?:us )?labor day": lambda year: date(year, 9, 1) + relativedelta(weekday=MO(1)),
    "columbus day": lambda year: date(year, 10, 1) + relativedelta(weekday=MO(2)),
    "international women'?s day": _on(3, 8),
    "earth day": _on(4, 22),
}
_PATTERNS: Final = tuple((re.compile(words), of_year) for words, of_year in NAMED.items())
A_NAME: Final = "|".join(NAMED)
UNSETTLED: Final = (
    r"(?:independence|mothers?'?s?|fathers?'?s?|labour|constitution|boss'?s?|king'?s|queen'?s|australia|canada|victoria) day"
    r"|mothering sunday|bank holiday(?: monday)?|diwali|divali|eid(?: al fitr| al adha)?|ramadan"
    r"|hanukk?ah|chanukah|passover|holi|vesak"
    r"|purim|yom kippur|rosh hashanah?|lent|advent|chinese newyear|lunar newyear|carnival|navratri|vaisakhi|onam|pongal"
)


def named(found: Matched, asked: Asked) -> Reading:
    """The next one from today on, or that of the year that is named."""
    of_year = next(of_year for words, of_year in _PATTERNS if words.fullmatch(found["name"]))
    year = _year(found, asked)
    if not 1900 <= year <= 4099:
        return Doubt(Refusal.WHICH_DAY)
    there = of_year(year)
    return of_year(year + 1) if there < asked.today and not found["year"] and not found["calendar"] else there


def _year(found: Matched, asked: Asked) -> int:
    if found["year"]:
        return year_number(found["year"])
    return asked.today.year + int(found["calendar"] == "next")
