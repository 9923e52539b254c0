"""Any button, whoever presses it and whenever, any words and any wait: nothing fails, and a day later the meeting is closed."""

import logging
import os
import sqlite3
from contextlib import closing
from pathlib import Path
from random import Random
from typing import Any, Final

import pytest

from bot.domain.states import Asking
from rehearsal.messages import Message
from rehearsal.people import Person
from tests.scene import Scene, a_scene, labels
from tests.scenes.play import ISSUE

SOAKING: Final = "SOAK" in os.environ
GAMES: Final = 60 if SOAKING else 2
GESTURES: Final = 120 if SOAKING else 45
COMMANDS: Final = ("start", "next", "extend 1", "pause", "resume", "end", "away until Friday", "back")
WORDS: Final = {
    "happened": "I asked",
    "learned": "To wait",
    "what": "Ask the governors",
    "sentence": ISSUE,
    "first": "Who gains?",
}


class Game:
    """Gestures drawn by chance, written down so that a game that went wrong can be told."""

    def __init__(self, scene: Scene, chance: Random) -> None:
        self.scene, self.chance = scene, chance
        self.played: list[str] = []

    async def plays(self) -> None:
        who = self.chance.choice((*self.scene.people, self.scene.otto))
        gesture = self.chance.choices((self._presses, self._says, self._types, self._waits), weights=(6, 3, 1, 2))[0]
        await gesture(who)

    async def _presses(self, who: Person) -> None:
        """Mostly a button that has just been drawn, sometimes any that still stands there."""
        seen = [one for one in self._seen_by(who) if labels(one)]
        message = self.chance.choice(seen[-3:] if self.chance.random() < 0.8 else seen)
        label = self.chance.choice(labels(message))
        self.played.append(f"{who.name} presses {label!r}")
        answer = await self.scene.press(who, label, message)
        assert answer.ok, answer
        assert not answer.problem, answer
        if (form := self.scene.ws.view(who)) is not None:
            await (self._fills_in(who) if any("element" in block for block in form["blocks"]) else self._chooses(who))

    async def _chooses(self, who: Person) -> None:
        """In a form of buttons: one of them, or none; where that opens one to fill in, it is filled in."""
        form = self.scene.ws.view(who) or {}
        choices = [button for block in form["blocks"] for button in buttons_of(block)]
        if choices and self.chance.random() < 0.8:
            button = self.chance.choice(choices)
            self.played.append(f"{who.name} chooses {button['action_id']!r}")
            answer = await self.scene.ws.press(who, form, button["action_id"])
            assert answer.ok, answer
            await self.scene.settle()
        form = self.scene.ws.view(who) or {"blocks": []}
        if any("element" in block for block in form["blocks"]):
            await self._fills_in(who)
        else:
            await self.scene.ws.close_view(who)

    async def _fills_in(self, who: Person) -> None:
        view = self.scene.ws.view(who) or {}
        fields = {element["action_id"] for block in view["blocks"] if (element := block.get("element"))}
        answer = await self.scene.submit(who, **{name: text for name, text in WORDS.items() if name in fields})
        assert answer.ok or answer.errors, answer

    def _seen_by(self, who: Person) -> list[Message]:
        return [*self.scene.ws.ephemerals(who), *self.scene.ws.dm(who), *self.scene.ws.everything(self.scene.room)]

    async def _says(self, who: Person) -> None:
        threads = [one.thread_ts for one in self.scene.ws.everything(self.scene.room) if one.thread_ts and one.bot_id]
        in_thread = bool(threads) and self.chance.random() < 0.8
        self.played.append(f"{who.name} writes {'in the thread' if in_thread else 'in the channel'}")
        await self.scene.say(who, "What would have to be true?", in_thread=in_thread)

    async def _types(self, who: Person) -> None:
        text = self.chance.choice(COMMANDS)
        self.played.append(f"{who.name} types /set {text}")
        answer = await self.scene.command(who, "/set", text)
        assert answer.ok, answer

    async def _waits(self, _: Person) -> None:
        seconds = self.chance.choice((5, 40, 95, 130, 300))
        self.played.append(f"{seconds} seconds pass")
        await self.scene.pass_time(seconds=seconds)


def buttons_of(block: dict[str, Any]) -> list[dict[str, Any]]:
    """Those of a row, or the one beside a paragraph."""
    return [*block.get("elements", ()), *([block["accessory"]] if "accessory" in block else [])]


async def begun(scene: Scene, asking: Asking) -> None:
    await scene.found(asking=asking)
    for who in (scene.chloe, scene.ben):
        await scene.command(who, "/set-issue", ISSUE)
    await scene.start(scene.ben, scene.chloe, scene.dan)


def left(folder: Path) -> tuple[list[str], int]:
    """The states of the meetings that were started, and how many posts are not shown as they should be."""
    with closing(sqlite3.connect(folder / "sets.db")) as db:
        states = [row[0] for row in db.execute("SELECT state FROM meetings WHERE started_at IS NOT NULL")]
        unsaid = db.execute(
            "SELECT COUNT(*) FROM posts WHERE NOT dropped AND (ts IS NULL OR shown < wanted)"
        ).fetchone()
        return states, unsaid[0]


@pytest.mark.parametrize("seed", range(GAMES))
async def test_nothing_fails_and_after_a_day_every_meeting_is_closed(
    tmp_path: Path, seed: int, caplog: pytest.LogCaptureFixture
) -> None:
    async with a_scene(tmp_path, seed=seed) as scene:
        await begun(scene, list(Asking)[seed % 2])
        game = Game(scene, Random(seed))
        for _ in range(GESTURES):
            await game.plays()
            failed = [one.getMessage() for one in caplog.records if one.levelno >= logging.ERROR]
            assert failed == [], game.played
        await scene.pass_time(hours=25)
        await scene.settle()
        states, unsaid = left(tmp_path)
    assert (set(states), unsaid) == ({"closed"}, 0), game.played
