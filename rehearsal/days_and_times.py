"""Days and times as a person types them into a form, where Slack has pickers."""

import re
from datetime import date, datetime, time
from typing import Final
from zoneinfo import ZoneInfo

from bot.domain.calendars import OnDay, instant
from bot.domain.dates import UnclearDay, read_day

EXAMPLES: Final = {
    "datepicker": "a day like 10 Nov or 2026-12-01",
    "timepicker": "a time like 14:00",
    "datetimepicker": "a day and a time, like 10 Nov 14:00",
}
USUAL_TIME: Final = time(14)
_TIME: Final = re.compile(
    r"(?:^|[\sT,]+)(?:at\s+)?(?:(?P<noon>noon)|(?P<hour>\d{1,2})(?:[:.](?P<minute>\d\d)\s*(?P<half>[ap]m)?|\s*(?P<only>[ap]m)))$",
    re.IGNORECASE | re.ASCII,
)


def picked(kind: str, words: str, *, now: datetime, zone: str, before: int | None = None) -> str:
    """What a picker of that kind reports for these words, read at `now` in `zone` (IANA); a moment in seconds since 1970.

    Of a moment a day alone keeps the time that stood there before, and a time alone the day. Raises ValueError.
    """
    typed = words.strip()
    if kind == "datepicker":
        return _day(typed, now, zone).isoformat()
    if kind == "timepicker":
        return f"{_time(typed):%H:%M}"
    stood = datetime.fromtimestamp(before, ZoneInfo(zone)) if before is not None else None
    found = _TIME.search(typed)
    bare = typed[: found.start()].strip(" ,") if found else typed
    if not bare and stood is None:
        raise ValueError(words)
    at = _time(typed[found.start() :]) if found else stood.time() if stood else USUAL_TIME
    day = _day(bare, now, zone) if bare or stood is None else stood.date()
    return f"{instant(day, at, zone).timestamp():.0f}"


def _day(typed: str, now: datetime, zone: str) -> date:
    try:
        return date.fromisoformat(typed)
    except ValueError:
        pass
    try:
        due = read_day(typed, now=now, zone=zone, field="day")
    except UnclearDay:
        raise ValueError(typed) from None
    if not isinstance(due, OnDay):
        raise ValueError(typed)  # noqa: TRY004 - it is the words that are wrong
    return due.day


def _time(typed: str) -> time:
    found = _TIME.fullmatch(typed if typed[:1].isspace() or typed[:1] == "T" else typed.strip(" ,"))
    if found is None:
        raise ValueError(typed)
    if found["noon"]:
        return time(12)
    hour, half = int(found["hour"]), (found["half"] or found["only"] or "").lower()
    if half and not 1 <= hour <= 12:
        raise ValueError(typed)
    hours = hour % 12 + (12 if half == "pm" else 0) if half else hour
    return time(hours, int(found["minute"] or 0))
