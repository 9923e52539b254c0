"""Listeners of members who are asked to leave, or are gone."""

from collections.abc import Mapping

from bot.domain.askers import Asker, Role
from bot.domain.errors import Refused
from bot.domain.leave_requests import GoneMember
from bot.domain.refusals import Refusal
from bot.services.leave_requests import LeaveRequests
from bot.services.members import Members
from bot.services.sets import Sets
from handlers import parse
from handlers.access import Access
from handlers.members import Word
from handlers.parse import Click, Command, Form, Request
from prompts import ids
from prompts import leave_requests as say
from prompts import members as member_words
from prompts.blocks import Message


class LeaveRequestListeners:
    """`/set remove` asks: no button takes anybody out but whoever presses it, or is gone."""

    def __init__(self, access: Access, requests: LeaveRequests, members: Members, sets: Sets) -> None:
        self._access = access
        self._requests = requests
        self._members = members
        self._sets = sets
        self.words: Mapping[str, Word] = {"remove": self.remove}

    def register(self) -> None:
        self._access.button(ids.ASK_TO_LEAVE, Role.PART, self.open_form)
        self._access.form(ids.LEAVE_FORM, Role.PART, self.ask)
        self._access.button(ids.WITHDRAW_ASKING, Role.PART, self.withdraw)
        self._access.button(ids.LEAVE_AS_ASKED, Role.MEMBER, self.leave)
        self._access.button(ids.STAY_AS_ASKED, Role.MEMBER, self.stay)
        self._access.button(ids.SHOULD_LEAVE, Role.MEMBER, self.should_leave)
        self._access.button(ids.SHOULD_STAY, Role.MEMBER, self.should_stay)
        self._access.button(ids.HAS_LEFT, Role.MEMBER, self.has_left)
        self._access.button(ids.KEEP_PLACE, Role.MEMBER, self.keep_place)

    async def remove(self, command: Command) -> Message | None:
        """With one person it asks them; bare, it opens the form."""
        users = parse.mentioned(command.rest)
        if len(users) > 1:
            raise Refused(Refusal.NOBODY_TO_ASK)
        if users:
            return await self._ask(command, command.asker, users[0])
        charter = await self._access.ask(command, self._sets.charter, command.asker)
        await self._access.open(command, say.form(charter.set_id))
        return None

    async def open_form(self, click: Click) -> None:
        await self._access.ask(click, self._requests.admit, click.in_its_set)
        await self._access.open(click, say.form(click.id))

    async def ask(self, form: Form) -> Message:
        user = form.person("person")
        if user is None:
            raise Refused(Refusal.NOBODY_TO_ASK, "person")
        return await self._ask(form, form.in_its_set, user)

    async def _ask(self, request: Request, asker: Asker, user: str) -> Message:
        asked = await self._access.ask(request, self._requests.ask, asker, user)
        return say.gone(asked) if isinstance(asked, GoneMember) else say.asked(asked)

    async def withdraw(self, click: Click) -> Message:
        return say.withdrawn(await self._access.ask(click, self._requests.withdraw, click.asker, click.id))

    async def leave(self, click: Click) -> Message:
        return member_words.left(await self._access.ask(click, self._requests.leave, click.asker, click.id))

    async def stay(self, click: Click) -> Message:
        await self._access.ask(click, self._requests.stay, click.asker, click.id)
        return say.would_stay()

    async def should_leave(self, click: Click) -> Message:
        await self._access.ask(click, self._requests.should_leave, click.asker, click.id)
        return say.answered()

    async def should_stay(self, click: Click) -> Message:
        await self._access.ask(click, self._requests.should_stay, click.asker, click.id)
        return say.answered()

    async def has_left(self, click: Click) -> Message:
        asker, user = _about(click)
        return say.taken_for_left(await self._access.ask(click, self._members.has_left, asker, user))

    async def keep_place(self, click: Click) -> Message:
        asker, user = _about(click)
        return say.place_kept(await self._access.ask(click, self._members.keep_place, asker, user))


def _about(click: Click) -> tuple[Asker, str]:
    """Whoever clicked, in the set that the button names; and the person whom it names."""
    set_id, _, user = click.id.partition(".")
    return click.asker.choosing(set_id), user
