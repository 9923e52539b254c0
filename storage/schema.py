"""The schema: brought up to date by Alembic, from whatever revision a database is at."""

from functools import cache
from pathlib import Path
from typing import Final

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, inspect, text
from sqlalchemy.exc import DatabaseError

from storage import sqlite
from storage.deadline import without_deadline
from storage.tables import TABLES

MIGRATIONS: Final = Path(__file__).parent / "migrations"
NEWEST: Final = "head"


def upgrade(engine: Engine, to: str = NEWEST) -> None:
    """Bring the database to a revision, the newest unless told otherwise; nothing happens where it is there.

    Where it has no tables yet, it gets those of the newest revision at once: those that the migrations make.
    """
    with without_deadline(), engine.begin() as connection:
        if to == NEWEST and _newest_by_itself(connection):
            return  # Alembic would load each migration to find that out
        config = _config()
        config.attributes["connection"] = connection
        command.upgrade(config, to)


def _newest_by_itself(connection: Connection) -> bool:
    """Whether it needs no migration: it is at the newest revision, or was empty and has been made anew."""
    context = MigrationContext.configure(connection)
    if (current := context.get_current_revision()) == newest():
        return True
    if current or inspect(connection).get_table_names():
        return False
    TABLES.create_all(connection)
    context.stamp(ScriptDirectory.from_config(_config()), NEWEST)
    return True


def revisions(engine: Engine) -> tuple[str | None, str | None]:
    """The revision that the database is at, and the newest one."""
    with engine.connect() as connection:
        current = MigrationContext.configure(connection).get_current_revision()
    return current, newest()


@cache
def newest() -> str | None:
    """The newest revision that this version of the bot knows."""
    return ScriptDirectory.from_config(_config()).get_current_head()


def try_write(engine: Engine) -> None:
    """Write and roll back: raises what the database raises where it cannot be written to, or what is in it is broken."""
    with engine.connect() as connection, connection.begin() as transaction:
        connection.execute(text("DELETE FROM deliveries WHERE 1 = 0"))
        transaction.rollback()
    check_pages(engine)


def check_pages(engine: Engine) -> None:
    """Raises DatabaseError for an SQLite file that has lost pages: reading what it has left would not find out."""
    if engine.dialect.name != "sqlite":
        return
    with engine.connect() as connection:
        sqlite.begins(connection, writes=False)
        found = connection.execute(text("PRAGMA quick_check(1)")).scalar_one()
    if found != "ok":
        raise DatabaseError("quick_check", None, Exception("the file is damaged; bring back a copy of it"))


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    return config
