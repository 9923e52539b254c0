"""A meeting that is played in full, but for its slots."""

from benchmarks.gestures import choose, named_first, press_first, press_in_form, press_private, with_button
from benchmarks.size import Size
from prompts import ids
from tests.house import House


async def opening(house: House, _: Size) -> None:
    """Everybody but the last comes; Dan goes away and is back; then it moves on with those who are here."""
    await house.press(house.ana, "Start")
    for words in ("pause", "resume", "extend 5"):
        await house.command(house.ben, "/set", words)
    for label in ("Pause", "Resume", "+5 minutes"):
        await house.press(house.ben, label)
    for one in house.people[1:-2]:
        await house.press(one, "I'm here")
    await house.say(house.people[-2], "Good morning", in_thread=False)
    await house.command(house.dan, "/set", "away until tomorrow")
    await house.command(house.dan, "/set", "back")
    await house.press(house.dan, "I'm here")
    await house.press(house.ana, "Next")


async def reporting_back(house: House, _: Size) -> None:
    """The last one comes late. Ana reports on two actions, of which a bid and a new action come; who is left passes."""
    await house.press(house.people[-1], "I'm here")
    await house.pass_time(minutes=1)  # a channel takes one message a second, and every owner gets one
    anas = with_button(house, "Pass")[0]
    await press_first(house, house.ana, "Done", anas)
    await house.submit(house.ana, happened="They said yes")
    await press_first(house, house.ana, "Change this report", anas)
    await house.ws.close_view(house.ana)
    await press_first(house, house.ana, "Change this report", anas)
    await house.submit(house.ana, learned="To ask sooner")
    await press_first(house, house.ana, "Done", anas)
    await house.pass_time(minutes=2, seconds=5)  # so long the report-back waits for a form that is open
    await house.ws.close_view(house.ana)
    await press_first(house, house.ana, "Partly", anas)
    await press_in_form(house, house.ana, "More")
    await house.submit(house.ana, happened="I got half of it", ahead="change", what="Ask again", due="in two weeks")
    await press_first(house, house.ana, "Bring it today", anas)
    await press_first(house, house.ana, "New action from this", anas)
    await house.submit(house.ana, due="in two weeks")
    for message in with_button(house, "Pass"):
        await house.press(named_first(house, message), "Pass", message)


async def bidding(house: House, _: Size) -> None:
    """One bids with the form; the first of the order that is suggested is confirmed."""
    await house.press(house.eva, "Bid")
    await house.submit(house.eva, sentence="When do I tell the staff", urgency="4")
    await press_private(house, house.eva, "Withdraw it")
    await house.press(house.ana, "Number 1 goes")


async def reviewing(house: House, _: Size) -> None:
    """Everybody gives a pulse and a line; one keeps what was learned for the set."""
    card = with_button(house, "Give your pulse")[-1]
    for one in house.people:
        await house.press(one, "Give your pulse")
        await house.submit(one, score="7", well="We listened", show=["yes"])
    await house.press(house.ana, "Keep what I learned")
    await house.submit(house.ana, note="To ask sooner", shared="set")
    for one in house.people:
        await house.ws.say(one, house.room, "I learned to wait", thread=card)
        await house.settle()


async def closing(house: House, _: Size) -> None:
    """What was not said is said: an action, and none; the next date is moved, and the meeting closes."""
    await house.press(house.dan, "Add an action")
    await house.submit(house.dan, what="Ask who owns the roof", due="in two weeks")
    await house.press(house.ana, "None this time")
    await house.submit(house.ana, because="It is said already")
    await house.press(house.ana, "Change the date")
    await house.submit(house.ana, at="15:00")
    await house.press(house.ana, "Close")


async def nudged(house: House, _: Size) -> None:
    """Due dates come, owners are asked before the next meeting, and one answers."""
    await house.pass_time(days=12)
    await press_private(house, house.ana, "Done")
    await house.submit(house.ana, happened="It took two evenings")


async def asked_again(house: House, _: Size) -> None:
    """Eva's slot was cut short: asked by DM what she takes on, she says none at first, and then an action."""
    await press_private(house, house.eva, "None this time")
    await house.submit(house.eva, because="Not before the holidays")
    await press_private(house, house.eva, "Add an action")
    await house.submit(house.eva, what="Ask who has a ladder", due="in two weeks")


async def quick_beginning(house: House, _: Size) -> None:
    """The last planned meeting starts in another way, and moves on as all are here; two bid, and the order is taken."""
    await house.pass_time(days=1, hours=2)
    await choose(house, house.ana, ids.START_AS, "Start as Classic, 40 minutes a slot")
    for one in house.people[1:]:
        await house.press(one, "I'm here")
    await house.press(house.ana, "Next")
    for one in (house.ben, house.dan):
        await house.press(one, "Bid")
        await house.submit(one, sentence="Who decides this", urgency="5")
    await house.press(house.ana, "Next")
