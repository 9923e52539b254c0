"""What becomes of channels: made public, shared, renamed, archived, deleted; and of whoever joins and leaves them."""

from rehearsal.deliveries import Answer, Deliveries
from rehearsal.payloads import Payloads
from rehearsal.people import Channel, Payload, Person
from rehearsal.world import World


class ChannelChanges:
    """Each tells the bot what Slack tells it, where it is: nothing at all of a channel that is made public, or private."""

    def __init__(self, world: World, out: Deliveries) -> None:
        self._world = world
        self._deliveries = out
        self._payloads = Payloads(world)

    async def event(self, payload: Payload) -> Answer:
        """Deliver any event, given what goes under `event`."""
        return await self._deliveries.deliver("events_api", self._payloads.event(payload))

    async def join(self, who: Person | str, channel: Channel | str) -> Answer | None:
        """Become a member of a channel. The bot joins by its own user id; it hears of others where it is."""
        return await self._moved("member_joined_channel", who, channel)

    async def leave(self, who: Person | str, channel: Channel | str) -> Answer | None:
        """Leave a channel, or be removed."""
        return await self._moved("member_left_channel", who, channel)

    async def archive(self, who: Person | str, channel: Channel | str) -> Answer | None:
        """Archive a channel: nothing can be posted there any more."""
        room = self._channel(channel)
        room.archived = True
        return await self._told(
            room, {"type": f"{room.kind}_archive", "channel": room.id, "user": self._person(who).id}
        )

    async def unarchive(self, who: Person | str, channel: Channel | str) -> Answer | None:
        """Bring it back from the archive."""
        room = self._channel(channel)
        room.archived = False
        return await self._told(
            room, {"type": f"{room.kind}_unarchive", "channel": room.id, "user": self._person(who).id}
        )

    async def delete_channel(self, channel: Channel | str) -> Answer | None:
        """Delete a channel: nobody finds it any more."""
        room = self._channel(channel)
        told = {"type": f"{room.kind}_deleted", "channel": room.id}
        heard = self._world.bot_user in room.members
        del self._world.channels[room.id]
        return await self.event(told) if heard else None

    async def make(self, channel: Channel | str, *, private: bool) -> None:
        """Make a channel public or private: Slack tells no app of it."""
        self._channel(channel).private = private

    async def rename(self, channel: Channel | str, name: str) -> Answer | None:
        """Give a channel another name."""
        room = self._channel(channel)
        room.name = name
        about = {"id": room.id, "name": name, "created": 0}
        return await self._told(room, {"type": f"{room.kind}_rename", "channel": about})

    async def change_id(self, channel: Channel | str) -> Answer | None:
        """Give a channel another id for good."""
        room = self._channel(channel)
        old = self._world.rename(room)
        return await self._told(room, {"type": "channel_id_changed", "old_channel_id": old, "new_channel_id": room.id})

    async def share(self, channel: Channel | str, *, shared: bool = True) -> Answer | None:
        """Share a channel with another company, or stop it; a private one that comes to be shared gets another id."""
        room = self._channel(channel)
        room.shared = shared
        if shared and room.private:
            await self.change_id(room)
        kind = "channel_shared" if shared else "channel_unshared"
        return await self._told(room, {"type": kind, "connected_team_id": "T0PARTNER", "channel": room.id})

    async def _told(self, room: Channel, inner: Payload) -> Answer | None:
        return await self.event(inner) if self._world.bot_user in room.members else None

    async def _moved(self, kind: str, who: Person | str, channel: Channel | str) -> Answer | None:
        room, user = self._channel(channel), who if isinstance(who, str) else who.id
        heard = self._world.bot_user in (*room.members, user)
        room.members[:] = [member for member in room.members if member != user]
        if kind == "member_joined_channel":
            room.members.append(user)
        letter = "G" if room.private else "C"
        inner = {"type": kind, "user": user, "channel": room.id, "channel_type": letter, "team": self._world.team_id}
        return await self.event(inner) if heard else None

    def _person(self, who: Person | str) -> Person:
        return who if isinstance(who, Person) else self._world.people[who]

    def _channel(self, channel: Channel | str) -> Channel:
        return channel if isinstance(channel, Channel) else self._world.channels[channel]
