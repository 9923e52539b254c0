"""A meeting that is played in full, but for its slots."""

from dataclasses import replace

from benchmarks.gestures import (
    named_first,
    press_as_before,
    press_first,
    press_in_form,
    press_private,
    with_button,
    with_private_button,
)
from benchmarks.set_size import SetSize
from benchmarks.slot import OF_A_QUESTION
from prompts import ids
from tests.scene import Scene


async def opening(scene: Scene, _: SetSize) -> None:
    """Started spoken, and typed after all. Everybody but the last comes; Dan goes away and is back; then it moves on."""
    await scene.press(scene.ana, "Start spoken")
    await scene.press_behind_more(scene.ana, "Switch to typed")
    for words in ("pause", "resume", "extend 5"):
        await scene.command(scene.ben, "/set", words)
    for label in ("Pause", "Resume", "+5 minutes"):
        await scene.press(scene.ben, label)
    for one in scene.people[1:-2]:
        await scene.press(one, "I'm here")
    await scene.say(scene.people[-2], "Good morning", in_thread=False)
    await scene.command(scene.dan, "/set", "away until tomorrow")
    await scene.command(scene.dan, "/set", "back")
    await scene.press(scene.dan, "I'm here")
    await scene.press(scene.ana, "Next")


async def reporting_back(scene: Scene, _: SetSize) -> None:
    """The last one comes late. Ana reports on two actions, of which a bid and a new action come; one says it, and the others pass.

    Then there is time to read.
    """
    await scene.press(scene.people[-1], "I'm here")
    await scene.pass_time(minutes=1)  # a channel takes one message a second, and every owner gets one
    anas = with_button(scene, "Pass")[0]
    await press_first(scene, scene.ana, "Done", anas)
    await scene.submit(scene.ana, happened="They said yes")
    await press_first(scene, scene.ana, "Change this report", anas)
    await scene.ws.close_view(scene.ana)
    await press_first(scene, scene.ana, "Change this report", anas)
    await scene.submit(scene.ana, learned="To ask sooner")
    await press_first(scene, scene.ana, "Done", anas)
    await scene.pass_time(minutes=2, seconds=5)  # so long the report-back waits for a form that is open
    await scene.ws.close_view(scene.ana)
    await press_first(scene, scene.ana, "Partly", anas)
    await press_in_form(scene, scene.ana, "More")
    await scene.submit(scene.ana, happened="I got half of it", ahead="change", what="Ask again", due="in two weeks")
    await press_first(scene, scene.ana, "Plan the next step", anas)
    await scene.ws.close_view(scene.ana)
    await press_first(scene, scene.ana, "Bring it today", anas)
    await press_first(scene, scene.ana, "New action from this", anas)
    await scene.submit(scene.ana, due="in two weeks")
    told, *passed = with_button(scene, "Pass")
    await scene.press(named_first(scene, told), "That's it", told)
    for message in passed:
        await scene.press(named_first(scene, message), "Pass", message)
    await scene.pass_time(minutes=2)  # so long there is time to read


async def bidding(scene: Scene, _: SetSize) -> None:
    """One bids with the form; the first of the order that is suggested is confirmed."""
    await scene.press(scene.eva, "Bid")
    await scene.submit(scene.eva, sentence="When do I tell the staff", urgency="4")
    await press_private(scene, scene.eva, "Withdraw it")
    await scene.press(scene.ana, "Start with 1")


async def reviewing(scene: Scene, _: SetSize) -> None:
    """Everybody gives a pulse with what they take away, and then a line; one takes something away for the set."""
    card = with_button(scene, "Give your pulse")[-1]
    for label in ("Length", "Rules"):  # what is asked once in a cycle, and the forms that it leads to
        await scene.press(scene.ben, label)
        await scene.ws.close_view(scene.ben)
    await scene.press(scene.ben, "How is our balance?")
    await scene.command(scene.dan, "/set", "balance")
    for one in scene.people:
        await scene.press(one, "Give your pulse")
        await scene.submit(one, score="7", for_me="To wait", better="Shorter stories", show=["yes"])
    await scene.press(scene.ana, "What I'm taking away")
    await scene.submit(scene.ana, for_set="To ask sooner")
    for one in scene.people:
        await scene.ws.say(one, scene.room, "I learned to wait", thread=card)
        await scene.settle()


async def closing(scene: Scene, _: SetSize) -> None:
    """What was not said is said: an action, and none; the next date is moved, and the meeting closes."""
    await scene.press(scene.dan, "Add an action")
    await scene.submit(scene.dan, what="Ask who owns the roof", due="in two weeks")
    await scene.press(scene.ana, "None this time")
    await scene.submit(scene.ana, because="It is said already")
    await scene.press(scene.ana, "Change the date")
    await scene.submit(scene.ana, at="15:00")
    await scene.press(scene.ana, "Close")


async def nudged(scene: Scene, _: SetSize) -> None:
    """Due dates come, owners are asked before the next meeting, and one answers; Chloé would have whoever asked told."""
    await scene.pass_time(days=12)
    await press_private(scene, scene.ana, "Done")
    await scene.submit(scene.ana, happened="It took two evenings")
    await scene.command(scene.chloe, "/action", "report")
    listed = scene.ws.ephemerals(scene.chloe)[-1]
    place = next(place for place, block in enumerate(listed.blocks) if OF_A_QUESTION in str(block))
    await press_first(scene, scene.chloe, "Done", replace(listed, blocks=[listed.blocks[place + 1]]))
    await scene.submit(scene.chloe, happened="They talk again", tells_asker=["yes"])


async def asked_again(scene: Scene, _: SetSize) -> None:
    """Eva's slot was cut short: asked by DM what she takes on, she says none at first, and then an action.

    Those who could not come may read it, she says.
    """
    asked = with_private_button(scene, scene.eva, "None this time")
    await press_as_before(scene, scene.eva, f"{ids.MAY_READ}:yes", asked, "None this time")
    await press_private(scene, scene.eva, "None this time")
    await scene.submit(scene.eva, because="Not before the holidays")
    await press_private(scene, scene.eva, "Add an action")
    await scene.submit(scene.eva, what="Ask who has a ladder", due="in two weeks")


async def quick_beginning(scene: Scene, _: SetSize) -> None:
    """The last planned meeting starts in another way, and moves on as all are here; two bid, and the order is taken."""
    await scene.command(scene.people[-1], "/set", "regrets a governors' evening")
    await scene.pass_time(days=1, hours=2)
    await scene.press(scene.ana, "Start as Classic, 40 minutes a slot")
    for one in scene.people[2:-1]:
        await scene.press(one, "I'm here")
    for label in ("Switch to spoken", "We're all here", "Switch to typed"):
        await scene.press(scene.ana, label)
    await scene.press(scene.ana, "Next")
    for one in (scene.ben, scene.dan):
        await scene.press(one, "Bid")
        await scene.submit(one, sentence="Who decides this", urgency="5")
    for answer in (ids.REPORT_NOW, ids.STAY, ids.NEXT_SURELY):  # what whoever is asked first can press
        await press_as_before(scene, scene.ana, answer, with_button(scene, "Bid")[-1], "Bid")
