"""The door: every listener is registered here, with the role it asks for beside it.

A listener returns what only the person who asked shall see, or None. Its answer to a command travels in the ack; to a button or a
form it is whispered afterwards, by tasks that the app owns.
"""

import time
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, TypeVar

from slack_bolt.async_app import AsyncAck, AsyncApp

from bot.domain.askers import Asker, Role
from bot.domain.errors import DatabaseAway, OutOfTime, Refused
from handlers import parse
from handlers.inside import Inside
from handlers.listening import Table
from handlers.parse import Click, Command, Form, Knock, Shortcut
from handlers.unknown import Heard
from handlers.whispers import Whispers
from prompts import refusals
from prompts.blocks import Message

T = TypeVar("T")
K = TypeVar("K", bound=Knock)
Payload = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Listed:
    """A listener as the manifest and the tests know it: its kind, its name, and the role it asks for."""

    kind: str
    name: str
    role: Role


class Door:
    """Where the listeners of one app are registered; `listed` names them all."""

    def __init__(
        self,
        app: AsyncApp,
        inside: Inside,
        whispers: Whispers,
        prefix: str,
        refused: Callable[[Asker], None] = lambda _: None,
    ) -> None:
        self.listed: list[Listed] = []
        self.prefix = prefix
        self._table = Table(app)
        self._inside = inside
        self._whispers = whispers
        self._refused = refused

    async def ask(self, knock: Knock, method: Callable[..., T], *args: object) -> T:
        """Run a service method within the deadline of whoever knocks."""
        return await self._inside(method, *args, deadline=knock.deadline)

    async def listen(self, method: Callable[..., T], *args: object) -> T:
        """Run a service method for an event, within its deadline."""
        return await self._inside(method, *args, deadline=time.monotonic() + parse.PATIENCE)

    async def open(self, knock: Knock, view: Payload) -> None:
        """Open a form; where it came from, and the set that was chosen, travel in its metadata."""
        view["private_metadata"] = (
            f"{view.get('private_metadata') or ''}@{knock.channel or ''}@{knock.asker.only_set or ''}@{knock.thread_ts or ''}"
        )
        await self._whispers.open(knock.trigger_id, view, knock.deadline)

    async def _let_in(self, knock: K, listener: Callable[[K], Awaitable[Message | None]]) -> Message | None:
        """The listener's answer. `refused` is told of whoever is refused, in a unit of work of its own: they are there."""
        try:
            return await listener(knock)
        except Refused:
            with suppress(OutOfTime, DatabaseAway):
                await self.ask(knock, self._refused, knock.asker)
            raise

    def command(self, name: str, role: Role, listener: Callable[[Command], Awaitable[Message | None]]) -> None:
        """A slash command, named without its slash and prefix."""

        async def heard(ack: AsyncAck, body: Payload) -> None:
            answer = await self._let_in(parse.command(body, role), listener)
            await ack(**(answer or {}))

        typed = f"/{self.prefix}-{name}" if self.prefix else f"/{name}"
        self.listed.append(Listed("command", name, role))
        self._table.add("command", typed, heard)

    def button(self, action_id: str, role: Role, listener: Callable[[Click], Awaitable[Message | None]]) -> None:
        """A button, or any of the buttons whose action_id goes on after `action_id:`."""

        async def pressed(ack: AsyncAck, body: Payload) -> None:
            _must_be_of_this_workspace(body)
            click = parse.click(body, role)
            if answer := await self._let_in(click, listener):
                self._whispers.later(click, answer)
            await ack()

        self._list("button", action_id, role, pressed)

    def form(self, callback_id: str, role: Role, listener: Callable[[Form], Awaitable[Message | None]]) -> None:
        """The submission of a form; a refusal shows in its field."""

        async def submitted(ack: AsyncAck, body: Payload) -> None:
            _must_be_of_this_workspace(body)
            form = parse.form(body, role)
            if answer := await self._let_in(form, listener):
                self._whispers.later(form, answer)
            await ack()

        self._list("form", callback_id, role, submitted)

    def put_away(self, callback_id: str, role: Role, listener: Callable[[Form], Awaitable[None]]) -> None:
        """A form that was closed and not sent, where it asks Slack to tell: nobody is answered."""

        async def closed(ack: AsyncAck, body: Payload) -> None:
            _must_be_of_this_workspace(body)
            await listener(parse.form(body, role))
            await ack()

        self._list("put away", callback_id, role, closed)

    def shortcut(self, callback_id: str, role: Role, listener: Callable[[Shortcut], Awaitable[Message | None]]) -> None:
        """A message shortcut."""

        async def used(ack: AsyncAck, body: Payload) -> None:
            _must_be_of_this_workspace(body)
            shortcut = parse.shortcut(body, role)
            if answer := await self._let_in(shortcut, listener):
                self._whispers.later(shortcut, answer)
            await ack()

        self._list("shortcut", callback_id, role, used)

    def event(self, name: str, listener: Callable[[Payload], Awaitable[None]]) -> None:
        """An event. What it may do is decided by who it is about, inside."""

        async def happened(_ack: AsyncAck, body: Payload) -> None:
            await listener(body)

        self._list("event", name, Role.ANYONE, happened)

    def _list(self, kind: str, name: str, role: Role, heard: Heard) -> None:
        self.listed.append(Listed(kind, name, role))
        self._table.add(kind, name, heard)


def _must_be_of_this_workspace(body: Payload) -> None:
    if parse.is_from_elsewhere(body):
        raise Refused(refusals.other_workspace()["text"])
