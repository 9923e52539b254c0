"""A set with its people and its plan as a value, read off its rows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from types import SimpleNamespace
from typing import Any, Final, cast

from bot.domain import plans
from bot.domain.calendars import local_day
from bot.domain.sets import Answer, Charter, MemberLine, PlannedMeeting, still_needed
from bot.domain.states import MeetingState
from storage.models import Meeting, Set
from storage.sets import MemberRow, Membership, PersonRow


def has_agreed(member: MemberRow, the_set: Set) -> bool:
    """Whether a member has agreed to the rules as they are now."""
    return member.agreed_version == the_set.rules_version and member.declined_at is None


def answer_of(member: MemberRow, the_set: Set) -> Answer:
    """What a member says to the rules as they are now."""
    if member.declined_at is not None:
        return Answer.DECLINED
    return Answer.AGREED if has_agreed(member, the_set) else Answer.WAITING


def planned_of(meeting: Meeting) -> PlannedMeeting:
    """A meeting as it stands on the plan; one that was held, as it began."""
    held = meeting.started_at if meeting.state is MeetingState.CLOSED else None
    return PlannedMeeting(
        meeting.number,
        held or meeting.planned_at,
        meeting.state,
        id=meeting.public_id,
        milestone=meeting.milestone,
        reached=meeting.reached_at is not None,
    )


@dataclass(frozen=True, slots=True)
class SetSnapshot:
    """The row of a set, column by column, its roster and its adviser as they were at one moment.

    Every gesture keeps them, and few change them: only then is a charter made of them.
    """

    the_set: Mapping[str, Any]
    roster: tuple[Membership, ...]
    adviser: PersonRow | None = None

    @property
    def rows(self) -> tuple[Set, list[Membership]]:
        """A stand-in for the row of the set, to read from as from itself, and the roster."""
        return cast("Set", SimpleNamespace(**self.the_set)), list(self.roster)


_UNSET: Final = dict.fromkeys(Set.__mapper__.column_attrs.keys())


def snapshot_of(the_set: Set, roster: Sequence[Membership], adviser: PersonRow | None = None) -> SetSnapshot:
    """The rows as they are now."""
    # What a set that has just been founded was never given is not among its attributes.
    return SetSnapshot(_UNSET | vars(the_set), tuple(roster), adviser)


def charter_of(
    the_set: Set,
    roster: Sequence[Membership],
    adviser: str | None,
    held_as: str,
    dates: tuple[PlannedMeeting, ...],
    now: datetime,
    earlier: int = 0,
) -> Charter:
    """The charter as it is now; `held_as` is the title of its format, `dates` is as much of the plan as is known."""
    answers = [answer_of(one.member, the_set) for one in roster]
    today = local_day(now, the_set.zone)
    hosts = (one.person.user for one in roster if one.person.id == the_set.host_id)
    coming = plans.next_meeting(dates, now, the_set.zone)
    return Charter(
        set_id=the_set.public_id,
        name=the_set.name,
        learn=the_set.learn,
        do=the_set.do,
        change=the_set.change,
        plan_link=the_set.plan_link,
        place=the_set.place,
        rules=tuple(the_set.rules),
        members=tuple(
            MemberLine(one.person.user, answer, *_away(one.member, today), one.member.gone)
            for one, answer in zip(roster, answers, strict=True)
        ),
        adviser=adviser,
        host=next(hosts, None),
        private=the_set.private,
        spoken=the_set.spoken,
        minutes=the_set.minutes,
        format=held_as,
        every_weeks=the_set.every_weeks,
        meetings=dates,
        zone=the_set.zone,
        state=the_set.state,
        still_needed=still_needed(tuple(answers)),
        next_meeting=plans.as_seen(coming, now) if coming is not None else None,
        earlier=earlier,
        shared=the_set.shared,
        channel=the_set.channel,
        cycle=the_set.cycle,
        cycle_meetings=the_set.meetings_planned,
        guidance=the_set.guidance,
        kept_months=the_set.kept_months,
        kept_until=the_set.kept_until,
        paused_until=the_set.paused_until if the_set.paused_until and the_set.paused_until > today else None,
    )


def _away(member: MemberRow, today: date) -> tuple[date | None, date | None]:
    """The last day of an absence that is not over on that day, and the first of one that is to come, or lasts a day."""
    last, first = member.away_until, member.away_from
    if last is None or last < today:
        return None, None
    return last, first if first is not None and (first > today or first == last) else None
