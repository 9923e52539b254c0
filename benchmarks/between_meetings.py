"""What people do between meetings: they commit actions, raise issues, look at what there is, are away and back."""

from datetime import timedelta

from benchmarks.founding import EVERY_WEEKS, main_meeting
from benchmarks.gestures import press_at_home, press_first, press_in_form, press_private, use, with_button
from benchmarks.set_size import SetSize
from prompts import ids
from rehearsal.people import Person
from tests.scene import Scene, labels


def owner(scene: Scene, number: int) -> Person:
    """Half of the actions are Ana's, the others go round."""
    others = scene.people[1:]
    return scene.ana if number % 2 == 0 else others[number // 2 % len(others)]


async def promising(scene: Scene, size: SetSize) -> None:
    """All the actions but one are typed; that one begins with a date in doubt, and is changed."""
    for number in range(1, size.actions):
        await scene.command(owner(scene, number), "/action", f"Talk to colleague number {number} in two weeks")
    await scene.command(scene.ana, "/action", "Ask Mo by 31 Feb")
    await press_private(scene, scene.ana, "Another day")
    in_two_weeks = (scene.clock.now() + timedelta(weeks=2)).date().isoformat()
    await scene.submit(scene.ana, day=in_two_weeks, first_step="Find out where he sits")
    await press_private(scene, scene.ana, "Change it")
    await scene.submit(scene.ana, what="Ask Mo for twenty minutes", due="in 20 days")
    for label, often in ((-1, "once"), (0, "twice")):  # no date, and the likeliest day
        await scene.command(scene.dan, "/action", f"Ask Eva {often} by 3/4")
        asked = scene.ws.ephemerals(scene.dan)[-1]
        await scene.press(scene.dan, labels(asked)[label], asked)
    await scene.command(scene.ben, "/action", "Ask nobody")
    await press_private(scene, scene.ben, "Withdraw it")


async def raising(scene: Scene, size: SetSize) -> None:
    """Chloé's issue is the urgent one; another is raised by its form, changed and withdrawn."""
    await scene.command(scene.chloe, "/set-issue")
    await scene.submit(scene.chloe, sentence="Two departments will not share a technician", urgency="5")
    await scene.command(scene.chloe, "/set-issue")
    for number in range(size.issues):
        who = scene.people[(number + 3) % len(scene.people)]
        await scene.command(who, "/set-issue", f"Nobody owns roof number {number}")
    await scene.command(scene.dan, "/set-issue", "The lift is slow")
    await press_private(scene, scene.dan, "Add the rest")
    await scene.submit(scene.dan, why="We wait every morning")
    await press_private(scene, scene.dan, "Withdraw it")


async def looking(scene: Scene, size: SetSize) -> None:
    """Everything that can be asked for, by typing or in the home tab."""
    for words in ("record", "actions", "questions"):
        await scene.command(scene.ana, "/set", words)
    await scene.ws.close_view(scene.ana)
    words_alone = ("", "plan", "members", "rules", "help", "away until tomorrow", "back", "regrets", "reminders")
    for words in words_alone:
        await scene.command(scene.ana, "/set", words)
    await scene.submit(scene.ana, wanted="yes", days=["0", "1", "2", "3", "4"], opens="09:00", closes="17:00")
    await scene.command(scene.ana, "/set", "away")
    await press_private(scene, scene.ana, "Other days")
    after_next = (main_meeting(size) + timedelta(weeks=EVERY_WEEKS)).date()
    first, last = (str(after_next + timedelta(days=days)) for days in (-2, 2))
    await scene.submit(scene.ana, first=first, last=last)
    await scene.command(scene.ana, "/set", "back")
    await press_at_home(scene, scene.ana, "I'll be away")
    await scene.submit(scene.ana, last=last)
    await press_at_home(scene, scene.ana, "I'm back")
    for label in ("Turn off", "Turn on", "Change reminders", "I can make it after all"):
        await press_private(scene, scene.ana, label)
    await scene.command(scene.ana, "/set", "hints")
    await scene.submit(scene.ana, wanted="yes")
    await press_private(scene, scene.ana, "Change hints")
    await scene.ws.close_view(scene.ana)
    await scene.command(scene.ana, "/set", "plan please")
    await press_private(scene, scene.ana, "The dates")
    for words in ("list", "report", "help"):
        await scene.command(scene.ana, "/action", words)
    await scene.command(scene.ana, "/set-issue", "help")
    await scene.ws.open_home(scene.ana)
    await scene.settle()


async def buttons_between(scene: Scene, size: SetSize) -> None:
    """The buttons of the set's card, another rhythm and back, and the form of an action, by command and by shortcut, not kept."""
    await scene.command(scene.ben, "/set")
    for label in ("Raise an issue", "Add an action", "Change the rules"):
        await press_private(scene, scene.ben, label)
        await scene.ws.close_view(scene.ben)
    for weeks, more in ((3, 1), (EVERY_WEEKS, 0)):  # another rhythm, with one meeting more, and back
        await press_private(scene, scene.ben, "Change the set")
        await scene.submit(scene.ben, rhythm=f"{weeks}x{size.meetings + 2 + more}", do=f"Ask every {weeks} weeks")
        await scene.command(scene.ben, "/set")
    await press_private(scene, scene.ben, "How much of me?")
    await scene.submit(scene.ben, guidance="keep")
    await scene.command(scene.ben, "/set", "guidance lead")
    await scene.command(scene.ben, "/set")
    await press_private(scene, scene.ben, "Change the rules")
    await scene.submit(scene.ben, rules="We ask first\nWe listen")
    for who, label in ((scene.dan, "Keep the old ones"), (scene.ana, "I agree")):
        await scene.press(who, label, with_button(scene, "Keep the old ones")[-1])
    await scene.command(scene.ben, "/action")
    await scene.ws.close_view(scene.ben)
    said = await scene.ws.say(scene.ben, scene.room, "I could ask the caretaker")
    await use(scene, scene.ben, ids.MAKE_ACTION, said)
    await scene.ws.close_view(scene.ben)


async def too_few(scene: Scene, size: SetSize) -> None:
    """So many cannot come that the host asks the set, who take a date half an hour later; then they can come after all."""
    for one in scene.people[1:]:
        await press_private(scene, one, "Can't make it")
        await scene.submit(one, word="A governors' evening")
        if one is scene.people[-2]:
            asked = next(one for one in reversed(scene.ws.dm(scene.ana)) if "Ask the set" in labels(one))
            await scene.press(scene.ana, labels(asked)[1], asked)  # hold it with so many
    await press_private(scene, scene.ana, "Ask the set")
    later = main_meeting(size) + timedelta(minutes=30)
    await scene.submit(scene.ana, date1=int(later.timestamp()), date2=int((later + timedelta(days=1)).timestamp()))
    for one in scene.people:
        await press_first(scene, one, "I can", with_button(scene, "I can")[-1])
    await press_private(scene, scene.ana, "Take it")
    for one in scene.people[1:]:
        await press_private(scene, one, "I can make it after all")


async def waiting(scene: Scene, size: SetSize) -> None:
    """Owners are asked by DM, and one answers; the meeting is not started at its time, and moved by a day."""
    await scene.to(main_meeting(size) - timedelta(hours=3))
    for label in ("Later today", "Not again for this one", "Ask me after all"):
        await press_private(scene, scene.ana, label)
    await press_private(scene, scene.ana, "Not yet")
    await press_in_form(scene, scene.ana, "More")
    await scene.submit(scene.ana, happened="He was away", learned="To ask sooner")
    for label in ("At the meeting", "Undo", "Not yet"):
        await press_private(scene, scene.ana, label)
    await scene.ws.close_view(scene.ana)
    await scene.settle()
    await too_few(scene, size)
    await scene.to(main_meeting(size) + timedelta(minutes=61))
    await scene.press(scene.dan, "Move it")
    moved = main_meeting(size) + timedelta(days=1)
    await scene.submit(scene.dan, day=moved.date().isoformat(), at="14:00")
    await scene.to(moved)
