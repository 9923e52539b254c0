"""The end of the last planned meeting, and one beyond the plan that is left open."""

from datetime import timedelta
from typing import Final

from benchmarks.gestures import (
    a_slot_runs,
    named_first,
    presenter,
    press_as_before,
    press_at_home,
    press_private,
    told,
    with_button,
)
from benchmarks.set_size import SetSize
from prompts import ids
from tests.scene import Scene

TO_TELL: Final = "When do I tell the staff"
GONE_AND_BACK: Final = (
    ("channel_archive", "channel_unarchive"),
    ("group_archive", "group_unarchive"),
    ("channel_deleted", "member_joined_channel"),
    ("group_deleted", "member_joined_channel"),
    ("channel_left", "member_joined_channel"),
    ("group_left", "member_joined_channel"),
)


async def other_slots(scene: Scene, _: SetSize) -> None:
    """Whoever has a slot still, for which nobody writes a question, ends it and lets its issue go; the review runs out of time."""
    while a_slot_runs(scene):
        who = presenter(scene)
        await scene.press(who, "That's it")
        await scene.press(who, "Next")
        await scene.pass_time(minutes=6)
        await press_as_before(scene, who, ids.END_SLOT, scene.thread(), "More")
        await scene.press(scene.ana, "We're ready")
        await press_at_home(scene, who, "Let it go")
    await scene.pass_time(minutes=12)


async def the_last(scene: Scene, _: SetSize) -> None:
    await scene.press(scene.ana, "Decide later")


async def beyond_the_plan(scene: Scene, _: SetSize) -> None:
    """One more meeting: whoever took on nothing at the last one passes, and tells after all. Eva presents before Ben."""
    await scene.command(scene.ana, "/set", "")
    await press_private(scene, scene.ana, "Start a meeting")
    for one in scene.people[1:]:
        await scene.press(one, "I'm here")
    (asked,) = with_button(scene, "Tell")
    took_nothing = named_first(scene, asked)
    await scene.press(took_nothing, "Pass", asked)
    await scene.press(took_nothing, "Tell", asked)
    await scene.submit(took_nothing, words="It is safer than it was")
    await scene.command(scene.ana, "/set", "next")
    for who, sentence in ((scene.ben, "Who decides this"), (scene.eva, TO_TELL)):
        await scene.press(who, "Bid")
        await scene.submit(who, sentence=sentence, urgency="5")
    card = with_button(scene, "Bid")[-1]
    goes = next(block["accessory"] for block in card.blocks if TO_TELL in str(block) and "accessory" in block)
    await scene.press(scene.ana, goes["text"]["text"], card)


async def without_a_channel(scene: Scene, _: SetSize) -> None:
    """The bot loses its channel, in every way there is, and is back."""
    for gone, back in GONE_AND_BACK:
        for event in (gone, back):
            await scene.ws.event({"type": event, "channel": scene.room.id, "user": scene.ana.id})
            await scene.settle()
        await scene.command(scene.ana, "/set", "resume")


async def refused_and_back(scene: Scene, _: SetSize) -> None:
    """Slack says that the bot is out of its channel, and nothing comes of it: a timer asks again."""
    await scene.ws.event({"type": "channel_left", "channel": scene.room.id, "user": scene.ana.id})
    await scene.pass_time(minutes=6)
    await scene.command(scene.ana, "/set", "resume")


async def another_room(scene: Scene, _: SetSize) -> None:
    """The channel gets another name and another id and is shared for a while; the set loses it, and is moved."""
    for renamed in ("channel_rename", "group_rename"):
        about = {"id": scene.room.id, "name": "set-of-heads", "created": 0}
        await scene.ws.event({"type": renamed, "channel": about})
        await scene.settle()
    await scene.ws.change_id(scene.room)
    for shared in (True, False):
        await scene.ws.share(scene.room, shared=shared)
        await scene.settle()
    await scene.command(scene.ana, "/set", "resume")
    await scene.ws.archive(scene.ana, scene.room)
    await scene.settle()
    scene.room = scene.ws.channel("hall", members=scene.people)
    host = told(scene, "so its set is paused")
    await scene.command(host, "/set")
    if host is scene.ana:  # who is in another set as well
        await press_private(scene, host, "Heads of department")
    await press_private(scene, host, "Move the set here")
    await scene.ws.say(scene.ana, scene.room, f"<@{scene.ws.bot_user}> what now")
    await scene.settle()


async def one_less(scene: Scene, _: SetSize) -> None:
    """The presenter is away, back, and then leaves the set."""
    await scene.command(scene.eva, "/set", "away until tomorrow")
    await scene.command(scene.eva, "/set", "back")
    await scene.command(scene.eva, "/set", "leave")
    await press_private(scene, scene.eva, "Leave the set")


async def forgetting(scene: Scene, _: SetSize) -> None:
    """Somebody has what they gave deleted, by a button and by the command, in which they think better of it first."""
    await scene.command(scene.ben, "/set", "leave")
    await press_private(scene, scene.ben, "Delete what I gave")
    await scene.ws.close_view(scene.ben)
    await scene.command(scene.ben, "/set", "forget")
    await scene.submit(scene.ben, after="stays")
    await scene.pass_time(minutes=2)


async def told_too_late(scene: Scene, _: SetSize) -> None:
    """Slack tells that the bot was uninstalled, once it is there again."""
    await scene.ws.uninstall(though_it_works=True)


async def left_open(scene: Scene, _: SetSize) -> None:
    await scene.command(scene.ana, "/set", "pause")
    await scene.pass_time(days=2)


async def not_held(scene: Scene, _: SetSize) -> None:
    """Nobody starts it: the day after the host is asked what becomes of it, and skips it."""
    await scene.pass_time(days=11)
    await press_private(scene, told(scene, "Skip this one"), "Skip this one")


async def long_over(scene: Scene, _: SetSize) -> None:
    """So long that what only served the running of the meetings is cleaned: after a week of days, months at once."""
    await scene.pass_time(days=7)
    scene.clock.move_to(scene.clock.now() + timedelta(days=88))
    await scene.settle()


async def asked_for_a_date(scene: Scene, _: SetSize) -> None:
    """It has closed without a next date: the host is asked for one by DM, and gives it."""
    host = told(scene, "Fix the next date")
    await press_private(scene, host, "Fix the next date")
    day = scene.clock.now() + timedelta(weeks=1)
    await scene.submit(host, day=day.date().isoformat(), at="14:00")
