"""The numbers by which buttons are pressed at the prompt."""

from rehearsal.elements import Place
from rehearsal.finding import Target
from rehearsal.messages import Message
from rehearsal.people import Payload

_Key = tuple[str, str, str, str]


class ButtonNumbers:
    """Gives everything that can be pressed a number when it is first drawn; it keeps it, and no other gets it."""

    def __init__(self) -> None:
        self._given: dict[_Key, int] = {}
        self._targets: list[Target] = []

    def give(self, where: Message | Payload, place: Place, words: str) -> int:
        """The number of this button or option."""
        key = key_of(Target(where, place, words))
        if key not in self._given:
            self._targets.append(Target(where, place, words))
            self._given[key] = len(self._targets)
        return self._given[key]

    def target(self, number: int) -> Target | None:
        return self._targets[number - 1] if 1 <= number <= len(self._targets) else None


def key_of(target: Target) -> _Key:
    """What stays the same of a button while the message around it is edited."""
    where = target.where.ts if isinstance(target.where, Message) else str(target.where["id"])
    return where, target.place.key[1], str(target.place.element.get("value")), target.words
