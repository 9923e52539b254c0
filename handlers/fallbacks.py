"""What nobody listens to: buttons and forms of earlier versions, which stand in Slack for ever, and commands of no app of ours."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any, Final

from slack_bolt.async_app import AsyncAck

from bot.domain.errors import Refused
from bot.domain.refusals import Refusal

Heard = Callable[[AsyncAck, dict[str, Any]], Awaitable[None]]


def _refusing(kind: Refusal) -> Heard:
    async def refused(_ack: AsyncAck, _body: dict[str, Any]) -> None:
        raise Refused(kind)

    return refused


async def _taken(ack: AsyncAck, _body: dict[str, Any]) -> None:
    await ack()


async def _taken_silently(_ack: AsyncAck, _body: dict[str, Any]) -> None:
    """Events that nobody listens to are taken all the same: Slack would send them again."""


OTHERWISE: Final[Mapping[str, Heard]] = {
    "command": _refusing(Refusal.NO_COMMAND),
    "button": _refusing(Refusal.OLD_BUTTON),
    "form": _refusing(Refusal.OLD_FORM),
    "shortcut": _refusing(Refusal.OLD_SHORTCUT),
    "shortcut from anywhere": _taken,
    "put away": _taken,
    "event": _taken_silently,
}
"""By the kind of a delivery. Bolt itself would answer 404, and print the payload."""
