"""Days on which a set writes to nobody: public holidays, and the days off that it has told."""

from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final

from bot.domain.errors import Refused
from bot.domain.refusals import Refusal

MOST_SPANS: Final = 10
"""How many spans of days off a set may have ahead of it."""
LONGEST_SPAN: Final = timedelta(days=100)
"""From its first to its last day: the summer holidays of a school, and some."""
_BETWEEN: Final = "/"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Local days from the first to the last, both included."""

    first: date
    last: date

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last

    @property
    def key(self) -> str:
        """How it is kept, and named by a button: an ISO 8601 interval."""
        return f"{self.first.isoformat()}{_BETWEEN}{self.last.isoformat()}"


def read_spans(kept: Iterable[str]) -> tuple[Span, ...]:
    """Spans as they are kept, by their first day."""
    parts = (one.split(_BETWEEN) for one in kept)
    return tuple(sorted(Span(date.fromisoformat(first), date.fromisoformat(last)) for first, last in parts))


def with_span(spans: Sequence[Span], new: Span, today: date) -> tuple[Span, ...]:
    """The spans with one more; those that are over are let go, and those that touch become one.

    Raises Refused for one that ends before it begins, is over, or is too long, and where they are too many.
    """
    if new.last < new.first:
        raise Refused(Refusal.DAYS_OFF_END_FIRST, "last")
    if new.last < today:
        raise Refused(Refusal.PAST_DAY_CHOSEN, "last")
    if new.last - new.first > LONGEST_SPAN:
        raise Refused(Refusal.DAYS_OFF_TOO_LONG, "last", most=LONGEST_SPAN.days)
    found = _joined([*ahead(spans, today), new])
    if len(found) > MOST_SPANS:
        raise Refused(Refusal.DAYS_OFF_TOO_MANY, "first", most=MOST_SPANS)
    return found


def ahead(spans: Iterable[Span], today: date) -> tuple[Span, ...]:
    """Those that are not over on that day."""
    return tuple(one for one in spans if one.last >= today)


def _joined(spans: Iterable[Span]) -> tuple[Span, ...]:
    found: list[Span] = []
    for one in sorted(spans):
        if found and one.first <= found[-1].last + timedelta(days=1):
            found[-1] = Span(found[-1].first, max(found[-1].last, one.last))
        else:
            found.append(one)
    return tuple(found)


def _none(_year: int) -> Mapping[date, str]:
    return {}


@dataclass(frozen=True, slots=True)
class DaysOff:
    """The days off of a set: `day in days_off` asks. `holidays` gives the public holidays of a year, by their names."""

    holidays: Callable[[int], Mapping[date, str]] = field(default=_none)
    own: tuple[Span, ...] = ()

    def __contains__(self, day: object) -> bool:
        if not isinstance(day, date):
            return False
        return day in self.holidays(day.year) or any(one.first <= day <= one.last for one in self.own)

    def holiday(self, day: date) -> str | None:
        """The name of the public holiday of that day."""
        return self.holidays(day.year).get(day)


@dataclass(frozen=True, slots=True)
class Together:
    """The days off of several sets: of whoever is in all of them."""

    all: tuple[Container[date], ...]

    def __contains__(self, day: object) -> bool:
        return any(day in one for one in self.all)
