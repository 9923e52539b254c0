"""Who plays in a rehearsal, and where: the people of a script, as the workspace knows them."""

import html
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from bot.clock import MovableClock
from rehearsal.messages import PERSON_MENTION, Message
from rehearsal.people import Channel, Person
from rehearsal.script_items import Cast, Script

if TYPE_CHECKING:  # whoever only reads what is typed, or a script, needs no server
    from rehearsal.workspace import Workspace


@dataclass(frozen=True)
class Participants:
    """The people by the keys of the script, their channel, and the clock (UTC); `zone` (IANA) is the rehearsal's.

    `places` are the other channels there are, by name.
    """

    ws: "Workspace"
    clock: MovableClock
    zone: str
    room: Channel
    people: dict[str, Person]
    places: dict[str, Channel] = field(default_factory=dict)

    @property
    def now(self) -> datetime:
        return self.clock.now()

    def key(self, user: str) -> str | None:
        """What a script calls the person with this id."""
        return next((key for key, person in self.people.items() if person.id == user), None)

    def zone_of(self, user: str) -> str:
        key = self.key(user)
        return self.people[key].zone if key else self.zone

    def partner(self, message: Message) -> Person | None:
        """With whom the bot is alone where this message is."""
        if message.channel == self.room.id:
            return None
        return next((one for one in self.people.values() if self.ws.dm_channel(one).id == message.channel), None)

    def read_out(self, mrkdwn: str) -> str:
        """Words of the bot as a person would repeat them: mentions by name, entities as characters."""
        names = {person.id: person.name for person in self.people.values()}
        return html.unescape(PERSON_MENTION.sub(lambda found: f"@{names.get(found[1], found[1])}", mrkdwn))

    def named(self, words: str) -> Person | None:
        """The person that somebody means by a key or a name, however it is capitalised."""
        wanted = words.strip().removeprefix("@").casefold()
        for key, person in self.people.items():
            if wanted in (key, person.name.casefold()):
                return person
        return None


def participants_of(script: Script, ws: "Workspace", clock: MovableClock) -> Participants:
    """The people of a script and their channel, set up in the workspace; outsiders stay outside."""
    people = {one.key: newcomer(one, ws) for one in script.people}
    inside = [people[one.key] for one in script.people if not one.outsider]
    room = ws.channel(script.channel, private=script.private, members=inside, bot_in=script.invited)
    places = {
        one.name: ws.channel(one.name, private=one.private, members=inside, bot_in=one.invited, shared=one.shared)
        for one in script.places
    }
    return Participants(ws, clock, script.zone, room, people, places)


def newcomer(one: Cast, ws: "Workspace") -> Person:
    """Somebody new in the workspace, and in no channel yet."""
    participants, teams = one.participants or None, one.teams or None
    return ws.person(one.name, zone=one.zone, guest=one.guest, team_id=participants, teams=teams)
