"""A set: how it is founded, who has agreed, and what its cards show."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Final

from bot.domain.actions import ActionLine, Listing
from bot.domain.calendars import instant, local_day
from bot.domain.errors import Refused
from bot.domain.issues import OwnIssue
from bot.domain.lengths import LONGEST_AIM, LONGEST_NAME, LONGEST_RULES
from bot.domain.refusals import Refusal
from bot.domain.retention import KEPT_MONTHS
from bot.domain.states import Asking, Gone, Guidance, HintsGiven, MeetingState, PromptsShown, SetState
from bot.domain.time_zones import zone_named

FEWEST: Final = 2
MOST: Final = 12
COMFORTABLE: Final = range(4, 9)
"""Under four is weak, over eight unwieldy (R21): advice, not a refusal."""
ENOUGH_TO_START: Final = 3
MOST_MEETINGS: Final = 52
MOST_WEEKS: Final = 26
"""Between two meetings."""
SHORTEST: Final = 30
LONGEST: Final = 480
"""Minutes of a meeting."""
"""How many a set plans when it is founded; it may go on for longer."""
QUIET_SECONDS: Final = (60, 120, 180, 300)
"""How long a typed turn may wait for another word, for a set to choose from; two minutes unless it does."""


class Answer(StrEnum):
    """What a member says to the ground rules."""

    AGREED = "agreed"
    DECLINED = "declined"
    WAITING = "waiting"


RHYTHMS: Final = (
    (4, 1),
    *((1, many) for many in (4, 6, 8, 12)),
    *((2, many) for many in (3, 4, 5, 6, 8, 12)),
    *((3, many) for many in (3, 4, 5, 6, 8)),
    *((4, many) for many in (3, 4, 5, 6, 8, 12)),
    *((6, many) for many in (3, 4, 6, 8)),
    *((8, many) for many in (3, 4, 6)),
)
"""How often a set may meet and how many times, to choose from: weeks between meetings, and meetings."""
USUAL_RHYTHM: Final = (4, 4)
USUAL_START: Final = time(14)
_AHEAD: Final = timedelta(weeks=2)
_FRIDAY: Final = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What a set is founded with and may change at any time without its members agreeing anew.

    It meets every so many weeks, and so many `meetings` in all; `format` and `adviser` are the name of one and a Slack id.
    Its dates are wall time in `zone`; a set that is founded has that of whoever founds it where none is named. `country` is the
    name of the one whose public holidays it keeps, or of a part of one; empty for none. Once it has ended its record is kept for
    `kept_months`.
    """

    name: str
    learn: str
    do: str
    change: str
    plan_link: str
    adviser: str | None
    meetings: int
    minutes: int
    every_weeks: int
    place: str
    spoken: bool
    format: str
    quiet_seconds: int = QUIET_SECONDS[1]
    prompts: PromptsShown = PromptsShown.LENT
    hints: HintsGiven = HintsGiven.ON
    asking: Asking = Asking.ROUNDS
    guidance: Guidance = Guidance.LEAD
    zone: str = ""
    country: str = ""
    kept_months: int = KEPT_MONTHS[1]


@dataclass(frozen=True, slots=True, kw_only=True)
class Founding(Settings):
    """What the wizard gives. `first` is when the set meets first (UTC); `milestones` are by the numbers of meetings.

    Without an `own_country` the set keeps the public holidays that its zone proposes.
    """

    members: tuple[str, ...]
    first: datetime
    rules: tuple[str, ...]
    milestones: Mapping[int, str] = field(default_factory=dict)
    own_country: bool = False


def usual_first(now: datetime, zone: str) -> datetime:
    """The first meeting (UTC) of a set about which nothing is known yet: in two weeks, on a working day in that zone."""
    day = local_day(now + _AHEAD, zone)
    weekend = timedelta(days=7 - day.weekday() if day.weekday() > _FRIDAY else 0)
    return instant(day + weekend, USUAL_START, zone)


def changed(before: Settings, after: Settings) -> tuple[str, ...]:
    """The names of what is not as it was; how often a set meets and how many times is one thing, its `rhythm`."""
    names = [one.name for one in fields(Settings) if getattr(before, one.name) != getattr(after, one.name)]
    return tuple(dict.fromkeys("rhythm" if name in ("meetings", "every_weeks") else name for name in names))


