"""What nobody listens to: buttons and forms of earlier versions, which stand in Slack for ever, and commands of no app of ours."""

import re
from typing import Any, Final

from slack_bolt.async_app import AsyncAck, AsyncApp

from bot.domain.errors import Refused
from handlers.parse import OLD_BUTTON, OUT_OF_DATE

ANYTHING: Final = re.compile("")
NO_COMMAND: Final = (
    "That is not a command of mine, so nothing has changed. Whoever runs this app can fix it: its commands "
    "and COMMAND_PREFIX must match."
)
OLD_SHORTCUT: Final = "This shortcut is out of date, and nothing has changed. `/set help` lists what there is."


def register(app: AsyncApp) -> None:
    """After all other listeners, since the first that matches is taken. Bolt itself would answer 404, and print the payload."""
    app.command(ANYTHING)(_refusing(NO_COMMAND))
    app.action(ANYTHING)(_refusing(OLD_BUTTON))
    app.view(ANYTHING)(_refusing(OUT_OF_DATE))
    app.message_shortcut(ANYTHING)(_refusing(OLD_SHORTCUT))
    app.global_shortcut(ANYTHING)(_taken)
    app.view_closed(ANYTHING)(_taken)
    app.event(re.compile(".*"))(_taken_silently)


def _refusing(sentence: str) -> Any:
    async def refused() -> None:
        raise Refused(sentence)

    return refused


async def _taken(ack: AsyncAck) -> None:
    await ack()


async def _taken_silently() -> None:
    """Events that nobody listens to are taken all the same: Slack would send them again."""
