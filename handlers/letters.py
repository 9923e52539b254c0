"""Listeners of a letter as a whole."""

from datetime import date

from bot.domain.askers import Role
from bot.domain.errors import Refused
from bot.domain.letters_again import Again
from bot.domain.refusals import Refusal
from bot.services.told_again import ToldAgain
from handlers.access import Access
from handlers.parse import Click
from prompts import ids
from prompts import letters as say
from prompts.blocks import Message


class LetterListeners:
    """Whoever has a letter may have it again later, and may have no more asked about one of their actions."""

    def __init__(self, access: Access, told_again: ToldAgain) -> None:
        self._access, self._told_again = access, told_again

    def register(self) -> None:
        self._access.button(ids.LETTER_AGAIN, Role.PART, self.again)
        self._access.button(ids.NOT_AGAIN, Role.MEMBER, self.not_again)
        self._access.button(ids.ASK_AFTER_ALL, Role.MEMBER, self.after_all)

    async def again(self, click: Click) -> Message | None:
        when = click.one_of(Again)
        found = await self._access.ask(click, self._told_again.again, click.asker, _day(click), when)
        return say.comes_again(found) if found is not None else None

    async def not_again(self, click: Click) -> Message:
        name = await self._access.ask(click, self._told_again.not_again, click.asker, click.id)
        return say.asked_no_more(name, click.id)

    async def after_all(self, click: Click) -> Message:
        return say.asked_after_all(await self._access.ask(click, self._told_again.after_all, click.asker, click.id))


def _day(click: Click) -> date:
    """The day of the letter in which the button is."""
    try:
        return date.fromisoformat(click.id)
    except ValueError:
        raise Refused(Refusal.OLD_BUTTON) from None
