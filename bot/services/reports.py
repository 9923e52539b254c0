"""Report-backs: asked for by DM before a meeting, given early or late, and what the next meeting opens with."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from bot.domain.actions import ActionLine, Listing, Reportable, ReportAsk, ShownWhen, after
from bot.domain.askers import Asker
from bot.domain.calendars import Due, civil, local_day
from bot.domain.dates import read_day
from bot.domain.errors import Refused
from bot.domain.meeting import people_events
from bot.domain.meeting.parts import Fact
from bot.domain.meeting.people_events import FormPutAway, PassedReport
from bot.domain.meeting.step_rule_types import shows
from bot.domain.meeting.value import Meeting
from bot.domain.message_and_timer_kinds import DueTimer, Later, Says, WantedMessage
from bot.domain.states import STILL_OPEN, ActionStatus, Ahead, MeetingState
from bot.domain.step_kinds import StepKind
from bot.services.action_lines import line_of
from bot.services.conversations import dm
from bot.services.locked_meeting import find_meeting, open_meeting
from bot.services.locked_set import LockedSet
from bot.services.own_actions import change, own_action, set_of_action, whole
from bot.services.reminders import ASK_BEFORE, asked_at, hours_of, may_be_written_to
from bot.services.service import Service
from storage import actions, meeting_lookup, meetings, posts
from storage.actions import Owned
from storage.delivery_models import Post
from storage.models import Meeting as MeetingRow
from storage.models import Report

LATE: Final = timedelta(hours=12)


@dataclass(frozen=True, slots=True)
class Reported:
    """What the report form gives. `what` and `due` are the changed action, where it is to change.

    `form_follows` for a press that counts at once and has opened the form: the report-back waits for that.
    """

    action_id: str
    outcome: ActionStatus
    happened: str = ""
    learned: str = ""
    ahead: Ahead = Ahead.KEEP
    what: str = ""
    due: str = ""
    form_follows: bool = False


class Reports(Service):
    """Reports are appended; the newest one says how an action stands. Only its owner reports on an action."""

    def report(self, asker: Asker, reported: Reported) -> Reportable:
        """Take a report; pressing *Done* is one already, its form adds words. Asked for or not, until the meeting closes."""
        with self._enter(asker, set_of_action(self._resources, asker.workspace, reported.action_id)) as locked:
            owned = own_action(locked, reported.action_id)
            _must_not_be_heard(locked, owned)
            meeting = find_meeting(locked, also={Fact.OPENED_WITH})
            self._keep(locked, owned, _with_what_was_told(locked, owned, reported))
            if meeting is not None:
                meeting.happens(_told(locked, meeting.value, form_follows=reported.form_follows))
            heard = _heard(meeting.value if meeting else None, owned)
            return Reportable(line_of(_again(locked, owned)), heard)

    def draft(self, asker: Asker, action_id: str) -> ActionLine:
        """One's own action with what was told for the meeting to come, to fill a form with; Refused once that was heard."""
        set_id = set_of_action(self._resources, asker.workspace, action_id)
        with self._enter(asker.without_deliveries(), set_id) as locked:
            owned = own_action(locked, action_id)
            _must_not_be_heard(locked, owned)
            return line_of(owned, _last_closed_at(locked))

    def mine(self, asker: Asker) -> Listing:
        """One's own actions over all one's sets: the open ones, and those whose end was told for the meeting to come."""
        with self._resources.database.look() as db:
            found = actions.reportable(db, asker.workspace, asker.user)
            closed = meetings.last_closed_of(db, {owned.action.set_id for owned in found.owned})
            lines = tuple(line_of(owned, closed.get(owned.action.set_id)) for owned in found.owned)
            return Listing(lines, found.in_all)

    def put_away(self, asker: Asker, action_id: str) -> None:
        """The form that followed a press was closed without a word: nothing is lost, and nobody waits for it."""
        with self._enter(asker, set_of_action(self._resources, asker.workspace, action_id)) as locked:
            own_action(locked, action_id)
            meeting = find_meeting(locked)
            if meeting is not None:
                meeting.happens(FormPutAway(by=locked.by()))

    def _keep(self, locked: LockedSet, owned: Owned, reported: Reported) -> None:
        action, work = owned.action, locked.work
        if reported.ahead is Ahead.KEEP and reported.outcome in STILL_OPEN and _is_overdue(locked, owned):
            change(locked, action, action.what, None)
        if reported.ahead is Ahead.CHANGE:
            change(locked, action, whole(reported.what or action.what), _new_due(locked, owned, reported))
        work.db.add(
            Report(
                workspace=work.workspace,
                action_id=action.id,
                outcome=reported.outcome,
                happened=reported.happened.strip(),
                learned=reported.learned.strip(),
                ahead=reported.ahead,
                reported_at=work.now,
            )
        )
        action.status = after(reported.outcome, reported.ahead)
        work.db.flush()
        _redraw(locked, owned)

    def pass_report(self, asker: Asker, step_id: str) -> None:
        """An owner passes in the report-back; their actions stay open."""
        with self._enter(asker) as locked:
            open_meeting(locked).happens(PassedReport(by=locked.by(asker.at), step=step_id))

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
            civil_at = civil(locked.work.now, zone, hours)
            if civil_at > locked.work.now:
                if civil_at < meeting.planned_at:
                    locked.work.later(Later.REPORT_ASK, timer.subject, civil_at, locked.set.id)
                return
            away = membership.member.away_until is not None and membership.member.away_until >= local_day(
                locked.work.now, zone
            )
            if away or not membership.person.reachable or not _unreported(locked, member_id):
                return
            before = _asked_before(locked, f"{meeting_id}:{member_id}:{nth - 1}")
            if before is not None and locked.work.now - before.due_at < LATE:
                return
            asked = asked_at(locked, meeting.planned_at, membership, nth).timestamp()
            facts = {"member": member_id, "meeting": meeting.id, "again": before is not None, "asked": asked}
            conversation = dm(locked.work, membership.person.id)
            locked.work.say(conversation, Says.REPORT_ASK, timer.subject, set_id=locked.set.id, facts=facts)

    def nudge(self, timer: DueTimer) -> None:
        """On the day an action falls due its owner gets one word, by DM; nothing where it is reported on, or they are away."""
        with self._fire(timer) as locked:
            owned = actions.by_id(locked.work.db, timer.workspace, int(timer.subject)) if locked else None
            membership = locked.membership(owned.action.member_id) if locked and owned else None
            if locked is None or owned is None or membership is None or owned.action.status is not ActionStatus.OPEN:
                return
            if may_be_written_to(locked, membership) and not _is_overdue(locked, owned):
                locked.work.say(
                    dm(locked.work, membership.person.id), Says.DUE_NUDGE, owned.action.id, set_id=locked.set.id
                )

    def show_nudge(self, wanted: WantedMessage) -> ActionLine | None:
        """The nudge; None before it was sent and once its action is reported on."""
        with self._resources.database.look() as db:
            owned = actions.by_id(db, wanted.workspace, int(wanted.subject))
            if owned is None or (not wanted.is_there and owned.action.status is not ActionStatus.OPEN):
                return None
            return line_of(owned)

    def show_ask(self, wanted: WantedMessage) -> ReportAsk | None:
        """The request as it is now; None before it was sent and once nothing is left to report, or the meeting has begun."""
        with self._look(wanted.workspace, wanted.set_id) as locked:
            if locked is None:
                return None
            meeting = meetings.by_id(locked.work.db, wanted.workspace, wanted.facts["meeting"])
            if meeting is None:
                return None
            lines = _lines_at(locked, meeting, wanted.facts["member"])
            if not lines:
                return None
            if not wanted.is_there and (
                meeting.state is not MeetingState.PLANNED or not _unreported(locked, wanted.facts["member"])
            ):
                return None
            said_at = wanted.there_since or locked.work.now
            late = said_at.timestamp() - wanted.facts["asked"] > LATE.total_seconds()
            again = wanted.facts["again"]
            return ReportAsk(locked.set.name, meeting.number, meeting.planned_at, locked.set.zone, lines, again, late)


