"""Where talk goes: the channel, the bot's direct messages, or a thread."""

from rehearsal.finding import Finder, NotThere
from rehearsal.formatting import Formatter
from rehearsal.participants import Participants
from rehearsal.people import Channel, Person


class Destinations:
    """Reads a place as a script or the prompt names it: `channel`, `dm`, `thread` (the newest), `#name`, or words of a card."""

    def __init__(self, participants: Participants, finder: Finder, formatter: Formatter) -> None:
        self._participants = participants
        self._finder = finder
        self._formatter = formatter
        self._cards: dict[str, str] = {}

    def room(self, place: str, who: Person) -> tuple[Channel, str | None]:
        """Where somebody types, and in which thread; who is not in the channel has the bot's direct messages only."""
        if place.startswith("#"):
            return self._participants.places[place[1:]], None
        if place == "dm" or who.id not in self._participants.room.members:
            return self._participants.ws.dm_channel(who), None
        if place == "channel":
            return self._participants.room, None
        return self._participants.room, self._finder.newest_thread() if place == "thread" else self._card(place)

    def _card(self, words: str) -> str:
        """Its thread; where a card has other words by now, whoever writes there goes on writing there. Raises NotThere."""
        try:
            self._cards[words] = self._finder.card(words)
        except NotThere:
            if words not in self._cards:
                raise
        return self._cards[words]

    def named(self, place: str, who: Person) -> str:
        """Where their talk goes now: `channel`, `dm`, or the thread by its name."""
        try:
            room, thread = self.room(place, who)
        except NotThere:
            return place
        if thread is not None:
            return f"thread {self._formatter.thread(room.id, thread)}"
        if place.startswith("#"):
            return place
        return "channel" if room is self._participants.room else "dm"

    def checked(self, place: str) -> str:
        """The place, if there is such a one. Raises NotThere."""
        if place.startswith("#"):
            if place[1:] not in self._participants.places:
                raise NotThere(
                    f"there is no {place} here; there is {', '.join(self._participants.places) or 'no other place'}"
                )
        elif place not in ("channel", "thread", "dm"):
            self._cards[place] = self._finder.card(place)
        return place
