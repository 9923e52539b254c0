"""Listeners of members who are away, back, or leaving."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from bot.domain.absence_places import ChosenAway, InSets, place_in
from bot.domain.absences import UnclearAbsence
from bot.domain.askers import Role
from bot.services.members import Members
from bot.services.own_absences import OwnAbsences
from bot.services.sets import Sets
from handlers import parse
from handlers.access import Access
from handlers.optional_fields import day_or_none
from handlers.parse import Click, Command, Form, Request
from prompts import ids
from prompts import members as say
from prompts.blocks import Message

Word = Callable[[Command], Awaitable[Message | None]]


class MemberListeners:
    """Words of `/set`; leaving is asked about once."""

    def __init__(self, access: Access, members: Members, sets: Sets, own_absences: OwnAbsences) -> None:
        self._access, self._own_absences = access, own_absences
        self._members = members
        self._sets = sets
        self.words: Mapping[str, Word] = {"away": self.away, "back": self.back, "leave": self.leaving}

    def register(self) -> None:
        self._access.button(ids.LEAVE, Role.MEMBER, self.leave)
        self._access.button(ids.AWAY_DAYS, Role.MEMBER, self.choose_days)
        self._access.button(ids.BACK, Role.MEMBER, self.back_in_all)
        self._access.form(ids.AWAY_FORM, Role.MEMBER, self.away_by)
        self._access.event("member_left_channel", self.left_channel)

    async def away(self, command: Command) -> Message:
        """For this set, unless it says *in all my sets*; outside of their channels for all."""
        typed, where = place_in(command.rest)
        if typed.strip().lower() == "back":
            return await self._back(command, where)
        try:
            told = await self._access.ask(command, self._own_absences.away, command.asker, typed, where)
        except UnclearAbsence as unclear:
            return say.unclear_absence(unclear, where, command.asker.only_set or "")
        return say.away(told)

    async def back(self, command: Command) -> Message:
        return await self._back(command, None)

    async def _back(self, request: Request, where: InSets | None) -> Message:
        return say.back(await self._access.ask(request, self._own_absences.back, request.asker, where))

    async def back_in_all(self, click: Click) -> Message:
        return await self._back(click, InSets.ALL)

    async def choose_days(self, click: Click) -> None:
        """The form, which begins with the set of the channel or of the button."""
        if click.id:
            await self._access.ask(click, self._members.admit, click.in_its_set)
        mine, here = await self._access.ask(click, self._own_absences.sets_of, click.asker)
        await self._access.open(click, say.away_form(mine, click.id or here))

    async def away_by(self, form: Form) -> Message:
        return say.away(await self._access.ask(form, self._own_absences.away_by, form.asker, chosen_away(form)))

    async def leaving(self, command: Command) -> Message:
        charter = await self._access.ask(command, self._sets.charter, command.asker)
        return say.leaving(charter.set_id, charter.name, is_held=self._members.is_held)

    async def left_channel(self, body: dict[str, Any]) -> None:
        await self._access.listen(self._members.left_channel, parse.come_or_gone(body))

    async def leave(self, click: Click) -> Message:
        return say.left(await self._access.ask(click, self._members.leave, click.in_its_set))


def chosen_away(form: Form) -> ChosenAway:
    """The days that a form says, and in which sets; where it does not ask, in the one that it was opened for."""
    where = form.chosen("where", form.about_one("set") or say.ALL_SETS)
    return ChosenAway(day_or_none(form, "first"), day_or_none(form, "last"), "" if where == say.ALL_SETS else where)
