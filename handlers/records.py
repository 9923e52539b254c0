"""Listeners of records: `/set record`, `/set actions`, and the files that people take along."""

from collections.abc import Awaitable, Callable, Mapping

from bot.domain.askers import Asker, Role
from bot.domain.records import FileKind, MayRead, RecordPlace
from bot.services.files import Files
from bot.services.records import Records
from handlers.access import Access
from handlers.parse import Click, Command, Request
from prompts import ids
from prompts import records as say
from prompts.blocks import Message

Word = Callable[[Command], Awaitable[Message | None]]
BEGINNING = RecordPlace()


class RecordListeners:
    """A record is a form of its own, in which buttons turn the page; a file of it comes by direct message."""

    def __init__(self, access: Access, records: Records, files: Files) -> None:
        self._access = access
        self._records = records
        self._files = files
        self.words: Mapping[str, Word] = {
            "record": self.record,
            "actions": self.actions,
        }

    def register(self) -> None:
        self._access.button(ids.RECORD, Role.PART, self.open)
        self._access.button(ids.MAY_READ, Role.MEMBER, self.let_the_absent_read)
        self._access.button(ids.RECORD_PAGE, Role.PART, self.turn)
        self._access.button(ids.RECORD_FILE, Role.PART, self.take_along)
        self._access.button(ids.CALENDAR_FILE, Role.PART, self.calendar)
        self._access.button(ids.SET_ACTIONS, Role.PART, self.open_actions)
        self._access.button(ids.SET_ACTIONS_PAGE, Role.PART, self.turn_actions)

    async def record(self, command: Command) -> None:
        """That of the set; with `mine` after it one's own."""
        if command.rest:
            await self._open(command, say.OWN, command.asker)
        else:
            await self._open(command, "", command.asker)

    async def open(self, click: Click) -> None:
        """That of a set, one's own, or that of a set at one of its meetings."""
        if click.kind == "meeting":
            page = await self._access.ask(click, self._records.page_of_meeting, click.asker, click.id)
            await self._access.open(click, say.record_form(page))
        else:
            await self._open(click, click.kind, click.in_its_set)

    async def let_the_absent_read(self, click: Click) -> Message:
        may = click.one_of(MayRead)
        return say.may_read(
            await self._access.ask(click, self._records.let_the_absent_read, click.asker, click.id, may)
        )

    async def turn(self, click: Click) -> None:
        await self._redraw(click)

    async def take_along(self, click: Click) -> None:
        """Slack may be slow to take a file: what is shown at once is that it is on its way."""
        kind, (whose, _) = click.one_of(FileKind), _carried(click)
        if whose == say.OWN:
            await self._access.ask(click, self._files.ask_own, click.asker, kind)
        else:
            await self._access.ask(click, self._files.ask_of_set, click.asker.choosing(whose), kind)
        await self._redraw(click, say.on_its_way(kind))

    async def calendar(self, click: Click) -> Message:
        """One meeting, those of a set, or those of all sets of whoever pressed."""
        if click.kind == "meeting":
            await self._access.ask(click, self._files.ask_of_meeting, click.asker, click.id)
        elif click.kind == say.OWN:
            await self._access.ask(click, self._files.ask_own, click.asker, FileKind.CALENDAR)
        else:
            await self._access.ask(click, self._files.ask_of_set, click.in_its_set, FileKind.CALENDAR)
        return say.file_on_its_way(FileKind.CALENDAR)

    async def actions(self, command: Command) -> None:
        await self._show_actions(command, command.asker)

    async def open_actions(self, click: Click) -> None:
        await self._show_actions(click, click.in_its_set)

    async def turn_actions(self, click: Click) -> None:
        set_id, _, page = click.id.partition(".")
        _, found = await self._access.ask(click, self._records.open_actions, click.asker.choosing(set_id))
        await self._access.redraw(click, say.actions_form(set_id, found, _number(page)))

    async def _show_actions(self, request: Request, asker: Asker) -> None:
        set_id, found = await self._access.ask(request, self._records.open_actions, asker)
        await self._access.open(request, say.actions_form(set_id, found, 0))

    async def _open(self, request: Request, whose: str, asker: Asker) -> None:
        shows = self._records.own_page if whose == say.OWN else self._records.page
        page = await self._access.ask(request, shows, asker, BEGINNING)
        await self._access.open(request, say.record_form(page))

    async def _redraw(self, click: Click, answer: str = "") -> None:
        whose, place = _carried(click)
        if whose == say.OWN:
            page = await self._access.ask(click, self._records.own_page, click.asker, place)
        else:
            page = await self._access.ask(click, self._records.page, click.asker.choosing(whose), place)
        await self._access.redraw(click, say.record_form(page, answer))


def _carried(click: Click) -> tuple[str, RecordPlace]:
    """The set whose record a button is about, or that it is one's own, and the place in it."""
    whose, _, place = click.id.partition(".")
    return whose, RecordPlace.read(place)


def _number(written: str) -> int:
    return RecordPlace.read(written).meeting