def merged(now: Settings, shown: Settings, wanted: Settings) -> Settings:
    """The settings of now with what somebody wanted otherwise than it was shown to them; what others changed meanwhile stays."""
    names = {one.name for one in fields(Settings) if getattr(shown, one.name) != getattr(wanted, one.name)}
    names |= {"meetings", "every_weeks"} if names & {"meetings", "every_weeks"} else set()
    return replace(now, **{name: getattr(wanted, name) for name in names})


@dataclass(frozen=True, slots=True)
class Newcomer:
    """A person as Slack describes them when a set is founded or somebody is added.

    `language` is the code of one that there is, None where there is but one, or Slack has not told.
    """

    user: str
    zone: str | None
    is_bot: bool = False
    deleted: bool = False
    stranger: bool = False
    called: str = ""
    language: str | None = None


@dataclass(frozen=True, slots=True)
class SlackChannel:
    """A channel as Slack describes it. `members` are the Slack ids of those who are in it, None where it did not say."""

    channel: str
    private: bool
    bot_is_in: bool
    shared: bool = False
    is_direct: bool = False
    archived: bool = False
    members: frozenset[str] | None = None

    def outside(self, users: Iterable[str]) -> tuple[str, ...]:
        """Those of the users who are known not to be in it."""
        return tuple(user for user in users if self.members is not None and user not in self.members)


@dataclass(frozen=True, slots=True)
class MemberLine:
    """A member as the set sees them. `away_until` is the last day away, `away_from` the first where that is to come.

    `gone` where they are waited for at no meeting.
    """

    user: str
    answer: Answer
    away_until: date | None = None
    away_from: date | None = None
    gone: Gone | None = None


@dataclass(frozen=True, slots=True)
class Joined:
    """Who can read the set's channel from now on and is not in the set: Slack ids."""

    users: tuple[str, ...]


MOST_ON_THE_PLAN: Final = 15
"""How many dates a plan shows, and how many meetings that are over it is given; beyond them it says how many there are."""


@dataclass(frozen=True, slots=True)
class PlannedMeeting:
    """A meeting on the set's plan; `at` (UTC) is when it is planned, or for one that was held when it began.

    It is `late` where its time is past as somebody looks, and it may still be held that day. `id` is public.

    Its `milestone` is `reached` where its host has said so. Where it falls on a day off, `off` names the public holiday; it is
    empty for a day off of the set's own.
    """

    number: int
    at: datetime
    state: MeetingState
    late: bool = False
    id: str = ""
    milestone: str = ""
    reached: bool = False
    off: str | None = None


@dataclass(frozen=True, slots=True)
class Charter:
    """What a set agreed, or is about to: aims, rules, people, dates.

    `meetings` are those to come and the last few that are over; `earlier` are how many went before them. Its `cycle` has so many
    `cycle_meetings`. It rests until the day `paused_until`; once it has ended it is kept until the end of `kept_until`, for so many
    `kept_months`. With `newer` its card only says that another stands further down.
    """

    set_id: str
    name: str
    learn: str
    do: str
    change: str
    plan_link: str
    place: str
    rules: tuple[str, ...]
    members: tuple[MemberLine, ...]
    adviser: str | None
    host: str | None
    private: bool
    spoken: bool
    minutes: int
    format: str
    every_weeks: int
    meetings: tuple[PlannedMeeting, ...]
    zone: str
    state: SetState
    still_needed: int
    next_meeting: PlannedMeeting | None = None
    earlier: int = 0
    shared: bool = False
    channel: str = ""
    cycle: int = 1
    cycle_meetings: int = 0
    guidance: Guidance = Guidance.LEAD
    kept_months: int = KEPT_MONTHS[1]
    kept_until: date | None = None
    paused_until: date | None = None
    newer: bool = False

    @property
    def may_be_renewed(self) -> bool:
        """Whether it has met and has no meeting ahead: it may go on for another cycle."""
        held = any(one.state is MeetingState.CLOSED for one in self.meetings)
        alive = self.state in (SetState.ACTIVE, SetState.AGREEING)
        return alive and held and self.next_meeting is None and self.open_meeting is None

    @property
    def open_meeting(self) -> PlannedMeeting | None:
        """The one that is running, or paused."""
        open_states = (MeetingState.RUNNING, MeetingState.PAUSED)
        return next((one for one in self.meetings if one.state in open_states), None)


def is_drawn_anew(before: Charter, after: Charter) -> bool:
    """Whether the card of a charter shows something else after than before.

    Not only that the set pauses, or goes on: its card cannot be reached meanwhile. Nor that a meeting runs, or is over: the card
    shows those that are planned.
    """
    return _on_its_card(before) != _on_its_card(after)


