"""The file of an SQLite database: nobody else reads it, and what cannot be used is named in a sentence, by real processes."""

import asyncio
import os
import sqlite3
import stat
import sys
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Final

import pytest

from bot.clock import SystemClock
from rehearsal.workspace import Workspace
from storage.database_file import BESIDE, file_of, make_private, open_to_others
from tests.processes import Ended, Process, migrated, said_by, settings

ENDED_WRONG: Final = 2


@pytest.fixture
async def ws() -> AsyncIterator[Workspace]:
    async with Workspace(SystemClock()) as workspace:
        yield workspace


@pytest.fixture(autouse=True)
def everybody_may_read_what_is_made() -> object:
    before = os.umask(0o022)
    yield
    os.umask(before)


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def modes(folder: Path) -> dict[str, int]:
    return {one.name: mode(one) for one in folder.iterdir() if one.name.startswith("sets.db")}


def url(folder: Path) -> str:
    return f"sqlite:///{folder}/sets.db"


async def test_the_doctor_makes_no_file(ws: Workspace, tmp_path: Path) -> None:
    ended = await said_by("doctor", settings(ws, url(tmp_path)), tmp_path)
    assert ended.status == 0, ended.out
    assert "is not there yet; the first start makes it" in ended.out
    assert modes(tmp_path) == {}


async def test_a_file_that_runs_is_read_by_nobody_else(ws: Workspace, tmp_path: Path) -> None:
    await migrated(ws, tmp_path, url(tmp_path))
    for name in ("sets.db", "sets.db.lock"):
        (tmp_path / name).chmod(0o666)
    ended = await said_by("doctor", settings(ws, url(tmp_path)), tmp_path)
    assert "others on this machine may read it" in ended.out
    assert f"chmod 600 {tmp_path}/sets.db" in ended.out
    async with Process(ws, tmp_path, url(tmp_path)) as process:
        found = modes(tmp_path)
        assert {"sets.db", "sets.db-wal", "sets.db-shm", "sets.db.lock"} <= found.keys()
        assert set(found.values()) == {0o600}
        assert await process.stop() == 0
    assert set(modes(tmp_path).values()) == {0o600}


def test_what_was_left_beside_the_file_is_closed_too(tmp_path: Path) -> None:
    path = tmp_path / "sets.db"
    for ending in BESIDE:
        path.with_name(path.name + ending).touch(mode=0o644)
    assert len(open_to_others(path)) == len(BESIDE)
    make_private(path)
    assert open_to_others(path) == []


@pytest.mark.parametrize(
    ("address", "path"),
    [
        pytest.param("sqlite:///sets.db", "sets.db", id="in this folder"),
        pytest.param("sqlite:////var/lib/sets.db?timeout=3", "/var/lib/sets.db", id="with an option"),
        pytest.param("postgresql+psycopg://bot@host/sets", None, id="of a server"),
        pytest.param("sqlite:///:memory:", None, id="none"),
    ],
)
def test_the_file_is_found_in_the_address(address: str, path: str | None) -> None:
    assert file_of(address) == (Path(path) if path else None)


def nothing_there(folder: Path) -> Path:
    return folder / "missing" / "sets.db"


def a_folder(folder: Path) -> Path:
    (folder / "sets.db").mkdir()
    return folder / "sets.db"


def a_file_as_folder(folder: Path) -> Path:
    (folder / "file").touch()
    return folder / "file" / "sets.db"


def no_database(folder: Path) -> Path:
    (folder / "sets.db").write_text("Ask the governors by Friday. " * 200, encoding="utf-8")
    return folder / "sets.db"


def half_of_one(folder: Path) -> Path:
    path = folder / "sets.db"
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    return path


def zeros_in_one(folder: Path) -> Path:
    path = folder / "sets.db"
    raw = bytearray(path.read_bytes())
    raw[4096:] = bytes(len(raw) - 4096)
    path.write_bytes(raw)
    return path


def a_newer_one(folder: Path) -> Path:
    path = folder / "sets.db"
    with sqlite3.connect(path) as db:
        db.execute("UPDATE alembic_version SET version_num = '9999_from_the_future'")
    db.close()
    return path


Broken = Callable[[Path], Path]
NEEDS_ONE: Final = (half_of_one, zeros_in_one, a_newer_one)


@pytest.mark.parametrize(
    "broken", [nothing_there, a_folder, a_file_as_folder, no_database, half_of_one, zeros_in_one, a_newer_one]
)
async def test_what_cannot_be_used_is_one_sentence(ws: Workspace, tmp_path: Path, broken: Broken) -> None:
    if broken in NEEDS_ONE:
        await migrated(ws, tmp_path, url(tmp_path))
    path = broken(tmp_path)
    given = settings(ws, f"sqlite:///{path}") | {"PORT": "1"}
    run, doctor = await asyncio.gather(said_by("run", given, tmp_path), said_by("doctor", given, tmp_path))
    migrate = await said_by("migrate", given, tmp_path)
    assert is_a_sentence(run, path), run
    assert is_a_sentence(migrate, path), migrate
    (line,) = [one for one in doctor.out.splitlines() if one.startswith("wrong")]
    assert line.startswith(("wrong  database:", "wrong  schema:"))
    assert (doctor.status, doctor.err) == (ENDED_WRONG if "database:" in line else 1, "")


def is_a_sentence(ended: Ended, path: Path) -> bool:
    lines = [line for line in ended.err.splitlines() if " INFO " not in line]
    (said,) = lines[-1:] or [""]
    return (
        ended.status == ENDED_WRONG
        and len(lines) == 1
        and said.startswith(f"DATABASE_URL: sqlite:///{path} cannot be used (")
    )


async def test_a_full_disk_is_one_sentence(ws: Workspace, tmp_path: Path) -> None:
    given = os.environ | settings(ws, url(tmp_path))
    command = f"ulimit -f 40; exec {sys.executable} -m bot migrate"
    ended = await asyncio.create_subprocess_exec(
        "sh", "-c", command, env=given, cwd=tmp_path, stderr=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE
    )
    _, said = await ended.communicate()
    assert is_a_sentence(Ended(ended.returncode or 0, "", said.decode()), tmp_path / "sets.db"), said
