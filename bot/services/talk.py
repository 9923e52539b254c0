"""What talk in a set's channel does to its meeting: signs of life, questions, answers, and talk out of turn."""

from bot.domain.askers import Asker
from bot.domain.errors import NotIn, Repeated
from bot.domain.meeting.turn_events import Said
from bot.domain.talk import OutOfTurn
from bot.domain.talk import Said as Words
from bot.services.locked_meeting import find_meeting
from bot.services.service import Service
from storage import meetings


class Talk(Service):
    """Only who wrote when is looked at. In a spoken meeting messages are signs of life and move nothing."""

    def heard(self, said: Words) -> OutOfTurn | None:
        """A message in some channel: one indexed read, and nothing else where no meeting is open there."""
        with self._resources.database.look() as db:
            found = meetings.listening_in(db, said.workspace, said.channel)
        return self._heard_in(*found, said) if found is not None else None

    def placed(self, workspace: str, channel: str, thread_ts: str, user: str, ts: str) -> None:
        """A reply that came before we knew the head of its thread is looked at now."""
        said = Words(workspace, user, channel, ts, thread_ts, event_id=f"placed:{channel}:{ts}")
        self.heard(said)

    def _heard_in(self, set_id: int, meets: bool, said: Words) -> OutOfTurn | None:
        asker = Asker(said.workspace, said.user, said.channel, deliveries=(said.event_id,), at=said.at)
        try:
            with self._enter(asker, set_id) as locked:
                meeting = find_meeting(locked) if meets else None
                return meeting.happens(Said(by=locked.by(said.at), words=said)) if meeting is not None else None
        except (NotIn, Repeated):
            return None
