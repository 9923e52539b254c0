"""What letters a person should have had in a year, worked out from the diary alone, by other code than the bot's.

A letter is due at the opening hour of a working day on which there is something to tell: three working days before a meeting;
one before it where something is open, and letters have not asked about it twice since a meeting is near; on the day on which
something is due, or the last working day before, unless a meeting's own letters ask; ten before a meeting on a holiday to its host;
on the first after a meeting to whoever was not there. With the last meeting that is planned comes the question about going on.
A quarter of an hour before a meeting comes one line to those who can come, at whatever hour that is, and whoever did not do it hears
at once of a meeting that is moved or called off within two working days; in their next letter of one farther off whose date they had
been told. What its owner wants to hear no more of is not asked about
before the next meeting. A letter that comes again holds what is left of it then.
"""

from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta
from functools import cache, partial
from itertools import pairwise
from typing import Final, NamedTuple
from zoneinfo import ZoneInfo

import holidays

from rehearsal.people import Person
from tests.letter_reading import Told
from tests.simulated_year import Action, Meeting, Member, SetOfYear
from tests.turns_of_year import Turn, is_away

OPENS: Final = time(9)
CLOSES: Final = time(17)
A_DAY: Final = timedelta(days=1)
QUARTER: Final = timedelta(minutes=15)
COUNTRIES: Final = {
    "Europe/Berlin": "DE",
    "Europe/London": "GB",
    "America/New_York": "US",
    "Australia/Sydney": "AU",
    "Africa/Cairo": "EG",
    "America/Santiago": "CL",
    "Asia/Kolkata": "IN",
    "Europe/Sofia": "BG",
}


def off(zone: str) -> Collection[date]:
    """The public holidays of the country of a zone."""
    return _holidays(COUNTRIES[zone])


@cache
def _holidays(country: str) -> Collection[date]:
    return frozenset(holidays.country_holidays(country, years=(2025, 2026, 2027)))


def opening(day: date, zone: str) -> datetime:
    return datetime.combine(day, OPENS, ZoneInfo(zone)).astimezone(UTC)


def works(day: date, one: SetOfYear) -> bool:
    """Whether it is a working day for what a set has to tell."""
    return day.weekday() < 5 and day not in off(one.zone)


def days_before(at: datetime, many: int, zone: str, one: SetOfYear) -> date:
    """The working day that lies so many working days before the local day of a moment."""
    day = at.astimezone(ZoneInfo(zone)).date()
    while many:
        day -= A_DAY
        many -= works(day, one)
    return day


class Item(NamedTuple):
    """A part of a letter as it is told, and what is left of it at a later moment (UTC); None where nothing is."""

    told: Told
    left: Callable[[datetime], Told | None]


