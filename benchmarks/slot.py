"""The slots of a meeting, step by step."""

from benchmarks.gestures import a_slot_runs, called, choose, peers, presenter, use
from benchmarks.size import Size
from prompts import ids
from tests.house import House

QUESTION = "What would have to be true for the two heads to want this?"
ANSWER = "I think they would have to trust each other"


async def presenting(house: House, _: Size) -> None:
    """The question is written down; somebody talks out of turn."""
    chloe = presenter(house)
    await house.press(chloe, "Write my question down")
    await house.submit(chloe, question="Who could go first?")
    await house.say(house.ben, "I had that too")
    await house.say(chloe, "It began in May")
    await house.press(chloe, "That's it")


async def clarifying(house: House, _: Size) -> None:
    await house.say(house.ben, "How many are you?")
    await house.say(presenter(house), "Twelve")
    await house.press(presenter(house), "+5 minutes")
    await house.press(presenter(house), "Next")


async def questioning(house: House, size: Size) -> None:
    """Turn after turn: asked, talked into by another, answered, done with."""
    await house.command(presenter(house), "/set", "extend 60")
    for _ in range(size.turns):
        peer, _call = called(house)
        await house.say(peer, QUESTION)
        await house.say(next(one for one in peers(house) if one is not peer), "You should just split the job")
        await house.say(presenter(house), ANSWER)
        await house.press(presenter(house), "Done")


async def turns_that_end_otherwise(house: House, _: Size) -> None:
    """By the peer, passed, parked with the button and with the shortcut, declined, passed over, quiet."""
    peer, call = called(house)
    for label in ("Another prompt", "Thinking", "Pass"):
        await house.press(peer, label, call)
    for label in ("Park", "Decline"):
        await house.say(called(house)[0], QUESTION)
        await house.press(presenter(house), label)
    said = await house.say(called(house)[0], QUESTION)
    await use(house, presenter(house), ids.PARK_QUESTION, said)
    await house.pass_time(seconds=95)
    await house.say(called(house)[0], QUESTION)
    await house.say(presenter(house), ANSWER)
    await house.pass_time(minutes=3)


async def spoken_for_a_while(house: House, _: Size) -> None:
    await house.press(house.ana, "Switch to spoken")
    await house.press(called(house)[0], "Next person")
    await house.press(house.ana, "Switch to typed")


async def behind_the_dots(house: House, _: Size) -> None:
    """The menu of the call: more time, a pause, and on."""
    for option in ("+5 minutes", "A moment"):
        await choose(house, presenter(house), ids.MORE, option)
    await house.press(presenter(house), "Go on")
    await choose(house, presenter(house), ids.MORE, "Next")


async def restating(house: House, _: Size) -> None:
    await house.press(presenter(house), "Write it down")
    await house.submit(presenter(house), restated="How do I make it safe to go first")


async def committing(house: House, size: Size) -> None:
    """One action by the form, the others typed."""
    await house.press(presenter(house), "Add an action")
    await house.submit(presenter(house), what="Ask both heads what they fear", due="in two weeks")
    for number in range(max(1, size.actions // 6)):
        await house.pass_time(seconds=2)  # two signs of life at one moment are one
        await house.command(presenter(house), "/action", f"Ask Mo for {number + 10} minutes alone in two weeks")
    await house.press(presenter(house), "That's all")


async def looking_back(house: House, _: Size) -> None:
    """The presenter chooses a question, a peer keeps what was learned, and once all have said a line it goes on."""
    slot, chloe = house.thread(), presenter(house)
    await house.press(chloe, "Which question helped most?")
    turn = (house.ws.view(chloe) or {})["blocks"][-1]["element"]["options"][0]["value"]
    await house.submit(chloe, turn=turn)
    await house.press(house.ben, "Keep this")
    await house.submit(house.ben, note="That I rush", shared="me")
    for one in [one for one in house.people if one is not chloe]:
        if house.thread().ts == slot.ts:
            await house.say(one, "I learned to wait")


async def presenter_gone(house: House, _: Size) -> None:
    """In the second slot a peer leaves the channel for a moment, and the presenter falls silent; the others go to its review."""
    gone = presenter(house)
    await house.press(gone, "That's it")
    await house.press(gone, "Next")
    peer, _call = called(house)
    await house.say(peer, QUESTION)
    third = next(one for one in peers(house) if one is not peer)
    await house.say(third, "Let us give it a moment")
    await house.ws.leave(third, house.room)
    await house.ws.join(third, house.room)
    await house.pass_time(minutes=4)
    await house.press(third, "Wait")
    await house.press(peer, "Go to review")
    await choose(house, gone, ids.MORE, "Next")


async def slots_cut_short(house: House, _: Size) -> None:
    """Every other slot is ended by its presenter."""
    while a_slot_runs(house):
        await house.command(presenter(house), "/set", "end")


async def nothing_this_time(house: House, _: Size) -> None:
    """A slot in which the presenter says the question in the thread, and takes on nothing; its review runs out of time."""
    who = presenter(house)
    await house.press(who, "That's it")
    await house.press(who, "Next")
    await choose(house, who, ids.MORE, "Next")
    await house.say(who, "How do I make it safe to go first?")
    await house.pass_time(seconds=150)
    await house.press(who, "None this time")
    await house.submit(who, because="I have enough on my plate")
    await house.pass_time(minutes=6)
