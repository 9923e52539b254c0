"""The process is killed, on both databases, and what was to be said is said once."""

import asyncio
import os
from collections.abc import Sequence
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import Final

import pytest
from sqlalchemy import Engine, select, update

from bot.clock import SystemClock
from bot.domain.message_and_timer_kinds import Later
from rehearsal.faults import slow
from rehearsal.workspace import Workspace
from storage import timers
from storage.database import Database
from storage.models import Meeting, Member, Person
from tests.judging import Judge, Moment, Tally
from tests.killing import MOMENTS, Gesture, SmallSet, Trap, caught, made
from tests.processes import Process, database_without_tables, migrated, until

SOAKING: Final = "SOAK" in os.environ
KILLS: Final = 30 if SOAKING else 3
# An edit of the charter, the first cards of a meeting, a reply in a thread; soaking, the whole story.
SCENES: Final = frozenset({1, 3, 7})


async def killed_again_and_again(folder: Path, database: str) -> Tally:
    """Three sets live through the same story with one process, each at another moment when it is killed."""
    tally = Tally()
    async with Workspace(SystemClock()) as ws:
        process = Process(ws, folder, await migrated(ws, folder, database))
        with Judge(ws, database) as judge:
            async with process:
                await lived_through(ws, process, judge, tally)
                assert await process.stop() == 0
            judge.judge(tally)
    assert "Traceback" not in process.log, process.log
    return tally


async def lived_through(ws: Workspace, process: Process, judge: Judge, tally: Tally) -> None:
    sets = [SmallSet(ws) for _ in MOMENTS]
    for scene, gestures in enumerate(zip(*(one.story() for one in sets), strict=True)):
        if SOAKING or scene in SCENES:
            await judge.posted()
            await killed(ws, process, sets, gestures, tally)
            await judge.settled()
        else:
            await made(gestures)
        if tally.kills == KILLS:
            return


async def killed(
    ws: Workspace, process: Process, sets: Sequence[SmallSet], gestures: Sequence[Gesture], tally: Tally
) -> None:
    """Kill the process once what each set is to be told is at its moment, and start it again."""
    turn = tally.kills
    moments = [MOMENTS[(turn + place) % len(MOMENTS)] for place in range(len(sets))]
    traps = [Trap(ws, one.room.id, moment, arrives=turn % 2 == 0) for one, moment in zip(sets, moments, strict=True)]
    await made(gestures)
    await caught(traps, tally)
    await process.kill()
    ws.faults.clear()
    await process.start()


@pytest.mark.promise(84)
async def test_a_process_that_is_killed_again_and_again_loses_nothing_and_says_nothing_twice(
    tmp_path: Path, postgres: Engine
) -> None:
    with database_without_tables(postgres) as url:
        on_sqlite, on_postgres = await asyncio.gather(
            killed_again_and_again(tmp_path, f"sqlite:///{tmp_path}/sets.db"), killed_again_and_again(tmp_path, url)
        )
    print(f"\nSQLite: {on_sqlite}\nPostgreSQL: {on_postgres}")
    assert (on_sqlite.wrong, on_postgres.wrong) == ([], [])
    if not SOAKING:  # in a long run an edit may wait for its pace while another is held
        assert on_sqlite.caught == on_postgres.caught == dict.fromkeys(Moment, 3)


def ask_for_reports(database: str) -> None:
    """Let the newest set's report-backs be due at this moment, whatever hour it is."""
    opened = Database(database)
    with opened.work() as db:
        now = datetime.now(UTC)
        anytime = {"works_on": "0123456", "opens": now.time(), "closes": time(23, 59, 59, 999999), "zone": "UTC"}
        db.execute(update(Person).values(**anytime))
        meeting = db.scalars(select(Meeting).where(Meeting.number == 1).order_by(Meeting.id.desc())).first()
        assert meeting is not None
        meeting.planned_at = now + timedelta(days=2)
        for person in db.scalars(select(Member.person_id).where(Member.set_id == meeting.set_id)):
            timers.put(db, meeting.workspace, Later.LETTER, str(person), now, None)
    opened.close()


async def reports_asked_for(ws: Workspace, process: Process, judge: Judge, database: str, tally: Tally) -> None:
    """The process is killed once while it opens the DMs, and once more as it writes to them."""
    one = SmallSet(ws)
    for gesture in one.founding():
        await made([gesture])
    await made([one.typing(who, "/action", "Ask Mo for twenty minutes alone in a week") for who in one.people])
    await judge.settled()
    moment, asked = MOMENTS[tally.kills // 2 % len(MOMENTS)], len(ws.calls)
    ws.faults.add("conversations.open", slow(2), times=None)
    ask_for_reports(database)
    await until(lambda: any(call.method == "conversations.open" for call in ws.calls[asked:]), 60)
    await process.kill()
    ws.faults.clear()
    trap = Trap(ws, "D", moment)
    await process.start()
    await until(lambda: any(str(call.args.get("channel")).startswith("D") for call in ws.calls[asked:]), 60)
    await caught([trap], tally)
    tally.kills += 1
    await process.kill()
    ws.faults.clear()
    await process.start()
    await judge.settled()
    assert [len(ws.dm(who)) for who in one.people] == [1, 1, 1]


async def killed_while_asking(folder: Path, database: str) -> Tally:
    tally = Tally()
    async with Workspace(SystemClock()) as ws:
        process = Process(ws, folder, await migrated(ws, folder, database))
        with Judge(ws, database) as judge:
            async with process:
                while tally.kills < KILLS:
                    await reports_asked_for(ws, process, judge, database, tally)
            judge.judge(tally)
    return tally


@pytest.mark.soak
@pytest.mark.skipif(not SOAKING, reason="make soak")
async def test_who_is_asked_to_report_back_is_asked_once_whatever_is_killed_meanwhile(
    tmp_path: Path, postgres: Engine
) -> None:
    with database_without_tables(postgres) as url:
        on_sqlite, on_postgres = await asyncio.gather(
            killed_while_asking(tmp_path, f"sqlite:///{tmp_path}/sets.db"), killed_while_asking(tmp_path, url)
        )
    print(f"\nAsking, SQLite: {on_sqlite}\nAsking, PostgreSQL: {on_postgres}")
    assert (on_sqlite.wrong, on_postgres.wrong) == ([], [])