class ModelOfOne:
    """What one person is told of one set, day by day: what was told is told once."""

    def __init__(self, one: SetOfYear, member: Member) -> None:
        self.one, self.member, self.zone = one, member, member.person.zone
        self.told: dict[tuple[int, datetime], datetime] = {}
        self.again: dict[tuple[int, datetime], datetime] = {}
        self.asked_along: set[tuple[int, datetime]] = set()
        self.nudged: set[int] = set()
        self.asked: dict[int, list[datetime]] = {}
        self.hosted: set[tuple[int, datetime]] = set()
        self.missed: set[int] = set()
        self.changed_by: datetime | None = None
        self.voided: dict[int, datetime] = {}

    def parts(self, day: date) -> Iterator[Item]:
        """What the letter of that day says of this set."""
        now = opening(day, self.zone)
        if not works(day, self.one) or not self._is_in(now) or self._is_away(day, now):
            return
        ahead = [(nth, at) for nth, one in enumerate(self.one.meetings) if (at := _ahead(one, now)) is not None]
        mine = [
            action
            for action in self.one.actions
            if action.owner is self.member.person and _is_open(action, now) and not self._is_quiet(action, now)
        ]
        near = [first for _, at in ahead if (first := days_before(at, 3, self.zone, self.one)) <= day]
        still = [action for action in mine if all(self._asked_since(action, first) < 2 for first in near)]
        yield from self._of_changes(now)
        yield from self._of_meetings(ahead, now, day, still)
        yield from self._of_missed(now)
        due = [action for action in mine if id(action) not in self.nudged and self._is_due(action, day)]
        if due and not near:
            self.nudged |= {id(action) for action in due}
            yield self._item(self._asking("due", due, now), partial(self._due_left, due, now))

    def _item(self, told: Told, left: Callable[[datetime], Told | None]) -> Item:
        """What is told of a set is left for those who are in it."""
        return Item(told, lambda now: left(now) if self._is_in(now) else None)

    def _if(self, part: str, left: Callable[[datetime], bool], missed: int = 0) -> Item:
        """What is left as it was, as long as that is so."""
        told = Told(part, self.one.name, missed=missed)
        return self._item(told, lambda now: told if left(now) else None)

    def _asking(self, part: str, actions: list[Action], now: datetime) -> Told:
        for action in actions:
            self.asked.setdefault(id(action), []).append(now)
        return Told(part, self.one.name, frozenset(action.words for action in actions))

    def _due_left(self, due: list[Action], asked: datetime, now: datetime) -> Told | None:
        """As long as one of them is to be asked about, and no meeting has heard of them since."""
        told = self._as_it_stands("due", due, now)
        has_met = any(one.closed is not None and asked < one.closed <= now for one in self.one.meetings)
        return told if told.actions and not has_met else None

    def _meeting_left(self, part: str, nth: int, at: datetime, actions: list[Action], now: datetime) -> Told | None:
        """As long as it is ahead on that date, and no newer letter has told of it. What was told since is not open any more."""
        if _ahead(self.one.meetings[nth], now) != at:
            return None
        if part == "meeting" and (newer := self.again.get((nth, at))) is not None and newer <= now:
            return None
        told = self._as_it_stands(part, actions, now)
        return told if told.actions and not told.named else told._replace(part="meeting")

    def _as_it_stands(self, part: str, actions: list[Action], now: datetime) -> Told:
        """What is done is named; what its owner wants to hear no more of is not."""
        shown = [action for action in actions if not self._is_quiet(action, now)]
        asked = frozenset(action.words for action in shown if _is_open(action, now))
        return Told(part, self.one.name, asked, frozenset(action.words for action in shown) - asked)

    def _is_quiet(self, action: Action, now: datetime) -> bool:
        """Whether its owner, the last time that they said so, wanted no letter to ask about it, and no meeting has begun since."""
        said = [(at, quiet) for at, quiet in action.quiet if at <= now]
        began = [one.began for one in self.one.meetings if one.began is not None and one.began <= now]
        return bool(said) and said[-1][1] and all(one < said[-1][0] for one in began) and _is_open(action, now)

    def _asked_since(self, action: Action, first: date) -> int:
        """On how many days letters have asked about it since the first of a window before a meeting."""
        return sum(opening(first, self.zone) <= at for at in self.asked.get(id(action), ()))

    def _of_meetings(
        self, ahead: list[tuple[int, datetime]], now: datetime, day: date, still: list[Action]
    ) -> Iterator[Item]:
        """With the first meeting that is told of comes the question about what is open, once in a letter."""
        left = still
        for nth, at in ahead:
            key = nth, at
            if key not in self.told:
                is_near = days_before(at, 3, self.zone, self.one) <= day
                if is_near and (still or self._comes(nth, at, now)):
                    self.told[key] = now
                    yield self._of_meeting("meeting", nth, at, left, now)
                    left = []
                if is_near:
                    yield from self._of_going_on(nth, at, ahead)
            elif key not in self.again and left and self.told[key] < opening(self._last(at), self.zone) <= now:
                self.again[key] = now
                yield self._of_meeting("still open", nth, at, left, now)
                left = []
            if key in self.told and self.told[key] < opening(self._last(at), self.zone) <= now:
                yield from self._of_going_on(nth, at, ahead)
            yield from self._of_host(nth, at, now)

    def _of_going_on(self, nth: int, at: datetime, ahead: list[tuple[int, datetime]]) -> Iterator[Item]:
        """Once before the meeting that is planned last, be it only the day before that it has become so."""
        if (nth, at) not in self.asked_along and at == max(at for _, at in ahead):
            self.asked_along.add((nth, at))
            yield self._if("going on", partial(self._is_to_begin, nth))

    def _of_meeting(self, part: str, nth: int, at: datetime, actions: list[Action], now: datetime) -> Item:
        return self._item(self._asking(part, actions, now), partial(self._meeting_left, part, nth, at, actions))

    def _is_to_begin(self, nth: int, now: datetime) -> bool:
        began = self.one.meetings[nth].began
        return began is None or began > now

    def _of_missed(self, now: datetime) -> Iterator[Item]:
        """On the first day after it on which they may be written to, whoever was not at meetings is told of the record of each."""
        new = {nth: one for nth, one in enumerate(self.one.meetings) if one.closed is not None and one.closed <= now}
        for nth in self.missed.intersection(new):
            del new[nth]
        self.missed |= set(new)
        without = [one for one in new.values() if self.member.person not in one.came]
        missed = sum(one.closed is not None and self._is_in(one.closed) for one in without)
        if missed:
            yield self._if("missed", lambda _now: True, missed)

    def _comes(self, nth: int, at: datetime, now: datetime) -> bool:
        return not self._is_away_at(at, now) and not self.one.meetings[nth].regretted(self.member.person, now)

    def _of_host(self, nth: int, at: datetime, now: datetime) -> Iterator[Item]:
        """Whoever hosts hears ten working days before a meeting, by those of the set, that it falls on a day off.

        As the turn moves on, whoever hosts next hears of it.
        """
        zone = self.one.zone
        if at.astimezone(ZoneInfo(zone)).date() not in off(zone) or (nth, at) in self.hosted:
            return
        known = next(since for since, planned in reversed(self.one.meetings[nth].dates) if planned == at)
        asked = max(opening(days_before(at, 10, zone, self.one), zone), known)
        moves = [one.began for one in self.one.meetings if one.began is not None and asked < one.began < now]
        moves += [one.left for one in self.one.members if one.left is not None and asked < one.left < now]
        if asked <= now and Turn(self.one).at(max([asked, *moves])) is self.member.person:
            self.hosted.add((nth, at))
            yield self._if("day off", partial(self._hosts_on_a_day_off, nth))

    def _hosts_on_a_day_off(self, nth: int, now: datetime) -> bool:
        """Whether that meeting is still to be on one, be it another, and they are the host."""
        at = _ahead(self.one.meetings[nth], now)
        is_off = at is not None and at.astimezone(ZoneInfo(self.one.zone)).date() in off(self.one.zone)
        return is_off and Turn(self.one).at(now) is self.member.person

    def _last(self, at: datetime) -> date:
        """The working day before a meeting."""
        return days_before(at, 1, self.zone, self.one)

    def _is_due(self, action: Action, day: date) -> bool:
        if action.due is None or action.due < day:
            return False
        since = action.due
        while not works(since, self.one):
            since -= A_DAY
        return since <= day and opening(day, self.zone) > action.taken_on

    def _is_in(self, now: datetime) -> bool:
        if self.one.ended is not None and self.one.ended <= now:
            return False
        return self.member.joined <= now and (self.member.left is None or self.member.left > now)

    def _is_away(self, day: date, now: datetime) -> bool:
        return is_away(self.member, day, now)

    def _is_away_at(self, at: datetime, now: datetime) -> bool:
        return self._is_away(at.astimezone(ZoneInfo(self.zone)).date(), now)

    def quarters(self) -> Iterator[datetime]:
        """When the one line before each meeting is due."""
        for nth, meeting in enumerate(self.one.meetings):
            if meeting.began is None:
                continue
            at = meeting.at
            before = at - QUARTER
            if self._is_in(before) and self._comes(nth, at, before):
                yield before

    def at_once(self) -> Iterator[datetime]:
        """When this person is told by itself that a meeting within two working days was moved or called off by somebody else.

        Whoever has said meanwhile that they cannot come to it knows.
        """
        for nth, told, _, first in self._changes():
            due = self._due_at_once(told, first)
            if due is None or self._hears_of_it_once_back(told, due):
                continue
            if not any(one is self.member.person and told < at < due for at, one, _ in self.one.meetings[nth].regrets):
                yield due

    def _of_changes(self, now: datetime) -> Iterator[Item]:
        """What has become of meetings ahead, by the date that they knew: in the first letter once they are back.

        Or, of a date that they had been told and where neither was near, in the next one.
        """
        since, self.changed_by = self.changed_by, now
        known: dict[int, tuple[str, datetime]] = {}
        for nth, told, was, first in sorted(self._changes(), key=lambda one: one[1]):
            if told > now or (since is not None and told <= since):
                continue
            due = self._due_at_once(told, first)
            if self._hears_of_it_once_back(told, due):
                known.setdefault(nth, ("while away", was))
            elif due is not None:
                known.pop(nth, None)
            elif self._knows(nth, was, told):
                known.setdefault(nth, ("void", was))
        for nth, (part, was) in known.items():
            if self._is_news(nth, was, now):
                self.voided[nth] = now
                yield self._if(part, partial(self._is_news, nth, was))

    def _knows(self, nth: int, was: datetime, moment: datetime) -> bool:
        """Whether by that moment they had been told of that date, by a letter or by itself."""
        since = next(since for since, at in reversed(self.one.meetings[nth].dates) if at == was)
        by_itself = (
            self._due_at_once(told, first)
            for other, told, _, first in self._changes()
            if other == nth and told == since and not self._hears_of_it_once_back(told, self._due_at_once(told, first))
        )
        return (
            ((nth, was) in self.told and self.told[nth, was] <= moment)
            or since < self.voided.get(nth, since) <= moment
            or any(due is not None and due <= moment for due in by_itself)
        )

    def _is_news(self, nth: int, was: datetime, now: datetime) -> bool:
        """Whether a meeting that is known to be at that moment was called off, as long as that is ahead, or has another date."""
        meeting = self.one.meetings[nth]
        at = _ahead(meeting, now)
        is_off = meeting.cancelled is not None and meeting.cancelled <= now
        return (is_off and was > now) or (at is not None and at != was)

    def _changes(self) -> Iterator[tuple[int, datetime, datetime, datetime]]:
        """Of each meeting that somebody else has moved or called off: which, when, its date before, and the first of the two."""
        for nth, meeting in enumerate(self.one.meetings):
            moved = [(since, was, min(was, at)) for (_, was), (since, at) in pairwise(meeting.dates)]
            off_ = [(meeting.cancelled, meeting.at, meeting.at)] if meeting.cancelled is not None else []
            for told, was, first in (*moved, *off_):
                if was > told and self._is_in(told) and self.member.person is not self.one.here(told)[0]:
                    yield nth, told, was, first

    def _due_at_once(self, told: datetime, first: datetime) -> datetime | None:
        """When a change is told by itself; None where neither date is near."""
        if days_before(first, 2, self.zone, self.one) > told.astimezone(ZoneInfo(self.zone)).date():
            return None
        civil = self._civil(told)
        return civil if civil < first else max(told, first - QUARTER)

    def _hears_of_it_once_back(self, told: datetime, due: datetime | None) -> bool:
        """Whoever says so before it is told is away."""
        moments = [told] if due is None else [told, due]
        return any(self._is_away_at(moment, max(moments)) for moment in moments)

    def _civil(self, moment: datetime) -> datetime:
        """That moment, if it lies within working hours, or the next opening."""
        at = moment.astimezone(ZoneInfo(self.zone))
        if works(at.date(), self.one) and OPENS <= at.time() < CLOSES:
            return moment
        day = at.date()
        while not works(day, self.one) or opening(day, self.zone) <= moment:
            day += A_DAY
        return opening(day, self.zone)


