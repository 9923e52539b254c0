"""Listeners of somebody's own reminders."""

from collections.abc import Awaitable, Callable, Mapping

from bot.domain.askers import Role
from bot.domain.reminders import Reminders
from bot.services.own_absences import OwnAbsences
from bot.services.own_reminders import OwnReminders
from handlers.access import Access
from handlers.members import chosen_away
from handlers.parse import Click, Command, Form, Request
from prompts import ids
from prompts import reminders as say
from prompts.blocks import Message

Word = Callable[[Command], Awaitable[Message | None]]


class ReminderListeners:
    """For all one's sets, wherever it is asked for."""

    def __init__(self, access: Access, reminders: OwnReminders, own_absences: OwnAbsences) -> None:
        self._access, self._reminders, self._own_absences = access, reminders, own_absences
        self.words: Mapping[str, Word] = {"reminders": self.typed}

    def register(self) -> None:
        self._access.button(ids.REMINDERS, Role.PART, self.open_form)
        self._access.button(ids.TURN_REMINDERS, Role.PART, self.turn)
        self._access.form(ids.REMINDERS_FORM, Role.PART, self.keep)

    async def typed(self, command: Command) -> Message | None:
        """`off` and `on` turn them at once; bare, the form opens."""
        if command.rest in ("off", "on"):
            wanted = command.rest == "on"
            return say.saved(await self._access.ask(command, self._turned, command, wanted))
        await self._open(command)
        return None

    async def _open(self, request: Request) -> None:
        found = await self._access.ask(request, self._reminders.as_they_are, request.asker)
        mine, _ = await self._access.ask(request, self._own_absences.sets_of, request.asker)
        await self._access.open(request, say.form(found, mine))

    def _turned(self, command: Command, wanted: bool) -> Reminders:
        return self._reminders.turn(command.asker, wanted=wanted)

    async def open_form(self, click: Click) -> None:
        await self._open(click)

    async def turn(self, click: Click) -> Message:
        wanted = click.action_id == ids.TURN_ON
        return say.saved(await self._access.ask(click, self._turned_by, click, wanted))

    def _turned_by(self, click: Click, wanted: bool) -> Reminders:
        return self._reminders.turn(click.asker, wanted=wanted)

    async def keep(self, form: Form) -> Message:
        return say.saved(await self._access.ask(form, self._kept, form))

    def _kept(self, form: Form) -> Reminders:
        """What nobody touched of a time away stays as it is."""
        away = chosen_away(form)
        untouched = not form.has("last") or away == chosen_away(form.as_it_began)
        return self._reminders.change(
            form.asker,
            wanted=form.chosen("wanted", "yes") == "yes",
            days=form.numbers("days"),
            opens=form.at("opens"),
            closes=form.at("closes"),
            away=None if untouched else away,
        )
