"""A month of a set of five that meets every four weeks: how many direct messages its members get, and how often they have to press."""

from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from rehearsal.people import Person
from rehearsal.world import Seen
from tests.scene import Scene, a_scene, founded, labels
from tests.scenes.play import ISSUE, call, called, newest, through_the_slot

FIRST: Final = datetime(2026, 11, 10, 14, 0, tzinfo=UTC)
SECOND: Final = datetime(2026, 12, 8, 14, 0, tzinfo=UTC)
MOST_MESSAGES: Final = 5
MOST_OF_A_PEER: Final = 15
MOST_OF_A_PRESENTER: Final = 30


class Counts:
    """By person: direct messages that came, and presses of buttons. A form that is sent or put away is none."""

    def __init__(self, scene: Scene) -> None:
        self.messages: Counter[str] = Counter()
        self.presses: Counter[str] = Counter()
        self._direct = {scene.ws.dm_channel(one).id: one.name for one in scene.people}
        self._names = {one.id: one.name for one in scene.people}
        scene.ws.listeners.append(self._see)

    def _see(self, seen: Seen) -> None:
        if seen.kind == "posted" and seen.message is not None and seen.message.channel in self._direct:
            self.messages[self._direct[seen.message.channel]] += 1
        if seen.kind == "pressed":
            self.presses[self._names[seen.by]] += 1


async def test_a_month_costs_a_peer_five_messages_and_fifteen_presses_and_a_presenter_thirty(tmp_path: Path) -> None:
    """Everybody has something open, three of them with a day of its own; all but Eva press what they can."""
    async with a_scene(tmp_path, after=founded(every_weeks="4", minutes="90")) as scene:
        await they_take_things_on(scene)
        counts = Counts(scene)
        await they_report(scene)
        await they_meet(scene)
        print(dict(counts.messages), dict(counts.presses))
        peers = [one.name for one in scene.people if one is not scene.dan]
        assert min(counts.messages[one.name] for one in scene.people) >= 2
        assert counts.messages["Eva"] == 4
        assert {name: many for name, many in counts.messages.items() if many > MOST_MESSAGES} == {}
        assert {name: counts.presses[name] for name in peers if counts.presses[name] > MOST_OF_A_PEER} == {}
        assert min(counts.presses.values()) >= 4
        assert 20 <= counts.presses["Dan"] <= MOST_OF_A_PRESENTER


async def they_take_things_on(scene: Scene) -> None:
    """The first meeting: Chloé presents, and each leaves with something."""
    await scene.command(scene.chloe, "/set-issue", ISSUE)
    await scene.to(FIRST)
    await scene.start(*scene.people[1:])
    await scene.press(scene.ana, "Next")
    await through_the_slot(scene, scene.chloe)
    await scene.command(scene.chloe, "/action", "Ask Mo for twenty minutes by 24 Nov")
    await scene.command(scene.chloe, "/action", "Tell both heads that there is no rota")
    await scene.command(scene.ben, "/action", "Write one page by 26 Nov")
    await scene.command(scene.eva, "/action", "Count how often I answer by 20 Nov")
    for one in (scene.ana, scene.dan):
        await scene.command(one, "/action", "Ask one question a day")
    await scene.command(scene.ana, "/set", "end")
    await scene.press(scene.ana, "Close")


async def they_report(scene: Scene) -> None:
    """What is due by the letter of its day; what is not, first *Partly* and then *Done*, by those before the meeting. Eva never."""
    those = [one for one in scene.people if one is not scene.eva]
    await scene.to(datetime(2026, 11, 26, 18, tzinfo=UTC))
    for one in (scene.chloe, scene.ben):
        await reports(scene, one, "Done")
    await scene.to(datetime(2026, 12, 3, 18, tzinfo=UTC))
    for one in those:
        await reports(scene, one, "Partly")
    await scene.to(datetime(2026, 12, 7, 18, tzinfo=UTC))
    for one in those:
        await reports(scene, one, "Done")
    await scene.ws.open_home(scene.dan)
    await scene.settle()
    home = scene.ws.home(scene.dan)
    assert home is not None
    await scene.ws.press(scene.dan, home, "Raise an issue")
    await scene.submit(scene.dan, sentence="When to tell staff about the merger")
    await scene.to(SECOND)


async def reports(scene: Scene, who: Person, outcome: str) -> None:
    """By the newest letter, where it asks; the form for words is put away."""
    letters = [one for one in scene.ws.dm(who) if outcome in labels(one)]
    if not letters or letters[-1] is not scene.ws.dm(who)[-1]:
        return
    block = next(
        block for block in letters[-1].blocks if any(is_called(one, outcome) for one in block.get("elements", ()))
    )
    value = next(one["value"] for one in block["elements"] if is_called(one, outcome))
    await scene.ws.press(who, letters[-1], outcome, value=value)
    await scene.settle()
    if scene.ws.view(who) is not None:
        await scene.ws.close_view(who)


def is_called(element: dict[str, object], label: str) -> bool:
    words = element.get("text")
    return isinstance(words, dict) and words.get("text") == label


async def they_meet(scene: Scene) -> None:
    """A typed meeting in full: Dan presents, hears two rounds of questions, and takes two things on."""
    ana, dan = scene.ana, scene.dan
    await scene.press(ana, "Start")
    for one in scene.people[1:]:
        await scene.press(one, "I'm here")
        await scene.say(one, "Here, with tea.")
    await scene.press(scene.eva, "Done")
    await scene.press(ana, "Next", newest(scene, "How did it go?"))
    await scene.press(ana, "Next", newest(scene, "bringing an issue"))
    await scene.say(dan, "Everybody knows of it, and nobody has been told.")
    await scene.press(dan, "Write my question down")
    await scene.submit(dan, question="Who should hear it first?")
    await scene.press(dan, "That's it")
    await scene.say(scene.eva, "How many are you?")
    await scene.say(dan, "Forty.")
    await scene.press(dan, "Next")
    await they_ask(scene)
    await scene.press(dan, "Next")
    await scene.press(dan, "Write it down")
    await scene.submit(dan, restated="What do I fear would happen?")
    for what in ("Tell my deputy", "Write down what I would say"):
        await scene.press(dan, "Add an action")
        await scene.submit(dan, what=what, due="2026-12-18")
    await scene.press(dan, "That's all")
    await they_review(scene)


async def they_ask(scene: Scene) -> None:
    """Two rounds; the first of each borrows a question, the second thinks first."""
    for number in range(8):
        who = called(scene)
        if number % 4 == 0:
            await scene.press(who, "Lend me a question", call(scene))
        if number % 4 == 1:
            await scene.press(who, "Thinking", call(scene))
        await scene.say(who, "What would have to be true?")
        await scene.say(scene.dan, "They would have to trust me")
        await scene.press(scene.dan, "Next question", call(scene))


async def they_review(scene: Scene) -> None:
    await scene.press(scene.dan, "Which question helped most?")
    await scene.submit(scene.dan)
    for one in scene.people:
        if one is not scene.dan:
            await scene.press(one, "Keep this")
            await scene.submit(one, note="I nearly gave advice four times")
    await scene.pass_time(minutes=5)
    for one in scene.people:
        await scene.press(one, "Give your pulse")
        await scene.submit(one, score="8")
        await scene.say(one, "That I can wait")
    if "Next" in labels(newest(scene, "How did we work?")):
        await scene.press(scene.ana, "Next", newest(scene, "How did we work?"))
    await scene.press(scene.ana, "Close")
