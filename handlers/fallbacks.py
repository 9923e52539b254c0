"""What nobody listens to: buttons and forms of earlier versions, which stand in Slack for ever, and commands of no app of ours."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any, Final

from slack_bolt.async_app import AsyncAck

from bot.domain.errors import Refused
from handlers.parse import OLD_BUTTON, OUT_OF_DATE

Heard = Callable[[AsyncAck, dict[str, Any]], Awaitable[None]]
NO_COMMAND: Final = (
    "That is not a command of mine, so nothing has changed. Whoever runs this app can fix it: its commands "
    "and COMMAND_PREFIX must match."
)
OLD_SHORTCUT: Final = "This shortcut is out of date, and nothing has changed. `/set help` lists what there is."


def _refusing(sentence: str) -> Heard:
    async def refused(_ack: AsyncAck, _body: dict[str, Any]) -> None:
        raise Refused(sentence)

    return refused


async def _taken(ack: AsyncAck, _body: dict[str, Any]) -> None:
    await ack()


async def _taken_silently(_ack: AsyncAck, _body: dict[str, Any]) -> None:
    """Events that nobody listens to are taken all the same: Slack would send them again."""


OTHERWISE: Final[Mapping[str, Heard]] = {
    "command": _refusing(NO_COMMAND),
    "button": _refusing(OLD_BUTTON),
    "form": _refusing(OUT_OF_DATE),
    "shortcut": _refusing(OLD_SHORTCUT),
    "shortcut from anywhere": _taken,
    "put away": _taken,
    "event": _taken_silently,
}
"""By the kind of a delivery. Bolt itself would answer 404, and print the payload."""
