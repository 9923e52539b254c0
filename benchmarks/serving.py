"""Serves a Bolt app as the bot does: its own guard and adapter, and no answer before the work is done."""

import logging
import os

from slack_bolt.app.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot import server
from bot.config import Config, load
from handlers import guard


def configured() -> Config:
    """The settings that the benchmark gives to whatever it measures, by the names that the bot knows them by."""
    logging.basicConfig(level=logging.ERROR)
    return load(os.environ)


def bolt_app(config: Config) -> AsyncApp:
    client = AsyncWebClient(token=config.bot_token, base_url=config.api_url, retry_handlers=[])
    return AsyncApp(name="one row", client=client, signing_secret=config.signing_secret, process_before_response=True)


async def served(app: AsyncApp, config: Config) -> None:
    """Serve the app until this process is told to stop."""
    stop = server.told_to_stop()
    site = guard.web_app(app.async_dispatch, lambda: (True, {}), config.signing_secret or "")
    async with server.listening(site, config.host, config.port):
        await stop.wait()
