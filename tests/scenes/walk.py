"""A two-hour meeting of six peers, minute by minute; what people see is compared with the numbered promises on the way."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from datetime import UTC, datetime, timedelta
from typing import Final

from rehearsal.messages import Message
from rehearsal.people import Person
from tests.promises import PROMISES
from tests.scene import Scene, labels, plain
from tests.scenes.play import ISSUE, call, called, newest, private, said

FIRST: Final = datetime(2026, 11, 10, 14, 0, tzinfo=UTC)
MERGER: Final = "When to tell staff about the merger"
ROOF: Final = "The roof leaks and nobody owns it"
WITHOUT_FAY: Final = 5
SHOWN_ONCE: Final = "How we worked:"
Breaks = Callable[[Scene], Awaitable[None]]


async def nothing_breaks(_: Scene) -> None:
    """Over HTTP there is no connection to lose."""


class Walk:
    """Stages of one meeting, in their order. Otto advises and vanishes; Eva bids and never comes; Fay says nothing.

    `kept` are the promises that were compared with what somebody saw. `breaks` is done to the connection in the middle of a turn.
    """

    def __init__(self, scene: Scene, breaks: Breaks = nothing_breaks, kept: Iterable[int] = ()) -> None:
        self.scene = scene
        self.breaks = breaks
        self.kept = set(kept)
        if len(scene.people) == WITHOUT_FAY:
            scene.people = (*scene.people, scene.ws.person("Fay"))
            scene.room.members.append(scene.people[-1].id)
        self.fay = scene.people[-1]

    def keeps(self, number: int, held: object) -> None:
        assert held, f"promise {number}: {PROMISES[number]} {said(self.scene)[-3:]}"
        self.kept.add(number)

    async def is_prepared(self) -> None:
        """A set of six with an adviser; two actions of a week before, one of them reported on; three issues."""
        scene = self.scene
        await scene.found(adviser=scene.otto.id, minutes="120", members=[one.id for one in scene.people])
        await scene.command(scene.ana, "/action", "Ask Mo for twenty minutes by Friday")
        await scene.command(scene.ben, "/action", "Write one page by Friday")
        for who, sentence, urgency in ((scene.ben, MERGER, "3"), (scene.chloe, ISSUE, "4"), (scene.eva, ROOF, "5")):
            await scene.command(who, "/set-issue")
            await scene.submit(who, sentence=sentence, urgency=urgency)
        await scene.to(FIRST - timedelta(days=1))
        request = next(one for one in scene.ws.dm(scene.ben) if "Done" in labels(one))
        await scene.press(scene.ben, "Done", request)
        await scene.submit(scene.ben, happened="It took two evenings")
        self.keeps(24, ISSUE not in " ".join(said(scene)))

    async def opens(self) -> None:
        scene = self.scene
        await scene.to(FIRST)
        await scene.pass_time(minutes=4)
        self.keeps(10, "Start" in labels(newest(scene, "meeting 1 of 4")))
        await scene.press(scene.otto, "Start")
        agenda = plain(newest(scene, "meeting 1 of 4").text)
        self.keeps(10, "until 16:04 UTC" in agenda)
        self.keeps(16, "● *Opening*: now, until 14:12 UTC" in agenda and "We ask rather than tell." in agenda)
        self.keeps(16, "In one line, in this thread: " in said(scene)[-1])
        await scene.press(scene.ana, "I'm here")
        await scene.say(scene.ben, "Hello from the lab", in_thread=False)
        self.keeps(17, "Here: <@U001ANA> and <@U002BEN>" in newest(scene, "Opening until").text)
        await scene.press(scene.otto, "Next", newest(scene, "Opening until"))
        self.keeps(19, "Only 2 of you are here so far, and it takes 3 to begin." in private(scene, scene.otto)[-1])
        self.keeps(8, scene.otto.id not in newest(scene, "Opening until").text)
        for who in (scene.chloe, self.fay):
            await scene.press(who, "I'm here")
        await scene.pass_time(minutes=3)
        await scene.press(scene.ana, "Next", newest(scene, "Opening until"))
        self.keeps(1, "Only <@U006OTTO>, the facilitator, can move us on." in private(scene, scene.ana)[-1])
        await scene.press(scene.otto, "Next", newest(scene, "Opening until"))

    async def reports_back(self) -> None:
        scene = self.scene
        self.keeps(
            20,
            "2 people report back. There are 2 actions. <@U002BEN> has told me already."
            in newest(scene, "2 people report back.").text,
        )
        self.keeps(20, "It took two evenings" in newest(scene, "*<@U002BEN>*").text)
        anas = newest(scene, "*<@U001ANA>*")
        self.keeps(21, "Pass" in labels(anas) and "Pass" not in labels(newest(scene, "*<@U002BEN>*")))
        await scene.pass_time(minutes=2)
        await scene.press(scene.ana, "Partly", anas)
        await scene.submit(scene.ana, happened="He gave me five")
        self.keeps(23, "The report-back is over." not in " ".join(said(scene)))
        await scene.pass_time(minutes=2)
        self.keeps(23, "The report-back is over." in " ".join(said(scene)))

    async def bids(self) -> None:
        scene = self.scene
        card = newest(scene, "I'd suggest").text
        self.keeps(24, "3 issues are waiting. There's time for 2." in card)
        self.keeps(25, "I'd suggest <@U003CHLOE> and <@U002BEN>, in that order." in card)
        self.keeps(26, f"<@U005EVA>: {ROOF} · needed now · not here yet, keeps their turn" in card)
        await scene.pass_time(minutes=2)
        await scene.press(scene.otto, "Next", newest(scene, "I'd suggest"))
        self.keeps(27, "Bids closed. One more issue is waiting, for later today or next time." in said(scene))

    async def presents(self, presenter: Person) -> None:
        scene = self.scene
        step = newest(scene, "the whole slot happens here, in this thread")
        self.keeps(28, f"<@{presenter.id}>, you have 7 minutes" in step.text)
        await scene.press(presenter, "Write my question down", step)
        await scene.submit(presenter, question="Who could go first?")
        self.keeps(28, "*The question:* Who could go first?" in newest(scene, f", <@{presenter.id}>* ·").text)
        await scene.pass_time(minutes=3)
        await scene.command(scene.ana, "/set", "next")
        self.keeps(6, f"Only <@{presenter.id}>" in private(scene, scene.ana)[-1])
        await scene.say(presenter, "It began in May")
        await scene.press(presenter, "That's it", step)
        self.keeps(29, "*Clarify*, 6 minutes" in said(scene)[-1])
        await scene.pass_time(minutes=2)
        await scene.say(scene.ana, "How many are you?")
        await scene.say(presenter, "Twelve")
        await scene.press(presenter, "Next", newest(scene, "*Clarify*"))
        first = scene.ana if presenter is scene.chloe else scene.chloe  # who was first in one slot is last in the next
        self.keeps(30, called(scene) is first and "*Questions*, 15 minutes" in call(scene).text)

    async def asks(self, who: Person, presenter: Person, done: str = "Next question") -> None:
        """A whole turn in a minute: asked, answered, and ended by the presenter."""
        scene = self.scene
        self.keeps(31, called(scene) is who and "If it helps: " in call(scene).text)
        self.keeps(54, labels(call(scene)) == ["Pass", "Thinking", "A moment", "More"])
        await scene.pass_time(seconds=20)
        opened = call(scene).ts
        await scene.say(who, "What would have to be true?")
        self.keeps(55, call(scene).ts == opened and labels(call(scene))[:3] == ["Next question", "Park", "Decline"])
        if done == "Next question":
            await scene.pass_time(seconds=20)
            await scene.say(presenter, "They would have to trust each other")
        await scene.pass_time(seconds=20)
        await scene.press(presenter, done, call(scene))

    async def says_nothing(self, who: Person) -> None:
        scene = self.scene
        self.keeps(60, called(scene) is who)
        await scene.pass_time(seconds=91)
        passed_over = {f"<@{who.id}>: I'll come back to you.", f"<@{who.id}> was called."}
        self.keeps(61, not passed_over.isdisjoint(said(scene)) and called(scene) is not who)

    async def first_questions(self) -> None:
        """Ten questions to Chloé: an answer in three messages, one out of turn, a follow-up, one parked, one declined."""
        scene, chloe = self.scene, self.scene.chloe
        await scene.say(scene.ana, "What would you miss if it were solved?")
        await scene.say(scene.ben, "Have you thought of another one?")
        self.keeps(64, private(scene, scene.ben)[-1].startswith("It's <@U001ANA>'s turn."))
        for words in ("I do not know.", "The quarrel, perhaps.", "It fills my Mondays."):
            await scene.pass_time(seconds=15)
            await scene.say(chloe, words)
        await scene.say(scene.ana, "What else could fill them?")
        await scene.say(chloe, "Teaching")
        self.keeps(56, called(scene) is scene.ana)
        await scene.press(scene.ana, "Next question", call(scene))
        await scene.say(scene.dan, "Sorry, the train", in_thread=False)
        await self.asks(scene.ben, chloe, "Decline")
        self.keeps(2, "<@U002BEN> asked; <@U003CHLOE> is leaving that one." in said(scene))
        await self.says_nothing(self.fay)
        self.keeps(18, called(scene) is scene.dan)
        await scene.press(self.fay, "I'm here", newest(scene, "meeting 1 of 4"))
        await self.asks(scene.dan, chloe, "Park")
        self.keeps(2, "<@U004DAN> asked; the question is parked." in said(scene))
        await self.says_nothing(self.fay)
        for who in (scene.ana, scene.ben, scene.dan) * 2:
            await self.asks(who, chloe)
        self.keeps(63, called(scene) is scene.ana)
        await scene.pass_time(seconds=60)
        await scene.say(scene.ana, "Who could begin?")
        self.keeps(70, "We're short of time, so no follow-up" in call(scene).text)
        self.keeps(67, "About 3 minutes left." in call(scene).text)
        await scene.press(chloe, "Next", call(scene))
        self.keeps(32, "*Restate.*" in said(scene)[-1])

    async def takes_on_an_action(self, presenter: Person) -> None:
        scene = self.scene
        await scene.pass_time(minutes=1)
        await scene.press(presenter, "Write it down")
        await scene.submit(presenter, restated="How do I make it safe to go first")
        self.keeps(
            33, "*The real question now:* How do I make it safe" in newest(scene, f", <@{presenter.id}>* ·").text
        )
        self.keeps(34, "*Commit.*" in said(scene)[-1])
        await scene.pass_time(minutes=2)
        answer = await scene.command(presenter, "/action", "Ask Mo for twenty minutes alone by Friday")
        self.keeps(35, "Want to add a first step?" in answer.text)
        await scene.press(presenter, "That's all")
        self.keeps(36, "*Before we leave this slot.*" in said(scene)[-1])

    async def slot_is_reviewed(self, presenter: Person, helped: Person, peers: tuple[Person, ...]) -> None:
        scene = self.scene
        review = newest(scene, "*Before we leave this slot.*")
        await scene.press(presenter, "Which question helped most?", review)
        form = scene.ws.view(presenter)
        assert form is not None
        options = next(block for block in form["blocks"] if block["type"] == "input")["element"]["options"]
        chosen = next(one["value"] for one in options if helped.id in one["text"]["text"])
        await scene.submit(presenter, turn=chosen)
        self.keeps(38, private(scene, helped)[-1].startswith(f"<@{presenter.id}> found one of your questions"))
        await scene.pass_time(minutes=1)
        for who in peers:
            await scene.say(who, "I learned to wait")

    async def second_questions(self) -> None:
        """Nine questions to Ben, and the bot is gone for two minutes in the middle of the fourth."""
        scene, ben = self.scene, self.scene.ben
        await self.asks(scene.chloe, ben)
        await self.says_nothing(self.fay)
        await self.asks(scene.dan, ben)
        self.keeps(62, called(scene) is scene.ana)
        await self.breaks(scene)
        await scene.say(scene.ana, "What would you tell them today?")
        await self.bot_is_gone()
        await scene.press(ben, "Next question", call(scene))
        for who in (scene.chloe, scene.dan, scene.ana) * 2:
            await self.asks(who, ben)
        await self.breaks(scene)
        self.keeps(32, called(scene) is scene.chloe)
        await scene.press(ben, "Next", call(scene))

    async def bot_is_gone(self) -> None:
        """Ben answers while nobody listens; Slack delivers it again once the bot is back."""
        scene = self.scene
        await scene.goes()
        await scene.ws.say(scene.ben, scene.room, "That I do not know yet", thread=scene.thread())
        await scene.is_away_for(timedelta(minutes=2))
        await scene.arrives()
        await scene.settle()
        self.keeps(75, "You have that time back: this step now ends at" in said(scene)[-1])
        await delivered_again(scene)
        await scene.pass_time(seconds=60)
        self.keeps(66, called(scene) is scene.ana and labels(call(scene))[0] == "Next question")

    async def names_no_action(self) -> None:
        scene = self.scene
        await scene.press(scene.ben, "Next", newest(scene, "*Restate.*"))
        await scene.pass_time(minutes=1)
        await scene.press(scene.ben, "None this time", newest(scene, "*Commit.*"))
        await scene.submit(scene.ben, because="Too early")
        self.keeps(36, "*Before we leave this slot.*" in said(scene)[-1] and "Too early" not in " ".join(said(scene)))

    async def slot_ends_with_the_last_answer(self) -> None:
        scene = self.scene
        await self.slot_is_reviewed(scene.ben, scene.ana, (scene.ana, scene.chloe, scene.dan))
        await scene.press(self.fay, "Keep this", newest(scene, "*Before we leave this slot.*"))
        await scene.submit(self.fay, note="I think before I speak", shared="set")
        self.keeps(39, private(scene, self.fay)[-1].startswith("Saved"))
        self.keeps(40, "*How did we work?*" in said(scene)[-1])

    async def reviews(self) -> None:
        scene = self.scene
        card = newest(scene, "*How did we work?*")
        self.keeps(43, "about an issue, about yourself, about how we work as a set" in card.text)
        for who, score in ((scene.ana, "7"), (scene.ben, "9"), (scene.chloe, "8"), (scene.dan, "8"), (self.fay, "8")):
            self.keeps(42, SHOWN_ONCE not in " ".join(said(scene)))
            await scene.press(who, "Give your pulse")
            await scene.submit(who, score=score, better="the waiting")
        await scene.pass_time(minutes=4)
        drawn = newest(scene, "*How did we work?*")
        await asyncio.gather(*(scene.ws.press(one, drawn, "Next") for one in (scene.ana, scene.dan)))
        await scene.settle()
        self.keeps(5, "*Before we go.*" in newest(scene, "*Before we go.*").text)
        spreads = [words for words in said(scene) if SHOWN_ONCE in words]
        self.keeps(42, len(spreads) == 1 and "7 to 9, from 5 answers" in spreads[0] and "<@" not in spreads[0])

    def shows_what_was_shared(self) -> None:
        closing = newest(self.scene, "*Before we go.*").text
        self.keeps(46, "I think before I speak" in closing and f"<@U002BEN>: {MERGER} · no action this time" in closing)

    async def closes(self) -> None:
        scene = self.scene
        closing = newest(scene, "*Before we go.*").text
        self.keeps(45, "*Next:* Tue 24 Nov 2026, 14:00 (Europe/London)" in plain(closing))
        self.keeps(46, "Ask Mo for twenty minutes alone · by Fri 13 Nov 2026" in closing)
        await scene.pass_time(minutes=2)
        await scene.press(scene.chloe, "Close")
        self.keeps(48, "*That was meeting 1 of 4.*" in newest(scene, "*That was").text)
        before = len(scene.ws.dm(scene.chloe))
        await scene.to(FIRST + timedelta(days=10))
        self.keeps(47, len(scene.ws.dm(scene.chloe)) > before)

    def was_quiet(self) -> None:
        """Counted from the agenda card on: what was said before belongs to the founding."""
        scene = self.scene
        began = float(newest(scene, ", meeting 1 of 4*").ts)
        ours = [one for one in scene.ws.everything(scene.room) if one.bot_id and float(one.ts) >= began]
        self.keeps(77, len([one for one in ours if not in_thread(one)]) <= 12)
        for presenter in (scene.chloe, scene.ben):
            head = newest(scene, f", <@{presenter.id}>* · over").ts
            under = [one for one in ours if one.thread_ts == head and one.ts != head and not is_call(one)]
            self.keeps(76, len(under) <= 12)


def in_thread(message: Message) -> bool:
    return message.thread_ts not in (None, message.ts)


def is_call(message: Message) -> bool:
    return any(
        words in message.text
        for words in (
            " asked",
            " passed.",
            "come back to you.",
            "was called",
            "we moved on before yours",
            "your turn",
            "first to ask",
        )
    )


async def delivered_again(scene: Scene) -> None:
    """What Slack had given up on arrives after all."""
    lost = list(scene.ws.undelivered)
    scene.ws.undelivered.clear()
    for delivery in lost:
        answer = await scene.ws.redeliver(delivery)
        assert answer.ok
    await scene.settle()
