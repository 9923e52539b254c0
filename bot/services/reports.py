"""What came of actions: told by a press and by the words that follow, taken back, and set right until a meeting has heard it."""

from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from bot.domain.actions import Listing, Reportable, ShownWhen, after, usual
from bot.domain.askers import Asker
from bot.domain.calendars import Due, local_day
from bot.domain.dates import read_day
from bot.domain.errors import Refused
from bot.domain.letters import LAST
from bot.domain.meeting import people_events
from bot.domain.meeting.parts import Fact
from bot.domain.meeting.people_events import FormPutAway, PassedReport, SaidReport
from bot.domain.meeting.step_rule_types import shows
from bot.domain.meeting.value import Meeting
from bot.domain.refusals import Refusal
from bot.domain.states import OPEN_TO_THEM, STILL_OPEN, ActionStatus, Ahead, AskAgain, SetState
from bot.domain.step_kinds import StepKind
from bot.domain.travelled import CameOfIt
from bot.services.action_lines import line_of
from bot.services.locked_meeting import LockedMeeting, find_meeting, open_meeting
from bot.services.locked_set import LockedSet
from bot.services.own_actions import change, due_of, own_action, set_of_action, take_back_changes, whole
from bot.services.planned_meetings import next_meeting
from bot.services.reminders import told_at
from bot.services.service import Service
from bot.services.talk_places import just_told
from storage import actions, meeting_lookup, meetings
from storage.action_models import Report
from storage.actions import Owned


@dataclass(frozen=True, slots=True)
class Reported:
    """What a press or the report form gives. `what` and `due` are the changed action, where it is to change.

    `form_follows` for a press, which counts at once and has opened the form: the report-back waits for that.
    """

    action_id: str
    outcome: ActionStatus
    happened: str = ""
    learned: str = ""
    ahead: Ahead = Ahead.KEEP
    what: str = ""
    due: str = ""
    ask_again: AskAgain | None = None
    form_follows: bool = False
    tells_asker: bool = False

    @property
    def changes(self) -> bool:
        """Whether it says what the action is now, or by when."""
        return self.ahead is Ahead.CHANGE and bool(self.what.strip() or self.due.strip())


