"""Every listener is registered here, with the role it asks for beside it.

A listener returns what only the person who asked shall see, or None. Its answer to a command travels in the ack; to a button or a
form it goes privately afterwards, by tasks that the app owns.
"""

import time
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Final, TypeVar

from slack_bolt.async_app import AsyncAck, AsyncApp

from bot.domain.askers import Asker, Role
from bot.domain.errors import DatabaseUnavailable, KeptOtherwise, OutOfTime, Refused
from bot.domain.refusals import Refusal
from bot.services.installations import Installations
from handlers import parse
from handlers.executor import Executor
from handlers.fallbacks import Heard
from handlers.listener_table import ListenerTable
from handlers.origins import bears
from handlers.parse import Click, Command, Form, Request, Shortcut
from handlers.private_answers import PrivateAnswers
from handlers.reader_languages import ReaderLanguages
from handlers.workspace_members import WorkspaceMembers
from prompts.blocks import Message

ABOUT_THE_BOT: Final = frozenset({"app_uninstalled", "tokens_revoked"})
T = TypeVar("T")
K = TypeVar("K", bound=Request)
A = TypeVar("A")
Payload = dict[str, Any]


@dataclass(frozen=True, slots=True)
class RegisteredListener:
    """A listener as the manifest and the tests know it: its kind, its name, and the role it asks for."""

    kind: str
    name: str
    role: Role


@dataclass(frozen=True, slots=True)
class FormAgain:
    """The form that was sent, drawn anew in place of being closed: nothing of it was kept, and it is sent again."""

    view: Payload


