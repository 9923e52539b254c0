"""Channels that are lost and found again, and messages that could not be said there."""

from datetime import datetime, timedelta
from typing import Final

from bot.domain.meeting.events import Paused
from bot.domain.notices import told_of_loss
from bot.domain.outgoing import CHANNEL_ASKED_SELDOM, DueTimer, Later, Says
from bot.domain.states import SetState
from bot.services.conversations import dm
from bot.services.deciding import held
from bot.services.hosts import host
from bot.services.locked_set import Room
from bot.services.work import Service
from storage import delivering, posts, sets

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
            room = Room(self._ground, work, the_set)
            self._give_back(room)
            first = delivering.lost(work.db, room.channel, work.now)
            lost_at = room.channel.lost_at or work.now
            room.channel.gone = reason
            if the_set.state is not SetState.PAUSED:
                the_set.state = SetState.PAUSED
                _pause_the_meeting(room)
                work.later(Later.CHANNEL_AGAIN, the_set.id, _asked_at(work.now, lost_at), the_set.id)
            if first:
                _tell(room, "channel_gone", told_of_loss(the_set.id, lost_at), reason)
            return True

    def back(self, workspace: str, channel: str, for_certain: bool) -> None:
        """Somebody came into the channel; `for_certain`: the bot itself, or the channel from the archive."""
        with self._work(workspace) as work:
            the_set = sets.in_channel(work.db, workspace, channel)
            if the_set is not None:
                room = Room(self._ground, work, the_set)
                self._give_back(room)
                room.reach()
                if for_certain:
                    _loss_is_over(room)

    def again(self, timer: DueTimer) -> None:
        """The way back may bring no event, so what is owed is tried again; the next refusal asks for the next time."""
        with self._fire(timer, though_paused=True) as room:
            if room is not None:
                room.reach()

    def given_up(self, workspace: str, set_id: int, reason: str) -> None:
        """A message of a set will never be there: its host is told, at most once a day."""
        with self._work(workspace) as work:
            the_set = sets.locked(work.db, workspace, set_id)
            if the_set is None or the_set.state is SetState.ENDED:
                return
            subject = f"given_up:{set_id}:{work.now:%Y-%m-%d}"
            if posts.find(work.db, workspace, Says.NOTICE, subject) is None:
                _tell(Room(self._ground, work, the_set), "given_up", subject, reason)


def _loss_is_over(room: Room) -> None:
    lost_at, room.channel.lost_at = room.channel.lost_at, None
    if lost_at is not None:
        room.work.settle(told_of_loss(room.set.id, lost_at))


def _asked_at(now: datetime, lost_at: datetime) -> datetime:
    return now + (ASKED_EVERY if now < lost_at + SELDOM_AFTER else CHANNEL_ASKED_SELDOM)


def _tell(room: Room, name: str, subject: str, reason: str) -> None:
    asked = host(room)
    if asked is not None:
        facts = {"name": name, "reason": reason, "channel": room.set.channel}
        conversation = dm(room.work, asked.person.id)
        room.work.say(conversation, Says.NOTICE, subject, set_id=room.set.id, facts=facts)


def _pause_the_meeting(room: Room) -> None:
    """Its clock stands still while nobody can be told of it; *Resume* gives back what was left."""
    meeting = held(room)
    if meeting is not None and meeting.value.is_running:
        meeting.happens(Paused())
