"""The pace of a typed round: everybody types as people do, over a thousand steps where it soaks. No answer is cut off."""

import os
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import count
from random import Random
from statistics import mean
from typing import Any, Final

from bot.domain.channel_messages import ChannelMessage, Tone
from bot.domain.meeting.decide import decide
from bot.domain.meeting.events import Actor, Event
from bot.domain.meeting.timers import Timer, timers_of
from bot.domain.meeting.turn_events import DoneAsking, PeerSilent, Said, TurnQuiet
from bot.domain.message_and_timer_kinds import Later
from bot.domain.states import TurnState
from tests.bot.domain.meeting.cases import ANA, asking, clock, given

STEPS: Final = 1000 if "SOAK" in os.environ else 30
BOX: Final = timedelta(minutes=15)
READS: Final = timedelta(seconds=5)
WORD: Final = timedelta(minutes=1) / 40
QUESTION: Final = 12
ANSWER: Final = (35, 90)
PRESSES: Final = 0.5
FIRES: Final = {Later.TURN_QUIET: TurnQuiet, Later.TURN_SILENT: PeerSilent}


class Step:
    """A step of questions of a quarter of an hour, in which everybody types at forty words a minute and reads before they type."""

    def __init__(self, chance: Random) -> None:
        begun = asking("14:20")
        self.m = begun.with_step(minutes=BOX / timedelta(minutes=1), ends_at=clock("14:20") + BOX)
        self._chance, self._ids = chance, count(100)
        self.asked = self.cut_off = 0

    def lasts(self) -> None:
        """Until its time is over, and the turn that is open then has ended."""
        while self.m.turn is not None and self.m.turn.state is TurnState.CALLED and self.m.now < self.m.step.ends_at:
            self._turn(self.m.turn.id, self.m.turn.member)

    def _turn(self, turn: str, peer: int) -> None:
        self._says(peer, self.m.now + READS + WORD * QUESTION)
        self.asked += 1
        self._says(ANA, self.m.now + READS + WORD * self._chance.randint(*ANSWER))
        answered = self.m.turn_of(turn)
        self.cut_off += answered is None or not answered.answered
        if self._chance.random() < PRESSES:
            self._passes_until(self.m.now + READS)
            self._happens(DoneAsking(turn=turn, by=Actor(f"U{peer}", peer, at=self.m.now)), self.m.now)
        while self.m.turn is not None and self.m.turn.id == turn:
            self._passes_until(self._next()[1])

    def _says(self, member: int, moment: datetime) -> None:
        self._passes_until(moment)
        tone = Tone.WORDS if member == ANA else Tone.QUESTION
        ts = f"{moment.timestamp():.6f}"
        words = ChannelMessage("W", f"U{member}", "C", ts, "503.0", f"E{ts}", tone)
        self._happens(Said(by=Actor(f"U{member}", member, at=words.at), words=words), moment)

    def _passes_until(self, moment: datetime) -> None:
        """Whatever silence does by then."""
        while (due := self._next())[1] <= moment:
            self._happens(FIRES[due[0].kind](turn=due[0].of), due[1])
        self.m = replace(self.m, now=moment)

    def _next(self) -> tuple[Timer, datetime]:
        ours = ((timer, at) for timer, at in timers_of(self.m).items() if timer.kind in FIRES)
        return min(
            ours,
            key=lambda one: one[1],
            default=(Timer(Later.STEP_END, ""), datetime.max.replace(tzinfo=self.m.now.tzinfo)),
        )

    def _happens(self, event: Event[Any], moment: datetime) -> None:
        around = replace(given(), new_id=lambda: f"id{next(self._ids)}", chance=self._chance)
        self.m = decide(replace(self.m, now=moment), event, around).meeting


def test_no_answer_is_cut_off_and_five_questions_are_asked_in_a_quarter_of_an_hour() -> None:
    steps = [Step(Random(seed)) for seed in range(STEPS)]
    for step in steps:
        step.lasts()
    assert sum(step.cut_off for step in steps) == 0
    assert mean(step.asked for step in steps) >= 5
