"""Listeners of questions in writing: the form of each peer, their release, and the one that the presenter takes up."""

from bot.domain.askers import Role
from bot.services.turns import Turns
from bot.services.written_questions import WrittenQuestions
from handlers.access import Access, FormAgain
from handlers.parse import Click, Form
from prompts import ids
from prompts import written_questions as say
from prompts.blocks import Message


class WrittenQuestionListeners:
    """What is written is kept before anybody is told of it; what it says only its author reads until the release."""

    def __init__(self, access: Access, written: WrittenQuestions, turns: Turns) -> None:
        self._access, self._written, self._turns = access, written, turns

    def register(self) -> None:
        self._access.button(ids.WRITE_QUESTIONS, Role.MEMBER, self.open)
        self._access.form(ids.WRITTEN_FORM, Role.MEMBER, self.write)
        self._access.button(ids.RELEASE_QUESTIONS, Role.PART, self.release)
        self._access.button(ids.ANSWER_THIS, Role.PART, self.take_up)

    async def open(self, click: Click) -> None:
        written = await self._access.ask(click, self._written.own, click.asker, click.id)
        await self._access.open(click, say.form(click.id, written))

    async def write(self, form: Form) -> Message | FormAgain:
        """Whoever may be hinted at is, once, in the same form; what they send then is kept, whatever it says."""
        questions = [form.text(name) for name in say.FIELDS]
        hints = await self._access.ask(form, self._written.look_before_sending, form.asker, form.id, questions)
        if hints:
            return FormAgain(say.before_sending(form.id, questions, hints))
        before = [form.as_it_began.text(name) for name in say.FIELDS] if form.about_one(say.AFTER_A_HINT) else []
        await self._access.ask(form, self._written.write, form.asker, form.id, questions, before)
        return say.kept()

    async def release(self, click: Click) -> None:
        await self._access.ask(click, self._written.release, click.asker, click.id)

    async def take_up(self, click: Click) -> None:
        await self._access.ask(click, self._turns.take_up, click.asker, click.id)
