"""A set from its founding to the reminders after its first meeting, with as many people, turns and actions as are asked for."""

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Final

from rehearsal.messages import Message
from rehearsal.people import Person
from tests.house import House, a_house, labels

MEMBERS_OF_A_HOUSE: Final = 5
BEGINS: Final = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Size:
    """How large a set is played: `members` from 5, `turns` to ask in the one slot, `actions` open when the meeting begins."""

    members: int
    turns: int
    actions: int


SMALL: Final = Size(members=5, turns=3, actions=2)
LARGE: Final = Size(members=11, turns=8, actions=20)


async def played(folder: Path, size: Size) -> None:
    """Play all of it on an SQLite file in that folder."""
    async with a_house(folder) as house:
        await play(house, size)


async def play(house: House, size: Size) -> None:
    """Play all of it; Chloé presents."""
    _let_in(house, size.members)
    await house.found(members=[one.id for one in house.people])
    await _promise(house, size.actions)
    await house.to(house.clock.now() + BEGINS)
    await _arrive(house)
    await _report_back(house)
    await _present(house, size.turns)
    await _review(house)
    await house.press(house.ana, "Next")
    await house.press(house.ana, "Close")
    await house.pass_time(days=14)


def _let_in(house: House, members: int) -> None:
    more = [house.ws.person(f"Member {number}") for number in range(MEMBERS_OF_A_HOUSE, members)]
    house.room.members += [one.id for one in more]
    house.people = (*house.people, *more)


async def _promise(house: House, actions: int) -> None:
    await house.command(house.chloe, "/set-issue", "Two departments will not share a technician")
    for number in range(actions):
        who = house.people[number % len(house.people)]
        await house.command(who, "/action", f"Talk to colleague number {number} in two weeks")
    await house.command(house.ana, "/action", "list")
    await house.command(house.ana, "/action", "report")
    await house.command(house.ana, "/set")
    await house.ws.open_home(house.ana)


async def _arrive(house: House) -> None:
    await house.press(house.ana, "Start")
    for words in ("pause", "resume", "extend 5"):
        await house.command(house.ben, "/set", words)
    for one in house.people[1:]:
        await house.press(one, "I'm here")


async def _report_back(house: House) -> None:
    await house.pass_time(minutes=1)  # a channel takes one message a second, and every owner gets one
    *passing, telling = _with_button(house, "Pass")
    for message in passing:
        await house.press(_named_first(house, message), "Pass", message)
    await house.press(_named_first(house, telling), "Done", telling)
    await house.submit(_named_first(house, telling), happened="They said yes", learned="To ask sooner")


async def _present(house: House, turns: int) -> None:
    await house.press(house.chloe, "That's it")
    await house.press(house.chloe, "Next")
    for number in range(turns):
        call = _with_button(house, "Another prompt")[-1]
        peer = _named_first(house, call)
        if number == 0:
            await house.press(peer, "Another prompt", call)
            await house.press(peer, "Thinking", call)
        await house.say(peer, "What would have to be true for the two heads to want this?")
        await house.say(house.dan if peer is not house.dan else house.ben, "You should just split the job")
        await house.say(house.chloe, "I think they would have to trust each other")
        await house.press(peer, "Done")
    await house.command(house.chloe, "/set", "next")


async def _review(house: House) -> None:
    await house.press(house.chloe, "Write it down")
    await house.submit(house.chloe, restated="How do I make it safe for either head to go first")
    await house.command(house.chloe, "/action", "Ask Mo for twenty minutes alone in two weeks")
    await house.press(house.chloe, "That's all")
    for one in house.people:
        await house.say(one, "I learned to wait")


def _with_button(house: House, label: str) -> list[Message]:
    return [message for message in house.ws.everything(house.room) if label in labels(message)]


def _named_first(house: House, message: Message) -> Person:
    named = [one for one in house.people if one.id in message.text]
    return min(named, key=lambda one: message.text.index(one.id))
