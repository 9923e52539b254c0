"""What a script expects: to have been seen since the last thing that was done, or to stand somewhere now."""

from typing import Final

from rehearsal.finding import Finder, NotThere, alike, targets
from rehearsal.formatting import Formatted
from rehearsal.messages import Message
from rehearsal.narrator import Narrator
from rehearsal.participants import Participants
from rehearsal.people import Person
from rehearsal.script_items import Sees, Stands

SHOWN: Final = 6
"""Messages that a complaint shows, the newest last."""


class Expecting:
    """Looks for what a script says is there. Raises NotThere with what is there instead."""

    def __init__(self, participants: Participants, narrator: Narrator, finder: Finder) -> None:
        self._participants = participants
        self._narrator = narrator
        self._finder = finder

    def seen(self, item: Sees) -> None:
        """Since the last thing that was done, by the one who is named, or by anybody."""
        who = self._who(item)
        looked_at = [one for one in self._narrator.fresh if _fits(one, who, item)]
        found = any(alike(item.words) in alike(one.words) for one in looked_at)
        if found == item.there:
            return
        if not item.there:
            raise NotThere(f"“{item.words}” was seen{_in(item)}, and should not have been")
        verb = f"{who.name} did not see" if who else "nobody saw"
        seen = quoted([one.words for one in looked_at if one.words][-SHOWN:])
        raise NotThere(f"{verb} “{item.words}”{_in(item)}. What was seen there since then: {seen}")

    def standing(self, item: Stands) -> None:
        """Now, whenever it was said, on the screen of the one who is named, or on anybody's."""
        if item.where == "home":
            self._at_home(item)
            return
        there = self._there(item)
        found = [one for one in there if alike(item.words) in alike(self._words(one))]
        if not item.there and found:
            raise NotThere(f"“{item.words}” stands{_in(item)}, and should not: “{self._words(found[0])}”")
        if item.there and not found:
            newest = quoted([self._words(one) for one in reversed(there[:SHOWN])])
            raise NotThere(f"“{item.words}” stands nowhere now{_in(item)}. What is newest there: {newest}")
        if item.times not in (None, len(found)):
            messages = "message" if len(found) == 1 else "messages"
            raise NotThere(f"“{item.words}” stands in {len(found)} {messages}{_in(item)}, not in {item.times}")
        if item.buttons is not None:
            self._carries(found[0], item)

    def _at_home(self, item: Stands) -> None:
        """On a home tab as it stands, be it long since it was drawn."""
        people = [who] if (who := self._who(item)) else list(self._participants.people.values())
        tabs = [(one, self._participants.ws.home(one)) for one in people]
        read = [self._narrator.formatter.words_of_view(tab, one.id) for one, tab in tabs if tab is not None]
        found = [words for words in read if alike(item.words) in alike(words)]
        if item.there and not found:
            raise NotThere(f"“{item.words}” stands on no home tab. What stands there: {quoted(read)}")
        if not item.there and found:
            raise NotThere(f"“{item.words}” stands on a home tab, and should not: “{found[0]}”")

    def _there(self, item: Stands) -> list[Message]:
        everything = self._finder.standing(self._who(item))
        place = self._narrator.formatter.place
        return [one for one in everything if item.where in (None, place(one)[0])]

    def _carries(self, message: Message, item: Stands) -> None:
        labels = [one.words for one in targets(message)]
        if [alike(one) for one in labels] != [alike(one) for one in item.buttons or ()]:
            raise NotThere(f"“{item.words}” carries {_row(labels)}, and should carry {_row(item.buttons or ())}")

    def _words(self, message: Message) -> str:
        return self._narrator.formatter.words(message)

    def _who(self, item: Sees | Stands) -> Person | None:
        return self._participants.people[item.who] if item.who else None


def quoted(words: list[str]) -> str:
    return "; ".join(f"“{one}”" for one in words) or "nothing"


def _fits(told: Formatted, who: Person | None, item: Sees) -> bool:
    return (who is None or who.id in told.seen.viewers) and item.where in (None, told.where)


def _in(item: Sees | Stands) -> str:
    return f" ({item.where})" if item.where else ""


def _row(labels: tuple[str, ...] | list[str]) -> str:
    return " ".join(f"[{one}]" for one in labels) or "no button"
