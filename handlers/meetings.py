"""Listeners of a meeting as a whole: start, here, next, extend, pause, resume, end, and the bids."""

from collections.abc import Awaitable, Callable, Mapping

from bot.domain.askers import Asker, Role
from bot.domain.typed_commands import started_as
from bot.services.meetings import EXTENSION, Meetings
from handlers.access import Access
from handlers.parse import Click, Command, Request
from handlers.private_answers import PrivateAnswers
from prompts import ids
from prompts import meetings as say
from prompts import slots as say_of_slots
from prompts.blocks import Message
from prompts.charter import agree_first

Word = Callable[[Command], Awaitable[Message | None]]


class MeetingListeners:
    """What they change is seen in the channel; only refusals are answered privately."""

    def __init__(self, access: Access, meetings: Meetings, private_answers: PrivateAnswers) -> None:
        self._access = access
        self._meetings = meetings
        self._private_answers = private_answers
        self.words: Mapping[str, Word] = {
            "start": self.start,
            "next": self.next,
            "balance": self.balance,
            "extend": self.extend,
            "pause": self.pause,
            "resume": self.resume,
            "end": self.end,
        }

    def register(self) -> None:
        self._access.button(ids.START, Role.PART, self.press_start)
        self._access.button(ids.HERE, Role.PART, self.here)
        self._access.button(ids.ALL_HERE, Role.PART, self.all_here)
        self._access.button(ids.NEXT, Role.PART, self.press_next)
        self._access.button(ids.EXTEND, Role.PART, self.press_extend)
        self._access.button(ids.BALANCE, Role.PART, self.press_balance)
        self._access.button(ids.PAUSE, Role.PART, self.press_pause)
        self._access.button(ids.RESUME, Role.PART, self.press_resume)
        self._access.button(ids.CLOSE, Role.PART, self.close)
        self._access.button(ids.WAS_LAST, Role.PART, self.was_last)
        self._access.button(ids.SPEAK, Role.PART, self.switch)
        self._access.button(ids.START_OTHERWISE, Role.PART, self.start_otherwise)
        self._access.button(ids.BID_GOES, Role.PART, self.choose)
        self._access.button(ids.THATS_IT, Role.PART, self.finished)
        self._access.button(ids.THATS_ALL, Role.PART, self.finished)
        self._access.button(ids.WAIT, Role.PART, self.wait)
        self._access.button(ids.TO_REVIEW, Role.PART, self.to_review)
        self._access.button(ids.END_SLOT, Role.PART, self.end_slot)
        self._access.button(ids.ONLY_LISTEN, Role.MEMBER, self.only_listen)
        self._access.button(ids.END, Role.PART, self.press_end)

    async def start(self, command: Command) -> None:
        format_name, manner = started_as(command.rest)
        await self._access.ask(command, self._meetings.start, command.asker, None, format_name, manner)

    async def next(self, command: Command) -> Message:
        """A button stands on its step; who types is told which one it was."""
        return say.moved_on(await self._access.ask(command, self._meetings.next, command.asker))

    async def extend(self, command: Command) -> None:
        minutes = int(command.rest or EXTENSION)
        await self._access.ask(command, self._meetings.extend, command.asker, minutes)

    async def pause(self, command: Command) -> None:
        await self._pause(command, command.asker)

    async def _pause(self, request: Request, asker: Asker) -> None:
        """Inside a slot it is a moment, in which its presenter is offered privately what only they may choose."""
        offered = await self._access.ask(request, self._meetings.pause, asker)
        if offered is not None:
            channel, presenter = offered
            words = say_of_slots.moment_for_you(presenter.slot_id)
            self._private_answers.to(asker.workspace, presenter.user, channel, presenter.thread_ts, words)

    async def resume(self, command: Command) -> None:
        await self._access.ask(command, self._meetings.resume, command.asker)

    async def end(self, command: Command) -> Message | None:
        """With *slot* the slot that is running, otherwise whatever is the asker's to end: their own slot first."""
        is_of_slot = command.rest == "slot"
        ends = self._meetings.end_slot if is_of_slot else self._meetings.end
        is_own = await self._access.ask(command, ends, command.asker)
        return say_of_slots.ended_for_you() if is_own else None

    async def press_start(self, click: Click) -> None:
        meeting = click.id if click.kind == "meeting" else None
        await self._access.ask(click, self._meetings.start, click.in_its_set, meeting)

    async def here(self, click: Click) -> Message | None:
        not_agreed_in = await self._access.ask(click, self._meetings.here, click.in_its_set)
        return agree_first(not_agreed_in) if not_agreed_in else None

    async def all_here(self, click: Click) -> None:
        await self._access.ask(click, self._meetings.all_here, click.asker, click.id)

    async def balance(self, command: Command) -> None:
        await self._access.ask(command, self._meetings.balance, command.asker)

    async def press_balance(self, click: Click) -> None:
        await self._access.ask(click, self._meetings.balance, click.asker, click.id)

    async def press_next(self, click: Click) -> None:
        await self._access.ask(click, self._meetings.next, click.asker, click.id)

    async def press_extend(self, click: Click) -> None:
        await self._access.ask(click, self._meetings.extend, click.asker, EXTENSION, click.id)

    async def press_pause(self, click: Click) -> None:
        await self._pause(click, click.in_its_set)

    async def press_resume(self, click: Click) -> None:
        await self._access.ask(click, self._meetings.resume, click.in_its_set)

    async def close(self, click: Click) -> None:
        await self._access.ask(click, self._meetings.close, click.asker, click.id)

    async def was_last(self, click: Click) -> None:
        await self._access.ask(click, self._close_for_good, click)

    def _close_for_good(self, click: Click) -> None:
        self._meetings.close(click.asker, click.id, was_last=True)

    async def switch(self, click: Click) -> None:
        await self._access.ask(click, self._meetings.switch, click.asker)

    async def start_otherwise(self, click: Click) -> None:
        """Beside *Start*: spoken where the set types and typed where it speaks. What the button means is its kind."""
        await self._access.ask(click, self._meetings.start, click.asker, click.id, "", click.kind)

    async def choose(self, click: Click) -> None:
        await self._access.ask(click, self._meetings.choose, click.asker, click.id)

    async def finished(self, click: Click) -> None:
        await self._access.ask(click, self._meetings.finished, click.asker, click.id)

    async def wait(self, click: Click) -> None:
        await self._access.ask(click, self._meetings.wait, click.asker, click.id)

    async def end_slot(self, click: Click) -> Message | None:
        is_own = await self._access.ask(click, self._meetings.end_slot, click.in_its_set, click.id)
        return say_of_slots.ended_for_you() if is_own else None

    async def only_listen(self, click: Click) -> None:
        await self._access.ask(click, self._meetings.only_listen, click.in_its_set, click.id)

    async def press_end(self, click: Click) -> None:
        await self._access.ask(click, self._meetings.end_by_button, click.asker, click.id)

    async def to_review(self, click: Click) -> None:
        await self._access.ask(click, self._meetings.to_review, click.asker, click.id)
