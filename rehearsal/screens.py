"""What somebody has in front of them now, shown again."""

from typing import Final

from rehearsal.finding import Finder
from rehearsal.messages import Message
from rehearsal.narrator import Narrator
from rehearsal.participants import Participants
from rehearsal.people import Person
from rehearsal.world import Seen, SeenKind

MOST: Final = 8


class Screens:
    """Shows the newest messages of a place as one person sees them, then what lies on top: their form."""

    def __init__(self, participants: Participants, narrator: Narrator, finder: Finder) -> None:
        self._participants = participants
        self._ws = participants.ws
        self._narrator = narrator
        self._finder = finder

    def show(self, who: Person, place: str) -> None:
        """The place by its name at the prompt: `channel`, `thread`, `dm` or words of a card. Raises NotThere."""
        messages = self._messages(who, place)
        if not messages:
            self._narrator.note(f"{who.name} sees nothing here yet.")
        elif who.zone != self._participants.zone:
            self._narrator.note(f"As {who.name} reads it, in {who.zone}.")
        for message in messages[-MOST:]:
            kind: SeenKind = "said" if message.user != self._ws.bot_user else "posted"
            self._narrator.show(Seen(kind, (who.id,), message.at, message.user, message))
        form = self._ws.view(who)
        if form is not None:
            self._narrator.show(Seen("view_opened", (who.id,), self._participants.now, self._ws.bot_user, view=form))

    def _messages(self, who: Person, place: str) -> list[Message]:
        if place == "dm":
            alone = [one for one in self._ws.ephemerals(who) if one.channel == self._ws.dm_channel(who).id]
            return sorted([*self._ws.dm(who), *alone], key=lambda message: message.ts)
        if who.id not in self._participants.room.members:
            return [one for one in self._ws.ephemerals(who) if one.channel == self._participants.room.id]
        thread = None
        if place != "channel":
            thread = self._finder.newest_thread() if place == "thread" else self._finder.card(place)
        standing = self._ws.messages(self._participants.room, thread)
        private = [
            one
            for one in self._ws.ephemerals(who)
            if one.channel == self._participants.room.id and (one.thread_ts == thread if thread else not one.in_thread)
        ]
        return sorted([*standing, *private], key=lambda message: message.ts)