def _on_its_card(charter: Charter) -> Charter:
    alive = charter.state is not SetState.ENDED
    planned = tuple(one for one in charter.meetings if one.state is MeetingState.PLANNED)
    return replace(charter, state=SetState.ACTIVE if alive else SetState.ENDED, meetings=planned)


@dataclass(frozen=True, slots=True)
class SetCard:
    """What `/set` shows one person: the charter in short, and what can be done now.

    `open_actions` are the set's; on the home tab only how many that person has, and there `reported` are those of them about which the
    set will hear at its next meeting. `issues` are their own that wait. They `may_move` the set where it has lost its channel
    and they are its host or adviser; on the home tab they have
    `regretted` where they have said that they cannot come to the next meeting.
    """

    charter: Charter
    you: str
    your_answer: Answer | None
    next_meeting: PlannedMeeting | None
    running: PlannedMeeting | None
    open_actions: Listing
    issues: tuple[OwnIssue, ...] = ()
    reported: tuple[ActionLine, ...] = ()
    may_move: bool = False
    regretted: bool = False


def host_in_turn(people: Sequence[int], host: int | None, elsewhere: Collection[int]) -> int | None:
    """Whom to ask as the host of these people: the next by turn who is not elsewhere, beginning with the host themselves.

    Where all are elsewhere it stays with the host; None where there is nobody.
    """
    first = people.index(host) if host in people else 0
    turn = [*people[first:], *people[:first]]
    return next((one for one in turn if one not in elsewhere), turn[0] if turn else None)


def checked(founding: Founding) -> Founding:
    """The founding, its zone by its full name; raises Refused with the field that cannot stand."""
    zone = checked_settings(founding).zone
    if not FEWEST <= len(founding.members) <= MOST:
        raise Refused(Refusal.SIZE_OUT_OF_RANGE, "members", low=FEWEST, high=MOST, count=len(founding.members))
    if not founding.rules:
        raise Refused(Refusal.NO_RULES, "rules")
    _must_be_brief("\n".join(founding.rules), LONGEST_RULES, "rules")
    return replace(founding, zone=zone)


def checked_settings(given: Settings) -> Settings:
    """The settings, their zone by its full name; raises Refused with the field that cannot stand.

    The form holds people to the lengths as well.
    """
    if not given.name.strip():
        raise Refused(Refusal.NO_NAME, "name")
    if not SHORTEST <= given.minutes <= LONGEST:
        raise Refused(Refusal.MINUTES_OUT_OF_RANGE, "minutes", low=SHORTEST, high=LONGEST, given=given.minutes)
    _must_be_brief(given.name.strip(), LONGEST_NAME, "name")
    typed = {field: getattr(given, field) for field in ("learn", "do", "change", "plan_link", "place")}
    must_be_a_cycle(given.every_weeks, given.meetings, typed)
    return replace(given, zone=_checked_zone(given.zone))


def must_be_a_cycle(every_weeks: int, meetings: int, typed: Mapping[str, str]) -> None:
    """Raises Refused for so many meetings, so many weeks apart, or aims (by field), that cannot stand."""
    if not 1 <= meetings <= MOST_MEETINGS:
        raise Refused(Refusal.MEETINGS_OUT_OF_RANGE, "rhythm", low=1, high=MOST_MEETINGS, given=meetings)
    if not 1 <= every_weeks <= MOST_WEEKS:
        raise Refused(Refusal.WEEKS_OUT_OF_RANGE, "rhythm", low=1, high=MOST_WEEKS, given=every_weeks)
    for name, words in typed.items():
        _must_be_brief(words, LONGEST_AIM, name)


def _checked_zone(typed: str) -> str:
    zone = zone_named(typed) if typed.strip() else ""
    if zone is None:
        raise Refused(Refusal.UNKNOWN_ZONE, "zone")
    return zone


def _must_be_brief(typed: str, most: int, field: str) -> None:
    if len(typed) > most:
        raise Refused(Refusal.TOO_LONG, field, used=len(typed), most=most)


def still_needed(answers: tuple[Answer, ...]) -> int:
    """How many more members must agree before the set may start: three, or all where the set is smaller."""
    agreed = sum(answer is Answer.AGREED for answer in answers)
    return max(0, min(ENOUGH_TO_START, len(answers)) - agreed)


def quorum(members: int) -> int:
    """How many must be here for *Next* at the opening: half, at least three, never more than there are (G2)."""
    return min(members, max(ENOUGH_TO_START, (members + 1) // 2))
