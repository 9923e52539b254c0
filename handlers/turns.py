"""Listeners of a turn, and of talk in the channel."""

from collections.abc import Callable, Collection, Mapping
from typing import Any, Final

from bot.domain.askers import Role
from bot.domain.channel_messages import Hinted, OutOfTurn, Untimely
from bot.domain.typed_commands import read_set
from bot.services.channel_messages import ChannelMessages
from bot.services.deletions import Deletions
from bot.services.turns import Turns
from handlers import parse
from handlers.access import Access
from handlers.parse import Click, Shortcut
from handlers.private_answers import PrivateAnswers
from handlers.slack_queries import SlackQueries
from prompts import commands as command_words
from prompts import hints, ids
from prompts import turns as say
from prompts.blocks import Message
from prompts.written_questions import write_it

WITH_A_BUTTON: Final[Mapping[Untimely, Callable[[str], Message]]] = {
    Untimely.BID: say.bid_said,
    Untimely.NOT_AGREED: say.agree_first,
    Untimely.WRITING: write_it,
}
"""What is answered with the button that helps."""


class TurnListeners:
    """The buttons of a call, and the messages that are questions and answers."""

    def __init__(
        self,
        access: Access,
        turns: Turns,
        talk: ChannelMessages,
        deletions: Deletions,
        private_answers: PrivateAnswers,
        slack_queries: SlackQueries,
        formats: Collection[str],
    ) -> None:
        self._access = access
        self._turns = turns
        self._talk = talk
        self._deletions = deletions
        self._private_answers = private_answers
        self._slack_queries = slack_queries
        self._formats = formats

    def register(self) -> None:
        self._access.button(ids.ANOTHER_PROMPT, Role.MEMBER, self.another_prompt)
        self._access.button(ids.LEND_PROMPTS, Role.MEMBER, self.lend)
        self._access.button(ids.STILL_WRITING, Role.MEMBER, self.still_writing)
        self._access.button(ids.PASS_TURN, Role.MEMBER, self.pass_turn)
        self._access.button(ids.THINKING, Role.MEMBER, self.thinking)
        self._access.button(ids.DONE_TURN, Role.MEMBER, self.done)
        self._access.button(ids.ASKED_NEXT, Role.PART, self.asked_next)
        self._access.button(ids.PARK, Role.MEMBER, self.park)
        self._access.button(ids.DECLINE, Role.MEMBER, self.decline)
        self._access.shortcut(ids.PARK_QUESTION, Role.MEMBER, self.park_message)
        self._access.event("message", self.heard)
        self._access.event("app_mention", self.mentioned)

    async def another_prompt(self, click: Click) -> None:
        await self._access.ask(click, self._turns.another_prompt, click.asker, click.id)

    async def lend(self, click: Click) -> Message:
        return say.lent(await self._access.ask(click, self._turns.lend, click.asker, click.id))

    async def still_writing(self, click: Click) -> Message:
        await self._access.ask(click, self._turns.still_writing, click.asker, click.id)
        return say.goes_on_writing()

    async def pass_turn(self, click: Click) -> None:
        await self._access.ask(click, self._turns.pass_turn, click.asker, click.id)

    async def thinking(self, click: Click) -> None:
        await self._access.ask(click, self._turns.thinking, click.asker, click.id)

    async def done(self, click: Click) -> None:
        await self._access.ask(click, self._turns.done, click.asker, click.id)

    async def asked_next(self, click: Click) -> None:
        await self._access.ask(click, self._turns.asked_next, click.asker, click.id)

    async def park(self, click: Click) -> Message:
        was_open = await self._access.ask(click, self._turns.park, click.asker, click.id)
        return say.parked(turn_is_over=True if was_open else None)

    async def decline(self, click: Click) -> None:
        await self._access.ask(click, self._turns.decline, click.asker, click.id)

    async def park_message(self, shortcut: Shortcut) -> Message:
        return say.parked(
            turn_is_over=await self._access.ask(shortcut, self._turns.park_message, shortcut.asker, shortcut.ts)
        )

    async def heard(self, body: dict[str, Any]) -> None:
        said = parse.said(body)
        if (gone := parse.deleted(body)) is not None:
            await self._access.listen(self._deletions.deleted, *gone)
        if said is not None and parse.is_direct(body):
            self._private_answers.directly(said.workspace, said.user, command_words.typed_to_me())
            return
        told = await self._access.listen(self._talk.heard, said) if said is not None else None
        if said is None or told is None:
            return
        where = (said.workspace, told.user, told.channel, told.thread_ts)
        if isinstance(told, Hinted):
            self._private_answers.only_there(*where, hints.hinted(told.step, told.hint))
        else:
            self._private_answers.to(*where, await self._words(said.workspace, told))

    async def _words(self, workspace: str, hint: OutOfTurn) -> Message:
        if hint.why in WITH_A_BUTTON:
            return WITH_A_BUTTON[hint.why](hint.about)
        link = None
        if hint.meets_in is not None:
            link = await self._slack_queries.link(workspace, hint.channel, hint.meets_in)
        return say.not_your_turn(hint.whose, hint.why, link)

    async def mentioned(self, body: dict[str, Any]) -> None:
        """Whoever speaks to the bot in the channel is told, privately, what it listens to."""
        said, words = parse.said(body), parse.after_the_mention(body)
        if said is not None:
            answer = command_words.mentioned(read_set(words, self._formats), words)
            self._private_answers.to(said.workspace, said.user, said.channel, said.thread_ts, answer)
