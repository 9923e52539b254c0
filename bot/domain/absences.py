"""When somebody is away, as they type it: "until Friday", "for 3 days", "next week", "from 5 Nov until 12 Nov", "back on Friday".

What can be told is read, and said back; what may mean one or the other is asked about, with both.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import Enum, auto
from typing import Final, NamedTuple

from dateutil.relativedelta import relativedelta

from bot.domain.calendars import AtMeeting, local
from bot.domain.day_asked import Asked
from bot.domain.day_spelling import canonical
from bot.domain.day_tails import WINDOW, read_whole
from bot.domain.day_words import A_MONTH, Doubt, month_number
from bot.domain.errors import Refused
from bot.domain.refusals import Facts, Refusal

_DAY: Final = timedelta(days=1)
_WEEK: Final = timedelta(weeks=1)
_MOST: Final = 4
"""How many times away are offered."""


class Said(Enum):
    """How a time away is told: by its last day, by the day after it, or by its first and its last."""

    UNTIL = auto()
    BACK = auto()
    SPAN = auto()


@dataclass(frozen=True, slots=True)
class Absence:
    """A time away, its last day included, in the person's own zone. `first` is None where it begins at once."""

    last: date
    first: date | None = None
    said: Said = Said.UNTIL
    is_a_day: bool = False
    """Whether it was told as "until" a day to come, on which they may mean to be back."""

    @property
    def back(self) -> date:
        """The first day on which they are there again."""
        return self.last + _DAY

    def covers(self, day: date) -> bool:
        return is_away(self.first, self.last, day)


class UnclearAbsence(Refused):
    """A time away that cannot be taken as typed; `perhaps` are the likeliest, and with `or_back` they may be back now."""

    def __init__(
        self, kind: Refusal, perhaps: tuple[Absence, ...] = (), *, or_back: bool = False, facts: Facts | None = None
    ) -> None:
        super().__init__(kind, None, **(facts or {}))
        self.perhaps = perhaps
        self.or_back = or_back


def is_away(first: date | None, last: date | None, day: date) -> bool:
    """Whether somebody is away on that day whose absence is from the first to the last day; None for one that is not given."""
    return last is not None and day <= last and (first is None or first <= day)


_UNTIL: Final = re.compile(r"(?:until|till?|through|thru|to|up to|up until) (?P<and>and including )?(?P<day>\S.*)")
_THROUGH: Final = re.compile(r"(?:through|thru) ")
_BACK: Final = re.compile(r"(?:^|[ ,;])(?:i'?ll be |i'm |i am |be )?back(?: |$)")
_BEFORE_A_DAY: Final = re.compile(r"^(?:.{0,40}\b(?:on|by)|at|again|here) (?=\S)")
_BEGINS: Final = re.compile(r"(?P<lead>from|starting|beginning|as of|after|between) (?P<rest>\S.*)")
_TO: Final = re.compile(r" (?:until|till?|to|through|thru|and|up to) (?:and including )?| ?[-–—] ?")
_DASH_IN_A_DATE: Final = re.compile(r"\d{4}-\d")
_UNIT: Final = r"(?P<count>\d{1,3}|an?) (?P<unit>day|week|fortnight|month)"
_LASTS: Final = re.compile(rf",? for {_UNIT}$")
_LASTS_FROM: Final = re.compile(rf"(?:for )?{_UNIT} (?:from|starting|beginning|as of) (?:on )?(?P<from>.+)")
_FOR_A_WHILE: Final = re.compile(
    r"(?:another |next |about )?(?:\d{1,4}|an?|few|several|some|half an?) (?:working )?"
    r"(?:day|week|fortnight|month|quarter|year|hour|minute)"
    r"|(?:all |rest of |remainder of )?(?:this )?(?:day|week|month|year)|all day|today|tonight|this (?:morning|afternoon|evening)"
)
_SOON: Final = re.compile(
    r"\b(?:minute|hour|sec|soon|shortly|now|later|bit|while|today|tonight|lunch|\d{1,2}(?:[:.]\d\d)? ?[ap]m|\d{1,2}:\d\d)\b"
)
_NEXT_WEEK: Final = re.compile(r"(?:all |whole )?(?:of )?(?:next|coming) week|week after next")
_MONTH: Final = re.compile(
    rf"(?:all |whole |month )?(?:of )?(?:in )?(?P<month>{A_MONTH}|next month)(?: (?P<year>20\d\d))?"
)
_WEEKEND: Final = re.compile(r"(?P<which>this |next |coming )?weekend")
_WEEK_OF: Final = re.compile(r"week (?:of|beginning|starting) (?P<day>.+)")
_NUMBER: Final = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?")
_UNITS: Final = {
    "day": relativedelta(days=1),
    "week": relativedelta(weeks=1),
    "fortnight": relativedelta(weeks=2),
    "month": relativedelta(months=1),
}


