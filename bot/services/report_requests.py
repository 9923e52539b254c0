"""What owners are asked between meetings, by DM: on the day an action is due, and before a meeting."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Final

from bot.domain.absences import is_away
from bot.domain.actions import ActionLine, ReportAsk
from bot.domain.asking_again import Around, Occasion, SaidOf, is_asked
from bot.domain.calendars import civil, local_day, working_days_before
from bot.domain.message_and_timer_kinds import DueTimer, Later, Says, WantedMessage
from bot.domain.plans import PlanEntry
from bot.domain.states import MeetingState
from bot.services.action_lines import line_of, said_of
from bot.services.conversations import dm
from bot.services.locked_set import LockedSet
from bot.services.planned_meetings import next_meeting
from bot.services.reminders import ASK_BEFORE, asked_at, hours_of, may_be_written_to
from bot.services.service import Service
from storage import actions, meetings, posts
from storage.actions import Owned
from storage.delivery_models import Post
from storage.models import Meeting
from storage.sets import Membership

LATE: Final = timedelta(hours=12)
FEW: Final = 3
"""Working days before the first request in which a word on the due day stands for that."""


class ReportRequests(Service):
    """Nobody is asked who has said when they want to be, nor while they are away."""

    @property
    def fires(self) -> Mapping[Later, Callable[[DueTimer], None]]:
        """What each reminder does when it comes due."""
        return {Later.REPORT_ASK: self.ask, Later.DUE_NUDGE: self.nudge}

    def ask(self, timer: DueTimer) -> None:
        """Ask an owner before the meeting, by DM; nothing where there is nothing to report, or they are away."""
        meeting_id, member_id, nth = (int(part) for part in timer.subject.split(":"))
        with self._fire(timer) as locked:
            meeting = meetings.by_id(locked.work.db, timer.workspace, meeting_id) if locked else None
            membership = locked.membership(member_id) if locked else None
            if locked is None or meeting is None or membership is None or meeting.state is not MeetingState.PLANNED:
                return
            zone, hours = locked.zone_of(membership.person), hours_of(membership.person)
            civil_at = civil(locked.work.now, zone, hours, locked.days_off)
            if civil_at > locked.work.now:
                if civil_at < meeting.planned_at:
                    locked.work.later(Later.REPORT_ASK, timer.subject, civil_at, locked.set.id)
                return
            member = membership.member
            away = is_away(member.away_from, member.away_until, local_day(locked.work.now, zone))
            to_ask = _to_ask(locked, membership, meeting, nth)
            if away or not membership.person.reachable or not to_ask:
                return
            before = _asked_before(locked, f"{meeting_id}:{member_id}:{nth - 1}")
            if before is not None and locked.work.now - before.due_at < LATE:
                return
            asked = asked_at(locked, meeting.planned_at, membership, nth).timestamp()
            again = before is not None or len(_asked_lately(locked, membership, meeting, to_ask)) == len(to_ask)
            facts = {"member": member_id, "meeting": meeting.id, "again": again, "asked": asked}
            conversation = dm(locked.work, membership.person.id)
            locked.work.say(conversation, Says.REPORT_ASK, timer.subject, set_id=locked.set.id, facts=facts)

    def nudge(self, timer: DueTimer) -> None:
        """On the day an action falls due its owner gets one word, by DM; nothing where it is over, or they are away."""
        with self._fire(timer) as locked:
            owned = actions.by_id(locked.work.db, timer.workspace, int(timer.subject)) if locked else None
            membership = locked.membership(owned.action.member_id) if locked and owned else None
            if locked is None or owned is None or membership is None or not _is_nudged(locked, owned):
                return
            if may_be_written_to(locked, membership):
                direct = dm(locked.work, membership.person.id)
                locked.work.say(direct, Says.DUE_NUDGE, owned.action.id, set_id=locked.set.id)

    def show_nudge(self, wanted: WantedMessage) -> ActionLine | None:
        """The nudge; None before it was sent and once its action is over. What was told since it was sent has been told."""
        with self._look(wanted.workspace, wanted.set_id) as locked:
            owned = actions.by_id(locked.work.db, wanted.workspace, int(wanted.subject)) if locked else None
            if locked is None or owned is None or (not wanted.is_there and not _is_nudged(locked, owned)):
                return None
            return _due(locked, owned, wanted.there_since or locked.work.now)

    def show_ask(self, wanted: WantedMessage) -> ReportAsk | None:
        """The request as it is now; None before it was sent and once nothing is left to report, or the meeting has begun."""
        with self._look(wanted.workspace, wanted.set_id) as locked:
            meeting = meetings.by_id(locked.work.db, wanted.workspace, wanted.facts["meeting"]) if locked else None
            if locked is None or meeting is None:
                return None
            lines = _lines_at(locked, meeting, wanted.facts["member"], int(wanted.subject.rpartition(":")[2]))
            if not lines or not (wanted.is_there or _still_asks(locked, meeting, wanted)):
                return None
            said_at = wanted.there_since or locked.work.now
            late = said_at.timestamp() - wanted.facts["asked"] > LATE.total_seconds()
            again = wanted.facts["again"]
            return ReportAsk(locked.set.name, meeting.number, meeting.planned_at, locked.set.zone, lines, again, late)


def _asked_before(locked: LockedSet, subject: str) -> Post | None:
    """The request that went before this one; late ones must not follow on each other's heels."""
    post = posts.find(locked.work.db, locked.work.workspace, Says.REPORT_ASK, subject)
    return post if post is not None and not post.dropped else None


