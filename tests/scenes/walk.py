"""A two-hour meeting of six peers, minute by minute; what people see is compared with the numbered promises on the way."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from typing import Final

from rehearsal.messages import Message
from rehearsal.people import Person
from tests.house import House, labels, plain
from tests.promises import PROMISES
from tests.scenes.play import ISSUE, call, called, newest, private, said

FIRST: Final = datetime(2026, 11, 10, 14, 0, tzinfo=UTC)
MERGER: Final = "When to tell staff about the merger"
ROOF: Final = "The roof leaks and nobody owns it"
SHOWN_ONCE: Final = "How we worked:"
Breaks = Callable[[House], Awaitable[None]]


async def nothing_breaks(_: House) -> None:
    """Over HTTP there is no connection to lose."""


class Walk:
    """Stages of one meeting, in their order. Otto advises and vanishes; Eva bids and never comes; Fay says nothing.

    `kept` are the promises that were compared with what somebody saw. `breaks` is done to the connection in the middle of a turn.
    """

    def __init__(self, house: House, breaks: Breaks = nothing_breaks) -> None:
        self.house = house
        self.breaks = breaks
        self.kept: set[int] = set()
        self.fay = house.ws.person("Fay")
        house.room.members.append(self.fay.id)
        house.people = (*house.people, self.fay)

    def keeps(self, number: int, held: object) -> None:
        assert held, f"promise {number}: {PROMISES[number]} {said(self.house)[-3:]}"
        self.kept.add(number)

    async def is_prepared(self) -> None:
        """A set of six with an adviser; two actions of a week before, one of them reported on; three issues."""
        house = self.house
        await house.found(adviser=house.otto.id, minutes="120", members=[one.id for one in house.people])
        await house.command(house.ana, "/action", "Ask Mo for twenty minutes by Friday")
        await house.command(house.ben, "/action", "Write one page by Friday")
        for who, sentence, urgency in ((house.ben, MERGER, "3"), (house.chloe, ISSUE, "4"), (house.eva, ROOF, "5")):
            await house.command(who, "/set-issue")
            await house.submit(who, sentence=sentence, urgency=urgency)
        await house.to(FIRST - timedelta(days=1))
        request = next(one for one in house.ws.dm(house.ben) if "Done" in labels(one))
        await house.press(house.ben, "Done", request)
        await house.submit(house.ben, happened="It took two evenings")
        self.keeps(24, ISSUE not in " ".join(said(house)))

    async def opens(self) -> None:
        house = self.house
        await house.to(FIRST)
        await house.pass_time(minutes=4)
        self.keeps(10, "Start" in labels(newest(house, "meeting 1 of 4")))
        await house.press(house.otto, "Start")
        agenda = plain(newest(house, "meeting 1 of 4").text)
        self.keeps(10, "until 16:04 UTC" in agenda)
        self.keeps(16, "● *Opening*: now, until 14:12 UTC" in agenda and "We ask, we do not tell." in agenda)
        self.keeps(16, "In one line, in this thread: " in said(house)[-1])
        await house.press(house.ana, "I'm here")
        await house.say(house.ben, "Hello from the lab", in_thread=False)
        self.keeps(17, "Here: <@U001ANA> and <@U002BEN>" in newest(house, "Opening until").text)
        await house.press(house.otto, "Next", newest(house, "Opening until"))
        self.keeps(
            19, "Two people are here so far; this set needs three people to begin." in private(house, house.otto)[-1]
        )
        self.keeps(8, house.otto.id not in newest(house, "Opening until").text)
        for who in (house.chloe, self.fay):
            await house.press(who, "I'm here")
        await house.pass_time(minutes=3)
        await house.press(house.ana, "Next", newest(house, "Opening until"))
        self.keeps(1, "Moving on is for <@U006OTTO>, the adviser." in private(house, house.ana)[-1])
        await house.press(house.otto, "Next", newest(house, "Opening until"))

    async def reports_back(self) -> None:
        house = self.house
        self.keeps(20, "Two people, two actions. One person has told me already." in newest(house, "Two people,").text)
        self.keeps(20, "It took two evenings" in newest(house, "*<@U002BEN>*").text)
        anas = newest(house, "*<@U001ANA>*")
        self.keeps(21, "Pass" in labels(anas) and "Pass" not in labels(newest(house, "*<@U002BEN>*")))
        await house.pass_time(minutes=4)
        await house.press(house.ana, "Partly", anas)
        await house.submit(house.ana, happened="He gave me five")
        self.keeps(23, "Report-back: over." in " ".join(said(house)))

    async def bids(self) -> None:
        house = self.house
        card = newest(house, "I suggest").text
        self.keeps(24, "Three issues are waiting, and there is time for two slots." in card)
        self.keeps(25, "I suggest <@U003CHLOE> and <@U002BEN>." in card)
        self.keeps(26, f"<@U005EVA>: {ROOF} · urgent 5 · has not presented yet · not here yet, keeps the place" in card)
        await house.pass_time(minutes=2)
        await house.press(house.otto, "Next", newest(house, "I suggest"))
        self.keeps(27, "Bids: over. One issue stays in line." in said(house))

    async def presents(self, presenter: Person) -> None:
        house = self.house
        step = newest(house, "this thread is where we meet")
        self.keeps(28, f"<@{presenter.id}>, 7 minutes are yours" in step.text)
        await house.press(presenter, "Write my question down", step)
        await house.submit(presenter, question="Who could go first?")
        self.keeps(28, "*The question brought:* Who could go first?" in newest(house, f", <@{presenter.id}>* ·").text)
        await house.pass_time(minutes=3)
        await house.command(house.ana, "/set", "next")
        self.keeps(6, f"Moving on is for <@{presenter.id}>" in private(house, house.ana)[-1])
        await house.say(presenter, "It began in May")
        await house.press(presenter, "That's it", step)
        self.keeps(29, "*Clarify*, 6 minutes" in said(house)[-1])
        await house.pass_time(minutes=2)
        await house.say(house.ana, "How many are you?")
        await house.say(presenter, "Twelve")
        await house.press(presenter, "Next", newest(house, "*Clarify*"))
        self.keeps(30, house.ana is called(house) and "*Questions*, 15 minutes" in call(house).text)

    async def asks(self, who: Person, presenter: Person, done: str = "Done") -> None:
        """A whole turn in a minute: asked, answered, and ended by the presenter."""
        house = self.house
        self.keeps(31, called(house) is who and "If it helps: " in call(house).text)
        self.keeps(54, labels(call(house))[:3] == ["Another prompt", "Pass", "Thinking"])
        await house.pass_time(seconds=20)
        opened = call(house).ts
        await house.say(who, "What would have to be true?")
        self.keeps(55, call(house).ts == opened and labels(call(house))[:3] == ["Done", "Park", "Decline"])
        if done == "Done":
            await house.pass_time(seconds=20)
            await house.say(presenter, "They would have to trust each other")
        await house.pass_time(seconds=20)
        await house.press(presenter, done, call(house))

    async def says_nothing(self, who: Person) -> None:
        house = self.house
        self.keeps(60, called(house) is who)
        await house.pass_time(seconds=91)
        self.keeps(61, f"<@{who.id}>, later." in said(house) and called(house) is not who)

    async def first_questions(self) -> None:
        """Ten questions to Chloé: an answer in three messages, one out of turn, a follow-up, one parked, one declined."""
        house, chloe = self.house, self.house.chloe
        await house.say(house.ana, "What would you miss if it were solved?")
        await house.say(house.ben, "You should buy another one")
        self.keeps(64, private(house, house.ben)[-1].startswith("It is <@U001ANA>'s turn to ask just now."))
        for words in ("I do not know.", "The quarrel, perhaps.", "It fills my Mondays."):
            await house.pass_time(seconds=15)
            await house.say(chloe, words)
        await house.say(house.ana, "What else could fill them?")
        await self.breaks(house)
        await house.say(chloe, "Teaching")
        self.keeps(56, called(house) is house.ana)
        await house.press(house.ana, "Done", call(house))
        await house.say(house.dan, "Sorry, the train", in_thread=False)
        await self.asks(house.ben, chloe, "Decline")
        self.keeps(2, "<@U002BEN> asked; <@U003CHLOE> leaves the question open." in said(house))
        await self.says_nothing(self.fay)
        self.keeps(18, called(house) is house.dan)
        await house.press(self.fay, "I'm here", newest(house, "meeting 1 of 4"))
        await self.asks(house.dan, chloe, "Park")
        self.keeps(2, "<@U004DAN> asked; the question is parked." in said(house))
        await self.says_nothing(self.fay)
        for who in (house.ana, house.ben, house.dan) * 2:
            await self.asks(who, chloe)
        self.keeps(63, called(house) is house.ana)
        await house.pass_time(seconds=60)
        await house.say(house.ana, "Who could begin?")
        self.keeps(70, "The round is short of time, so no follow-up" in call(house).text)
        self.keeps(67, "a fifth of their time is left" in call(house).text)
        await house.press(chloe, "Next", call(house))
        self.keeps(32, "*Restate.*" in said(house)[-1])

    async def takes_on_an_action(self, presenter: Person) -> None:
        house = self.house
        await house.pass_time(minutes=1)
        await house.press(presenter, "Write it down")
        await house.submit(presenter, restated="How do I make it safe to go first")
        self.keeps(
            33, "*The real question now:* How do I make it safe" in newest(house, f", <@{presenter.id}>* ·").text
        )
        self.keeps(34, "*Commit.*" in said(house)[-1])
        await house.pass_time(minutes=2)
        answer = await house.command(presenter, "/action", "Ask Mo for twenty minutes alone by Friday")
        self.keeps(35, "Still to say, if you like: the first step." in answer.text)
        await house.press(presenter, "That's all")
        self.keeps(36, "*Before we leave this slot.*" in said(house)[-1])

    async def slot_is_reviewed(self, presenter: Person, helped: Person, peers: tuple[Person, ...]) -> None:
        house = self.house
        review = newest(house, "*Before we leave this slot.*")
        await house.press(presenter, "Which question helped most?", review)
        form = house.ws.view(presenter)
        assert form is not None
        options = next(block for block in form["blocks"] if block["type"] == "input")["element"]["options"]
        chosen = next(one["value"] for one in options if helped.id in one["text"]["text"])
        await house.submit(presenter, turn=chosen)
        self.keeps(38, private(house, helped)[-1].startswith(f"<@{presenter.id}> says that a question of yours helped"))
        await house.pass_time(minutes=1)
        for who in peers:
            await house.say(who, "I learned to wait")

    async def second_questions(self) -> None:
        """Ten questions to Ben, and the bot is gone for two minutes in the middle of the fourth."""
        house, ben = self.house, self.house.ben
        for who in (house.ana, house.chloe):
            await self.asks(who, ben)
        await self.says_nothing(self.fay)
        await self.asks(house.dan, ben)
        self.keeps(62, called(house) is house.ana)
        await self.breaks(house)
        await house.say(house.ana, "What would you tell them today?")
        await self.bot_is_gone()
        await house.press(ben, "Done", call(house))
        for who in (house.chloe, house.dan, house.ana) * 2:
            await self.asks(who, ben)
        self.keeps(32, called(house) is house.chloe)
        await house.press(ben, "Next", call(house))

    async def bot_is_gone(self) -> None:
        """Ben answers while nobody listens; Slack delivers it again once the bot is back."""
        house = self.house
        await house.goes()
        await house.ws.say(house.ben, house.room, "That I do not know yet", thread=house.thread())
        await house.is_away_for(timedelta(minutes=2))
        await house.arrives()
        await house.settle()
        self.keeps(75, "You have that time back: this step now ends at" in said(house)[-1])
        await delivered_again(house)
        await house.pass_time(seconds=60)
        self.keeps(66, called(house) is house.ana and labels(call(house))[0] == "Done")

    async def names_no_action(self) -> None:
        house = self.house
        await house.press(house.ben, "Next", newest(house, "*Restate.*"))
        await house.pass_time(minutes=1)
        await house.press(house.ben, "None this time", newest(house, "*Commit.*"))
        await house.submit(house.ben, because="Too early")
        self.keeps(36, "*Before we leave this slot.*" in said(house)[-1] and "Too early" not in " ".join(said(house)))

    async def slot_ends_with_the_last_answer(self) -> None:
        house = self.house
        await self.slot_is_reviewed(house.ben, house.ana, (house.ana, house.chloe, house.dan))
        await house.press(self.fay, "Keep this", newest(house, "*Before we leave this slot.*"))
        await house.submit(self.fay, note="I think before I speak", shared="set")
        self.keeps(39, private(house, self.fay)[-1].startswith("Kept"))
        self.keeps(40, "*How did we work?*" in said(house)[-1])

    async def reviews(self) -> None:
        house = self.house
        card = newest(house, "*How did we work?*")
        self.keeps(43, "about an issue, about yourself, about how we work as a set" in card.text)
        for who, score in ((house.ana, "7"), (house.ben, "9"), (house.chloe, "8"), (house.dan, "8"), (self.fay, "8")):
            await house.press(who, "Give your pulse")
            await house.submit(who, score=score, well="the waiting")
        self.keeps(42, SHOWN_ONCE not in " ".join(said(house)))
        await house.pass_time(minutes=4)
        drawn = newest(house, "*How did we work?*")
        await asyncio.gather(*(house.ws.press(one, drawn, "Next") for one in (house.ana, house.dan)))
        await house.settle()
        self.keeps(5, "*Before we part.*" in newest(house, "*Before we part.*").text)
        spreads = [words for words in said(house) if SHOWN_ONCE in words]
        self.keeps(42, len(spreads) == 1 and "7 to 9, from five answers" in spreads[0] and "<@" not in spreads[0])

    def shows_what_was_shared(self) -> None:
        closing = newest(self.house, "*Before we part.*").text
        self.keeps(46, "I think before I speak" in closing and f"<@U002BEN>: {MERGER} · no action this time" in closing)

    async def closes(self) -> None:
        house = self.house
        closing = newest(house, "*Before we part.*").text
        self.keeps(45, "*Next:* Tue 24 Nov 2026, 14:00 (Europe/London)" in plain(closing))
        self.keeps(46, "Ask Mo for twenty minutes alone · by Fri 13 Nov 2026" in closing)
        await house.pass_time(minutes=2)
        await house.press(house.chloe, "Close")
        self.keeps(48, "*That was meeting 1 of 4.*" in newest(house, "*That was").text)
        before = len(house.ws.dm(house.chloe))
        await house.to(FIRST + timedelta(days=10))
        self.keeps(47, len(house.ws.dm(house.chloe)) > before)

    def was_quiet(self) -> None:
        """Counted from the agenda card on: what was said before belongs to the founding."""
        house = self.house
        began = float(newest(house, ", meeting 1 of 4*").ts)
        ours = [one for one in house.ws.everything(house.room) if one.bot_id and float(one.ts) >= began]
        self.keeps(77, len([one for one in ours if not in_thread(one)]) <= 12)
        for presenter in (house.chloe, house.ben):
            head = newest(house, f", <@{presenter.id}>* · over").ts
            under = [one for one in ours if one.thread_ts == head and one.ts != head and not is_call(one)]
            self.keeps(76, len(under) <= 12)


def in_thread(message: Message) -> bool:
    return message.thread_ts not in (None, message.ts)


def is_call(message: Message) -> bool:
    return any(
        words in message.text for words in (" asked", " passed.", ", later.", "was called", "your turn", "you ask")
    )


async def delivered_again(house: House) -> None:
    """What Slack had given up on arrives after all."""
    lost = list(house.ws.undelivered)
    house.ws.undelivered.clear()
    for delivery in lost:
        answer = await house.ws.redeliver(delivery)
        assert answer.ok
    await house.settle()
