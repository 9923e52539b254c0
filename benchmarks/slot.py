"""The slots of a meeting, step by step."""

from benchmarks.gestures import (
    a_slot_runs,
    called,
    peers,
    presenter,
    press_as_before,
    press_at_home,
    press_private,
    use,
    with_button,
)
from benchmarks.set_size import SetSize
from prompts import ids
from rehearsal.people import Person
from tests.scene import Scene

QUESTION = "What would have to be true for the two heads to want this?"
ANSWER = "I think they would have to trust each other"
OF_A_QUESTION = "Ask both heads what they fear"


async def presenting(scene: Scene, _: SetSize) -> None:
    """The question is written down; somebody talks out of turn."""
    chloe = presenter(scene)
    await scene.press(chloe, "Write my question down")
    await scene.submit(chloe, question="Who could go first?")
    await scene.press(chloe, "It's about something else")
    await scene.submit(chloe, sentence="Neither head will go first")
    await scene.say(scene.ben, "I had that too")
    await scene.say(chloe, "It began in May")
    await scene.press(chloe, "That's it")


async def clarifying(scene: Scene, _: SetSize) -> None:
    await scene.say(scene.ben, "Have you tried a rota?")
    await press_private(scene, scene.ben, "Ask that instead")
    await scene.say(presenter(scene), "Twelve")
    await scene.press(presenter(scene), "+5 minutes")
    await scene.press(presenter(scene), "Next")


async def questioning(scene: Scene, size: SetSize) -> None:
    """Turn after turn: asked, talked into by another, answered, done with."""
    await scene.command(presenter(scene), "/set", "extend 60")
    for _ in range(size.turns):
        peer, _call = called(scene)
        await scene.say(peer, QUESTION)
        await scene.say(next(one for one in peers(scene) if one is not peer), "You should just split the job")
        await scene.say(presenter(scene), ANSWER)
        await scene.press(presenter(scene), "Next question")


async def turns_that_end_otherwise(scene: Scene, _: SetSize) -> None:
    """By the peer, passed, parked with the button and with the shortcut, declined, passed over, quiet."""
    peer, call = called(scene)
    for label in ("Lend me a question", "Thinking", "Pass"):
        await scene.press(peer, label, call)
    thinks = called(scene)[0]
    await scene.say(thinks, "Both of them seem very proud of her to me")
    await scene.pass_time(seconds=25)
    await press_private(scene, thinks, "It was a question")
    await press_private(scene, thinks, "Stop these for me")
    await scene.command(thinks, "/set", "hints on")
    await scene.press(presenter(scene), "Next question")
    for label in ("Park", "Decline"):
        await scene.say(called(scene)[0], QUESTION)
        await scene.press(presenter(scene), label)
    said = await scene.say(called(scene)[0], QUESTION)
    await use(scene, presenter(scene), ids.PARK_QUESTION, said)
    await scene.pass_time(seconds=95)
    await scene.say(called(scene)[0], QUESTION)
    await scene.say(presenter(scene), ANSWER)
    await scene.pass_time(seconds=65)
    await press_private(scene, presenter(scene), "Still writing")
    await scene.pass_time(minutes=3)


async def spoken_for_a_while(scene: Scene, _: SetSize) -> None:
    await scene.press(scene.ana, "Switch to spoken")
    await scene.pass_time(minutes=3, seconds=2)
    await scene.press(called(scene)[0], "Next person")
    await scene.press(scene.ana, "Switch to typed")


async def buttons_of_before(scene: Scene, _: SetSize) -> None:
    """What earlier versions drew stands in Slack for ever: on the call, on the agenda and on the slot's card."""
    (peer, call), chloe = called(scene), presenter(scene)
    await press_as_before(scene, peer, ids.ANOTHER_PROMPT, call, "Pass")
    await press_as_before(scene, chloe, ids.EXTEND, call, "More")
    for _again in range(2):
        await press_as_before(scene, scene.ana, ids.SPEAK, with_button(scene, "I'm here")[-1], "I'm here")
    await press_as_before(scene, chloe, ids.OTHER_ISSUE, scene.thread(), "More")
    await scene.ws.close_view(chloe)


async def behind_more(scene: Scene, _: SetSize) -> None:
    """The form: more time, a moment in which only the presenter is heard, and on; one who may do nothing then looks into it."""
    await scene.press(presenter(scene), "+5 minutes")
    await scene.press(presenter(scene), "A moment")
    await press_private(scene, presenter(scene), "Only listen to me")
    await scene.press(peers(scene)[0], "More", scene.thread())
    await scene.press(presenter(scene), "Go on")
    await scene.press(presenter(scene), "Next")


async def restating(scene: Scene, _: SetSize) -> None:
    """What was said is offered to the presenter, who uses the form, and then keeps it after all."""
    await scene.say(presenter(scene), "How do I make it safe for either of them?")
    await scene.pass_time(seconds=25)
    await scene.press(presenter(scene), "Write it down")
    await scene.submit(presenter(scene), restated="How do I make it safe to go first")
    await press_private(scene, presenter(scene), "Keep these words")


