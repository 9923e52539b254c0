"""Whoever runs the bot hands out what is kept about somebody, or has it deleted: as a process, on both databases."""

import json
from pathlib import Path

from sqlalchemy import create_engine, select

from bot.clock import SystemClock
from bot.subject_command import as_markdown
from rehearsal.workspace import Workspace
from storage import subjects
from storage.base import Base
from storage.erasure_models import Audit
from storage.models import Issue, Person
from tests.killing import SmallSet, made
from tests.processes import Ended, Process, migrated, said_by, settings, until

WORD = "technician"
"""Of the issue that Chloé raises, and of the rule that she proposes."""
NOT_ABOUT_ANYBODY = {
    "meetings": "of the set; who was there, asked and presented is in other tables",
    "ratings": "kept without names, times and numbers, so that nobody can be read from them",
    "pulse_words": "kept without names and apart from the ratings",
    "concerns": "kept without names, and apart from who has sent one",
    "date_questions": "that a set was asked for other dates; who can come on which is in another table",
    "date_options": "the dates themselves",
    "timers": "when something is due about what other tables have",
    "deliveries": "ids of Slack's requests, for two days",
    "paces": "how fast the workspace was written to",
    "absences": "when no process ran",
    "heartbeats": "of processes",
    "channel_readers": "who can read a set's channel, as Slack says: ids alone",
    "installations": "that the workspace has the bot",
}
"""Tables without anything about one person, each with what it has instead."""


def read(url: str) -> tuple[list[str], list[str], list[tuple[str, str]]]:
    """Whom the database knows, what issues say, and what was used by hand."""
    engine = create_engine(url)
    with engine.connect() as db:
        found = (
            list(db.scalars(select(Person.user))),
            list(db.scalars(select(Issue.sentence))),
            [(row.did, row.about) for row in db.execute(select(Audit.did, Audit.about).order_by(Audit.id))],
        )
    engine.dispose()
    return found


async def test_somebody_is_exported_and_erased(tmp_path: Path, bare_url: str) -> None:
    async with Workspace(SystemClock()) as ws:
        one = SmallSet(ws)
        user, name = one.chloe.id, one.chloe.name
        settled = settings(ws, await migrated(ws, tmp_path, bare_url))

        async def handles(*given: str) -> Ended:
            return await said_by("subject", settled, tmp_path, *given)

        def shows_it() -> bool:
            return any(message.bot_id and WORD in str(message.blocks) for message in ws.everything(one.room))

        async with Process(ws, tmp_path, bare_url) as process:
            for gesture in one.founding():
                await made([gesture])
            await made([one.typing(one.chloe, "/set-issue", f"Two departments will not share a {WORD}")])
            await made([one.pressing(one.chloe, "Change the rules")])
            assert (await ws.submit(one.chloe, {"rules": f"We share every {WORD}"})).ok
            await until(shows_it, 60)
            if bare_url.startswith("sqlite"):
                refused = await handles(user, "--export", "it.json")
                assert (refused.status, "stop the other one" in refused.err) == (2, True)
                assert await process.stop() == 0
            exported = await handles(f"@{name}", "--export", "it.json")
            assert (exported.status, exported.err) == (0, ""), exported
            rows = json.loads((tmp_path / "it.json").read_text())
            assert [row["user"] for row in rows["people"]] == [user]
            assert WORD in rows["issues"][0]["sentence"]
            assert (tmp_path / "it.json").stat().st_mode & 0o077 == 0
            assert (await handles(user, "--export", "it.json")).status == 2, "never over another file"
            assert (await handles(user)).status == 2, "it must be said what to do"
            assert (await handles("@Nobody", "--export", "other.json")).status == 2
            erased = await handles(user, "--erase", "--yes")
            assert (erased.status, erased.err) == (0, ""), erased
            if bare_url.startswith("sqlite"):
                await process.start()
            await until(lambda: not shows_it(), 180)
            await until(lambda: user not in read(bare_url)[0], 180)
            assert await process.stop() == 0
        people, sentences, used = read(bare_url)
        assert (len(people), [one for one in sentences if WORD in one]) == (3, [])
        about = subjects.hashed(ws.team_id, user)
        assert used == [("export", about), ("erase", about)]
        assert "Traceback" not in process.log


def test_every_table_is_exported_or_named() -> None:
    about = subjects.about("T1", 1, "U1")
    assert about.keys() | NOT_ABOUT_ANYBODY.keys() >= Base.metadata.tables.keys()
    assert about.keys() & NOT_ABOUT_ANYBODY.keys() == set()


def test_it_can_be_read_as_markdown() -> None:
    rows = {"issues": [{"id": 1, "sentence": "Two departments", "why": ""}]}
    assert as_markdown("U1", rows) == "# What is kept about U1\n\n## issues\n\n- id: 1\n- sentence: Two departments\n"