def _asked_before(locked: LockedSet, subject: str) -> Post | None:
    """The request that went before this one; late ones must not follow on each other's heels."""
    post = posts.find(locked.work.db, locked.work.workspace, Says.REPORT_ASK, subject)
    return post if post is not None and not post.dropped else None


def _is_overdue(locked: LockedSet, owned: Owned) -> bool:
    """What is kept past its date falls due at the next meeting: nothing is promised for a day that is over."""
    action = owned.action
    return action.due_on is not None and action.due_on < local_day(locked.work.now, action.due_zone or locked.set.zone)


def _new_due(locked: LockedSet, owned: Owned, reported: Reported) -> Due | None:
    if not reported.due.strip():
        return None
    zone = locked.zone_of(locked.member.person)
    return read_day(reported.due, now=locked.work.now, zone=zone, field="due")


def _again(locked: LockedSet, owned: Owned) -> Owned:
    return actions.by_id(locked.work.db, locked.work.workspace, owned.action.id) or owned


def _with_what_was_told(locked: LockedSet, owned: Owned, reported: Reported) -> Reported:
    """A press that counts at once has no words yet: those that were told for the meeting to come stay."""
    before = owned.report
    if not reported.form_follows or before is None or _open_since(owned, _last_closed_at(locked)):
        return reported
    return replace(reported, happened=before.happened, learned=before.learned)


