"""One Bolt listener for each kind of delivery, and a table behind it."""

import re
from collections.abc import Awaitable, Callable
from typing import Any, Final

from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncBoltContext

from handlers.fallbacks import OTHERWISE, Heard
from handlers.origins import name_the_workspace
from handlers.reader_languages import ReaderLanguages

Payload = dict[str, Any]
Called = Callable[[AsyncAck, Payload, AsyncBoltContext], Awaitable[None]]
"""As Bolt calls it: by the names of what it asks for."""
IsClosed = Callable[[str, Payload], Awaitable[bool]]
"""Whether nothing of that kind is answered where a payload comes from."""
ANYTHING: Final = re.compile("")


class ListenerTable:
    """Who listens to what, by kind and name. Bolt would ask every one of fifty listeners in turn whether it is meant."""

    def __init__(self, app: AsyncApp, reader_languages: ReaderLanguages, is_closed: IsClosed) -> None:
        self._reader_languages = reader_languages
        self._is_closed = is_closed
        self._heard: dict[tuple[str, str], Heard] = {}
        # Bolt asks them in this order: those first that come most.
        app.event(ANYTHING)(self._finding("event", _event))
        app.command(ANYTHING)(self._finding("command", _command))
        app.action(ANYTHING)(self._finding("button", _button))
        app.view(ANYTHING)(self._finding("form", _form))
        app.view_closed(ANYTHING)(self._finding("put away", _form))
        app.message_shortcut(ANYTHING)(self._finding("shortcut", _shortcut))
        app.global_shortcut(ANYTHING)(self._finding("shortcut from anywhere", _shortcut))

    def add(self, kind: str, name: str, heard: Heard) -> None:
        """Have `heard` called with the ack and the payload of every delivery of that kind and name."""
        self._heard[kind, name] = heard

    def _finding(self, kind: str, name_of: Callable[[Payload], str]) -> Called:
        async def found(ack: AsyncAck, body: Payload, context: AsyncBoltContext) -> None:
            name_the_workspace(body, _installed(context))
            if await self._is_closed(kind, body):
                await ack()
                return
            with await self._reader_languages.to_whoever_sent(body):
                await self._heard.get((kind, name_of(body)), OTHERWISE[kind])(ack, body)

        return found


def _installed(context: AsyncBoltContext) -> str | None:
    """The workspace of the token, as Bolt has asked once."""
    return str(context.authorize_result["team_id"]) if context.authorize_result else None


def _command(body: Payload) -> str:
    return str(body["command"])


def _button(body: Payload) -> str:
    """The action_id up to its first colon: what goes on after that tells the buttons of one row apart."""
    pressed = body.get("actions") or [{}]
    return str(pressed[0].get("action_id", "")).partition(":")[0]


def _form(body: Payload) -> str:
    return str(body["view"]["callback_id"])


def _shortcut(body: Payload) -> str:
    return str(body["callback_id"])


def _event(body: Payload) -> str:
    return str(body["event"]["type"])
