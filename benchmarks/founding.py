"""A set is founded, agreed to, joined and left, and its first meetings are held with nothing in them."""

from datetime import datetime, timedelta
from typing import Final

from benchmarks.gestures import press_as_before, press_private, with_button
from benchmarks.set_size import USUAL_MEMBERS, SetSize
from prompts import ids
from rehearsal.people import Person
from tests.forged_payloads import press
from tests.scene import TUESDAY, Scene
from tests.scene import founding as wizard

CLASSIC: Final = 40
"""Minutes of a slot in the format that is played."""
AROUND_THE_SLOTS: Final = 40
EVERY_WEEKS: Final = 2
REST: Final = timedelta(weeks=EVERY_WEEKS)


def main_meeting(size: SetSize) -> datetime:
    """When the meeting that is played in full is planned."""
    return TUESDAY + timedelta(weeks=1) + size.meetings * REST


async def founding(scene: Scene, size: SetSize) -> None:
    """Half of those who are more than five join later; there are two more dates than meetings behind the set."""
    more = [scene.ws.person(f"Member {number}") for number in range(USUAL_MEMBERS, size.members)]
    scene.room.members += [one.id for one in more]
    scene.people = (*scene.people, *more[: len(more) // 2])
    await press(scene, scene.ana, await scene.ws.say(scene.ana, scene.room, "Shall we?"), ids.NEW_SET, "")
    await scene.ws.close_view(scene.ana)
    minutes = str(size.slots * CLASSIC + AROUND_THE_SLOTS)
    members, meetings = [one.id for one in scene.people], str(size.meetings + 2)
    await scene.found(members=members, meetings=meetings, minutes=minutes, every_weeks=str(EVERY_WEEKS))
    await _joined(scene, (scene.otto, *more[len(more) // 2 :]))


async def _joined(scene: Scene, newcomers: tuple[Person, ...]) -> None:
    await scene.command(scene.ana, "/set", "add " + " ".join(f"<@{one.id}>" for one in newcomers))
    await scene.press(newcomers[0], "Not for me")
    for one in newcomers:
        await scene.press(one, "I agree")
    scene.people = (*scene.people, *(one for one in newcomers if one is not scene.otto))


async def agreeing(scene: Scene, _: SetSize) -> None:
    """Other rules are suggested, to which one says no; Otto raises an issue and leaves."""
    await scene.press(scene.ben, "Change the rules")
    await scene.submit(scene.ben, rules="Ask, do not tell\nWhat is said here stays here")
    await scene.press(scene.eva, "Keep the old ones")
    for one in (*scene.people, scene.otto):
        if one is not scene.eva and (before_the_set := with_button(scene, "Keep the old ones")):
            await scene.press(one, "I agree", before_the_set[-1])
    await scene.command(scene.otto, "/set-issue", "Nobody tells me what is decided")
    await scene.command(scene.otto, "/set", "leave")
    await press_private(scene, scene.otto, "Leave the set")


async def another_set(scene: Scene, _: SetSize) -> None:
    """Ana and Ben have a second set, so that what Ana types elsewhere may mean either."""
    elsewhere = scene.ws.channel("set-two", members=(scene.ana, scene.ben))
    await scene.ws.command(scene.ana, elsewhere, "/set", "new")
    await scene.submit(scene.ana, **wizard(name="Two of us", members=[scene.ben.id], first_on="2028-11-20"))
    lunch = scene.ws.channel("lunch", members=(scene.ana,))
    for command, text in (("/action", "Ask the caretaker in two weeks"), ("/set-issue", "Lunch is late"), ("/set", "")):
        await scene.ws.command(scene.ana, lunch, command, text)
        await press_private(scene, scene.ana, "Heads of department")


async def meetings_behind(scene: Scene, size: SetSize) -> None:
    """Meetings that are opened and closed at once; then the clock moves to a week before the one that is played in full."""
    for _ in range(size.meetings):
        await scene.start(scene.ben, scene.chloe)
        await scene.command(scene.ana, "/set", "end")
        await press_as_before(scene, scene.ana, ids.END, with_button(scene, "I'm here")[-1], "I'm here")
    await scene.to(main_meeting(size) - timedelta(weeks=1))
