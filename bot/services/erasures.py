"""Deleting: what somebody gave a set, a set whose time is over, a workspace that has uninstalled the bot; in Slack as well.

What is to be deleted is a row. Its timer deletes a handful at a time and is written again until nothing is left, so that no unit
of work is long and a process that is killed loses nothing. Messages go by delivery, which lets each row go with its message.
"""

from bot.domain.askers import Asker
from bot.domain.erasures import (
    HELD,
    Asked,
    Erases,
    Given,
)
from bot.domain.errors import Refused
from bot.domain.message_and_timer_kinds import DueTimer
from bot.domain.refusals import Refusal
from bot.services.erasing import STEPS, begin
from bot.services.leaving import take_out
from bot.services.service import Service
from storage import erasures as rows
from storage import meetings, sets


class Erasures(Service):
    """Asked for by whoever gave it, by leaving, or by time. While a legal hold is in force nothing goes, and nothing is forgotten."""

    def given(self, asker: Asker) -> Given:
        """What the asker gave the set, in numbers, before they have it deleted."""
        with self._enter(asker.without_deliveries(), self._ended(asker), though_ended=True) as locked:
            me, db = locked.member, locked.work.db
            return Given(
                locked.set.public_id,
                locked.set.name,
                *rows.counted(db, me.member.id),
                is_held=self._resources.legal_hold,
                is_asked=rows.is_asked(db, locked.set.id, me.person.id),
                can_leave=len(locked.roster) > 1,
            )

    def ask(self, asker: Asker, *, leaves: bool) -> Asked:
        """Delete what the asker gave the set, as soon as no meeting is open; with `leaves` they leave it at once."""
        with self._enter(asker, self._ended(asker), though_ended=True) as locked:
            me = locked.member
            if leaves and len(locked.roster) == 1:
                raise Refused(Refusal.LAST_MEMBER)
            is_meeting = meetings.open_of(locked.work.db, locked.set.id) is not None
            if leaves:
                take_out(locked, me, locked.by(asker.at))
            begin(locked, Erases.WORDS, me.person.id)
            return Asked(locked.set.name, self._resources.legal_hold, is_meeting, leaves)

    def _ended(self, asker: Asker) -> int | None:
        """The set that has ended in the channel where this is asked, for whoever was in it, as long as no other lives there."""
        if asker.only_set is not None or not asker.channel:
            return None
        with self._resources.database.look() as db:
            if sets.is_taken(db, asker.workspace, asker.channel):
                return None
            ended = sets.ended_in(db, asker.workspace, asker.channel)
            return ended.id if ended is not None and rows.is_in(db, ended.id, asker.user) else None

    def fire(self, timer: DueTimer) -> None:
        """Delete a handful; the timer is written again while there is more, or something is in the way."""
        with self._work(timer.workspace) as work:
            erasure = rows.by_id(work.db, timer.workspace, int(timer.subject))
            if erasure is not None and erasure.set_id is not None:
                sets.locked(work.db, timer.workspace, erasure.set_id)
            if not work.take(timer) or erasure is None:
                return
            wait = HELD if self._resources.legal_hold else STEPS[erasure.erases](work, erasure)
            work.has_to_say = True
            if wait is not None:
                work.again_at = work.now + wait
            elif rows.by_id(work.db, timer.workspace, int(timer.subject)) is not None:
                work.db.delete(erasure)
