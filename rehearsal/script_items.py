"""What a script is made of once it has been read. Every item knows its line in the file, from 1."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final, Literal

Fields = Mapping[str, str | tuple[str, ...]]
"""What is entered into a form, by the label of the field."""
PlaceKind = Literal["channel", "thread", "private", "dm", "form", "home"]
PLACES: Final[tuple[PlaceKind, ...]] = ("channel", "thread", "private", "dm", "form", "home")
STANDING: Final[tuple[PlaceKind, ...]] = ("channel", "thread", "private", "dm", "home")


@dataclass(frozen=True)
class Cast:
    """Somebody in the play: `key` is what the script calls them; `zone` is IANA. An `outsider` is in no channel.

    Of another company where `company` is the id of its workspace; on an organisation of other workspaces of it, in `teams`.
    """

    key: str
    name: str
    zone: str
    outsider: bool = False
    guest: bool = False
    participants: str = ""
    teams: tuple[str, ...] = ()


def key_for(name: str) -> str:
    """What a script calls somebody new of this name."""
    first = unicodedata.normalize("NFKD", name.strip().removeprefix("@")).encode("ascii", "ignore").decode()
    return first.partition(" ")[0].casefold()


@dataclass(frozen=True)
class OtherPlace:
    """Another channel, with all who are not outsiders in it; the bot is there if it is `invited`."""

    name: str
    private: bool = True
    invited: bool = True
    shared: bool = False


@dataclass(frozen=True)
class Note:
    """Something said to whoever watches."""

    line: int
    words: str


@dataclass(frozen=True)
class Talk:
    """Where talk goes from here on: `channel`, `thread` (the bot's newest), `dm`, `#name` of another place, or words of a card."""

    line: int
    place: str


@dataclass(frozen=True)
class Says:
    """Something typed; what begins with a slash is a command.

    With `late`, such as `90s`, it was written that long ago in the thread, and the bot hears of it only now.
    """

    line: int
    who: str
    words: str
    late: str = ""


@dataclass(frozen=True)
class Presses:
    """A button or an option by what it says: the newest one, or that in the message with the words `on`.

    Where a message has several of the same, `beside` is what stands next to the one that is meant. An `old` one stood
    there before, and is still on a screen that is behind.
    """

    line: int
    who: str
    label: str
    on: str = ""
    beside: str = ""
    old: bool = False


@dataclass(frozen=True)
class Fills:
    """The form in front of somebody, filled in and sent. With `refused` it is to come back with these words."""

    line: int
    who: str
    fields: Fields
    refused: str = ""


@dataclass(frozen=True)
class Cancels:
    """The form in front of somebody, put away."""

    line: int
    who: str


@dataclass(frozen=True)
class Uses:
    """A shortcut on the newest message that has the words `on`."""

    line: int
    who: str
    shortcut: str
    on: str


@dataclass(frozen=True)
class Deletes:
    """The newest message that has the words `on`, deleted: one's own, or as an admin one of the bot's."""

    line: int
    who: str
    on: str


@dataclass(frozen=True)
class OpensHome:
    """Somebody looks at the app's Home tab."""

    line: int
    who: str


@dataclass(frozen=True)
class Edits:
    """The newest message of theirs that has the words `on`, changed to other words."""

    line: int
    who: str
    on: str
    to: str


@dataclass(frozen=True)
class Reloads:
    """Somebody looks at Slack anew: what only they were shown is gone."""

    line: int
    who: str


@dataclass(frozen=True)
class JoinsOrLeaves:
    """Somebody joins the set's channel, or leaves it (`joins` false)."""

    line: int
    who: str
    joins: bool


@dataclass(frozen=True)
class Reacts:
    """An emoji, such as `tada` or a sign of Unicode, on the newest message that has the words `on`, or on the newest of all."""

    line: int
    who: str
    emoji: str
    on: str = ""


@dataclass(frozen=True)
class Adds:
    """Somebody new in the workspace, and in the channel unless they are an outsider."""

    line: int
    newcomer: Cast


@dataclass(frozen=True)
class BecomesOfChannel:
    """What becomes of the set's channel, in the words of `rehearsal.becoming`."""

    line: int
    words: str


@dataclass(frozen=True)
class Moves:
    """The clock, moved through whatever is due: `+3d`, `to Tuesday 09:00`."""

    line: int
    words: str


@dataclass(frozen=True)
class Sees:
    """What must have been seen, or not (`there` false), since the last thing that was done.

    Without `who` by anybody; without `where` in any place.
    """

    line: int
    words: str
    who: str = ""
    where: PlaceKind | None = None
    there: bool = True


@dataclass(frozen=True)
class Stands:
    """What must stand in a message now, or in none (`there` false), whenever it was said. `who` and `where` as above.

    `times` is in how many messages; `buttons` are all that the newest of them carries, in order.
    """

    line: int
    words: str
    who: str = ""
    where: PlaceKind | None = None
    there: bool = True
    times: int | None = None
    buttons: tuple[str, ...] | None = None


Item = (
    Note | Talk | Says | Presses | Fills | Cancels | Uses | Deletes | Edits | Reacts | Reloads | JoinsOrLeaves | Adds
    | BecomesOfChannel | OpensHome | Moves | Sees | Stands
)  # fmt: skip


@dataclass(frozen=True)
class Script:
    """A play. `start` is UTC; wall times are told in `zone` (IANA). The bot is in the channel if it is `invited`.

    At reading pace it takes so many seconds as it `lasts`; None where that is left to whoever plays it.
    The workspace is of an Enterprise `organisation` where its id is given. With a `seed` chance always falls the same way.

    One that goes on `after` another is played once that one is through, with its people, channel and clock.
    """

    title: str
    start: datetime
    zone: str
    channel: str
    people: tuple[Cast, ...]
    items: tuple[Item, ...] = ()
    about: str = ""
    lasts: int | None = None
    private: bool = True
    invited: bool = True
    organisation: str = ""
    seed: int | None = None
    places: tuple[OtherPlace, ...] = ()
    source: str = field(default="", compare=False)
    after: "Script | None" = None

    @property
    def whole(self) -> tuple[tuple[str, Item], ...]:
        """All that is played, in order: each item with the file that it stands in."""
        before = self.after.whole if self.after else ()
        return (*before, *((self.source, item) for item in self.items))

    @property
    def newcomers(self) -> tuple[Cast, ...]:
        """Who has come by the end of it."""
        return tuple(item.newcomer for _, item in self.whole if isinstance(item, Adds))

    def somebody(self, key: str) -> Cast | None:
        return next((one for one in self.people if one.key == key), None)


PEERS: Final = (
    Cast("ana", "Ana", "Europe/London"),
    Cast("ben", "Ben", "Europe/London"),
    Cast("chloe", "Chloé", "Europe/London"),
    Cast("dan", "Dan", "Europe/London"),
    Cast("eva", "Eva", "Europe/Sofia"),
    Cast("otto", "Otto", "Europe/London", outsider=True),
)
"""The five peers and an outsider who play where a script names nobody."""
