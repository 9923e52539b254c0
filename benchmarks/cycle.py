"""A set that has not met for long: it is asked what becomes of it, rests, goes on for another cycle, and ends."""

from datetime import timedelta

from benchmarks.gestures import press_private
from benchmarks.set_size import SetSize
from tests.scene import Scene


async def asked_to_go_on(scene: Scene, _: SetSize) -> None:
    """Before the last meeting of the cycle each is asked in a letter what has moved, and whether they would go on."""
    await press_private(scene, scene.ben, "Yes, if ...")
    await scene.submit(scene.ben, condition="We meet before noon")
    await press_private(scene, scene.ben, "Say what has moved")
    await scene.submit(scene.ben, moved="I ask my deputy first", shared=["yes"])


async def asleep(scene: Scene, _: SetSize) -> None:
    """Its host has been asked by now, and then everybody: one has it rest until a day, which comes."""
    await press_private(scene, scene.ana, "Pause until")
    await scene.submit(scene.ana, day=_in(scene, days=10))
    await scene.pass_time(days=11)


async def resting(scene: Scene, _: SetSize) -> None:
    """It rests once more, as somebody types, and is woken before its day; then again, by the form that a bare word opens."""
    await scene.command(scene.ben, "/set", "pause until next Friday")
    await scene.command(scene.ben, "/set", "")
    await press_private(scene, scene.ben, "Wake it now")
    await scene.command(scene.ben, "/set", "pause until")
    await scene.ws.close_view(scene.ben)


async def renewing(scene: Scene, _: SetSize) -> None:
    """Another cycle begins; all but one come along, and new members are looked for."""
    await scene.command(scene.ana, "/set", "renew")
    await scene.ws.close_view(scene.ana)
    await scene.command(scene.ana, "/set", "")
    await press_private(scene, scene.ana, f"Renew for {_many(scene)}")
    await scene.submit(scene.ana, learn="To ask sooner")
    await scene.press(scene.people[-2], "Not this time")
    for one in scene.people[1:-2]:
        if one is not scene.eva:  # who has left the set
            await scene.press(one, "I agree")
    await scene.command(scene.ana, "/set", "recruit")
    await scene.command(scene.ana, "/set", "members")
    await press_private(scene, scene.ana, "Find new members")


async def ending(scene: Scene, _: SetSize) -> None:
    """Somebody looks what it would mean to end the set, and another ends it."""
    await scene.command(scene.ben, "/set", "end set")
    await scene.ws.close_view(scene.ben)
    await scene.command(scene.ana, "/set", "")
    await press_private(scene, scene.ana, "End well")
    await scene.submit(scene.ana)


def _in(scene: Scene, *, days: int) -> str:
    return (scene.clock.now() + timedelta(days=days)).date().isoformat()


def _many(scene: Scene) -> str:
    """As many meetings as the button offers."""
    answer = scene.ws.ephemerals(scene.ana)[-1]
    offered = (
        str(one["text"]["text"]) for block in answer.blocks for one in block.get("elements", ()) if "value" in one
    )
    return next(label for label in offered if label.startswith("Renew for ")).removeprefix("Renew for ")
