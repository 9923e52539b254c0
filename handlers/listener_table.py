"""One table of who listens to what, behind Bolt's own middleware."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any, Final

from slack_bolt.async_app import AsyncApp, AsyncBoltContext
from slack_bolt.middleware.async_middleware import AsyncMiddleware
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse

from handlers.fallbacks import OTHERWISE, Heard
from handlers.origins import name_the_workspace
from handlers.reader_languages import ReaderLanguages

Payload = dict[str, Any]
IsClosed = Callable[[str, Payload], Awaitable[bool]]
"""Whether nothing of that kind is answered where a payload comes from."""


class ListenerTable(AsyncMiddleware):
    """Who listens to what, by kind and name.

    Bolt would ask each of its listeners in turn whether it is meant, and make all that one may ask for anew each time.
    """

    def __init__(self, app: AsyncApp, reader_languages: ReaderLanguages, is_closed: IsClosed) -> None:
        self._reader_languages = reader_languages
        self._is_closed = is_closed
        self._heard: dict[tuple[str, str], Heard] = {}
        app.use(self)

    def add(self, kind: str, name: str, heard: Heard) -> None:
        """Have `heard` called with the ack and the payload of every delivery of that kind and name."""
        self._heard[kind, name] = heard

    async def async_process(
        self, *, req: AsyncBoltRequest, resp: BoltResponse, next: Callable[[], Awaitable[BoltResponse]]
    ) -> BoltResponse:
        """Answer a delivery; what is none of ours goes on to Bolt. What a listener raises goes to the app's error handler."""
        body, ack = req.body, req.context.ack
        found = COMMAND if "command" in body else KINDS.get(str(body.get("type")))
        if found is None:
            await next()
            return resp
        kind, name_of = found
        name_the_workspace(body, _installed(req.context))
        if not await self._is_closed(kind, body):
            with await self._reader_languages.to_whoever_sent(body):
                await self._heard.get((kind, name_of(body)), OTHERWISE[kind])(ack, body)
        return ack.response or await ack()


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


COMMAND: Final = ("command", _command)
KINDS: Final[Mapping[str, tuple[str, Callable[[Payload], str]]]] = {
    "event_callback": ("event", _event),
    "block_actions": ("button", _button),
    "view_submission": ("form", _form),
    "view_closed": ("put away", _form),
    "message_action": ("shortcut", _shortcut),
    "shortcut": ("shortcut from anywhere", _shortcut),
}
"""What a payload is by its type, and where its name stands; a command has none."""