class Reports(Service):
    """The newest report says how an action stands; a press and the form that follows it are one. Only its owner reports."""

    def press(self, asker: Asker, action_id: str, outcome: ActionStatus) -> Reportable:
        """One press counts, whichever it is; the form that opens adds words."""
        return self.report(asker, Reported(action_id, outcome, ahead=usual(outcome), form_follows=True))

    def report(self, asker: Asker, reported: Reported) -> Reportable:
        """Take a report. Asked for or not, until the meeting closes."""
        with self._enter_own(asker, reported.action_id) as locked:
            owned = own_action(locked, reported.action_id)
            _must_not_be_heard(locked, owned)
            meeting, due_on = find_meeting(locked, also={Fact.OPENED_WITH}), owned.action.due_on
            self._keep(locked, owned, _with_what_was_told(locked, owned, reported))
            told = _reportable(locked, meeting, owned, reported)
            return replace(told, was_due=(due_on,)) if owned.action.due_on != due_on else told

    def undo(self, asker: Asker, action_id: str) -> Reportable:
        """Take the newest report back: the action stands as it stood before. Refused once a meeting has heard it."""
        with self._enter_own(asker, action_id) as locked:
            owned = own_action(locked, action_id)
            report, meeting = _unheard(locked, owned), find_meeting(locked, also={Fact.OPENED_WITH})
            take_back_changes(locked, owned.action, report.reported_at)
            before = actions.report_before(locked.work.db, report)
            owned.action.status = after(before.outcome, before.ahead) if before else report.was
            locked.take_back(report, owned.action.member_id)
            locked.work.db.flush()
            return _reportable(locked, meeting, owned)

    def ask_again(self, asker: Asker, action_id: str, when: AskAgain) -> Reportable:
        """When the owner of an action that is not done yet wants to be asked again."""
        with self._enter_own(asker, action_id) as locked:
            owned = own_action(locked, action_id)
            report, meeting = _unheard(locked, owned), find_meeting(locked, also={Fact.OPENED_WITH})
            if owned.action.status not in STILL_OPEN:
                raise Refused(Refusal.TOLD_HOW_IT_ENDED)
            report.ask_again = when
            locked.work.db.flush()
            return _reportable(locked, meeting, owned)

    def draft(self, asker: Asker, action_id: str) -> Reportable:
        """One's own action with what was told for the meeting to come, to fill a form with; Refused once that was heard."""
        with self._enter_own(asker.without_deliveries(), action_id) as locked:
            owned = own_action(locked, action_id)
            _must_not_be_heard(locked, owned)
            line, meeting = line_of(owned, locked.work.now, _last_closed_at(locked)), find_meeting(locked)
            said = just_told(locked, meeting.value) if meeting is not None else None
            return replace(
                Reportable(line, _heard(locked, None, owned), _may_ask(locked), said), **_asker(locked, owned)
            )

    def came_of_it(self, asker: Asker, action_id: str) -> CameOfIt:
        """What came of an action, for whoever asked the question that it came from, once a meeting has heard of it."""
        with self._enter(
            asker.without_deliveries(), set_of_action(self._resources, asker.workspace, action_id)
        ) as locked:
            owned = actions.one(locked.work.db, asker.workspace, action_id)
            report = owned.report if owned is not None and owned.asked_by == locked.member.member.id else None
            if owned is None or report is None or not _is_heard(locked, report):
                raise Refused(Refusal.QUESTION_OF_ANOTHER_ACTION)
            return CameOfIt(owned.user, line_of(owned, locked.work.now, None))

    def mine(self, asker: Asker) -> Listing:
        """One's own actions over all one's sets: the open ones, and those whose end was told for the meeting to come."""
        now = self._resources.clock.now()
        with self._resources.database.look() as db:
            found = actions.reportable(db, asker.workspace, asker.user)
            closed = meetings.last_closed_of(db, {owned.action.set_id for owned in found.owned})
            lines = tuple(line_of(owned, now, closed.get(owned.action.set_id)) for owned in found.owned)
            return Listing(lines, found.in_all)

    def put_away(self, asker: Asker, action_id: str) -> Reportable | None:
        """The form that followed a press was closed without a word: nothing is lost, and nobody waits for it.

        None where nothing was told that could be lost.
        """
        with self._enter_own(asker, action_id) as locked:
            owned = own_action(locked, action_id)
            meeting = find_meeting(locked)
            if meeting is not None:
                meeting.happens(FormPutAway(by=locked.by()))
            line = line_of(owned, locked.work.now, _last_closed_at(locked))
            heard = _heard(locked, meeting.value if meeting else None, owned)
            return Reportable(line, heard, _may_ask(locked)) if line.told is not None else None

    def _enter_own(self, asker: Asker, action_id: str) -> AbstractContextManager[LockedSet]:
        """The set of that action. Once it has ended, its actions are their owners' alone: they still report, for themselves."""
        set_id = set_of_action(self._resources, asker.workspace, action_id)
        return self._enter(asker, set_id, though_ended=set_id is not None)

    def _keep(self, locked: LockedSet, owned: Owned, reported: Reported) -> None:
        action, work = owned.action, locked.work
        if reported.changes:
            due = _new_due(locked, reported) if reported.due.strip() else due_of(action)
            change(locked, action, whole(reported.what or action.what), due, by_report=True)
        report = _row_for(locked, owned, reported)
        report.outcome, report.ahead, report.pressed = reported.outcome, reported.ahead, reported.form_follows
        report.happened, report.learned = reported.happened.strip(), reported.learned.strip()
        report.tells_asker = reported.tells_asker
        report.ask_again = reported.ask_again or _chosen_before(owned, report, reported)
        work.db.add(report)
        action.status = after(reported.outcome, reported.ahead)
        work.db.flush()

    def pass_report(self, asker: Asker, step_id: str) -> None:
        """An owner passes in the report-back; their actions stay open."""
        with self._enter(asker) as locked:
            open_meeting(locked).happens(PassedReport(by=locked.by(asker.at), step=step_id))

    def said_report(self, asker: Asker, step_id: str) -> None:
        """*That's it*: an owner has said in words what came of their actions, and nobody waits for them."""
        with self._enter(asker) as locked:
            open_meeting(locked).happens(SaidReport(by=locked.by(asker.at), step=step_id))


def _row_for(locked: LockedSet, owned: Owned, reported: Reported) -> Report:
    """The press that the words belong to, or that is made once more; otherwise a report of its own."""
    before = owned.report
    goes_on = before is not None and before.pressed and not _open_since(owned, _last_closed_at(locked))
    if before is not None and goes_on and (not reported.form_follows or before.outcome is reported.outcome):
        return before
    return Report(
        workspace=locked.work.workspace,
        action_id=owned.action.id,
        member_id=owned.action.member_id,
        reported_at=locked.work.now,
        was=owned.action.status,
    )


def _chosen_before(owned: Owned, report: Report, reported: Reported) -> AskAgain | None:
    """When to ask again, as it was said of the same press, or before the words were set right; a new press says it anew."""
    before = report if reported.form_follows else owned.report
    return before.ask_again if before is not None and reported.outcome is ActionStatus.NOT_YET else None


