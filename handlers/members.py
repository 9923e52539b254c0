"""Listeners of members who are away, back, or leaving."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from bot.domain.absences import UnclearAbsence
from bot.domain.askers import Role
from bot.services.members import Members
from bot.services.sets import Sets
from handlers import parse
from handlers.access import Access
from handlers.parse import Click, Command
from prompts import ids
from prompts import members as say
from prompts.blocks import Message

Word = Callable[[Command], Awaitable[Message | None]]


class MemberListeners:
    """Words of `/set`; leaving is asked about once."""

    def __init__(self, access: Access, members: Members, sets: Sets) -> None:
        self._access = access
        self._members = members
        self._sets = sets
        self.words: Mapping[str, Word] = {"away": self.away, "back": self.back, "leave": self.leaving}

    def register(self) -> None:
        self._access.button(ids.LEAVE, Role.MEMBER, self.leave)
        self._access.event("member_left_channel", self.left_channel)

    async def away(self, command: Command) -> Message:
        try:
            absence = await self._access.ask(command, self._members.away, command.asker, command.rest)
        except UnclearAbsence as unclear:
            return say.unclear_absence(unclear)
        return say.away(absence)

    async def back(self, command: Command) -> Message:
        await self._access.ask(command, self._members.back, command.asker)
        return say.back()

    async def leaving(self, command: Command) -> Message:
        charter = await self._access.ask(command, self._sets.charter, command.asker)
        return say.leaving(charter.set_id, charter.name, is_held=self._members.is_held)

    async def left_channel(self, body: dict[str, Any]) -> None:
        await self._access.listen(self._members.left_channel, parse.come_or_gone(body))

    async def leave(self, click: Click) -> Message:
        return say.left(await self._access.ask(click, self._members.leave, click.in_its_set))
