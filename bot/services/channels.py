"""Channels that are lost and found again, and messages that could not be said there."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from bot.domain.askers import Asker
from bot.domain.errors import Refused
from bot.domain.meeting.events import Paused
from bot.domain.message_and_timer_kinds import DueTimer, Later, Says
from bot.domain.notice_subjects import told_of_loss
from bot.domain.plans import LOOKED_AT_BEFORE, next_look
from bot.domain.refusals import Refusal
from bot.domain.sets import Charter, SlackChannel
from bot.domain.states import Gone, SetState
from bot.services import channel_readers, gone_members
from bot.services.conversations import dm
from bot.services.hosts import host
from bot.services.locked_meeting import find_meeting
from bot.services.locked_set import LockedSet
from bot.services.planned_meetings import charter_of, next_meeting
from bot.services.reminders import hears_at
from bot.services.service import Service
from storage import channel_readers as readers
from storage import channels as rows
from storage import delivery, posts, sets
from storage.sets import Membership

MEMBERS_SEEN_EVERY: Final = timedelta(hours=20)
"""Looks at a channel are a day apart at most, and may be sooner."""
SEEN_BEFORE_A_MEETING: Final = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class RoomToLookAt:
    """A set's channel, and whether it is time to ask who is in it."""

    channel: str
    with_members: bool


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

    def room_to_look_at(self, workspace: str, set_id: int) -> RoomToLookAt | None:
        """The channel of a set that has not ended; who is in it is asked once a day, before each meeting, and after an absence."""
        with self._look(workspace, set_id) as locked:
            if locked is None or locked.set.state is SetState.ENDED:
                return None
            now, seen = locked.work.now, locked.set.members_seen_at
            soon = any(one.is_planned and now < one.meeting.at <= now + LOOKED_AT_BEFORE for one in locked.plan)
            fresh = SEEN_BEFORE_A_MEETING if soon else MEMBERS_SEEN_EVERY
            return RoomToLookAt(locked.set.channel, seen is None or not now - fresh < seen <= now)

    def room_of(self, asker: Asker) -> str:
        """The channel of the set that the asker means."""
        with self._enter(asker.without_deliveries()) as locked:
            return locked.set.channel

    def look_now(self, workspace: str, channel: str) -> None:
        """Something about the channel has changed: ask Slack what."""
        with self._work(workspace) as work:
            the_set = sets.in_channel(work.db, workspace, channel)
            if the_set is not None:
                work.later(Later.LOOK_AT_CHANNEL, the_set.id, work.now, the_set.id)

    def newcomers(self, workspace: str, set_id: int, there: frozenset[str]) -> list[str]:
        """Who of those in a set's channel came while nobody told, and of whom it is to be asked whether they are people."""
        with self._look(workspace, set_id) as locked:
            return channel_readers.newcomers(locked, there) if locked is not None else []

    def looked_at(self, timer: DueTimer, found: SlackChannel, people: Mapping[str, bool]) -> None:
        """What Slack says of a set's channel: the set follows it, and its charter tells the truth, be it only of a new day.

        `people` has for newcomers whether they are people.
        """
        with self._work(timer.workspace) as work:
            the_set = sets.locked(work.db, timer.workspace, int(timer.subject))
            if the_set is None or the_set.state is SetState.ENDED:
                work.answer(timer)
                return
            locked = LockedSet(self._resources, work, the_set)
            self._give_back(locked)
            work.answer(timer)
            _follow_id(locked, found.channel)
            _follow_readers(locked, private=found.private, shared=found.shared)
            if found.members is not None:
                _follow_members(locked, found.members, people)
            locked.draw_charter()
            work.again_at = next_look(locked.plan, work.now)

    def not_seen(self, timer: DueTimer) -> None:
        """Slack does not describe the channel: it is looked at again another day."""
        with self._work(timer.workspace) as work:
            work.answer(timer)
            the_set = sets.locked(work.db, timer.workspace, int(timer.subject))
            if the_set is not None and the_set.state is not SetState.ENDED:
                work.again_at = next_look(LockedSet(self._resources, work, the_set).plan, work.now)

    def id_changed(self, workspace: str, old: str, new: str) -> None:
        """A channel has another id for good, as a private one that comes to be shared: its set follows."""
        with self._work(workspace) as work:
            the_set = sets.in_channel(work.db, workspace, old)
            if the_set is not None:
                _follow_id(LockedSet(self._resources, work, the_set), new)

    def shared(self, workspace: str, channel: str, is_shared: bool) -> None:
        """People of another company can read along from now on, or no more."""
        with self._work(workspace) as work:
            the_set = sets.in_channel(work.db, workspace, channel)
            if the_set is not None:
                _follow_readers(LockedSet(self._resources, work, the_set), private=the_set.private, shared=is_shared)

    def move_here(self, asker: Asker, place: SlackChannel) -> Charter:
        """Give a set that has lost its channel another one; what still holds is said there.

        Raises Refused for whoever is neither host nor adviser, for a set whose channel is there, and where another set lives.
        """
        with self._enter(asker) as locked:
            _may_move(locked)
            if sets.in_channel(locked.work.db, asker.workspace, place.channel) is not None:
                raise Refused(Refusal.CHANNEL_TAKEN)
            old, lost_at = locked.set.channel, locked.channel.lost_at
            readers.forget(locked.work.db, locked.set.id)
            locked.lives_in(place.channel)
            meetings = [row.id for row in locked.ahead]
            meeting = find_meeting(locked)
            rows.remember(locked.work.db, locked.channel, old)
            rows.post_anew(locked.work.db, locked.channel, locked.set.id, meetings, is_open=meeting is not None)
            locked.set.private, locked.set.shared, locked.channel.lost_at = place.private, place.shared, None
            locked.try_channel_again()
            if lost_at is not None:
                _need_not_know(locked, lost_at)
            facts = {"name": "moved_here", "by": asker.user, "old": old}
            subject = f"moved_here:{locked.set.id}:{locked.work.now.timestamp():.0f}"
            locked.work.say(locked.channel, Says.NOTICE, subject, set_id=locked.set.id, facts=facts)
            return charter_of(locked)

    def given_up(self, workspace: str, set_id: int, reason: str) -> None:
        """A message of a set will never be there: its host is told, at most once a day."""
        with self._work(workspace) as work:
            the_set = sets.locked(work.db, workspace, set_id)
            if the_set is None or the_set.state is SetState.ENDED:
                return
            subject = f"given_up:{set_id}:{work.now:%Y-%m-%d}"
            if posts.find(work.db, workspace, Says.NOTICE, subject) is None:
                _tell(LockedSet(self._resources, work, the_set), "given_up", subject, reason)


