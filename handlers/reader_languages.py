"""Who is spoken to, and so in which language: set here for every request, message and home tab, and nowhere else."""

import time
from collections.abc import Awaitable, Callable
from contextlib import AbstractContextManager
from typing import Any, Final

from slack_bolt.response import BoltResponse

from bot.domain.errors import DatabaseUnavailable, OutOfTime
from bot.domain.message_and_timer_kinds import WantedMessage
from bot.services.people import People
from handlers.executor import Executor
from handlers.origins import person_of
from handlers.slack_queries import SlackQueries
from prompts.language import speaking
from prompts.language_files import Languages

Payload = dict[str, Any]
Answers = Callable[[Exception, Payload], Awaitable[BoltResponse]]
KNOWN_FOR: Final = 600.0
"""Seconds for which an answer of the database holds."""
MOST_KNOWN: Final = 20_000
AT_ONCE: Final = 1.0
"""Seconds that the database may take; whoever waits is spoken to in English otherwise."""


class ReaderLanguages:
    """What is said within one of its blocks is said in the reader's language, and names commands as their workspace types them.

    Where there is but one language nobody is asked. Otherwise rows tell, and Slack where somebody is new to us.
    """

    def __init__(
        self, languages: Languages, people: People, executor: Executor, slack_queries: SlackQueries, prefix: str = ""
    ) -> None:
        self._languages, self._people, self._executor = languages, people, executor
        self._slack_queries, self._prefix = slack_queries, prefix
        self._known: dict[tuple[str, str], tuple[str | None, float]] = {}

    async def to_whoever_sent(self, body: Payload) -> AbstractContextManager[None]:
        """A listener's answers, forms and refusals are for whoever it is about, and so are the tasks that it leaves behind."""
        talk = (body.get("event") or {}).get("type") == "message"  # of whoever is in the channel, and few are answered
        return await self.to_person(str(body.get("team_id")), person_of(body), ask_slack=not talk)

    async def to_person(self, workspace: str, user: str, *, ask_slack: bool = True) -> AbstractContextManager[None]:
        """What one person reads alone: a private answer, their home tab."""
        several = self._languages.are_several and user
        return self._speaking(await self._read_by(workspace, user, ask_slack) if several else None)

    def to_readers_of(self, wanted: WantedMessage) -> AbstractContextManager[None]:
        """A message that delivery draws: the set reads those of its channel, a person those of their DM. In the executor."""
        several = self._languages.are_several
        return self._speaking(self._people.language_of_readers(wanted) if several else None)

    def answering(self, errors: Answers) -> Answers:
        """The error handler, which Bolt calls once the listener has ended and with it its block."""

        async def answered(error: Exception, body: Payload) -> BoltResponse:
            with await self.to_whoever_sent(body):
                return await errors(error, body)

        return answered

    def _speaking(self, code: str | None) -> AbstractContextManager[None]:
        return speaking(self._languages.of(code), self._prefix)

    async def _read_by(self, workspace: str, user: str, ask_slack: bool) -> str | None:
        now = time.monotonic()
        code, until = self._known.get((workspace, user), (None, now))
        if now < until:
            return code
        try:
            code = await self._executor.run(self._people.language, workspace, user, deadline=now + AT_ONCE)
        except (OutOfTime, DatabaseUnavailable):
            return code
        if code is None and ask_slack:
            (asked,) = await self._slack_queries.people(workspace, (user,), now + AT_ONCE)
            code = asked.language
        if code is None:
            return None
        if len(self._known) >= MOST_KNOWN:
            self._known.clear()
        self._known[workspace, user] = code, now + KNOWN_FOR
        return code
