"""Listeners of *More*, and of the buttons in the form that it opens."""

from collections.abc import Awaitable, Callable, Mapping

from bot.domain.askers import Role
from bot.domain.controls import Choice, EndsTooSoon, More
from bot.domain.errors import Refused
from bot.domain.states import Asking
from bot.services.issues import Issues
from bot.services.meetings import EXTENSION, Meetings
from bot.services.turns import Turns
from handlers.access import Access
from handlers.meetings import MeetingListeners
from handlers.parse import Click
from prompts import ids
from prompts import issues as say_of_issues
from prompts import more as say
from prompts.blocks import Message
from prompts.refused import worded

Done = Callable[[Click], Awaitable[str | None]]
"""Does what a button of the form says. Gives what came of it, or None where what the person may do since tells that."""


class MoreListeners:
    """The form shows what whoever pressed may do now, and after each press what came of it; a refusal shows in it as well."""

    def __init__(
        self, access: Access, meetings: Meetings, issues: Issues, turns: Turns, listeners: MeetingListeners
    ) -> None:
        self._access = access
        self._meetings = meetings
        self._issues = issues
        self._turns = turns
        self._of_menus: Mapping[str, Callable[[Click], Awaitable[None]]] = {
            ids.NEXT: listeners.press_next,
            ids.EXTEND: listeners.press_extend,
            ids.PAUSE: listeners.press_pause,
        }
        self._does: Mapping[Choice, Done] = {
            Choice.ANOTHER_PROMPT: self._another_prompt,
            Choice.GO_ON: self._go_on,
            Choice.NEXT: self._next,
            Choice.EXTEND: self._extend,
            Choice.ONLY_LISTEN: self._only_listen,
            Choice.END_SLOT: self._end_slot,
            Choice.ASK_IN_WRITING: self._ask_in_writing,
            Choice.ASK_IN_ROUNDS: self._ask_in_rounds,
            Choice.SPEAK: self._speak,
            Choice.TYPE: self._type,
            Choice.END_MEETING: self._end_meeting,
        }

    def register(self) -> None:
        self._access.button(ids.MORE, Role.PART, self.open)
        self._access.button(ids.CHOOSE, Role.PART, self.choose)
        self._access.button(ids.START_AS, Role.PART, self.start_as)
        self._access.button(ids.NEXT_SURELY, Role.PART, self.next_surely)
        self._access.button(ids.STAY, Role.PART, self.stay)

    async def open(self, click: Click) -> None:
        """In messages of earlier versions it is a menu: what its entry means is the kind of its value."""
        if click.kind in self._of_menus:
            await self._of_menus[click.kind](click)
            return
        shown = await self._access.ask(click, self._meetings.more, click.asker, click.kind, click.id)
        await self._access.open(click, say.form(shown) if isinstance(shown, More) else say.to_start(shown))

    async def start_as(self, click: Click) -> None:
        """A planned meeting starts in the format of the button; on cards of earlier versions that is an entry of a menu."""
        starting = self._access.ask(click, self._meetings.start, click.asker, click.id, click.kind)
        if not click.metadata:
            await starting
            return
        try:
            await starting
        except Refused as refused:
            await self._access.redraw(click, say.over(worded(refused)))
        else:
            await self._access.redraw(click, say.over(say.started()))

    async def next_surely(self, click: Click) -> None:
        """Whoever was asked whether to end a step means it: in the form that shows what they may do since."""
        moving_on = self._access.ask(click, self._meetings.next_surely, click.asker, click.id)
        if not click.metadata:
            await moving_on
            return
        try:
            said = say.moved_on(await moving_on)
        except Refused as refused:
            await self._show(click, None, worded(refused))
        else:
            await self._show(click, Choice.NEXT, said)

    async def stay(self, click: Click) -> Message | None:
        """They did not mean it: nothing happens."""
        if not click.metadata:
            await self._access.ask(click, self._meetings.admit, click.asker)
            return say.stayed()
        await self._show(click, None, say.staying())
        return None

    async def choose(self, click: Click) -> None:
        """What was chosen is done, and the form drawn anew with what came of it; another issue has a form of its own."""
        choice = click.one_of(Choice)
        try:
            if choice is Choice.OTHER_ISSUE:
                kind = await self._access.ask(click, self._issues.must_present, click.asker, click.id)
                await self._access.redraw(click, say_of_issues.other_issue_form(click.id, kind))
                return
            said = await self._does[choice](click)
        except EndsTooSoon as asked:
            await self._access.redraw(click, say.ends_first(asked))
        except Refused as refused:
            await self._show(click, None, worded(refused))
        else:
            await self._show(click, choice, said)

    async def _show(self, click: Click, choice: Choice | None, said: str | None) -> None:
        try:
            shown = await self._access.ask(click, self._meetings.more, click.asker)
        except Refused as refused:
            over = say.closed() if choice is not None else worded(refused)
            await self._access.redraw(click, say.over(over))
            return
        if isinstance(shown, More):
            came_of_it = said or (say.done(choice, shown) if choice is not None else "")
            await self._access.redraw(click, say.form(shown.after(choice), came_of_it))

    async def _another_prompt(self, click: Click) -> None:
        await self._access.ask(click, self._turns.another_prompt, click.asker, click.id)

    async def _go_on(self, click: Click) -> None:
        await self._access.ask(click, self._meetings.resume, click.asker)

    async def _next(self, click: Click) -> str:
        return say.moved_on(await self._access.ask(click, self._meetings.next, click.asker, click.id))

    async def _extend(self, click: Click) -> None:
        await self._access.ask(click, self._meetings.extend, click.asker, EXTENSION, click.id)

    async def _only_listen(self, click: Click) -> None:
        await self._access.ask(click, self._meetings.only_listen, click.asker, click.id)

    async def _end_slot(self, click: Click) -> str:
        return say.ended(own=await self._access.ask(click, self._meetings.end_slot, click.asker, click.id))

    async def _ask_in_writing(self, click: Click) -> None:
        await self._access.ask(click, self._meetings.ask_in, click.asker, Asking.WRITTEN)

    async def _ask_in_rounds(self, click: Click) -> None:
        await self._access.ask(click, self._meetings.ask_in, click.asker, Asking.ROUNDS)

    async def _speak(self, click: Click) -> None:
        await self._access.ask(click, self._switch_to, click, True)

    async def _type(self, click: Click) -> None:
        await self._access.ask(click, self._switch_to, click, False)

    def _switch_to(self, click: Click, spoken: bool) -> None:
        self._meetings.switch(click.asker, spoken=spoken)

    async def _end_meeting(self, click: Click) -> None:
        await self._access.ask(click, self._meetings.end_by_button, click.asker, click.id)
