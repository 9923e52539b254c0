"""A Bolt app that writes one row a command, in one transaction, by the same storage and the same hop as the bot."""

import asyncio
from typing import Any

from slack_bolt.context.ack.async_ack import AsyncAck

from benchmarks.serving import bolt_app, configured, served
from bot.clock import SystemClock
from bot.database_opening import opened
from handlers.executor import Executor
from storage.database import Database
from storage.delivery_models import SeenRequest


def write(database: Database, key: str) -> None:
    """One insert and its commit."""
    with database.work() as db:
        db.add(SeenRequest(workspace="benchmark", key=key, seen_at=SystemClock().now()))


async def main() -> None:
    config = configured()
    app = bolt_app(config)
    with opened(config) as database:
        executor = Executor(database.threads)

        @app.command("/action")
        async def one_row(ack: AsyncAck, body: dict[str, Any]) -> None:
            await executor.run(write, database, body["trigger_id"])
            await ack("Noted.")

        await served(app, config)
        executor.close()


if __name__ == "__main__":
    asyncio.run(main())
