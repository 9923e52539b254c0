"""What the people of a played set do over and over, whoever they are and whatever stands in front of them."""

from collections.abc import Sequence
from typing import Any

from rehearsal.messages import Message
from rehearsal.people import Person
from tests import forged_payloads
from tests.scene import Scene, labels


def with_button(scene: Scene, label: str) -> list[Message]:
    """Everything in the channel and its threads that has such a button now, oldest first."""
    return [message for message in scene.ws.everything(scene.room) if label in labels(message)]


def named_first(scene: Scene, message: Message) -> Person:
    """The first of the set's people whom a message mentions."""
    named = [one for one in scene.people if one.id in message.text]
    return min(named, key=lambda one: message.text.index(one.id))


def called(scene: Scene) -> tuple[Person, Message]:
    """Whoever is called to ask now, with the call."""
    call = with_button(scene, "Pass")[-1]
    return named_first(scene, call), call


def a_slot_runs(scene: Scene) -> bool:
    """Whether the newest thread is that of a slot which is not over."""
    head = scene.thread().text
    return head.startswith("*Slot") and "· until" in head


def presenter(scene: Scene) -> Person:
    """Whoever has the slot that is running."""
    return named_first(scene, scene.thread())


def peers(scene: Scene) -> Sequence[Person]:
    """Everybody but the presenter."""
    return [one for one in scene.people if one is not presenter(scene)]


def with_private_button(scene: Scene, who: Person, label: str) -> Message:
    """The newest private answer or direct message that has such a button."""
    seen = [*scene.ws.dm(who), *scene.ws.ephemerals(who)]
    return max((one for one in seen if label in labels(one)), key=lambda one: float(one.ts))


async def press_private(scene: Scene, who: Person, label: str) -> None:
    """Press a button of the newest private answer or direct message that has it."""
    await press_first(scene, who, label, with_private_button(scene, who, label))


def told(scene: Scene, words: str) -> Person:
    """Whoever was told that last by direct message, be it in its words or on a button: the host, whose turn moves on."""
    seen = [
        (float(one.ts), who.id)
        for who in scene.people
        for one in scene.ws.dm(who)
        if words in f"{one.text} {labels(one)}"
    ]
    newest = max(seen)[1]
    return next(who for who in scene.people if who.id == newest)


async def press_at_home(scene: Scene, who: Person, label: str) -> None:
    """Open the home tab, and press the first button of that label there: that of their oldest set, where several have one."""
    await scene.ws.open_home(who)
    await scene.settle()
    home = scene.ws.home(who) or {}
    await scene.ws.press(who, home, label, value=_first(home["blocks"], label))
    await scene.settle()


async def press_first(scene: Scene, who: Person, label: str, message: Message) -> None:
    """Press the first button of that label; a message about several actions has one for each."""
    await scene.ws.press(who, message, label, value=_first(message.blocks, label))
    await scene.settle()


def _first(blocks: list[dict[str, Any]], label: str) -> object:
    """The value of the first button of that label."""
    beside = [block["accessory"] for block in blocks if "accessory" in block]
    elements = [*beside, *(element for block in blocks for element in block.get("elements", []))]
    return next(one["value"] for one in elements if one["type"] == "button" and one["text"]["text"] == label)


async def use(scene: Scene, who: Person, shortcut: str, message: Message) -> None:
    """Use a message shortcut on what somebody said."""
    await scene.ws.shortcut(who, shortcut, message)
    await scene.settle()


async def press_in_form(scene: Scene, who: Person, label: str) -> None:
    """Press a button of the form that somebody has open."""
    form = scene.ws.view(who)
    assert form is not None
    await scene.ws.press(who, form, label)
    await scene.settle()


async def press_as_before(scene: Scene, who: Person, action_id: str, message: Message, like: str) -> None:
    """Press a button that a message had in earlier versions; it was about the same as the one that reads `like`."""
    elements = [element for block in message.blocks for element in block.get("elements", [])]
    value = next(one["value"] for one in elements if one["type"] == "button" and one["text"]["text"] == like)
    await forged_payloads.press(scene, who, message, action_id, value)
