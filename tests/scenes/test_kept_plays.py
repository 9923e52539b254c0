"""Whoever goes on from the kept end of a play sees what they would have seen had it all been played before them."""

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Final

import pytest

from rehearsal import scripts
from rehearsal.script_items import Script
from rehearsal.session import DATABASE, Session, started_session
from tests.scene import migrated_file
from tests.scenes.kept_plays import SEED, at_once, ended, played
from tests.scenes.test_plays import PLAYS

REVIEWED: Final = "all-have-answered"
"""It goes on after a review that goes on after a slot: a time-box runs, and forms were open, where it begins."""
PROMPTED: Final = "prompts-to-borrow"
"""Chance chooses what is borrowed before it goes on, and after."""


def script_of(name: str) -> Script:
    return scripts.load(PLAYS / f"{name}.yaml")


def seen(session: Session) -> list[tuple[datetime, str, str]]:
    """All that stands anywhere, with the moment and the one who said it."""
    ws = session.participants.ws
    standing = [one for room in ws.rooms for one in ws.everything(room)]
    return [(one.at, one.user, one.text) for one in (*standing, *ws.whispered)]


def absences(folder: Path) -> int:
    """How often the bot found that nobody had been there."""
    with closing(sqlite3.connect(folder / DATABASE)) as rows:
        return int(rows.execute("SELECT count(*) FROM absences").fetchone()[0])


@pytest.mark.parametrize("name", [REVIEWED, PROMPTED])
async def test_a_play_that_goes_on_from_a_kept_end_sees_what_the_whole_sees(name: str, tmp_path: Path) -> None:
    script = replace(script_of(name), seed=SEED)
    (tmp_path / DATABASE).write_bytes(migrated_file())
    async with started_session(script, None, kept_in=tmp_path) as whole:
        await whole.player.play(script, at_once)
    gone_on = await played(script, tmp_path)
    assert seen(gone_on) == seen(whole)
    assert gone_on.participants.now == whole.participants.now
    assert gone_on.chance.getstate() == whole.chance.getstate()
    assert absences(tmp_path) == 0


async def test_what_is_kept_stays_as_it_was_whoever_goes_on_from_it(tmp_path: Path) -> None:
    script = script_of(REVIEWED)
    assert script.after is not None
    kept = await ended(script.after, tmp_path)
    before = seen(kept.again(tmp_path))
    await played(script, tmp_path)
    assert await ended(script.after, tmp_path) is kept
    assert seen(kept.again(tmp_path)) == before
