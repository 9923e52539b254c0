"""Everything that people can do about the plan of their set."""

from datetime import timedelta
from typing import Final

from benchmarks.gestures import press_as_before, press_at_home, press_private
from benchmarks.set_size import SetSize
from prompts import ids
from prompts.blocks import Block
from rehearsal.messages import Message
from rehearsal.people import Person
from tests import forged_payloads
from tests.scene import Scene

LAST: Final = -1
NEXT_BUT_ONE: Final = 1


async def planning(scene: Scene, size: SetSize) -> None:
    """A meeting is added and named, moved with all after it and back, and cancelled; the turn goes round; there is a half-term.

    The one before it is named as well, and comes: of that its host is asked by letter whether it is reached.
    """
    await press_at_home(scene, scene.ben, "Plan")
    await scene.command(scene.ben, "/set", "plan")
    await press_private(scene, scene.ben, "Add a meeting")
    day = (scene.clock.now() + timedelta(weeks=400)).date()
    await scene.submit(scene.ben, day=day.isoformat(), at="14:00")
    for which in (NEXT_BUT_ONE, LAST):
        await press_private(scene, scene.ben, "See the plan")
        await from_menu(scene, scene.ben, "Name the milestone", which)
        await scene.submit(scene.ben, milestone="mid-way")
    await press_private(scene, scene.ben, "See the plan")
    await what_letters_ask(scene, scene.ben)
    await press_private(scene, scene.ben, "See the plan")
    await from_menu(scene, scene.ben, "Move")
    await scene.submit(scene.ben, day=(day + timedelta(days=1)).isoformat(), at="15:00")
    await press_private(scene, scene.ben, "See the plan")
    await from_menu(scene, scene.ben, "Choose a format")
    await scene.submit(scene.ben, format="deep")
    await scene.command(scene.ben, "/set", "format classic")
    await press_private(scene, scene.ben, "See the plan")
    await from_menu(scene, scene.ben, "Cancel")
    await scene.submit(scene.ben)
    await hosted_by_ana(scene, size)
    for first, removed in ((day, None), (None, f"{day}/{day}")):
        await scene.pass_time(minutes=2)
        await press_private(scene, scene.ben, "Days off")
        await scene.submit(scene.ben, **({"first": first.isoformat()} if first else {"remove": [removed]}))
    await scene.pass_time(minutes=2)


async def hosted_by_ana(scene: Scene, _: SetSize) -> None:
    """The turn is handed on, once at least, until it is hers: what comes costs the same however many meetings went before."""
    handed = 0
    await scene.command(scene.ana, "/set", "plan")
    while not handed or scene.ana.id not in scene.told(scene.ana).partition("Host until")[2][:60]:
        await scene.pass_time(minutes=2)  # what was changed before is told: each begins a line
        await press_private(scene, scene.ana, "Hand on")
        await scene.command(scene.ana, "/set", "plan")
        handed += 1


async def what_letters_ask(scene: Scene, host: Person) -> None:
    """Whether the last meeting's milestone is reached, and where the set meets; and whoever is in line gives way."""
    plan = scene.ws.ephemerals(host)[-1]
    for action_id in (ids.PLACE_ASKED, ids.HUDDLE):
        await press_as_before(scene, host, action_id, plan, "Days off")
    await scene.submit(host, place="Room 4")
    await scene.command(scene.chloe, "/set-issue", "list")
    await press_as_before(scene, scene.chloe, ids.GIVE_WAY, scene.ws.ephemerals(scene.chloe)[-1], "Withdraw it")
    meeting = menu_of(plan, LAST)["options"][0]["value"].rpartition("|")[2]
    await forged_payloads.press(scene, host, plan, ids.MILESTONE_REACHED, ids.value("meeting", meeting))
    await forged_payloads.press(scene, host, plan, f"{ids.USE_FORMAT}:no", ids.value("classic", meeting))
    await scene.settle()


def menu_of(plan: Message, which: int) -> Block:
    """The menu beside a meeting of a plan."""
    menus: list[Block] = [block["accessory"] for block in plan.blocks if "accessory" in block]
    return [menu for menu in menus if menu["type"] == "overflow"][which]


async def from_menu(scene: Scene, who: Person, label: str, which: int = LAST) -> None:
    """Choose from the menu beside a meeting of the newest plan."""
    plan = scene.ws.ephemerals(who)[-1]
    await scene.ws.press(who, plan, menu_of(plan, which)["action_id"], option=label)
    await scene.settle()
