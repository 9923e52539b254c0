"""Workspaces that uninstall the bot: locked at once, deleted after fourteen days unless they install it again."""

import logging
from datetime import datetime

from bot.domain.erasures import ASKED_WHETHER_INSTALLED, KEPT_AFTER_UNINSTALLING, Erases
from bot.domain.message_and_timer_kinds import DueTimer, Later
from bot.services.erasing import ask
from bot.services.service import Service
from storage import installations as rows

log = logging.getLogger(__name__)


class Installations(Service):
    """What Slack tells of this comes in no order, and may be older than the installation: only its answer to the token counts.

    Which workspaces are locked is remembered by each process, and read anew with `read`; the loops ask the rows.
    """

    def is_locked(self, workspace: str) -> bool:
        """Whether nothing is answered there, as far as this process knows."""
        return workspace in self._resources.workspaces.locked

    def read(self) -> None:
        """Another process may have locked one, or opened it."""
        with self._resources.database.look() as db:
            self._resources.workspaces.read(db)

    def arrived(self) -> None:
        """A process starts, perhaps with a token that works again: Slack is asked at once."""
        self.read()
        for workspace in sorted(self._resources.workspaces.locked):
            self.look_again(workspace)

    def look_again(self, workspace: str) -> None:
        """Somebody there asks something of the bot: Slack is asked whether its token works."""
        with self._work(workspace) as work:
            work.later(Later.LOOK_AT_INSTALLATION, workspace, work.now)

    def may_be_over(self, workspace: str, told_at: datetime) -> bool:
        """Whether what Slack told at that moment (UTC) can be of the installation that there is, and not of one before it."""
        with self._resources.database.look() as db:
            found = rows.held(db, workspace)
            return (
                found is not None and found.locked_at is None and told_at >= found.installed_at.replace(microsecond=0)
            )

    def lock(self, workspace: str) -> None:
        """The token works no more: from now on nothing is said or answered there, and timers wait."""
        with self._work(workspace) as work:
            found = rows.held(work.db, workspace)
            if found is not None and found.locked_at is None:
                found.locked_at = work.now
                log.warning("workspace %s has uninstalled the bot: all of it is deleted in fourteen days", workspace)
        self.read()

    def looked_at(self, timer: DueTimer, works: bool) -> None:
        """Slack has said whether the token works: then all goes on as it was, else it ends once fourteen days are over."""
        with self._work(timer.workspace) as work:
            work.answer(timer)
            found = rows.held(work.db, timer.workspace)
            if found is None or found.locked_at is None or works:
                if found is not None and found.locked_at is not None:
                    found.installed_at, found.locked_at = work.now, None
                    work.has_to_say = True
                    work.timer_due(work.now)
                    log.warning("workspace %s has the bot again: all goes on as it was", timer.workspace)
            else:
                if work.now >= found.locked_at + KEPT_AFTER_UNINSTALLING:
                    ask(work, Erases.WORKSPACE)
                work.again_at = work.now + ASKED_WHETHER_INSTALLED
        self.read()
