"""Listeners of a set's own questions: `/set questions`, the form that shows them, and *Keep it for the set*."""

from collections.abc import Awaitable, Callable, Mapping

from bot.domain.askers import Asker, Role
from bot.domain.own_prompts import MOMENTS
from bot.domain.question_bank import When
from bot.domain.said_words import Keeps
from bot.services.own_prompts import OwnQuestions
from handlers.access import Access
from handlers.parse import Click, Command, Form, Request
from handlers.talk import Talk
from prompts import ids
from prompts import own_prompts as say
from prompts.blocks import Message

Word = Callable[[Command], Awaitable[Message | None]]


class OwnPromptListeners:
    """One form shows those that a set has, takes them away and adds another; a question of a slot opens one of its own."""

    def __init__(self, access: Access, questions: OwnQuestions, talk: Talk) -> None:
        self._access, self._questions, self._talk = access, questions, talk
        self.words: Mapping[str, Word] = {"questions": self.typed}

    def register(self) -> None:
        self._access.button(ids.OWN_QUESTIONS, Role.MEMBER, self.open)
        self._access.button(ids.TAKE_AWAY_QUESTION, Role.MEMBER, self.take_away)
        self._access.button(ids.KEEP_FOR_SET, Role.MEMBER, self.open_to_keep)
        self._access.form(ids.OWN_QUESTIONS_FORM, Role.MEMBER, self.add)
        self._access.form(ids.KEEP_FOR_SET_FORM, Role.MEMBER, self.keep)

    async def typed(self, command: Command) -> None:
        await self._open(command, command.asker)

    async def open(self, click: Click) -> None:
        await self._open(click, click.in_its_set)

    async def _open(self, request: Request, asker: Asker) -> None:
        shown = await self._access.ask(request, self._questions.of_set, asker)
        await self._access.open(request, say.form(shown))

    async def take_away(self, click: Click) -> None:
        set_id, _, prompt_id = click.id.partition(".")
        left = await self._access.ask(click, self._questions.take_away, click.asker.choosing(set_id), prompt_id)
        await self._access.redraw(click, say.form(left))

    async def add(self, form: Form) -> Message:
        words = await self._access.ask(form, self._add, form)
        return say.added(words)

    def _add(self, form: Form) -> str:
        return self._questions.add(
            form.in_its_set, form.text("question"), _when(form), as_it_is=form.chosen("doubt") == say.AS_IT_IS
        )

    async def open_to_keep(self, click: Click) -> None:
        """Its words are read where they stand, and are in no row before they are sent."""
        found = await self._access.ask(click, self._questions.to_keep, click.asker, click.id)
        words = await self._talk.words(click, found.place, Keeps.LEARNING)
        await self._access.open(click, say.form_to_keep(found, words))

    async def keep(self, form: Form) -> Message:
        words = await self._access.ask(form, self._keep, form)
        return say.added(words)

    def _keep(self, form: Form) -> str:
        turn_id = form.about_one("turn")
        return self._questions.keep(
            form.asker, turn_id, form.text("question"), _when(form), as_it_is=form.chosen("doubt") == say.AS_IT_IS
        )


def _when(form: Form) -> When | None:
    chosen = form.among("when", ("any", *MOMENTS), "any")
    return None if chosen == "any" else When(chosen)
