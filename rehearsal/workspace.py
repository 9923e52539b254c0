"""A Slack on loopback that the bot talks to as it would to the real one."""

import asyncio
from collections.abc import Callable, Iterable
from types import TracebackType
from typing import Any, Self

from aiohttp import web

from bot.clock import Clock
from bot.server import begun, end
from rehearsal.chat_methods import ChatMethods
from rehearsal.conversation_methods import ConversationMethods
from rehearsal.deliveries import Answer, Deliveries, Delivery
from rehearsal.faults import Call, Faults
from rehearsal.file_methods import FileMethods, UploadAddresses
from rehearsal.gestures import Gestures
from rehearsal.messages import Message
from rehearsal.people import Channel, Payload, Person
from rehearsal.rate_limits import RateLimits
from rehearsal.response_urls import ResponseUrls
from rehearsal.socket_mode import Sockets
from rehearsal.triggers import Triggers
from rehearsal.view_methods import Views
from rehearsal.web_api import WebApi
from rehearsal.world import Seen, World


class Workspace(Gestures):
    """One workspace with the bot installed. Set up people and channels at any time; it answers between start and stop.

    Message times, history and rate limits follow `clock`. Trigger ids, response URLs, signatures, patience and slowness
    are in real time. Deliveries go to the address set by `deliver_over_http`, or while there is none to a socket.
    It may be stopped and started again, on the same port or another: what was said is still there. Of a bot that is never killed,
    as one in this process, it may keep its connections.
    """

    def __init__(
        self,
        clock: Clock,
        *,
        team_id: str = "T0001",
        bot_token: str = "xoxb-stand-in",  # noqa: S107
        app_token: str = "xapp-stand-in",  # noqa: S107
        signing_secret: str = "stand-in-secret",  # noqa: S107
        bot_user: str = "U0BOT",
        organisation: str | None = None,
        keeps_connections: bool = False,
    ) -> None:
        world, triggers = World(clock, team_id, bot_user, organisation), Triggers()
        self.bot_token, self.app_token, self.signing_secret = bot_token, app_token, signing_secret
        self.socket = Sockets(world.changed)
        views = Views(world, triggers)
        files = FileMethods(world, self._address)
        tables = (ChatMethods(world).table, ConversationMethods(world).table, views.table, files.table)
        methods = {name: method for table in tables for name, method in table.items()}
        self._api = WebApi(world, methods | {"apps.connections.open": self.socket.open_url}, bot_token, app_token)
        urls = ResponseUrls(world, self._api)
        self._uploads = UploadAddresses(world, self._api, files)
        deliveries = Deliveries(self.socket, signing_secret, world.changed, kept_alive=keeps_connections)
        super().__init__(world, triggers, views, urls, deliveries)
        world.people[bot_user] = Person(bot_user, "set_adviser", "Europe/London", team_id, is_bot=True)
        self.echoes = False
        self._echoing: set[asyncio.Task[Answer]] = set()
        self._runner: web.AppRunner | None = None
        self._listening: asyncio.Server | None = None
        world.listeners.append(self._echo)

    async def start(self, port: int = 0) -> None:
        """Listen on 127.0.0.1, on any free port unless one is given."""
        app = web.Application(client_max_size=4 * 1024 * 1024)
        app.router.add_route("*", "/api/{method}", self._api.answer)
        app.router.add_post("/response/{token}", self._urls.answer)
        app.router.add_post("/upload/{token}", self._uploads.answer)
        app.router.add_get("/link", self.socket.answer)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        self._listening = await begun(self._runner, "127.0.0.1", port)
        self._base = f"http://127.0.0.1:{self._listening.sockets[0].getsockname()[1]}"
        self.socket.base_url = self._base.replace("http", "ws", 1)
        self._deliveries.open()

    async def stop(self) -> None:
        """Close everything. Calls that are still slow are cut off."""
        for task in self._echoing:
            task.cancel()
        await asyncio.gather(*self._echoing, return_exceptions=True)
        await self.socket.close()
        await self._deliveries.close()
        if self._listening is not None:
            await end(self._listening)
            self._listening = None
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = None

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, where: TracebackType | None
    ) -> None:
        await self.stop()

    def _address(self) -> str:
        return self._base

    @property
    def api_url(self) -> str:
        """The Web API's base address, once started."""
        return f"{self._base}/api/"

    @property
    def port(self) -> int:
        return int(self._base.rpartition(":")[2])

    @property
    def bot_user(self) -> str:
        return self._world.bot_user

    @property
    def team_id(self) -> str:
        return self._world.team_id

    @property
    def calls(self) -> list[Call]:
        """Every Web API call and every use of a response URL, oldest first."""
        return self._api.calls

    @property
    def faults(self) -> Faults:
        return self._api.faults

    @property
    def rate_limits(self) -> RateLimits:
        return self._api.rate_limits

    @property
    def scopes(self) -> set[str]:
        """The bot's granted scopes; change them at will."""
        return self._api.scopes

    @property
    def deliveries(self) -> Deliveries:
        """How deliveries are made: `patience`, `event_retries`, and every answer in `made`."""
        return self._deliveries

    @property
    def undelivered(self) -> list[Delivery]:
        """Events that Slack gave up on."""
        return self._deliveries.undelivered

    @property
    def rooms(self) -> list[Channel]:
        """Every channel, and every person's direct messages with the bot."""
        return list(self._world.channels.values())

    @property
    def whispered(self) -> list[Message]:
        """Everything that was shown to one person alone, oldest first."""
        return list(self._world.ephemerals)

    @property
    def listeners(self) -> list[Callable[[Seen], None]]:
        """Called for everything that anybody sees."""
        return self._world.listeners

    def person(
        self,
        name: str,
        *,
        zone: str = "Europe/London",
        locale: str = "en-GB",
        user_id: str | None = None,
        guest: bool = False,
        is_bot: bool = False,
        deleted: bool = False,
        team_id: str | None = None,
        teams: Iterable[str] | None = None,
    ) -> Person:
        """A new person; of another workspace, and so of another company, if `team_id` says so.

        On an organisation they are of this workspace unless `teams` says of which ones they are; what they press bears the
        organisation's id, or that of the first of those.
        """
        newcomer = Person(user_id or self._world.person_id(name), name, zone, team_id or self.team_id)
        newcomer.guest, newcomer.is_bot, newcomer.deleted, newcomer.locale = guest, is_bot, deleted, locale
        if self._world.organisation is not None and team_id is None:
            of = tuple(teams) if teams is not None else (self.team_id,)
            newcomer.organisation, newcomer.teams, newcomer.team_id = self._world.organisation, of, of[0]
            newcomer.bears = self._world.organisation if teams is None else of[0]
        self._world.people[newcomer.id] = newcomer
        return newcomer

    def channel(
        self,
        name: str,
        *,
        private: bool = True,
        members: Iterable[Person | str] = (),
        bot_in: bool = True,
        shared: bool = False,
    ) -> Channel:
        """A new channel, with the bot in it unless told otherwise."""
        ids = [member if isinstance(member, str) else member.id for member in members]
        room = Channel(f"C{self._world.number():04d}", name, private=private, shared=shared)
        room.members = [*([self.bot_user] if bot_in else []), *ids]
        self._world.channels[room.id] = room
        return room

    def deliver_over_http(self, url: str | None) -> None:
        """Where commands, actions and events go, signed; None for Socket Mode."""
        self._deliveries.url = url

    async def uninstall(self, *, tokens_first: bool = True, though_it_works: bool = False) -> tuple[Answer, Answer]:
        """Uninstall the bot: its token works no more, and Slack tells it so in two events, in either order.

        Or Slack tells it only, `though_it_works`: late, when the bot has been installed again.
        """
        if not though_it_works:
            self.revoke_token()
        events = [
            self._payloads.event({"type": "tokens_revoked", "tokens": {"oauth": [], "bot": [self.bot_user]}}),
            self._payloads.event({"type": "app_uninstalled"}),
        ]
        first, second = events if tokens_first else reversed(events)
        return await self.tell(first), await self.tell(second)

    async def tell(self, event: Payload) -> Answer:
        """Deliver an event in its envelope, which may be an old one."""
        return await self._deliveries.deliver("events_api", event)

    def revoke_token(self) -> None:
        """The bot's token works no more."""
        self._api.revoked.add(self.bot_token)

    def install(self) -> None:
        """Install the bot again: its token works."""
        self._api.revoked.clear()

    def drop_sockets(self) -> None:
        self.socket.drop()

    async def refresh_sockets(self) -> None:
        await self.socket.refresh()

    def messages(self, channel: Channel | str, thread: Message | str | None = None) -> list[Message]:
        """What stands at the top level of a channel, or in one thread with the message it hangs from, oldest first."""
        room = self._channel(channel)
        if thread is not None:
            return self._world.thread(room.id, thread.ts if isinstance(thread, Message) else thread)
        return [message for message in self._world.history(room.id) if not message.in_thread]

    def everything(self, channel: Channel | str) -> list[Message]:
        """All that stands in a channel and its threads, oldest first."""
        return list(self._world.history(self._channel(channel).id))

    def dm(self, who: Person | str) -> list[Message]:
        """The person's direct messages with the bot, oldest first."""
        return list(self._world.history(self.dm_channel(who).id))

    def dm_channel(self, who: Person | str) -> Channel:
        return self._world.dm(self._person(who).id)

    def ephemerals(self, who: Person | str) -> list[Message]:
        """What was shown to this person alone, oldest first: hints, answers to commands and by response URL."""
        person = self._person(who)
        return [message for message in self._world.ephemerals if message.ephemeral_to == person.id]

    def view(self, who: Person | str) -> Payload | None:
        """The modal on top of the person's screen."""
        shown = self._views.top(self._person(who).id)
        return shown.payload if shown else None

    def view_errors(self, who: Person | str) -> dict[str, str]:
        """What the topmost modal complains of, by block id."""
        shown = self._views.top(self._person(who).id)
        return dict(shown.errors) if shown else {}

    def view_typed(self, who: Person | str) -> dict[tuple[str, str], Any]:
        """What the person has entered into the topmost modal, by block and action id."""
        shown = self._views.top(self._person(who).id)
        return dict(shown.typed) if shown else {}

    def home(self, who: Person | str) -> Payload | None:
        """The person's Home tab, if the bot has published one."""
        shown = self._views.homes.get(self._person(who).id)
        return shown.payload if shown else None

    async def until(self, condition: Callable[[], bool], timeout: float = 60.0) -> None:  # noqa: ASYNC109
        """Return once a condition on the workspace holds; TimeoutError after so many real seconds."""
        await self._world.until(condition, timeout)

    def _echo(self, seen: Seen) -> None:
        """With `echoes`, the bot hears its own messages, as Slack lets it."""
        if not self.echoes or seen.kind != "posted" or seen.message is None:
            return
        task = asyncio.get_running_loop().create_task(self.event(self._payloads.spoken(seen.message)))
        self._echoing.add(task)
        task.add_done_callback(self._echoing.discard)
