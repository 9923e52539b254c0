"""The home tab of a person, drawn from what is theirs now."""

import logging
from dataclasses import replace

from bot.domain.askers import Asker
from bot.services.own_reminders import OwnReminders
from bot.services.sets import Sets
from bot.services.slots import Slots
from handlers.executor import Executor
from handlers.reader_languages import ReaderLanguages
from handlers.slack_answers import answer_to
from handlers.slack_clients import ClientOf
from handlers.slack_errors import Verdict
from handlers.slack_queries import SlackQueries
from prompts import home as say
from prompts.blocks import Message

log = logging.getLogger(__name__)


class HomeTab:
    """Whoever looks at it sees what is theirs, and nothing else. It has no channel: what is to be said there stands on top."""

    def __init__(
        self,
        client_of: ClientOf,
        executor: Executor,
        sets: Sets,
        slots: Slots,
        own_reminders: OwnReminders,
        slack_queries: SlackQueries,
        reader_languages: ReaderLanguages,
    ) -> None:
        self._client_of, self._executor, self._reader_languages = client_of, executor, reader_languages
        self._sets, self._slots, self._slack_queries = sets, slots, slack_queries
        self._own_reminders = own_reminders

    async def draw(self, asker: Asker, answer: Message | None = None, page: int = 0) -> bool:
        """Publish a page of it, with the answer to what was pressed there; False where Slack does not say that it is shown."""
        cards = await self._executor.run(self._sets.home, asker.workspace, asker.user)
        kept = await self._executor.run(self._slots.kept, asker.workspace, asker.user)
        reminders = await self._executor.run(self._own_reminders.at_home, asker.workspace, asker.user)
        linked = await self._slack_queries.linked(asker.workspace, kept.parked)
        has_left = not cards and await self._executor.run(self._sets.has_left_one, asker.workspace, asker.user)
        with await self._reader_languages.to_person(asker.workspace, asker.user):
            home = say.Home(asker.user, cards, replace(kept, parked=linked), reminders, has_left)
            window = home.actions_on(page)
        lines = await self._executor.run(self._sets.home_actions, asker.workspace, asker.user, *window)
        with await self._reader_languages.to_person(asker.workspace, asker.user):
            view = home.drawn(page, lines, answer)
        shown = await answer_to(self._client_of(asker.workspace).views_publish(user_id=asker.user, view=view))
        if shown.verdict is not Verdict.DONE:
            log.warning("views.publish: %s, %s", shown.verdict, shown.error)
        return shown.verdict is Verdict.DONE
