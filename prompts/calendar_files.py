"""Meetings as a calendar file (iCalendar, RFC 5545), in words of ours."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

from bot.domain.calendar_entries import CalendarEntry, address_in
from prompts.language import _
from prompts.wording import clean, number

if TYPE_CHECKING:
    from icalendar import Event

_MAKER: Final = "-//Set Adviser//EN"
_HOST: Final = "set-adviser"
_A_YEAR: Final = timedelta(days=366)


def calendar(entries: Sequence[CalendarEntry], now: datetime) -> bytes:
    """All of them, as wall time with the zones that they name. What is cancelled stands in it as that, so that it goes from
    calendars that have it. `now` is UTC.
    """
    from icalendar import Calendar  # loaded once somebody asks for a file

    found = Calendar()
    found.add("prodid", _MAKER)
    found.add("version", "2.0")
    for one in entries:
        found.add_component(_event(one))
    if entries:
        found.add_missing_timezones(*_between(entries))
    return bytes(found.to_ical())


def _between(entries: Sequence[CalendarEntry]) -> tuple[date, date]:
    """The days for which a calendar has to know when clocks change."""
    moments = [one.at for one in entries]
    return (min(moments) - _A_YEAR).date(), (max(moments) + _A_YEAR).date()


def _event(one: CalendarEntry) -> "Event":
    from icalendar import Event, vDuration

    event = Event()
    event.add("uid", f"{one.uid}@{_HOST}")
    event.add("sequence", one.sequence)
    event.add("dtstamp", one.changed_at)
    event.add("last-modified", one.changed_at)
    event.add("dtstart", one.at.astimezone(ZoneInfo(one.zone)).replace(second=0, microsecond=0))
    event["duration"] = vDuration(timedelta(minutes=one.minutes))
    event.add("summary", _summary(one))
    event.add("status", "CANCELLED" if one.cancelled else "CONFIRMED")
    event.add("transp", "TRANSPARENT" if one.cancelled else "OPAQUE")
    if place := clean(one.place):
        event.add("location", place)
    if address := address_in(one.place):
        event.add("url", address)
    return event


def _summary(one: CalendarEntry) -> str:
    set_name, milestone = clean(one.set_name), clean(one.milestone)
    if one.cancelled:
        return _("Cancelled: meeting of {set}").format(set=set_name)
    if milestone:
        meeting = _("{set}: meeting {number}, {milestone}")
        return meeting.format(set=set_name, number=number(one.number), milestone=milestone)
    return _("{set}: meeting {number}").format(set=set_name, number=number(one.number))
