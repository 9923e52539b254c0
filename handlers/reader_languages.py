"""Who is spoken to, and so in which language: set here for every request, message and home tab, and nowhere else."""

from collections.abc import Awaitable, Callable
from contextlib import AbstractContextManager
from typing import Any

from slack_bolt.response import BoltResponse

from bot.domain.message_and_timer_kinds import WantedMessage
from handlers.origins import person_of
from prompts.language import speaking

Payload = dict[str, Any]
Answers = Callable[[Exception, Payload], Awaitable[BoltResponse]]


class ReaderLanguages:
    """What is said within one of its blocks is said in the reader's language, and names commands as their workspace types them."""

    def __init__(self, prefix: str = "") -> None:
        self._prefix = prefix

    async def to_whoever_sent(self, body: Payload) -> AbstractContextManager[None]:
        """A listener's answers, forms and refusals are for whoever it is about, and so are the tasks that it leaves behind."""
        return await self.to_person(str(body.get("team_id")), person_of(body))

    async def to_person(self, _workspace: str, _user: str) -> AbstractContextManager[None]:
        """What one person reads alone: a private answer, their home tab."""
        return speaking(prefix=self._prefix)

    def to_readers_of(self, _wanted: WantedMessage) -> AbstractContextManager[None]:
        """A message that delivery draws: the set reads those of its channel, a person those of their DM."""
        return speaking(prefix=self._prefix)

    def answering(self, errors: Answers) -> Answers:
        """The error handler, which Bolt calls once the listener has ended and with it its block."""

        async def answered(error: Exception, body: Payload) -> BoltResponse:
            with await self.to_whoever_sent(body):
                return await errors(error, body)

        return answered
