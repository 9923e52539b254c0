"""Listeners of issues and of what a slot keeps."""

from bot.domain.askers import Role
from bot.domain.errors import TooLong
from bot.domain.issues import Prepared
from bot.domain.said_words import Keeps
from bot.domain.states import IssueKind
from bot.domain.typed_commands import Unclear, read_issue
from bot.services.issues import Issues
from bot.services.slots import Slots
from handlers.access import Access
from handlers.parse import Click, Command, Form
from handlers.private_answers import PrivateAnswers
from handlers.talk import Talk
from prompts import commands as command_words
from prompts import ids
from prompts import issues as say
from prompts.blocks import Message


class IssueListeners:
    """`/set-issue` with words raises one; bare, it opens the form. In a slot: the question, the restatement, the learning."""

    def __init__(
        self, access: Access, issues: Issues, slots: Slots, private_answers: PrivateAnswers, talk: Talk
    ) -> None:
        self._access = access
        self._issues = issues
        self._slots = slots
        self._private_answers = private_answers
        self._talk = talk

    def register(self) -> None:
        self._access.command("set-issue", Role.MEMBER, self.raise_one)
        self._access.button(ids.RAISE_ISSUE, Role.MEMBER, self.open_new)
        self._access.button(ids.EDIT_ISSUE, Role.MEMBER, self.open_edit)
        self._access.button(ids.BRING, Role.MEMBER, self.bring)
        self._access.button(ids.WITHDRAW_ISSUE, Role.MEMBER, self.withdraw)
        self._access.button(ids.GIVE_WAY, Role.MEMBER, self.give_way)
        self._access.button(ids.OTHER_ISSUE, Role.MEMBER, self.open_other)
        self._access.form(ids.OTHER_ISSUE_FORM, Role.MEMBER, self.turn_to_other)
        self._access.button(ids.RAISE_AGAIN, Role.MEMBER, self.raise_again)
        self._access.button(ids.LET_GO, Role.MEMBER, self.let_go)
        self._access.form(ids.ISSUE_FORM, Role.MEMBER, self.prepare)
        self._access.button(ids.WRITE_QUESTION, Role.MEMBER, self.open_question)
        self._access.form(ids.QUESTION_FORM, Role.MEMBER, self.keep_question)
        self._access.button(ids.WRITE_RESTATED, Role.MEMBER, self.open_restated)
        self._access.form(ids.RESTATED_FORM, Role.MEMBER, self.keep_restated)
        self._access.button(ids.HELPED_MOST, Role.MEMBER, self.open_helped)
        self._access.form(ids.HELPED_FORM, Role.MEMBER, self.helped)
        self._access.button(ids.KEEP_LEARNING, Role.MEMBER, self.open_learning)
        self._access.form(ids.LEARNING_FORM, Role.MEMBER, self.learned)

    async def raise_one(self, command: Command) -> Message | None:
        read = read_issue(command.words)
        if isinstance(read, Unclear):
            return command_words.unclear("set-issue", command.words, read)
        if read.word == "help":
            return command_words.help_text()
        if read.word == "list":
            return say.listing(await self._access.ask(command, self._issues.mine, command.asker))
        return await self.as_typed(command.saying(read.rest)) if read.rest else await self._list_or_open(command)

    async def _list_or_open(self, command: Command) -> Message | None:
        """Whoever has raised something already can change it, withdraw it, or raise another; otherwise the form opens."""
        mine = await self._access.ask(command, self._issues.mine, command.asker)
        if mine.issues:
            return say.listing(mine)
        await self._access.open(command, say.form())
        return None

    async def open_other(self, click: Click) -> None:
        kind = await self._access.ask(click, self._issues.must_present, click.asker, click.id)
        await self._access.open(click, say.other_issue_form(click.id, kind))

    async def turn_to_other(self, form: Form) -> Message:
        turn_to = self._issues.turn_to
        kind = IssueKind(form.among("kind", IssueKind, IssueKind.PROBLEM))
        return say.turned(await self._access.ask(form, turn_to, form.asker, form.id, form.text("sentence"), kind))

    async def as_typed(self, command: Command) -> Message | None:
        """The words raise an issue, whatever else they may mean."""
        try:
            return say.raised(await self._access.ask(command, self._issues.raise_one, command.asker, command.words))
        except TooLong as much:
            await self._access.open(command, say.too_long(much.words))
            return None

    async def bring(self, click: Click) -> Message:
        return say.raised(await self._access.ask(click, self._issues.bring, click.asker, click.id))

    async def open_new(self, click: Click) -> None:
        await self._access.ask(click, self._issues.admit, click.in_its_set)
        await self._access.open(click, say.form(about=click.raw))

    async def open_edit(self, click: Click) -> None:
        asker = click.asker
        draft = await self._access.ask(click, self._issues.draft, asker.workspace, asker.user, click.id)
        words = (draft.sentence, draft.why, draft.tried, draft.wanted)
        asked = (draft.urgency, draft.challenge, draft.issue_id or None)
        await self._access.open(click, say.form(*words, *asked, link=draft.link, kind=draft.kind))

    async def withdraw(self, click: Click) -> Message:
        return say.withdrawn(await self._access.ask(click, self._issues.withdraw, click.asker, click.id))

    async def give_way(self, click: Click) -> Message:
        return say.gave_way(await self._access.ask(click, self._issues.give_way, click.asker, click.id))

    async def raise_again(self, click: Click) -> Message:
        return say.raised(await self._access.ask(click, self._issues.raise_again, click.asker, click.id))

    async def let_go(self, click: Click) -> Message:
        return say.withdrawn(await self._access.ask(click, self._issues.let_go, click.asker, click.id))

    async def prepare(self, form: Form) -> Message:
        prepared = Prepared(
            sentence=form.text("sentence"),
            why=form.text("why"),
            tried=form.text("tried"),
            wanted=form.text("wanted"),
            urgency=int(form.among("urgency", range(1, 6), "3")),
            challenge=int(form.among("challenge", range(1, 4), "2")),
            issue_id=form.about_one("issue"),
            link=form.text("link"),
            kind=IssueKind(form.among("kind", IssueKind, IssueKind.PROBLEM)),
        )
        raised = await self._access.ask(form, self._issues.prepare, form.in_its_set, prepared)
        return say.kept(raised) if prepared.issue_id else say.raised(raised)

    async def open_question(self, click: Click) -> None:
        draft = await self._access.ask(click, self._slots.question, click.asker, click.id)
        await self._access.open(click, say.question_form(click.id, draft.words))

    async def keep_question(self, form: Form) -> Message:
        await self._access.ask(form, self._slots.keep_question, form.asker, form.id, form.text("question"))
        return say.kept_question()

    async def open_restated(self, click: Click) -> None:
        kept = await self._access.ask(click, self._slots.restated, click.asker, click.id)
        draft = await self._talk.draft(click, kept, Keeps.RESTATED)
        await self._access.open(click, say.restated_form(click.id, draft.words))

    async def keep_restated(self, form: Form) -> Message:
        await self._access.ask(form, self._slots.keep_restated, form.asker, form.id, form.text("restated"))
        return say.kept_restated()

    async def open_helped(self, click: Click) -> None:
        asked = await self._access.ask(click, self._slots.asked, click.asker, click.id)
        await self._access.open(click, say.helped_form(click.id, [(one.turn_id, one.user, one.place) for one in asked]))

    async def helped(self, form: Form) -> Message:
        thanks = await self._access.ask(form, self._slots.helped_most, form.asker, form.id, form.chosen("turn"))
        words = say.thanked(form.asker.user, form.chosen("turn"))
        self._private_answers.to(form.asker.workspace, thanks.user, thanks.channel, thanks.thread_ts, words)
        return say.kept_helped(form.chosen("turn"))

    async def open_learning(self, click: Click) -> None:
        kept = await self._access.ask(click, self._slots.note, click.in_its_set, click.id)
        draft = await self._talk.draft(click, kept, Keeps.LEARNING)
        await self._access.open(click, say.learning_form(click.id, draft.words, shared=draft.shared))

    async def learned(self, form: Form) -> Message:
        shared = form.chosen("shared") == "set"
        await self._access.ask(form, self._keep_learning, form, shared)
        return say.kept_learning(shared=shared)

    def _keep_learning(self, form: Form, shared: bool) -> None:
        self._slots.learned(form.asker, form.id, form.text("note"), shared=shared)
