"""What talk in a set's channel does to its meeting: signs of life, questions, answers, and talk out of turn."""

from typing import Final

from bot.domain.askers import Asker
from bot.domain.channel_messages import ChannelMessage as Words
from bot.domain.channel_messages import Told, Tone
from bot.domain.errors import NotIn, Repeated
from bot.domain.meeting.turn_events import Said
from bot.services.locked_meeting import find_meeting
from bot.services.locked_set import Resources
from bot.services.service import Service
from storage import meetings

MOST_REMEMBERED: Final = 10_000


class ChannelMessages(Service):
    """Who wrote when is looked at, and of how they asked what a hint needs, which is kept nowhere.

    In a spoken meeting messages are signs of life and move nothing.

    Where a meeting was open at the last message its set is remembered, and not looked for first: whether it still is, the unit of
    work finds anyway.
    """

    def __init__(self, resources: Resources) -> None:
        super().__init__(resources)
        self._meeting_in: dict[tuple[str, str], int] = {}

    def heard(self, said: Words) -> Told | None:
        """A message in some channel: one indexed read, and nothing else where no meeting is open there."""
        known = self._meeting_in.pop((said.workspace, said.channel), None)
        if known is not None:
            return self._heard_in(known, said)
        with self._resources.database.look() as db:
            found = meetings.listening_in(db, said.workspace, said.channel)
        return self._heard_in(found, said) if found is not None else None

    def placed(self, workspace: str, channel: str, thread_ts: str, user: str, ts: str) -> None:
        """A reply that came before we knew the head of its thread is looked at now. What it said is not known any more.

        So that no question is lost it is taken for one, of which nobody is told.
        """
        said = Words(workspace, user, channel, ts, thread_ts, event_id=f"placed:{channel}:{ts}", tone=Tone.REQUEST)
        self.heard(said)

    def _heard_in(self, set_id: int, said: Words) -> Told | None:
        asker = Asker(said.workspace, said.user, said.channel, deliveries=(said.event_id,), at=said.at)
        try:
            with self._enter(asker, set_id) as locked:
                meeting = find_meeting(locked)
                if meeting is None:
                    return None
                self._remember(said, set_id)
                return meeting.happens(Said(by=locked.by(said.at), words=said))
        except (NotIn, Repeated):
            return None

    def _remember(self, said: Words, set_id: int) -> None:
        if len(self._meeting_in) >= MOST_REMEMBERED:
            self._meeting_in.clear()
        self._meeting_in[said.workspace, said.channel] = set_id
