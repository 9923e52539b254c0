"""Members who go and come, and who are asked to leave."""

from benchmarks.gestures import press_private
from benchmarks.set_size import SetSize
from tests.scene import Scene, labels


async def press_as_asked(scene: Scene, label: str) -> None:
    """The host changes in turn: whoever was told last presses."""
    asked = [
        (float(said.ts), place)
        for place, one in enumerate(scene.people)
        for said in scene.ws.dm(one)
        if label in labels(said)
    ]
    host = scene.people[max(asked)[1]]
    await press_private(scene, host, label)


async def coming_and_going(scene: Scene, _: SetSize) -> None:
    """Dan leaves the channel, is asked after, and comes back, twice; somebody who is not in the set joins it."""
    await press_as_asked(scene, "Read it")  # what came of a question of theirs
    for _again in range(2):
        await scene.ws.leave(scene.dan, scene.room)
        await scene.settle()
        await scene.pass_time(days=8)  # over holidays, on which nobody is written to
        await press_as_asked(scene, "Keep their place")
        await scene.ws.join(scene.dan, scene.room)
        await scene.settle()
    for deleted in (True, False):  # an account is closed, and there again
        scene.dan.deleted = deleted
        await scene.ws.event({"type": "user_change", "user": scene.dan.described(scene.ws.team_id, scene.clock.now())})
        await scene.pass_time(minutes=1)
    await scene.ws.join(scene.ws.person("Priya"), scene.room)
    await scene.pass_time(minutes=1)


async def asked_to_leave(scene: Scene, _: SetSize) -> None:
    """Dan is asked to leave, and it is taken back; Ben is, and would stay; most of the others are not asked in time."""
    await scene.command(
        scene.ana, "/set", f"add <@{scene.eva.id}> <@{scene.otto.id}>"
    )  # so that two alone settle nothing
    await scene.command(scene.ana, "/set", "remove")
    await scene.ws.close_view(scene.ana)
    await scene.command(scene.ana, "/set", "members")
    await press_private(scene, scene.ana, "Ask someone to leave")
    await scene.submit(scene.ana, person=scene.dan.id)
    await press_private(scene, scene.ana, "Take it back")
    await scene.command(scene.ana, "/set", f"remove <@{scene.ben.id}>")
    await scene.pass_time(days=3)
    await press_private(scene, scene.ben, "I'd like to stay")
    await scene.pass_time(days=4)
    await press_private(scene, scene.chloe, "They should leave")
    for one in (scene.chloe, scene.dan):
        await press_private(scene, one, "They should stay")


async def leaving_as_asked(scene: Scene, _: SetSize) -> None:
    """Otto leaves the channel, and has left the set; he comes again, does not answer for a week, and leaves as asked.

    Afterwards the set is as it was.
    """
    await scene.ws.leave(scene.otto, scene.room)
    await scene.pass_time(days=4)
    await press_as_asked(scene, "They have left")
    await scene.ws.join(scene.otto, scene.room)
    await scene.command(scene.ana, "/set", f"add <@{scene.otto.id}>")
    await scene.command(scene.ana, "/set", f"remove <@{scene.otto.id}>")
    await scene.pass_time(days=10)
    await press_private(scene, scene.otto, "I'll leave")
    await scene.command(scene.eva, "/set", "leave")
    await press_private(scene, scene.eva, "Leave the set")
