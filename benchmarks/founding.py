"""A set is founded, agreed to, joined and left, and its first meetings are held with nothing in them."""

from datetime import datetime, timedelta
from typing import Final

from benchmarks.gestures import press_private, with_button
from benchmarks.size import MEMBERS_OF_A_HOUSE, Size
from prompts import ids
from rehearsal.people import Person
from tests.forgery import press
from tests.house import TUESDAY, House

CLASSIC: Final = 40
"""Minutes of a slot in the format that is played."""
AROUND_THE_SLOTS: Final = 40
EVERY_WEEKS: Final = 2
REST: Final = timedelta(weeks=EVERY_WEEKS)


def main_meeting(size: Size) -> datetime:
    """When the meeting that is played in full is planned."""
    return TUESDAY + timedelta(weeks=1) + size.meetings * REST


async def founding(house: House, size: Size) -> None:
    """Half of those who are more than five join later; there are two more dates than meetings behind the set."""
    more = [house.ws.person(f"Member {number}") for number in range(MEMBERS_OF_A_HOUSE, size.members)]
    house.room.members += [one.id for one in more]
    house.people = (*house.people, *more[: len(more) // 2])
    await press(house, house.ana, await house.ws.say(house.ana, house.room, "Shall we?"), ids.NEW_SET, "")
    await house.ws.close_view(house.ana)
    minutes = str(size.slots * CLASSIC + AROUND_THE_SLOTS)
    members, meetings = [one.id for one in house.people], str(size.meetings + 2)
    await house.found(members=members, meetings=meetings, minutes=minutes, every_weeks=str(EVERY_WEEKS))
    await _joined(house, (house.otto, *more[len(more) // 2 :]))


async def _joined(house: House, newcomers: tuple[Person, ...]) -> None:
    await house.command(house.ana, "/set", "add " + " ".join(f"<@{one.id}>" for one in newcomers))
    await house.press(newcomers[0], "Not for me")
    for one in newcomers:
        await house.press(one, "I agree")
    house.people = (*house.people, *(one for one in newcomers if one is not house.otto))


async def agreeing(house: House, _: Size) -> None:
    """Other rules are suggested, to which one says no; Otto raises an issue and leaves."""
    await house.press(house.ben, "Change the rules")
    await house.submit(house.ben, rules="Ask, do not tell\nWhat is said here stays here")
    await house.press(house.eva, "Keep the old ones")
    for one in (*house.people, house.otto):
        if one is not house.eva and (before_the_set := with_button(house, "Keep the old ones")):
            await house.press(one, "I agree", before_the_set[-1])
    await house.command(house.otto, "/set-issue", "Nobody tells me what is decided")
    await house.command(house.otto, "/set", "leave")
    await press_private(house, house.otto, "Leave the set")


async def another_set(house: House, _: Size) -> None:
    """Ana and Ben have a second set, so that what Ana types elsewhere may mean either."""
    elsewhere = house.ws.channel("set-two", members=(house.ana, house.ben))
    await house.ws.command(house.ana, elsewhere, "/set", "new")
    given = {"name": "Two of us", "members": [house.ana.id, house.ben.id], "first_on": "2028-11-20", "at": "14:00"}
    await house.submit(house.ana, **given)
    lunch = house.ws.channel("lunch", members=(house.ana,))
    for command, text in (("/action", "Ask the caretaker in two weeks"), ("/set-issue", "Lunch is late"), ("/set", "")):
        await house.ws.command(house.ana, lunch, command, text)
        await press_private(house, house.ana, "Heads of department")


async def meetings_behind(house: House, size: Size) -> None:
    """Meetings that are opened and closed at once; then the clock moves to a week before the one that is played in full."""
    for _ in range(size.meetings):
        await house.start(house.ben, house.chloe)
        await house.command(house.ana, "/set", "end")
        await house.press(house.ana, "End the meeting")
    await house.to(main_meeting(size) - timedelta(weeks=1))
