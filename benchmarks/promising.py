"""What people do between meetings: they commit actions, raise issues, look at what there is, are away and back."""

from datetime import timedelta

from benchmarks.founding import main_meeting
from benchmarks.gestures import press_in_form, press_private, use, with_button
from benchmarks.size import Size
from prompts import ids
from rehearsal.people import Person
from tests.house import House


def owner(house: House, number: int) -> Person:
    """Half of the actions are Ana's, the others go round."""
    others = house.people[1:]
    return house.ana if number % 2 == 0 else others[number // 2 % len(others)]


async def promising(house: House, size: Size) -> None:
    """All the actions but one are typed; that one begins with a date in doubt, and is changed."""
    for number in range(1, size.actions):
        await house.command(owner(house, number), "/action", f"Talk to colleague number {number} in two weeks")
    await house.command(house.ana, "/action", "Ask Mo by 31 Feb")
    await press_private(house, house.ana, "Open the form")
    await house.submit(house.ana, due="in two weeks", first_step="Find out where he sits")
    await press_private(house, house.ana, "Change it")
    await house.submit(house.ana, what="Ask Mo for twenty minutes", due="in 20 days")
    await house.command(house.ben, "/action", "Ask nobody")
    await press_private(house, house.ben, "Withdraw it")


async def raising(house: House, size: Size) -> None:
    """Chloé's issue is the urgent one; another is raised by its form, changed and withdrawn."""
    await house.command(house.chloe, "/set-issue")
    await house.submit(house.chloe, sentence="Two departments will not share a technician", urgency="5")
    await house.command(house.chloe, "/set-issue")
    for number in range(size.issues):
        who = house.people[(number + 3) % len(house.people)]
        await house.command(who, "/set-issue", f"Nobody owns roof number {number}")
    await house.command(house.dan, "/set-issue", "The lift is slow")
    await press_private(house, house.dan, "Add the rest")
    await house.submit(house.dan, why="We wait every morning")
    await press_private(house, house.dan, "Withdraw it")


async def looking(house: House, _: Size) -> None:
    """Everything that can be asked for, by typing or in the home tab."""
    for words in ("", "plan", "members", "rules", "help", "away until tomorrow", "back"):
        await house.command(house.ana, "/set", words)
    for words in ("list", "report", "help"):
        await house.command(house.ana, "/action", words)
    await house.command(house.ana, "/set-issue", "help")
    await house.ws.open_home(house.ana)
    await house.settle()


async def buttons_between(house: House, _: Size) -> None:
    """The buttons of the set's card, and the form of an action, by its command and by its shortcut; neither is kept.

    Other rules are suggested.
    """
    await house.command(house.ben, "/set")
    for label in ("Raise an issue", "Add an action", "Change the rules"):
        await press_private(house, house.ben, label)
        await house.ws.close_view(house.ben)
    await press_private(house, house.ben, "Change the rules")
    await house.submit(house.ben, rules="We ask first\nWe listen")
    for who, label in ((house.dan, "Keep the old ones"), (house.ana, "I agree")):
        await house.press(who, label, with_button(house, "Keep the old ones")[-1])
    await house.command(house.ben, "/action")
    await house.ws.close_view(house.ben)
    said = await house.ws.say(house.ben, house.room, "I could ask the caretaker")
    await use(house, house.ben, ids.MAKE_ACTION, said)
    await house.ws.close_view(house.ben)


async def waiting(house: House, size: Size) -> None:
    """Owners are asked by DM, and one answers, takes it back, and answers again.

    The meeting is not started at its time, and moved by a day.
    """
    await house.to(main_meeting(size) - timedelta(hours=3))
    await press_private(house, house.ana, "Not yet")
    await press_in_form(house, house.ana, "More")
    await house.submit(house.ana, happened="He was away", learned="To ask sooner")
    for label in ("At the meeting", "Undo", "Not yet"):
        await press_private(house, house.ana, label)
    await house.ws.close_view(house.ana)
    await house.settle()
    await house.to(main_meeting(size) + timedelta(minutes=31))
    await house.press(house.dan, "Move it")
    moved = main_meeting(size) + timedelta(days=1)
    await house.submit(house.dan, day=moved.date().isoformat(), at="14:00")
    await house.to(moved)
