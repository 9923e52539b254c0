"""What letters tell of a meeting, and of what is due: read as they are drawn."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime

from bot.domain.absences import is_away
from bot.domain.actions import ActionLine
from bot.domain.asking_again import is_quiet
from bot.domain.calendars import local_day
from bot.domain.letter_views import ChangedLetter, DueLetter, MeetingLetter
from bot.domain.letters import Part
from bot.domain.states import NOT_HELD, STILL_OPEN, ActionStatus, MeetingState
from bot.services.action_lines import line_of, said_of
from bot.services.letter_parts import LetterContext, PartToShow
from bot.services.locked_set import LockedSet
from storage import actions, meetings, regrets
from storage.actions import Owned
from storage.models import Meeting


def meeting(context: LetterContext, part: PartToShow) -> MeetingLetter | None:
    """A meeting of a set of the reader's, with their actions that the letter asks about. Before it was told it must be ahead."""
    locked, facts = context.set_of(part), part.facts
    row = meetings.by_id(context.work.db, context.work.workspace, int(facts["meeting"])) if locked else None
    if locked is None or row is None:
        return None
    at, now = datetime.fromtimestamp(float(facts["at"]), UTC), context.work.now
    is_ahead = row.state is MeetingState.PLANNED and row.planned_at == at and at > now
    if not part.is_told and not is_ahead:
        return None
    before = meetings.closed_before(locked.work.db, locked.set.id, row.number)
    since, began = (before.closed_at, before.started_at) if before is not None else (None, None)
    owned = _owned(locked, facts["actions"])
    return MeetingLetter(
        set_name=locked.set.name,
        meeting_id=row.public_id,
        number=row.number,
        at=at,
        zone=locked.set.zone,
        place=locked.set.place,
        state=row.state,
        moved_to=row.planned_at if row.planned_at != at else None,
        lines=tuple(_wanted(part, ((one, _line(one, now, since, began)) for one in owned), now)),
        again=part.part is Part.STILL_OPEN,
        newer=bool(facts.get("newer")),
        expected=_is_expected(locked, row),
        regretted=regrets.is_said(locked.work.db, row.id, locked.member.member.id),
        first=str(facts.get("first", "")),
        reader=locked.user_asking,
        milestone=row.milestone,
    )


def changed(context: LetterContext, part: PartToShow) -> ChangedLetter | None:
    """What has become of a meeting whose date its reader knew; None before it was told where that is over, or all is as it was."""
    locked = context.set_of(part)
    row = meetings.by_id(context.work.db, context.work.workspace, int(part.facts["meeting"])) if locked else None
    if locked is None or row is None:
        return None
    was = datetime.fromtimestamp(float(part.facts["was"]), UTC)
    at = None if row.state in NOT_HELD else row.planned_at
    is_moved = at is not None and row.state is MeetingState.PLANNED and at > context.work.now and at != was
    is_news = was > context.work.now if at is None else is_moved
    if not part.is_told and not is_news:
        return None
    return ChangedLetter(locked.set.name, was, at, locked.set.zone, away=not part.facts.get("told"))


def due(context: LetterContext, part: PartToShow) -> DueLetter | None:
    """Actions whose day it is, until the set has met; what was told before the letter was sent is not asked about any more."""
    locked = context.set_of(part)
    if locked is None:
        return None
    last = meetings.last_closed(locked.work.db, locked.set.id)
    since, began = (last.closed_at, last.started_at) if last is not None else (None, None)
    now = context.work.now
    asked = part.asked_at or part.told_at or now
    if since is not None and since > asked:
        return None  # a meeting has heard of it since
    owned = _owned(locked, [int(one) for one in part.facts["due"]])
    lines = ((one, asked_again(_line(one, now, since, began), one, asked)) for one in owned)
    wanted = tuple(_wanted(part, lines, now))
    return DueLetter(locked.set.name, wanted) if wanted else None


def _wanted(part: PartToShow, lines: Iterable[tuple[Owned, ActionLine]], now: datetime) -> Iterator[ActionLine]:
    """All but those of which its reader wanted to hear no more before the letter came again."""
    for owned, line in lines:
        said_at = owned.action.not_again_at if line.quiet and not line.is_heard else None
        if said_at is None or part.asked_at is None or said_at > (part.told_at or now):
            yield line


def _line(owned: Owned, now: datetime, since: datetime | None, began: datetime | None) -> ActionLine:
    """An action as a letter has it; the last meeting `began` then, and what was told before `since` of what is still open does not
    count as told (UTC).
    """
    counts_since = since if owned.action.status in STILL_OPEN else None
    return replace(line_of(owned, now, counts_since), quiet=is_quiet(said_of(owned), began))


def _owned(locked: LockedSet, action_ids: Collection[int]) -> list[Owned]:
    """Those of the actions that their owner still has, oldest first."""
    found = actions.those(locked.work.db, action_ids) if action_ids else []
    return [one for one in found if one.action.status is not ActionStatus.ASIDE]


def asked_again(line: ActionLine, owned: Owned, asked: datetime) -> ActionLine:
    """What was told before it was asked (UTC) is asked again."""
    if line.told is None or owned.report is None or owned.report.reported_at > asked:
        return line
    return replace(line, told=replace(line.told, asks_here=True))


def _is_expected(locked: LockedSet, row: Meeting) -> bool:
    """Whether the reader is not away on the day of a meeting."""
    me = locked.member
    day = local_day(row.planned_at, locked.zone_of(me.person))
    return not is_away(me.member.away_from, me.member.away_until, day)
