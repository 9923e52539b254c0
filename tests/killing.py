"""Sets whose bot is killed at a chosen moment."""

import asyncio
import contextlib
import time
from collections.abc import Awaitable, Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Final

from rehearsal.deliveries import Answer
from rehearsal.faults import Call, FaultKind, error, slow
from rehearsal.messages import Message
from rehearsal.people import Person
from rehearsal.workspace import Workspace
from tests.judging import SECONDS_TO_SETTLE, Moment, Tally
from tests.processes import until
from tests.scene import founding, labels

SENDING: Final = ("chat.postMessage", "chat.update")
CALL_LASTS: Final = 2.5
HELD: Final = 30.0
SECONDS_TO_CATCH: Final = 12
_numbers: Final = count(1)

Gesture = Callable[[], Awaitable[Answer]]


MOMENTS: Final = tuple(Moment)


class Trap:
    """Holds what is sent where ids begin so (a channel; `D` is every DM), from now until the workspace's faults are cleared.

    Before: Slack refuses it. During: it is under way, and what comes of it comes after the process has died, if `arrives`.
    After: it is there, and the answer never comes.
    """

    def __init__(self, ws: Workspace, channel: str, moment: Moment, *, arrives: bool = True) -> None:
        self.moment = moment
        self._calls, self._known, self._channel = ws.calls, len(ws.calls), channel
        under_way = slow(CALL_LASTS, effect_late=True) if arrives else FaultKind("lost", before=CALL_LASTS, drop=True)
        kind = {Moment.BEFORE: error("access_denied"), Moment.DURING: under_way, Moment.AFTER: slow(HELD)}[moment]
        for method in SENDING:
            ws.faults.add(method, kind, times=None, when=self._is_ours)

    @property
    def holds(self) -> bool:
        """Whether the bot is at that moment now."""
        ours = [call for call in self._calls[self._known :] if call.method in SENDING and self._is_ours(call)]
        if self.moment is Moment.BEFORE:
            return bool(ours) and not any(call.took_effect for call in ours)
        open_calls = [call for call in ours if time.time() - call.real_time < CALL_LASTS]
        return any(call.took_effect is (self.moment is Moment.AFTER) for call in open_calls)

    def _is_ours(self, call: Call) -> bool:
        return str(call.args.get("channel")).startswith(self._channel)


class SmallSet:
    """Three people in a channel of their own, and what they do one after the other."""

    def __init__(self, ws: Workspace) -> None:
        number = next(_numbers)
        self.ws = ws
        self.ana, self.ben, self.chloe = self.people = tuple(
            ws.person(f"{n} {number}") for n in ("Ana", "Ben", "Chloé")
        )
        self.room = ws.channel(f"set-{number}", members=self.people)

    def founding(self) -> Iterator[Gesture]:
        yield self.found
        yield self.pressing(self.ben, "I agree")
        yield self.pressing(self.chloe, "I agree")

    def first_meeting(self) -> Iterator[Gesture]:
        yield from self.founding()
        yield from self.meeting()

    def meeting(self) -> Iterator[Gesture]:
        """From the issue to the close; every gesture makes a message or changes one, in the channel or in a thread."""
        yield self.start
        yield self.pressing(self.ben, "I'm here")
        yield self.pressing(self.chloe, "I'm here")
        yield self.pressing(self.ana, "Start with 1")
        yield self.pressing(self.chloe, "That's it")
        yield self.pressing(self.chloe, "Next")
        yield self.typing(self.chloe, "/set", "end")
        yield self.pressing(self.ana, "We're ready")
        yield self.typing(self.ana, "/set", "next")
        yield self.pressing(self.ana, "Close")

    def story(self) -> Iterator[Gesture]:
        """Founded once, then one meeting after the other."""
        yield from self.founding()
        while True:
            yield from self.meeting()

    async def found(self) -> Answer:
        await self.ws.command(self.ana, self.room, "/set", "new")
        given = founding(
            name="Heads of department",
            members=[one.id for one in self.people],
            first_on=f"{datetime.now(UTC).date() + timedelta(days=14)}",
            every_weeks="2",
        )
        answer = await self.ws.submit(self.ana, given)
        while answer.response.get("response_action") == "errors":  # nothing was saved in time, on a busy machine
            answer = await self.ws.submit(self.ana, given)
        return answer

    async def start(self) -> Answer:
        await self.ws.command(self.chloe, self.room, "/set-issue", "Two departments will not share a technician")
        return await self.ws.command(self.ana, self.room, "/set", "start")

    def typing(self, who: Person, command: str, text: str) -> Gesture:
        return lambda: self.ws.command(who, self.room, command, text)

    def pressing(self, who: Person, label: str) -> Gesture:
        """Press the newest button of that label, as soon as there is one."""

        async def press() -> Answer:
            try:
                await self.ws.until(lambda: bool(self._with(label)), SECONDS_TO_SETTLE)
            except TimeoutError:
                raise AssertionError(f"{who.name} finds no {label!r}: {self._seen_by(who)}") from None
            return await self.ws.press(who, self._with(label)[-1], label)

        return press

    def _seen_by(self, who: Person) -> list[str]:
        whispered = [one.text for one in self.ws.ephemerals(who)]
        return [*(f"{one.text[:60]} {labels(one)}" for one in self.ws.everything(self.room)), *whispered]

    def _with(self, label: str) -> list[Message]:
        return [message for message in self.ws.everything(self.room) if label in labels(message)]


async def made(gestures: Sequence[Gesture]) -> None:
    """All of them at once; each is answered well."""
    for answer in await asyncio.gather(*(gesture() for gesture in gestures)):
        assert answer.ok, answer
        assert not answer.problem, answer


async def caught(traps: Sequence[Trap], tally: Tally) -> None:
    """Wait until each message is at its moment, or it is no use waiting longer; write down which ones are."""
    with contextlib.suppress(TimeoutError):
        await until(lambda: all(trap.holds for trap in traps), SECONDS_TO_CATCH)
    tally.kills += 1
    tally.caught.update(trap.moment for trap in traps if trap.holds)
