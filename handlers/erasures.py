"""Listeners of whoever wants what they gave a set to be deleted."""

from collections.abc import Awaitable, Callable, Mapping

from bot.domain.askers import Asker, Role
from bot.services.erasures import Erasures
from handlers.access import Access
from handlers.parse import Click, Command, Form, Request
from prompts import erasures as say
from prompts import ids
from prompts.blocks import Message

Word = Callable[[Command], Awaitable[Message | None]]
LEAVES = "leaves"


class ErasureListeners:
    """The form says first what goes and what stays; sending it begins."""

    def __init__(self, access: Access, erasures: Erasures) -> None:
        self._access = access
        self._erasures = erasures
        self.words: Mapping[str, Word] = {"forget": self.typed}

    def register(self) -> None:
        self._access.button(ids.FORGET, Role.MEMBER, self.pressed)
        self._access.form(ids.FORGET_FORM, Role.MEMBER, self.forget)

    async def typed(self, command: Command) -> Message | None:
        return await self._opened(command, command.asker)

    async def pressed(self, click: Click) -> Message | None:
        return await self._opened(click, click.in_its_set)

    async def _opened(self, request: Request, asker: Asker) -> Message | None:
        given = await self._access.ask(request, self._erasures.given, asker)
        if given.is_asked:
            return say.asked_already(given)
        await self._access.open(request, say.form(given))
        return None

    async def forget(self, form: Form) -> Message:
        leaves = form.chosen("after") == LEAVES
        return say.asked(await self._access.ask(form, lambda: self._erasures.ask(form.in_its_set, leaves=leaves)))