class _Days(NamedTuple):
    """The day that words name, or the likeliest ones; `doubt` says why none can be taken, None where one can."""

    days: tuple[date, ...]
    doubt: Doubt | None


_UNREADABLE: Final = _Days((), Doubt(Refusal.AWAY_UNREADABLE))


def read_absence(text: str, *, now: datetime, zone: str) -> Absence:
    """The time away that is typed after "away", read in the person's IANA zone at `now` (aware).

    Raises `UnclearAbsence` where that can be told in more ways than one, or in none.
    """
    words = re.sub(r"[,;]? (?=back\b)", " ", " ".join(text.split()).strip(" .,;:!?…\"'“”„‘’«»*_`()").lower())
    asked = Asked("", local(now, zone).replace(tzinfo=None), None, lambda _words, _asked: None)
    if words in {"", "until"} or len(words) > WINDOW:
        raise UnclearAbsence(Refusal.AWAY_UNTIL_WHEN, _usual(asked.today))
    try:
        return _checked(_read(words, asked), asked.today)
    except UnclearAbsence as unclear:
        perhaps = tuple(
            one for one in unclear.perhaps if asked.today <= one.last and (one.first or one.last) <= one.last
        )
        likeliest = perhaps or _usual(asked.today)
        raise UnclearAbsence(unclear.kind, likeliest, or_back=unclear.or_back, facts=unclear.facts) from None


def _usual(today: date) -> tuple[Absence, ...]:
    friday = today + timedelta(days=(4 - today.weekday()) % 7)
    return tuple(Absence(day) for day in dict.fromkeys((today, friday, friday + _WEEK)))


def _checked(found: Absence, today: date) -> Absence:
    first = None if found.first is None or found.first <= today else found.first
    if first is not None and found.last < first:
        raise UnclearAbsence(Refusal.AWAY_ENDS_FIRST)
    if found.last < today:
        raise UnclearAbsence(Refusal.PAST, _usual(today))
    return replace(found, first=first)


def _read(words: str, asked: Asked) -> Absence:
    if (back := _BACK.search(words)) is not None:
        return _until_back(words[: back.start()], words[back.end() :], asked)
    if (until := _UNTIL.fullmatch(words)) is not None:
        is_whole = bool(until["and"] or _THROUGH.match(words))
        return _until(until["day"], asked, whole=is_whole)
    for of_two in (_lasting, _between):
        if (found := of_two(words, asked)) is not None:
            return found
    if (begins := _BEGINS.fullmatch(words)) is not None:
        raise _without_an_end(begins["lead"], begins["rest"], asked)
    return _alone(words, asked)


def _until_back(before: str, day: str, asked: Asked) -> Absence:
    """Away up to the day before they are back."""
    day = _BEFORE_A_DAY.sub("", day)
    typed = canonical(day)
    begun = _begins_on(before, asked)
    said = Said.BACK if begun is None else Said.SPAN
    if not typed or _SOON.search(typed):
        raise UnclearAbsence(Refusal.GOING_OR_BACK, (Absence(asked.today),), or_back=True)
    if (period := _period(typed, asked)) is not None:
        offered = (
            Absence(period[0] - _DAY, begun, said),
            Absence(period[1], begun, Said.SPAN if begun else Said.UNTIL),
        )
        raise UnclearAbsence(Refusal.SEVERAL_DAYS, offered)
    days, doubt = _days(day, replace(asked, now=_start_of(begun, asked)))
    ahead = tuple(Absence(one - _DAY, begun, said) for one in days if one > asked.today)
    if not doubt and not ahead:
        raise UnclearAbsence(Refusal.GOING_OR_BACK, (Absence(asked.today),), or_back=True)
    return _the_one(ahead, doubt, asked)


