"""What is kept for how long: deliveries, posts that nobody can be shown, and what only served the running of a meeting."""

from bot.domain.message_and_timer_kinds import SWEPT_EVERY, DueTimer
from bot.domain.retention import OWED_TO_A_LOST_CHANNEL, WITH_THE_REST
from bot.services.erasing import begin_what_is_over
from bot.services.service import Service
from bot.services.zones_anew import ask_about_everybody
from storage import erasures, meetings, retention, seen_requests


class Retention(Service):
    """What people gave stays while their set lives; each method fires one timer, in units of work that are never long."""

    def sweep(self, timer: DueTimer) -> None:
        """Forget deliveries that Slack will not repeat any more, and what a channel is owed that has been gone for thirty days.

        Once nothing of that is left, whoever is in a set that lives is asked about over the day.
        """
        with self._work(timer.workspace) as work:
            more = retention.give_up(work.db, work.workspace, work.now - OWED_TO_A_LOST_CHANNEL)
            more = seen_requests.forget_old(work.db, work.now) or more
            more = begin_what_is_over(work) or more
            if not self._resources.legal_hold:
                more = erasures.release_held(work.db, work.workspace) or more
            if not more:
                ask_about_everybody(work)
            work.answer(timer)
            work.again_at = work.now + (WITH_THE_REST if more else SWEPT_EVERY)
        if not more:
            self._resources.database.gather_statistics()

    def ask_about_the_rest(self, timer: DueTimer) -> None:
        """The sweep has not come to everybody of a workspace: it goes on after the person whose id the timer names."""
        with self._work(timer.workspace) as work:
            if work.take(timer):
                ask_about_everybody(work, int(timer.subject))

    def long_over(self, timer: DueTimer) -> None:
        """A meeting closed ninety days ago: who was there is forgotten, and so are messages that carried nobody's words.

        Steps, turns and prompts stay, since old buttons answer, and records and fair turns need them; so does what is known of
        messages whose words are kept.
        """
        with self._work(timer.workspace) as work:
            meeting = meetings.by_id(work.db, timer.workspace, int(timer.subject))
            is_due = work.take(timer)
            if is_due and meeting is not None and retention.clean_meeting(work.db, meeting):
                work.again_at = work.now + WITH_THE_REST
