"""Listeners of how it looks now, after a slot that brought no action."""

from bot.domain.askers import Role
from bot.domain.said_words import Keeps
from bot.services.look_backs import LookBacks
from handlers.access import Access
from handlers.parse import Click, Form
from handlers.talk import Talk
from prompts import ids
from prompts import look_backs as say


class LookBackListeners:
    """*Tell* opens a form that may be sent empty; *Pass* needs no word."""

    def __init__(self, access: Access, look_backs: LookBacks, talk: Talk) -> None:
        self._access = access
        self._look_backs = look_backs
        self._talk = talk

    def register(self) -> None:
        self._access.button(ids.TELL_LOOK_BACK, Role.MEMBER, self.open)
        self._access.form(ids.LOOK_BACK_FORM, Role.MEMBER, self.tell)
        self._access.button(ids.PASS_LOOK_BACK, Role.MEMBER, self.pass_on)

    async def open(self, click: Click) -> None:
        kept = await self._access.ask(click, self._look_backs.draft, click.asker, click.id)
        draft = await self._talk.draft(click, kept, Keeps.REPORT)
        await self._access.open(click, say.form(click.id, draft.words))

    async def tell(self, form: Form) -> None:
        await self._access.ask(form, self._look_backs.tell, form.asker, form.id, form.text("words"))

    async def pass_on(self, click: Click) -> None:
        await self._access.ask(click, self._look_backs.pass_on, click.asker, click.id)