def _begins_on(before: str, asked: Asked) -> date | None:
    """The first day, where words before the return name one."""
    words = re.sub(r"^(?:from|starting|as of|on) ", "", before.strip(" ,;"))
    return _one_day(words, asked)


def _until(day: str, asked: Asked, *, whole: bool) -> Absence:
    """Until a day, which is its last; a week that is to come may be meant up to its beginning."""
    if (period := _period(canonical(day), asked)) is not None:
        if whole:
            return Absence(period[1])
        raise UnclearAbsence(Refusal.SEVERAL_DAYS, (Absence(period[0] - _DAY, said=Said.BACK), Absence(period[1])))
    days, doubt = _days(f"until {day}", asked)
    found = (Absence(one, is_a_day=not whole and one > asked.today) for one in days)
    return _the_one(tuple(found), doubt, asked)


def _start_of(day: date | None, asked: Asked) -> datetime:
    return datetime.combine(day, asked.now.time()) if day is not None else asked.now


def _lasting(words: str, asked: Asked) -> Absence | None:
    """From Monday for two weeks; three days from Monday."""
    spelt = canonical(words)
    found = _LASTS_FROM.fullmatch(spelt) or _LASTS.search(spelt)
    if found is None:
        return None
    first = _begins_on(found["from"] if found.re is _LASTS_FROM else spelt[: found.start()], asked)
    if first is None:
        return None
    count = int(found["count"]) if found["count"].isdigit() else 1
    return Absence(first + count * _UNITS[found["unit"]] - _DAY, first, Said.SPAN)


def _between(words: str, asked: Asked) -> Absence | None:
    """From 5 Nov until 12 Nov, 5 to 12 Nov, Monday - Wednesday."""
    begins = _BEGINS.fullmatch(words)
    rest = begins["rest"] if begins else words
    for start, end in _splits(rest):
        first = _first_day(start, end, asked)
        if first is None:
            continue
        first += _DAY if begins and begins["lead"] == "after" else timedelta(0)
        if (period := _period(canonical(end), asked)) is not None:
            raise UnclearAbsence(Refusal.SEVERAL_DAYS, (Absence(period[1], first, Said.SPAN),))
        days, doubt = _last_days(first, end, asked)
        if days:
            return _the_one(tuple(Absence(one, first, Said.SPAN) for one in days), doubt, asked)
    return None


def _splits(words: str) -> Iterator[tuple[str, str]]:
    dated = {place for found in _DASH_IN_A_DATE.finditer(words) for place in range(found.start(), found.end() + 5)}
    for found in _TO.finditer(words):
        if "-" not in found[0] or found.start() not in dated:
            yield words[: found.start()], words[found.end() :]


def _first_day(start: str, end: str, asked: Asked) -> date | None:
    """A bare number is of the month of the last day."""
    if (number := _NUMBER.fullmatch(start.strip())) is None:
        return _one_day(start, asked)
    last = _one_day(end, asked)
    return _of_month(last, int(number[1])) if last is not None else None


def _last_days(first: date, end: str, asked: Asked) -> _Days:
    """Read as said on the first day; a bare number is of its month."""
    if (number := _NUMBER.fullmatch(end.strip())) is not None:
        last = _of_month(first, int(number[1]))
        return _Days((last,), None) if last is not None else _UNREADABLE
    before = _one_day(end, asked)
    found = _days(end, replace(asked, now=_start_of(max(first, asked.today), asked)))
    if found.doubt and before is not None and before < first:
        raise UnclearAbsence(Refusal.AWAY_ENDS_FIRST, (Absence(first, before, Said.SPAN),))
    return found


def _of_month(day: date, number: int) -> date | None:
    try:
        return day.replace(day=number)
    except ValueError:
        return None


