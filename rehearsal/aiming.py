"""Where talk goes: the channel, the bot's direct messages, or a thread."""

from rehearsal.company import Company
from rehearsal.finding import Finder, NotThere
from rehearsal.people import Channel, Person
from rehearsal.telling import Teller


class Aim:
    """Reads a place as a script or the prompt names it: `channel`, `dm`, `thread` (the newest), `#name`, or words of a card."""

    def __init__(self, company: Company, finder: Finder, teller: Teller) -> None:
        self._company = company
        self._finder = finder
        self._teller = teller

    def room(self, place: str, who: Person) -> tuple[Channel, str | None]:
        """Where somebody types, and in which thread; who is not in the channel has the bot's direct messages only."""
        if place.startswith("#"):
            return self._company.places[place[1:]], None
        if place == "dm" or who.id not in self._company.room.members:
            return self._company.ws.dm_channel(who), None
        if place == "channel":
            return self._company.room, None
        return self._company.room, self._finder.newest_thread() if place == "thread" else self._finder.card(place)

    def named(self, place: str, who: Person) -> str:
        """Where their talk goes now: `channel`, `dm`, or the thread by its name."""
        try:
            room, thread = self.room(place, who)
        except NotThere:
            return place
        if thread is not None:
            return f"thread {self._teller.thread(room.id, thread)}"
        if place.startswith("#"):
            return place
        return "channel" if room is self._company.room else "dm"

    def checked(self, place: str) -> str:
        """The place, if there is such a one. Raises NotThere."""
        if place.startswith("#"):
            if place[1:] not in self._company.places:
                raise NotThere(
                    f"there is no {place} here; there is {', '.join(self._company.places) or 'no other place'}"
                )
        elif place not in ("channel", "thread", "dm"):
            self._finder.card(place)
        return place
