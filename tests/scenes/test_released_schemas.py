"""A meeting that stopped in any step is gone on with from the database of any release: nothing is said anew, all buttons answer."""

import logging
import os
import re
from pathlib import Path
from typing import Final

import pytest
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, text

from bot.domain.step_kinds import StepKind
from rehearsal.messages import Message
from rehearsal.people import Person
from storage import schema
from tests.scene import Scene, a_scene, labels
from tests.scenes.play import ISSUE

RELEASED: Final = [one.revision for one in reversed([*ScriptDirectory(str(schema.MIGRATIONS)).walk_revisions()])]
ONWARDS: Final = {
    StepKind.OPENING: ("ana", "Next"),
    StepKind.REPORT_BACK: ("ben", "Pass"),
    StepKind.BIDS: ("ana", "Start with 1"),
    StepKind.PRESENT: ("chloe", "That's it"),
    StepKind.CLARIFY: ("chloe", "Next"),
    StepKind.QUESTION: ("chloe", "Next"),
    StepKind.RESTATE: ("chloe", "Next"),
    StepKind.COMMIT: ("chloe", "That's all"),
    StepKind.SLOT_REVIEW: ("chloe", "Next"),
    StepKind.REVIEW: ("ana", "Next"),
    StepKind.CLOSING: ("ana", "Close"),
}
"""Who leaves a step by which button, in the order of a meeting."""
BLOCK_IDS: Final = re.compile(r"'block_id': 'b\d+', ")
"""Slack gives new ones with each edit."""
APART: Final = 4
"""Each stop takes the release that is so many after that of the one before, so that a game meets old ones and young ones.

Of two steps one game stops in the one and the game that is paused in the other, unless this soaks.
"""
SOAKING: Final = "SOAK" in os.environ
TURNS: Final = range(len(RELEASED) if SOAKING else 1)
"""With as many games as there are releases each stop meets each."""


def taken_back(url: str, revision: str) -> None:
    """The database as that release had it, with the rows of a meeting that is open."""
    engine = create_engine(url)
    with engine.begin() as connection:
        config = Config()
        config.set_main_option("script_location", str(schema.MIGRATIONS))
        config.attributes["connection"] = connection
        command.downgrade(config, revision)
        assert connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one() == revision
    engine.dispose()


def no_time_was_lost(url: str) -> None:
    """Nothing tells how long nobody was there: how long this machine takes over migrations is not given back to the meeting."""
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.execute(text("DELETE FROM heartbeats"))
    engine.dispose()


def open_step(url: str) -> StepKind:
    engine = create_engine(url)
    with engine.connect() as connection:
        kind = connection.execute(text("SELECT kind FROM steps ORDER BY id DESC LIMIT 1")).scalar_one()
    engine.dispose()
    return StepKind(kind)


def shown(scene: Scene) -> list[tuple[str, str, str]]:
    """Everything that stands in the channel and in direct messages."""
    everything = [*scene.ws.everything(scene.room), *(one for who in scene.people for one in scene.ws.dm(who))]
    return [(one.ts, one.text, BLOCK_IDS.sub("", repr(one.blocks))) for one in everything]


async def comes_back(scene: Scene, revision: str) -> None:
    await scene.pass_time(seconds=6)  # what waited for the pace of edits is said
    before = shown(scene)
    await scene.goes()
    no_time_was_lost(scene.url)
    taken_back(scene.url, revision)
    await scene.arrives()
    await scene.settle()
    assert shown(scene) == before, revision


async def presses(scene: Scene, who: Person, label: str, message: Message | None = None) -> None:
    answer = await scene.press(who, label, message)
    assert (answer.ok, answer.problem) == (True, None), (label, answer)
    if scene.ws.view(who) is not None:
        await scene.ws.close_view(who)


@pytest.mark.parametrize("paused", [False, True], ids=["running", "paused"])
@pytest.mark.parametrize("turn", TURNS)
async def test_a_meeting_goes_on_from_any_step(
    tmp_path: Path, turn: int, paused: bool, caplog: pytest.LogCaptureFixture
) -> None:
    async with a_scene(tmp_path) as scene:
        await scene.found()
        await scene.command(scene.ben, "/action", "Ask Mo for twenty minutes by Friday")
        await scene.command(scene.chloe, "/set-issue", ISSUE)
        await scene.start(scene.ben, scene.chloe)
        first = turn + paused * APART // 2
        for number, (kind, (who, label)) in enumerate(ONWARDS.items()):
            assert open_step(scene.url) is kind
            if paused:
                await scene.command(scene.dan, "/set", "pause")
            if SOAKING or number % 2 == paused:
                await comes_back(scene, RELEASED[(first + number * APART) % len(RELEASED)])
            if paused:
                goes_on = (scene.chloe, "Go on") if kind.in_slot else (scene.dan, "Resume")
                await presses(scene, *goes_on)
            await presses(scene, getattr(scene, who), label)
        if not paused:
            await everything_answers(scene)
    assert [one.getMessage() for one in caplog.records if one.levelno >= logging.ERROR] == []


async def everything_answers(scene: Scene) -> None:
    """All that can be pressed, as it stands and as it stood first, answers whoever presses it."""
    for message in [*scene.ws.everything(scene.room), *scene.ws.dm(scene.chloe)]:
        for drawn in [message, *([message.as_it_was()] if message.edits else [])]:
            for label in dict.fromkeys(labels(drawn)):
                await presses(scene, scene.chloe, label, drawn)
