"""Listeners of the programme: the plan of a set, its menus and forms, whose turn it is to host, and days off."""

from collections.abc import Awaitable, Callable, Mapping
from functools import partial

from bot.domain.askers import Role
from bot.domain.days_off import Span
from bot.domain.plan_changes import OnPlan
from bot.services.hosting import Hosting
from bot.services.programme import Programme
from bot.services.times_off import TimesOffOfSets
from handlers.access import Access
from handlers.meeting_formats import MeetingFormatListeners
from handlers.optional_fields import all_ticked, day_or_none
from handlers.parse import Click, Command, Form
from prompts import hosting as host_words
from prompts import ids
from prompts import programme as say
from prompts.blocks import Message


class ProgrammeListeners:
    """Any member changes the plan; a menu stands beside each meeting."""

    def __init__(
        self,
        access: Access,
        programme: Programme,
        hosting: Hosting,
        times_off: TimesOffOfSets,
        formats: MeetingFormatListeners,
    ) -> None:
        self._access = access
        self._programme = programme
        self._hosting = hosting
        self._times_off = times_off
        self.words: Mapping[str, Callable[[Command], Awaitable[Message | None]]] = {"plan": self.plan}
        self._menu: Mapping[OnPlan, Callable[[Click], Awaitable[None]]] = {
            OnPlan.MOVE: self.open_move,
            OnPlan.CANCEL: self.open_cancel,
            OnPlan.FORMAT: formats.open,
            OnPlan.NAME: self.open_name,
        }

    def register(self) -> None:
        self._access.button(ids.SHOW_PLAN, Role.PART, self.show)
        self._access.button(ids.PLAN_MENU, Role.PART, self.choose)
        self._access.button(ids.ADD_MEETING, Role.PART, self.open_add)
        self._access.button(ids.HAND_ON, Role.PART, self.hand_on)
        self._access.button(ids.DAYS_OFF, Role.PART, self.open_days_off)
        self._access.button(ids.MILESTONE_REACHED, Role.PART, self.reached)
        self._access.button(ids.PLACE_ASKED, Role.PART, self.open_place)
        self._access.button(ids.HUDDLE, Role.PART, self.in_a_huddle)
        self._access.form(ids.PLACE_FORM, Role.PART, self.say_where)
        self._access.form(ids.MOVE_FORM, Role.PART, self.move)
        self._access.form(ids.CANCEL_FORM, Role.PART, self.cancel)
        self._access.form(ids.MILESTONE_FORM, Role.PART, self.name)
        self._access.form(ids.ADD_MEETING_FORM, Role.PART, self.add)
        self._access.form(ids.DAYS_OFF_FORM, Role.PART, self.change_days_off)

    async def plan(self, command: Command) -> Message:
        found = await self._access.ask(command, self._programme.show, command.asker)
        return say.plan(found.charter, found.host, found.next_host, found.days_off)

    async def show(self, click: Click) -> Message:
        found = await self._access.ask(click, self._programme.show, click.in_its_set)
        return say.plan(found.charter, found.host, found.next_host, found.days_off)

    async def choose(self, click: Click) -> None:
        """What the menu beside a meeting offers, each in a form."""
        await self._menu[click.means(OnPlan)](click)

    async def open_move(self, click: Click) -> None:
        one = await self._access.ask(click, self._programme.to_change, click.asker, click.id)
        await self._access.open(click, say.move_form(one.id, one.number, one.day, one.at, one.zone, one.after))

    async def open_cancel(self, click: Click) -> None:
        one = await self._access.ask(click, self._programme.to_change, click.asker, click.id)
        await self._access.open(click, say.cancel_form(one.id, one.number, one.begins, one.zone, one.milestone))

    async def open_name(self, click: Click) -> None:
        one = await self._access.ask(click, self._programme.to_change, click.asker, click.id)
        await self._access.open(click, say.milestone_form(one.id, one.number, one.milestone))

    async def open_add(self, click: Click) -> None:
        await self._access.open(
            click, say.add_form(*await self._access.ask(click, self._programme.to_add, click.in_its_set))
        )

    async def open_days_off(self, click: Click) -> None:
        found = await self._access.ask(click, self._times_off.as_they_are, click.in_its_set)
        await self._access.open(click, say.days_off_form(found.set_id, found.spans, found.country))

    async def move(self, form: Form) -> Message:
        meeting, day, at = form.about_one("meeting"), form.day("day"), form.at("at")
        which = form.among("which", (say.ONE, say.ALL_AFTER), say.ONE)
        move = partial(self._programme.move, all_after=which == say.ALL_AFTER)
        moved = await self._access.ask(form, move, form.asker, meeting, day, at)
        return say.changed(moved.meeting, moved.zone, moved.set_id, moved.followed)

    async def cancel(self, form: Form) -> Message:
        found = await self._access.ask(form, self._programme.cancel, form.asker, form.about_one("meeting"))
        return say.cancelled(found.meeting, found.zone, found.set_id)

    async def name(self, form: Form) -> Message:
        milestone = form.text("milestone")
        found = await self._access.ask(form, self._programme.name, form.asker, form.about_one("meeting"), milestone)
        return say.changed(found.meeting, found.zone, found.set_id)

    async def add(self, form: Form) -> Message:
        found = await self._access.ask(form, self._programme.add, form.in_its_set, form.day("day"), form.at("at"))
        return say.changed(found.meeting, found.zone, found.set_id)

    async def hand_on(self, click: Click) -> Message:
        step = click.id if click.kind == "step" else ""
        return say.handed_on(await self._access.ask(click, self._hosting.hand_on, click.in_its_set, step))

    async def change_days_off(self, form: Form) -> Message:
        first, last = day_or_none(form, "first"), day_or_none(form, "last")
        named = first or last
        add = Span(first or named, last or named) if named is not None else None
        removed = all_ticked(form, "remove")
        found = await self._access.ask(form, self._times_off.change, form.in_its_set, add, removed)
        return say.days_off_saved(found.spans, found.on_them, found.zone, found.set_id)

    async def reached(self, click: Click) -> Message:
        found = await self._access.ask(click, self._programme.reached, click.asker, click.id)
        return say.changed(found.meeting, found.zone, found.set_id)

    async def open_place(self, click: Click) -> None:
        await self._access.ask(click, self._hosting.admit, click.in_its_set)
        await self._access.open(click, host_words.place_form(click.raw))

    async def say_where(self, form: Form) -> Message:
        place = form.text("place")
        return host_words.placed(await self._access.ask(form, self._hosting.say_where, form.in_its_set, place))

    async def in_a_huddle(self, click: Click) -> Message:
        place = host_words.huddle()
        return host_words.placed(await self._access.ask(click, self._hosting.say_where, click.in_its_set, place))
