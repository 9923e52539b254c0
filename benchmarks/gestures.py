"""What the people of a played set do over and over, whoever they are and whatever stands in front of them."""

from collections.abc import Sequence

from rehearsal.messages import Message
from rehearsal.people import Person
from tests.house import House, labels


def with_button(house: House, label: str) -> list[Message]:
    """Everything in the channel and its threads that has such a button now, oldest first."""
    return [message for message in house.ws.everything(house.room) if label in labels(message)]


def named_first(house: House, message: Message) -> Person:
    """The first of the set's people whom a message mentions."""
    named = [one for one in house.people if one.id in message.text]
    return min(named, key=lambda one: message.text.index(one.id))


def called(house: House) -> tuple[Person, Message]:
    """Whoever is called to ask now, with the call."""
    call = with_button(house, "Another prompt")[-1]
    return named_first(house, call), call


def a_slot_runs(house: House) -> bool:
    """Whether the newest thread is that of a slot which is not over."""
    head = house.thread().text
    return head.startswith("*Slot") and "· until" in head


def presenter(house: House) -> Person:
    """Whoever has the slot that is running."""
    return named_first(house, house.thread())


def peers(house: House) -> Sequence[Person]:
    """Everybody but the presenter."""
    return [one for one in house.people if one is not presenter(house)]


async def press_private(house: House, who: Person, label: str) -> None:
    """Press a button of the newest private answer or direct message that has it."""
    seen = [*house.ws.dm(who), *house.ws.ephemerals(who)]
    newest = max((one for one in seen if label in labels(one)), key=lambda one: float(one.ts))
    await press_first(house, who, label, newest)


async def press_first(house: House, who: Person, label: str, message: Message) -> None:
    """Press the first button of that label; a message about several actions has one for each."""
    elements = [element for block in message.blocks for element in block.get("elements", [])]
    values = (one["value"] for one in elements if one["type"] == "button" and one["text"]["text"] == label)
    await house.ws.press(who, message, label, value=next(values))
    await house.settle()


async def choose(house: House, who: Person, menu: str, option: str) -> None:
    """Choose from the newest menu of that action id that stands in the channel or a thread."""
    shown = [one for one in house.ws.everything(house.room) if menu in str(one.blocks)]
    await house.ws.press(who, shown[-1], menu, option=option)
    await house.settle()


async def use(house: House, who: Person, shortcut: str, message: Message) -> None:
    """Use a message shortcut on what somebody said."""
    await house.ws.shortcut(who, shortcut, message)
    await house.settle()


async def press_in_form(house: House, who: Person, label: str) -> None:
    """Press a button of the form that somebody has open."""
    form = house.ws.view(who)
    assert form is not None
    await house.ws.press(who, form, label)
    await house.settle()