def _must_not_be_heard(locked: LockedSet, owned: Owned) -> None:
    """Raises Refused for an action whose end a meeting has heard that has closed since; until then it can be corrected."""
    last, status = meetings.last_closed(locked.work.db, locked.set.id), owned.action.status
    if status in STILL_OPEN or last is None or last.closed_at is None or not _open_since(owned, last.closed_at):
        return
    closed = local_day(last.closed_at, locked.set.zone)
    raise Refused(
        f"What came of that was heard at a meeting; the last one closed on {closed:%-d %b}. `/action` commits a new one. "
        "Nothing has changed."
    )


def _heard(m: Meeting | None, owned: Owned) -> ShownWhen:
    """Where the set hears of a report that was given just now."""
    if m is None or m.started_at is None or owned.action.committed_at > m.started_at:
        return ShownWhen.NEXT
    return ShownWhen.NOW if any(step.kind is StepKind.REPORT_BACK for step in m.steps) else ShownWhen.TODAY


def _told(locked: LockedSet, m: Meeting, *, form_follows: bool) -> people_events.Reported:
    db, are_shown = locked.work.db, shows(m, Fact.OPEN_ACTIONS)
    return people_events.Reported(
        by=locked.by(),
        opened_with=meeting_lookup.opened_with(db, m.of.number, m.nth, m.started_at),
        open_actions=meeting_lookup.open_actions(db, m.of.number) if are_shown else None,
        form_follows=form_follows,
    )


def _redraw(locked: LockedSet, owned: Owned) -> None:
    """Draw anew whatever shows this action by DM."""
    member_id = owned.action.member_id
    locked.work.redraw(Says.DUE_NUDGE, owned.action.id)
    asked_for = meetings.never_closed(locked.work.db, locked.set.id)
    asks = [f"{meeting_id}:{member_id}:{nth}" for meeting_id in asked_for for nth in range(len(ASK_BEFORE))]
    locked.work.redraw(Says.REPORT_ASK, *asks)


def _open_since(owned: Owned, since: datetime | None) -> bool:
    """Whether nothing was reported on an action since the last meeting."""
    return owned.report is None or (since is not None and owned.report.reported_at <= since)


def _last_closed_at(locked: LockedSet) -> datetime | None:
    last = meetings.last_closed(locked.work.db, locked.set.id)
    return last.closed_at if last else None


def _unreported(locked: LockedSet, member_id: int) -> list[Owned]:
    since = _last_closed_at(locked)
    return [one for one in actions.open_of_member(locked.work.db, member_id) if _open_since(one, since)]


def _lines_at(locked: LockedSet, meeting: MeetingRow, member_id: int) -> tuple[ActionLine, ...]:
    """What one owner tells a meeting, as it is asked for and as it is heard."""
    before = meetings.closed_before(locked.work.db, locked.set.id, meeting.number)
    since = before.closed_at if before else None
    told_of = actions.to_report_back(locked.work.db, locked.set.id, since, meeting.started_at, member_id)
    return tuple(line_of(one, since) for one in told_of)
