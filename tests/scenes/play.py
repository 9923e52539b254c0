"""What scenes do over and over: bring a meeting to a certain step, and see whom the bot calls."""

from datetime import datetime

from rehearsal.messages import Message
from rehearsal.people import Person
from tests.scene import Scene, follows, founded, labels, plain

ISSUE = "Two departments will not share a technician"
CALLING = ("Pass", "Next question")


async def to_the_slot(scene: Scene, *also_here: Person) -> None:
    """Chloé raised the only issue; all but Dan and Eva are here, and whoever else is named. Chloé presents."""
    await scene.command(scene.chloe, "/set-issue", ISSUE)
    await scene.start(scene.ben, scene.chloe, *also_here)
    if "Next" in labels(newest(scene, "Opening")):
        await scene.press(scene.ana, "Next", newest(scene, "Opening until"))
    await scene.press(scene.ana, "Next", newest(scene, "I'd suggest"))


async def to_the_questions(scene: Scene, *also_here: Person) -> None:
    """The first peer is called to ask Chloé."""
    await to_the_slot(scene, *also_here)
    await through_the_presentation(scene)


async def through_the_presentation(scene: Scene) -> None:
    """Chloé has said what it is about, and nobody has to clarify it any more."""
    await scene.press(scene.chloe, "That's it")
    await scene.press(scene.chloe, "Next")


@follows(founded())
async def at_the_slot(scene: Scene) -> None:
    """Chloé presents in the first meeting of a set: what many tests begin `after`."""
    await to_the_slot(scene)


@follows(at_the_slot)
async def at_the_questions(scene: Scene) -> None:
    """The first peer is called in the first meeting of a set: what many tests begin `after`."""
    await through_the_presentation(scene)


async def through_the_slot(scene: Scene, presenter: Person) -> None:
    """The presenter moves on from each step that is left of their slot."""
    while "· over" not in newest(scene, f"<@{presenter.id}>* ·").text:
        await scene.command(presenter, "/set", "next")


def call(scene: Scene) -> Message:
    """The call that is open."""
    return [one for one in scene.ws.everything(scene.room) if set(CALLING) & set(labels(one))][-1]


def called(scene: Scene) -> Person:
    """Whoever is called, or has asked, just now."""
    return min((one for one in scene.people if one.id in call(scene).text), key=lambda p: call(scene).text.index(p.id))


def newest(scene: Scene, words: str) -> Message:
    """The newest message of the bot in the channel or a thread that says these words now."""
    found = [one for one in scene.ws.everything(scene.room) if one.bot_id and words in plain(one.text)]
    assert found, f"nothing says {words!r}: {said(scene)[-5:]}"
    return found[-1]


def said(scene: Scene) -> list[str]:
    """All that the bot says now in the channel and its threads, in order, without markup of dates."""
    return [plain(one.text) for one in scene.ws.everything(scene.room) if one.bot_id]


def private(scene: Scene, who: Person) -> list[str]:
    """All that only this person was told."""
    return [plain(one.text) for one in scene.ws.ephemerals(who)]


async def arrives_late(scene: Scene, who: Person, text: str, written_at: datetime) -> None:
    """Something that was written in the slot's thread before, and that Slack delivers only now."""
    ts = f"{written_at.timestamp():.6f}"
    event = {"type": "message", "user": who.id, "text": text, "ts": ts, "event_ts": ts, "channel_type": "group"}
    await scene.ws.event(event | {"channel": scene.room.id, "thread_ts": scene.thread().ts})
    await scene.settle()


async def asks(scene: Scene, who: Person, text: str = "What would have to be true for both to want this?") -> None:
    """The peer whose turn it is asks."""
    assert called(scene) == who
    await scene.say(who, text)


async def has_a_turn(scene: Scene, who: Person) -> None:
    """The peer whose turn it is asks, is answered, and presses *Next question*."""
    await asks(scene, who)
    await scene.say(scene.chloe, "They would have to trust each other")
    await scene.press(who, "Next question", call(scene))
