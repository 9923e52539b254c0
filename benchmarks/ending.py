"""The end of the last planned meeting, and one beyond the plan that is left open."""

from datetime import timedelta
from typing import Final

from benchmarks.gestures import a_slot_runs, presenter, press_private, with_button
from benchmarks.size import Size
from tests.house import House

TO_TELL: Final = "When do I tell the staff"
GONE_AND_BACK: Final = (
    ("channel_archive", "channel_unarchive"),
    ("group_archive", "group_unarchive"),
    ("channel_deleted", "member_joined_channel"),
    ("group_deleted", "member_joined_channel"),
    ("channel_left", "member_joined_channel"),
    ("group_left", "member_joined_channel"),
)


async def other_slots(house: House, _: Size) -> None:
    """Whoever has a slot still ends it, and the review runs out of time."""
    while a_slot_runs(house):
        await house.press(presenter(house), "End my slot")
        await house.press(house.ana, "We're ready")
    await house.pass_time(minutes=12)


async def the_last(house: House, _: Size) -> None:
    await house.press(house.ana, "This was the last")


async def beyond_the_plan(house: House, _: Size) -> None:
    """One more meeting, in which Eva presents before Ben."""
    await house.start(*house.people[1:])
    await house.command(house.ana, "/set", "next")
    for who, sentence in ((house.ben, "Who decides this"), (house.eva, TO_TELL)):
        await house.press(who, "Bid")
        await house.submit(who, sentence=sentence, urgency="5")
    card = with_button(house, "Bid")[-1]
    goes = next(block["accessory"] for block in card.blocks if TO_TELL in str(block) and "accessory" in block)
    await house.press(house.ana, goes["text"]["text"], card)


async def without_a_channel(house: House, _: Size) -> None:
    """The bot loses its channel, in every way there is, and is back."""
    for gone, back in GONE_AND_BACK:
        for event in (gone, back):
            await house.ws.event({"type": event, "channel": house.room.id, "user": house.ana.id})
            await house.settle()
        await house.command(house.ana, "/set", "resume")


async def refused_and_back(house: House, _: Size) -> None:
    """Slack says that the bot is out of its channel, and nothing comes of it: a timer asks again."""
    await house.ws.event({"type": "channel_left", "channel": house.room.id, "user": house.ana.id})
    await house.pass_time(minutes=6)
    await house.command(house.ana, "/set", "resume")


async def one_less(house: House, _: Size) -> None:
    """The presenter is away, back, and then leaves the set."""
    await house.command(house.eva, "/set", "away until tomorrow")
    await house.command(house.eva, "/set", "back")
    await house.command(house.eva, "/set", "leave")
    await press_private(house, house.eva, "Leave the set")


async def left_open(house: House, _: Size) -> None:
    await house.command(house.ana, "/set", "pause")
    await house.pass_time(days=2)


async def long_over(house: House, _: Size) -> None:
    """So long that what only served the running of the meetings is cleaned."""
    await house.pass_time(days=95)


async def asked_for_a_date(house: House, _: Size) -> None:
    """It has closed without a next date: the host is asked for one by DM, and gives it."""
    await press_private(house, house.ana, "Fix the next date")
    day = house.clock.now() + timedelta(weeks=1)
    await house.submit(house.ana, day=day.date().isoformat(), at="14:00")
