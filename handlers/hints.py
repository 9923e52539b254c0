"""Listeners of private hints at how somebody asked: what they answer, and who wants none."""

from collections.abc import Awaitable, Callable, Mapping

from bot.domain.askers import Role
from bot.domain.states import HintsGiven
from bot.services.hints import Hints
from bot.services.settings import SetSettings
from handlers.access import Access
from handlers.parse import Click, Command, Form
from prompts import hints as say
from prompts import ids
from prompts.blocks import Message

Word = Callable[[Command], Awaitable[Message | None]]


class HintListeners:
    """The buttons under a hint, and the form in which hints are turned off: for oneself, or for a set."""

    def __init__(self, access: Access, hints: Hints, settings: SetSettings) -> None:
        self._access, self._hints, self._settings = access, hints, settings
        self.words: Mapping[str, Word] = {"hints": self.typed}

    def register(self) -> None:
        self._access.button(ids.ASK_INSTEAD, Role.MEMBER, self.ask_instead)
        self._access.button(ids.WAS_A_QUESTION, Role.MEMBER, self.was_a_question)
        self._access.button(ids.STOP_HINTS, Role.PART, self.stop)
        self._access.button(ids.HINTS, Role.PART, self.open_form)
        self._access.form(ids.HINTS_FORM, Role.PART, self.keep)

    async def ask_instead(self, click: Click) -> None:
        await self._access.ask(click, self._hints.ask_instead, click.asker, *ids.carried(click.raw))

    async def was_a_question(self, click: Click) -> Message:
        stands = await self._access.ask(click, self._hints.was_a_question, click.asker, *ids.carried(click.raw))
        return say.stands(stands)

    async def stop(self, click: Click) -> Message:
        return say.turned(wanted=await self._access.ask(click, self._turned, click, False))

    async def typed(self, command: Command) -> Message | None:
        """`off` and `on` turn them for oneself at once; bare, the form opens."""
        if command.rest in ("off", "on"):
            return say.turned(wanted=await self._access.ask(command, self._turned, command, command.rest == "on"))
        await self._access.open(
            command, say.form(await self._access.ask(command, self._hints.as_they_are, command.asker))
        )
        return None

    def _turned(self, request: Click | Command | Form, wanted: bool) -> bool:
        return self._hints.turn(request.asker, wanted=wanted)

    async def open_form(self, click: Click) -> None:
        await self._access.open(click, say.form(await self._access.ask(click, self._hints.as_they_are, click.asker)))

    async def keep(self, form: Form) -> Message:
        """The sets first, each only where it was changed: should the form come again, they stay as they are."""
        began = form.as_it_began
        for name in form.fields:
            set_id = name.removeprefix(say.OF_SET)
            if set_id == name or form.chosen(name) == began.chosen(name):
                continue
            given = form.one_of(name, HintsGiven, HintsGiven.ON)
            asker = form.asker.without_deliveries().choosing(set_id)
            await self._access.ask(form, self._settings.change_hints, asker, given)
        return say.turned(
            wanted=await self._access.ask(form, self._turned, form, form.chosen("wanted", "yes") == "yes")
        )
