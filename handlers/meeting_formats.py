"""Listeners of the format of one meeting: chosen beside it on the plan, by command, or on its card where one is proposed."""

from collections.abc import Awaitable, Callable, Mapping

from bot.domain.askers import Role
from bot.services.meeting_formats import MeetingFormats
from handlers.access import Access
from handlers.parse import Click, Command, Form
from prompts import ids
from prompts import meeting_formats as say
from prompts.blocks import Message


class MeetingFormatListeners:
    """Any member chooses for the set."""

    def __init__(self, access: Access, formats: MeetingFormats) -> None:
        self._access, self._formats = access, formats
        self.words: Mapping[str, Callable[[Command], Awaitable[Message | None]]] = {"format": self.typed}

    def register(self) -> None:
        self._access.button(ids.USE_FORMAT, Role.PART, self.use)
        self._access.form(ids.FORMAT_FORM, Role.PART, self.chosen)

    async def typed(self, command: Command) -> Message | None:
        """With a name it is chosen for the next meeting; without, a form opens."""
        if not command.rest:
            shown = await self._access.ask(command, self._formats.to_choose, command.asker)
            await self._access.open(command, say.format_form(shown))
            return None
        return say.chosen(await self._access.ask(command, self._formats.choose, command.asker, command.rest))

    async def open(self, click: Click) -> None:
        """From the menu beside a meeting of the plan."""
        shown = await self._access.ask(click, self._formats.to_choose, click.asker, click.id)
        await self._access.open(click, say.format_form(shown))

    async def use(self, click: Click) -> Message:
        """The format that a card proposes, or the one that the set usually meets in."""
        return say.chosen(await self._access.ask(click, self._formats.choose, click.asker, click.kind, click.id))

    async def chosen(self, form: Form) -> Message:
        meeting, name = form.about_one("meeting"), form.chosen("format")
        return say.chosen(await self._access.ask(form, self._formats.choose, form.asker, name, meeting))