class Access:
    """Where the listeners of one app are registered; `listed` names them all."""

    def __init__(
        self,
        app: AsyncApp,
        executor: Executor,
        private_answers: PrivateAnswers,
        workspace_members: WorkspaceMembers,
        reader_languages: ReaderLanguages,
        prefix: str,
        refused: Callable[[Asker], None] = lambda _: None,
        installations: Installations | None = None,
    ) -> None:
        self.listed: list[RegisteredListener] = []
        self.prefix = prefix
        self._table = ListenerTable(app, reader_languages, self._is_closed)
        self._installations = installations
        self._executor = executor
        self._private_answers = private_answers
        self._workspace_members = workspace_members
        self._refused = refused

    async def ask(self, request: Request, method: Callable[..., T], *args: object) -> T:
        """Run a service method within the deadline of whoever asks."""
        return await self._executor.run(method, *args, deadline=request.deadline)

    async def listen(self, method: Callable[..., T], *args: object) -> T:
        """Run a service method for an event, within its deadline."""
        return await self._executor.run(method, *args, deadline=time.monotonic() + parse.PATIENCE)

    async def open(self, request: Request, view: Payload) -> None:
        """Open a form; where it came from, and the set that was chosen, travel in its metadata."""
        where = [request.channel or "", request.asker.only_set or "", request.thread_ts or ""]
        if request.home_page:
            where.append(f"{request.home_page}")
        view["private_metadata"] = "@".join([view.get("private_metadata") or "", *where])
        await self._private_answers.open(request.asker.workspace, request.trigger_id, view, request.deadline)

    async def redraw(self, click: Click, view: Payload) -> None:
        """Draw the form anew that a button was pressed in; what was typed in it, and where it came from, stays."""
        drawn = _in_its_place(view, click.metadata)
        await self._private_answers.redraw(click.asker.workspace, click.view_id, drawn, click.deadline)

    async def _is_closed(self, kind: str, body: Payload) -> bool:
        """Whether it is of a workspace that has uninstalled the bot; if it has it again, that is found out now.

        What Slack tells of tokens is about the bot, and is heard.
        """
        workspace = body.get("team_id")
        if self._installations is None or not workspace or not self._installations.is_locked(workspace):
            return False
        if kind == "event" and body["event"]["type"] in ABOUT_THE_BOT:
            return False
        await self.listen(self._installations.look_again, workspace)
        return True

    async def _let_in(self, request: K, listener: Callable[[K], Awaitable[A]]) -> A:
        """The listener's answer. `refused` is told of whoever is refused, in a unit of work of its own: they are there."""
        try:
            return await _told(listener(request))
        except Refused:
            with suppress(OutOfTime, DatabaseUnavailable):
                await self.ask(request, self._refused, request.asker)
            raise

    def _answer(self, request: Request, answer: Message | None) -> None:
        """Privately, once the ack is on its way; the home tab is drawn anew whatever was done there."""
        if answer:
            self._private_answers.later(request, answer)
        elif request.is_at_home:
            self._private_answers.home(request.asker, request.home_page)

    async def _must_be_of_its_workspace(self, request: Request, body: Payload) -> None:
        """Raises Refused for whoever is of another workspace (Slack Connect)."""
        asker = request.asker
        await self._workspace_members.must_have(asker.workspace, asker.user, bears(body), request.deadline)

    def command(self, name: str, role: Role, listener: Callable[[Command], Awaitable[Message | None]]) -> None:
        """A slash command, named without its slash and prefix."""

        async def heard(ack: AsyncAck, body: Payload) -> None:
            answer = await self._let_in(parse.command(body, role), listener)
            await ack(**({"response_type": "ephemeral", **answer} if answer else {}))

        typed = f"/{self.prefix}-{name}" if self.prefix else f"/{name}"
        self.listed.append(RegisteredListener("command", name, role))
        self._table.add("command", typed, heard)

    def button(self, action_id: str, role: Role, listener: Callable[[Click], Awaitable[Message | None]]) -> None:
        """A button, or any of the buttons whose action_id goes on after `action_id:`."""

        async def pressed(ack: AsyncAck, body: Payload) -> None:
            click = parse.click(body, role)
            await self._must_be_of_its_workspace(click, body)
            self._answer(click, await self._let_in(click, listener))
            await ack()

        self._list("button", action_id, role, pressed)

    def form(
        self, callback_id: str, role: Role, listener: Callable[[Form], Awaitable[Message | FormAgain | None]]
    ) -> None:
        """The submission of a form; a refusal shows in its field, and one that is to be sent again stays open."""

        async def submitted(ack: AsyncAck, body: Payload) -> None:
            form = parse.form(body, role)
            await self._must_be_of_its_workspace(form, body)
            answer = await self._let_in(form, listener)
            if isinstance(answer, FormAgain):
                drawn = _in_its_place(answer.view, str(body["view"].get("private_metadata") or ""))
                await ack(response_action="update", view=drawn)
                return
            self._answer(form, answer)
            await ack()

        self._list("form", callback_id, role, submitted)

    def put_away(self, callback_id: str, role: Role, listener: Callable[[Form], Awaitable[Message | None]]) -> None:
        """A form that was closed and not sent, where it asks Slack to tell."""

        async def closed(ack: AsyncAck, body: Payload) -> None:
            form = parse.form(body, role)
            await self._must_be_of_its_workspace(form, body)
            self._answer(form, await listener(form))
            await ack()

        self._list("put away", callback_id, role, closed)

    def shortcut(self, callback_id: str, role: Role, listener: Callable[[Shortcut], Awaitable[Message | None]]) -> None:
        """A message shortcut."""

        async def used(ack: AsyncAck, body: Payload) -> None:
            shortcut = parse.shortcut(body, role)
            await self._must_be_of_its_workspace(shortcut, body)
            self._answer(shortcut, await self._let_in(shortcut, listener))
            await ack()

        self._list("shortcut", callback_id, role, used)

    def event(self, name: str, listener: Callable[[Payload], Awaitable[None]]) -> None:
        """An event. What it may do is decided by who it is about, inside."""

        async def happened(_ack: AsyncAck, body: Payload) -> None:
            await listener(body)

        self._list("event", name, Role.ANYONE, happened)

    def _list(self, kind: str, name: str, role: Role, heard: Heard) -> None:
        self.listed.append(RegisteredListener(kind, name, role))
        self._table.add(kind, name, heard)


def _in_its_place(view: Payload, metadata: str) -> Payload:
    """The view with what the one that it takes the place of remembers of where it was opened."""
    about, _, where = metadata.partition("@")
    return {**view, "private_metadata": f"{view.get('private_metadata') or about}@{where}"}


async def _told(answer: Awaitable[A]) -> A:
    """What came again is answered with nothing, and a form closes: one whose words were not kept is refused instead."""
    try:
        return await answer
    except KeptOtherwise:
        raise Refused(Refusal.FORM_KEPT_BEFORE) from None
