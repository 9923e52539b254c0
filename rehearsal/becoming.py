"""What may become of the set's channel in a script, said in words."""

from collections.abc import Awaitable, Callable, Mapping
from typing import TYPE_CHECKING, Final

from rehearsal.people import Channel

if TYPE_CHECKING:  # whoever only reads a script needs no server
    from rehearsal.deliveries import Answer
    from rehearsal.workspace import Workspace

Becoming = Callable[["Workspace", Channel], Awaitable["Answer | None"]]


async def _public(ws: "Workspace", room: Channel) -> None:
    await ws.make(room, private=False)


async def _private(ws: "Workspace", room: Channel) -> None:
    await ws.make(room, private=True)


async def _without_the_bot(ws: "Workspace", room: Channel) -> "Answer":
    await ws.leave(ws.bot_user, room)
    return await ws.event({"type": f"{room.kind}_left", "channel": room.id, "actor_id": room.members[-1]})


BECOMES: Final[Mapping[str, Becoming]] = {
    "public": _public,
    "private": _private,
    "shared": lambda ws, room: ws.share(room),
    "shared no more": lambda ws, room: ws.share(room, shared=False),
    "another id": lambda ws, room: ws.change_id(room),
    "renamed": lambda ws, room: ws.rename(room, f"{room.name}-2"),
    "archived": lambda ws, room: ws.archive(room.members[-1], room),
    "back": lambda ws, room: ws.unarchive(room.members[-1], room),
    "deleted": lambda ws, room: ws.delete_channel(room),
    "without the bot": _without_the_bot,
}
"""By what a script calls it: `becomes: public`."""
