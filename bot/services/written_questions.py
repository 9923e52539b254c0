"""Questions that peers put in writing, unseen by each other until they are released together."""

from collections.abc import Sequence
from dataclasses import replace

from bot.domain.askers import Asker
from bot.domain.meeting.events import Answer, Event
from bot.domain.meeting.written_events import LookedAtWritten, LookedBeforeSending, ReleasedQuestions, WroteQuestions
from bot.domain.written_questions import HintsBeforeSending
from bot.services.locked_meeting import open_meeting
from bot.services.service import Service


class WrittenQuestions(Service):
    """The rules check that peers still write, and that whoever writes is one."""

    def own(self, asker: Asker, step_id: str) -> tuple[str, ...]:
        """What whoever asks has written in that step so far. Raises Refused for whoever does not ask there."""
        return self._happens(asker.without_deliveries(), LookedAtWritten(step=step_id))

    def look_before_sending(self, asker: Asker, step_id: str, questions: Sequence[str]) -> HintsBeforeSending:
        """The hints at these, which are not kept. The form is sent again afterwards, and counts then."""
        return self._happens(asker.without_deliveries(), LookedBeforeSending(step=step_id, questions=questions))

    def write(self, asker: Asker, step_id: str, questions: Sequence[str], before: Sequence[str] = ()) -> None:
        """These, in place of what they wrote before. `before` are those that were hinted at in the form, as they were then."""
        self._happens(asker, WroteQuestions(step=step_id, questions=questions, before=before))

    def release(self, asker: Asker, step_id: str) -> None:
        """*Next* while peers write: all who have, or not."""
        self._happens(asker, ReleasedQuestions(step=step_id))

    def _happens(self, asker: Asker, event: Event[Answer]) -> Answer:
        with self._enter(asker) as locked:
            return open_meeting(locked).happens(replace(event, by=locked.by(asker.at)))