async def committing(scene: Scene, size: SetSize) -> None:
    """One action that was said, one by the form, which names the question that it came from, the others typed."""
    await scene.say(presenter(scene), "Call the union")
    await scene.pass_time(seconds=25)
    await press_private(scene, presenter(scene), "Keep these words")
    await scene.press(presenter(scene), "Add an action")
    asked = next(one for one in (scene.ws.view(presenter(scene)) or {})["blocks"] if one.get("block_id") == "question")
    question = asked["element"]["options"][0]["value"]
    await scene.submit(presenter(scene), what=OF_A_QUESTION, due="in two weeks", question=question)
    for number in range(max(1, size.actions // 6)):
        await scene.pass_time(seconds=2)  # two signs of life at one moment are one
        await scene.command(presenter(scene), "/action", f"Ask Mo for {number + 10} minutes alone in two weeks")
    await scene.press(presenter(scene), "That's all")


async def looking_back(scene: Scene, _: SetSize) -> None:
    """The presenter chooses a question, peers keep what they learned, and once all have said a line it goes on."""
    slot, chloe = scene.thread(), presenter(scene)
    await scene.press(chloe, "Which question helped most?")
    turn = (scene.ws.view(chloe) or {})["blocks"][-1]["element"]["options"][0]["value"]
    await scene.submit(chloe, turn=turn)
    await press_private(scene, chloe, "Keep it for the set")
    await scene.submit(chloe, question="What would each of them lose by it?", when="middle", doubt="ask")
    await scene.press(scene.ben, "Keep this")
    await scene.submit(scene.ben, note="That I rush", shared="me")
    for who, learned in ((scene.ana, "I learned to wait"), (scene.dan, "I never asked who else fears it. " * 70)):
        await scene.say(who, learned)
        await scene.pass_time(seconds=25)
        await press_private(scene, who, "Keep these words")
    await scene.submit(scene.dan)
    for one in [one for one in scene.people if one is not chloe]:
        if scene.thread().ts == slot.ts:
            await scene.say(one, "I learned to wait")


async def presenter_gone(scene: Scene, _: SetSize) -> None:
    """In the second slot a peer leaves the channel for a moment, and the presenter falls silent; the others go to its review."""
    gone = presenter(scene)
    await scene.press(gone, "That's it")
    await scene.press(gone, "Next")
    peer, _call = called(scene)
    await scene.say(peer, QUESTION)
    third = next(one for one in peers(scene) if one is not peer)
    await scene.say(third, "Let us give it a moment")
    await scene.ws.leave(third, scene.room)
    await scene.ws.join(third, scene.room)
    await scene.pass_time(minutes=4)
    await scene.press(third, "Wait")
    await scene.press(peer, "Go to review")
    await scene.press(gone, "Next")


async def slots_cut_short(scene: Scene, _: SetSize) -> None:
    """One who presents ends the slot, raises the issue again and withdraws it; the others, Eva among them, say of no action."""
    ended = None
    while a_slot_runs(scene):
        who = presenter(scene)
        if ended is not None or who is scene.eva:
            await _nothing_said(scene, who)
            continue
        await scene.command(who, "/set", "end slot")
        await scene.press(scene.ana, "We're ready")
        ended = who
    for label in ("Raise it again", "Withdraw it"):
        await press_at_home(scene, ended or scene.ana, label)


async def _nothing_said(scene: Scene, who: Person) -> None:
    await scene.press(who, "That's it")
    await scene.press(who, "Next")
    await scene.press(who, "Next")
    await scene.press(who, "Next")
    await scene.press(who, "Next")
    await scene.pass_time(minutes=6)


async def asking_in_writing(scene: Scene, _: SetSize) -> None:
    """All but one write two questions, one of them after a hint; the presenter releases them, takes, parks or leaves them."""
    who = presenter(scene)
    await scene.press(who, "That's it")
    await scene.press(who, "Ask in writing")
    await scene.press(who, "Next")
    *writing, late = peers(scene)
    await scene.say(late, QUESTION)
    await _sends_as_it_is(scene, writing[0])
    for peer in (*writing, writing[0]):
        await scene.press(peer, "Write my questions")
        await scene.submit(peer, first=QUESTION, second="Who else has tried?")
    await scene.press(who, "Release them")
    await scene.press(who, "Answer this")
    await scene.say(late, "You should just split the job")
    await scene.say(who, ANSWER)
    await scene.press(who, "Next question")
    for label in ("Park", "Leave"):
        await scene.press(who, label, with_button(scene, "Answer this")[0])
    await scene.press(who, "Answer this")
    await scene.press(who, "Leave", with_button(scene, "Next question")[-1])
    while left := with_button(scene, "Answer this"):
        await scene.press(who, "Leave", left[0])
    await scene.press(who, "Next")


async def _sends_as_it_is(scene: Scene, who: Person) -> None:
    """Advice: the form stays open with a hint above it, and is sent once more."""
    await scene.press(who, "Write my questions")
    await scene.submit(who, first="You should just split the job")
    again = scene.ws.view(who)
    assert again is not None
    assert again["title"]["text"] == "Before you send"
    await scene.submit(who)


async def nothing_this_time(scene: Scene, _: SetSize) -> None:
    """A slot in which the presenter says the question in the thread, and takes on nothing; its review runs out of time."""
    who = presenter(scene)
    await scene.say(who, "How do I make it safe to go first?")
    await scene.pass_time(seconds=150)
    await scene.press(who, "None this time")
    await scene.submit(who, because="I have enough on my plate")
    await scene.pass_time(minutes=6)