def _ahead(meeting: Meeting, now: datetime) -> datetime | None:
    at = meeting.planned_at(now)
    return at if at is not None and at > now and not (meeting.began is not None and meeting.began <= now) else None


def _is_open(action: Action, now: datetime) -> bool:
    return action.taken_on <= now and (action.told is None or action.told > now)


def letters(sets: list[SetOfYear], person: Person, days: Collection[date]) -> Mapping[datetime, frozenset[Item]]:
    """The letters of one person over all their sets, by the moment of each."""
    models = [ModelOfOne(one, member) for one in sets for member in one.members if member.person is person]
    found: dict[datetime, frozenset[Item]] = {}
    for day in sorted(days):
        told = frozenset(part for model in models for part in model.parts(day))
        if told:
            found[opening(day, person.zone)] = told
    return found


def lines(sets: list[SetOfYear], person: Person) -> list[tuple[datetime, frozenset[Told]]]:
    """When this person is told something by itself: a quarter of an hour before a meeting, or of a change at short notice."""
    models = [ModelOfOne(one, member) for one in sets for member in one.members if member.person is person]
    soon = [(at, frozenset({Told("soon", model.one.name)})) for model in models for at in model.quarters()]
    changed = [(at, frozenset({Told("changed", model.one.name)})) for model in models for at in model.at_once()]
    return sorted([*soon, *changed], key=lambda one: one[0])
