"""Calendar files are read by three libraries, only one of which is ours; whoever only collects tests need not import the others."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

import icalendar
import pytest

from bot.domain.calendar_entries import CalendarEntry
from prompts.calendar_files import calendar

NOW = datetime(2026, 11, 3, 12, 0, tzinfo=UTC)
FIRST = CalendarEntry(
    uid="a1b2c3",
    sequence=0,
    set_name="Heads, of; school",
    number=1,
    at=datetime(2027, 3, 16, 14, 0, tzinfo=UTC),
    minutes=90,
    zone="Europe/Sofia",
    place="Room 3, https://meet.example/x?a=1",
    changed_at=NOW,
)
ZONES = (
    "Europe/Berlin", "Europe/London", "America/New_York", "Australia/Sydney", "Africa/Cairo", "America/Santiago",
    "Asia/Kolkata",
)  # fmt: skip


def read(*entries: CalendarEntry) -> tuple[list[Any], list[Any], list[Any]]:
    """The events as each of the three libraries reads them."""
    import ics
    import vobject

    written = calendar(entries, NOW)
    words = written.decode()
    assert all(len(line) <= 75 for line in written.split(b"\r\n")), "lines are folded"
    ours = icalendar.Calendar.from_ical(written).walk("VEVENT")
    theirs = sorted(ics.Calendar(words).events, key=lambda one: one.begin)
    others = sorted(vobject.readOne(words).vevent_list, key=lambda one: one.dtstart.value)
    return list(ours), theirs, others


@pytest.mark.parametrize("zone", ZONES)
def test_a_meeting_is_at_its_wall_time_in_every_reader(zone: str) -> None:
    """On both sides of each change of the clocks in a year."""
    wall = datetime(2026, 11, 5, 14, 0, tzinfo=ZoneInfo(zone))
    # Aware moments of one zone are added as wall time.
    fortnights = [wall + timedelta(weeks=week) for week in range(0, 55, 2)]
    changes = [nth for nth, (one, other) in enumerate(pairwise(fortnights)) if one.utcoffset() != other.utcoffset()]
    assert len(changes) == (0 if zone == "Asia/Kolkata" else 2)
    walls = [fortnights[nth] for nth in sorted({0, *changes, *(nth + 1 for nth in changes)})]
    entries = [replace(FIRST, uid=f"u{one:%j%y}", at=one.astimezone(UTC), zone=zone) for one in walls]
    ours, theirs, others = read(*entries)
    moments = [one.at for one in entries]
    assert [one.DTSTART.astimezone(UTC) for one in ours] == moments
    assert [one.begin.datetime.astimezone(UTC) for one in theirs] == moments
    assert [one.dtstart.value.astimezone(UTC) for one in others] == moments
    assert {f"{one.dtstart.value:%H:%M}" for one in others} == {"14:00"}


def test_a_meeting_has_its_length_its_place_and_the_link_of_that() -> None:
    (ours,), (theirs,), (other,) = read(FIRST)
    assert ours.DURATION == theirs.duration == other.duration.value == timedelta(minutes=90)
    assert ours["SUMMARY"] == theirs.name == other.summary.value == "Heads, of; school: meeting 1"
    assert ours["LOCATION"] == theirs.location == other.location.value == FIRST.place
    assert theirs.url == other.url.value == "https://meet.example/x?a=1"
    assert ours["STATUS"] == theirs.status == other.status.value == "CONFIRMED"


def test_a_milestone_stands_in_the_name() -> None:
    (ours,), _, _ = read(replace(FIRST, milestone="after the assessment"))
    assert ours["SUMMARY"] == "Heads, of; school: meeting 1, after the assessment"


def imported(*files: bytes) -> dict[str, Any]:
    """What a calendar has after importing these files: RFC 5545 has the one of the higher SEQUENCE win, by UID."""
    kept: dict[str, Any] = {}
    for file in files:
        events: list[Any] = list(icalendar.Calendar.from_ical(file).walk("VEVENT"))
        for event in events:
            before = kept.get(event["UID"])
            if before is None or (event["SEQUENCE"], event["DTSTAMP"].dt) >= (before["SEQUENCE"], before["DTSTAMP"].dt):
                kept[event["UID"]] = event
    return kept


def test_importing_the_new_file_moves_the_old_entry() -> None:
    moved = replace(FIRST, sequence=1, at=FIRST.at + timedelta(days=7), changed_at=NOW + timedelta(hours=1))
    for files in ((FIRST, moved), (moved, FIRST)):
        kept = imported(*(calendar([one], NOW) for one in files))
        assert [one.DTSTART.astimezone(UTC) for one in kept.values()] == [moved.at]


def test_a_cancelled_meeting_is_cancelled_in_it() -> None:
    gone = replace(FIRST, sequence=2, number=0, cancelled=True)
    (event,) = imported(calendar([FIRST], NOW), calendar([gone], NOW)).values()
    assert event["STATUS"] == "CANCELLED"
    _, (theirs,), (other,) = read(gone)
    assert theirs.status == other.status.value == "CANCELLED"
    assert theirs.name == "Cancelled: meeting of Heads, of; school"


def test_typed_words_end_no_line() -> None:
    forged = replace(FIRST, set_name="Heads\r\nATTENDEE:x", place="Here\nURL:https://evil.example")
    (event,), _, _ = read(forged)
    assert "ATTENDEE" not in event
    assert "URL" not in event or "evil" not in event["URL"]


def test_a_file_without_meetings_is_still_a_calendar() -> None:
    assert icalendar.Calendar.from_ical(calendar([], NOW)).walk("VEVENT") == []
