"""The same app that does nothing behind Bolt's own aiohttp adapter, with none of our code loaded: for start and memory."""

import logging
import os

from aiohttp import web
from slack_bolt.app.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_sdk.web.async_client import AsyncWebClient


def main() -> None:
    logging.basicConfig(level=logging.ERROR)
    client = AsyncWebClient(token=os.environ["SLACK_BOT_TOKEN"], base_url=os.environ["SLACK_API_URL"])
    secret = os.environ["SLACK_SIGNING_SECRET"]
    app = AsyncApp(name="bolt", client=client, signing_secret=secret, process_before_response=True)

    @app.command("/action")
    async def nothing(ack: AsyncAck) -> None:
        await ack()

    web.run_app(app.web_app(), host="127.0.0.1", port=int(os.environ["PORT"]), print=None)


if __name__ == "__main__":
    main()
