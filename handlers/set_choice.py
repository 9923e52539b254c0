"""Which set was meant, where somebody in several typed a command outside of their channels."""

from collections.abc import Awaitable, Callable, Mapping

from bot.domain.askers import Role
from handlers.access import Access
from handlers.parse import Click, Command
from prompts import ids
from prompts.blocks import Message

Typed = Callable[[Command], Awaitable[Message | None]]


class SetChoiceListeners:
    """The button of a set carries the command, so that choosing does what was typed."""

    def __init__(self, access: Access, commands: Mapping[str, Typed]) -> None:
        self._access = access
        self._commands = commands

    def register(self) -> None:
        self._access.button(ids.CHOOSE_SET, Role.PART, self.choose)

    async def choose(self, click: Click) -> Message | None:
        set_id, name, text = ids.chosen_set(click.raw)
        listener = self._commands.get(name.removeprefix(f"{self._access.prefix}-"))
        if listener is None:
            return None
        command = Command(
            click.asker.choosing(set_id), click.trigger_id, click.channel, click.deadline, click.response_url, text=text
        )
        return await listener(command)