def _around(locked: LockedSet, membership: Membership, coming: datetime | None) -> Around:
    last = meetings.last_closed(locked.work.db, locked.set.id)
    first = asked_at(locked, coming, membership, 0) if coming is not None else None
    return Around(last.started_at, last.closed_at, first) if last is not None else Around(first_asked=first)


def _to_ask(locked: LockedSet, membership: Membership, coming: Meeting, nth: int) -> list[Owned]:
    """The open actions that a member is asked about for the first (`nth` 0) or second time before a meeting."""
    on, around = (Occasion.FIRST, Occasion.SECOND)[nth], _around(locked, membership, coming.planned_at)
    mine = actions.open_of_member(locked.work.db, membership.member.id)
    asked = [one for one in mine if is_asked(said_of(one), on, around)]
    lately = _asked_lately(locked, membership, coming, asked) if nth == 0 else frozenset()
    return [one for one in asked if one.action.id not in lately]


def _asked_lately(
    locked: LockedSet, membership: Membership, coming: Meeting, mine: Collection[Owned]
) -> frozenset[int]:
    """Those actions whose due day was told in the few days before the first request for a meeting: that was the first asking."""
    zone, hours = locked.zone_of(membership.person), hours_of(membership.person)
    first = asked_at(locked, coming.planned_at, membership, 0)
    since, dated = (
        working_days_before(first, FEW, zone, hours, locked.days_off),
        [one.action.id for one in mine if one.action.due_on],
    )
    if not dated:
        return frozenset()
    nudges = posts.those(locked.work.db, locked.work.workspace, Says.DUE_NUDGE, [str(one) for one in dated])
    return frozenset(int(one.subject) for one in nudges if not one.dropped and since <= one.due_at < first)


def _is_asked_with_the_others(locked: LockedSet, membership: Membership, coming: PlanEntry, owned: Owned) -> bool:
    """Whether a request before the meeting takes the place of a word on the due day: it was sent, or is sent today."""
    zone = locked.zone_of(membership.person)
    for nth in range(len(ASK_BEFORE)):
        at = asked_at(locked, coming.meeting.at, membership, nth)
        sent = _asked_before(locked, f"{coming.row}:{membership.member.id}:{nth}")
        if sent is not None and sent.due_at >= owned.action.committed_at:
            return True
        if sent is None and at >= owned.action.committed_at and local_day(at, zone) == local_day(locked.work.now, zone):
            return True
    return False


def _still_asks(locked: LockedSet, meeting: Meeting, wanted: WantedMessage) -> bool:
    """Whether what waits to be sent is still to be asked."""
    membership, nth = locked.membership(wanted.facts["member"]), int(wanted.subject.rpartition(":")[2])
    if membership is None or meeting.state is not MeetingState.PLANNED:
        return False
    return bool(_to_ask(locked, membership, meeting, nth))


def _due(locked: LockedSet, owned: Owned, asked: datetime) -> ActionLine:
    """An action on its due day, with what was told since the last meeting closed: before it was `asked` (UTC) asks again."""
    last = meetings.last_closed(locked.work.db, locked.set.id)
    since = min(last.closed_at or asked, asked) if last is not None else None
    line = line_of(owned, locked.work.now, since)
    if line.told is None or owned.report is None or owned.report.reported_at > asked:
        return line
    return replace(line, told=replace(line.told, asks_here=True))


def _is_nudged(locked: LockedSet, owned: Owned) -> bool:
    """Whether the owner of an action that is due is asked today: its day is not over, and they have said nothing of it today."""
    membership, zone = locked.membership(owned.action.member_id), owned.action.due_zone or locked.set.zone
    today, due, said = local_day(locked.work.now, zone), owned.action.due_on, said_of(owned)
    if membership is None or (due is not None and due < today) or _on(said, zone) == today:
        return False
    coming = next_meeting(locked)
    if coming is not None and _is_asked_with_the_others(locked, membership, coming, owned):
        return False
    return is_asked(said, Occasion.DUE_DAY, _around(locked, membership, coming.meeting.at if coming else None))


def _on(said: SaidOf, zone: str) -> date | None:
    """The local day on which somebody said it."""
    return local_day(said.at, zone) if said.at is not None else None


def _lines_at(locked: LockedSet, meeting: Meeting, member_id: int, nth: int) -> tuple[ActionLine, ...]:
    """What one owner tells a meeting, as it is asked for the first (`nth` 0) or second time, and as it is heard."""
    before = meetings.closed_before(locked.work.db, locked.set.id, meeting.number)
    since = before.closed_at if before else None
    told_of = actions.to_report_back(locked.work.db, locked.set.id, since, meeting.started_at, member_id)
    membership = locked.membership(member_id)
    if nth == 0 and membership is not None:
        lately = _asked_lately(locked, membership, meeting, told_of)
        told_of = [one for one in told_of if one.action.id not in lately]
    return tuple(line_of(one, locked.work.now, since) for one in told_of)
