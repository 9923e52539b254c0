"""Listeners of members who are away, back, or leaving."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import date
from typing import Any

from bot.domain.absences import UnclearAbsence
from bot.domain.askers import Role
from bot.domain.errors import Refused
from bot.domain.refusals import Refusal
from bot.services.members import Members
from bot.services.sets import Sets
from handlers import parse
from handlers.access import Access
from handlers.optional_fields import day_or_none
from handlers.parse import Click, Command, Form
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
        self._access.button(ids.AWAY_DAYS, Role.MEMBER, self.open_days)
        self._access.form(ids.AWAY_FORM, Role.MEMBER, self.away_on_days)
        self._access.event("member_left_channel", self.left_channel)

    async def away(self, command: Command) -> Message:
        try:
            absence = await self._access.ask(command, self._members.away, command.asker, command.rest)
        except UnclearAbsence as unclear:
            return say.unclear_absence(unclear, command.asker.only_set or "")
        return say.away(absence)

    async def open_days(self, click: Click) -> None:
        await self._access.ask(click, self._members.admit, click.in_its_set if click.id else click.asker)
        await self._access.open(click, say.away_form(click.raw))

    async def away_on_days(self, form: Form) -> Message:
        """The days of the form, read as they could be typed."""
        first, last = day_or_none(form, "first"), form.day("last")
        if first is not None and last < first:
            raise Refused(Refusal.DAYS_OFF_END_FIRST, "last")
        asker = form.in_its_set if form.id else form.asker
        try:
            return say.away(await self._access.ask(form, self._members.away, asker, as_typed(first, last)))
        except UnclearAbsence as unclear:
            raise Refused(unclear.kind, "last", **unclear.facts) from None

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


def as_typed(first: date | None, last: date) -> str:
    """What could be typed for a time away."""
    if first is None:
        return f"until and including {last}"
    return f"on {last}" if first == last else f"from {first} until {last}"
