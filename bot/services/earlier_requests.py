"""Messages that earlier versions sent by themselves, where letters hold what they say: they are still drawn as what they are."""

from bot.domain.actions import ActionLine, NotSaid, ReportAsk
from bot.domain.message_and_timer_kinds import WantedMessage
from bot.services.action_lines import line_of
from bot.services.meeting_letters import asked_again
from bot.services.missing_actions import as_it_is
from bot.services.service import Service
from storage import actions, meetings


class EarlierRequests(Service):
    """None is wanted any more; those that are there follow what is said, and their buttons answer. What was never sent is not."""

    def show_not_said(self, wanted: WantedMessage) -> NotSaid | None:
        """The question to whoever named neither an action nor none."""
        with self._look(wanted.workspace, wanted.set_id) as locked:
            presented = meetings.slot(locked.work.db, wanted.workspace, int(wanted.subject)) if locked else None
            if locked is None or presented is None or not wanted.is_there:
                return None
            return as_it_is(locked, presented.slot)

    def show_nudge(self, wanted: WantedMessage) -> ActionLine | None:
        """The word for the day on which an action was due. What was told since it was sent has been told."""
        with self._look(wanted.workspace, wanted.set_id) as locked:
            owned = actions.by_id(locked.work.db, wanted.workspace, int(wanted.subject)) if locked else None
            if locked is None or owned is None or wanted.there_since is None:
                return None
            last = meetings.last_closed(locked.work.db, locked.set.id)
            since = min(last.closed_at or wanted.there_since, wanted.there_since) if last is not None else None
            return asked_again(line_of(owned, locked.work.now, since), owned, wanted.there_since)

    def show_ask(self, wanted: WantedMessage) -> ReportAsk | None:
        """The request to an owner before a meeting; None once nothing is left to report."""
        with self._look(wanted.workspace, wanted.set_id) as locked:
            facts = wanted.facts
            meeting = meetings.by_id(locked.work.db, wanted.workspace, facts["meeting"]) if locked else None
            if locked is None or meeting is None or not wanted.is_there:
                return None
            before = meetings.closed_before(locked.work.db, locked.set.id, meeting.number)
            since = before.closed_at if before else None
            told = actions.to_report_back(
                locked.work.db, locked.set.id, since, meeting.started_at, int(facts["member"])
            )
            if not told:
                return None
            lines = tuple(line_of(one, locked.work.now, since) for one in told)
            return ReportAsk(
                locked.set.name, meeting.number, meeting.planned_at, locked.set.zone, lines, facts["again"], late=False
            )
