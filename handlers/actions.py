"""Listeners of actions: commit one, list one's own, change it."""

from bot.domain.actions import ActionLine
from bot.domain.askers import Role
from bot.domain.dates import DoubtfulDate
from bot.domain.errors import Refused, TooLong
from bot.domain.refusals import Refusal
from bot.domain.said_words import Keeps
from bot.domain.typed_commands import Unclear, read_action
from bot.services.actions import Actions
from bot.services.reports import Reports
from bot.services.said_words import SaidWords
from bot.services.slots import About, Slots
from handlers.access import Access
from handlers.parse import Click, Command, Form, Shortcut
from handlers.talk import Talk
from prompts import actions as say
from prompts import commands as command_words
from prompts import ids
from prompts import reports as report_say
from prompts.blocks import Block, Message
from prompts.refused import worded
from prompts.travelled import NO_QUESTION, came_from


class ActionListeners:
    """`/action` with words commits one; bare, it opens the form; `list` and `report` only when they are the whole text."""

    def __init__(
        self, access: Access, actions: Actions, reports: Reports, slots: Slots, said_words: SaidWords, talk: Talk
    ) -> None:
        self._access = access
        self._actions = actions
        self._reports = reports
        self._slots = slots
        self._said_words = said_words
        self._talk = talk

    def register(self) -> None:
        self._access.command("action", Role.MEMBER, self.commit)
        self._access.button(ids.ADD_ACTION, Role.MEMBER, self.open_new)
        self._access.button(ids.OPEN_ACTION_FORM, Role.MEMBER, self.open_doubtful)
        self._access.button(ids.ACTION_ON, Role.MEMBER, self.commit_on)
        self._access.button(ids.ACTION_UNDATED, Role.MEMBER, self.commit_undated)
        self._access.button(ids.EDIT_ACTION, Role.MEMBER, self.open_edit)
        self._access.button(ids.WITHDRAW_ACTION, Role.MEMBER, self.withdraw)
        self._access.button(ids.ACTION_FROM, Role.MEMBER, self.open_from)
        self._access.shortcut(ids.MAKE_ACTION, Role.MEMBER, self.make_mine)
        self._access.form(ids.ACTION_FORM, Role.MEMBER, self.keep)
        self._access.button(ids.NONE_THIS_TIME, Role.MEMBER, self.open_none)
        self._access.form(ids.NONE_FORM, Role.MEMBER, self.none_this_time)

    async def commit(self, command: Command) -> Message | None:
        read = read_action(command.words)
        if isinstance(read, Unclear):
            return command_words.unclear("action", command.words, read)
        if read.word == "help":
            return command_words.help_text()
        if read.word == "list":
            return say.listing(await self._access.ask(command, self._actions.mine, command.asker))
        if read.word == "report":
            return report_say.listing_to_report(await self._access.ask(command, self._reports.mine, command.asker))
        if read.rest:
            return await self.as_typed(command.saying(read.rest))
        await self._access.ask(command, self._actions.admit, command.asker)
        await self._access.open(command, say.form())
        return None

    async def as_typed(self, command: Command) -> Message | None:
        """The words are an action, whatever else they may mean."""
        words = command.words
        try:
            return say.committed_privately(await self._access.ask(command, self._actions.commit, command.asker, words))
        except TooLong as much:
            await self._access.open(command, say.too_long(much.words))
        except DoubtfulDate as doubt:
            if len(doubt.typed) <= say.LONGEST_CARRIED:
                return say.doubtful(worded(doubt), doubt.what, doubt.days, doubt.typed)
            await self._access.open(command, say.form(what=doubt.what, problem=worded(doubt)))
        return None

    async def open_new(self, click: Click) -> None:
        if click.kind == "slot":
            await self._access.ask(click, self._actions.admit_to_slot, click.asker, click.id)
            await self._access.open(click, say.form(about=click.raw, asked=await self._asked(click)))
            return
        kept = await self._access.ask(click, self._said_words.just_said, click.in_its_set, click.id)
        draft = await self._talk.draft(click, kept, Keeps.ACTION)
        await self._access.open(click, say.form(what=draft.words, about=click.raw, asked=await self._asked(click)))

    async def _asked(self, click: Click) -> list[Block]:
        """The choice of the question that the action of the button came from."""
        return came_from(await self._access.ask(click, self._actions.questions, click.asker, click.kind, click.id))

    async def open_doubtful(self, click: Click) -> None:
        await self._access.ask(click, self._actions.admit, click.in_its_set)
        await self._access.open(click, say.form_with_a_day(click.raw))

    async def commit_on(self, click: Click) -> Message:
        """One of the likeliest days, with the words that the button carries."""
        committed = await self._access.ask(click, self._actions.commit_by, click.asker, click.raw, click.day)
        return say.committed_privately(committed)

    async def commit_undated(self, click: Click) -> Message:
        committed = await self._access.ask(click, self._actions.commit_by, click.asker, click.raw, None)
        return say.committed_privately(committed)

    async def open_edit(self, click: Click) -> Message | None:
        asker = click.asker
        line = await self._access.ask(click, self._actions.draft, asker.workspace, asker.user, click.id)
        if line is None:
            raise Refused(Refusal.ACTION_OF_ANOTHER)
        old = (line.what, _due_typed(line), line.first_step, line.action_id)
        await self._access.open(click, say.form(*old, asked=await self._asked(click)))
        return None

    async def withdraw(self, click: Click) -> Message:
        return say.withdrawn(await self._access.ask(click, self._actions.withdraw, click.asker, click.id))

    async def open_from(self, click: Click) -> Message | None:
        """A new action that begins with the words of an old one."""
        asker = click.asker
        line = await self._access.ask(click, self._actions.draft, asker.workspace, asker.user, click.id)
        if line is None:
            raise Refused(Refusal.ACTION_OF_ANOTHER)
        await self._access.open(click, say.form(what=line.what))
        return None

    async def make_mine(self, shortcut: Shortcut) -> None:
        await self._access.ask(shortcut, self._actions.admit, shortcut.asker)
        await self._access.open(shortcut, say.form(what=shortcut.words))

    async def keep(self, form: Form) -> Message:
        if form.has("day"):
            words = (form.text("what"), form.day("day"), form.text("first_step"))
            return say.committed_privately(
                await self._access.ask(form, self._actions.commit_by, form.in_its_set, *words)
            )
        return await self._keep_typed(form)

    async def _keep_typed(self, form: Form) -> Message:
        words = (form.text("what"), form.text("due"), form.text("first_step"))
        question = form.chosen("question", NO_QUESTION) if form.has("question") else None
        of = (form.about_one("action"), form.about_one("slot"), question)
        committed = await self._access.ask(form, self._actions.commit_form, form.in_its_set, *words, *of)
        return say.committed_privately(committed)

    async def open_none(self, click: Click) -> None:
        about = About(click.kind, click.id)
        review_follows = await self._access.ask(click, self._slots.may_say_none, click.asker, about)
        await self._access.open(click, say.none_form(click.raw, review_follows=review_follows))

    async def none_this_time(self, form: Form) -> None:
        about = About(form.kind, form.id)
        await self._access.ask(form, self._slots.none_this_time, form.asker, about, form.text("because"))


def _due_typed(line: ActionLine) -> str:
    """A date as the form reads it back; empty for one that is due at the next meeting."""
    return line.due_on.isoformat() if line.due_on else ""
