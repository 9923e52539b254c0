"""What the measured processes stand on: a stand-in workspace, their settings, and a set that was founded through the bot."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Final

from benchmarks.commands import Sender
from benchmarks.servers import serving
from bot.clock import SystemClock
from rehearsal.people import Channel, Person
from rehearsal.workspace import Workspace
from storage import schema
from storage.database import Database
from tests.scene import founding

BOT: Final = ("bot", "run")
SILENT: Final = ("bare", "bolt")
NAMES: Final = ("Ana", "Ben", "Chloé", "Dan", "Eva")


@dataclass(frozen=True, slots=True)
class Environment:
    """A workspace that answers as long as it is open. Every app has an SQLite file of its own, or all share one `shared_url`."""

    workspace: Workspace
    room: Channel
    people: tuple[Person, ...]
    folder: Path
    shared_url: str | None

    def sender(self, app: str) -> Sender:
        """Ana, who types into the set's channel. The apps that do nothing answer nothing."""
        ana, expects = self.people[0], b"" if app in SILENT else b"Noted"
        return Sender(ana.team_id, self.room.id, ana.id, self.workspace.signing_secret, expects)

    def settings(self, app: str) -> Mapping[str, str]:
        """The environment of an app; there is no `.env` in the folder that it is run in to add to them."""
        return settings_of(self.workspace, self.shared_url or f"sqlite:///{self.folder}/{app}.db")


def settings_of(workspace: Workspace, url: str) -> Mapping[str, str]:
    """The environment of a bot in that workspace, over HTTP, with that database."""
    return {
        "SLACK_BOT_TOKEN": workspace.bot_token,
        "SLACK_SIGNING_SECRET": workspace.signing_secret,
        "SLACK_APP_TOKEN": "",
        "SLACK_API_URL": workspace.api_url,
        "DATABASE_URL": url,
        "HOST": "127.0.0.1",
        "LOG_LEVEL": "ERROR",
        "COMMAND_PREFIX": "",
        "MESSAGES_A_MINUTE": "",
        "DATA_CONTACT": "",
        "SAFETY_CONTACT": "",
    }


@asynccontextmanager
async def prepared(folder: Path, shared_url: str | None = None) -> AsyncIterator[Environment]:
    """A workspace in which the bot has founded a set of five; on an empty database."""
    if shared_url is not None:
        database = Database(shared_url)
        schema.upgrade(database.engine)
        database.close()
    async with Workspace(SystemClock()) as workspace:
        people = tuple(workspace.person(name) for name in NAMES)
        environment = Environment(workspace, workspace.channel("set-heads", members=people), people, folder, shared_url)
        async with serving(BOT, environment.settings("ours"), environment.sender("ours")) as server:
            workspace.deliver_over_http(f"http://127.0.0.1:{server.port}/slack/events")
            await _found(environment)
        yield environment


async def _found(environment: Environment) -> None:
    """Found the set, and make sure that `/action` does its work there: a refusal is acked too."""
    workspace, ana = environment.workspace, environment.people[0]
    await workspace.command(ana, environment.room, "/set", "new")
    given = founding(
        name="Heads of department",
        members=[one.id for one in environment.people],
        first_on=(SystemClock().now() + timedelta(days=14)).date().isoformat(),
        every_weeks="2",
    )
    await workspace.submit(ana, given)
    answer = await workspace.command(ana, environment.room, "/action", "Ask the governors for a slot in two weeks")
    if not answer.text.startswith("Noted"):
        raise RuntimeError(f"/action answered {answer.status}: {answer.text}")