def _may_move(locked: LockedSet) -> None:
    if not locked.is_looked_after_by_asker:
        raise Refused(Refusal.NOT_THE_HOST)
    if locked.set.state is not SetState.PAUSED:
        raise Refused(Refusal.CHANNEL_STANDS, channel=locked.set.channel)


def _follow_id(locked: LockedSet, channel: str) -> None:
    taken = channel != locked.set.channel and sets.is_taken(locked.work.db, locked.work.workspace, channel)
    if channel != locked.set.channel and not taken:
        locked.lives_in(channel)


def _follow_readers(locked: LockedSet, *, private: bool, shared: bool) -> None:
    """An edit of the charter notifies nobody: that others can read along is said in a message of its own."""
    the_set = locked.set
    changed = [
        *([] if the_set.private == private else ["made_private" if private else "made_public"]),
        *([] if the_set.shared == shared else ["shared" if shared else "unshared"]),
    ]
    the_set.private, the_set.shared = private, shared
    for name in changed:
        subject = f"{name}:{the_set.id}:{locked.work.now.timestamp():.0f}"
        locked.work.say(locked.channel, Says.NOTICE, subject, set_id=the_set.id, facts={"name": name})


def _follow_members(locked: LockedSet, there: frozenset[str], people: Mapping[str, bool]) -> None:
    """Nobody told while the bot was not running: whoever has agreed and is not there has left the channel, or has come back.

    So have others who can read it. Whoever never agreed may never have been there. A list without any of them is not believed.
    """
    locked.set.members_seen_at = locked.work.now
    came = [one for one in locked.roster if one.member.agreed_version]
    if not any(one.person.user in there for one in came):
        return
    for one in came:
        if one.person.user not in there and one.member.gone is None:
            gone_members.goes(locked, one, Gone.CHANNEL)
        elif one.person.user in there and one.member.gone is Gone.CHANNEL:
            gone_members.is_back(locked, one)
    new = [one.person.id for one in locked.roster if one.person.user in there and not one.member.agreed_version]
    gone_members.are_in_the_channel(locked, *new)
    channel_readers.are_there(locked, there, people)


def _loss_is_over(locked: LockedSet) -> None:
    lost_at, locked.channel.lost_at = locked.channel.lost_at, None
    if lost_at is not None:
        _need_not_know(locked, lost_at)


def _need_not_know(locked: LockedSet, lost_at: datetime) -> None:
    """Of a loss that is over nobody is told who has not been told yet."""
    told = [told_of_loss(locked.set.id, lost_at)]
    if posts.settle(locked.work.db, locked.work.workspace, told, drops_unsent=True):
        locked.work.has_to_say = True


def _tell(locked: LockedSet, name: str, subject: str, reason: str) -> None:
    asked = host(locked)
    if asked is not None:
        facts = {"name": name, "reason": reason, "channel": locked.set.channel}
        direct, due_at = dm(locked.work, asked.person.id), _told_at(locked, asked)
        locked.work.say(direct, Says.NOTICE, subject, set_id=locked.set.id, facts=facts, due_at=due_at)


def _told_at(locked: LockedSet, asked: Membership) -> datetime:
    """At a civil hour of theirs; at once where the set is meeting, or is to meet before that."""
    due_at, coming = hears_at(locked, asked), next_meeting(locked)
    is_pressing = locked.is_meeting or (coming is not None and coming.meeting.at <= due_at)
    return locked.work.now if is_pressing else due_at


def _pause_the_meeting(locked: LockedSet) -> None:
    """Its clock stands still while nobody can be told of it; *Resume* gives back what was left."""
    meeting = find_meeting(locked)
    if meeting is not None and meeting.value.is_running:
        meeting.happens(Paused())
