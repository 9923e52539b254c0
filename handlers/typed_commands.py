"""Buttons that go on with a command: in the set that was meant, or as what was meant by its words."""

from collections.abc import Awaitable, Callable, Mapping

from bot.domain.askers import Role
from bot.domain.errors import WhichSet
from handlers.access import Access
from handlers.parse import Click, Command
from prompts import ids, refusals
from prompts.blocks import Message
from prompts.commands import AS_TYPED

Typed = Callable[[Command], Awaitable[Message | None]]


class TypedCommandListeners:
    """The button carries the command, so that pressing does what could have been typed."""

    def __init__(self, access: Access, commands: Mapping[str, Typed], as_typed: Mapping[str, Typed]) -> None:
        self._access = access
        self._commands = {**commands, **{f"{name}{AS_TYPED}": typed for name, typed in as_typed.items()}}

    def register(self) -> None:
        self._access.button(ids.CHOOSE_SET, Role.PART, self.go_on)
        self._access.button(ids.MEANT, Role.PART, self.go_on)

    async def go_on(self, click: Click) -> Message | None:
        set_id, named, text = ids.chosen_set(click.raw)
        name = named.removeprefix(f"{self._access.prefix}-")
        listener = self._commands.get(name)
        if listener is None:
            return None
        asker = click.asker.choosing(set_id) if set_id else click.asker
        command = Command(asker, click.trigger_id, click.channel, click.deadline, click.response_url, text=text)
        try:
            return await listener(command)
        except WhichSet as which:
            return refusals.which_set(which.choices, name, text)
