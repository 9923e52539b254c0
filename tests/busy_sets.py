"""People who live through meetings at their own pace, whether the bot is there or not."""

import asyncio
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from random import Random
from typing import Final

from bot.clock import Clock
from rehearsal.deliveries import Answer
from rehearsal.messages import Message
from rehearsal.people import Person
from rehearsal.workspace import Workspace
from tests.kept_words import GivenWords
from tests.killing import Gesture, SmallSet
from tests.scene import MORE, labels

SECONDS_BETWEEN: Final = (0.02, 0.4)
SECONDS_TO_TRY_AGAIN: Final = 0.5
SECONDS_TO_START: Final = 2.0
HASTE: Final = 0.5
HASTY: Final = frozenset({"Next", "That's it", "That's all", "Close"})
CLOSED: Final = "That was meeting"
FORMS: Final[Mapping[str, Mapping[str, object]]] = {
    "Write my question down": {"question": "Who could go first?"},
    "Write it down": {"restated": "How do I make it safe for either head to go first"},
    "Add an action": {"what": "Ask Mo for twenty minutes", "first_step": "Find his number"},
    "Keep this": {"note": "I rush to fix things"},
    "What I'm taking away": {"for_me": "I ask too fast"},
    "Give your pulse": {"score": "7", "for_set": "To wait"},
    "Partly": {"happened": "Five minutes in the corridor"},
    "Not yet": {"happened": "The week ran away"},
}
"""What is entered into the forms that open behind a button."""
COUNTED: Final = frozenset({"what", "note", "happened"})
"""Fields whose words are numbered, so that nobody gives the same twice."""
BY_CHLOE: Final = frozenset(
    {"That's it", "Write my question down", "Write it down", "Add an action", "That's all", "Next"}
)
BEHIND_MORE: Final = ("Next", "Another prompt")
BY_ANYBODY: Final = frozenset({"I'm here", "Give your pulse", "What I'm taking away"})
MEETS: Final = frozenset({"Pause", "A moment", "Resume", "Go on", "We're ready"})
"""What can be pressed while a meeting is open, and not otherwise."""
PRESSED: Final = (
    *("Start", "I'm here", "That's it", "Next", "That's all", "Close", "Thinking", "Pass", "Next question"),
    *("Resume", "Go on", "We're ready"),
    *FORMS,
)  # fmt: skip