def _without_an_end(lead: str, rest: str, asked: Asked) -> UnclearAbsence:
    """From Monday: nobody knows for how long."""
    if (period := _period(canonical(rest), asked)) is not None:
        first, last = period
        return UnclearAbsence(
            Refusal.AWAY_UNTIL_WHEN, (Absence(last, first, Said.SPAN), Absence(last + _WEEK, first, Said.SPAN))
        )
    day = _one_day(rest, asked)
    if day is None:
        return UnclearAbsence(Refusal.AWAY_UNREADABLE, _usual(asked.today))
    first = day + (_DAY if lead == "after" else timedelta(0))
    friday = first + timedelta(days=(4 - first.weekday()) % 7)
    lasts = dict.fromkeys((first, friday, friday + _WEEK))
    return UnclearAbsence(Refusal.AWAY_UNTIL_WHEN, tuple(Absence(last, first, Said.SPAN) for last in lasts))


def _alone(words: str, asked: Asked) -> Absence:
    """What is typed without "until": a while, a week, or a day that may be the only one or the last."""
    found = re.fullmatch(r"(?P<lead>for|on|all|over|during|in|just|only) (?P<rest>\S.*)", words)
    lead, rest = (found["lead"], found["rest"]) if found else ("", words)
    spelt = canonical(rest)
    if _FOR_A_WHILE.fullmatch(spelt):
        days, doubt = _days(f"until {rest}", asked)
        return _the_one(tuple(Absence(one) for one in days), doubt, asked)
    if (period := _period(spelt, asked)) is not None:
        return Absence(period[1], period[0], Said.SPAN)
    day = _one_day(rest, asked)
    if day is not None and lead in {"on", "all", "just", "only"}:
        return Absence(day, day, Said.SPAN)
    if day is not None:
        raise UnclearAbsence(Refusal.ONLY_THAT_DAY, (Absence(day, day, Said.SPAN), Absence(day)))
    days, doubt = _days(rest, asked)
    return _the_one(tuple(Absence(one) for one in days), doubt, asked)


def _the_one(found: tuple[Absence, ...], doubt: Doubt | None, asked: Asked) -> Absence:
    """The absence, where there is no doubt which."""
    perhaps = found[:_MOST] or _usual(asked.today)
    if doubt is not None and doubt.kind is Refusal.A_BEGINNING:
        raise UnclearAbsence(Refusal.AWAY_UNTIL_WHEN, perhaps)
    if doubt is not None:
        raise UnclearAbsence(doubt.kind, perhaps, facts=doubt.facts)
    if not found:
        raise UnclearAbsence(Refusal.AWAY_UNREADABLE, perhaps)
    return found[0]


def _days(words: str, asked: Asked) -> _Days:
    reading = read_whole(words, asked) if words.strip() else None
    if isinstance(reading, AtMeeting):
        raise UnclearAbsence(Refusal.AWAY_AT_A_MEETING, _usual(asked.today))
    if isinstance(reading, Doubt):
        return _Days(reading.days[:_MOST], reading)
    return _Days((reading,), None) if reading is not None else _UNREADABLE


def _one_day(words: str, asked: Asked) -> date | None:
    """The day that the words name beyond doubt."""
    found = _days(words, asked)
    return found.days[0] if found.doubt is None else None


def _period(words: str, asked: Asked) -> tuple[date, date] | None:
    """The first and the last day of a week or month that is named and to come; a week is Monday to Friday."""
    if _NEXT_WEEK.fullmatch(words):
        begins = asked.monday + (2 * _WEEK if words.endswith("after next") else _WEEK)
        return begins, begins + 4 * _DAY
    if (found := _WEEKEND.fullmatch(words)) is not None:
        saturday = asked.monday + 5 * _DAY + (_WEEK if found["which"] == "next " else timedelta(0))
        return saturday, saturday + _DAY
    if (found := _WEEK_OF.fullmatch(words)) is not None:
        day = _one_day(found["day"], asked)
        if day is None:
            return None
        monday = day - timedelta(days=day.weekday())
        return monday, monday + 4 * _DAY
    if (found := _MONTH.fullmatch(words)) is not None:
        first = _first_of(found["month"], found["year"], asked.today)
        return first, first + relativedelta(day=31)
    return None


def _first_of(month: str, year: str | None, today: date) -> date:
    if month == "next month":
        return today.replace(day=1) + relativedelta(months=1)
    number = month_number(month)
    return date(int(year) if year else today.year + int(number < today.month), number, 1)
