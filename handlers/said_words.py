"""Listeners of words that were said and can be kept: one press each."""

from datetime import date

from bot.domain.askers import Role
from bot.domain.channel_messages import moment_of
from bot.domain.errors import Refused
from bot.domain.refusals import Refusal
from bot.domain.said_words import Keeps, TalkPlace
from bot.services.actions import Actions
from bot.services.slots import Slots
from handlers.access import Access
from handlers.origins import only_ts
from handlers.parse import Click
from handlers.talk import Talk
from prompts import actions as say_of_actions
from prompts import ids
from prompts import issues as say_of_issues
from prompts import said_words as say
from prompts.blocks import Message


class SaidWordsListeners:
    """The words are in the button that was pressed; what was too long for one is read again, and opens in the form."""

    def __init__(self, access: Access, slots: Slots, actions: Actions, talk: Talk) -> None:
        self._access, self._slots, self._actions, self._talk = access, slots, actions, talk

    def register(self) -> None:
        self._access.button(ids.KEEP_RESTATED, Role.MEMBER, self.keep_restated)
        self._access.button(ids.KEEP_ACTION, Role.MEMBER, self.keep_action)
        self._access.button(ids.KEEP_LEARNED, Role.MEMBER, self.keep_learned)
        self._access.button(ids.WORDS_IN_FORM, Role.MEMBER, self.open_form)

    async def keep_restated(self, click: Click) -> Message:
        step_id, words = ids.carried(click.raw)
        await self._access.ask(click, self._slots.keep_restated, click.asker, step_id, words)
        return say_of_issues.kept_restated()

    async def keep_action(self, click: Click) -> Message:
        slot_id, words = ids.carried(click.raw)
        day: date | None = None if click.action_id.endswith(":none") else click.day
        of = (words, day, "", slot_id)
        return say_of_actions.committed_privately(
            await self._access.ask(click, self._actions.commit_by, click.asker, *of)
        )

    async def keep_learned(self, click: Click) -> Message:
        shared = click.action_id.endswith(":set")
        await self._access.ask(click, self._keep_note, click, shared)
        return say_of_issues.kept_learning(shared=shared)

    def _keep_note(self, click: Click, shared: bool) -> None:
        step_id, words = ids.carried(click.raw)
        self._slots.learned(click.asker, step_id, words, shared=shared)

    async def open_form(self, click: Click) -> None:
        keeps, (of, between) = click.one_of(Keeps), ids.carried(click.raw)
        await self._must_be_theirs(click, keeps, of)
        words = await self._talk.words(click, _place(click, between), keeps)
        await self._access.open(click, say.form(keeps, of, words))

    async def _must_be_theirs(self, click: Click, keeps: Keeps, of: str) -> None:
        ask = {Keeps.RESTATED: self._slots.restated, Keeps.ACTION: self._actions.admit_to_slot}.get(
            keeps, self._slots.note
        )
        await self._access.ask(click, ask, click.asker, of)


def _place(click: Click, between: str) -> TalkPlace:
    """Where the words of whoever clicked stand, by what the button carries; raises Refused for what no button says."""
    first, last = map(only_ts, [*between.split("-"), ""][:2])
    if first is None or last is None or click.channel is None:
        raise Refused(Refusal.OLD_BUTTON)
    return TalkPlace(click.asker.user, click.channel, (click.thread_ts,), moment_of(first), moment_of(last))
