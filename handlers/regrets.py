"""Listeners of who cannot come, and of the other dates that a set is asked about."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Final

from bot.domain.askers import Role
from bot.domain.calendars import local
from bot.services.meeting_dates import MeetingDates
from bot.services.regrets import Regrets
from handlers.access import Access
from handlers.parse import Click, Command, Form
from prompts import ids
from prompts import meeting_dates as date_words
from prompts import regrets as say
from prompts.blocks import Message

Word = Callable[[Command], Awaitable[Message | None]]
DATES: Final = ("date1", "date2", "date3")


class RegretListeners:
    """One press counts; its form adds a word, and it can be taken back."""

    def __init__(self, access: Access, regrets: Regrets, dates: MeetingDates) -> None:
        self._access, self._regrets, self._dates = access, regrets, dates
        self.words: Mapping[str, Word] = {"regrets": self.typed}

    def register(self) -> None:
        self._access.button(ids.CANNOT_COME, Role.MEMBER, self.cannot_come)
        self._access.button(ids.CAN_COME, Role.MEMBER, self.can_come)
        self._access.form(ids.WORD_FORM, Role.MEMBER, self.word)
        self._access.button(ids.HOLD_ANYWAY, Role.MEMBER, self.hold)
        self._access.button(ids.ASK_DATES, Role.MEMBER, self.open_dates)
        self._access.form(ids.DATES_FORM, Role.MEMBER, self.ask)
        self._access.button(ids.CAN_ON, Role.MEMBER, self.can)
        self._access.button(ids.TAKE_DATE, Role.MEMBER, self.take)

    async def cannot_come(self, click: Click) -> None:
        """It counts before its form opens, so that it counts also where that does not open."""
        found = await self._access.ask(click, self._regrets.say, click.asker, click.id)
        await self._access.open(click, say.word_form(found))

    async def typed(self, command: Command) -> Message:
        """`/set can't make it`, with a word to the set if somebody likes."""
        asker, word = command.asker, command.rest
        found = await self._access.ask(command, self._regrets.say, asker)
        if word:
            again = asker.without_deliveries()
            found = await self._access.ask(command, self._regrets.word, again, found.meeting_id, word)
        return say.noted(found)

    async def word(self, form: Form) -> Message:
        words = (form.about_one("meeting"), form.text("word"))
        return say.noted(await self._access.ask(form, self._regrets.word, form.asker, *words))

    async def can_come(self, click: Click) -> Message:
        return say.comes_after_all(await self._access.ask(click, self._regrets.take_back, click.asker, click.id))

    async def hold(self, click: Click) -> Message:
        return say.held_with(await self._access.ask(click, self._regrets.hold, click.asker, click.id))

    async def open_dates(self, click: Click) -> None:
        found = await self._access.ask(click, self._regrets.may_ask, click.asker, click.id)
        await self._access.open(click, say.dates_form(found))

    async def ask(self, form: Form) -> Message:
        moments = [form.moment(name) for name in DATES if name == DATES[0] or form.has_moment(name)]
        meeting = form.about_one("meeting")
        return say.asked_the_set(await self._access.ask(form, self._regrets.ask, form.asker, meeting, moments))

    async def can(self, click: Click) -> Message:
        one, can, zone = await self._access.ask(click, self._regrets.can, click.asker, click.id)
        return say.can_on(one, zone, can=can)

    async def take(self, click: Click) -> Message:
        """The date that suits enough of them becomes that of the meeting, as if the host had fixed it."""
        meeting, moment, zone = await self._access.ask(click, self._regrets.date_of, click.asker, click.id)
        at = local(moment, zone)
        fixed = await self._access.ask(click, self._dates.fix, click.asker, at.date(), at.time(), meeting)
        return date_words.moved(fixed.number, fixed.at, fixed.zone)
