"""A Bolt app that does nothing: what the platform itself costs."""

import asyncio

from slack_bolt.context.ack.async_ack import AsyncAck

from benchmarks.serving import bolt_app, configured, served


async def main() -> None:
    config = configured()
    app = bolt_app(config)

    @app.command("/action")
    async def nothing(ack: AsyncAck) -> None:
        await ack()

    await served(app, config)


if __name__ == "__main__":
    asyncio.run(main())
