"""Listeners of *Something is off*: the form, what would be sent, and that it is sent."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace

from bot.domain.askers import Asker, Role
from bot.services.concerns import ConcernsOfSets
from bot.services.told_advisers import ToldAdvisers
from handlers.access import Access
from handlers.parse import Click, Command, Form, Request
from handlers.settings import called
from handlers.slack_queries import SlackQueries
from prompts import concerns as say
from prompts import ids
from prompts.blocks import Message

Word = Callable[[Command], Awaitable[Message | None]]


class ConcernListeners:
    """Nothing is kept before *Send it*: until then the words are in the form, and in a message that only their writer sees."""

    def __init__(
        self, access: Access, concerns: ConcernsOfSets, told_advisers: ToldAdvisers, slack_queries: SlackQueries
    ) -> None:
        self._access, self._concerns, self._slack_queries = access, concerns, slack_queries
        self._told_advisers = told_advisers
        self.words: Mapping[str, Word] = {"concern": self.typed}

    def register(self) -> None:
        self._access.button(ids.SOMETHING_OFF, Role.MEMBER, self.open)
        self._access.form(ids.CONCERN_FORM, Role.MEMBER, self.preview)
        self._access.button(ids.SEND_CONCERN, Role.MEMBER, self.send)
        self._access.button(ids.CHANGE_CONCERN, Role.MEMBER, self.change)
        self._access.button(ids.TELL_FACILITATOR, Role.MEMBER, self.tell_facilitator)
        self._access.button(ids.TOLD_FACILITATOR, Role.MEMBER, self.told_facilitator)
        self._access.button(ids.READ_WORDS, Role.PART, self.read)
        self._access.form(ids.READ_WORDS_FORM, Role.PART, self.has_read)

    async def typed(self, command: Command) -> None:
        await self._open(command, command.asker)

    async def open(self, click: Click) -> None:
        await self._open(click, click.in_its_set)

    async def change(self, click: Click) -> None:
        asker, words = _carried(click)
        await self._open(click, asker, words)

    async def _open(self, request: Request, asker: Asker, words: str = "") -> None:
        found = await self._access.ask(request, self._concerns.open, asker)
        await self._access.open(request, say.form(found, words))

    async def preview(self, form: Form) -> Message:
        people = await self._access.ask(form, self._concerns.people, form.in_its_set)
        known = await self._slack_queries.people(form.asker.workspace, people, form.deadline)
        names = called(known, people)
        return say.preview(
            await self._access.ask(form, self._concerns.preview, form.in_its_set, form.text("words"), names)
        )

    async def send(self, click: Click) -> Message:
        asker, words = _carried(click)
        return say.sent(await self._access.ask(click, self._concerns.send, asker, words))

    async def tell_facilitator(self, click: Click) -> Message:
        """What the facilitator would read, before anything is sent."""
        asker, words = _carried(click)
        return say.to_facilitator(replace(await self._access.ask(click, self._concerns.open, asker), words=words))

    async def told_facilitator(self, click: Click) -> Message:
        asker, words = _carried(click)
        return say.told_facilitator(await self._access.ask(click, self._told_advisers.tell, asker, words))

    async def read(self, click: Click) -> None:
        found = await self._access.ask(click, self._told_advisers.read, click.asker, click.id)
        await self._access.open(click, say.words_to_read(found))

    async def has_read(self, form: Form) -> None:
        await self._access.ask(form, self._told_advisers.has_read, form.asker, form.id)


def _carried(click: Click) -> tuple[Asker, str]:
    """Whoever presses a button of the preview, in its set, and their words."""
    set_id, words = ids.carried(click.raw)
    return click.asker.choosing(set_id), words