def _reportable(
    locked: LockedSet, meeting: LockedMeeting | None, owned: Owned, reported: Reported | None = None
) -> Reportable:
    """What has become of an action, told to the meeting that is open and to whoever did it."""
    if meeting is not None:
        meeting.happens(_told(locked, meeting.value, reported))
    again = actions.by_id(locked.work.db, locked.work.workspace, owned.action.id) or owned
    line = line_of(again, locked.work.now, _last_closed_at(locked))
    m = meeting.value if meeting is not None else None
    said = just_told(locked, m) if m is not None else None
    return replace(Reportable(line, _heard(locked, m, owned), _may_ask(locked), said), **_asker(locked, again))


def _asker(locked: LockedSet, owned: Owned) -> dict[str, Any]:
    """Whoever asked the question that an action came from, unless that was its owner, and whether they are to be told."""
    by = owned.asked_by
    user = locked.user(by) if by is not None and by != owned.action.member_id else ""
    return {"asker": user, "tells_asker": owned.report is not None and owned.report.tells_asker}


def _is_heard(locked: LockedSet, report: Report) -> bool:
    """Whether a meeting that has closed since has heard of it."""
    closed = _last_closed_at(locked)
    return closed is not None and report.reported_at <= closed


def _may_ask(locked: LockedSet) -> tuple[AskAgain, ...]:
    """When there is still something to be asked at: the next meeting, and the day before it."""
    coming = next_meeting(locked)
    if coming is None:
        return ()
    day_before = told_at(locked, coming.meeting.at, locked.member, LAST)
    return (AskAgain.AT_MEETING, *([AskAgain.DAY_BEFORE] if day_before > locked.work.now else []))


def _unheard(locked: LockedSet, owned: Owned) -> Report:
    """The newest report of somebody on their own action; Refused where there is none, or a meeting that closed has heard it."""
    if owned.report is None or _open_since(owned, _last_closed_at(locked)):
        raise Refused(Refusal.NOTHING_TO_UNDO)
    return owned.report


def _new_due(locked: LockedSet, reported: Reported) -> Due:
    zone = locked.zone_of(locked.member.person)
    return read_day(reported.due, now=locked.work.now, zone=zone, field="due")


def _with_what_was_told(locked: LockedSet, owned: Owned, reported: Reported) -> Reported:
    """A press that counts at once has no words yet: those that were told for the meeting to come stay."""
    before = owned.report
    if not reported.form_follows or before is None or _open_since(owned, _last_closed_at(locked)):
        return reported
    return replace(reported, happened=before.happened, learned=before.learned, tells_asker=before.tells_asker)


def _must_not_be_heard(locked: LockedSet, owned: Owned) -> None:
    """Raises Refused for an action whose end a meeting has heard that has closed since; until then it can be corrected."""
    last, status = meetings.last_closed(locked.work.db, locked.set.id), owned.action.status
    if status in OPEN_TO_THEM or last is None or last.closed_at is None or not _open_since(owned, last.closed_at):
        return
    closed = local_day(last.closed_at, locked.set.zone)
    raise Refused(Refusal.END_HEARD, day=closed)


def _heard(locked: LockedSet, m: Meeting | None, owned: Owned) -> ShownWhen:
    """Where the set hears of a report that was given just now; of one that has ended nobody does."""
    if locked.set.state is SetState.ENDED:
        return ShownWhen.ALONE
    if m is None or m.started_at is None or owned.action.committed_at > m.started_at:
        return ShownWhen.NEXT
    return ShownWhen.NOW if any(step.kind is StepKind.REPORT_BACK for step in m.steps) else ShownWhen.TODAY


def _told(locked: LockedSet, m: Meeting, reported: Reported | None) -> people_events.Reported:
    db, are_shown = locked.work.db, shows(m, Fact.OPEN_ACTIONS)
    return people_events.Reported(
        by=locked.by(),
        opened_with=meeting_lookup.opened_with(db, m.of.number, m.nth, m.started_at),
        open_actions=meeting_lookup.open_actions(db, m.of.number) if are_shown else None,
        form_follows=reported is not None and reported.form_follows,
        with_words=reported is not None and not reported.form_follows,
    )


def _open_since(owned: Owned, since: datetime | None) -> bool:
    """Whether nothing was reported on an action since the last meeting."""
    return owned.report is None or (since is not None and owned.report.reported_at <= since)


def _last_closed_at(locked: LockedSet) -> datetime | None:
    last = meetings.last_closed(locked.work.db, locked.set.id)
    return last.closed_at if last else None