class BusySet(SmallSet):
    """They press, type and talk as the channel invites them to, in any order, and nobody waits for anybody.

    Whoever gets no answer tries something else, as people do whose bot is gone for a moment.
    """

    def __init__(self, ws: Workspace, clock: Clock, chance: Random) -> None:
        super().__init__(ws)
        self._clock, self._chance = clock, chance
        self.answers: list[Answer] = []
        self.told: list[GivenWords] = []

    async def live(self) -> None:
        """Go on until cancelled."""
        while True:
            with suppress(LookupError):  # the message has changed since it was looked at
                answer = await self._chance.choice(list(self._ways()))()
                self.answers.append(answer)
                if not answer.ok:
                    await asyncio.sleep(SECONDS_TO_TRY_AGAIN)
            await asyncio.sleep(self._chance.uniform(*SECONDS_BETWEEN))

    async def start(self) -> Answer:
        """Raise an issue and start; then wait a little for the meeting to be seen."""
        await self._giving(self.chloe, "/set-issue", "Two departments will not share technician")
        answer = await self.ws.command(self.ana, self.room, "/set", "start")
        await asyncio.sleep(SECONDS_TO_START)
        return answer

    @property
    def closed(self) -> int:
        """How many meetings have been closed so far."""
        return len([one for one in self._ours() if CLOSED in one.text])

    @property
    def meets(self) -> bool:
        """Whether a meeting is open, as far as can be seen."""
        return any(not MEETS.isdisjoint(labels(one)) for one in self._ours())

    def _ways(self) -> Iterator[Gesture]:
        """What somebody could do now."""
        if not self.meets:
            yield self.start
            return
        newest = {label: one for one in self._ours() for label in labels(one)}
        for label in PRESSED:
            if label in newest and (label not in HASTY or self._chance.random() < HASTE):
                yield self._pressing_there(newest[label], label)
        if MORE in newest:
            yield self._choosing(newest[MORE], self._chance.choice(BEHIND_MORE))
        if "That's all" in newest:
            yield lambda: self._giving(self.chloe, "/action", "Write page", " by Friday")
        if "Fix the next date" in newest:
            yield self._entering(self.ana, newest["Fix the next date"], "Fix the next date", self._next_date())
        if thread := self._thread(newest):
            yield from (self._talking(thread) for _ in self.people)

    def _pressing_there(self, where: Message, label: str) -> Gesture:
        who = self.chloe if label in BY_CHLOE and where.thread_ts else self._named_in(where)
        if label in BY_ANYBODY:
            who = self._anybody()
        if label in FORMS:
            return self._entering(who, where, label, FORMS[label])
        return lambda: self.ws.press(who, where, label)

    def _choosing(self, where: Message, label: str) -> Gesture:
        """In the form behind *More*: the presenter moves on, whoever is called has another prompt."""
        who = self.chloe if label in BY_CHLOE and where.thread_ts else self._named_in(where)

        async def chosen() -> Answer:
            answer = await self.ws.press(who, where, MORE)
            form = self.ws.view(who)
            if form is None:
                return answer
            try:
                return await self.ws.press(who, form, label)
            finally:
                if self.ws.view(who) is not None:
                    await self.ws.close_view(who)

        return chosen

    def _replace(self, form: Mapping[str, object] | None) -> None:
        """What a form opens with is changed by whoever sends it, and not kept beside what they enter."""
        opened = str(form or "")
        self.told = [replace(one, replaced=one.replaced or repr(one.words) in opened) for one in self.told]

    def _entering(self, who: Person, where: Message, label: str, values: Mapping[str, object]) -> Gesture:
        async def entered() -> Answer:
            await self.ws.press(who, where, label)
            self._replace(self.ws.view(who))
            given = {name: self._numbered(str(v)) if name in COUNTED else v for name, v in values.items()}
            answer = await self.ws.submit(who, given)
            self.told += [GivenWords(str(given[name]), answer) for name in COUNTED & given.keys()]
            return answer

        return entered

    async def _giving(self, who: Person, command: str, words: str, until: str = "") -> Answer:
        numbered = self._numbered(words)
        answer = await self.ws.command(who, self.room, command, f"{numbered}{until}")
        self.told.append(GivenWords(numbered, answer))
        return answer

    def _numbered(self, words: str) -> str:
        return f"{words} {self.room.name} {len(self.told)}"

    def _talking(self, thread: Message) -> Gesture:
        who, words = self._anybody(), "What would have to be true for both to want this?"

        async def talked() -> Answer:
            return self.ws.answer_to(await self.ws.say(who, self.room, words, thread=thread))

        return talked

    def _thread(self, newest: Mapping[str, Message]) -> Message | None:
        return next(
            (one for label, one in newest.items() if label in ("Next", "Next question", MORE) and one.thread_ts), None
        )

    def _named_in(self, where: Message) -> Person:
        """Whoever a message turns to, as the one it names first."""
        named = [one for one in self.people if one.id in where.text]
        return min(named, key=lambda one: where.text.index(one.id), default=self._anybody())

    def _anybody(self) -> Person:
        return self._chance.choice(self.people)

    def _next_date(self) -> Mapping[str, object]:
        return {"day": f"{(self._clock.now() + timedelta(days=14)).date()}", "at": "14:00"}

    def _ours(self) -> list[Message]:
        return [one for one in self.ws.everything(self.room) if one.bot_id]
