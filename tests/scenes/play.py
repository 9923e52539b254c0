"""What scenes do over and over: bring a meeting to a certain step, and see whom the bot calls."""

from datetime import datetime

from rehearsal.messages import Message
from rehearsal.people import Person
from tests.house import House, labels, plain

ISSUE = "Two departments will not share a technician"
CALLING = ("Another prompt", "Done")


async def to_the_slot(house: House, *also_here: Person) -> None:
    """Chloé raised the only issue; all but Dan and Eva are here, and whoever else is named. Chloé presents."""
    await house.command(house.chloe, "/set-issue", ISSUE)
    await house.start(house.ben, house.chloe, *also_here)
    if "Next" in labels(newest(house, "Opening")):
        await house.press(house.ana, "Next", newest(house, "Opening until"))
    await house.press(house.ana, "Next", newest(house, "I suggest"))


async def to_the_questions(house: House, *also_here: Person) -> None:
    """The first peer is called to ask Chloé."""
    await to_the_slot(house, *also_here)
    await house.press(house.chloe, "That's it")
    await house.press(house.chloe, "Next")


def call(house: House) -> Message:
    """The call that is open."""
    return [one for one in house.ws.everything(house.room) if set(CALLING) & set(labels(one))][-1]


def called(house: House) -> Person:
    """Whoever is called, or has asked, just now."""
    return min((one for one in house.people if one.id in call(house).text), key=lambda p: call(house).text.index(p.id))


def newest(house: House, words: str) -> Message:
    """The newest message of the bot in the channel or a thread that says these words now."""
    found = [one for one in house.ws.everything(house.room) if one.bot_id and words in plain(one.text)]
    assert found, f"nothing says {words!r}: {said(house)[-5:]}"
    return found[-1]


def said(house: House) -> list[str]:
    """All that the bot says now in the channel and its threads, in order, without markup of dates."""
    return [plain(one.text) for one in house.ws.everything(house.room) if one.bot_id]


def private(house: House, who: Person) -> list[str]:
    """All that only this person was told."""
    return [plain(one.text) for one in house.ws.ephemerals(who)]


async def arrives_late(house: House, who: Person, text: str, written_at: datetime) -> None:
    """Something that was written in the slot's thread before, and that Slack delivers only now."""
    ts = f"{written_at.timestamp():.6f}"
    event = {"type": "message", "user": who.id, "text": text, "ts": ts, "event_ts": ts, "channel_type": "group"}
    await house.ws.event(event | {"channel": house.room.id, "thread_ts": house.thread().ts})
    await house.settle()


async def asks(house: House, who: Person, text: str = "What would have to be true for both to want this?") -> None:
    """The peer whose turn it is asks."""
    assert called(house) == who
    await house.say(who, text)


async def has_a_turn(house: House, who: Person) -> None:
    """The peer whose turn it is asks, is answered, and presses *Done*."""
    await asks(house, who)
    await house.say(house.chloe, "They would have to trust each other")
    await house.press(who, "Done", call(house))
