"""Channels that are lost and found again, and messages that could not be said there."""

from datetime import datetime, timedelta
from typing import Final

from bot.domain.meeting.events import Paused
from bot.domain.message_and_timer_kinds import CHANNEL_ASKED_SELDOM, DueTimer, Later, Says
from bot.domain.notice_subjects import told_of_loss
from bot.domain.states import SetState
from bot.services.conversations import dm
from bot.services.hosts import host
from bot.services.locked_meeting import find_meeting
from bot.services.locked_set import LockedSet
from bot.services.service import Service
from storage import delivery, posts, sets

ASKED_EVERY: Final = timedelta(minutes=5)
SELDOM_AFTER: Final = timedelta(days=1)


class Channels(Service):
    """A set pauses as its channel is lost. What is owed there asks again: by a timer, and with every gesture there.

    It is lost until a message has really been posted there, or Slack says that it is back, whatever is tried meanwhile:
    one loss, told once.
    """

    def gone(self, workspace: str, channel: str, reason: str) -> bool:
        """Nothing can be said there: archived, the bot removed, or not allowed to post. The host is told once, by DM.

        Set and channel are marked together, or a gesture in between would undo one of the marks. False where no set is.
        """
        with self._work(workspace) as work:
            the_set = sets.in_channel(work.db, workspace, channel)
            if the_set is None:
                return False
            locked = LockedSet(self._resources, work, the_set)
            self._give_back(locked)
            first = delivery.lost(work.db, locked.channel, work.now)
            lost_at = locked.channel.lost_at or work.now
            locked.channel.gone = reason
            if the_set.state is not SetState.PAUSED:
                the_set.state = SetState.PAUSED
                _pause_the_meeting(locked)
                work.later(Later.CHANNEL_AGAIN, the_set.id, _asked_at(work.now, lost_at), the_set.id)
            if first:
                _tell(locked, "channel_gone", told_of_loss(the_set.id, lost_at), reason)
            return True

    def back(self, workspace: str, channel: str, for_certain: bool) -> None:
        """Somebody came into the channel; `for_certain`: the bot itself, or the channel from the archive."""
        with self._work(workspace) as work:
            the_set = sets.in_channel(work.db, workspace, channel)
            if the_set is not None:
                locked = LockedSet(self._resources, work, the_set)
                self._give_back(locked)
                locked.try_channel_again()
                if for_certain:
                    _loss_is_over(locked)

    def again(self, timer: DueTimer) -> None:
        """The way back may bring no event, so what is owed is tried again; the next refusal asks for the next time."""
        with self._fire(timer, though_paused=True) as locked:
            if locked is not None:
                locked.try_channel_again()

    def given_up(self, workspace: str, set_id: int, reason: str) -> None:
        """A message of a set will never be there: its host is told, at most once a day."""
        with self._work(workspace) as work:
            the_set = sets.locked(work.db, workspace, set_id)
            if the_set is None or the_set.state is SetState.ENDED:
                return
            subject = f"given_up:{set_id}:{work.now:%Y-%m-%d}"
            if posts.find(work.db, workspace, Says.NOTICE, subject) is None:
                _tell(LockedSet(self._resources, work, the_set), "given_up", subject, reason)


def _loss_is_over(locked: LockedSet) -> None:
    lost_at, locked.channel.lost_at = locked.channel.lost_at, None
    if lost_at is not None:
        locked.work.settle(told_of_loss(locked.set.id, lost_at))


def _asked_at(now: datetime, lost_at: datetime) -> datetime:
    return now + (ASKED_EVERY if now < lost_at + SELDOM_AFTER else CHANNEL_ASKED_SELDOM)


def _tell(locked: LockedSet, name: str, subject: str, reason: str) -> None:
    asked = host(locked)
    if asked is not None:
        facts = {"name": name, "reason": reason, "channel": locked.set.channel}
        conversation = dm(locked.work, asked.person.id)
        locked.work.say(conversation, Says.NOTICE, subject, set_id=locked.set.id, facts=facts)


def _pause_the_meeting(locked: LockedSet) -> None:
    """Its clock stands still while nobody can be told of it; *Resume* gives back what was left."""
    meeting = find_meeting(locked)
    if meeting is not None and meeting.value.is_running:
        meeting.happens(Paused())
